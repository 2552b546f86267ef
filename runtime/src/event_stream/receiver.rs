//! Receives a stream of events from the body of a response.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_eventstream::error::Error as StreamError;
use aws_smithy_eventstream::frame::{UnmarshallMessage, UnmarshalledMessage};
use aws_smithy_http::event_stream::{InitialMessageType, Receiver};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata::ErrorMetadata;
use aws_smithy_types::event_stream::{Message, RawMessage};
use http_body_util::BodyExt;

use super::Event;
use crate::error::{self, OperationError};
use crate::protocol::{Protocol, ServiceError};

/// A union of the events that a service sends.
pub trait ReadEvent: Sized + 'static {
    /// The error that ends a stream when the service fails.
    type Error: OperationError;
    /// The service's protocol.
    type Protocol: Protocol;

    /// Reads an event. One that the model does not have is `Unknown`.
    fn read_event(event: &Event<'_>) -> Result<Self, BoxError>;

    /// Reads an exception.
    fn read_exception(event: &Event<'_>, metadata: ErrorMetadata) -> Result<Self::Error, BoxError>;
}

/// Receives the events of a stream, one at a time.
pub struct EventReceiver<T, E> {
    inner: Receiver<T, E>,
    /// The part of the body that has arrived ends inside a message.
    is_inside: Arc<AtomicBool>,
    has_failed: bool,
}

impl<T, E> fmt::Debug for EventReceiver<T, E> {
    /// Does not show messages that have arrived and were not received yet: they may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReceiver").finish_non_exhaustive()
    }
}

impl<T, E> EventReceiver<T, E> {
    /// The next event; `None` at the end of the stream.
    ///
    /// # Errors
    /// The service ended the stream with an error; or the next event can't be received or read.
    pub async fn recv(&mut self) -> Result<Option<T>, SdkError<E, RawMessage>> {
        let received = self.inner.recv().await;
        self.has_failed |= received.is_err();
        match received {
            Ok(None) if !self.has_failed && self.is_inside.load(Ordering::Relaxed) => {
                self.has_failed = true;
                let message = RawMessage::invalid(None);
                Err(SdkError::response_error(EndInsideMessage, message))
            }
            received => received,
        }
    }

    /// The initial response, which has the members of the output other than the events, if the stream begins with
    /// one.
    pub async fn initial_response(&mut self) -> Result<Option<Message>, BoxError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let received = self.inner.try_recv_initial(InitialMessageType::Response);
        Ok(received.await?)
    }
}

/// A stream without events, for a builder whose stream was not set.
impl<T: ReadEvent> Default for EventReceiver<T, T::Error> {
    fn default() -> Self {
        of_body(SdkBody::empty())
    }
}

/// Checks that the initial response has the required member `name`.
///
/// # Errors
/// It does not have the member.
pub fn require_initial<T>(member: &Option<T>, name: &'static str) -> Result<(), BoxError> {
    match member {
        Some(_) => Ok(()),
        None => Err(format!("the initial response of the stream has no `{name}`").into()),
    }
}

/// Takes the body out of a response, as a stream of events.
pub fn receive<T: ReadEvent>(response: &mut HttpResponse) -> EventReceiver<T, T::Error> {
    of_body(std::mem::replace(response.body_mut(), SdkBody::taken()))
}

fn of_body<T: ReadEvent>(body: SdkBody) -> EventReceiver<T, T::Error> {
    let is_inside = Arc::new(AtomicBool::new(false));
    let (mut position, shared) = (FramePosition::default(), Arc::clone(&is_inside));
    let watched = body.map_frame(move |frame| {
        if let Some(data) = frame.data_ref() {
            position.advance(data);
            shared.store(position.is_inside(), Ordering::Relaxed);
        }
        frame
    });
    EventReceiver {
        inner: Receiver::new(
            Unmarshaller::<T>(PhantomData),
            SdkBody::from_body_1_x(watched),
        ),
        is_inside,
        has_failed: false,
    }
}

