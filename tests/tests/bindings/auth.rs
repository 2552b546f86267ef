//! Authentication of calls, by the model's auth traits.

use aws_smithy_http_client::test_util::capture_request;
use tinsmith_runtime::aws_credential_types::provider::SharedCredentialsProvider;
use tinsmith_runtime::aws_smithy_async::rt::sleep::TokioSleep;
use tinsmith_runtime::aws_smithy_runtime_api::client::identity::http::{Login, Token};
use tinsmith_runtime::aws_types::SdkConfig;
use tinsmith_runtime::aws_types::region::{Region, SigningRegionSet};
use tinsmith_runtime::config::Environment;
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::clients;
use crate::support::{SECRET, config, credentials, unsigned};

fn answer() -> Server {
    Server::start([Answer::ok("{}")])
}

/// Calls `echo` with the configuration, and gives the request.
macro_rules! echo {
    ($module:ident, $server:expr, $config:expr) => {{
        let client = clients::$module::Client::from_conf($config.build());
        let call = client.echo().text("t").send();
        call.await.expect("an answer");
        $server.only_request()
    }};
}

fn authorization(request: &Received) -> Option<&str> {
    request.header("authorization")
}

#[tokio::test]
async fn a_key_in_a_header() {
    let server = answer();
    let config = unsigned!(auth_api_key_header, server.url()).api_key(Token::new("my-key", None));
    let request = echo!(auth_api_key_header, server, config);
    assert_eq!(request.header("x-api-key"), Some("Key my-key"));
    assert_eq!(authorization(&request), None);
}

#[tokio::test]
async fn a_key_in_the_query() {
    let server = answer();
    let config = unsigned!(auth_api_key_query, server.url()).api_key(Token::new("my-key", None));
    let request = echo!(auth_api_key_query, server, config);
    assert_eq!(request.target(), "/echo?api_key=my-key");
    assert_eq!(authorization(&request), None);
}

#[tokio::test]
async fn a_bearer_token() {
    let server = answer();
    let config = unsigned!(auth_bearer, server.url()).bearer_token(Token::new("my-token", None));
    let request = echo!(auth_bearer, server, config);
    assert_eq!(authorization(&request), Some("Bearer my-token"));
}

#[tokio::test]
async fn a_login() {
    let server = answer();
    let login = Login::new("user", "password", None);
    let config = unsigned!(auth_basic, server.url()).basic_auth_login(login);
    let request = echo!(auth_basic, server, config);
    assert_eq!(authorization(&request), Some("Basic dXNlcjpwYXNzd29yZA=="));
}

#[tokio::test]
async fn no_authentication_at_all() {
    let server = answer();
    let config = config!(auth_none, server.url());
    let request = echo!(auth_none, server, config);
    assert_eq!(authorization(&request), None);
}

