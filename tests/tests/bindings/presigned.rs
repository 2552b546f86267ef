//! Presigned requests: their URLs, headers and bodies.
//!
//! Snapshots hold the URLs with their signatures. `official/presigned` compares URLs with those of the official clients.

use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::identity::http::Token;
use tinsmith_runtime::aws_credential_types::Credentials;
use tinsmith_runtime::aws_smithy_runtime_api;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_types::SdkConfig;
use tinsmith_tests::server::{Answer, Received, Server};

use crate::clients::presigned_s3::config::retry::RetryConfig;
use crate::clients::presigned_s3::error::DisplayErrorContext;
use crate::clients::presigned_s3::presigning::{PresignedRequest, PresigningConfig};
use crate::clients::presigned_s3::types::ChecksumAlgorithm;
use crate::clients::{
    auth_token_dsql, auth_token_rds, presigned_any, presigned_polly, presigned_query, presigned_s3,
};
use crate::support::{credentials, unsigned};

/// A configuration for a quarter of an hour from [`time`].
fn quarter() -> PresigningConfig {
    let builder = PresigningConfig::builder().start_time(time());
    let builder = builder.expires_in(Duration::from_secs(900));
    builder.build().expect("less than a week")
}

/// The start time of all requests.
fn time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// Creates the client of a module, with credentials and without an endpoint URL.
macro_rules! client {
    ($module:ident) => {{
        let mut config = unsigned!($module, "").credentials_provider(credentials());
        config.set_endpoint_url(None);
        $module::Client::from_conf(config.build())
    }};
}

/// Formats the method, the URI and the headers of a request, with each parameter and header on its own line.
fn shown(request: &PresignedRequest) -> String {
    let mut headers: Vec<String> = request
        .headers()
        .map(|(name, value)| format!("\n{name}: {value}"))
        .collect();
    headers.sort();
    let uri = request.uri().replace(['?', '&'], "\n  ");
    format!("{} {uri}{}", request.method(), headers.concat())
}

#[tokio::test]
async fn operations_of_s3_are_presigned_with_the_members_that_are_set() {
    let client = client!(presigned_s3);
    let key = "a/b c+ü";
    let get = client.get_object().bucket("things").key(key);
    let get = get.range("bytes=1-3").response_content_type("text/plain");
    let get = get.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("get_object", shown(&get));

    let put = client.put_object().bucket("things").key(key);
    let put = put
        .metadata("colour", "red")
        .body(ByteStream::from_static(b"never sent"));
    let put = put.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("put_object", shown(&put));
    // Headers that the caller sets are signed. The defaults of a sent request, such as the content type, are left out.
    let put = client.put_object().bucket("things").key(key);
    let put = put.content_type("text/x-own").content_length(5);
    let put = put.checksum_algorithm(ChecksumAlgorithm::Sha256);
    let put = put.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("put_object_with_all", shown(&put));

    let part = client.upload_part().bucket("things").key(key);
    let part = part.part_number(2).upload_id("id/1");
    let part = part.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("upload_part", shown(&part));

    let delete = client.delete_object().bucket("things").key(key);
    let delete = delete.version_id("1").presigned(quarter()).await;
    insta::assert_snapshot!("delete_object", shown(&delete.expect("a URL")));

    let head = client.head_object().bucket("things").key(key);
    let head = head.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("head_object", shown(&head));

    let list = client.list_object_versions().bucket("things");
    let list = list.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("list_object_versions", shown(&list));
}

#[tokio::test]
async fn a_payload_may_be_left_out_of_the_signature() {
    let server = Server::start([Answer::new(200), Answer::new(200)]);
    let config = unsigned!(presigned_s3, server.url()).credentials_provider(credentials());
    let client = presigned_s3::Client::from_conf(config.force_path_style(true).build());
    let put = || {
        let put = client.put_object().bucket("things").key("a");
        put.body(ByteStream::from_static(b"text")).customize()
    };
    let other = presigned_s3::Config::builder().retry_config(RetryConfig::disabled());
    let unsigned = put().disable_payload_signing().config_override(other);
    unsigned.send().await.expect("an answer");
    put().send().await.expect("an answer");

    let received = server.received();
    let hash = |request: &Received| {
        let header = request.header("x-amz-content-sha256");
        header.map(str::to_owned)
    };
    assert_eq!(hash(&received[0]).as_deref(), Some("UNSIGNED-PAYLOAD"));
    let signed = hash(&received[1]).expect("a hash");
    assert_eq!(signed.len(), 64, "{signed}");
}

