//! Calls the generated client without a network: a connection that plays a recorded answer shows
//! the request as it was signed, and the answer as it was read.
//!
//! `cargo run -p tinsmith-connect --example describe_user`

use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use tinsmith_connect::config::{BehaviorVersion, Credentials, Region};
use tinsmith_connect::{Client, Config};
use tinsmith_runtime::aws_smithy_types::body::SdkBody;

const ANSWER: &str = r#"{
    "User": {
        "Id": "u-1",
        "Username": "ada",
        "IdentityInfo": {
            "FirstName": "Ada",
            "SecondaryEmail": "ada@example.com",
            "Mobile": "+15550100"
        }
    }
}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let connection = recorded();
    let client = Client::from_conf(
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-2"))
            .credentials_provider(Credentials::new(
                "AKIDEXAMPLE",
                "secret",
                None,
                None,
                "example",
            ))
            .http_client(connection.clone())
            .build(),
    );

    let output = client
        .describe_user()
        .instance_id("instance-1")
        .user_id("u-1")
        .send()
        .await?;

    for request in connection.actual_requests() {
        println!("{} {}", request.method(), request.uri());
        for (name, value) in request.headers() {
            println!("  {name}: {value}");
        }
    }
    let user = output.user().expect("the recorded answer has a user");
    let identity = user.identity_info().expect("and says who it is");
    println!("\n{:?} {:?}", user.username(), identity.first_name());
    println!("secondary email {:?}", identity.secondary_email());
    println!("mobile {:?}", identity.mobile());
    Ok(())
}

/// A connection that gives one answer, whatever it is asked.
fn recorded() -> StaticReplayClient {
    let request = http::Request::builder()
        .uri("https://connect.eu-west-2.amazonaws.com/users/instance-1/u-1")
        .body(SdkBody::empty())
        .expect("a request");
    let answer = http::Response::builder()
        .header("x-amzn-requestid", "request-1")
        .body(SdkBody::from(ANSWER))
        .expect("a response");
    StaticReplayClient::new(vec![ReplayEvent::new(request, answer)])
}
