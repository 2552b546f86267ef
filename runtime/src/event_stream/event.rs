//! Reads the members of an event from a message.

use std::fmt;
use std::sync::LazyLock;

use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{HeaderValue, Message};

use crate::http::Response;

static NO_HEADERS: LazyLock<Headers> = LazyLock::new(Headers::new);

/// An event or an exception of a stream.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a>(&'a Message);

impl<'a> Event<'a> {
    /// A view of `message`.
    pub fn new(message: &'a Message) -> Self {
        Self(message)
    }

    /// The payload as the body of a response without headers, for the methods that read bodies.
    pub fn response(&self) -> Response<'a> {
        Response {
            status: 200,
            headers: &NO_HEADERS,
            body: self.0.payload(),
            skips_non_utf8: false,
        }
    }

    /// The name of the union's member that the event is.
    pub fn event_type(&self) -> Result<&'a str, HeaderTypeError> {
        self.named(":event-type")
    }

    /// The name of the union's member that the exception is.
    pub fn exception_type(&self) -> Result<&'a str, HeaderTypeError> {
        self.named(":exception-type")
    }

    /// The kind of the message: `event`, `exception` or `error`.
    pub(super) fn message_type(&self) -> Result<&'a str, HeaderTypeError> {
        self.named(":message-type")
    }

    fn named(&self, name: &'static str) -> Result<&'a str, HeaderTypeError> {
        self.text(name)?.ok_or(HeaderTypeError {
            name,
            problem: "is missing",
        })
    }

    fn value(&self, name: &str) -> Option<&'a HeaderValue> {
        let mut headers = self.0.headers().iter();
        let header = headers.find(|header| header.name().as_str() == name)?;
        Some(header.value())
    }

    pub(super) fn text(&self, name: &'static str) -> Result<Option<&'a str>, HeaderTypeError> {
        self.typed(name, "is not a string", |value| match value {
            HeaderValue::String(text) => Some(text.as_str()),
            _ => None,
        })
    }

    fn typed<T>(
        &self,
        name: &'static str,
        problem: &'static str,
        read: impl Fn(&'a HeaderValue) -> Option<T>,
    ) -> Result<Option<T>, HeaderTypeError> {
        match self.value(name) {
            None => Ok(None),
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(HeaderTypeError { name, problem }),
            },
        }
    }

    /// A header as a string.
    pub fn string(&self, name: &'static str) -> Result<Option<String>, HeaderTypeError> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    /// A header as an enum.
    pub fn enumeration<T: for<'s> From<&'s str>>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, HeaderTypeError> {
        Ok(self.text(name)?.map(T::from))
    }

    /// A header as a boolean.
    pub fn boolean(&self, name: &'static str) -> Result<Option<bool>, HeaderTypeError> {
        self.typed(name, "is not a boolean", |value| value.as_bool().ok())
    }

    /// A header as an 8-bit integer.
    pub fn byte(&self, name: &'static str) -> Result<Option<i8>, HeaderTypeError> {
        self.typed(name, "is not a byte", |value| value.as_byte().ok())
    }

    /// A header as a 16-bit integer.
    pub fn short(&self, name: &'static str) -> Result<Option<i16>, HeaderTypeError> {
        self.typed(name, "is not a 16-bit integer", |value| {
            value.as_int16().ok()
        })
    }

    /// A header as a 32-bit integer.
    pub fn integer(&self, name: &'static str) -> Result<Option<i32>, HeaderTypeError> {
        self.typed(name, "is not a 32-bit integer", |value| {
            value.as_int32().ok()
        })
    }

    /// A header as a 64-bit integer.
    pub fn long(&self, name: &'static str) -> Result<Option<i64>, HeaderTypeError> {
        self.typed(name, "is not a 64-bit integer", |value| {
            value.as_int64().ok()
        })
    }

    /// A header as bytes.
    pub fn blob<B: From<Vec<u8>>>(&self, name: &'static str) -> Result<Option<B>, HeaderTypeError> {
        self.typed(name, "is not a byte array", |value| {
            let bytes = value.as_byte_array().ok()?;
            Some(B::from(bytes.to_vec()))
        })
    }

    /// A header as a timestamp.
    pub fn timestamp(&self, name: &'static str) -> Result<Option<DateTime>, HeaderTypeError> {
        self.typed(name, "is not a timestamp", |value| {
            value.as_timestamp().ok()
        })
    }
}

/// The error for a header of a message that is missing, or whose value has another type than the model says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderTypeError {
    name: &'static str,
    problem: &'static str,
}

impl fmt::Display for HeaderTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event's header `{}` {}", self.name, self.problem)
    }
}

impl std::error::Error for HeaderTypeError {}
