//! Calls that are signed with the credentials of a session (S3 Express).

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_http_client::test_util::infallible_client_fn;
use tinsmith_runtime::aws_credential_types::Credentials;
use tinsmith_runtime::aws_credential_types::provider::SharedCredentialsProvider;
use tinsmith_runtime::aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use tinsmith_runtime::aws_smithy_async::time::StaticTimeSource;
use tinsmith_runtime::aws_smithy_runtime_api::client::http::SharedHttpClient;
use tinsmith_runtime::aws_smithy_types::Blob;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::aws_types::SdkConfig;
use tinsmith_runtime::config::Environment;

use crate::clients::s3_express::Client;
use crate::clients::s3_express::config::{BehaviorVersion, Builder, Config, Region};
use crate::support::credentials;

/// The time of the calls. Sessions expire five minutes later.
const NOW: u64 = 1_700_000_000;
const EXPIRY: &str = "2023-11-14T22:18:20Z";

/// A request as the service received it.
#[derive(Clone, Debug, Default)]
struct Seen {
    line: String,
    authorization: String,
    session: Option<String>,
    token: Option<String>,
    checksum: Option<String>,
    agent: String,
}

/// An HTTP client in place of the service, which records requests and answers them.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Vec<Seen>>>);

impl Service {
    fn client(&self) -> SharedHttpClient {
        let seen = Arc::clone(&self.0);
        SharedHttpClient::new(infallible_client_fn(move |request| {
            let header = |name: &str| {
                let value = request.headers().get(name)?.to_str();
                Some(value.expect("text").to_owned())
            };
            let mut seen = seen.lock().expect("no panic");
            let uri = request.uri().to_string();
            let is_session = uri.ends_with("?session") || uri.ends_with("?session=");
            seen.push(Seen {
                line: format!("{} {uri}", request.method()),
                authorization: header("authorization").unwrap_or_default(),
                session: header("x-amz-s3session-token"),
                token: header("x-amz-security-token"),
                checksum: header("x-amz-checksum-crc32"),
                agent: header("x-amz-user-agent").unwrap_or_default(),
            });
            let count = seen
                .iter()
                .filter(|it| it.line.contains("?session"))
                .count();
            let body = format!(
                "<CreateSessionResult><Credentials><AccessKeyId>SESSION{count}</AccessKeyId>\
                 <SecretAccessKey>secret</SecretAccessKey><SessionToken>token{count}</SessionToken>\
                 <Expiration>{EXPIRY}</Expiration></Credentials></CreateSessionResult>"
            );
            let body = if is_session {
                SdkBody::from(body)
            } else {
                SdkBody::empty()
            };
            http::Response::builder().body(body).expect("a response")
        }))
    }

    fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }

    fn config(&self) -> Builder {
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-2"))
            .credentials_provider(credentials())
            .time_source(StaticTimeSource::new(now))
            .http_client(self.client())
    }
}

async fn get(client: &Client, bucket: &str) {
    let call = client.get_object().bucket(bucket).key("k").send();
    call.await.expect("an output");
}

/// The access key and the scope of the signature.
fn key(seen: &Seen) -> &str {
    let credential = seen.authorization.split_once("Credential=");
    let credential = credential.and_then(|(_, rest)| rest.split_once(", "));
    credential.map_or("", |(credential, _)| credential)
}

#[tokio::test]
async fn a_session_signs_all_calls_of_its_bucket() {
    let service = Service::default();
    let client = Client::from_conf(service.config().build());
    get(&client, "one").await;
    let put = client.put_object().bucket("one").key("k");
    put.body(Blob::new("body")).send().await.expect("an output");
    get(&client, "two").await;

    let seen = service.seen();
    let lines: Vec<_> = seen.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "GET https://one.zone.eu-west-2.example.com/?session",
            "GET https://one.zone.eu-west-2.example.com/k?x-id=GetObject",
            "PUT https://one.zone.eu-west-2.example.com/k?x-id=PutObject",
            "GET https://two.zone.eu-west-2.example.com/?session",
            "GET https://two.zone.eu-west-2.example.com/k?x-id=GetObject",
        ]
    );
    let scope = "20231114/eu-west-2/s3express/aws4_request";
    let keys: Vec<_> = seen.iter().map(|it| key(it).to_owned()).collect();
    let expected = [
        "AKIDTINSMITH",
        "SESSION1",
        "SESSION1",
        "AKIDTINSMITH",
        "SESSION2",
    ];
    assert_eq!(keys, expected.map(|key| format!("{key}/{scope}")));
    let tokens: Vec<_> = seen.iter().map(|it| it.session.as_deref()).collect();
    assert_eq!(
        tokens,
        [None, Some("token1"), Some("token1"), None, Some("token2")]
    );
    assert!(seen.iter().all(|it| it.token.is_none()), "{seen:?}");
    assert!(
        seen[1].authorization.contains(";x-amz-s3session-token;"),
        "{:?}",
        seen[1]
    );
    // The user agent has the feature of S3 Express, and the checksum is CRC32.
    assert!(seen[1].agent.contains(",J"), "{:?}", seen[1]);
    assert!(!seen[0].agent.contains('J'), "{:?}", seen[0]);
    assert!(seen[2].checksum.is_some(), "{:?}", seen[2]);
}

