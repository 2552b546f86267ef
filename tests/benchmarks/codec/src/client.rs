//! Both clients, driven by the same code over a connection that replays one response.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextRef,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;

/// What one call spent, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    pub(crate) serialization: u64,
    pub(crate) deserialization: u64,
    pub(crate) call: u64,
}

/// Takes the time of exactly what stands between the hooks around serialization and
/// deserialization.
#[derive(Clone, Debug)]
pub(crate) struct Stopwatch(Arc<Times>);

#[derive(Debug)]
struct Times {
    start: Instant,
    /// Nanoseconds since `start`, at each of the four hooks.
    marks: [AtomicU64; 4],
}

impl Stopwatch {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Times {
            start: Instant::now(),
            marks: Default::default(),
        }))
    }

    /// What the two spans took, and the call as a whole.
    pub(crate) fn spent(&self, call: Duration) -> Spent {
        let [begun, written, received, read] =
            [0, 1, 2, 3].map(|hook| self.0.marks[hook].load(Ordering::Relaxed));
        Spent {
            serialization: written.saturating_sub(begun),
            deserialization: read.saturating_sub(received),
            call: nanos(call),
        }
    }

    fn mark(&self, hook: usize) {
        let now = nanos(self.0.start.elapsed());
        self.0.marks[hook].store(now, Ordering::Relaxed);
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

impl Intercept for Stopwatch {
    fn name(&self) -> &'static str {
        "Stopwatch"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(0);
        Ok(())
    }

    fn read_after_serialization(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(1);
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        _: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(2);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        _: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(3);
        Ok(())
    }
}

/// Answers each request with the same body.
#[derive(Clone, Debug)]
pub(crate) struct Replay(pub(crate) Bytes);

impl HttpConnector for Replay {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = http::Response::builder()
            .status(200)
            .header("content-type", "application/json")
            .header("x-amzn-requestid", "00000000-1111-2222-3333-444444444444")
            .body(SdkBody::from(self.0.clone()))
            .ok()
            .and_then(|response| HttpResponse::try_from(response).ok());
        HttpConnectorFuture::ready(response.ok_or_else(|| {
            aws_smithy_runtime_api::client::result::ConnectorError::user("no response".into())
        }))
    }
}

impl HttpClient for Replay {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// One client's calls. The text is the same for both crates.
macro_rules! calls {
    ($name:ident, $client:ident, $phone_config:expr) => {
        pub(crate) mod $name {
            use std::time::Instant;

            use aws_credential_types::Credentials;
            use bytes::Bytes;
            use $client::config::retry::RetryConfig;
            use $client::config::timeout::TimeoutConfig;
            use $client::config::{BehaviorVersion, Region, StalledStreamProtectionConfig};
            use $client::operation::describe_user::DescribeUserOutput;
            use $client::operation::search_users::SearchUsersOutput;
            use $client::types::{PhoneType, UserIdentityInfo, UserPhoneConfig};
            use $client::{Client, Config};

            use super::{Replay, Spent, Stopwatch};

            /// A client whose calls are all answered with one body, and its stopwatch.
            pub(crate) struct Calls {
                client: Client,
                stopwatch: Stopwatch,
            }

            impl Calls {
                pub(crate) fn new(body: &[u8]) -> Self {
                    let stopwatch = Stopwatch::new();
                    let config = Config::builder()
                        .behavior_version(BehaviorVersion::latest())
                        .region(Region::new("eu-west-2"))
                        .credentials_provider(Credentials::new(
                            "AKIDEXAMPLE",
                            "secret",
                            None,
                            None,
                            "benchmark",
                        ))
                        .retry_config(RetryConfig::disabled())
                        .timeout_config(TimeoutConfig::disabled())
                        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
                        .http_client(Replay(Bytes::copy_from_slice(body)))
                        .interceptor(stopwatch.clone())
                        .build();
                    Self {
                        client: Client::from_conf(config),
                        stopwatch,
                    }
                }

                pub(crate) async fn search_users(&self) -> (Spent, SearchUsersOutput) {
                    let call = self.client.search_users().instance_id("i");
                    let start = Instant::now();
                    let output = call.send().await.expect("the replayed list");
                    (self.stopwatch.spent(start.elapsed()), output)
                }

                pub(crate) async fn describe_user(&self) -> (Spent, DescribeUserOutput) {
                    let call = self.client.describe_user().instance_id("i").user_id("u");
                    let start = Instant::now();
                    let output = call.send().await.expect("the replayed item");
                    let spent = self.stopwatch.spent(start.elapsed());
                    assert!(output.user.is_some());
                    (spent, output)
                }

                pub(crate) async fn create_user(&self) -> Spent {
                    let call = self
                        .client
                        .create_user()
                        .instance_id("a1b2c3d4-5678-90ab-cdef-111111111111")
                        .username("ada.lovelace")
                        .password("Note G, 1843!")
                        .identity_info(
                            UserIdentityInfo::builder()
                                .first_name("Ada")
                                .last_name("Lovelace")
                                .email("ada.lovelace@analytical-engines.example")
                                .secondary_email("countess@letters-and-notes.example")
                                .mobile("+442079460000")
                                .build(),
                        )
                        .phone_config($phone_config(
                            UserPhoneConfig::builder()
                                .phone_type(PhoneType::SoftPhone)
                                .auto_accept(true)
                                .after_contact_work_time_limit(30)
                                .build(),
                        ))
                        .security_profile_ids("0000b17e-4c1d-4e5f-8a9b-000000050005")
                        .security_profile_ids("0000f6ad-4c1d-4e5f-8a9b-000000070007")
                        .routing_profile_id("00009e37-4c1d-4e5f-8a9b-000000010001")
                        .tags("team", "returns and exchanges");
                    let start = Instant::now();
                    let output = call.send().await.expect("the replayed answer");
                    let spent = self.stopwatch.spent(start.elapsed());
                    assert!(output.user_id.is_none());
                    spent
                }
            }
        }
    };
}

// In 2022 the structure had a required member, so that building it could fail.
calls!(ours, tinsmith_connect, Result::unwrap);
calls!(official, aws_sdk_connect, std::convert::identity);
