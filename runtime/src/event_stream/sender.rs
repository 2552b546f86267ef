//! Sends a stream of events as the body of a request.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_eventstream::error::Error as StreamError;
use aws_smithy_eventstream::frame::{DeferredSigner, MarshallMessage};
use aws_smithy_http::event_stream::{EventOrInitial, EventOrInitialMarshaller, EventStreamSender};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::event_stream::Message;
use futures_core::Stream;
use http_body_util::StreamBody;

use super::{CONTENT_TYPE, EventWriter};
use crate::http::Request;

/// A union of the events that a client sends.
pub trait WriteEvent: Send + Sync + 'static {
    /// The error that ends a stream when the client fails.
    type Error: StdError + Send + Sync + 'static;

    /// The message of an event. It is an error for `Unknown`.
    fn write_event(self) -> Result<EventWriter, BuildError>;

    /// The message of an error. That of an error which the model does not have says no more than that it is one.
    fn write_exception(error: Self::Error) -> Result<EventWriter, BuildError>;
}

impl Request {
    /// Makes a stream of events the body. Before the events comes the initial request, which has the other members of
    /// the input, in protocols that have one.
    pub fn body_events<T: WriteEvent>(
        &mut self,
        events: EventStreamSender<T, T::Error>,
        initial: Option<EventWriter>,
    ) {
        self.content_type(CONTENT_TYPE);
        let (signer, awaits_signer) = DeferredSigner::new();
        let messages = EventStreamSender::from(Messages {
            initial: initial.map(EventWriter::finish),
            events: events.into_inner(),
        });
        let frames = messages.into_body_stream(
            EventOrInitialMarshaller::new(Marshaller::<T>(PhantomData)),
            ErrorMarshaller::<T>(PhantomData),
            signer,
        );
        self.body(SdkBody::from_body_1_x(StreamBody::new(frames)));
        self.awaits_signer(awaits_signer);
    }
}

/// The initial message, if there is one, and the events.
struct Messages<T, E> {
    initial: Option<Message>,
    events: Pin<Box<dyn Stream<Item = Result<T, E>> + Send + Sync>>,
}

impl<T, E> Stream for Messages<T, E> {
    type Item = Result<EventOrInitial<T>, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(message) = self.initial.take() {
            return Poll::Ready(Some(Ok(EventOrInitial::InitialMessage(message))));
        }
        let next = self.events.as_mut().poll_next(context);
        next.map(|event| event.map(|event| event.map(EventOrInitial::Event)))
    }
}

struct Marshaller<T>(PhantomData<fn() -> T>);

impl<T> fmt::Debug for Marshaller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marshaller")
    }
}

impl<T: WriteEvent> MarshallMessage for Marshaller<T> {
    type Input = T;

    fn marshall(&self, event: T) -> Result<Message, StreamError> {
        finish(event.write_event())
    }
}

struct ErrorMarshaller<T>(PhantomData<fn() -> T>);

impl<T> fmt::Debug for ErrorMarshaller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErrorMarshaller")
    }
}

impl<T: WriteEvent> MarshallMessage for ErrorMarshaller<T> {
    type Input = T::Error;

    fn marshall(&self, error: T::Error) -> Result<Message, StreamError> {
        finish(T::write_exception(error))
    }
}

fn finish(message: Result<EventWriter, BuildError>) -> Result<Message, StreamError> {
    match message {
        Ok(message) => Ok(message.finish()),
        Err(error) => Err(StreamError::marshalling(error.to_string())),
    }
}
