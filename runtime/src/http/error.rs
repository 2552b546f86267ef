//! Headers that can't be read, and the envelope that errors come in.

use std::fmt;

use aws_smithy_types::error::metadata::{Builder, ErrorMetadata};

use super::response::Response;
use crate::json::{ReadError, Reader};

/// A header whose value isn't what the model says.
#[derive(Debug)]
pub struct HeaderError(Box<Detail>);

#[derive(Debug)]
struct Detail {
    name: String,
    value: String,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Expected(&'static str),
    List(&'static str),
}

impl HeaderError {
    #[cold]
    pub(super) fn new(name: &str, value: &str, expected: &'static str) -> Self {
        Self::with(name, value, Problem::Expected(expected))
    }

    #[cold]
    pub(super) fn list(name: &str, value: &str, found: &'static str) -> Self {
        Self::with(name, value, Problem::List(found))
    }

    fn with(name: &str, value: &str, problem: Problem) -> Self {
        Self(Box::new(Detail {
            name: name.to_owned(),
            value: value.to_owned(),
            problem,
        }))
    }

    /// The name of the header.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The value that can't be read.
    pub fn value(&self) -> &str {
        &self.0.value
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail {
            name,
            value,
            problem,
        } = &*self.0;
        match problem {
            Problem::Expected(expected) => {
                write!(f, "header `{name}`: expected {expected}, found {value:?}")
            }
            Problem::List(found) => write!(f, "header `{name}`: {found} in the list {value:?}"),
        }
    }
}

impl std::error::Error for HeaderError {}

/// The header that names the error, before the body does.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Reads the code and the message of an error. Whatever can't be read is left out: the error then
/// has no code, and is still reported.
///
/// Smithy specification: [restJson1, operation error serialization][spec].
///
/// [spec]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
pub fn error_metadata(response: &Response<'_>) -> Builder {
    let body = Envelope::read(response.body).unwrap_or_default();
    let header = response.header(ERROR_TYPE).map(str::to_owned);
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = header.or(body.code).or(body.kind) {
        metadata = metadata.code(shape_name(&code));
    }
    if let Some(message) = body.message {
        metadata = metadata.message(message);
    }
    metadata
}

/// The name of the shape within an error's code, which may come with a namespace before it and a URL
/// behind it.
fn shape_name(code: &str) -> &str {
    let name = code.split(':').next().unwrap_or(code);
    name.split_once('#').map_or(name, |(_, name)| name)
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
        if !reader.begin_object()? {
            return Ok(envelope);
        }
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
