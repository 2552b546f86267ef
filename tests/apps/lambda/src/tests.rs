//! Calls, with responses that the tests define.

use aws_sdk_lambda::config::retry::RetryConfig;
use aws_sdk_lambda::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_lambda::{Client, Config};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;

use crate::{call, Failure};

fn client(response: http::Response<SdkBody>) -> (Client, StaticReplayClient) {
    let request = http::Request::builder()
        .method("POST")
        .uri("https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/greet/invocations")
        .header("x-amz-invocation-type", "RequestResponse")
        .header("x-amz-log-type", "Tail")
        .header("content-type", "application/octet-stream")
        .body(SdkBody::from("{\"name\":\"ada\"}"))
        .expect("a request");
    let http_client = StaticReplayClient::new(vec![ReplayEvent::new(request, response)]);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::for_tests())
        .retry_config(RetryConfig::disabled())
        .http_client(http_client.clone())
        .build();
    (Client::from_conf(config), http_client)
}

fn response(status: u16) -> http::response::Builder {
    http::Response::builder().status(status)
}

async fn greet(client: &Client) -> Result<Vec<u8>, Failure> {
    call(client, "greet", "{\"name\":\"ada\"}").await
}

#[tokio::test]
async fn the_payload_of_the_response_is_returned() {
    let answer = response(200).body(SdkBody::from("\"hello\""));
    let (client, sent) = client(answer.expect("a response"));
    assert_eq!(greet(&client).await, Ok(b"\"hello\"".to_vec()));
    sent.assert_requests_match(&[]);
}

#[tokio::test]
async fn the_error_of_a_function_is_returned_with_its_log() {
    let answer = response(200)
        .header("x-amz-function-error", "Unhandled")
        .header("x-amz-log-result", "bG9n")
        .body(SdkBody::from("{\"errorMessage\":\"no\"}"));
    let (client, _) = client(answer.expect("a response"));
    let failed = Failure::Failed {
        kind: "Unhandled".to_owned(),
        answer: b"{\"errorMessage\":\"no\"}".to_vec(),
        log: Some("bG9n".to_owned()),
    };
    assert_eq!(greet(&client).await, Err(failed));
}

#[tokio::test]
async fn modeled_errors_have_the_members_of_the_response() {
    let busy = response(429)
        .header("x-amzn-errortype", "TooManyRequestsException")
        .header("retry-after", "7")
        .body(SdkBody::from("{}"));
    let (busy, _) = client(busy.expect("a response"));
    assert_eq!(greet(&busy).await, Err(Failure::Busy(Some("7".to_owned()))));

    let unknown = response(404)
        .header("x-amzn-errortype", "ResourceNotFoundException")
        .body(SdkBody::from(
            "{\"Message\":\"no greet\",\"Type\":\"User\"}",
        ));
    let (unknown, _) = client(unknown.expect("a response"));
    let message = Some("no greet".to_owned());
    assert_eq!(greet(&unknown).await, Err(Failure::Unknown(message)));
}
