//! Both clients of each service. The text is the same for the generated and the official one.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use aws_types::SdkConfig;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

use crate::situation::Situation;

/// The token of calls that have one.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// The crates have versions of their own, which the user agent tells and the signature covers.
#[derive(Debug)]
pub(crate) struct SameVersion;

#[dyn_dispatch_hint]
impl Intercept for SameVersion {
    fn name(&self) -> &'static str {
        "SameVersion"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        for name in ["user-agent", "x-amz-user-agent"] {
            let Some(agent) = headers.get(name) else {
                continue;
            };
            let words = agent
                .split(' ')
                .map(|word| match word.strip_prefix("api/") {
                    Some(api) => {
                        let id = api.split('/').next().unwrap_or_default();
                        format!("api/{id}/0")
                    }
                    None => word.to_owned(),
                });
            let agent = words.collect::<Vec<_>>().join(" ");
            headers.insert(name, agent);
        }
        Ok(())
    }
}

pub(crate) fn time() -> StaticTimeSource {
    StaticTimeSource::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))
}

/// Retries that no other client takes away.
pub(crate) fn retries() -> RetryPartition {
    let partition = RetryPartition::custom("of one client");
    partition.token_bucket(TokenBucket::unlimited()).build()
}

pub(crate) fn credentials(situation: Situation) -> Credentials {
    let token = situation.has_token().then(|| "session/token".to_owned());
    let mut credentials = Credentials::builder()
        .access_key_id("AKIDEXAMPLE")
        .secret_access_key("secret")
        .provider_name("official");
    credentials.set_session_token(token);
    credentials.set_account_id(situation.account().map(Into::into));
    credentials.build()
}

/// The credentials that the application has for sessions.
pub(crate) fn session_credentials() -> Credentials {
    let token = Some("own/token".to_owned());
    Credentials::new("AKIDSESSION", "secret", token, None, "official")
}

/// A profile with settings of S3.
#[derive(Debug)]
struct Profile;

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let is_meant = key.profile() == "s3_disable_express_session_auth";
        is_meant.then(|| "true".to_owned())
    }
}

/// The shared configuration of clients.
pub(crate) fn shared(situation: Situation) -> SdkConfig {
    let mut shared = SdkConfig::builder();
    if situation == Situation::Profile {
        shared = shared.service_config(Profile);
    }
    shared.build()
}

macro_rules! client {
    ($name:ident, $sdk:path, $service:literal, $settings:expr) => {
        pub(crate) mod $name {
            #![allow(deprecated, unused_imports, unused_mut, clippy::all)]

            use crate::services::{SameVersion, credentials, time};
            use crate::side::Side;
            use crate::situation::Situation;
            use $sdk as sdk;

            include!(concat!(env!("OUT_DIR"), "/", $service, ".rs"));

            fn client(situation: Situation, side: &Side) -> sdk::Client {
                use sdk::config::retry::RetryConfig;
                use sdk::config::{self, BehaviorVersion, Region};
                let retries = match situation {
                    Situation::Errors => RetryConfig::disabled(),
                    Situation::Adaptive => RetryConfig::adaptive(),
                    _ => RetryConfig::standard(),
                };
                let builder = match situation {
                    Situation::Profile => {
                        config::Builder::from(&crate::services::shared(situation))
                    }
                    _ => config::Config::builder(),
                };
                let mut builder = builder
                    .behavior_version(BehaviorVersion::latest())
                    .region(Region::new(situation.region()))
                    .retry_config(retries.with_initial_backoff(std::time::Duration::from_micros(1)))
                    .time_source(time())
                    .identity_cache(config::IdentityCache::no_cache())
                    .retry_partition(crate::services::retries())
                    .interceptor(SameVersion)
                    .http_client(side.connection());
                builder.set_endpoint_url(situation.endpoint_url().map(str::to_owned));
                builder.set_use_fips(situation.has_variants().then_some(true));
                builder.set_use_dual_stack(situation.has_variants().then_some(true));
                if situation != Situation::Anonymous {
                    builder = builder.credentials_provider(credentials(situation));
                }
                if situation == Situation::Named {
                    builder = builder.app_name(config::AppName::new("some-app").expect("a name"));
                }
                if situation == Situation::Timed {
                    builder = builder.timeout_config(
                        config::timeout::TimeoutConfig::builder()
                            .read_timeout(std::time::Duration::from_secs(3))
                            .build(),
                    );
                }
                let settings: fn(config::Builder, Situation) -> config::Builder = $settings;
                sdk::Client::from_conf(settings(builder, situation).build())
            }

            /// Makes the calls that contain `only` in their name, in a situation.
            pub(crate) async fn run(situation: Situation, only: &str) -> Side {
                let mut side = Side::new(($service, PROTOCOL), situation, only);
                let client = client(situation, &side);
                match situation {
                    Situation::Errors => errors(&client, &mut side).await,
                    _ => calls(&client, &mut side).await,
                }
                side
            }
        }
    };
}

