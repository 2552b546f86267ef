//! The envelope of errors in XML, for every protocol whose responses are XML.

use super::ServiceError;
use crate::ReadError;
use crate::http::Response;
use crate::xml::{ERROR, ERROR_RESPONSE, Reader};

/// The key of the request id in an error's metadata, as in the official runtime.
const REQUEST_ID: &str = "aws_request_id";

/// Reads the error in the document with the root `root`. It is within the elements `path`, each in the one before.
#[cfg(feature = "query")]
pub(super) fn error(response: &Response<'_>, root: &str, path: &[&str]) -> ServiceError {
    let read = |body: &[u8]| {
        let reader = Reader::new(body)?;
        reader.expect_root(&[root])?;
        Envelope::read(reader, path)
    };
    ServiceError::read(response, read, Envelope::into_error)
}

/// Reads the error in a document whose root is `ErrorResponse` or `Error`. Another root, in a document without a code,
/// may have the name of the error, or come from another sender. The operation decides that by the errors that it has.
pub(super) fn error_of_any_root(response: &Response<'_>) -> ServiceError {
    let read = |body: &[u8]| {
        let reader = Reader::new(body)?;
        let path: &[&str] = match reader.name() {
            ERROR_RESPONSE => &[ERROR],
            _ => &[],
        };
        let other = reader.expect_root(&[ERROR_RESPONSE, ERROR]).err();
        let other = other.map(|problem| (reader.name().to_owned(), problem));
        Ok((Envelope::read(reader, path)?, other))
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

/// The elements that all errors have.
#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

impl Envelope {
    /// Reads an error, and the document to its end.
    fn read(mut reader: Reader<'_>, path: &[&str]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        envelope.read_element(&mut reader, path)?;
        reader.finish()?;
        Ok(envelope)
    }

    /// Reads the current element. The error is in it, within the elements `path`.
    fn read_element(&mut self, reader: &mut Reader<'_>, path: &[&str]) -> Result<(), ReadError> {
        while let Some(name) = reader.next_element()? {
            match (name, path) {
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
        // An id in a header has precedence over this one.
        if let Some(id) = self.request_id {
            error.metadata = error.metadata.custom(REQUEST_ID, id);
        }
        error
    }
}
