//! Presigns the same calls with the official client and with the generated one, with the same clock, credentials and
//! settings. Methods, URLs and headers must be equal. If one client fails, the other must fail too. The tokens of RDS and
//! DSQL are compared in the same way.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::region::Region;

/// The start time of all requests.
fn time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// The configuration of a client of S3, and the bucket of its calls.
#[derive(Clone, Copy, Debug, Default)]
struct Setting {
    bucket: &'static str,
    region: &'static str,
    endpoint_url: Option<&'static str>,
    token: Option<&'static str>,
    anonymous: bool,
    path_style: bool,
    dual_stack: bool,
    fips: bool,
    accelerate: bool,
    use_arn_region: bool,
    when_required: bool,
    no_express_sessions: bool,
    /// The application has credentials for sessions of S3 Express.
    own_sessions: bool,
}

/// The default configuration.
const PLAIN: Setting = Setting {
    bucket: "my-bucket",
    region: "eu-west-2",
    endpoint_url: None,
    token: None,
    anonymous: false,
    path_style: false,
    dual_stack: false,
    fips: false,
    accelerate: false,
    use_arn_region: false,
    when_required: false,
    no_express_sessions: false,
    own_sessions: false,
};

/// Configurations that change the host, the path or the signature.
const SETTINGS: [Setting; 20] = [
    PLAIN,
    Setting {
        token: Some("session/to+ken="),
        ..PLAIN
    },
    Setting {
        anonymous: true,
        ..PLAIN
    },
    Setting {
        path_style: true,
        ..PLAIN
    },
    Setting {
        dual_stack: true,
        ..PLAIN
    },
    Setting {
        dual_stack: true,
        path_style: true,
        ..PLAIN
    },
    Setting {
        region: "us-east-1",
        fips: true,
        dual_stack: true,
        ..PLAIN
    },
    Setting {
        accelerate: true,
        ..PLAIN
    },
    Setting {
        accelerate: true,
        dual_stack: true,
        ..PLAIN
    },
    Setting {
        bucket: "my.bucket",
        ..PLAIN
    },
    Setting {
        bucket: "arn:aws:s3:eu-west-2:123456789012:accesspoint/point",
        ..PLAIN
    },
    Setting {
        bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/point",
        use_arn_region: true,
        ..PLAIN
    },
    // Calls to a multi-Region access point are signed with SigV4a, whose signatures are random and can't be compared.
    // Without credentials there is no signature.
    Setting {
        bucket: "arn:aws:s3::123456789012:accesspoint/point.mrap",
        anonymous: true,
        ..PLAIN
    },
    Setting {
        bucket: "my-bucket--euw2-az1--x-s3",
        no_express_sessions: true,
        ..PLAIN
    },
    // The client creates a session, whose credentials sign the URL.
    Setting {
        bucket: "my-bucket--euw2-az1--x-s3",
        ..PLAIN
    },
    Setting {
        bucket: "my-bucket--euw2-az1--x-s3",
        own_sessions: true,
        ..PLAIN
    },
    Setting {
        endpoint_url: Some("http://localhost:8000"),
        ..PLAIN
    },
    Setting {
        endpoint_url: Some("https://example.com/base/"),
        path_style: true,
        ..PLAIN
    },
    Setting {
        when_required: true,
        ..PLAIN
    },
    Setting {
        bucket: "",
        ..PLAIN
    },
];

/// The names of calls, each with the method, the URL and the sorted headers of its request, or with its error.
type Shown = Vec<(String, Result<String, String>)>;

