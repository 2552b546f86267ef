//! What awsQuery and ec2Query answer with: values and errors within elements that the protocol names.

use aws_smithy_types::error::metadata::ErrorMetadata;

use super::ServiceError;
use crate::http::Response;
use crate::xml::{ReadError, Reader};

/// The name under which the official runtime keeps the id of a request with the error.
const REQUEST_ID: &str = "aws_request_id";

/// The error in the document with the root `root`, within the elements `way`, each in the one before.
pub(super) fn error(response: &Response<'_>, root: &str, way: &[&str]) -> ServiceError {
    let envelope = Envelope::read(response, root, way).unwrap_or_default();
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = &envelope.code {
        metadata = metadata.code(code);
    }
    if let Some(message) = envelope.message {
        metadata = metadata.message(message);
    }
    if let Some(fault) = envelope.fault {
        metadata = metadata.custom("type", fault);
    }
    // A header that has it as well goes before this one.
    if let Some(id) = envelope.request_id {
        metadata = metadata.custom(REQUEST_ID, id);
    }
    ServiceError {
        name: envelope.code,
        metadata,
    }
}

#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
    /// Whose fault it is: `Sender` or `Receiver`.
    fault: Option<String>,
    request_id: Option<String>,
}

impl Envelope {
    fn read(response: &Response<'_>, root: &str, way: &[&str]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        if let Some(mut reader) = response.xml_within(&[root])? {
            envelope.read_element(&mut reader, way)?;
        }
        Ok(envelope)
    }

    /// Reads the element that was entered; the error is in it, within the elements `way`.
    fn read_element(&mut self, reader: &mut Reader<'_>, way: &[&str]) -> Result<(), ReadError> {
        while let Some(name) = reader.next_element()? {
            match (name, way) {
                (name, [next, rest @ ..]) if name == *next => self.read_element(reader, rest)?,
                ("RequestId" | "RequestID", [_, ..]) => self.request_id = Some(reader.string()?),
                ("Code", []) => self.code = Some(reader.string()?),
                ("Message" | "message", []) => self.message = Some(reader.string()?),
                ("Type", []) => self.fault = Some(reader.string()?),
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

impl<'a> Response<'a> {
    /// A reader that has entered the root and the elements within it, which have these names, each in the
    /// one before; others are skipped. None for an empty body, or if one of the inner elements is absent.
    ///
    /// # Errors
    /// The root has another name, or the body is no XML.
    pub fn xml_within(&self, names: &[&str]) -> Result<Option<Reader<'a>>, ReadError> {
        let (Some(mut reader), Some((root, inner))) = (self.xml()?, names.split_first()) else {
            return Ok(None);
        };
        reader.expect_root(root)?;
        Ok(reader.descend(inner)?.then_some(reader))
    }
}
