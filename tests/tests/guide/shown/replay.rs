//! A test of what an application sends, as the guide's page about tests shows it.

use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use tinsmith_runtime::aws_smithy_types::body::SdkBody;

use crate::connect;

#[tokio::test]
async fn the_request_names_instance_and_user() {
    let request = http::Request::builder()
        .uri("https://connect.us-east-1.amazonaws.com/users/i-1/u-1")
        .body(SdkBody::empty())
        .expect("a request");
    let response = http::Response::builder()
        .status(200)
        .body(SdkBody::from(r#"{"User": {"Username": "ada"}}"#))
        .expect("a response");
    let connection = StaticReplayClient::new(vec![ReplayEvent::new(request, response)]);
    let config = connect::Config::builder()
        .with_test_defaults_v2()
        .http_client(connection.clone())
        .build();
    let client = connect::Client::from_conf(config);

    let call = client.describe_user().instance_id("i-1").user_id("u-1");
    let output = call.send().await.expect("a user");

    assert_eq!(output.user().and_then(|it| it.username()), Some("ada"));
    connection.assert_requests_match(&[]);
}
