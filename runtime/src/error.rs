//! What the errors of all generated clients have in common.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::result::{CreateUnhandledError, SdkError};
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};

/// An error that the model does not have, or that does not come from the service.
#[derive(Debug)]
pub struct Unhandled {
    source: BoxError,
    meta: ErrorMetadata,
}

impl Unhandled {
    /// Wraps `source`. `meta` has the code and message, if the service sent any.
    pub fn new(source: impl Into<BoxError>, meta: ErrorMetadata) -> Self {
        Self {
            source: source.into(),
            meta,
        }
    }

    /// The code, the message and the request id, as far as they are known.
    pub fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }

    /// The cause.
    pub fn source(&self) -> &(dyn StdError + 'static) {
        &*self.source
    }
}

/// An error shape of a model.
pub trait ModeledError: StdError + ProvideErrorMetadata + 'static {
    /// Whether and how the call should be retried (`smithy.api#retryable`).
    fn retryable(&self) -> Option<ErrorKind> {
        None
    }
}

/// The variant of an operation's error or of a client's error. The traits of those errors are implemented by the
/// methods here.
pub enum Variant<'a> {
    /// An error that the model has.
    Modeled(&'a dyn ModeledError),
    /// Any other error.
    Unhandled(&'a Unhandled),
}

impl fmt::Debug for Variant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Modeled(error) => fmt::Debug::fmt(error, f),
            Self::Unhandled(error) => fmt::Debug::fmt(error, f),
        }
    }
}

impl<'a> Variant<'a> {
    /// The code, the message and the request id.
    pub fn meta(&self) -> &'a ErrorMetadata {
        match self {
            Self::Modeled(error) => error.meta(),
            Self::Unhandled(error) => error.meta(),
        }
    }

    /// The error inside an operation's error.
    pub fn source(&self) -> &'a (dyn StdError + 'static) {
        match *self {
            Self::Modeled(error) => error,
            Self::Unhandled(error) => error.source(),
        }
    }

    /// The cause of the error inside the client's error.
    pub fn cause(&self) -> Option<&'a (dyn StdError + 'static)> {
        match *self {
            Self::Modeled(error) => StdError::source(error),
            Self::Unhandled(error) => Some(error.source()),
        }
    }

    /// Whether and how the call should be retried.
    pub fn retryable(&self) -> Option<ErrorKind> {
        match self {
            Self::Modeled(error) => error.retryable(),
            Self::Unhandled(_) => None,
        }
    }

    /// Displays an operation's error: the error inside, or its code.
    pub fn fmt_operation_error(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Modeled(error) => fmt::Display::fmt(error, f),
            Self::Unhandled(error) => match error.meta.code() {
                Some(code) => write!(f, "unhandled error ({code})"),
                None => f.write_str("unhandled error"),
            },
        }
    }
}

/// Displays an error shape: its Rust name, its name in the model if that is another, and its message.
pub fn fmt_modeled_error(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    model_name: &str,
    message: Option<&str>,
) -> fmt::Result {
    f.write_str(name)?;
    if name != model_name {
        write!(f, " [{model_name}]")?;
    }
    match message {
        Some(message) => write!(f, ": {message}"),
        None => Ok(()),
    }
}

/// An operation's error, with the traits that retry classifiers and callers need.
pub trait OperationError:
    StdError + ProvideErrorMetadata + ProvideErrorKind + CreateUnhandledError + Send + Sync + 'static
{
}

impl<E> OperationError for E where
    E: StdError
        + ProvideErrorMetadata
        + ProvideErrorKind
        + CreateUnhandledError
        + Send
        + Sync
        + 'static
{
}

/// The variant for an error that the model does not have, or that can't be read.
pub(crate) fn unhandled<E: OperationError>(source: impl Into<BoxError>, meta: ErrorMetadata) -> E {
    E::create_unhandled_error(source.into(), Some(meta))
}

/// Whether the model has the error. The source of one that it does not have is the metadata of the response.
pub(crate) fn is_modeled(error: &impl OperationError) -> bool {
    error
        .source()
        .is_some_and(|source| !source.is::<ErrorMetadata>())
}

/// The value of an enum that has no variant for it.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct UnknownVariantValue(Cow<'static, str>);

impl UnknownVariantValue {
    /// Keeps `value` unchanged.
    pub fn new(value: &str) -> Self {
        Self(Cow::Owned(value.to_owned()))
    }

    /// The value of a required member that the response does not have.
    pub const fn unset() -> Self {
        Self(Cow::Borrowed("no value was set"))
    }

    /// The value, as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownVariantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The error that a service has answered with.
///
/// # Errors
/// The call failed for another reason, which is returned as a client's error has it.
pub fn service_error<E: OperationError, R>(error: SdkError<E, R>) -> Result<E, Unhandled>
where
    R: fmt::Debug + Send + Sync + 'static,
{
    match error {
        SdkError::ServiceError(context) => Ok(context.into_err()),
        other => {
            let meta = other.meta().clone();
            Err(Unhandled::new(other, meta))
        }
    }
}
