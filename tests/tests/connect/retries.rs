//! Retries: after which failures, how often, and the headers of each attempt.

use std::time::Duration;

use tinsmith_connect::Client;
use tinsmith_connect::config::interceptors::InterceptorContext;
use tinsmith_connect::config::retry::{ClassifyRetry, RetryAction, RetryConfig, RetryPartition};
use tinsmith_connect::error::{ProvideErrorMetadata as _, SdkError};
use tinsmith_connect::operation::list_instances::{ListInstancesError, ListInstancesOutput};
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, config};

/// Retries without waits to speak of.
fn quick(attempts: u32) -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(attempts)
        .with_initial_backoff(Duration::from_millis(1))
        .with_max_backoff(Duration::from_millis(5))
}

/// Clients of one partition share a budget of retries; tests must not.
fn partition(name: &'static str) -> RetryPartition {
    RetryPartition::new(name)
}

async fn list(
    server: &Server,
    name: &'static str,
    retries: RetryConfig,
) -> Result<ListInstancesOutput, SdkError<ListInstancesError>> {
    let config = config(server)
        .retry_config(retries)
        .retry_partition(partition(name))
        .build();
    Client::from_conf(config).list_instances().send().await
}

fn attempts(received: &[Received]) -> Vec<&str> {
    received
        .iter()
        .filter_map(|request| request.header("amz-sdk-request"))
        .collect()
}

#[tokio::test]
async fn a_server_error_is_tried_again() {
    let server = Server::start([
        Answer::error(500, "InternalServiceException", "oops"),
        Answer::ok(r#"{"NextToken":"t"}"#),
    ]);
    let output = list(&server, "server error", quick(3)).await;
    assert_eq!(output.expect("an answer").next_token(), Some("t"));

    let received = server.received();
    assert_eq!(attempts(&received).len(), 2);
    assert!(attempts(&received)[0].starts_with("attempt=1"));
    assert!(attempts(&received)[1].starts_with("attempt=2"));
    assert!(attempts(&received).iter().all(|it| it.ends_with("max=3")));
    // One call: the attempts share its id, and each is signed anew.
    let ids: Vec<_> = received
        .iter()
        .map(|it| it.header("amz-sdk-invocation-id"))
        .collect();
    assert!(ids[0].is_some());
    assert_eq!(ids[0], ids[1]);
    for request in &received {
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn failures_worth_another_try() {
    let failures = [
        Answer::new(500),
        Answer::new(502),
        Answer::new(503),
        Answer::new(504),
        // An unmodelled code that every service has.
        Answer::error(400, "ThrottlingException", "slow down"),
        Answer::error(400, "RequestLimitExceeded", "slow down"),
        Answer::error(400, "TooManyRequestsException", "slow down"),
        Answer::error(400, "RequestTimeout", "slow"),
        Answer::hang_up(),
        Answer::ok("{}").truncated(1),
    ];
    for failure in failures {
        let server = Server::start([failure.clone(), Answer::ok("{}")]);
        let result = list(&server, "worth another try", quick(2)).await;
        assert!(result.is_ok(), "{failure:?}: {result:?}");
        assert_eq!(server.received().len(), 2, "{failure:?}");
    }
}

#[tokio::test]
async fn failures_not_worth_another_try() {
    let failures = [
        Answer::error(400, "InvalidRequestException", "no"),
        Answer::error(404, "ResourceNotFoundException", "no"),
        Answer::new(403),
        Answer::new(501),
        Answer::ok("junk"),
    ];
    for failure in failures {
        let server = Server::start([failure.clone(), Answer::ok("{}")]);
        let result = list(&server, "no other try", quick(3)).await;
        assert!(result.is_err(), "{failure:?}");
        assert_eq!(server.received().len(), 1, "{failure:?}");
    }
}

#[tokio::test]
async fn the_last_failure_is_the_calls() {
    let server = Server::start([
        Answer::new(500),
        Answer::new(500),
        Answer::error(500, "InternalServiceException", "the third time"),
    ]);
    let error = list(&server, "last failure", quick(3)).await;
    let error = error.expect_err("an error");
    assert_eq!(server.received().len(), 3);
    let error = error.as_service_error().expect("the service's");
    assert!(error.is_internal_service_exception());
    assert_eq!(error.message(), Some("the third time"));
}

#[tokio::test]
async fn without_retries_there_is_one_attempt() {
    let server = Server::start([Answer::new(500), Answer::ok("{}")]);
    let result = list(&server, "disabled", RetryConfig::disabled()).await;
    assert!(result.is_err());
    assert_eq!(attempts(&server.received()), ["attempt=1; max=1"]);
}

#[tokio::test]
async fn three_attempts_are_the_default_of_standard_retries() {
    let server = Server::start([Answer::new(500), Answer::ok("{}")]);
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    list(&server, "default", retries).await.expect("an answer");
    assert!(attempts(&server.received())[0].ends_with("max=3"));
}

#[tokio::test]
async fn one_call_may_have_retries_of_its_own() {
    let server = Server::start([Answer::new(500), Answer::ok("{}")]);
    let client = Client::from_conf(config(&server).build());
    client
        .list_instances()
        .customize()
        .config_override(
            tinsmith_connect::config::Builder::new()
                .retry_config(quick(4))
                .retry_partition(partition("override")),
        )
        .send()
        .await
        .expect("an answer");
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(attempts(&received)[0].ends_with("max=4"));
}

#[tokio::test]
async fn adaptive_retries_say_so() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let feature = |request: &Received, metric: &str| {
        let agent = request.header("x-amz-user-agent").unwrap_or_default();
        let metrics = agent.split(' ').find_map(|part| part.strip_prefix("m/"));
        metrics.is_some_and(|it| it.split(',').any(|it| it == metric))
    };
    list(&server, "standard", RetryConfig::standard())
        .await
        .expect("an answer");
    list(&server, "adaptive", RetryConfig::adaptive())
        .await
        .expect("an answer");
    let received = server.received();
    assert!(feature(&received[0], "E") && !feature(&received[0], "F"));
    assert!(feature(&received[1], "F") && !feature(&received[1], "E"));
}

/// Takes every failure for one that passes.
#[derive(Debug)]
struct TryAll;

impl ClassifyRetry for TryAll {
    fn classify_retry(&self, ctx: &InterceptorContext) -> RetryAction {
        match ctx.output_or_error() {
            Some(Err(_)) => RetryAction::transient_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "TryAll"
    }
}

#[tokio::test]
async fn a_classifier_of_the_users_is_asked() {
    let server = Server::start([
        Answer::error(404, "ResourceNotFoundException", "not yet"),
        Answer::ok("{}"),
    ]);
    let config = config(&server)
        .retry_config(quick(2))
        .retry_partition(partition("classifier"))
        .retry_classifier(TryAll)
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    assert_eq!(server.received().len(), 2);
}
