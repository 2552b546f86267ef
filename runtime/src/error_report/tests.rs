//! Lines for errors of each kind.

use std::io;

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::*;

/// The error of an operation, which may have a cause.
#[derive(Debug)]
struct Failed {
    text: &'static str,
    cause: Option<ErrorMetadata>,
    meta: ErrorMetadata,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

impl ProvideErrorMetadata for Failed {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

fn meta(code: &str, message: &str) -> ErrorMetadata {
    ErrorMetadata::builder()
        .code(code)
        .message(message)
        .custom("aws_request_id", "request-1")
        .build()
}

/// An error that the model has.
fn modeled() -> Failed {
    Failed {
        text: "NotFound: no user",
        cause: None,
        meta: meta("NotFound", "no user"),
    }
}

/// An error that the model does not have.
fn unhandled(message: &str) -> Failed {
    Failed {
        text: "unhandled error (AccessDenied)",
        cause: Some(meta("AccessDenied", message)),
        meta: meta("AccessDenied", message),
    }
}

fn response(status: u16) -> HttpResponse {
    HttpResponse::new(
        StatusCode::try_from(status).expect("a status"),
        SdkBody::empty(),
    )
}

fn line(error: &SdkError<Failed, HttpResponse>) -> String {
    ErrorReport::new(error).to_string()
}

#[test]
fn an_error_of_the_service_has_its_message_status_and_request_id() {
    assert_eq!(
        line(&SdkError::service_error(modeled(), response(404))),
        "service error: NotFound: no user (HTTP 404, request id request-1)"
    );
}

#[test]
fn an_error_that_the_model_does_not_have_has_its_code_once_and_its_message() {
    assert_eq!(
        line(&SdkError::service_error(
            unhandled("not allowed"),
            response(403)
        )),
        "service error: unhandled error (AccessDenied): not allowed (HTTP 403, request id request-1)"
    );
}

#[test]
fn a_code_that_differs_from_the_name_is_shown() {
    let mut error = modeled();
    error.meta = meta("UserNotFound", "no user");
    assert_eq!(
        line(&SdkError::service_error(error, response(404))),
        "service error: NotFound: no user (code UserNotFound, HTTP 404, request id request-1)"
    );
}

#[test]
fn the_second_id_of_a_request_to_s3_is_shown() {
    let mut error = modeled();
    let builder = ErrorMetadata::builder().code("NotFound");
    error.meta = builder.custom(EXTENDED_REQUEST_ID, "far").build();
    assert_eq!(
        line(&SdkError::service_error(error, response(404))),
        "service error: NotFound: no user (HTTP 404, extended request id far)"
    );
}

#[test]
fn the_request_id_of_a_response_that_cannot_be_read_is_in_a_header() {
    let mut response = response(200);
    response.headers_mut().insert("x-amzn-requestid", "of-http");
    let cause = io::Error::new(io::ErrorKind::InvalidData, "bad body");
    assert_eq!(
        line(&SdkError::response_error(cause, response)),
        "response error: bad body (HTTP 200, request id of-http)"
    );
}

#[test]
fn a_request_that_was_not_sent_has_its_causes_only() {
    let cause = ConnectorError::io(io::Error::other("connection refused").into());
    assert_eq!(
        line(&SdkError::dispatch_failure(cause)),
        "dispatch failure: io error: connection refused"
    );
}

#[test]
fn a_message_stays_on_the_line_and_cannot_control_a_terminal() {
    let error = unhandled("not\nallowed:\t\u{1b}[31mstop \r\n");
    assert_eq!(
        line(&SdkError::service_error(error, response(403))),
        "service error: unhandled error (AccessDenied): not allowed: [31mstop (HTTP 403, request id request-1)"
    );
}

#[test]
fn an_error_without_its_response_has_no_status() {
    assert_eq!(
        ErrorReport::without_response(&unhandled("not allowed")).to_string(),
        "unhandled error (AccessDenied): not allowed (request id request-1)"
    );
}

#[test]
fn debug_shows_the_same_line() {
    let report = ErrorReport::without_response(&modeled());
    assert_eq!(format!("{report:?}"), report.to_string());
}
