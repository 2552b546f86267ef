//! awsJson: every call is a POST of an object to the root.

use std::collections::HashMap;

use aws_smithy_http_client::test_util::capture_request;
use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime, Document, Number};
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature::authorization;

use crate::support::{client, config};

fn assert_calls(request: &Received, target: &str, version: &str) {
    assert_eq!((&*request.method, &*request.target()), ("POST", "/"));
    assert_eq!(request.header_lines("x-amz-target"), [target]);
    let content_type = format!("application/x-amz-json-{version}");
    assert_eq!(request.header_lines("content-type"), [content_type]);
    assert_eq!(request.header("x-amzn-query-mode"), None);
    assert!(request.header("authorization").is_some());
    let length = request.body.len().to_string();
    assert_eq!(request.header("content-length"), Some(&*length));
}

#[tokio::test]
async fn bindings_and_names_in_json_mean_nothing() {
    use crate::clients::aws_json_1_0::types::{Body, Choice};

    let body = r#"{"colour":"red","tags":{"b":"2"},"status":5,
        "body":{"Text-In-JSON":"no","text":"t","choice":{"word":"w"}}}"#;
    let answer = Answer::ok(body)
        .header("X-Colour", "not this")
        .header("X-Tag-c", "not this");
    let server = Server::start([answer]);
    let body = Body::builder()
        .text("t")
        .choice(Choice::Word("w".to_owned()))
        .build();
    let output = client!(aws_json_1_0, server)
        .put_thing()
        .id("a/b")
        .size(3)
        .others("x", "y")
        .colour("blue")
        .made(DateTime::from_secs_f64(1.5))
        .tags("a", "1")
        .body(body.clone())
        .send()
        .await
        .expect("an answer");

    assert_eq!((output.colour(), output.status()), (Some("red"), Some(5)));
    let tags = HashMap::from([("b".to_owned(), "2".to_owned())]);
    assert_eq!(output.tags(), Some(&tags));
    assert_eq!(output.body(), Some(&body));
    let request = server.only_request();
    assert_calls(&request, "Garden_20240101.PutThing", "1.0");
    for name in ["x-colour", "x-made", "x-tag-a"] {
        assert_eq!(request.header(name), None, "{name}");
    }
    assert_eq!(
        request.json(),
        json!({
            "id": "a/b",
            "size": 3,
            "others": { "x": "y" },
            "colour": "blue",
            "made": 1.5,
            "tags": { "a": "1" },
            "body": { "text": "t", "choice": { "word": "w" } },
        })
    );
}

#[tokio::test]
async fn a_label_may_be_left_out() {
    let server = Server::start([Answer::ok("{}")]);
    let call = client!(aws_json_1_0, server).put_thing();
    call.send().await.expect("an answer");
    assert_eq!(server.only_request().text(), "{}");
}

#[tokio::test]
async fn nothing_is_an_empty_object() {
    let answers = [
        Answer::ok(""),
        Answer::ok("{}"),
        Answer::ok(r#"{"later":[true]}"#),
        Answer::new(200),
    ];
    let server = Server::start(answers);
    let client = client!(aws_json_1_0, server);
    client.ping().send().await.expect("an answer");
    client.ping().send().await.expect("an answer");
    client.ping().send().await.expect("an answer");
    client.empty().send().await.expect("an answer");
    let received = server.received();
    for request in &received[..3] {
        assert_calls(request, "Garden_20240101.Ping", "1.0");
        assert_eq!(request.text(), "{}");
    }
    assert_calls(&received[3], "Garden_20240101.Empty", "1.0");
    assert_eq!(received[3].text(), "{}");
}

#[tokio::test]
async fn the_length_of_a_body_without_members_is_not_signed() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}"), Answer::ok("{}")]);
    let client = client!(aws_json_1_0, server);
    client.ping().send().await.expect("an answer");
    client.empty().send().await.expect("an answer");
    let call = client.put_thing().id("a");
    call.send().await.expect("an answer");
    let received = server.received();
    for (request, is_signed) in received.iter().zip([false, false, true]) {
        let headers = authorization(request).signed_headers;
        let has_length = headers.iter().any(|it| it == "content-length");
        assert_eq!(has_length, is_signed, "{headers:?}");
    }
}

