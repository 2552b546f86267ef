//! Event streams in requests and responses.

use aws_smithy_eventstream::frame::{
    DecodedFrame, MessageFrameDecoder, read_message_from, write_message_to,
};
use tinsmith_runtime::aws_smithy_types::date_time::Format;
use tinsmith_runtime::codegen::event_stream::{Header, HeaderValue, Message};
use tinsmith_runtime::protocol_test::events;
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::clients::event_streams::operation::talk::TalkError;
use crate::clients::event_streams::types::error::{EventsError, Failed};
use crate::clients::event_streams::types::{Events, Left, Said, Sound};
use crate::support::{SECRET, client};

fn text(value: &str) -> HeaderValue {
    HeaderValue::String(value.to_owned().into())
}

/// The frame of a message.
fn frame(headers: &[(&'static str, HeaderValue)], payload: &str) -> Vec<u8> {
    let headers = headers
        .iter()
        .map(|(name, value)| Header::new(*name, value.clone()));
    let message = Message::new_from_parts(headers.collect(), payload.as_bytes().to_vec());
    let mut frame = Vec::new();
    write_message_to(&message, &mut frame).expect("a frame");
    frame
}

fn event(name: &str, payload: &str) -> Vec<u8> {
    let headers = [
        (":message-type", text("event")),
        (":event-type", text(name)),
    ];
    frame(&headers, payload)
}

fn streaming(frames: &[Vec<u8>]) -> Answer {
    Answer::new(200)
        .header("content-type", "application/vnd.amazon.eventstream")
        .body(frames.concat())
        .chunked(7)
}

fn messages(request: &Received) -> Vec<Message> {
    let mut body = request.body.as_slice();
    let mut decoder = MessageFrameDecoder::new();
    let mut messages = Vec::new();
    while !body.is_empty() {
        match decoder.decode_frame(&mut body).expect("a frame") {
            DecodedFrame::Complete(message) => messages.push(message),
            DecodedFrame::Incomplete => panic!("the last frame is not whole"),
        }
    }
    messages
}

fn header<'a>(message: &'a Message, name: &str) -> &'a HeaderValue {
    let mut headers = message.headers().iter();
    let header = headers.find(|header| header.name().as_str() == name);
    header.unwrap_or_else(|| panic!("no {name}")).value()
}

#[tokio::test]
async fn each_event_is_signed_after_the_one_before() {
    let server = Server::start([streaming(&[])]);
    let client = client!(event_streams, server);
    let said = Said::builder().text("hello").loud(true).build();
    let sent = events(vec![
        Ok(Events::Said(said.expect("all is set"))),
        Ok(Events::Left(Left::builder().build())),
    ]);
    let call = client.talk().room("kitchen").events(sent);
    call.send().await.expect("an answer");

    let request = server.only_request();
    assert_eq!(request.header("x-amz-target"), Some("Service.Talk"));
    assert_eq!(
        request.header_lines("content-type"),
        ["application/vnd.amazon.eventstream"]
    );
    let messages = messages(&request);
    let seed = Received {
        body: Vec::new(),
        ..request
    };
    let signed = signature::check(&seed, SECRET);
    let mut prior = signed.signature.clone();
    for message in &messages {
        let time = header(message, ":date").as_timestamp().expect("a time");
        let date = time.fmt(Format::DateTime).expect("a time of today");
        // The signature is of whole seconds, written without what parts them.
        let date = date
            .split('.')
            .next()
            .unwrap_or_default()
            .trim_end_matches('Z');
        let date = format!("{date}Z").replace(['-', ':'], "");
        let time = (date.as_str(), time.to_millis().expect("a time of today"));
        prior = signature::of_event(&signed, &prior, SECRET, time, message.payload());
        let found = header(message, ":chunk-signature").as_byte_array();
        let found: String = found
            .expect("a signature")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(found, prior, "the signature");
    }
    let (last, events) = messages.split_last().expect("messages");
    assert!(last.payload().is_empty(), "the end is signed");
    let names = events.iter().map(|message| {
        let inner = read_message_from(message.payload().clone()).expect("an event");
        let name = header(&inner, ":event-type").as_string();
        name.expect("a text").as_str().to_owned()
    });
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["initial-request", "said", "left"]
    );
}

