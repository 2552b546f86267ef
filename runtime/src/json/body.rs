//! JSON as the body of a request or a response.

use super::reader::Reader;
use crate::ReadError;
use crate::http::{Request, Response};

impl Request {
    /// Makes a JSON document the body.
    pub fn body_json(&mut self, body: Vec<u8>) {
        self.content_type("application/json");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader of the body; an empty body is read as an empty object.
    ///
    /// # Errors
    /// The body is not UTF-8.
    pub fn json(&self) -> Result<Reader<'a>, ReadError> {
        Reader::new(if self.body.is_empty() {
            b"{}"
        } else {
            self.body
        })
    }
}
