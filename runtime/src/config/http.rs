//! The HTTP client of those who bring none.
//!
//! The official default needs `aws-smithy-runtime/default-https-client`, and with it aws-lc, which
//! takes a C compiler half a minute. Without that feature the official defaults hold no client at
//! all, so ours steps in: the same hyper 1 stack, with ring below rustls.

use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The HTTP client for a client of `behavior_version` that was given none; `None` where the official
/// default applies (feature `rustls-aws-lc`) or where no TLS is built in.
///
/// Connections are made, and certificates loaded, when the first request is sent.
pub fn default_http_client(behavior_version: BehaviorVersion) -> Option<SharedHttpClient> {
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
    {
        Some(ring_client(behavior_version))
    }
    #[cfg(not(all(feature = "rustls-ring", not(feature = "rustls-aws-lc"))))]
    {
        let _ = behavior_version;
        None
    }
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
fn ring_client(behavior_version: BehaviorVersion) -> SharedHttpClient {
    use aws_smithy_http_client::proxy::ProxyConfig;
    use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
    use aws_smithy_http_client::{Builder, Connector};

    // Versions before this one promised to ignore HTTP_PROXY and its like.
    #[allow(deprecated)]
    let reads_proxy = behavior_version.is_at_least(BehaviorVersion::v2025_08_07());
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring));
        connector.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            connector.set_sleep_impl(components.sleep_impl());
        }
        connector.set_proxy_config(Some(if reads_proxy {
            ProxyConfig::from_env()
        } else {
            ProxyConfig::disabled()
        }));
        connector.build()
    })
}
