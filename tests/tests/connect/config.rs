//! The effects of the configuration on a call.

use tinsmith_connect::Client;
use tinsmith_connect::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use tinsmith_connect::config::{
    AppName, BehaviorVersion, FrameworkMetadata, Region, SharedCredentialsProvider,
};
use tinsmith_connect::error::{DisplayErrorContext, SdkError};
use tinsmith_runtime::aws_types::SdkConfig;
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client, config, credentials, incomplete};

/// Why a call with this client is not even sent.
async fn not_sent(client: &Client) -> String {
    let error = client.list_instances().send().await.expect_err("an error");
    assert!(
        matches!(
            error,
            SdkError::ConstructionFailure(_) | SdkError::DispatchFailure(_)
        ),
        "{error:?}"
    );
    DisplayErrorContext(error).to_string()
}

#[tokio::test]
async fn the_url_of_the_endpoint_keeps_its_path() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    for (path, expected) in [
        ("/stage", "/stage/instance"),
        ("/stage/", "/stage/instance"),
    ] {
        let config = config(&server).endpoint_url(server.url() + path).build();
        let client = Client::from_conf(config);
        client.list_instances().send().await.expect("an answer");
        let request = server.received().pop().expect("a request");
        assert_eq!(request.target(), expected);
        signature::check(&request, SECRET);
    }
}

#[tokio::test]
async fn without_a_region_nothing_is_sent() {
    let client = Client::from_conf(incomplete().credentials_provider(credentials()).build());
    let why = not_sent(&client).await;
    assert!(why.to_lowercase().contains("region"), "{why}");
}