#[tokio::test]
async fn one_call_may_be_presigned_by_other_credentials_and_elsewhere() {
    let client = client!(presigned_s3);
    let temporary = Credentials::new("OTHER", "secret", Some("to/ken".into()), None, "tests");
    let other = presigned_s3::config::Config::builder()
        .credentials_provider(temporary)
        .force_path_style(true);
    let get = client.get_object().bucket("things").key("a").customize();
    let get = get.config_override(other);
    let get = get.mutate_request(|request| {
        request.headers_mut().insert("x-own", "1");
    });
    let get = get.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("customized", shown(&get));
}

#[tokio::test]
async fn a_url_without_credentials_has_no_signature() {
    let mut config = unsigned!(presigned_s3, "");
    config.set_endpoint_url(None);
    let client = presigned_s3::Client::from_conf(config.build());
    let get = client.get_object().bucket("things").key("a");
    let get = get.presigned(quarter()).await.expect("a URL");
    let url = "https://things.s3.eu-west-2.example.com/a?x-id=GetObject";
    assert_eq!(get.uri(), url);
}

#[tokio::test]
async fn an_invalid_input_can_not_be_presigned() {
    let client = client!(presigned_s3);
    let error = client.get_object().bucket("things").presigned(quarter());
    let error = error.await.expect_err("no key");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("key was missing"), "{whole}");
}

#[tokio::test]
async fn the_members_of_speech_are_in_the_query() {
    let client = client!(presigned_polly);
    let call = client.synthesize_speech();
    let call = call
        .output_format(presigned_polly::types::OutputFormat::Mp3)
        .engine(presigned_polly::types::Engine::Neural)
        .lexicon_names("a b")
        .lexicon_names("c&d")
        .text("Góðan dag")
        .volume(3);
    let speech = call.clone().presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("synthesize_speech", shown(&speech));
    assert_eq!(speech.body(), b"");

    let silent = call.text("").presigned(quarter()).await;
    let error = silent.expect_err("no text");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("cannot be empty or unset"), "{whole}");
}

#[tokio::test]
async fn a_form_is_in_the_query() {
    let client = client!(presigned_query);
    let call = client.who_am_i().names("a b").names("c").note("1&2");
    let request = call.presigned(quarter()).await.expect("a URL");
    insta::assert_snapshot!("form", shown(&request));
}

#[tokio::test]
async fn a_body_that_must_be_signed_is_part_of_the_request() {
    let client = client!(presigned_any);
    let note = client.note().id("1").text("short").presigned(quarter());
    let note = note.await.expect("a URL");
    assert_eq!(note.body(), br#"{"text":"short"}"#);
    insta::assert_snapshot!("signed_body", shown(&note));
    let other = client.note().id("1").text("other").presigned(quarter());
    assert_ne!(other.await.expect("a URL").uri(), note.uri());

    let describe = client.describe().id("1").presigned(quarter());
    let describe = describe.await.expect("a URL");
    assert_eq!(describe.body(), b"");
    insta::assert_snapshot!("no_body", shown(&describe));

    let upload = |bytes: &'static [u8]| {
        let upload = client.upload().id("1").bytes(bytes.into());
        upload.presigned(quarter())
    };
    let one = upload(b"one").await.expect("a URL");
    assert_eq!(one.body(), b"");
    assert_eq!(one.uri(), upload(b"other").await.expect("a URL").uri());
    insta::assert_snapshot!("unsigned_body", shown(&one));
}

#[tokio::test]
async fn a_token_in_a_header_presigns_nothing() {
    let mut config = unsigned!(presigned_any, "").token_provider(Token::new("token", None));
    config.set_endpoint_url(None);
    let client = presigned_any::Client::from_conf(config.build());
    let error = client.describe().id("1").presigned(quarter()).await;
    let whole = DisplayErrorContext(&error.expect_err("no URL")).to_string();
    let message = "only calls that are signed with AWS credentials can be presigned";
    assert!(whole.contains(message), "{whole}");
}

#[test]
fn a_request_expires_within_a_week() {
    let week = Duration::from_secs(7 * 24 * 60 * 60);
    let config = PresigningConfig::expires_in(week).expect("a week");
    assert_eq!(config.expires(), week);
    assert!(config.start_time() <= SystemTime::now());
    let error = PresigningConfig::expires_in(week + Duration::from_nanos(1));
    let error = error.expect_err("more than a week").to_string();
    assert_eq!(error, "`expires_in` must be no longer than one week");
    let error = PresigningConfig::builder().build().expect_err("no time");
    assert_eq!(error.to_string(), "`expires_in` is required");
    let mut builder = PresigningConfig::builder().start_time(time());
    builder.set_expires_in(Some(Duration::ZERO));
    assert_eq!(builder.build().expect("no time").start_time(), time());
}

