//! Errors in XML: code and message within elements that the protocol names.

use aws_smithy_types::error::metadata::ErrorMetadata;

use super::ServiceError;
use crate::http::Response;
use crate::xml::{ReadError, Reader};

/// The error within the element `root` and, in it, the elements `inner`, each in the one before.
pub(super) fn error(response: &Response<'_>, root: &str, inner: &[&str]) -> ServiceError {
    let mut metadata = ErrorMetadata::builder();
    let found = Envelope::read(response.body, root, inner).unwrap_or_default();
    if let Some(code) = &found.code {
        metadata = metadata.code(code);
    }
    if let Some(message) = found.message {
        metadata = metadata.message(message);
    }
    if let Some(fault) = found.fault {
        metadata = metadata.custom("type", fault);
    }
    ServiceError {
        name: found.code,
        metadata,
    }
}

#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
    /// Whose fault it is: `Sender` or `Receiver`.
    fault: Option<String>,
}

impl Envelope {
    fn read(body: &[u8], root: &str, inner: &[&str]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        let mut reader = Reader::new(body)?;
        if !reader.root(&[root])? || !reader.descend(inner)? {
            return Ok(envelope);
        }
        while let Some(name) = reader.next_element()? {
            match name {
                "Code" => envelope.code = Some(reader.text()?.string()),
                "Message" | "message" => envelope.message = Some(reader.text()?.string()),
                "Type" => envelope.fault = Some(reader.text()?.string()),
                _ => reader.skip()?,
            }
        }
        Ok(envelope)
    }
}

impl<'a> Response<'a> {
    /// A reader of the body, which may be empty.
    ///
    /// # Errors
    /// The body is not UTF-8.
    pub fn xml(&self) -> Result<Reader<'a>, ReadError> {
        Reader::new(self.body)
    }
}
