//! Endpoints of calls: rule sets with parameters, and host prefixes.

use aws_smithy_http_client::test_util::capture_request;

use crate::clients;
use crate::support::{config, credentials};

/// Calls with a configuration that has no endpoint of its own, and gives the URI.
macro_rules! uri {
    ($module:ident, $configure:expr, $call:expr) => {{
        use clients::$module::config::{BehaviorVersion, Builder, Config, Region};

        let (http_client, receiver) = capture_request(None);
        let configure: fn(Builder) -> Builder = $configure;
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-2"))
            .credentials_provider(credentials())
            .http_client(http_client);
        let client = clients::$module::Client::from_conf(configure(config).build());
        let call: fn(clients::$module::Client) -> _ = $call;
        // The answer is empty, which not every output is happy with.
        let result = call(client).send().await;
        drop(result);
        receiver.expect_request()
    }};
}

#[tokio::test]
async fn an_operation_may_have_a_host_of_its_own() {
    let request = uri!(host_prefix, |it| it, |client| client.get_data());
    assert_eq!(
        request.uri(),
        "https://data.host-prefix.eu-west-2.example.com/data"
    );
    let request = uri!(host_prefix, |it| it, |client| client.get_plain());
    assert_eq!(
        request.uri(),
        "https://host-prefix.eu-west-2.example.com/plain"
    );
    // Before a host of the user's, too.
    let request = uri!(
        host_prefix,
        |it| it.endpoint_url("http://localhost:8080/stage"),
        |client| client.get_data()
    );
    assert_eq!(request.uri(), "http://data.localhost:8080/stage/data");
}

#[tokio::test]
async fn a_member_may_be_part_of_the_host() {
    let request = uri!(host_label, |it| it, |client| client
        .get_account_data()
        .account("a1")
        .zone("z-2"));
    let uri = request.uri();
    let (address, query) = uri.split_once('?').expect("a query");
    assert_eq!(
        address,
        "https://a1-z-2.data.host-label.eu-west-2.example.com/data"
    );
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    assert_eq!(query, ["account=a1", "zone=z-2"]);

    let request = uri!(host_label, |it| it, |client| client
        .put_account_data()
        .account("a1")
        .name("n")
        .value("v"));
    assert_eq!(
        request.uri(),
        "https://a1.host-label.eu-west-2.example.com/data/n"
    );
    // It is in the host and nowhere else... save that it is no query and no label: then the body.
    let body = request.body().bytes().expect("a body in memory");
    let body: serde_json::Value = serde_json::from_slice(body).expect("JSON");
    assert_eq!(body["value"], "v");
}

#[tokio::test]
async fn not_every_text_is_part_of_a_host() {
    for account in ["", "a.b", "a/b", "a b", "-a", "ü"] {
        let (http_client, _receiver) = capture_request(None);
        let config = config!(host_label, "http://localhost").http_client(http_client);
        let client = clients::host_label::Client::from_conf(config.build());
        let call = client.get_account_data().account(account).zone("z");
        let error = call.send().await.expect_err(account);
        let whole = format!("{error:?}");
        assert!(whole.contains("account"), "{whole}");
    }
}

#[tokio::test]
async fn parameters_come_from_everywhere() {
    // From a member of the input.
    let request = uri!(endpoint_params, |it| it, |client| client
        .get_bucket()
        .bucket("my-bucket"));
    assert_eq!(
        request.uri(),
        "https://my-bucket.eu-west-2.example.com/buckets/my-bucket"
    );
    // With headers, and another name to sign for.
    let headers: Vec<&str> = request.headers().get_all("x-bucket").collect();
    assert_eq!(headers, ["my-bucket", "fixed"]);
    let authorization = request.headers().get("authorization").expect("a signature");
    assert!(
        authorization.contains("/eu-west-2/endpoint-params-bucket/aws4_request"),
        "{authorization}"
    );
    // From the configuration.
    let request = uri!(endpoint_params, |it| it.use_fips(true), |client| client
        .get_bucket()
        .bucket("b"));
    assert_eq!(
        request.uri(),
        "https://b.fips.eu-west-2.amazonaws.com/buckets/b"
    );
    let request = uri!(endpoint_params, |it| it.tenant("a b/c"), |client| client
        .get_plain());
    assert_eq!(
        request.uri(),
        "https://eu-west-2.example.com/a%20b%2Fc/plain"
    );
    let request = uri!(endpoint_params, |it| it.loud(true), |client| client
        .get_plain());
    assert_eq!(request.uri(), "https://loud.eu-west-2.example.com/plain");
    let request = uri!(endpoint_params, |it| it.tier("paid"), |client| client
        .get_plain());
    assert_eq!(request.uri(), "https://paid.eu-west-2.example.com/plain");
    // From the operation.
    let request = uri!(endpoint_params, |it| it, |client| client.get_fast());
    assert_eq!(request.uri(), "https://fast.eu-west-2.example.com/fast");
    let request = uri!(endpoint_params, |it| it, |client| client.get_quiet());
    assert_eq!(request.uri(), "https://quiet.eu-west-2.example.com/quiet");
    let request = uri!(endpoint_params, |it| it, |client| client.get_zoned());
    assert_eq!(request.uri(), "https://zone-a.eu-west-2.example.com/zoned");
    // From members within a list, of which the first may be absent.
    let request = uri!(endpoint_params, |it| it, |client| {
        use clients::endpoint_params::types::{Choice, Place};

        let place = Place::builder().zone("zone-far").build();
        let choice = Choice::builder().far(place).build();
        client.choose_zones().choices(choice)
    });
    assert_eq!(
        request.uri(),
        "https://zone-far.eu-west-2.example.com/choice"
    );
    // From the default.
    let request = uri!(endpoint_params, |it| it, |client| client.get_plain());
    assert_eq!(request.uri(), "https://free.eu-west-2.example.com/plain");
    // With an endpoint of the user's.
    let request = uri!(
        endpoint_params,
        |it| it.endpoint_url("http://localhost:1/x"),
        |client| client.get_bucket().bucket("b")
    );
    assert_eq!(request.uri(), "http://localhost:1/x/b/buckets/b");
}

#[tokio::test]
async fn the_rules_may_refuse() {
    use clients::endpoint_params::config::{BehaviorVersion, Config, Region};

    let (http_client, _receiver) = capture_request(None);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .http_client(http_client);
    let client = clients::endpoint_params::Client::from_conf(config.build());
    let error = client.get_bucket().bucket("not a label").send().await;
    let whole = format!("{:?}", error.expect_err("an error"));
    assert!(whole.contains("not a host label: not a label"), "{whole}");
}
