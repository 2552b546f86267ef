//! The HTTP client of clients that are given none.
//!
//! The official default needs the feature `aws-smithy-runtime/default-https-client`, and with it aws-lc, which a C
//! compiler builds for half a minute. Without that feature the official defaults have no HTTP client. The one here
//! takes its place: the same hyper 1 stack, where rustls uses ring.

use aws_smithy_runtime::client::defaults::default_http_client_plugin_v2;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;

/// The HTTP client that a generated client uses if it is given none.
///
/// `aws-config` needs it without its default features. It has no HTTP client then, and panics when it prepares the
/// default credentials, also if the environment has keys: "a http_client is required. Enable the
/// `default-https-client` crate feature or configure an HTTP client to fix this."
///
/// ```ignore
/// let version = BehaviorVersion::latest();
/// let http_client = tinsmith_runtime::config::default_http_client(version);
/// let shared = aws_config::defaults(version).http_client(http_client).load().await;
/// ```
///
/// The features decide which client it is: with `rustls-aws-lc` the official default, with `rustls-ring` alone the same
/// client with ring, with `legacy-https-client` alone that of hyper 0.14. Without any of them it is a client whose
/// calls fail, with an error that names these features.
///
/// Clients with a `behavior_version` before `v2025_08_07` ignore `HTTP_PROXY` and its like, as those versions
/// promise.
///
/// Connections are made, and certificates loaded, when the first request is sent.
pub fn default_http_client(behavior_version: BehaviorVersion) -> SharedHttpClient {
    let [first, second]: [fn(BehaviorVersion) -> Option<SharedHttpClient>; 2] =
        if prefers_ring(behavior_version) {
            [ring_client, official_client]
        } else {
            [official_client, ring_client]
        };
    first(behavior_version)
        .or_else(|| second(behavior_version))
        .unwrap_or_else(|| SharedHttpClient::new(MissingClient))
}

/// Whether the client with ring goes before one of the official defaults. Where the hyper 0.14 stack is built in, the
/// official defaults contain it for all versions, but only older versions promise to use it.
pub(super) fn prefers_ring(behavior_version: BehaviorVersion) -> bool {
    behavior_version.is_at_least(BehaviorVersion::v2026_01_12())
}

/// The official default client with ring, unless that with aws-lc is built in.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
pub(super) fn ring_client(behavior_version: BehaviorVersion) -> Option<SharedHttpClient> {
    use aws_smithy_http_client::proxy::ProxyConfig;
    use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
    use aws_smithy_http_client::{Builder, Connector};

    // Versions before this one promise to ignore HTTP_PROXY and its like.
    #[allow(deprecated)]
    let reads_proxy = behavior_version.is_at_least(BehaviorVersion::v2025_08_07());
    let client = Builder::new().build_with_connector_fn(move |settings, components| {
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
    });
    Some(client)
}

#[cfg(not(all(feature = "rustls-ring", not(feature = "rustls-aws-lc"))))]
pub(super) fn ring_client(_: BehaviorVersion) -> Option<SharedHttpClient> {
    None
}

/// The HTTP client of the official defaults, if one is built in.
fn official_client(behavior_version: BehaviorVersion) -> Option<SharedHttpClient> {
    let plugin = default_http_client_plugin_v2(behavior_version)?;
    let nothing = RuntimeComponentsBuilder::new("nothing");
    plugin.runtime_components(&nothing).http_client()
}

/// Stands where no HTTP client is built in, so that a call fails with a text that says what to do. The text of the
/// official runtime names a feature of official crates.
#[derive(Debug)]
pub(super) struct MissingClient;

impl HttpClient for MissingClient {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Self)
    }
}

impl HttpConnector for MissingClient {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        const WHY: &str = "no HTTP client is built in: turn on the feature `rustls-ring` or `rustls-aws-lc` of \
                           `tinsmith-runtime`, or give the configuration a client by `http_client(..)`";
        HttpConnectorFuture::ready(Err(ConnectorError::user(WHY.into())))
    }
}
