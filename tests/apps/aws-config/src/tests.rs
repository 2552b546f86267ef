use aws_config::{BehaviorVersion, Region};
use aws_credential_types::provider::ProvideCredentials as _;
use aws_credential_types::Credentials;
use aws_smithy_http_client::test_util::infallible_client_fn;

const ANSWER: &str =
    "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>\
    <AssumedRoleUser><AssumedRoleId>AROA:application</AssumedRoleId>\
    <Arn>arn:aws:sts::123456789012:assumed-role/reader/application</Arn></AssumedRoleUser>\
    <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
    <SessionToken>token</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>\
    </AssumeRoleResult></AssumeRoleResponse>";

#[tokio::test]
async fn aws_config_assumes_a_role_by_the_client_that_it_depends_on() {
    let http_client = infallible_client_fn(|request| {
        let host = request.uri().host();
        assert_eq!(host, Some("sts.eu-west-1.amazonaws.com"));
        let body = request.body().bytes().expect("a form");
        let body = std::str::from_utf8(body).expect("text");
        for part in ["Action=AssumeRole&", "RoleSessionName=application"] {
            assert!(body.contains(part), "{body}");
        }
        http::Response::new(ANSWER)
    });
    let keys = Credentials::new("AKIA", "secret", None, None, "test");
    let config = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(keys)
        .http_client(http_client)
        .load()
        .await;
    let role = "arn:aws:iam::123456789012:role/reader";
    let provider = crate::role(&config, role).await;
    let credentials = provider.provide_credentials().await.expect("credentials");
    assert_eq!(credentials.access_key_id(), "ASIA");
    assert_eq!(credentials.session_token(), Some("token"));
}

#[tokio::test]
async fn the_default_chain_is_compiled() {
    // No file and no variable configures a provider of credentials, so no request is sent.
    let config = aws_config::defaults(BehaviorVersion::latest())
        .no_credentials()
        .region(Region::new("eu-west-1"))
        .load()
        .await;
    assert!(config.credentials_provider().is_none());
}