#[tokio::test]
async fn a_presigned_request_becomes_one_of_the_crate_http() {
    let client = client!(presigned_s3);
    let put = client.put_object().bucket("things").key("a");
    let put = put.content_type("text/x-own").presigned(quarter()).await;
    let put = put.expect("a URL");
    let request = put.make_http_1x_request("body");
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.uri(), put.uri());
    assert_eq!(request.headers()["content-type"], "text/x-own");
    assert_eq!(*request.body(), "body");
    assert_eq!(put.clone().into_http_1x_request(()).uri(), put.uri());
    let debug = format!("{put:?}");
    assert!(
        debug.starts_with("PresignedRequest { method: \"PUT\""),
        "{debug}"
    );
}

/// Creates a shared configuration with credentials and a fixed time.
fn shared() -> SdkConfig {
    use tinsmith_runtime::aws_credential_types::provider::SharedCredentialsProvider;
    use tinsmith_runtime::aws_smithy_async::time::StaticTimeSource;

    let credentials = Credentials::new("AKID/1", "secret", Some("a b+c".into()), None, "tests");
    SdkConfig::builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .time_source(StaticTimeSource::new(time()))
        .build()
}

#[tokio::test]
async fn a_token_of_rds_is_a_url_without_scheme() {
    use auth_token_rds::auth_token::{AuthTokenGenerator, Config};

    let database = || Config::builder().hostname("Db.example.com").username("me");
    let token = async |config: Config, shared: SdkConfig| {
        let token = AuthTokenGenerator::new(config).auth_token(&shared).await;
        token.map(|it| it.to_string()).map_err(|it| it.to_string())
    };
    let config = database().port(5432).build().expect("a database");
    let long = token(config.clone(), shared()).await.expect("a token");
    insta::assert_snapshot!("token_of_rds", long.replace('&', "\n  "));
    // The default port of HTTPS is left out, and the time is limited to 900 seconds.
    let config = database().port(443).expires_in(1000).build();
    let short = token(config.expect("a database"), shared()).await;
    let short = short.expect("a token");
    let start = "db.example.com/?Action=connect&DBUser=me&X-Amz-Algorithm=";
    assert!(
        short.starts_with(start) && short.contains("&X-Amz-Expires=900&"),
        "{short}"
    );

    let config = database().port(1).build().expect("a database");
    let error = token(config.clone(), SdkConfig::builder().build()).await;
    let missing = "credentials are required to create a signed URL for RDS";
    assert_eq!(error.expect_err("no credentials"), missing);
    let mut timeless = shared().into_builder();
    timeless.set_time_source(None);
    let error = token(config, timeless.build()).await;
    assert_eq!(error.expect_err("no time"), "a time source is required");
    for hostname in ["no host", "host#a"] {
        let config = database().hostname(hostname).port(1).build();
        let error = token(config.expect("a database"), shared()).await;
        error.expect_err("no URL");
    }
    for (builder, message) in [
        (Config::builder(), "A hostname is required"),
        (Config::builder().hostname("a"), "a port is required"),
        (
            Config::builder().hostname("a").port(1),
            "a username is required",
        ),
    ] {
        let error = builder.build().expect_err("it is not whole");
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn a_token_of_dsql_is_for_a_user_or_the_administrator() {
    use auth_token_dsql::auth_token::{AuthTokenGenerator, Config};
    use auth_token_dsql::config::Region;

    let config = Config::builder()
        .hostname("db.example.com")
        .expires_in(5000);
    let nowhere = AuthTokenGenerator::new(config.build().expect("a database"));
    let error = nowhere.db_connect_auth_token(&shared()).await;
    let error = error.expect_err("no region").to_string();
    assert_eq!(error, "a region is required");
    let config = Config::builder()
        .hostname("db.example.com")
        .expires_in(5000);
    let config = config.region(Region::new("eu-west-2")).build();
    let generator = AuthTokenGenerator::new(config.expect("a database"));
    let user = generator.db_connect_auth_token(&shared()).await;
    let user = user.expect("a token").to_string();
    insta::assert_snapshot!("token_of_dsql", user.replace('&', "\n  "));
    let admin = generator.db_connect_admin_auth_token(&shared()).await;
    let start = "db.example.com/?Action=DbConnectAdmin&";
    assert!(admin.expect("a token").as_str().starts_with(start));
}
