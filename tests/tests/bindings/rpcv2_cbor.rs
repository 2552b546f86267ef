//! rpcv2Cbor: every call is a POST of a map to a path that names service and operation.

use std::collections::HashMap;

use tinsmith_runtime::aws_smithy_types::{Blob, DateTime};
use tinsmith_runtime::codegen::cbor::Writer;
use tinsmith_tests::server::{Answer, Received, Server};

use crate::clients::rpcv2_cbor::operation::mix::MixError;
use crate::clients::rpcv2_cbor::types::{Choice, Kind, Values};
use crate::support::client;

fn assert_calls(request: &Received, path: &str) {
    assert_eq!((&*request.method, &*request.target()), ("POST", path));
    assert_eq!(request.header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(request.header("accept"), Some("application/cbor"));
    assert!(request.header("authorization").is_some());
}

fn answer(body: Vec<u8>) -> Answer {
    Answer::new(200)
        .header("smithy-protocol", "rpc-v2-cbor")
        .header("content-type", "application/cbor")
        .body(body)
}

/// A value of every kind.
fn values() -> Values {
    Values::builder()
        .truth(true)
        .tiny(-8)
        .short(-300)
        .whole(70_000)
        .long(i64::MIN)
        .float(f32::NEG_INFINITY)
        .double(1.1)
        .text("\u{e9}")
        .bytes(Blob::new([0, 255]))
        .time(DateTime::from_secs_f64(1.5))
        .dated(DateTime::from_secs(-1))
        .kind(Kind::from("moss"))
        .level(7)
        .texts("a")
        .texts("")
        .gaps(Some("a".to_owned()))
        .gaps(None)
        .numbers("a", 1)
        .holes("a", None)
        .choice(Choice::Nothing)
        .choices(Choice::Word("w".to_owned()))
        .choices(Choice::Values(Box::new(Values::builder().build())))
        .inner(Values::builder().whole(1).build())
        .build()
}

#[tokio::test]
async fn what_is_sent_can_be_read() {
    let first = Server::start([answer(vec![0xa0])]);
    let call = client!(rpcv2_cbor, first).mix().label("a/b");
    let output = call.values(values()).send().await.expect("an answer");
    assert_eq!(output.values(), None);
    let request = first.only_request();
    assert_calls(&request, "/service/Garden/operation/Mix");
    assert_eq!(request.header_lines("content-type"), ["application/cbor"]);
    // Input and output have the member in common; the label is skipped.
    let second = Server::start([answer(request.body.clone())]);
    let output = client!(rpcv2_cbor, second).mix().label("c").send().await;
    assert_eq!(output.expect("an answer").values(), Some(&values()));
}

#[tokio::test]
async fn nothing_is_no_body_and_a_structure_of_nothing_is_a_map() {
    let server = Server::start([Answer::new(200), answer(vec![0xa0]), Answer::new(200)]);
    let client = client!(rpcv2_cbor, server);
    client.ping().send().await.expect("an answer");
    client.empty().send().await.expect("an answer");
    client.empty().send().await.expect("an answer");
    let received = server.received();
    assert_calls(&received[0], "/service/Garden/operation/Ping");
    assert_eq!(received[0].header("content-type"), None);
    assert_eq!(received[0].body, b"");
    assert_calls(&received[1], "/service/Garden/operation/Empty");
    assert_eq!(received[1].header("content-type"), Some("application/cbor"));
    assert_eq!(received[1].body, [0xa0]);
}

fn error(kind: &str) -> Vec<u8> {
    let mut writer = Writer::new();
    let mut object = writer.value().object();
    object.key("__type").string(kind);
    object.key("message").string("why");
    object
        .key("since")
        .timestamp(&DateTime::from_secs(9))
        .expect("written");
    object.end();
    writer.finish()
}

#[tokio::test]
async fn errors_go_by_the_name_of_their_shape() {
    let server = Server::start([
        answer(error("example.rpcv2_cbor#Withered")).status(404),
        answer(error("Closed")).status(500),
        answer(error("other#Unheard")).status(400),
        answer(vec![0xff]).status(400),
    ]);
    let client = client!(rpcv2_cbor, server);
    let mut found = Vec::new();
    for _ in 0..4 {
        let result = client.mix().label("a").send().await;
        found.push(result.expect_err("an error").into_service_error());
    }
    let MixError::Withered(withered) = &found[0] else {
        panic!("{:?}", found[0]);
    };
    assert_eq!(withered.message(), Some("why"));
    assert_eq!(withered.since, Some(DateTime::from_secs(9)));
    assert!(found[1].is_closed());
    assert_eq!(found[2].meta().code(), Some("Unheard"));
    assert_eq!(found[2].meta().message(), Some("why"));
    assert_eq!(found[3].meta().code(), None);
}

#[tokio::test]
async fn answers_that_can_not_be_read_are_errors() {
    let truncated = vec![0xa1, 0x66, b'v', b'a', b'l', b'u', b'e', b's', 0xa1];
    let wrong = vec![0xa1, 0x66, b'v', b'a', b'l', b'u', b'e', b's', 0x01];
    let server = Server::start([answer(truncated), answer(wrong), answer(vec![0xa0, 0x00])]);
    let client = client!(rpcv2_cbor, server);
    for expected in ["the end of the body", "a map or null", "more"] {
        let error = client.mix().label("a").send().await.expect_err("an error");
        let text = format!("{:?}", error);
        assert!(text.contains(expected), "{text}");
    }
}

#[tokio::test]
async fn codes_of_query_are_found() {
    let body = error("example.rpcv2_cbor_query_compatible#Rock");
    let answer = answer(body).status(400);
    let server = Server::start([answer.header("x-amzn-query-error", "Garden.Rock;Sender")]);
    let client = client!(rpcv2_cbor_query_compatible, server);
    let error = client.dig().send().await.expect_err("an error");
    let error = error.into_service_error();
    assert!(error.is_rock());
    assert_eq!(error.meta().code(), Some("Garden.Rock"));
    let request = server.only_request();
    assert_eq!(request.header("x-amzn-query-mode"), Some("true"));
}

#[tokio::test]
async fn of_several_protocols_the_first_is_spoken() {
    let server = Server::start([answer(b"\xa1\x64text\x61b".to_vec())]);
    let call = client!(several_protocols, server).echo().text("a");
    let output = call.send().await.expect("an answer");
    assert_eq!(output.text(), Some("b"));
    let request = server.only_request();
    assert_calls(&request, "/service/SeveralProtocolsService/operation/Echo");
    let expected: HashMap<String, String> = HashMap::from([("text".into(), "a".into())]);
    let mut reader = tinsmith_runtime::codegen::cbor::Reader::new(&request.body);
    let sent = reader.map(|reader| reader.string()).expect("a map");
    assert_eq!(sent, Some(expected));
}
