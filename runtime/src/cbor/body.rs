//! CBOR as the body of a request or a response.

use super::EMPTY_MAP;
use super::reader::Reader;
use crate::ReadError;
use crate::http::{Request, Response};

impl Request {
    /// Makes a CBOR value the body.
    pub fn body_cbor(&mut self, body: Vec<u8>) {
        self.content_type("application/cbor");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader of the body; an empty body is read as an empty map, as the payload of an event may be.
    pub fn cbor(&self) -> Reader<'a> {
        Reader::new(if self.body.is_empty() {
            &EMPTY_MAP
        } else {
            self.body
        })
    }

    /// Refuses a response without a body. An output with members has one.
    ///
    /// Smithy specification: [responses][spec].
    ///
    /// [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#responses
    ///
    /// # Errors
    /// The body is empty.
    pub fn require_body(&self) -> Result<(), ReadError> {
        if self.body.is_empty() {
            return Err(ReadError::new("a map", "no body", 0).foreign());
        }
        Ok(())
    }
}
