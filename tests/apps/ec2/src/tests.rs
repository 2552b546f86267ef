//! Calls and waiters, with responses that the tests define.

use std::time::Duration;

use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::error::ProvideErrorMetadata;
use aws_sdk_ec2::types::InstanceStateName;
use aws_sdk_ec2::{Client, Config};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;

use crate::{start, terminate, StartError};

fn event(status: u16, answer: String) -> ReplayEvent {
    let request = http::Request::builder()
        .uri("https://ec2.eu-west-1.amazonaws.com/")
        .body(SdkBody::empty())
        .expect("a request");
    let response = http::Response::builder()
        .status(status)
        .body(SdkBody::from(answer))
        .expect("a response");
    ReplayEvent::new(request, response)
}

fn started() -> ReplayEvent {
    event(200, "<StartInstancesResponse/>".to_owned())
}

fn described(code: u16, name: &str) -> ReplayEvent {
    let state = format!("<instanceState><code>{code}</code><name>{name}</name></instanceState>");
    event(
        200,
        format!(
            "<DescribeInstancesResponse><reservationSet><item><instancesSet><item>
               <instanceId>i-1</instanceId><ipAddress>192.0.2.7</ipAddress>{state}
             </item></instancesSet></item></reservationSet></DescribeInstancesResponse>"
        ),
    )
}

fn client(events: Vec<ReplayEvent>) -> (Client, StaticReplayClient) {
    let http_client = StaticReplayClient::new(events);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::for_tests())
        .http_client(http_client.clone())
        .build();
    (Client::from_conf(config), http_client)
}

#[tokio::test]
async fn a_running_instance_has_an_address() {
    let (client, sent) = client(vec![started(), described(16, "running")]);
    let address = start(&client, "i-1", Duration::from_secs(60)).await;
    assert_eq!(address.expect("an address").as_deref(), Some("192.0.2.7"));
    let bodies = sent.actual_requests().map(|request| {
        let bytes = request.body().bytes().unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    });
    assert_eq!(
        bodies.collect::<Vec<_>>(),
        [
            "Action=StartInstances&Version=2016-11-15&InstanceId.1=i-1",
            "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1",
        ]
    );
}

#[tokio::test]
async fn the_waiter_fails_for_an_instance_that_shuts_down() {
    let (client, _) = client(vec![started(), described(32, "shutting-down")]);
    match start(&client, "i-1", Duration::from_secs(60)).await {
        Err(StartError::WrongState(state)) => {
            assert_eq!(state, Some(InstanceStateName::ShuttingDown))
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_waiter_fails_after_its_time_limit() {
    let (client, _) = client(vec![started(), described(0, "pending")]);
    match start(&client, "i-1", Duration::ZERO).await {
        Err(StartError::Timeout(max_wait)) => assert_eq!(max_wait, Duration::ZERO),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_error_of_a_poll_is_returned() {
    let denied = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>
        <RequestID>r</RequestID></Response>";
    let (client, _) = client(vec![
        event(200, "<TerminateInstancesResponse/>".to_owned()),
        event(403, denied.to_owned()),
    ]);
    let error = terminate(&client, "i-1").await.expect_err("an error");
    // As in the official crate, the error that a waiter's failure becomes has no code.
    assert_eq!(error.code(), None);
}