#[tokio::test]
async fn without_an_identity_nothing_is_sent() {
    let server = answer();
    let config = config!(auth_bearer, server.url());
    let client = clients::auth_bearer::Client::from_conf(config.build());
    client.echo().send().await.expect_err("no token");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn authentication_may_be_left_out_where_the_model_says() {
    use clients::auth_optional::Client;

    let server = Server::start([(); 5].map(|()| Answer::ok("{}")));
    let signed = Client::from_conf(config!(auth_optional, server.url()).build());
    signed.echo().send().await.expect("an answer");
    signed.echo_optionally().send().await.expect("an answer");
    signed.echo_openly().send().await.expect("an answer");
    let unsigned = Client::from_conf(unsigned!(auth_optional, server.url()).build());
    unsigned.echo().send().await.expect_err("no credentials");
    unsigned.echo_optionally().send().await.expect("an answer");
    unsigned.echo_openly().send().await.expect("an answer");

    let received = server.received();
    let signed: Vec<_> = received
        .iter()
        .map(|request| (&*request.path, authorization(request).is_some()))
        .collect();
    assert_eq!(
        signed,
        [
            ("/echo", true),
            ("/optional", true),
            ("/open", false),
            ("/optional", false),
            ("/open", false),
        ]
    );
    signature::check(&received[0], SECRET);
    signature::check(&received[1], SECRET);
}

#[tokio::test]
async fn several_schemes_have_an_order() {
    use clients::auth_several::Client;

    let server = Server::start([(); 4].map(|()| Answer::ok("{}")));
    let token = Token::new("my-token", None);
    let both = config!(auth_several, server.url()).bearer_token(token);
    let both = Client::from_conf(both.build());
    both.echo().send().await.expect("an answer");
    both.echo_signed().send().await.expect("an answer");
    // Without the first, the second is taken.
    let signed = Client::from_conf(config!(auth_several, server.url()).build());
    signed.echo().send().await.expect("an answer");

    let received = server.received();
    assert_eq!(authorization(&received[0]), Some("Bearer my-token"));
    signature::check(&received[1], SECRET);
    let found = signature::check(&received[2], SECRET);
    assert_eq!(found.service, "auth-several");
}

#[tokio::test]
async fn the_user_may_prefer_a_scheme() {
    use clients::auth_several::Client;
    use tinsmith_runtime::aws_smithy_runtime_api::client::auth::{
        AuthSchemeId, AuthSchemePreference,
    };

    let server = answer();
    let config = config!(auth_several, server.url())
        .bearer_token(Token::new("my-token", None))
        .auth_scheme_preference(AuthSchemePreference::from([AuthSchemeId::from("sigv4")]));
    let client = Client::from_conf(config.build());
    client.echo().send().await.expect("an answer");
    signature::check(&server.only_request(), SECRET);
}

/// A parameter of a digest answer, without its quotes.
fn parameter<'a>(authorization: &'a str, name: &str) -> &'a str {
    let fields = authorization.strip_prefix("Digest ").expect("a digest");
    let value = fields.split(',').find_map(|field| {
        let (found, value) = field.trim().split_once('=')?;
        (found == name).then_some(value.trim_matches('"'))
    });
    value.unwrap_or_else(|| panic!("no {name}: {authorization}"))
}