/// Defines a module that presigns calls with a client crate of S3.
macro_rules! s3 {
    ($module:ident, $sdk:path) => {
        mod $module {
            use std::time::Duration;

            use $sdk as sdk;

            use sdk::config::{self, BehaviorVersion, Region};
            use sdk::error::DisplayErrorContext;
            use sdk::presigning::{PresignedRequest, PresigningConfig};
            use sdk::primitives::{ByteStream, DateTime};
            use sdk::types::{ChecksumAlgorithm, ChecksumMode};

            use super::{Setting, Shown, time};

            fn client(setting: Setting) -> sdk::Client {
                let mut builder = config::Config::builder()
                    .behavior_version(BehaviorVersion::latest())
                    .region(Region::new(setting.region));
                builder.set_endpoint_url(setting.endpoint_url.map(str::to_owned));
                builder.set_use_fips(setting.fips.then_some(true));
                builder.set_use_dual_stack(setting.dual_stack.then_some(true));
                builder.set_force_path_style(setting.path_style.then_some(true));
                builder.set_accelerate(setting.accelerate.then_some(true));
                builder.set_use_arn_region(setting.use_arn_region.then_some(true));
                builder.set_disable_s3_express_session_auth(
                    setting.no_express_sessions.then_some(true),
                );
                if setting.own_sessions {
                    builder = builder.express_credentials_provider(super::session_credentials());
                }
                builder = builder.http_client(super::sessions());
                if setting.when_required {
                    builder = builder
                        .request_checksum_calculation(
                            config::RequestChecksumCalculation::WhenRequired,
                        )
                        .response_checksum_validation(
                            config::ResponseChecksumValidation::WhenRequired,
                        );
                }
                if !setting.anonymous {
                    builder = builder.credentials_provider(super::credentials(setting));
                }
                sdk::Client::from_conf(builder.build())
            }

            fn shown<E: std::error::Error>(
                result: Result<PresignedRequest, E>,
            ) -> Result<String, String> {
                let request = result.map_err(|error| DisplayErrorContext(&error).to_string());
                let request = request?;
                let mut headers: Vec<String> = request
                    .headers()
                    .map(|(name, value)| format!("\n{name}: {value}"))
                    .collect();
                headers.sort();
                let http = request.make_http_1x_request("body");
                assert_eq!(http.uri(), request.uri());
                assert_eq!(http.headers().len(), headers.len());
                Ok(format!(
                    "{} {}{}",
                    request.method(),
                    request.uri(),
                    headers.concat()
                ))
            }

            /// Presigns calls of each operation, with few and with many members set.
            pub(super) async fn calls(setting: Setting) -> Shown {
                let client = client(setting);
                let config = || {
                    let config = PresigningConfig::builder().start_time(time());
                    config
                        .expires_in(Duration::from_secs(900))
                        .build()
                        .expect("a configuration")
                };
                let bucket = setting.bucket;
                let key = "a/../größe & <b>+c%20 'd'/e";
                let mut all = Shown::new();
                macro_rules! call {
                    ($name:literal, $call:expr) => {
                        all.push(($name.to_owned(), shown($call.presigned(config()).await)));
                    };
                }
                call!("get", client.get_object().bucket(bucket).key(key));
                call!("get without a key", client.get_object().bucket(bucket));
                call!(
                    "get with much",
                    client
                        .get_object()
                        .bucket(bucket)
                        .key(key)
                        .range("bytes=1-3")
                        .version_id("v 1")
                        .part_number(3)
                        .checksum_mode(ChecksumMode::Enabled)
                        .if_modified_since(DateTime::from_secs(1_600_000_000))
                        .response_content_disposition("attachment; filename=\"a b.txt\"")
                        .response_expires(DateTime::from_secs(1_600_000_000))
                );
                call!("put", client.put_object().bucket(bucket).key(key));
                call!(
                    "put with a body",
                    client
                        .put_object()
                        .bucket(bucket)
                        .key(key)
                        .body(ByteStream::from_static(b"body"))
                );
                call!(
                    "put with much",
                    client
                        .put_object()
                        .bucket(bucket)
                        .key(key)
                        .content_type("text/x-own")
                        .content_length(4)
                        .content_md5("hBotaJrYa9FhFEdFPCLG/A==")
                        .checksum_algorithm(ChecksumAlgorithm::Sha256)
                        .metadata("colour", "red")
                        .tagging("a=b&c=d")
                        .body(ByteStream::from_static(b"body"))
                );
                call!(
                    "put with a checksum",
                    client
                        .put_object()
                        .bucket(bucket)
                        .key(key)
                        .checksum_crc32("AAAAAA==")
                );
                call!(
                    "part",
                    client
                        .upload_part()
                        .bucket(bucket)
                        .key(key)
                        .part_number(2)
                        .upload_id("id/1+")
                );
                call!(
                    "part with much",
                    client
                        .upload_part()
                        .bucket(bucket)
                        .key(key)
                        .part_number(2)
                        .upload_id("id")
                        .content_length(4)
                        .checksum_algorithm(ChecksumAlgorithm::Crc32)
                        .body(ByteStream::from_static(b"body"))
                );
                call!(
                    "part without its upload",
                    client.upload_part().bucket(bucket).key(key)
                );
                call!("delete", client.delete_object().bucket(bucket).key(key));
                call!(
                    "delete with much",
                    client
                        .delete_object()
                        .bucket(bucket)
                        .key(key)
                        .version_id("1")
                        .mfa("1 2")
                        .bypass_governance_retention(true)
                );
                call!("head", client.head_object().bucket(bucket).key(key));
                call!(
                    "head with much",
                    client
                        .head_object()
                        .bucket(bucket)
                        .key(key)
                        .part_number(1)
                        .expected_bucket_owner("1")
                );
                call!(
                    "customized",
                    client
                        .get_object()
                        .bucket(bucket)
                        .key(key)
                        .customize()
                        .config_override(config::Config::builder().region(Region::new("us-west-2")))
                        .mutate_request(|request| {
                            request.headers_mut().insert("x-own", "a b");
                        })
                );
                all
            }
        }
    };
}

