//! The HTTP client of clients that are given none.
//!
//! The official default needs the feature `aws-smithy-runtime/default-https-client`, and with it aws-lc, which a C
//! compiler builds for half a minute. Without that feature the official defaults have no HTTP client. The one here
//! takes its place: the same hyper 1 stack, where rustls uses ring.

use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The HTTP client that a generated client uses if it is given none. `None`: the official default applies (feature
/// `rustls-aws-lc`), or no TLS is built in.
///
/// Clients with a `behavior_version` before `v2025_08_07` ignore `HTTP_PROXY` and its like, as those versions
/// promise.
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

    // Versions before this one promise to ignore HTTP_PROXY and its like.
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
