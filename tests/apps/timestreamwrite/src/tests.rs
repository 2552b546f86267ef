//! The calls, against answers that are made up.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_timestreamwrite::config::{
    AsyncSleep, BehaviorVersion, Credentials, Region, SharedCredentialsProvider, SharedHttpClient,
    Sleep,
};
use aws_sdk_timestreamwrite::Config;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;

use crate::{connect, connect_once, write};

const TWO: &str = r#"{"Endpoints":[
    {"Address":"cell1.example.com","CachePeriodInMinutes":1440},
    {"Address":"cell2.example.com","CachePeriodInMinutes":1440}]}"#;

const REGIONAL: &str = "DescribeEndpoints ingest.timestream.eu-west-1.amazonaws.com";

type Calls = Arc<Mutex<Vec<String>>>;

/// A service that tells these endpoints, and what was called where.
fn service(status: u16, endpoints: &'static str) -> (SharedHttpClient, Calls) {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let client = infallible_client_fn(move |request: http::Request<SdkBody>| {
        let target = request.headers()["x-amz-target"].to_str().expect("text");
        let operation = target.rsplit('.').next().unwrap_or_default();
        let host = request.uri().host().unwrap_or_default();
        seen.lock().unwrap().push(format!("{operation} {host}"));
        let (status, body) = match operation {
            "DescribeEndpoints" => (status, endpoints),
            _ => (200, r#"{"RecordsIngested":{"Total":1}}"#),
        };
        let answer = http::Response::builder().status(status).body(body);
        answer.expect("an answer")
    });
    (client, calls)
}

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "secret", None, None, "tests")
}

/// What sleeps here is woken a few times only.
#[derive(Debug, Default)]
struct Naps(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Naps {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.lock().unwrap().push(duration);
        Sleep::new(tokio::task::yield_now())
    }
}

fn shared(http: SharedHttpClient) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .sleep_impl(Naps::default())
        .time_source(SystemTimeSource::new())
        .http_client(http)
        .build()
}

#[tokio::test]
async fn records_go_to_the_first_endpoint_that_is_told() {
    let (http, calls) = service(200, TWO);
    let (client, task) = connect(&shared(http)).await.expect("an endpoint");
    let taken = write(&client, "Inari", 4.5, 1_700_000_000).await;
    assert_eq!(taken.expect("an answer"), 1);
    assert_eq!(
        *calls.lock().unwrap(),
        [REGIONAL, "WriteRecords cell1.example.com"]
    );
    drop(client);
    task.await.expect("the task ends with the client");
}

#[tokio::test]
async fn a_job_may_look_by_itself() {
    let (http, calls) = service(200, TWO);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(credentials())
        .sleep_impl(aws_sdk_timestreamwrite::config::SharedAsyncSleep::new(
            Naps::default(),
        ))
        .time_source(SystemTimeSource::new())
        .http_client(http);
    let (client, reloader) = connect_once(config.build()).await.expect("an endpoint");
    assert!(format!("{reloader:?}").starts_with("ReloadEndpoint"));
    write(&client, "Inari", 4.5, 1).await.expect("an answer");
    let expected = [REGIONAL, REGIONAL, "WriteRecords cell1.example.com"];
    assert_eq!(*calls.lock().unwrap(), expected);
}

#[tokio::test]
async fn without_an_answer_there_is_no_client() {
    let refused = r#"{"__type":"AccessDeniedException","message":"not you"}"#;
    let (http, calls) = service(400, refused);
    let error = connect(&shared(http)).await.map(drop).expect_err("refused");
    assert_eq!(error.to_string(), "service error");
    assert_eq!(*calls.lock().unwrap(), [REGIONAL]);
}
