//! Timeouts: services that answer too late, or stop within the response.

use std::time::Duration;

use tinsmith_connect::Client;
use tinsmith_connect::config::StalledStreamProtectionConfig;
use tinsmith_connect::config::retry::{RetryConfig, RetryPartition};
use tinsmith_connect::config::timeout::TimeoutConfig;
use tinsmith_connect::error::{DisplayErrorContext, SdkError};
use tinsmith_connect::operation::list_instances::{ListInstancesError, ListInstancesOutput};
use tinsmith_tests::server::{Answer, Server};

use crate::support::config;

/// Long enough for what answers at once, short enough to wait for.
const SHORT: Duration = Duration::from_millis(200);

async fn list(
    server: &Server,
    timeouts: TimeoutConfig,
) -> Result<ListInstancesOutput, SdkError<ListInstancesError>> {
    let client = Client::from_conf(config(server).timeout_config(timeouts).build());
    client.list_instances().send().await
}

fn is_timeout(error: &SdkError<ListInstancesError>) -> bool {
    match error {
        SdkError::TimeoutError(_) => true,
        SdkError::DispatchFailure(failure) => failure.is_timeout(),
        _ => false,
    }
}

#[tokio::test]
async fn an_operation_has_its_time() {
    let timeouts = TimeoutConfig::builder().operation_timeout(SHORT).build();
    for slow in [
        Answer::silence(),
        Answer::ok(r#"{"NextToken":"t"}"#).stalled(3),
    ] {
        let server = Server::start([slow.clone()]);
        let error = list(&server, timeouts.clone()).await.expect_err("an error");
        assert!(
            matches!(error, SdkError::TimeoutError(_)),
            "{slow:?}: {error:?}"
        );
        let whole = DisplayErrorContext(&error).to_string();
        assert!(whole.contains("timeout"), "{whole}");
    }
}

#[tokio::test]
async fn an_attempt_has_its_time() {
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(SHORT)
        .build();
    for slow in [
        Answer::silence(),
        Answer::ok(r#"{"NextToken":"t"}"#).stalled(0),
    ] {
        let server = Server::start([slow.clone()]);
        let error = list(&server, timeouts.clone()).await.expect_err("an error");
        assert!(
            matches!(error, SdkError::TimeoutError(_)),
            "{slow:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn the_head_of_an_answer_has_its_time() {
    let timeouts = TimeoutConfig::builder().read_timeout(SHORT).build();
    let server = Server::start([Answer::silence()]);
    let error = list(&server, timeouts).await.expect_err("an error");
    assert!(is_timeout(&error), "{error:?}");
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_followed_by_another() {
    let server = Server::start([Answer::silence(), Answer::ok(r#"{"NextToken":"t"}"#)]);
    let config = config(&server)
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(Duration::from_secs(1))
                .build(),
        )
        .retry_config(
            RetryConfig::standard()
                .with_max_attempts(2)
                .with_initial_backoff(Duration::from_millis(1)),
        )
        .retry_partition(RetryPartition::new("timeouts"))
        .build();
    let output = Client::from_conf(config).list_instances().send().await;
    assert_eq!(output.expect("an answer").next_token(), Some("t"));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn one_call_may_have_a_time_of_its_own() {
    let server = Server::start([Answer::silence()]);
    let client = Client::from_conf(config(&server).build());
    let timeouts = TimeoutConfig::builder().operation_timeout(SHORT).build();
    let error = client
        .list_instances()
        .customize()
        .config_override(tinsmith_connect::config::Builder::new().timeout_config(timeouts))
        .send()
        .await
        .expect_err("an error");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_that_stalls_is_given_up() {
    let server = Server::start([Answer::ok(r#"{"NextToken":"t"}"#).stalled(3)]);
    let config = config(&server)
        .stalled_stream_protection(
            StalledStreamProtectionConfig::enabled()
                .grace_period(SHORT)
                .build(),
        )
        .build();
    let error = Client::from_conf(config).list_instances().send().await;
    let error = error.expect_err("an error");
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("throughput"), "{whole}");
}
