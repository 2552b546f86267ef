//! The auth scheme and the endpoint of calls, by the environment, and streamed responses.

use aws_config::{ConfigLoader, SdkConfig};
use aws_sdk_bedrockruntime::config::{BehaviorVersion, Credentials, Region, Token};
use aws_sdk_bedrockruntime::types::StopReason;
use aws_sdk_bedrockruntime::{Client, Error};
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_http_client::test_util::{capture_request, CaptureRequestReceiver};
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_types::os_shim_internal::{Env, Fs};

use crate::{ask, converse};

/// Loads the configuration from these environment variables, with credentials.
async fn load(
    variables: &[(&str, &str)],
    configure: impl FnOnce(ConfigLoader) -> ConfigLoader,
) -> (SdkConfig, CaptureRequestReceiver) {
    let (http_client, request) = capture_request(None);
    let profile = "[profile default]\nservices = here\n\
        [services here]\nbedrock-runtime =\n  endpoint_url = https://profile.example.com\n";
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .env(Env::from_slice(variables))
        .fs(Fs::from_slice(&[("config", profile)]))
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new(
            "AKIDEXAMPLE",
            "secret",
            None,
            None,
            "tests",
        ))
        .http_client(http_client);
    (configure(loader).load().await, request)
}

/// Returns the host of a call, its auth scheme, and the metrics in its user agent.
async fn call(
    variables: &[(&str, &str)],
    configure: impl FnOnce(ConfigLoader) -> ConfigLoader,
) -> (String, String, String) {
    let (config, request) = load(variables, configure).await;
    // Only the request matters; the empty response may be an error.
    let _ = ask(&config, "m", "{}").await;
    let request = request.expect_request();
    let header = |name| request.headers().get(name).unwrap_or_default().to_owned();
    let authorization = header("authorization");
    let scheme = match authorization.split_once(' ') {
        Some(("AWS4-HMAC-SHA256", _)) => "sigv4".to_owned(),
        _ => authorization,
    };
    let host = request.uri().split('/').nth(2).unwrap_or_default();
    let agent = header("user-agent");
    let metrics = agent.split(' ').find_map(|part| part.strip_prefix("m/"));
    (
        host.to_owned(),
        scheme,
        metrics.unwrap_or_default().to_owned(),
    )
}

const REGIONAL: &str = "bedrock-runtime.eu-west-1.amazonaws.com";

const MINE: (&str, &str) = ("AWS_BEARER_TOKEN_BEDROCK", "mine");

#[tokio::test]
async fn a_token_of_the_environment_comes_before_credentials() {
    for variables in [
        &[MINE, ("AWS_BEARER_TOKEN", "other")][..],
        &[("AWS_BEARER_TOKEN", "mine")],
        // A token comes before the preference in the environment.
        &[MINE, ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4")],
    ] {
        let (host, scheme, metrics) = call(variables, |it| it).await;
        assert_eq!((host.as_str(), scheme.as_str()), (REGIONAL, "Bearer mine"));
        assert_eq!(metrics, "E,3", "{variables:?}");
    }
    let (_, scheme, metrics) = call(&[("AWS_BEARER_TOKEN_BEDROCK_RUNTIME", "t")], |it| it).await;
    assert_eq!((scheme.as_str(), metrics.as_str()), ("sigv4", "E"));
}

#[tokio::test]
async fn settings_in_code_come_before_the_environment() {
    let preferring = |it: ConfigLoader| it.auth_scheme_preference([AuthSchemeId::from("sigv4")]);
    let (_, scheme, metrics) = call(&[MINE], preferring).await;
    assert_eq!((scheme.as_str(), metrics.as_str()), ("sigv4", "E"));

    let with_token = |it: ConfigLoader| it.token_provider(Token::new("code", None));
    let (_, scheme, metrics) = call(&[MINE], with_token).await;
    assert_eq!((scheme.as_str(), metrics.as_str()), ("Bearer code", "E"));
}

#[tokio::test]
async fn the_endpoint_is_that_of_code_or_of_the_service_or_of_all() {
    let (common, own) = (
        ("AWS_ENDPOINT_URL", "https://common.example.com"),
        (
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
            "https://own.example.com",
        ),
    );
    let config_file = ("AWS_CONFIG_FILE", "config");
    let ignore = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    let hosts: [(&[(&str, &str)], &str); 6] = [
        (&[], REGIONAL),
        (&[common], "common.example.com"),
        (&[common, own], "own.example.com"),
        (&[config_file], "profile.example.com"),
        (&[config_file, own], "own.example.com"),
        (&[common, own, config_file, ignore], REGIONAL),
    ];
    for (variables, expected) in hosts {
        let (host, _, _) = call(variables, |it| it).await;
        assert_eq!(host, expected, "{variables:?}");
    }
    let of_code = |it: ConfigLoader| it.endpoint_url("https://code.example.com");
    for variables in [&[common, own][..], &[own, ignore]] {
        let (host, _, _) = call(variables, of_code).await;
        assert_eq!(host, "code.example.com", "{variables:?}");
    }
}

/// The bytes of a message; `kind` is `event` or `exception`.
fn message(kind: &'static str, name: &'static str, payload: &'static str) -> Vec<u8> {
    let of = match kind {
        "event" => ":event-type",
        _ => ":exception-type",
    };
    let header = |name, value: &'static str| Header::new(name, HeaderValue::String(value.into()));
    let message = Message::new(payload)
        .add_header(header(":message-type", kind))
        .add_header(header(of, name))
        .add_header(header(":content-type", "application/json"));
    let mut bytes = Vec::new();
    write_message_to(&message, &mut bytes).expect("a message");
    bytes
}

/// Returns the pieces of text that `converse` passes on for a response of these messages, and its result.
async fn streamed(messages: &[Vec<u8>]) -> (Vec<String>, Result<Option<StopReason>, Error>) {
    let answer = http::Response::builder()
        .status(200)
        .header("content-type", "application/vnd.amazon.eventstream")
        .body(SdkBody::from(messages.concat()))
        .expect("a response");
    let (http_client, _request) = capture_request(Some(answer));
    let with = |it: ConfigLoader| it.http_client(http_client);
    let (config, _) = load(&[], with).await;
    let mut texts = Vec::new();
    let client = Client::new(&config);
    let end = converse(&client, "m", "who?", |text| texts.push(text.to_owned())).await;
    (texts, end)
}

#[tokio::test]
async fn each_piece_of_text_is_passed_on() {
    let delta = |text| message("event", "contentBlockDelta", text);
    let (texts, end) = streamed(&[
        message("event", "messageStart", "{\"role\":\"assistant\"}"),
        delta("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"I \"}}"),
        delta("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"am\"}}"),
        message("event", "messageStop", "{\"stopReason\":\"end_turn\"}"),
    ])
    .await;
    assert_eq!(texts, ["I ", "am"]);
    assert_eq!(end.expect("an end"), Some(StopReason::EndTurn));
}

#[tokio::test]
async fn an_exception_in_the_stream_is_an_error_of_the_crate() {
    let slow = "{\"message\":\"too many\"}";
    let (texts, end) = streamed(&[message("exception", "throttlingException", slow)]).await;
    assert!(texts.is_empty());
    match end {
        Err(Error::ThrottlingException(error)) => assert_eq!(error.message(), Some("too many")),
        other => panic!("{other:?}"),
    }
}
