//! The URL and the signature of a call.

use aws_sdk_eventbridge::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::{Client, Config};
use aws_smithy_http_client::test_util::capture_request;
use aws_smithy_types::body::SdkBody;

use crate::{put_events, Event};

const ANSWER: &str =
    r#"{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure"},{"EventId":"1"}]}"#;

#[tokio::test]
async fn a_global_endpoint_is_signed_for_all_regions() {
    let answer = http::Response::builder()
        .status(200)
        .body(SdkBody::from(ANSWER))
        .expect("a response");
    let (http_client, request) = capture_request(Some(answer));
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::for_tests())
        .http_client(http_client)
        .build();
    let event = Event {
        detail: "{\"book\":1}",
        time: DateTime::from_secs(1_700_000_000),
    };
    let client = Client::from_conf(config);
    let failed = put_events(&client, "abc.xyz", &[event]).await;
    assert_eq!(failed.expect("an answer"), 1);

    let request = request.expect_request();
    let uri = request.uri();
    assert_eq!(uri, "https://abc.xyz.endpoint.events.amazonaws.com/");
    let header = |name| request.headers().get(name).unwrap_or_default();
    assert!(header("authorization").starts_with("AWS4-ECDSA-P256-SHA256 "));
    assert_eq!(header("x-amz-region-set"), "*");
    assert_eq!(header("x-amz-target"), "AWSEvents.PutEvents");
}
