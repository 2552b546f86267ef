//! Event streams: a sequence of messages in the body of a request or a response.
//!
//! The official runtime has the frames, the signatures, and the sender and the receiver of a stream. This module
//! binds the members of events to messages.
//!
//! Smithy specification: [Event streams](https://smithy.io/2.0/spec/event-streams.html),
//! [Amazon event stream](https://smithy.io/2.0/aws/amazon-eventstream.html).

mod event;
mod receiver;
mod sender;
mod writer;

#[cfg(test)]
mod tests;

pub use aws_smithy_http::event_stream::EventStreamSender;
pub use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
pub use aws_smithy_types::str_bytes::StrBytes;

pub use self::event::{Event, HeaderTypeError};
pub use self::receiver::{EventReceiver, ReadEvent, receive, require_initial};
pub use self::sender::WriteEvent;
pub use self::writer::EventWriter;

/// The media type of a stream of events.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";
