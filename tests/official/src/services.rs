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
    Credentials::new("AKIDEXAMPLE", "secret", token, None, "official")
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
                let mut builder = config::Config::builder()
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
                let mut side = Side::new(PROTOCOL, situation, only);
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
service!(dynamodb, "dynamodb", ::aws_sdk_dynamodb, |builder, _| {
    builder.idempotency_token_provider(crate::services::TOKEN)
});
service!(s3, "s3", ::aws_sdk_s3, |builder, situation| {
    let builder = builder.idempotency_token_provider(crate::services::TOKEN);
    let builder = match situation {
        Situation::WhenRequired => builder
            .request_checksum_calculation(config::RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(config::ResponseChecksumValidation::WhenRequired),
        _ => builder,
    };
    match situation {
        Situation::PathStyle => builder.force_path_style(true),
        Situation::Accelerate => builder.accelerate(true),
        Situation::Express => builder.disable_s3_express_session_auth(true),
        _ => builder,
    }
});
service!(sqs, "sqs", ::aws_sdk_sqs, |builder, _| builder);
service!(sts, "sts", ::aws_sdk_sts, |builder, _| builder);
