//! The envelope of errors in JSON, for every protocol with JSON bodies.

use super::ServiceError;
use crate::ReadError;
use crate::http::Response;
use crate::json::Reader;

/// The header that names the error, before the body does.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Reads the code and the message of an error. A header names it before the body does.
///
/// Smithy specification: [restJson1, operation error serialization][spec]; awsJson has the same.
///
/// [spec]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
pub(super) fn error(response: &Response<'_>) -> ServiceError {
    let header = response.header(ERROR_TYPE).map(str::to_owned);
    ServiceError::read(response, Envelope::read, |body| {
        ServiceError::new(header.or(body.code).or(body.kind), body.message)
    })
}

/// The same, where only `__type` in the body names the error.
pub(super) fn error_by_type(response: &Response<'_>) -> ServiceError {
    ServiceError::read(response, Envelope::read, |body| {
        ServiceError::new(body.kind, body.message)
    })
}

#[derive(Default)]
struct Envelope {
    code: Option<String>,
    kind: Option<String>,
    message: Option<String>,
}

impl Envelope {
    fn read(body: &[u8]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        let mut reader = Reader::new(body)?;
        reader.begin_body()?;
        while let Some(key) = reader.next_key()? {
            let slot = match &*key {
                "code" => &mut envelope.code,
                "__type" => &mut envelope.kind,
                "message" | "Message" | "errorMessage" => &mut envelope.message,
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            // Some services have a number there, which names no shape.
            match reader.peek_string() {
                true => *slot = reader.string()?,
                false => reader.skip()?,
            }
        }
        reader.end()?;
        Ok(envelope)
    }
}
