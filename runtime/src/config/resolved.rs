//! A finished configuration, and its getters.

#[cfg(feature = "aws")]
mod aws;

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemePreference, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::SharedIdentityCache;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::SharedRuntimePlugin;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::config_bag::{CloneableLayer, FrozenLayer, Storable, StoreReplace};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

use super::compression::{DisableRequestCompression, RequestMinCompressionSizeBytes};
use crate::endpoint::DisableHostPrefix;
use crate::service::Service;

/// A client's settings.
#[derive(Clone, Debug)]
pub struct Config {
    pub(super) service: &'static Service,
    /// The settings, in the form that the official runtime reads.
    pub(super) frozen: FrozenLayer,
    /// The settings once more, for [`to_builder`](Self::to_builder): a frozen layer can't become a builder's.
    pub(super) layer: CloneableLayer,
    pub(super) components: RuntimeComponentsBuilder,
    pub(super) plugins: Vec<SharedRuntimePlugin>,
    pub(super) behavior_version: Option<BehaviorVersion>,
}

impl Config {
    /// The service that the client is for.
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// The setting of type `T`, if it was set.
    pub fn load<T: Storable<Storer = StoreReplace<T>>>(&self) -> Option<&T> {
        self.frozen.load::<T>()
    }

    /// What happens to streams that stall, if set.
    pub fn stalled_stream_protection(&self) -> Option<&StalledStreamProtectionConfig> {
        self.load()
    }

    /// The HTTP client, if set.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.components.http_client()
    }

    /// The auth schemes that were added.
    pub fn auth_schemes(&self) -> impl Iterator<Item = SharedAuthScheme> + '_ {
        self.components.auth_schemes()
    }

    /// The resolver of auth schemes, if set.
    pub fn auth_scheme_resolver(&self) -> Option<SharedAuthSchemeOptionResolver> {
        self.components.auth_scheme_option_resolver()
    }

    /// The auth schemes that are preferred, best first, if set.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.load()
    }

    /// When the checksum of a request is sent, if set.
    pub fn request_checksum_calculation(&self) -> Option<&RequestChecksumCalculation> {
        self.load()
    }

    /// When the checksum of a response is checked, if set.
    pub fn response_checksum_validation(&self) -> Option<&ResponseChecksumValidation> {
        self.load()
    }

    /// Whether requests are sent uncompressed, if set.
    pub fn disable_request_compression(&self) -> Option<bool> {
        self.load().map(|DisableRequestCompression(it)| *it)
    }

    /// The number of bytes from which on a body is compressed, if set.
    pub fn request_min_compression_size_bytes(&self) -> Option<u32> {
        self.load().map(|RequestMinCompressionSizeBytes(it)| *it)
    }

    /// The endpoint resolver: the one that was set, else the service's own.
    pub fn endpoint_resolver(&self) -> SharedEndpointResolver {
        let set = self.components.endpoint_resolver();
        set.unwrap_or_else(self.service.endpoint_resolver)
    }

    /// How calls are retried, if set.
    pub fn retry_config(&self) -> Option<&RetryConfig> {
        self.load()
    }

    /// The implementation of sleep, if set.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.components.sleep_impl()
    }

    /// The timeouts, if set.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        self.load()
    }

    /// The clients that share this one's retry budget, if set.
    pub fn retry_partition(&self) -> Option<&RetryPartition> {
        self.load()
    }

    /// The identity cache, if set.
    pub fn identity_cache(&self) -> Option<SharedIdentityCache> {
        self.components.identity_cache()
    }

    /// The interceptors that were added.
    pub fn interceptors(&self) -> impl Iterator<Item = SharedInterceptor> + '_ {
        self.components.interceptors()
    }

    /// The source of time, if set.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.components.time_source()
    }

    /// The retry classifiers that were added.
    pub fn retry_classifiers(&self) -> impl Iterator<Item = SharedRetryClassifier> + '_ {
        self.components.retry_classifiers()
    }

    /// Whether requests go to the host of the endpoint without the prefix of their operation, if set.
    pub fn disable_host_prefix(&self) -> Option<bool> {
        self.load().map(|DisableHostPrefix(it)| *it)
    }
}
