//! Tokens at a fixed time.

use std::time::{Duration, UNIX_EPOCH};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::Credentials;
use aws_smithy_async::time::StaticTimeSource;

use crate::{token, Database};

const DATABASE: Database<'_> = Database {
    host: "db.example.com",
    port: 5432,
};

fn config(region: Option<&'static str>) -> SdkConfig {
    let keys = Credentials::new("AKIDEXAMPLE", "secret", None, None, "tests");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(region.map(Region::new))
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .time_source(StaticTimeSource::new(
            UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        ))
        .build()
}

#[tokio::test]
async fn a_token_is_a_url_without_its_scheme() {
    let token = token(&config(Some("eu-west-1")), &DATABASE, "ada").await;
    let token = token.expect("a token").to_string();
    let (place, query) = token.split_once('?').expect("a query");
    assert_eq!(place, "db.example.com:5432/");
    for part in [
        "Action=connect",
        "DBUser=ada",
        "X-Amz-Credential=AKIDEXAMPLE%2F20231114%2Feu-west-1%2Frds-db%2Faws4_request",
        "X-Amz-Date=20231114T221320Z",
        "X-Amz-Expires=900",
    ] {
        assert!(query.split('&').any(|it| it == part), "{part} of {query}");
    }
}

#[tokio::test]
async fn a_token_needs_credentials() {
    let config = SdkConfig::builder()
        .time_source(StaticTimeSource::new(UNIX_EPOCH))
        .build();
    let error = token(&config, &DATABASE, "ada").await.expect_err("no keys");
    assert_eq!(
        error.to_string(),
        "credentials are required to create a signed URL for RDS"
    );
}