macro_rules! service {
    ($service:ident, $text:literal, $official:path, $settings:expr) => {
        pub(crate) mod $service {
            client!(
                ours,
                ::tinsmith_official_clients::$service,
                $text,
                $settings
            );
            client!(official, $official, $text, $settings);
        }
    };
}

service!(
    bedrockruntime,
    "bedrockruntime",
    ::aws_sdk_bedrockruntime,
    |builder, situation| {
        let builder = builder.idempotency_token_provider(crate::services::TOKEN);
        match situation {
            Situation::Bearer => builder.token_provider(config::Token::new("token", None)),
            _ => builder,
        }
    }
);
service!(
    apigateway,
    "apigateway",
    ::aws_sdk_apigateway,
    |builder, _| builder
);
service!(
    dynamodb,
    "dynamodb",
    ::aws_sdk_dynamodb,
    |builder, situation| {
        let builder = builder.idempotency_token_provider(crate::services::TOKEN);
        match situation {
            Situation::AccountRequired | Situation::AccountMissing => builder
                .account_id_endpoint_mode(
                    ::aws_types::endpoint_config::AccountIdEndpointMode::Required,
                ),
            Situation::AccountDisabled => builder.account_id_endpoint_mode(
                ::aws_types::endpoint_config::AccountIdEndpointMode::Disabled,
            ),
            _ => builder,
        }
    }
);
service!(glacier, "glacier", ::aws_sdk_glacier, |builder, _| builder);
service!(route53, "route53", ::aws_sdk_route53, |builder, _| builder);
service!(s3, "s3", ::aws_sdk_s3, |builder, situation| {
    let builder = builder.idempotency_token_provider(crate::services::TOKEN);
    let builder = match situation {
        Situation::WhenRequired => builder
            .request_checksum_calculation(config::RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(config::ResponseChecksumValidation::WhenRequired),
        _ => builder,
    };
    let builder = match situation.chunk_size() {
        Some(size) => builder.aws_chunked_encoding_chunk_size(size),
        None => builder,
    };
    match situation {
        Situation::OtherRegion => builder.use_arn_region(true),
        Situation::OwnRegionOnly => builder.use_arn_region(false),
        Situation::NoMultiRegion => builder.disable_multi_region_access_points(true),
        Situation::OwnSessions => {
            builder.express_credentials_provider(crate::services::session_credentials())
        }
        Situation::PathStyle => builder.force_path_style(true),
        Situation::Accelerate => builder.accelerate(true),
        Situation::Express | Situation::UnencryptedWithoutSessions => {
            builder.disable_s3_express_session_auth(true)
        }
        _ => builder,
    }
});
service!(sqs, "sqs", ::aws_sdk_sqs, |builder, _| builder);
service!(sts, "sts", ::aws_sdk_sts, |builder, _| builder);
