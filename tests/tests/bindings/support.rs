//! How the tests configure clients.

use tinsmith_runtime::aws_credential_types::Credentials;

/// The secret key that requests are signed with.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

pub(crate) fn credentials() -> Credentials {
    Credentials::new("AKIDTINSMITH", SECRET, None, None, "tests")
}

/// The builder of a configuration of the client in module `$module`, complete but for credentials.
/// It makes one attempt.
macro_rules! unsigned {
    ($module:ident, $url:expr) => {
        crate::clients::$module::config::Config::builder()
            .behavior_version(crate::clients::$module::config::BehaviorVersion::latest())
            .region(crate::clients::$module::config::Region::new("eu-west-2"))
            .endpoint_url($url)
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(crate::clients::$module::config::retry::RetryConfig::disabled())
    };
}

/// The same, with credentials.
macro_rules! config {
    ($module:ident, $url:expr) => {
        crate::support::unsigned!($module, $url).credentials_provider(crate::support::credentials())
    };
}

/// The client in module `$module`, which calls `$server`.
macro_rules! client {
    ($module:ident, $server:expr) => {
        crate::clients::$module::Client::from_conf(
            crate::support::config!($module, $server.url()).build(),
        )
    };
}

/// The builder of a configuration of a client of a service that is not AWS's, in module `$module`. It makes one attempt.
macro_rules! own {
    ($module:ident, $url:expr) => {
        crate::clients::$module::config::Config::builder()
            .behavior_version(crate::clients::$module::config::BehaviorVersion::latest())
            .endpoint_url($url)
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(crate::clients::$module::config::retry::RetryConfig::disabled())
    };
}

pub(crate) use {client, config, own, unsigned};
