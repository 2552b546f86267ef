use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::CreateUnhandledError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use aws_smithy_types::{Blob, DateTime};

use super::{Event, EventReceiver, EventWriter, ReadEvent, receive};
use crate::error::Unhandled;
use crate::protocol::RestJson1;

/// Ready at once: the bodies are in memory.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

/// The event's name and payload.
#[derive(Debug, PartialEq)]
struct Seen(String, Vec<u8>);

#[derive(Debug)]
struct SeenError(Unhandled);

impl std::fmt::Display for SeenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an error")
    }
}

impl std::error::Error for SeenError {}

impl ProvideErrorMetadata for SeenError {
    fn meta(&self) -> &ErrorMetadata {
        self.0.meta()
    }
}

impl ProvideErrorKind for SeenError {
    fn code(&self) -> Option<&str> {
        self.0.meta().code()
    }

    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        None
    }
}

impl CreateUnhandledError for SeenError {
    fn create_unhandled_error(source: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self(Unhandled::new(source, meta.unwrap_or_default()))
    }
}

impl ReadEvent for Seen {
    type Error = SeenError;
    type Protocol = RestJson1;

    fn read_event(event: &Event<'_>) -> Result<Self, BoxError> {
        let payload = event.response().body.to_vec();
        Ok(Self(event.event_type()?.to_owned(), payload))
    }

    fn read_exception(_: &Event<'_>, metadata: ErrorMetadata) -> Result<SeenError, BoxError> {
        Ok(SeenError(Unhandled::new("an exception", metadata)))
    }
}

fn receiver(body: Vec<u8>) -> EventReceiver<Seen, SeenError> {
    let status = StatusCode::try_from(200).unwrap();
    receive(&mut HttpResponse::new(status, SdkBody::from(body)))
}

fn frame(event: EventWriter) -> Vec<u8> {
    let mut frame = Vec::new();
    write_message_to(&event.finish(), &mut frame).unwrap();
    frame
}

fn said() -> EventWriter {
    let mut event = EventWriter::event("said");
    event.boolean("loud", true);
    event.body_json(b"{}".to_vec());
    event
}

#[test]
fn headers_are_read_as_they_were_written() {
    let mut event = said();
    event.byte("byte", -1);
    event.short("short", -2);
    event.integer("integer", -3);
    event.long("long", -4);
    event.blob("blob", &Blob::new("b"));
    event.string("string", "s");
    event.timestamp("timestamp", &DateTime::from_millis(1_500));
    let message = event.finish();
    let event = Event::new(&message);
    assert_eq!(event.boolean("loud"), Ok(Some(true)));
    assert_eq!(event.byte("byte"), Ok(Some(-1)));
    assert_eq!(event.short("short"), Ok(Some(-2)));
    assert_eq!(event.integer("integer"), Ok(Some(-3)));
    assert_eq!(event.long("long"), Ok(Some(-4)));
    assert_eq!(event.blob("blob"), Ok(Some(Blob::new("b"))));
    assert_eq!(event.string("string"), Ok(Some("s".to_owned())));
    let time = event.timestamp("timestamp");
    assert_eq!(time, Ok(Some(DateTime::from_millis(1_500))));
    assert_eq!(event.string("absent"), Ok(None));
    assert_eq!(
        event.string(":content-type").unwrap().unwrap(),
        "application/json"
    );
    let error = event.integer("long").unwrap_err().to_string();
    assert_eq!(error, "the event's header `long` is not a 32-bit integer");
}

#[test]
fn the_first_message_is_the_initial_one_or_an_event() {
    let initial = EventWriter::event("initial-response");
    let mut receiver = receiver([frame(initial), frame(said())].concat());
    assert!(now(receiver.initial_response()).unwrap().is_some());
    let expected = Seen("said".to_owned(), b"{}".to_vec());
    assert_eq!(now(receiver.recv()).unwrap(), Some(expected));

    let mut receiver = self::receiver(frame(said()));
    assert!(now(receiver.initial_response()).unwrap().is_none());
    let expected = Seen("said".to_owned(), b"{}".to_vec());
    assert_eq!(now(receiver.recv()).unwrap(), Some(expected));
    assert_eq!(now(receiver.recv()).unwrap(), None);
}

#[test]
fn whatever_is_not_whole_or_not_right_is_an_error() {
    let whole = frame(said());
    for length in 1..whole.len() {
        let mut receiver = receiver(whole[..length].to_vec());
        assert!(now(receiver.recv()).is_err(), "{length}");
    }
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut body = whole.clone();
            body[place] ^= 1 << bit;
            let mut receiver = receiver(body);
            assert!(now(receiver.recv()).is_err(), "{place} {bit}");
        }
    }
}

#[test]
fn an_exception_without_a_code_goes_by_its_member() {
    let mut exception = EventWriter::exception("failed");
    exception.body_json(br#"{"message": "m"}"#.to_vec());
    let error = now(receiver(frame(exception)).recv()).unwrap_err();
    let error = error.into_service_error();
    assert_eq!(
        (error.0.meta().code(), error.0.meta().message()),
        (Some("failed"), Some("m"))
    );
    let unnamed = now(receiver(frame(EventWriter::unnamed_exception())).recv()).unwrap_err();
    assert!(unnamed.as_service_error().is_none(), "{unnamed:?}");
}
