//! Event streams: messages in the body of a request or a response, one at a time.
//!
//! Frames, signatures and the two ends of a stream are the official runtime's; this module binds the
//! members of events to messages.
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

/// The type of bodies that are made of events.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";
