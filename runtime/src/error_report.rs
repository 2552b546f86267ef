//! The error of a call as a line for people.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};

#[cfg(all(test, feature = "aws"))]
mod tests;

/// The name that the metadata of AWS's errors have for the id of a request.
const REQUEST_ID: &str = "aws_request_id";

/// The headers that may have it.
const REQUEST_ID_HEADERS: [&str; 2] = ["x-amzn-requestid", "x-amz-request-id"];

/// The name that the metadata of S3's errors have for the second id of a request.
const EXTENDED_REQUEST_ID: &str = "s3_extended_request_id";

/// The error of a call as one line: what failed, with all causes, then the error's code, the HTTP status and the
/// request id, as far as they are known.
///
/// ```text
/// service error: ResourceNotFoundException: no user u-1 (HTTP 404, request id 3f5e2b1c)
/// service error: unhandled error (AccessDeniedException): not allowed (HTTP 403, request id 3f5e2b1c)
/// dispatch failure: io error: client error (Connect): tcp connect error: Connection refused (os error 111)
/// ```
///
/// The parts of it are elsewhere as well. `{}` of an `SdkError` is a few fixed words, such as "service error", since
/// the type is the official one. `{}` of an operation's error (`SdkError::into_service_error`) and of a client's
/// `Error` is the error's name and message, and for an error that the model does not have only its code, as with the
/// official clients. `DisplayErrorContext` adds the causes, and then the whole error as `{:?}` shows it.
///
/// ```no_run
/// use tinsmith_runtime::ErrorReport;
/// # use tinsmith_runtime::aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
/// # use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata;
/// # fn show<E: std::error::Error + ProvideErrorMetadata + 'static>(sent: Result<(), SdkError<E, HttpResponse>>) {
/// // let sent = client.describe_user().instance_id(instance).user_id(user).send().await;
/// if let Err(error) = sent {
///     eprintln!("{}", ErrorReport::new(&error));
/// }
/// # }
/// ```
///
/// `{:?}` is the same line: if `main` returns the report as its error, Rust prints it in that form.
#[derive(Clone)]
pub struct ErrorReport {
    line: String,
}

impl ErrorReport {
    /// The error that a call has returned.
    pub fn new<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let meta = error.meta();
        let status = error.raw_response().map(|it| it.status().as_u16());
        Self::of(error, meta, status, request_id(error))
    }

    /// An operation's error, or a client's `Error`. These don't have the response, and so the line lacks its HTTP
    /// status.
    pub fn without_response<E>(error: &E) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let meta = error.meta();
        Self::of(error, meta, None, meta.extra(REQUEST_ID))
    }

    fn of(
        error: &(dyn Error + 'static),
        meta: &ErrorMetadata,
        status: Option<u16>,
        request_id: Option<&str>,
    ) -> Self {
        let mut line = causes(error);
        let code = meta.code().map(one_line);
        // Names and codes are mostly the same.
        let code = code.filter(|code| !line.contains(code.as_str()));
        let details = [
            code.map(|it| format!("code {it}")),
            // A text about an unreadable body has it already.
            status
                .filter(|it| !line.contains(&format!("HTTP status {it}")))
                .map(|it| format!("HTTP {it}")),
            request_id.map(|it| format!("request id {}", one_line(it))),
            meta.extra(EXTENDED_REQUEST_ID)
                .map(|it| format!("extended request id {}", one_line(it))),
        ];
        let details: Vec<String> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            line = format!("{line} ({})", details.join(", "));
        }
        Self { line }
    }
}

impl fmt::Display for ErrorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl fmt::Debug for ErrorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ErrorReport {}

/// The id that the service gave to the request: from the response, where a server that is not AWS's may have it too, or else
/// from the error.
fn request_id<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Option<&str> {
    let headers = error.raw_response().map(|it| it.headers());
    let from_header =
        headers.and_then(|it| REQUEST_ID_HEADERS.iter().find_map(|name| it.get(name)));
    from_header.or_else(|| error.meta().extra(REQUEST_ID))
}

/// The texts of the error and of its causes. A cause that only repeats a part of the text before it is left out.
fn causes(error: &(dyn Error + 'static)) -> String {
    let mut line = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = match error.downcast_ref::<ErrorMetadata>() {
            // Its own text has the form of a structure in Rust.
            Some(meta) => meta.message().map(one_line).unwrap_or_default(),
            None => one_line(&error.to_string()),
        };
        if line.is_empty() {
            line = text;
        } else if !text.is_empty() && !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        next = error.source();
    }
    line
}

/// The text without control characters, since a service's message may have some.
fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
