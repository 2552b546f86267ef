//! The envelope of errors in JSON, for every protocol with JSON bodies.

use super::ServiceError;
use crate::ReadError;
use crate::error_envelope::ErrorEnvelope;
use crate::http::Response;
use crate::json::Reader;

/// The header that names the error. It has precedence over the body.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Reads the code and the message of an error. The header's code has precedence over the body's.
///
/// Smithy specification: [restJson1, operation error serialization][spec]; awsJson has the same.
///
/// [spec]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
pub(super) fn error(response: &Response<'_>) -> ServiceError {
    let header = response.header(ERROR_TYPE).map(str::to_owned);
    ServiceError::read(response, read, |envelope| {
        let code = header.or(envelope.code).or(envelope.error_type);
        ServiceError::new(code, envelope.message)
    })
}

/// Reads the code and the message of an error that only `__type` in the body names.
pub(super) fn error_by_type(response: &Response<'_>) -> ServiceError {
    ServiceError::read(response, read, |envelope| {
        ServiceError::new(envelope.error_type, envelope.message)
    })
}

fn read(body: &[u8]) -> Result<ErrorEnvelope, ReadError> {
    Reader::new(body)?.error_envelope()
}