/// The stream ended inside a message. The official receiver reports that only if some of the message's headers have
/// arrived; if no more than its prelude has, it takes it for the regular end of the stream.
#[derive(Debug)]
struct EndInsideMessage;

impl fmt::Display for EndInsideMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream of events ended inside a message")
    }
}

impl std::error::Error for EndInsideMessage {}

/// The position within the current message of a stream. Each message begins with its length.
#[derive(Default)]
struct FramePosition {
    /// The bytes of the length, as far as they have arrived.
    length: [u8; 4],
    /// How many bytes of the message have arrived.
    arrived: usize,
}

impl FramePosition {
    /// Moves past `data`, the next bytes of the stream.
    fn advance(&mut self, mut data: &[u8]) {
        while !data.is_empty() {
            let taken = match self.length.get_mut(self.arrived..) {
                Some(rest @ [_, ..]) => {
                    let known = rest.len().min(data.len());
                    rest[..known].copy_from_slice(&data[..known]);
                    known
                }
                _ => {
                    let length = u32::from_be_bytes(self.length);
                    let length = usize::try_from(length).unwrap_or(usize::MAX);
                    length.saturating_sub(self.arrived).min(data.len())
                }
            };
            self.arrived += taken;
            data = &data[taken..];
            if self.is_complete() {
                self.arrived = 0;
            }
        }
    }

    /// All of the message has arrived. The reader of messages refuses a length that is too small.
    fn is_complete(&self) -> bool {
        let length = usize::try_from(u32::from_be_bytes(self.length));
        self.arrived >= self.length.len() && length.is_ok_and(|length| self.arrived >= length)
    }

    fn is_inside(&self) -> bool {
        self.arrived > 0
    }
}

struct Unmarshaller<T>(PhantomData<fn() -> T>);

impl<T> fmt::Debug for Unmarshaller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unmarshaller")
    }
}

impl<T: ReadEvent> UnmarshallMessage for Unmarshaller<T> {
    type Output = T;
    type Error = T::Error;

    fn unmarshall(
        &self,
        message: &Message,
    ) -> Result<UnmarshalledMessage<T, T::Error>, StreamError> {
        unmarshall(&Event::new(message))
            .map_err(|error| StreamError::unmarshalling(error.to_string()))
    }
}

fn unmarshall<T: ReadEvent>(
    event: &Event<'_>,
) -> Result<UnmarshalledMessage<T, T::Error>, BoxError> {
    let error = match event.message_type()? {
        "event" => return Ok(UnmarshalledMessage::Event(T::read_event(event)?)),
        "exception" => {
            let metadata = exception_metadata::<T::Protocol>(event)?;
            T::read_exception(event, metadata.clone())
                .unwrap_or_else(|cause| error::unhandled(cause, metadata))
        }
        "error" => {
            let metadata = error_metadata(event)?;
            error::unhandled(metadata.clone(), metadata)
        }
        other => return Err(format!("`{other}` is not a type of messages").into()),
    };
    Ok(UnmarshalledMessage::Error(error))
}

/// The code and the message in the payload. Without a code there, the code is the name of the union's member.
fn exception_metadata<P: Protocol>(event: &Event<'_>) -> Result<ErrorMetadata, BoxError> {
    let ServiceError { name, metadata, .. } = P::error(&event.response());
    Ok(match name {
        Some(_) => metadata,
        None => metadata.code(event.exception_type()?),
    }
    .build())
}

/// The code and the message of an error that is not modelled.
fn error_metadata(event: &Event<'_>) -> Result<ErrorMetadata, BoxError> {
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = event.text(":error-code")? {
        metadata = metadata.code(code);
    }
    if let Some(message) = event.text(":error-message")? {
        metadata = metadata.message(message);
    }
    Ok(metadata.build())
}
