//! Errors with members, of the operation and of the service.

use std::time::Duration;

use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_runtime::aws_smithy_types::retry::ErrorKind;
use tinsmith_runtime::aws_types::request_id::RequestId as _;
use tinsmith_tests::server::{Answer, Server};

use crate::clients::errors::config::retry::{RetryConfig, RetryPartition};
use crate::clients::errors::operation::fail::FailError;
use crate::clients::errors::{Client, Error};
use crate::support::{client, config};

async fn fail(answer: Answer) -> FailError {
    let server = Server::start([answer]);
    let call = client!(errors, server).fail();
    let error = call.send().await.expect_err("an error");
    error.into_service_error()
}

#[tokio::test]
async fn members_of_errors_are_read_from_body_and_headers() {
    let body = r#"{"__type":"Detailed","Message-Text":"no","requestId":"of the model",
        "limits":{"most":3},"details":[{"text":"d"}],"meta":"m"}"#;
    let answer = Answer::json(422, body)
        .header("x-amzn-requestid", "of the call")
        .header("X-Tag-Colour", "red")
        .header("X-When", "Thu, 01 Jan 1970 00:00:01 GMT");
    let error = fail(answer).await;
    assert_eq!(error.code(), Some("Detailed"));
    assert_eq!(error.request_id(), Some("of the call"));
    let FailError::Detailed(detailed) = error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(detailed.message(), Some("no"));
    assert_eq!(detailed.request_id(), Some("of the model"));
    assert_eq!(detailed.limits().map(|it| it.most()), Some(3));
    assert_eq!(detailed.details()[0].text(), Some("d"));
    assert_eq!(detailed.meta_value(), Some("m"));
    assert_eq!(detailed.tags().expect("tags")["colour"], "red");
    assert_eq!(detailed.when(), Some(&DateTime::from_secs(1)));
}

#[tokio::test]
async fn each_error_is_its_own_variant() {
    let error = fail(Answer::error(404, "NotFound", "m").body(r#"{"resource":"r"}"#)).await;
    assert!(matches!(&error, FailError::NotFound(it) if it.resource() == Some("r")));
    let error = fail(Answer::error(400, "Silent", "not in the model")).await;
    assert!(matches!(&error, FailError::Silent(it) if it.message() == Some("not in the model")));
    let error =
        fail(Answer::error(400, "Shouting", "LOUD").body(r#"{"Message":"LOUD","Code":"c"}"#));
    let error = error.await;
    assert!(matches!(&error, FailError::Shouting(it) if it.code() == Some("c")));
    assert_eq!(error.message(), Some("LOUD"));
    let error = fail(Answer::error(409, "Conflict", "").body("{}")).await;
    // The message is required, so the method returns no `Option`; a missing message is empty.
    assert!(matches!(&error, FailError::Conflict(it) if it.message().is_empty()));
    let error = fail(Answer::error(409, "Conflict", "taken")).await;
    assert!(matches!(&error, FailError::Conflict(it) if it.message() == "taken"));
    assert_eq!(error.to_string(), "Conflict: taken");
    let error = fail(Answer::error(418, "MisnamedException", "m").body(r#"{"msg":"x"}"#)).await;
    assert!(matches!(&error, FailError::MisnamedException(it) if it.msg() == Some("x")));
}

#[tokio::test]
async fn errors_of_the_service_are_errors_of_every_operation() {
    let error = fail(Answer::error(403, "AccessDenied", "no")).await;
    assert!(error.is_access_denied(), "{error:?}");
    let server = Server::start([Answer::error(500, "example.errors#ServiceDown", "down")]);
    let call = client!(errors, server).fail_plainly();
    let error = call.send().await.expect_err("an error");
    let error = Error::from(error);
    assert!(matches!(error, Error::ServiceDown(_)), "{error:?}");
    assert_eq!(error.to_string(), "ServiceDown: down");
}

#[tokio::test]
async fn a_member_that_cannot_be_read_leaves_the_code() {
    let answer = Answer::error(429, "SlowDown", "slow").header("Retry-After", "soon");
    let error = fail(answer).await;
    assert!(!error.is_slow_down());
    assert_eq!(
        (error.code(), error.message()),
        (Some("SlowDown"), Some("slow"))
    );
}

#[tokio::test]
async fn the_model_says_which_errors_are_tried_again() {
    use crate::clients::errors::types::error::{Busy, SlowDown};

    let kind = Busy::builder().build().retryable_error_kind();
    assert_eq!(kind, ErrorKind::ServerError);
    let kind = SlowDown::builder().build().retryable_error_kind();
    assert_eq!(kind, ErrorKind::ThrottlingError);

    let retries = RetryConfig::standard()
        .with_initial_backoff(Duration::from_millis(1))
        .with_max_attempts(2);
    // Not by their status, nor by a code that every service has.
    for (code, attempts) in [("Busy", 2), ("SlowDown", 2), ("NotFound", 1)] {
        let server = Server::start([Answer::error(400, code, ""), Answer::ok("{}")]);
        let config = config!(errors, server.url())
            .retry_config(retries.clone())
            .retry_partition(RetryPartition::new("modelled errors"));
        let client = Client::from_conf(config.build());
        let result = client.fail().send().await;
        assert_eq!(result.is_ok(), attempts == 2, "{code}: {result:?}");
        assert_eq!(server.received().len(), attempts, "{code}");
    }
}
