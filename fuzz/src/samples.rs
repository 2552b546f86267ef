//! Streams that have an event of every kind.

use aws_smithy_eventstream::frame::write_message_to;
use tinsmith_runtime::aws_smithy_types::error::metadata::ErrorMetadata;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime};
use tinsmith_runtime::codegen::event_stream::{
    EventWriter, Header, HeaderValue, Message, WriteEvent,
};

/// The events of one of the clients.
macro_rules! events {
    ($client:ident) => {{
        use crate::clients::$client::types::error::{EventsError, Refusal};
        use crate::clients::$client::types::{
            Bytes, Choice, Colour, Events, Everything, Headers, Line, Needed, Nothing, One,
        };

        let needed = Needed::builder().text("a").number(-3).build();
        let everything = Everything::builder()
            .string("b")
            .blob(Blob::new([0, 255]))
            .float(1.5)
            .boolean(true)
            .moment(DateTime::from_secs(1))
            .strings("c")
            .map("d", 4)
            .choice(Choice::Many(vec!["e".to_owned()]))
            .needed(needed.expect("all is set"))
            .build();
        let headers = Headers::builder()
            .blob(Blob::new("f"))
            .boolean(false)
            .byte(1)
            .short(2)
            .integer(3)
            .size(2)
            .long(4)
            .string("g")
            .colour(Colour::Green)
            .moment(DateTime::from_millis(1_500))
            .text("h")
            .build();
        let line = Line::builder().number(5).text("i").build();
        let bytes = Bytes::builder().bytes(Blob::new("j")).build();
        let one = One::builder().value(everything.clone()).build();
        let refusal = Refusal::builder()
            .message("k")
            .value(everything.clone())
            .build();
        let unmodelled = EventsError::generic(ErrorMetadata::builder().code("l").build());
        let writers = [
            Events::Everything(everything).write_event(),
            Events::Headers(headers).write_event(),
            Events::Line(line.expect("all is set")).write_event(),
            Events::Bytes(bytes).write_event(),
            Events::One(one).write_event(),
            Events::Nothing(Nothing::builder().build()).write_event(),
            Events::write_exception(EventsError::Refusal(refusal)),
            Events::write_exception(unmodelled),
        ];
        writers
            .into_iter()
            .map(|writer| writer.expect("no moment is out of range").finish())
            .collect::<Vec<Message>>()
    }};
}

/// A stream of each client's events, each event alone, and streams that begin or end as only a service
/// can make them.
pub fn streams() -> Vec<Vec<u8>> {
    let mut first = EventWriter::event("initial-response");
    first.body_json(br#"{"greeting":"hello"}"#.to_vec());
    let mut in_cbor = EventWriter::event("initial-response");
    in_cbor.body_cbor(b"\xa1\x68greeting\x65hello".to_vec());
    let first = [first, in_cbor].map(EventWriter::finish);
    let text = |value: &'static str| HeaderValue::String(value.into());
    let error = [
        Header::new(":message-type", text("error")),
        Header::new(":error-code", text("Internal")),
        Header::new(":error-message", text("sorry")),
    ];
    let error = Message::new_from_parts(error.to_vec(), Vec::new());
    let odd = [
        Header::new(":message-type", text("event")),
        Header::new(":event-type", HeaderValue::Uuid(7)),
    ];
    let odd = Message::new_from_parts(odd.to_vec(), Vec::new());

    let mut streams = Vec::new();
    for events in [events!(json), events!(cbor), events!(xml)] {
        streams.extend(events.iter().map(|event| body([event])));
        streams.push(body(&events));
        for first in &first {
            streams.push(body(
                [first].into_iter().chain(&events[..6]).chain([&error]),
            ));
        }
    }
    streams.push(body([&odd]));
    streams
}

fn body<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Vec<u8> {
    let mut frames = Vec::new();
    for message in messages {
        write_message_to(message, &mut frames).expect("a frame");
    }
    frames
}
