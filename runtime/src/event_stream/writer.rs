//! Writes the members of an event to a message.

use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};

const CONTENT_TYPE: &str = ":content-type";

/// Builds a message from the members of an event. Its methods for the payload have the names of those of a
/// `Request` for the body, so that generated code is the same for both.
#[derive(Debug)]
pub struct EventWriter {
    headers: Vec<Header>,
    payload: Vec<u8>,
}

impl EventWriter {
    /// The event of the union's member `name`.
    pub fn event(name: &'static str) -> Self {
        let mut event = Self::of_type("event");
        event.string(":event-type", name);
        event
    }

    /// The exception of the union's member `name`.
    pub fn exception(name: &'static str) -> Self {
        let mut exception = Self::unnamed_exception();
        exception.string(":exception-type", name);
        exception
    }

    /// An exception that is no member of the union.
    pub fn unnamed_exception() -> Self {
        Self::of_type("exception")
    }

    fn of_type(message_type: &'static str) -> Self {
        let mut message = Self {
            headers: Vec::with_capacity(4),
            payload: Vec::new(),
        };
        message.string(":message-type", message_type);
        message
    }

    fn header(&mut self, name: &'static str, value: HeaderValue) {
        self.headers.push(Header::new(name, value));
    }

    /// Adds a header with a string.
    pub fn string(&mut self, name: &'static str, value: &str) {
        self.header(name, HeaderValue::String(value.to_owned().into()));
    }

    /// Adds a header with a boolean.
    pub fn boolean(&mut self, name: &'static str, value: bool) {
        self.header(name, HeaderValue::Bool(value));
    }

    /// Adds a header with an 8-bit integer.
    pub fn byte(&mut self, name: &'static str, value: i8) {
        self.header(name, HeaderValue::Byte(value));
    }

    /// Adds a header with a 16-bit integer.
    pub fn short(&mut self, name: &'static str, value: i16) {
        self.header(name, HeaderValue::Int16(value));
    }

    /// Adds a header with a 32-bit integer.
    pub fn integer(&mut self, name: &'static str, value: i32) {
        self.header(name, HeaderValue::Int32(value));
    }

    /// Adds a header with a 64-bit integer.
    pub fn long(&mut self, name: &'static str, value: i64) {
        self.header(name, HeaderValue::Int64(value));
    }

    /// Adds a header with bytes.
    pub fn blob(&mut self, name: &'static str, value: &impl AsRef<[u8]>) {
        self.header(name, HeaderValue::ByteArray(value.as_ref().to_vec().into()));
    }

    /// Adds a header with a timestamp.
    pub fn timestamp(&mut self, name: &'static str, value: &DateTime) {
        self.header(name, HeaderValue::Timestamp(*value));
    }

    /// Sets the media type of the payload, unless it is set.
    pub fn content_type(&mut self, content_type: &'static str) {
        let mut headers = self.headers.iter();
        if !headers.any(|header| header.name().as_str() == CONTENT_TYPE) {
            self.string(CONTENT_TYPE, content_type);
        }
    }

    /// Makes bytes the payload.
    pub fn body_bytes(&mut self, bytes: impl Into<Vec<u8>>) {
        self.body("application/octet-stream", bytes.into());
    }

    /// Makes text the payload.
    pub fn body_text(&mut self, text: String) {
        self.body("text/plain", text.into_bytes());
    }

    /// Makes a JSON value the payload.
    pub fn body_json(&mut self, body: Vec<u8>) {
        self.body("application/json", body);
    }

    /// Makes a CBOR value the payload.
    pub fn body_cbor(&mut self, body: Vec<u8>) {
        self.body("application/cbor", body);
    }

    /// Makes an XML document the payload.
    pub fn body_xml(&mut self, body: Vec<u8>) {
        self.body("application/xml", body);
    }

    /// Leaves the payload empty, with the media type that it would have.
    pub fn body_empty(&mut self, content_type: &'static str) {
        self.content_type(content_type);
    }

    fn body(&mut self, content_type: &'static str, body: Vec<u8>) {
        self.content_type(content_type);
        self.payload = body;
    }

    /// The message.
    pub fn finish(self) -> Message {
        Message::new_from_parts(self.headers, self.payload)
    }
}
