//! What every measured client is made with: the text is the same for the generated and the official one.

/// `Calls`, a client of `$sdk` whose calls are all answered with one body.
macro_rules! client {
    ($sdk:ident, $content_type:literal) => {
        /// A client whose calls are all answered with one body, and its stopwatch.
        pub(crate) struct Calls {
            client: $sdk::Client,
            stopwatch: tinsmith_benchmark_calls::Stopwatch,
        }

        impl Calls {
            pub(crate) fn new(body: &[u8]) -> Self {
                use $sdk::config;
                let stopwatch = tinsmith_benchmark_calls::Stopwatch::new();
                let credentials = aws_credential_types::Credentials::new(
                    "AKIDEXAMPLE",
                    "secret",
                    None,
                    None,
                    "benchmark",
                );
                let replay = tinsmith_benchmark_calls::Replay::new(body, $content_type);
                let config = config::Config::builder()
                    .behavior_version(config::BehaviorVersion::latest())
                    .region(config::Region::new("eu-west-2"))
                    .credentials_provider(credentials)
                    .retry_config(config::retry::RetryConfig::disabled())
                    .timeout_config(config::timeout::TimeoutConfig::disabled())
                    .stalled_stream_protection(config::StalledStreamProtectionConfig::disabled())
                    .http_client(replay)
                    .interceptor(stopwatch.clone())
                    .build();
                Self {
                    client: $sdk::Client::from_conf(config),
                    stopwatch,
                }
            }
        }
    };
}

/// What the call spent, and its output.
macro_rules! measured {
    ($calls:expr, $call:expr) => {{
        let call = $call;
        let start = std::time::Instant::now();
        let output = call.send().await.expect("the replayed response");
        ($calls.stopwatch.spent(start.elapsed()), output)
    }};
}