s3!(our_s3, ::tinsmith_official_presigned::s3);
s3!(official_s3, ::aws_sdk_s3);

/// Defines a module that presigns calls with a client crate of Polly.
macro_rules! polly {
    ($module:ident, $sdk:path) => {
        mod $module {
            use std::time::Duration;

            use $sdk as sdk;

            use sdk::config::{BehaviorVersion, Config, Region};
            use sdk::error::DisplayErrorContext;
            use sdk::presigning::PresigningConfig;
            use sdk::types::{
                Engine, LanguageCode, OutputFormat, SpeechMarkType, TextType, VoiceId,
            };

            use super::{PLAIN, Setting, Shown, credentials, time};

            pub(super) async fn calls() -> Shown {
                let mut all = Shown::new();
                for (token, dual_stack) in [(None, false), (Some("to/ken"), true)] {
                    let setting = Setting { token, ..PLAIN };
                    let mut config = Config::builder()
                        .behavior_version(BehaviorVersion::latest())
                        .region(Region::new(setting.region))
                        .credentials_provider(credentials(setting));
                    config.set_use_dual_stack(dual_stack.then_some(true));
                    let client = sdk::Client::from_conf(config.build());
                    let call = client.synthesize_speech();
                    let least = call
                        .clone()
                        .output_format(OutputFormat::Mp3)
                        .text("Góðan dag & <b>")
                        .voice_id(VoiceId::Karl);
                    let much = least
                        .clone()
                        .engine(Engine::Neural)
                        .language_code(LanguageCode::IsIs)
                        .lexicon_names("one two")
                        .lexicon_names("three")
                        .sample_rate("22050")
                        .speech_mark_types(SpeechMarkType::Word)
                        .speech_mark_types(SpeechMarkType::Ssml)
                        .text_type(TextType::Text);
                    let silent = least.clone().text("");
                    for (name, call) in [
                        ("nothing", call),
                        ("least", least),
                        ("much", much),
                        ("silent", silent),
                    ] {
                        let config = PresigningConfig::builder().start_time(time());
                        let config = config.expires_in(Duration::from_secs(60)).build();
                        let result = call.presigned(config.expect("a configuration")).await;
                        let result =
                            result.map_err(|error| DisplayErrorContext(&error).to_string());
                        let result = result.map(|request| {
                            let headers: Vec<_> = request.headers().collect();
                            format!("{} {} {headers:?}", request.method(), request.uri())
                        });
                        all.push((format!("{name}, {token:?}"), result));
                    }
                }
                all
            }
        }
    };
}

polly!(our_polly, ::tinsmith_official_presigned::polly);
polly!(official_polly, ::aws_sdk_polly);

fn credentials(setting: Setting) -> Credentials {
    let token = setting.token.map(str::to_owned);
    Credentials::new("AKIDEXAMPLE", "secret", token, None, "official")
}

/// The credentials that the application has for sessions.
fn session_credentials() -> Credentials {
    let token = Some("own/token".to_owned());
    Credentials::new("AKIDSESSION", "secret", token, None, "official")
}

/// The response to `CreateSession`.
const SESSION: &str = "<CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId>\
    <SecretAccessKey>secret</SecretAccessKey><SessionToken>token/of+session</SessionToken>\
    <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>";

/// A connection on which sessions are created, and nothing else is called.
fn sessions() -> SharedHttpClient {
    http_client_fn(|_, _| SharedHttpConnector::new(Sessions))
}

#[derive(Debug)]
struct Sessions;

impl HttpConnector for Sessions {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        assert!(request.uri().contains("?session"), "{}", request.uri());
        let status = StatusCode::try_from(200).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(SESSION))))
    }
}

