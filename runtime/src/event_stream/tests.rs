//! Messages that can be read, and messages that can't.

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{CreateUnhandledError, SdkError};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use aws_smithy_types::{Blob, DateTime};

use super::{Event, EventReceiver, EventWriter, HeaderTypeError, Message, ReadEvent};
use crate::protocol::RestJson1;

/// The name of an event, and its payload.
#[derive(Debug, PartialEq)]
struct Named(String, Vec<u8>);

#[derive(Debug)]
struct Failure(ErrorMetadata);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failure")
    }
}

impl std::error::Error for Failure {}

impl ProvideErrorMetadata for Failure {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

impl ProvideErrorKind for Failure {
    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        None
    }

    fn code(&self) -> Option<&str> {
        self.0.code()
    }
}

impl CreateUnhandledError for Failure {
    fn create_unhandled_error(_: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self(meta.unwrap_or_default())
    }
}

impl ReadEvent for Named {
    type Protocol = RestJson1;
    type Error = Failure;

    fn read_event(event: &Event<'_>) -> Result<Self, BoxError> {
        let name = event.event_type()?.to_owned();
        Ok(Self(name, event.response().body.to_vec()))
    }

    fn read_exception(_: &Event<'_>, metadata: ErrorMetadata) -> Result<Failure, BoxError> {
        Ok(Failure(metadata))
    }
}

/// The length of a message's prelude.
const PRELUDE: usize = 12;

fn bytes(messages: &[Message]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        write_message_to(message, &mut bytes).expect("a message");
    }
    bytes
}

fn receiver(body: Vec<u8>) -> EventReceiver<Named, Failure> {
    let status = StatusCode::try_from(200).expect("a status");
    super::receive(&mut HttpResponse::new(status, SdkBody::from(body)))
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("all is in memory"),
    }
}

fn text(name: &'static str, payload: &str) -> Message {
    let mut event = EventWriter::event(name);
    event.body_text(payload.to_owned());
    event.finish()
}

#[test]
fn events_are_received_in_order_and_an_initial_response_before_them() {
    let first = text("initial-response", "i");
    let body = bytes(&[first, text("a", "1"), text("b", "2")]);
    let mut events = receiver(body);
    let initial = block_on(events.initial_response()).expect("a message");
    assert_eq!(&initial.expect("it is initial").payload()[..], b"i");
    for (name, payload) in [("a", b"1"), ("b", b"2")] {
        let event = block_on(events.recv()).expect("an event");
        assert_eq!(event, Some(Named(name.to_owned(), payload.to_vec())));
    }
    assert_eq!(block_on(events.recv()).expect("the end"), None);
}

#[test]
fn an_event_is_not_lost_where_no_initial_response_is() {
    let mut events = receiver(bytes(&[text("a", "1")]));
    assert!(
        block_on(events.initial_response())
            .expect("a message")
            .is_none()
    );
    let event = block_on(events.recv()).expect("an event");
    assert_eq!(event, Some(Named("a".to_owned(), b"1".to_vec())));
}

#[test]
fn an_exception_goes_by_its_payload_or_else_by_its_name() {
    for (payload, code) in [("{}", "broken"), (r#"{"code": "other"}"#, "other")] {
        let mut exception = EventWriter::exception("broken");
        exception.body_json(payload.as_bytes().to_vec());
        let mut events = receiver(bytes(&[exception.finish()]));
        match block_on(events.recv()) {
            Err(SdkError::ServiceError(error)) => assert_eq!(error.err().0.code(), Some(code)),
            other => panic!("{other:?}"),
        }
        assert_eq!(block_on(events.recv()).expect("it has ended"), None);
    }
}

#[test]
fn whatever_the_bytes_nothing_panics() {
    let whole = bytes(&[text("a", "1")]);
    for end in 1..whole.len() {
        let mut events = receiver(whole[..end].to_vec());
        assert!(block_on(events.recv()).is_err(), "{end} bytes");
        drop(block_on(events.recv()));
    }
    for at in 0..whole.len() {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        drop(block_on(receiver(broken).recv()));
    }
}

#[test]
fn an_end_inside_a_message_is_an_error_and_said_once() {
    // By then the official receiver has consumed the prelude of the second message, and no bytes are left.
    let mut body = bytes(&[text("a", "1")]);
    body.extend(&bytes(&[text("b", "2")])[..PRELUDE]);
    for awaits_initial in [false, true] {
        let mut events = receiver(body.clone());
        if awaits_initial {
            let initial = block_on(events.initial_response());
            assert!(initial.expect("a message").is_none());
        }
        let event = block_on(events.recv()).expect("an event");
        assert_eq!(event, Some(Named("a".to_owned(), b"1".to_vec())));
        let error = block_on(events.recv()).expect_err("it is cut");
        assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
        let cause = std::error::Error::source(&error).expect("a cause");
        assert_eq!(
            cause.to_string(),
            "the stream of events ended inside a message"
        );
        assert_eq!(block_on(events.recv()).expect("it has ended"), None);
    }
    let mut events = receiver(body[body.len() - PRELUDE..].to_vec());
    let initial = block_on(events.initial_response());
    assert!(initial.expect("no message").is_none());
    assert!(block_on(events.recv()).is_err());
}

#[test]
fn a_receiver_shows_nothing_that_it_holds() {
    let mut events = receiver(bytes(&[text("a", "secret")]));
    assert!(
        block_on(events.initial_response())
            .expect("a message")
            .is_none()
    );
    let shown = format!("{events:?}");
    for secret in ["secret", "115, 101, 99"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn headers_are_read_as_they_were_written_and_never_as_another_kind() {
    fn both<T: PartialEq + std::fmt::Debug>(
        value: T,
        write: impl Fn(&mut EventWriter),
        read: impl Fn(&Event<'_>, &'static str) -> Result<Option<T>, HeaderTypeError>,
    ) {
        let mut event = EventWriter::event("a");
        write(&mut event);
        event.string("text", "t");
        event.boolean("flag", true);
        let message = event.finish();
        let event = Event::new(&message);
        assert_eq!(read(&event, "h"), Ok(Some(value)));
        assert_eq!(read(&event, "other"), Ok(None));
        // One of the two has another type.
        assert!(read(&event, "text").is_err() || read(&event, "flag").is_err());
    }
    let time = DateTime::from_secs(5);
    both(
        true,
        |event| event.boolean("h", true),
        |event, name| event.boolean(name),
    );
    both(
        -1,
        |event| event.byte("h", -1),
        |event, name| event.byte(name),
    );
    both(
        -2,
        |event| event.short("h", -2),
        |event, name| event.short(name),
    );
    both(
        -3,
        |event| event.integer("h", -3),
        |event, name| event.integer(name),
    );
    both(
        -4,
        |event| event.long("h", -4),
        |event, name| event.long(name),
    );
    both(
        "x".to_owned(),
        |event| event.string("h", "x"),
        |event, name| event.string(name),
    );
    let blob = Blob::new([0, 255]);
    both(
        blob.clone(),
        |event| event.blob("h", &blob),
        |event, name| event.blob(name),
    );
    both(
        time,
        |event| event.timestamp("h", &time),
        |event, name| event.timestamp(name),
    );
}
