//! Bodies in XML, and the envelope of errors in it, for every protocol that answers in XML.

use super::ServiceError;
use crate::ReadError;
use crate::http::{Request, Response};
use crate::xml::Reader;

/// The name under which the official runtime keeps the id of a request with the error.
const REQUEST_ID: &str = "aws_request_id";

/// What may stand around an error in restXml.
const WRAPPER: &str = "ErrorResponse";

/// The element of an error there.
pub(super) const ERROR: &str = "Error";

/// The error in the document with the root `root`, within the elements `way`, each in the one before.
#[cfg(feature = "query")]
pub(super) fn error(response: &Response<'_>, root: &str, way: &[&str]) -> ServiceError {
    let read = || match response.xml_within(&[root])? {
        Some(reader) => Envelope::read(reader, way),
        None => Ok(Envelope::default()),
    };
    read().unwrap_or_default().into_error()
}

/// The error in a document whose root may be an envelope around it, the error, or named like it.
pub(super) fn error_of_any_root(response: &Response<'_>) -> ServiceError {
    let read = || {
        let Some(reader) = response.xml()? else {
            return Ok(Envelope::default());
        };
        let name = match reader.name() {
            WRAPPER => return Envelope::read(reader, &[ERROR]),
            ERROR => None,
            other => Some(other.to_owned()),
        };
        let mut envelope = Envelope::read(reader, &[])?;
        envelope.code = envelope.code.or(name);
        Ok(envelope)
    };
    read().unwrap_or_default().into_error()
}

/// What all errors have.
#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
    /// Whose fault it is: `Sender` or `Receiver`.
    fault: Option<String>,
    request_id: Option<String>,
}

impl Envelope {
    /// Reads an error. Whatever can't be read is left out by the callers: the error then has no code, and is
    /// still reported.
    fn read(mut reader: Reader<'_>, way: &[&str]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        envelope.read_element(&mut reader, way)?;
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

    fn into_error(self) -> ServiceError {
        let mut error = ServiceError::named(self.code, self.message);
        // A header that has the id as well goes before this one.
        for (key, value) in [("type", self.fault), (REQUEST_ID, self.request_id)] {
            if let Some(value) = value {
                error.metadata = error.metadata.custom(key, value);
            }
        }
        error
    }
}

impl Request {
    /// Makes an XML document the body.
    pub fn body_xml(&mut self, body: Vec<u8>) {
        self.content_type("application/xml");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader that has entered the root of the body; none for an empty body.
    ///
    /// # Errors
    /// The body has no root, or is not UTF-8.
    pub fn xml(&self) -> Result<Option<Reader<'a>>, ReadError> {
        match self.body.is_empty() {
            true => Ok(None),
            false => Reader::new(self.body).map(Some),
        }
    }

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

    /// A reader that has entered the element with the members of an error: `Error`, which may have an
    /// `ErrorResponse` around it; or the root, if that is neither. None if there is no such element.
    ///
    /// Smithy specification: [operation error serialization][spec].
    ///
    /// [spec]: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization
    pub fn xml_error(&self) -> Result<Option<Reader<'a>>, ReadError> {
        let Some(mut reader) = self.xml()? else {
            return Ok(None);
        };
        let inner: &[&str] = match reader.name() {
            WRAPPER => &[ERROR],
            _ => &[],
        };
        Ok(reader.descend(inner)?.then_some(reader))
    }
}