#[tokio::test]
async fn events_are_received_however_the_body_is_cut() {
    let server = Server::start([streaming(&[
        event("initial-response", r#"{"guests":3}"#),
        event("said", r#"{"text":"hello"}"#),
        event("danced", "what no model knows"),
        event("sound", "abc"),
    ])]);
    let client = client!(event_streams, server);
    let mut output = client
        .talk()
        .events(events(vec![]))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.guests(), 3);
    let said = Said::builder().text("hello").build().expect("all is set");
    let stream = &mut output.events;
    assert_eq!(stream.recv().await.expect("said"), Some(Events::Said(said)));
    assert!(
        stream
            .recv()
            .await
            .expect("danced")
            .is_some_and(|it| it.is_unknown())
    );
    let sound = stream.recv().await.expect("sound").expect("sound");
    let bytes = sound.as_sound().map(Sound::bytes).expect("a sound");
    assert_eq!(bytes.as_ref(), b"abc");
    assert_eq!(stream.recv().await.expect("the end"), None);
    assert_eq!(stream.recv().await.expect("still the end"), None);
}

#[tokio::test]
async fn errors_end_a_stream() {
    let failed = [
        (":message-type", text("exception")),
        (":exception-type", text("failed")),
    ];
    let other = [
        (":message-type", text("exception")),
        (":exception-type", text("unheard_of")),
    ];
    let unmodelled = [
        (":message-type", text("error")),
        (":error-code", text("Internal")),
        (":error-message", text("sorry")),
    ];
    let server = Server::start([
        streaming(&[frame(&failed, r#"{"message":"m"}"#), event("left", "{}")]),
        streaming(&[frame(&other, r#"{"message":"m"}"#)]),
        streaming(&[frame(&unmodelled, "")]),
        streaming(&[event("left", "{}")[..20].to_vec()]),
        streaming(&[event("said", r#"{"text":"#)]),
    ]);
    let client = client!(event_streams, server);
    let receive = async || {
        let call = client.talk().events(events(vec![]));
        let mut output = call.send().await.expect("an answer");
        let error = output.events.recv().await.expect_err("an error");
        assert_eq!(output.events.recv().await.expect("the end"), None);
        error
    };

    let error = receive().await.into_service_error();
    assert_eq!(error.meta().message(), Some("m"));
    let EventsError::Failed(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(Failed::message(&error), Some("m"));

    let error = receive().await.into_service_error();
    assert_eq!(error.meta().code(), Some("unheard_of"));
    assert_eq!(error.meta().message(), Some("m"));

    let error = receive().await.into_service_error();
    assert_eq!(error.meta().code(), Some("Internal"));
    assert_eq!(error.meta().message(), Some("sorry"));

    let call = client.talk().events(events(vec![]));
    let cut = call.send().await.expect_err("the first message is cut");
    assert!(cut.raw_response().is_some(), "{cut:?}");

    let unreadable = receive().await;
    assert!(unreadable.as_service_error().is_none(), "{unreadable:?}");
}

#[tokio::test]
async fn a_stream_has_to_be_set() {
    let server = Server::start([]);
    let client = client!(event_streams, server);
    let error = client.talk().room("kitchen").send().await;
    let error = error.expect_err("there are no events");
    assert!(format!("{error:?}").contains("events"), "{error:?}");
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn an_error_of_the_stream_may_come_instead_of_the_stream() {
    let body = r#"{"__type":"Failed","message":"nobody is there"}"#;
    let server = Server::start([Answer::json(400, body)]);
    let client = client!(event_streams, server);
    let call = client.talk().events(events(vec![]));
    let error = call
        .send()
        .await
        .expect_err("an error")
        .into_service_error();
    assert!(error.is_failed(), "{error:?}");
    assert!(matches!(error, TalkError::Failed(it) if it.message() == Some("nobody is there")));
}
