//! The envelope of errors in XML, for every protocol whose responses are XML.

use super::ServiceError;
use crate::ReadError;
use crate::http::Response;
use crate::xml::{ERROR, ERROR_RESPONSE, Reader};

/// The name under which the official runtime keeps the id of a request with the error.
const REQUEST_ID: &str = "aws_request_id";

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
            ERROR_RESPONSE => &[ERROR],
            _ => &[],
        };
        let other = reader.expect_root(&[ERROR_RESPONSE, ERROR]).err();
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