/// Asserts that the results of both clients are the same, and returns the number of presigned calls.
fn same(what: &str, ours: Shown, official: Shown) -> usize {
    assert_eq!(ours.len(), official.len());
    let mut differences = String::new();
    let mut presigned = 0;
    for ((name, ours), (_, official)) in ours.into_iter().zip(official) {
        match (&ours, &official) {
            (Ok(one), Ok(other)) if one == other => presigned += 1,
            // The messages of the two clients differ.
            (Err(_), Err(_)) => {}
            _ => {
                differences +=
                    &format!("{what}, {name}:\n  ours     {ours:?}\n  official {official:?}\n")
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
    presigned
}

#[tokio::test]
async fn objects_are_presigned_as_by_the_official_client() {
    let mut presigned = 0;
    for setting in SETTINGS {
        let (ours, official) = (
            our_s3::calls(setting).await,
            official_s3::calls(setting).await,
        );
        presigned += same(&format!("{setting:?}"), ours, official);
    }
    println!("{presigned} URLs of S3 are the same");
    assert!(presigned > 200, "{presigned}");
}

#[tokio::test]
async fn speech_is_presigned_as_by_the_official_client() {
    let presigned = same(
        "Polly",
        our_polly::calls().await,
        official_polly::calls().await,
    );
    assert_eq!(presigned, 4);
}

/// Creates a shared configuration with credentials, a fixed time and an optional region.
fn shared(region: Option<&'static str>) -> SdkConfig {
    let credentials =
        Credentials::new("AKID/1", "secret", Some("a b+c/=".into()), None, "official");
    SdkConfig::builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .region(region.map(Region::new))
        .time_source(StaticTimeSource::new(time()))
        .build()
}

/// Creates tokens with a client crate of RDS.
macro_rules! rds {
    ($sdk:ident :: $($rest:ident)::*) => {{
        use $sdk::$($rest)::*::auth_token::{AuthTokenGenerator, Config};

        let mut all = Shown::new();
        for shared in [shared(None), shared(Some("eu-west-2"))] {
            for (hostname, port, user) in [
                ("db.example.com", 5432, "me"),
                ("DB.example.com", 443, "a+b@c.d"),
                ("10.0.0.1", 1, "it's"),
            ] {
                for seconds in [None, Some(60), Some(5000)] {
                    let mut config = Config::builder().hostname(hostname).port(port).username(user);
                    if let Some(seconds) = seconds {
                        config = config.expires_in(seconds);
                    }
                    let generator = AuthTokenGenerator::new(config.build().expect("a database"));
                    let token = generator.auth_token(&shared).await;
                    let token = token.map(|it| it.to_string()).map_err(|it| it.to_string());
                    all.push((format!("{hostname} {seconds:?}"), token));
                }
            }
        }
        all
    }};
}

/// Creates tokens with a client crate of DSQL.
macro_rules! dsql {
    ($sdk:ident :: $($rest:ident)::*) => {{
        use $sdk::$($rest)::*::auth_token::{AuthTokenGenerator, Config};

        let mut all = Shown::new();
        for shared in [shared(None), shared(Some("eu-west-2"))] {
            for seconds in [60, 5000] {
                let config = Config::builder().hostname("db.example.com").expires_in(seconds);
                let generator = AuthTokenGenerator::new(config.build().expect("a database"));
                let user = generator.db_connect_auth_token(&shared).await;
                let admin = generator.db_connect_admin_auth_token(&shared).await;
                for (name, token) in [("user", user), ("admin", admin)] {
                    let token = token.map(|it| it.to_string()).map_err(|it| it.to_string());
                    all.push((name.to_owned(), token));
                }
            }
        }
        all
    }};
}

mod crates {
    pub(crate) use ::aws_sdk_dsql as official_dsql;
    pub(crate) use ::aws_sdk_rds as official_rds;
    pub(crate) use ::tinsmith_official_presigned::{dsql as our_dsql, rds as our_rds};
}

#[tokio::test]
async fn databases_are_opened_by_the_tokens_of_the_official_clients() {
    let (ours, official) = (rds!(crates::our_rds), rds!(crates::official_rds));
    assert_eq!(same("RDS", ours, official), 18);
    let (ours, official) = (dsql!(crates::our_dsql), dsql!(crates::official_dsql));
    for ((_, ours), (_, official)) in ours.iter().zip(&official) {
        assert_eq!(ours.as_ref().err(), official.as_ref().err());
    }
    assert_eq!(same("DSQL", ours, official), 4);
}
