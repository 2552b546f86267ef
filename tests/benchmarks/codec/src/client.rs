//! Both clients, driven by the same code over a connection that replays one response.

/// One client's calls. The text is the same for both crates.
macro_rules! calls {
    ($name:ident, $client:ident, $phone_config:expr) => {
        pub(crate) mod $name {
            use std::time::Instant;

            use aws_credential_types::Credentials;
            use $client::config::retry::RetryConfig;
            use $client::config::timeout::TimeoutConfig;
            use $client::config::{BehaviorVersion, Region, StalledStreamProtectionConfig};
            use $client::operation::describe_user::DescribeUserOutput;
            use $client::operation::search_users::SearchUsersOutput;
            use $client::types::{PhoneType, UserIdentityInfo, UserPhoneConfig};
            use $client::{Client, Config};

            use tinsmith_benchmark_calls::{Replay, Spent, Stopwatch};

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
                        .http_client(Replay::new(body, "application/json"))
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
