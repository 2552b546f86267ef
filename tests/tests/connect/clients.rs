//! One client for many calls: tasks, credentials, clocks, and state that is kept between calls.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use tinsmith_connect::config::auth::{Params, ResolveAuthScheme};
use tinsmith_connect::config::interceptors::BeforeTransmitInterceptorContextRef;
use tinsmith_connect::config::retry::{RetryConfig, RetryPartition};
use tinsmith_connect::config::{
    Builder, ConfigBag, Credentials, Intercept, ProvideCredentials, RuntimeComponents,
};
use tinsmith_connect::error::{BoxError, SdkError};
use tinsmith_connect::{Client, Error};
use tinsmith_runtime::aws_credential_types::provider::future;
use tinsmith_runtime::aws_smithy_async::time::StaticTimeSource;
use tinsmith_runtime::aws_smithy_runtime_api::client::auth::{
    AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture,
};
use tinsmith_runtime::aws_smithy_types::telemetry::CapturedTelemetryAttributes;
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client, config, credentials};

fn answers<const COUNT: usize>() -> Server {
    Server::start([(); COUNT].map(|()| Answer::ok("{}")))
}

#[test]
fn everything_may_go_to_another_thread() {
    fn sendable<T: Send>(_: &T) {}
    fn shareable<T: Send + Sync>(_: &T) {}

    let server = answers::<0>();
    let client = client(&server);
    shareable(&client);
    shareable(client.config());
    sendable(&client.list_users());
    sendable(&client.list_users().send());
    sendable(&client.list_users().customize().send());
    sendable(&client.list_users().into_paginator().send());
    sendable(&client.list_users().into_paginator().items().send());
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
    error::<SdkError<tinsmith_connect::operation::list_users::ListUsersError>>();
}

#[tokio::test]
async fn clones_make_calls_at_the_same_time() {
    let server = answers::<20>();
    let client = client(&server);
    let calls: Vec<_> = (0..20)
        .map(|number| {
            let call = client.clone().describe_user().instance_id("i-1");
            tokio::spawn(call.user_id(format!("u-{number}")).send())
        })
        .collect();
    for call in calls {
        call.await.expect("a task").expect("an answer");
    }
    let received = server.received();
    let mut paths: Vec<_> = received.iter().map(|it| &it.path).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 20);
    for request in &received {
        signature::check(request, SECRET);
    }
}

/// Counts how often it is asked.
#[derive(Clone, Debug, Default)]
struct Counted(Arc<AtomicUsize>);

impl ProvideCredentials for Counted {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::ready(Ok(credentials()))
    }
}

#[tokio::test]
async fn credentials_are_asked_for_once() {
    let server = answers::<3>();
    let counted = Counted::default();
    let config = config(&server).credentials_provider(counted.clone());
    let client = Client::from_conf(config.build());
    for _ in 0..3 {
        client.list_instances().send().await.expect("an answer");
    }
    assert_eq!(counted.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn credentials_of_a_call_stay_with_the_call() {
    let server = answers::<3>();
    let client = client(&server);
    let theirs = Credentials::new("THEIRS", "their secret", None, None, "t");
    let own = Builder::new().credentials_provider(theirs);
    client.list_instances().send().await.expect("an answer");
    let call = client.list_instances().customize().config_override(own);
    call.send().await.expect("an answer");
    client.list_instances().send().await.expect("an answer");
    let keys: Vec<_> = server
        .received()
        .iter()
        .map(|request| signature::authorization(request).key_id)
        .collect();
    assert_eq!(keys, ["AKIDTINSMITH", "THEIRS", "AKIDTINSMITH"]);
}

/// Allows every call without authentication.
#[derive(Debug)]
struct Open;

impl ResolveAuthScheme for Open {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a Params,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let scheme = match params.operation_name() {
            "ListInstances" => AuthSchemeId::from("no_auth"),
            _ => AuthSchemeId::from("sigv4"),
        };
        AuthSchemeOptionsFuture::ready(Ok(vec![AuthSchemeOption::from(scheme)]))
    }
}

#[tokio::test]
async fn the_user_may_pick_the_auth_scheme() {
    let server = answers::<2>();
    let client = Client::from_conf(config(&server).auth_scheme_resolver(Open).build());
    client.list_instances().send().await.expect("an answer");
    let users = client.list_users().instance_id("i-1");
    users.send().await.expect("an answer");
    let received = server.received();
    assert_eq!(received[0].header("authorization"), None);
    signature::check(&received[1], SECRET);
}

#[tokio::test]
async fn the_clock_dates_the_signature() {
    let server = answers::<1>();
    let clock = StaticTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_665_648_000));
    let config = config(&server).time_source(clock).build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    let request = server.only_request();
    assert_eq!(request.header("x-amz-date"), Some("20221013T080000Z"));
    let signed = signature::check(&request, SECRET);
    assert_eq!(signed.date, "20221013");
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_set_right() {
    let late = Answer::error(403, "RequestTimeTooSkewed", "what year is it?")
        .header("Date", "Thu, 13 Oct 2022 09:00:00 GMT");
    let server = Server::start([late, Answer::ok("{}")]);
    let clock = StaticTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_665_648_000));
    let config = config(&server)
        .time_source(clock)
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .retry_partition(RetryPartition::new("clocks"))
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    let received = server.received();
    let dates: Vec<_> = received.iter().map(|it| it.header("x-amz-date")).collect();
    assert_eq!(dates, [Some("20221013T080000Z"), Some("20221013T090000Z")]);
    signature::check(&received[1], SECRET);
}

/// Keeps what telemetry keeps of a call.
#[derive(Clone, Debug, Default)]
struct Captured(Arc<Mutex<Vec<(String, String)>>>);

impl Intercept for Captured {
    fn name(&self) -> &'static str {
        "Captured"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let captured = cfg.load::<CapturedTelemetryAttributes>();
        let mut kept = self.0.lock().expect("no panic elsewhere");
        for (name, value) in captured.into_iter().flat_map(|it| it.iter()) {
            kept.push((name.to_owned(), value.to_owned()));
        }
        Ok(())
    }
}

#[tokio::test]
async fn members_are_captured_for_telemetry_if_asked() {
    let server = answers::<2>();
    let captured = Captured::default();
    let config = config(&server)
        .capture_input_attributes(["InstanceId", "UserId", "InstanceAlias", "NoSuch"])
        .interceptor(captured.clone())
        .build();
    let client = Client::from_conf(config);
    let call = client.describe_user().instance_id("i-1");
    call.user_id("u-1").send().await.expect("an answer");
    // Sensitive, so never captured.
    let call = client.create_instance().instance_alias("alias");
    call.send().await.expect("an answer");
    let mut kept = captured.0.lock().expect("no panic elsewhere").clone();
    kept.sort();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(kept, [pair("InstanceId", "i-1"), pair("UserId", "u-1")]);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = answers::<1>();
    let location = format!("{}/instance", elsewhere.url());
    for status in [301, 302, 307] {
        let server = Server::start([Answer::new(status).header("Location", &location)]);
        let error = client(&server).list_instances().send().await;
        let error = error.expect_err("an error");
        assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    }
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn of_members_given_twice_the_last_counts() {
    let server = Server::start([Answer::ok(
        r#"{"NextToken":"a","InstanceSummaryList":[{}],"NextToken":"b"}"#,
    )]);
    let output = client(&server).list_instances().send().await;
    assert_eq!(output.expect("an answer").next_token(), Some("b"));
}