#[tokio::test]
async fn a_call_that_needs_no_session_creates_none() {
    let service = Service::default();
    let client = Client::from_conf(service.config().build());
    client
        .head_bucket()
        .bucket("one")
        .send()
        .await
        .expect("an output");
    get(&client, "plain").await;
    let seen = service.seen();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(
        seen.iter()
            .all(|it| it.session.is_none() && key(it).starts_with("AKIDTINSMITH/"))
    );
    assert!(
        key(&seen[0]).contains("/s3express/") && key(&seen[1]).contains("/s3/"),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_session_is_created_again_shortly_before_it_expires() {
    let service = Service::default();
    let time = |seconds| {
        let time = UNIX_EPOCH + Duration::from_secs(NOW + seconds);
        service
            .config()
            .time_source(StaticTimeSource::new(time))
            .build()
    };
    for (after, created) in [(289, 1), (291, 2)] {
        let client = Client::from_conf(time(after));
        for _ in 0..2 {
            get(&client, "one").await;
        }
        let seen = service.seen();
        assert_eq!(seen.len(), 2 + created, "after {after} seconds: {seen:?}");
    }
}

#[tokio::test]
async fn the_user_may_provide_session_credentials() {
    let service = Service::default();
    let own = Credentials::new("OWN", "secret", Some("own token".to_owned()), None, "tests");
    let client = Client::from_conf(service.config().express_credentials_provider(own).build());
    get(&client, "one").await;
    let seen = service.seen();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(key(&seen[0]).starts_with("OWN/"), "{seen:?}");
    assert_eq!(seen[0].session.as_deref(), Some("own token"));
}

#[tokio::test]
async fn sessions_can_be_turned_off() {
    let token = || Some("token".to_owned());
    let long_lived = Credentials::new("AKIDTINSMITH", "secret", token(), None, "tests");
    let service = Service::default();
    let config = service.config().credentials_provider(long_lived.clone());
    let client = Client::from_conf(config.disable_s3_express_session_auth(true).build());
    get(&client, "one").await;

    // Sessions are turned off by the environment, in the form in which `aws-config` passes it.
    let shared = |variables: &[(&str, &str)]| {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(long_lived.clone()))
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .http_client(service.client())
            .service_config(Environment::of(variables))
            .build()
    };
    for name in [
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH_S3",
    ] {
        let client = Client::new(&shared(&[(name, "true")]));
        get(&client, "one").await;
    }
    let seen = service.seen();
    assert_eq!(seen.len(), 3, "{seen:?}");
    for it in &seen {
        assert!(
            key(it).starts_with("AKIDTINSMITH/") && key(it).contains("/s3express/"),
            "{it:?}"
        );
        assert_eq!((it.token.as_deref(), &it.session), (Some("token"), &None));
    }
}

#[tokio::test]
async fn without_credentials_there_is_no_session() {
    let service = Service::default();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .http_client(service.client());
    let client = Client::from_conf(config.build());
    get(&client, "one").await;
    let seen = service.seen();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].authorization, "");
}

#[tokio::test]
async fn the_session_is_created_with_the_settings_of_the_call() {
    let service = Service::default();
    let client = Client::from_conf(service.config().build());
    let other = Config::builder().region(Region::new("eu-central-1"));
    let call = client.get_object().bucket("one").key("k");
    call.customize()
        .config_override(other)
        .send()
        .await
        .expect("an output");
    let lines: Vec<_> = service.seen().into_iter().map(|it| it.line).collect();
    assert_eq!(
        lines,
        [
            "GET https://one.zone.eu-central-1.example.com/?session",
            "GET https://one.zone.eu-central-1.example.com/k?x-id=GetObject",
        ]
    );
}