#[tokio::test]
async fn an_endpoint_does_not_replace_the_region_of_a_signature() {
    let server = Server::start([]);
    let config = incomplete()
        .credentials_provider(credentials())
        .endpoint_url(server.url())
        .build();
    let why = not_sent(&Client::from_conf(config)).await;
    assert!(why.to_lowercase().contains("region"), "{why}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::start([]);
    let config = incomplete()
        .region(Region::new("eu-west-2"))
        .endpoint_url(server.url())
        .build();
    let why = not_sent(&Client::from_conf(config)).await;
    let lower = why.to_lowercase();
    assert!(
        lower.contains("credential") || lower.contains("identity") || lower.contains("auth"),
        "{why}"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_call_may_go_out_unsigned_if_allowed() {
    let server = Server::start([Answer::ok("{}")]);
    let config = incomplete()
        .region(Region::new("eu-west-2"))
        .endpoint_url(server.url())
        .allow_no_auth()
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    assert_eq!(server.only_request().header("authorization"), None);
}

#[test]
#[should_panic(expected = "behavior version")]
fn a_client_needs_a_behavior_version() {
    Client::from_conf(tinsmith_connect::Config::builder().build());
}

#[tokio::test]
async fn an_url_that_is_none_is_not_called() {
    let server = Server::start([]);
    let config = config(&server).endpoint_url("not a url").build();
    let why = not_sent(&Client::from_conf(config)).await;
    assert!(
        why.contains("not a url") || why.contains("endpoint"),
        "{why}"
    );
}

#[tokio::test]
async fn application_and_framework_are_named_in_the_user_agent() {
    let server = Server::start([Answer::ok("{}")]);
    let config = config(&server)
        .app_name(AppName::new("tin-shop").expect("a name"))
        .framework_metadata(FrameworkMetadata::new("solder", Some("1.2")).expect("a name"))
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    let request = server.only_request();
    let agent = request.header("x-amz-user-agent").expect("a user agent");
    let parts: Vec<&str> = agent.split(' ').collect();
    assert!(parts.contains(&"app/tin-shop"), "{agent}");
    assert!(parts.contains(&"lib/solder/1.2"), "{agent}");
}

/// Finds one endpoint for every call.
#[derive(Debug)]
struct Fixed(String);

impl ResolveEndpoint for Fixed {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        assert_eq!(params.region(), Some("eu-west-2"));
        let url = format!("{}/resolved", self.0);
        EndpointFuture::ready(Ok(Endpoint::builder()
            .url(url)
            .header("x-found", "yes")
            .build()))
    }
}

#[tokio::test]
async fn a_resolver_of_the_users_finds_the_endpoint() {
    let server = Server::start([Answer::ok("{}")]);
    let config = incomplete()
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_resolver(Fixed(server.url()))
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    let request = server.only_request();
    assert_eq!(request.target(), "/resolved/instance");
    assert_eq!(request.header("x-found"), Some("yes"));
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn the_shared_configuration_makes_a_client() {
    let server = Server::start([Answer::ok("{}")]);
    let shared = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .endpoint_url(server.url())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    let client = Client::new(&shared);
    client.list_instances().send().await.expect("an answer");
    let signed = signature::check(&server.only_request(), SECRET);
    assert_eq!(signed.region, "us-west-2");
}

/// The client that is there when none is set. An older behavior version keeps it from reading the
/// proxies of the machine that tests.
#[tokio::test]
async fn the_http_client_need_not_be_chosen() {
    let server = Server::start([Answer::ok("{}")]);
    #[allow(deprecated)]
    let version = BehaviorVersion::v2025_01_17();
    let config = tinsmith_connect::Config::builder()
        .behavior_version(version)
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(server.url())
        .build();
    let client = Client::from_conf(config);
    client.list_instances().send().await.expect("an answer");
    signature::check(&server.only_request(), SECRET);
}

/// The same for a shared configuration without one, which is what `aws-config` makes.
#[tokio::test]
async fn the_http_client_need_not_be_in_the_shared_configuration() {
    let server = Server::start([Answer::ok("{}")]);
    #[allow(deprecated)]
    let version = BehaviorVersion::v2025_01_17();
    let shared = SdkConfig::builder()
        .behavior_version(version)
        .region(Region::new("eu-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .endpoint_url(server.url())
        .build();
    let client = Client::new(&shared);
    client.list_instances().send().await.expect("an answer");
    signature::check(&server.only_request(), SECRET);
}

#[tokio::test]
async fn a_label_without_a_value_fails_the_call() {
    let server = Server::start([]);
    let client = client(&server);
    let calls = [
        client.describe_user().user_id("u-1"),
        client.describe_user().instance_id("i-1"),
        client.describe_user().instance_id("").user_id("u-1"),
    ];
    for call in calls {
        let error = call.send().await.expect_err("an error");
        assert!(
            matches!(error, SdkError::ConstructionFailure(_)),
            "{error:?}"
        );
        let why = DisplayErrorContext(error).to_string();
        assert!(
            why.contains("_id") && why.contains("empty or unset"),
            "{why}"
        );
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn an_input_can_be_built_and_sent_with_a_client() {
    use tinsmith_connect::operation::describe_user::DescribeUserInput;

    let server = Server::start([Answer::ok(r#"{"User":{"Id":"u-1"}}"#)]);
    let input = DescribeUserInput::builder()
        .instance_id("i-1")
        .user_id("u-1");
    assert_eq!(input.get_user_id().as_deref(), Some("u-1"));
    let built = input.clone().build().expect("an input");
    assert_eq!(built.user_id(), Some("u-1"));
    let output = input.send_with(&client(&server)).await.expect("an answer");
    assert_eq!(output.user().and_then(|user| user.id()), Some("u-1"));
}

#[test]
fn a_structure_without_a_required_member_is_not_built() {
    use tinsmith_connect::Error;
    use tinsmith_connect::types::UserPhoneConfig;

    let error = UserPhoneConfig::builder().build().expect_err("an error");
    assert!(error.to_string().contains("phone_type"), "{error}");
    let error = Error::from(error);
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("phone_type"), "{whole}");
}
