//! Errors in XML: code and message within elements that the protocol names.

use aws_smithy_types::error::metadata::ErrorMetadata;

use super::ServiceError;
use crate::http::Response;
use crate::xml::{ReadError, Reader};

/// The error within the element `root` and, in it, the elements `inner`, each in the one before.
pub(super) fn error(response: &Response<'_>, root: &str, inner: &[&str]) -> ServiceError {
    let mut metadata = ErrorMetadata::builder();
    let (code, message) = read(response.body, root, inner).unwrap_or_default();
    if let Some(code) = &code {
        metadata = metadata.code(code);
    }
    if let Some(message) = message {
        metadata = metadata.message(message);
    }
    ServiceError {
        name: code,
        metadata,
    }
}

fn read(
    body: &[u8],
    root: &str,
    inner: &[&str],
) -> Result<(Option<String>, Option<String>), ReadError> {
    let (mut code, mut message) = (None, None);
    let mut reader = Reader::new(body)?;
    if !reader.root(&[root])? || !reader.descend(inner)? {
        return Ok((code, message));
    }
    while let Some(name) = reader.next_element()? {
        match name {
            "Code" => code = Some(reader.text()?.string()),
            "Message" | "message" => message = Some(reader.text()?.string()),
            _ => reader.skip()?,
        }
    }
    Ok((code, message))
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
