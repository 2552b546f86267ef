//! XML as the body of a request or a response.

use super::reader::Reader;
use super::{ERROR, ERROR_RESPONSE};
use crate::ReadError;
use crate::http::{Request, Response};

impl Request {
    /// Makes an XML document the body.
    pub fn body_xml(&mut self, body: Vec<u8>) {
        self.content_type("application/xml");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader that has entered the root of the body, which must have one of the names `roots`. Without names, any
    /// root is accepted.
    ///
    /// # Errors
    /// The body has no such root, or is empty or not UTF-8.
    pub fn xml(&self, roots: &[&str]) -> Result<Reader<'a>, ReadError> {
        let reader = Reader::new(self.body)?;
        reader.expect_root(roots)?;
        Ok(reader)
    }

    /// A reader of a body that is a member, as [`xml`](Self::xml) returns it; `None` for an empty body.
    ///
    /// # Errors
    /// The body has no such root, or is not UTF-8.
    pub fn xml_payload(&self, roots: &[&str]) -> Result<Option<Reader<'a>>, ReadError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        self.xml(roots).map(Some)
    }

    /// A reader that has entered the root `root`, and in it the elements `inner`, each within the one before. Other
    /// elements are skipped.
    ///
    /// # Errors
    /// The root has another name, or one of the inner elements is absent, or the body is not XML.
    pub fn xml_within(&self, root: &str, inner: &[&str]) -> Result<Reader<'a>, ReadError> {
        let mut reader = self.xml(&[root])?;
        reader.descend(inner)?;
        Ok(reader)
    }

    /// A reader that has entered the element with the members of an error: `Error`, also within `ErrorResponse`, or
    /// else the root. `None` for an empty body, whose error is known by the status alone.
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
        if reader.name() == ERROR_RESPONSE {
            reader.descend(&[ERROR])?;
        }
        Ok(Some(reader))
    }
}
