//! Errors of awsJson, and those of services with `awsQueryCompatible`.

use std::time::Duration;

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_runtime::aws_types::request_id::RequestId as _;
use tinsmith_tests::server::{Answer, Server};

use crate::clients::aws_json_errors::Error;
use crate::clients::aws_json_errors::operation::fail::FailError;
use crate::clients::aws_json_query_compatible::Client;
use crate::clients::aws_json_query_compatible::config::retry::{RetryConfig, RetryPartition};
use crate::clients::aws_json_query_compatible::operation::send::SendError;
use crate::support::{client, config};

async fn fail(answer: Answer) -> FailError {
    let server = Server::start([answer]);
    let call = client!(aws_json_errors, server).fail();
    let error = call.send().await.expect_err("an error");
    error.into_service_error()
}

async fn send(answer: Answer) -> SendError {
    let server = Server::start([answer]);
    let call = client!(aws_json_query_compatible, server).send();
    let error = call.text("t").send().await.expect_err("an error");
    let request = server.only_request();
    assert_eq!(request.header("x-amzn-query-mode"), Some("true"));
    assert_eq!(request.json(), json!({ "text": "t" }));
    error.into_service_error()
}

#[tokio::test]
async fn an_error_is_named_in_header_or_body() {
    let answers = [
        Answer::json(400, r#"{"__type":"NotThere"}"#),
        Answer::json(400, r#"{"__type":"example.aws_json_errors#NotThere"}"#),
        Answer::json(400, r#"{"__type":"ns#NotThere:http://example.com/#x"}"#),
        Answer::json(400, r#"{"code":"ns#NotThere"}"#),
        Answer::new(500).header("X-Amzn-ErrorType", "NotThere:http://example.com/"),
        Answer::json(404, r#"{"__type":"Other"}"#).header("x-amzn-errortype", "NotThere"),
    ];
    for answer in answers {
        let error = fail(answer.clone()).await;
        assert!(error.is_not_there(), "{answer:?}: {error:?}");
        assert_eq!(error.code(), Some("NotThere"));
    }
}

#[tokio::test]
async fn members_come_from_the_body_by_their_own_names() {
    let body = r#"{"__type":"Detailed","message":"no","Text":"not this","after":3,
        "parts":[{"name":"p"}]}"#;
    let answer = Answer::json(400, body)
        .header("Retry-After", "soon")
        .header("x-amzn-requestid", "r-1");
    let error = fail(answer).await;
    assert_eq!(error.request_id(), Some("r-1"));
    let FailError::Detailed(detailed) = error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(
        (detailed.message(), detailed.after()),
        (Some("no"), Some(3))
    );
    assert_eq!(detailed.parts()[0].name(), Some("p"));
}

#[tokio::test]
async fn the_message_has_several_names() {
    for name in ["message", "Message", "errorMessage"] {
        for kind in ["NotThere", "Detailed", "Silent", "Unheard"] {
            let body = json!({ "__type": kind, name: "m" }).to_string();
            let error = fail(Answer::json(400, &body)).await;
            assert_eq!(error.message(), Some("m"), "{kind} {name}");
            assert_eq!(error.code(), Some(kind), "{kind} {name}");
        }
    }
}

#[tokio::test]
async fn errors_of_the_service_and_of_nobody() {
    let server = Server::start([Answer::json(500, r#"{"__type":"Down","message":"d"}"#)]);
    let call = client!(aws_json_errors, server).fail();
    let error = Error::from(call.send().await.expect_err("an error"));
    assert!(matches!(error, Error::Down(_)), "{error:?}");
    assert_eq!(error.to_string(), "Down: d");
    for body in ["", "{}", "<html>", r#"{"__type":7}"#] {
        let error = fail(Answer::json(503, body)).await;
        assert_eq!((error.code(), error.message()), (None, None), "{body}");
    }
    // Its members can't be read; what it is called can.
    let error = fail(Answer::json(400, r#"{"__type":"Detailed","after":"soon"}"#)).await;
    assert!(!error.is_detailed());
    assert_eq!(error.code(), Some("Detailed"));
}

#[tokio::test]
async fn codes_of_awsquery_outlive_it() {
    let gone = Answer::json(400, r#"{"__type":"ns#QueueGone","message":"m"}"#)
        .header("x-amzn-query-error", "AWS.Example.NonExistentQueue;Sender");
    let error = send(gone).await;
    assert!(error.is_queue_gone(), "{error:?}");
    assert_eq!(error.code(), Some("AWS.Example.NonExistentQueue"));
    assert_eq!(error.message(), Some("m"));
    assert_eq!(error.meta().extra("type"), Some("Sender"));

    let plain = send(Answer::json(400, r#"{"__type":"ns#Plain"}"#)).await;
    assert!(plain.is_plain(), "{plain:?}");
    assert_eq!(
        (plain.code(), plain.meta().extra("type")),
        (Some("Plain"), None)
    );
}

#[tokio::test]
async fn an_error_goes_by_its_shape_before_its_code() {
    let answer = |kind: &str, code: &str| {
        let body = json!({ "__type": kind }).to_string();
        Answer::json(400, &body).header("x-amzn-query-error", &format!("{code};Sender"))
    };
    let error = send(answer("Renamed", "Plain")).await;
    assert!(error.is_renamed(), "{error:?}");
    assert_eq!(error.code(), Some("Plain"));
    let error = send(answer("Twin", "Throttled")).await;
    assert!(error.is_twin(), "{error:?}");
    // Where the shape is not told, the code has to do; two errors share this one.
    let unnamed = Answer::json(400, "{}").header("x-amzn-query-error", "Throttled;Sender");
    let error = send(unnamed).await;
    assert!(error.is_too_many(), "{error:?}");
}

#[tokio::test]
async fn a_code_of_awsquery_does_not_hide_that_an_error_is_retryable() {
    let busy = Answer::json(400, r#"{"__type":"TooMany"}"#)
        .header("x-amzn-query-error", "Throttled;Sender");
    let server = Server::start([busy, Answer::ok(r#"{"id":"i"}"#)]);
    let retries = RetryConfig::standard()
        .with_initial_backoff(Duration::from_millis(1))
        .with_max_attempts(2);
    let config = config!(aws_json_query_compatible, server.url())
        .retry_config(retries)
        .retry_partition(RetryPartition::new("codes of awsQuery"));
    let client = Client::from_conf(config.build());
    let output = client.send().text("t").send().await.expect("an answer");
    assert_eq!(output.id(), Some("i"));
    assert_eq!(server.received().len(), 2);
}