#[tokio::test]
async fn an_answer_may_be_empty_but_not_something_else() {
    let answers = [
        Answer::ok(""),
        Answer::ok("null"),
        Answer::ok(" {} "),
        Answer::ok("[]"),
        Answer::ok(r#"{"colour":1}"#),
        Answer::ok("{} {}"),
    ];
    let server = Server::start(answers);
    let client = client!(aws_json_1_0, server);
    for readable in [true, false, true, false, false, false] {
        let output = client.put_thing().send().await;
        assert_eq!(output.is_ok(), readable, "{output:?}");
        if let Ok(output) = output {
            assert_eq!((output.colour(), output.tags()), (None, None));
        }
    }
}

#[tokio::test]
async fn values_of_every_kind_go_both_ways() {
    use crate::clients::aws_json_1_1::types::{Choice, Mood, Values};

    let time = DateTime::from_secs(1_400_000_000);
    let child = Values::builder().flag(false).build();
    let values = Values::builder()
        .small(-1)
        .single(f32::INFINITY)
        .double(f64::NEG_INFINITY)
        .flag(true)
        .blob(Blob::new(*b"\xff\x00bytes"))
        .when(DateTime::from_secs_f64(1.25))
        .when_text(time)
        .when_http(time)
        .times(time)
        .sparse(Some("a".to_owned()))
        .sparse(None)
        .sparse_map("one", Some(1))
        .sparse_map("none", None)
        .dense("most", i64::MAX)
        .document(Document::Object(HashMap::from([(
            "deep".to_owned(),
            Document::Array(vec![Document::Null, Document::Number(Number::PosInt(1))]),
        )])))
        .choice(Choice::Values(Box::new(
            Values::builder().choice(Choice::Nothing).build(),
        )))
        .child(child)
        .mood(Mood::SoSo)
        .level(2)
        .build();
    let wire = json!({
        "small": -1,
        "single": "Infinity",
        "double": "-Infinity",
        "flag": true,
        "blob": "/wBieXRlcw==",
        "when": 1.25,
        "whenText": "2014-05-13T16:53:20Z",
        "whenHttp": "Tue, 13 May 2014 16:53:20 GMT",
        "times": ["2014-05-13T16:53:20Z"],
        "sparse": ["a", null],
        "sparseMap": { "one": 1, "none": null },
        "dense": { "most": i64::MAX },
        "document": { "deep": [null, 1] },
        "choice": { "values": { "choice": { "nothing": {} } } },
        "child": { "flag": false },
        "mood": "so-so",
        "level": 2,
    });

    let answer = json!({ "values": wire, "note": "n", "count": null });
    let server = Server::start([Answer::ok(&answer.to_string())]);
    let call = client!(aws_json_1_1, server).echo();
    let output = call.values(values.clone()).send().await;
    let output = output.expect("an answer");
    assert_eq!(output.values(), Some(&values));
    assert_eq!((output.note(), output.count()), ("n", 7));
    let request = server.only_request();
    assert_calls(&request, "AwsJson11Service.Echo", "1.1");
    assert_eq!(request.json(), json!({ "values": wire }));
}

#[tokio::test]
async fn what_an_answer_leaves_out_has_its_default() {
    let server = Server::start([Answer::ok(r#"{"values":{"double":"NaN","choice":null}}"#)]);
    let output = client!(aws_json_1_1, server).echo().send().await;
    let output = output.expect("an answer");
    assert_eq!((output.count(), output.note()), (7, ""));
    let values = output.values().expect("values");
    assert!(values.double().is_some_and(f64::is_nan));
    assert_eq!((values.choice(), values.small()), (None, None));
}

#[tokio::test]
async fn a_token_is_made_where_there_is_none() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let config = config!(aws_json_1_1, server.url()).idempotency_token_provider("fixed");
    let client = crate::clients::aws_json_1_1::Client::from_conf(config.build());
    let call = client.order().what("tea");
    call.clone().send().await.expect("an answer");
    call.token("mine").send().await.expect("an answer");
    let received = server.received();
    let token = |at: usize| received[at].json()["token"].clone();
    assert_eq!((token(0), token(1)), (json!("fixed"), json!("mine")));
}

#[tokio::test]
async fn the_host_may_begin_with_a_member_that_the_body_has_too() {
    let (http_client, receiver) = capture_request(None);
    let config = config!(aws_json_host_prefix, "http://localhost/stage").http_client(http_client);
    let client = crate::clients::aws_json_host_prefix::Client::from_conf(config.build());
    let output = client.greet().name("ada").words("hello").send().await;
    output.expect("an answer");
    let request = receiver.expect_request();
    assert_eq!(request.uri(), "http://ada.data.localhost/stage/");
    let body = request.body().bytes().expect("a body in memory");
    assert_eq!(body, br#"{"name":"ada","words":"hello"}"#);
}

#[tokio::test]
async fn pages_go_on_while_there_is_a_token() {
    let server = Server::start([
        Answer::ok(r#"{"Plants":[{"Name":"fern"}],"NextToken":"1"}"#),
        Answer::ok(r#"{"Plants":[{"Name":"moss","Height":0.5}]}"#),
    ]);
    let pages = client!(aws_json_paginated, server).list_plants();
    let plants: Result<Vec<_>, _> = pages
        .into_paginator()
        .page_size(1)
        .items()
        .send()
        .collect()
        .await;
    let plants = plants.expect("plants");
    let names: Vec<_> = plants.iter().filter_map(|plant| plant.name()).collect();
    assert_eq!(names, ["fern", "moss"]);
    let bodies: Vec<_> = server.received().iter().map(Received::json).collect();
    assert_eq!(
        bodies,
        [
            json!({ "Limit": 1 }),
            json!({ "Limit": 1, "NextToken": "1" })
        ]
    );
}
