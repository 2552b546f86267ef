//! STS, which speaks awsQuery: the caller's identity, and assumed roles.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_tests::moto::Moto;

use super::clients::sts::Client;
use super::clients::sts::config::{BehaviorVersion, Config, Region};
use super::clients::sts::types::Tag;
use crate::credentials;

#[tokio::test]
async fn a_role_is_taken() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let caller = client.get_caller_identity().send().await?;
    assert_eq!(caller.account(), Some("123456789012"));
    assert!(caller.arn().is_some_and(|arn| arn.starts_with("arn:aws:")));

    let taken = client
        .assume_role()
        .role_arn("arn:aws:iam::123456789012:role/largest & least")
        .role_session_name("night-shift")
        .duration_seconds(900)
        .tags(Tag::builder().key("team").value("größe").build()?)
        .send()
        .await?;
    let credentials = taken.credentials().expect("credentials");
    assert!(!credentials.session_token().is_empty());
    let until = credentials.expiration().secs();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let left = until - i64::try_from(now.as_secs())?;
    assert!((600..1200).contains(&left), "{left} s are left");
    let user = taken.assumed_role_user().expect("a user");
    assert!(user.arn().ends_with("/night-shift"), "{}", user.arn());
    Ok(())
}

fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}
