//! Bodies of event-stream frames: read as a generated client does, written again.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::Debug;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use aws_smithy_eventstream::frame::write_message_to;
use bytes::Bytes;
use http_body::Frame;
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::codegen::event_stream::{EventReceiver, EventWriter, ReadEvent, WriteEvent};
use tinsmith_runtime::codegen::operation::Operation;

/// The length of a frame that holds nothing: two lengths and two checksums.
const LEAST: usize = 16;

/// Reads one of the clients' streams from a body.
macro_rules! listen {
    ($client:ident, $body:expr) => {{
        use crate::clients::$client::operation::listen::Listen;
        use crate::clients::$client::types::error::EventsError;
        use crate::clients::$client::types::{Events, Everything, One};

        let target = Target::<Listen, _, _> {
            events: |output| output.events,
            plain: |event| match event {
                Events::One(One { value: None, .. }) => {
                    let nothing = Everything::builder().build();
                    Events::One(One::builder().value(nothing).build())
                }
                other => other.clone(),
            },
            error: |error| match error {
                EventsError::Refusal(it) => Some((it.message.clone(), it.value.clone())),
                _ => None,
            },
        };
        target.read($body);
    }};
}

/// Reads the body with payloads in JSON, CBOR and XML, as it is and with its frames mended.
pub fn read(body: &[u8]) {
    let frames = frames(body);
    for body in [body, &frames] {
        listen!(json, body);
        listen!(cbor, body);
        listen!(xml, body);
        if frames == body {
            break;
        }
    }
}

/// What an operation sends and receives events of.
trait Stream: ReadEvent + WriteEvent<Error = <Self as ReadEvent>::Error> + Events {}

/// What comparing needs of them.
trait Events: Clone + Debug + PartialEq {}

impl<T: Clone + Debug + PartialEq> Events for T {}

impl<T> Stream for T where T: ReadEvent + WriteEvent<Error = <T as ReadEvent>::Error> + Events {}

type Failure<T> = <T as ReadEvent>::Error;

/// What came out of a stream.
struct Received<T: ReadEvent> {
    events: Vec<T>,
    /// The error that the service ended the stream with.
    error: Option<Failure<T>>,
    /// Why it ended otherwise.
    problem: Option<String>,
}

/// An operation's stream of events, in the hands of a target.
struct Target<O: Operation, T: ReadEvent, R> {
    /// The events of an output.
    events: fn(O::Output) -> EventReceiver<T, Failure<T>>,
    /// The event, but with a structure that has no members for none: as a payload, both are written alike.
    plain: fn(&T) -> T,
    /// What of a modelled error must be the same after it was written and read.
    error: fn(&Failure<T>) -> Option<R>,
}

impl<O: Operation, T: Stream, R: Debug + PartialEq> Target<O, T, R> {
    /// Reads `body` as it is, and again in small pieces, which must make no difference.
    ///
    /// What was read is written, and must then be read as the same events.
    fn read(&self, body: &[u8]) {
        let whole = self.receive(body, body.len().max(1));
        let cut = self.receive(body, 1 + body.len() % 16);
        assert_eq!(whole.problem, cut.problem);
        self.assert_same(&whole, &cut);

        let writers = whole.events.iter().cloned().map(T::write_event);
        // Some can be read but not written: those that the model does not know, and moments that a format
        // has no room for.
        let writers: Vec<Option<EventWriter>> = writers.map(Result::ok).collect();
        let mut again = whole;
        let mut written = writers.iter().map(Option::is_some);
        again.events.retain(|_| written.next() == Some(true));
        again.problem = None;
        let error = again.error.as_ref().and_then(self.error);
        let error_writer = again.error.take().filter(|_| error.is_some());
        let error_writer = error_writer.and_then(|error| T::write_exception(error).ok());
        let has_error = error_writer.is_some();

        let mut frames = Vec::new();
        for writer in writers.into_iter().flatten().chain(error_writer) {
            write_message_to(&writer.finish(), &mut frames).expect("a frame");
        }
        let after = self.receive(&frames, frames.len().max(1));
        assert_eq!(after.problem, None, "{}", frames.escape_ascii());
        self.assert_same(
            &again,
            &Received {
                error: None,
                ..after
            },
        );
        if has_error {
            let after = self.receive(&frames, frames.len()).error;
            assert_same(&error, &after.as_ref().and_then(self.error));
        }
    }

    fn assert_same(&self, one: &Received<T>, other: &Received<T>) {
        let plain = |events: &[T]| events.iter().map(self.plain).collect::<Vec<T>>();
        assert_same(&plain(&one.events), &plain(&other.events));
        let error = |received: &Received<T>| received.error.as_ref().and_then(self.error);
        assert_same(&error(one), &error(other));
    }

    /// Receives all events of a body that comes in pieces of `size` bytes.
    fn receive(&self, body: &[u8], size: usize) -> Received<T> {
        let pieces = body.chunks(size).map(Bytes::copy_from_slice).collect();
        let status = 200.try_into().expect("a status");
        let mut response = HttpResponse::new(status, SdkBody::from_body_1_x(Pieces(pieces)));
        let mut received = Received {
            events: Vec::new(),
            error: None,
            problem: None,
        };
        let output = match O::deserialize_streaming(&mut response) {
            Ok(output) => ready(O::receive_initial(output)),
            Err(error) => Err(error),
        };
        let mut stream = match output {
            Ok(output) => (self.events)(output),
            Err(error) => {
                received.problem = Some(explain(error.as_ref()));
                return received;
            }
        };
        loop {
            match ready(stream.recv()) {
                Ok(Some(event)) => received.events.push(event),
                Ok(None) => break,
                Err(SdkError::ServiceError(context)) => {
                    received.error = Some(context.into_err());
                    break;
                }
                Err(error) => {
                    received.problem = Some(explain(&error));
                    break;
                }
            }
            assert!(received.events.len() <= body.len() / LEAST, "no end");
        }
        // Whoever asks once more gets an answer too.
        let more = ready(stream.recv());
        let is_over = received.problem.is_some() || matches!(more, Ok(None));
        assert!(is_over, "an event after the end");
        received
    }
}

fn assert_same<T: Debug + PartialEq>(one: &T, other: &T) {
    let same = one == other || format!("{one:?}").contains("NaN");
    assert!(same, "{one:?}\n{other:?}");
}

/// An error and what caused it.
fn explain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// The result of a future that has nothing to wait for.
fn ready<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits, though all is there"),
    }
}

/// A body in pieces.
struct Pieces(VecDeque<Bytes>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

/// The same bytes as frames that can be read: with lengths that end where the bytes do, and the
/// checksums that they must have. Coverage would not find those by itself.
fn frames(bytes: &[u8]) -> Vec<u8> {
    let mut frames = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [a, b, c, d, e, f, g, h, ..] = *rest
        && rest.len() >= LEAST
    {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let length = length.clamp(LEAST, rest.len());
        let headers = u32::from_be_bytes([e, f, g, h]) as usize;
        let headers = headers.min(length - LEAST);
        let (frame, after) = rest.split_at(length);
        let start = frames.len();
        for number in [length, headers] {
            let number = u32::try_from(number).expect("inputs are short");
            frames.extend(number.to_be_bytes());
        }
        frames.extend(crc32fast::hash(&frames[start..]).to_be_bytes());
        frames.extend(&frame[12..length - 4]);
        frames.extend(crc32fast::hash(&frames[start..]).to_be_bytes());
        rest = after;
    }
    frames.extend(rest);
    frames
}
