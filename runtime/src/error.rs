//! What a generated client's errors share.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::result::{CreateUnhandledError, SdkError};
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};

/// An error that the model does not name, or that is not the service's at all.
#[derive(Debug)]
pub struct Unhandled {
    source: BoxError,
    meta: ErrorMetadata,
}

impl Unhandled {
    /// Wraps `source`; `meta` holds the code and message, if the service sent any.
    pub fn new(source: impl Into<BoxError>, meta: ErrorMetadata) -> Self {
        Self {
            source: source.into(),
            meta,
        }
    }

    /// Code, message and request id, as far as they are known.
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
    /// How the service asks for the call to be retried (`@retryable`).
    fn retryable(&self) -> Option<ErrorKind> {
        None
    }
}

/// One variant of an operation's error, or of the client's: each trait of the two is implemented on
/// this, once.
pub enum Variant<'a> {
    /// One that the model names.
    Modeled(&'a dyn ModeledError),
    /// Any other.
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
    /// Code, message and request id.
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

    /// How the service asks for the call to be retried.
    pub fn retryable(&self) -> Option<ErrorKind> {
        match self {
            Self::Modeled(error) => error.retryable(),
            Self::Unhandled(_) => None,
        }
    }

    /// Displays what an operation's error displays: the error inside, or its code.
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

/// Displays an error shape: its name, the name in the model if that is another, its message.
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

/// An operation's error: what retry classifiers and callers ask of it.
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

/// The variant for a response whose error the model does not name, or that can't be read.
pub(crate) fn unhandled<E: OperationError>(source: impl Into<BoxError>, meta: ErrorMetadata) -> E {
    E::create_unhandled_error(source.into(), Some(meta))
}

/// The model names the error: one that it does not name, and that a service's code made, has what the service
/// said as its source.
pub(crate) fn is_modeled(error: &impl OperationError) -> bool {
    error
        .source()
        .is_some_and(|source| !source.is::<ErrorMetadata>())
}

/// A string that no variant of an enum stands for.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct UnknownVariantValue(Cow<'static, str>);

impl UnknownVariantValue {
    /// Keeps `value` as it came.
    pub fn new(value: &str) -> Self {
        Self(Cow::Owned(value.to_owned()))
    }

    /// The value for a required member that the service left out.
    pub const fn unset() -> Self {
        Self(Cow::Borrowed("no value was set"))
    }

    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownVariantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The error of a service, or what else went wrong, as the client's error keeps it.
///
/// # Errors
/// Whatever is not an answer of the service.
pub fn split<E: OperationError, R>(error: SdkError<E, R>) -> Result<E, Unhandled>
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
