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
    let read = |body: &[u8]| {
        let reader = Reader::new(body)?;
        reader.expect_root(&[root])?;
        Envelope::read(reader, way)
    };
    ServiceError::read(response, read, Envelope::into_error)
}

/// The error in a document whose root is an envelope around it, or the error. A root that is neither, in a
/// document without a code, may be named like the error, or be another sender's: only the operation can say.
pub(super) fn error_of_any_root(response: &Response<'_>) -> ServiceError {
    let read = |body: &[u8]| {
        let reader = Reader::new(body)?;
        let way: &[&str] = match reader.name() {
            WRAPPER => &[ERROR],
            _ => &[],
        };
        let other = reader.expect_root(&[WRAPPER, ERROR]).err();
        let other = other.map(|problem| (reader.name().to_owned(), problem));
        Ok((Envelope::read(reader, way)?, other))
    };
    ServiceError::read(response, read, |(envelope, other)| {
        let error = envelope.into_error();
        match other.filter(|_| error.name.is_none()) {
            None => error,
            Some((root, problem)) => ServiceError {
                name: Some(root),
                problem: Some(problem),
                ..error
            },
        }
    })
}

/// What all errors have.
#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

impl Envelope {
    /// Reads an error, and the document to its end.
    fn read(mut reader: Reader<'_>, way: &[&str]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        envelope.read_element(&mut reader, way)?;
        reader.finish()?;
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
                _ => reader.skip()?,
            }
        }
        Ok(())
    }

    fn into_error(self) -> ServiceError {
        let mut error = ServiceError::named(self.code, self.message);
        // A header that has the id as well goes before this one.
        if let Some(id) = self.request_id {
            error.metadata = error.metadata.custom(REQUEST_ID, id);
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
    /// A reader that has entered the root of the body, which must have one of these names; no names stand
    /// for any.
    ///
    /// # Errors
    /// The body has no such root, as an empty one, or is not UTF-8.
    pub fn xml(&self, roots: &[&str]) -> Result<Reader<'a>, ReadError> {
        let reader = Reader::new(self.body)?;
        reader.expect_root(roots)?;
        Ok(reader)
    }

    /// The same, of a body that is a member: none for an empty one.
    ///
    /// # Errors
    /// The body has no such root, or is not UTF-8.
    pub fn xml_payload(&self, roots: &[&str]) -> Result<Option<Reader<'a>>, ReadError> {
        match self.body.is_empty() {
            true => Ok(None),
            false => self.xml(roots).map(Some),
        }
    }

    /// A reader that has entered the root of this name and the elements within it, each in the one before;
    /// others are skipped.
    ///
    /// # Errors
    /// The root has another name, or one of the inner elements is absent, or the body is no XML.
    pub fn xml_within(&self, root: &str, inner: &[&str]) -> Result<Reader<'a>, ReadError> {
        let mut reader = self.xml(&[root])?;
        reader.descend(inner)?;
        Ok(reader)
    }

    /// A reader that has entered the element with the members of an error: `Error`, which may have an
    /// `ErrorResponse` around it; or the root, if that is neither. None for an empty body, whose error is known
    /// by the status alone.
    ///
    /// Smithy specification: [operation error serialization][spec].
    ///
    /// [spec]: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization
    ///
    /// # Errors
    /// There is no such element.
    pub fn xml_error(&self) -> Result<Option<Reader<'a>>, ReadError> {
        let Some(mut reader) = self.xml_payload(&[])? else {
            return Ok(None);
        };
        if reader.name() == WRAPPER {
            reader.descend(&[ERROR])?;
        }
        Ok(Some(reader))
    }
}