fn digest(parts: &[&str]) -> String {
    use sha2::{Digest as _, Sha256};

    let hash = Sha256::digest(parts.join(":"));
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_login_answers_a_challenge() {
    let challenge = Answer::new(401).header(
        "WWW-Authenticate",
        r#"Digest realm="tin", qop="auth", algorithm=SHA-256, nonce="n-1", opaque="o""#,
    );
    let server = Server::start([challenge, Answer::ok("{}"), Answer::ok("{}")]);
    let login = Login::new("user", "password", None);
    let config = unsigned!(auth_digest, server.url()).digest_auth_login(login);
    let client = clients::auth_digest::Client::from_conf(config.build());
    client.echo().text("t").send().await.expect("an answer");
    client.echo().send().await.expect("an answer");

    let received = server.received();
    assert_eq!(authorization(&received[0]), None);
    assert_eq!(received[1].text(), received[0].text());
    // The second call knows the challenge.
    for (request, count) in received[1..].iter().zip(["00000001", "00000002"]) {
        let answer = authorization(request).expect("an answer");
        assert_eq!(parameter(answer, "username"), "user");
        assert_eq!(parameter(answer, "opaque"), "o");
        assert_eq!(parameter(answer, "nc"), count);
        let of_user = digest(&["user", "tin", "password"]);
        let of_request = digest(&["POST", "/echo"]);
        let cnonce = parameter(answer, "cnonce");
        let expected = digest(&[&of_user, "n-1", count, cnonce, "auth", &of_request]);
        assert_eq!(parameter(answer, "response"), expected);
        assert!(!answer.contains("password"), "{answer}");
    }
}

#[tokio::test]
async fn a_login_that_is_refused_is_not_tried_for_ever() {
    let challenge = || {
        let value = r#"Digest realm="tin", qop="auth", nonce="n-1""#;
        Answer::new(401).header("WWW-Authenticate", value)
    };
    let server = Server::start([(); 9].map(|()| challenge()));
    let login = Login::new("user", "wrong", None);
    let config = unsigned!(auth_digest, server.url()).digest_auth_login(login);
    let client = clients::auth_digest::Client::from_conf(config.build());
    let error = client.echo().send().await.expect_err("an error");
    let status = error.raw_response().map(|it| it.status().as_u16());
    assert_eq!(status, Some(401));
    assert!(server.received().len() <= 3, "{:?}", server.received());
}

#[tokio::test]
async fn a_token_of_the_environment_is_taken_where_the_service_has_one_there() {
    use clients::auth_environment_token::config::BehaviorVersion;
    use clients::auth_environment_token::config::retry::RetryConfig;

    let variables = [("AWS_BEARER_TOKEN_BEDROCK", "my-token")];
    let server = Server::start([(); 2].map(|()| Answer::ok("{}")));
    let shared = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .endpoint_url(server.url())
        .credentials_provider(SharedCredentialsProvider::new(crate::support::credentials()))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .retry_config(RetryConfig::standard())
        .sleep_impl(TokioSleep::new())
        .service_config(Environment::of(&variables))
        .build();
    let client = clients::auth_environment_token::Client::new(&shared);
    client.echo().send().await.expect("an answer");
    // Another service knows nothing of it.
    let other = clients::auth_several::Client::new(&shared);
    other.echo_signed().send().await.expect("an answer");

    let received = server.received();
    assert_eq!(authorization(&received[0]), Some("Bearer my-token"));
    let agent = received[0].header("user-agent").expect("a user agent");
    let metrics = agent.split(' ').find_map(|part| part.strip_prefix("m/"));
    let mut metrics = metrics.unwrap_or_default().split(',');
    assert!(metrics.any(|it| it == "3"), "{agent}");
    signature::check(&received[1], SECRET);
}

/// Calls an operation of the service whose endpoints choose the auth scheme, and returns the URL and the headers.
async fn put_events(
    endpoint: Option<&str>,
    configure: impl FnOnce(
        clients::auth_by_endpoint::config::Builder,
    ) -> clients::auth_by_endpoint::config::Builder,
) -> (String, impl Fn(&str) -> Option<String>) {
    use clients::auth_by_endpoint::Client;
    use clients::auth_by_endpoint::config::{BehaviorVersion, Config};

    let (http_client, receiver) = capture_request(None);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .http_client(http_client);
    let client = Client::from_conf(configure(config).build());
    let call = client
        .put_events()
        .set_endpoint_id(endpoint.map(str::to_owned));
    // Only the request matters; the empty response is an error, since it is not JSON.
    let result = call.send().await;
    drop(result);
    let request = receiver.expect_request();
    let headers = request.headers().clone();
    (request.uri().to_owned(), move |name: &str| {
        headers.get(name).map(str::to_owned)
    })
}

#[tokio::test]
async fn the_endpoint_chooses_the_scheme() {
    let (uri, header) = put_events(None, |it| it).await;
    assert_eq!(uri, "https://events.eu-west-2.example.com/");
    let scope = "/eu-west-2/events/aws4_request, ";
    let authorization = header("authorization").expect("a signature");
    assert!(
        authorization.starts_with("AWS4-HMAC-SHA256 ") && authorization.contains(scope),
        "{authorization}"
    );

    let (uri, header) = put_events(Some("abc.veo"), |it| it).await;
    assert_eq!(uri, "https://abc.veo.example.com/");
    let authorization = header("authorization").expect("a signature");
    assert!(
        authorization.starts_with("AWS4-ECDSA-P256-SHA256 "),
        "{authorization}"
    );
    assert!(
        authorization.contains("/many/aws4_request, "),
        "{authorization}"
    );
    assert_eq!(header("x-amz-region-set").as_deref(), Some("*"));

    let regions = SigningRegionSet::from_iter(["eu-west-1", "eu-west-2"]);
    let (_, header) = put_events(Some("abc.veo"), |it| it.sigv4a_signing_region_set(regions)).await;
    assert_eq!(
        header("x-amz-region-set").as_deref(),
        Some("eu-west-1,eu-west-2")
    );
}

#[tokio::test]
async fn a_scheme_of_the_endpoint_that_the_client_lacks_is_skipped() {
    let (_, header) = put_events(Some("unknown"), |it| it).await;
    let authorization = header("authorization").expect("a signature");
    assert!(
        authorization.contains("/eu-west-2/second/aws4_request, "),
        "{authorization}"
    );

    // A preferred scheme comes before those of the endpoint.
    let (_, header) = put_events(Some("abc.veo"), |it| {
        it.auth_scheme_preference(["sigv4".into()])
    })
    .await;
    let authorization = header("authorization").expect("a signature");
    assert!(
        authorization.contains("/eu-central-1/one/aws4_request, "),
        "{authorization}"
    );
}
