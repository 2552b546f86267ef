//! The events of test cases, for streams in both directions.

use std::fmt::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use aws_smithy_eventstream::frame::{
    DecodedFrame, MessageFrameDecoder, read_message_from, write_message_to,
};
use aws_smithy_http::event_stream::EventStreamSender;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_smithy_types::{DateTime, base64};
use futures_core::Stream;

use super::body::Body;
use super::request::Received;

/// A message in a test case.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Names and values of headers.
    pub headers: &'static [(&'static str, Value)],
    /// Names of headers that must not be there.
    pub forbid_headers: &'static [&'static str],
    /// Names of headers that must be there.
    pub require_headers: &'static [&'static str],
    /// The payload.
    pub body: Option<Body>,
    /// The whole message in base64, which is received instead of one that is made of the other fields.
    pub bytes: Option<&'static str>,
}

/// The value of a header.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Value {
    Boolean(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    /// In base64.
    Blob(&'static str),
    String(&'static str),
    /// As a date-time.
    Timestamp(&'static str),
}

impl Value {
    fn header(self) -> Result<HeaderValue, String> {
        Ok(match self {
            Self::Boolean(value) => HeaderValue::Bool(value),
            Self::Byte(value) => HeaderValue::Byte(value),
            Self::Short(value) => HeaderValue::Int16(value),
            Self::Integer(value) => HeaderValue::Int32(value),
            Self::Long(value) => HeaderValue::Int64(value),
            Self::Blob(text) => HeaderValue::ByteArray(decoded(text)?.into()),
            Self::String(text) => HeaderValue::String(text.into()),
            Self::Timestamp(text) => {
                let time = DateTime::from_str(text, Format::DateTime);
                HeaderValue::Timestamp(time.map_err(|error| error.to_string())?)
            }
        })
    }
}

impl Event {
    /// A message of which nothing is expected.
    pub const ANY: Self = Self {
        headers: &[],
        forbid_headers: &[],
        require_headers: &[],
        body: None,
        bytes: None,
    };

    /// The frame of the message.
    pub(super) fn frame(&self) -> Result<Vec<u8>, String> {
        if let Some(bytes) = self.bytes {
            return decoded(bytes);
        }
        let mut headers = Vec::new();
        for &(name, value) in self.headers {
            headers.push(Header::new(name, value.header()?));
        }
        let payload = self.body.map(|body| body.bytes()).transpose()?;
        let message = Message::new_from_parts(headers, payload.unwrap_or_default());
        let mut frame = Vec::new();
        write_message_to(&message, &mut frame).map_err(|error| error.to_string())?;
        Ok(frame)
    }

    /// The differences between this message and the one that was sent.
    fn problems(&self, sent: &Message) -> Vec<String> {
        let find = |name: &str| {
            let mut headers = sent.headers().iter();
            headers.find(|header| header.name().as_str() == name)
        };
        let mut problems = Vec::new();
        for &(name, value) in self.headers {
            match (value.header(), find(name)) {
                (Err(problem), _) => problems.push(problem),
                (Ok(expected), Some(sent)) if expected == *sent.value() => {}
                (Ok(expected), sent) => {
                    let sent = sent.map(Header::value);
                    problems.push(format!(
                        "`{name}`: expected {expected:?}, sent was {sent:?}"
                    ));
                }
            }
        }
        for name in self.require_headers {
            if find(name).is_none() {
                problems.push(format!("`{name}` was not sent"));
            }
        }
        for name in self.forbid_headers {
            if find(name).is_some() {
                problems.push(format!("`{name}` was sent"));
            }
        }
        if let Some(Err(problem)) = self.body.map(|body| body.compare(sent.payload())) {
            problems.push(format!("payload: {problem}"));
        }
        problems
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, String> {
    base64::decode(text).map_err(|error| format!("`{text}` is not base64: {error}"))
}

impl Received {
    /// Compares the events that were sent with the expected ones. Of signed events, the signed content is compared.
    ///
    /// # Panics
    /// An event differs, or there are more or fewer.
    #[track_caller]
    pub fn assert_events(&self, expected: &[Event]) {
        let sent = messages(&self.body).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(sent.len(), expected.len(), "events, of {sent:?}");
        let mut text = String::new();
        for (index, (expected, sent)) in expected.iter().zip(&sent).enumerate() {
            for problem in expected.problems(sent) {
                let _ = writeln!(text, "event {index}: {problem}");
            }
        }
        assert!(text.is_empty(), "{text}");
    }
}

/// The messages of a body, without the messages with signatures around them.
fn messages(mut body: &[u8]) -> Result<Vec<Message>, String> {
    let mut decoder = MessageFrameDecoder::new();
    let mut messages = Vec::new();
    while !body.is_empty() {
        let frame = decoder.decode_frame(&mut body);
        let DecodedFrame::Complete(message) = frame.map_err(|error| error.to_string())? else {
            return Err("the last event is incomplete".to_owned());
        };
        let mut headers = message.headers().iter();
        if !headers.any(|header| header.name().as_str() == ":chunk-signature") {
            messages.push(message);
        } else if !message.payload().is_empty() {
            let inner = read_message_from(message.payload().clone());
            messages.push(inner.map_err(|error| error.to_string())?);
        }
    }
    Ok(messages)
}

/// A stream of the given events.
pub fn events<T, E>(events: Vec<Result<T, E>>) -> EventStreamSender<T, E>
where
    T: Send + Sync + Unpin + 'static,
    E: Send + Sync + Unpin + 'static,
{
    struct Events<I>(vec::IntoIter<I>);

    impl<I: Unpin> Stream for Events<I> {
        type Item = I;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I>> {
            Poll::Ready(self.0.next())
        }
    }

    EventStreamSender::from(Events(events.into_iter()))
}
