//! The builder of a configuration: the setters behind those of generated clients.

#[cfg(feature = "aws")]
mod aws;

use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
use aws_smithy_runtime::client::auth::no_auth::NoAuthRuntimePluginV2;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeId, AuthSchemePreference, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::{ResolveCachedIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::SharedRuntimePlugin;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::config_bag::{CloneableLayer, Layer, Storable, StoreReplace};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;
use aws_smithy_types::timeout::TimeoutConfig;

use super::compression::{DisableRequestCompression, RequestMinCompressionSizeBytes};
use super::idempotency::IdempotencyTokenProvider;
use super::resolved::Config;
use crate::endpoint::{DisableHostPrefix, EndpointUrl};
use crate::service::{AuthScheme as ModeledAuthScheme, Service};

#[cfg(feature = "aws")]
pub(super) use aws::store_signing_region;

/// Collects the settings of a client. Generated builders wrap it, and delegate their setters to the ones here.
#[derive(Clone, Debug)]
pub struct Builder {
    pub(super) service: &'static Service,
    pub(super) layer: CloneableLayer,
    pub(super) components: RuntimeComponentsBuilder,
    pub(super) plugins: Vec<SharedRuntimePlugin>,
    pub(super) behavior_version: Option<BehaviorVersion>,
}

impl Builder {
    /// A builder without settings.
    pub fn new(service: &'static Service) -> Self {
        Self {
            service,
            layer: CloneableLayer::new("config"),
            components: RuntimeComponentsBuilder::new("config"),
            plugins: Vec::new(),
            behavior_version: None,
        }
    }

    /// The configuration: the settings, and for a service of AWS the names that signing and the user agent need.
    pub fn build(self) -> Config {
        let Self {
            service,
            #[cfg_attr(not(feature = "aws"), allow(unused_mut))]
            mut layer,
            mut components,
            plugins,
            behavior_version,
        } = self;
        if components.time_source().is_none() {
            components.set_time_source(Some(SharedTimeSource::default()));
        }
        #[cfg(feature = "aws")]
        if service.aws {
            aws::store_names(&mut layer, service);
        }
        Config {
            service,
            frozen: Layer::from(layer.clone())
                .with_name(service.crate_name)
                .freeze(),
            layer,
            components,
            plugins,
            behavior_version,
        }
    }

    /// The service that the client is for.
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// Stores a setting that has no setter of its own here, such as a client context parameter;
    /// `None` unsets it.
    pub fn set<T>(&mut self, value: Option<T>) -> &mut Self
    where
        T: Storable<Storer = StoreReplace<T>> + Clone,
    {
        self.layer.store_or_unset(value);
        self
    }

    /// Names the input members that telemetry keeps and reports as metric labels.
    pub fn emit_input_attributes(&mut self, names: Vec<String>) -> &mut Self {
        self.request_attributes(|requested| requested.emit(names))
    }

    /// Names the input members that telemetry keeps, for interceptors to read.
    pub fn capture_input_attributes(&mut self, names: Vec<String>) -> &mut Self {
        self.request_attributes(|requested| requested.capture_only(names))
    }

    fn request_attributes(
        &mut self,
        add: impl FnOnce(&mut RequestedTelemetryAttributes),
    ) -> &mut Self {
        let earlier = self.layer.load::<RequestedTelemetryAttributes>().cloned();
        let mut requested = earlier.unwrap_or_default();
        add(&mut requested);
        self.layer.store_put(requested);
        self
    }

    /// Sets the protection against streams that stall.
    pub fn set_stalled_stream_protection(
        &mut self,
        protection: Option<StalledStreamProtectionConfig>,
    ) -> &mut Self {
        self.set(protection)
    }

    /// Sets the provider of idempotency tokens.
    pub fn set_idempotency_token_provider(
        &mut self,
        provider: Option<IdempotencyTokenProvider>,
    ) -> &mut Self {
        self.set(provider)
    }

    /// Sets the HTTP client.
    pub fn set_http_client(&mut self, client: Option<SharedHttpClient>) -> &mut Self {
        self.components.set_http_client(client);
        self
    }

    /// Adds an auth scheme, or replaces the one with the same id.
    pub fn push_auth_scheme(&mut self, scheme: impl AuthScheme + 'static) -> &mut Self {
        self.components.push_auth_scheme(scheme);
        self
    }

    /// Sets the resolver of auth schemes.
    pub fn set_auth_scheme_resolver(
        &mut self,
        resolver: SharedAuthSchemeOptionResolver,
    ) -> &mut Self {
        self.components
            .set_auth_scheme_option_resolver(Some(resolver));
        self
    }

    /// Sends a call unauthenticated if no other scheme has an identity.
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.push_runtime_plugin(SharedRuntimePlugin::new(NoAuthRuntimePluginV2::new()))
    }

    /// Sets the auth schemes that are preferred, best first.
    pub fn set_auth_scheme_preference(
        &mut self,
        preference: Option<AuthSchemePreference>,
    ) -> &mut Self {
        self.set(preference)
    }

    /// Sets the endpoint resolver.
    pub fn set_endpoint_resolver(&mut self, resolver: Option<SharedEndpointResolver>) -> &mut Self {
        self.components.set_endpoint_resolver(resolver);
        self
    }

    /// Sets how calls are retried; `None` has no effect.
    pub fn set_retry_config(&mut self, config: Option<RetryConfig>) -> &mut Self {
        if let Some(config) = config {
            self.layer.store_put(config);
        }
        self
    }

    /// Sets the implementation of sleep, which retries and timeouts wait with.
    pub fn set_sleep_impl(&mut self, sleep: Option<SharedAsyncSleep>) -> &mut Self {
        self.components.set_sleep_impl(sleep);
        self
    }

    /// Sets the timeouts. Those that `config` leaves open keep an earlier value; `None` has no
    /// effect.
    pub fn set_timeout_config(&mut self, config: Option<TimeoutConfig>) -> &mut Self {
        if let Some(mut config) = config {
            if let Some(earlier) = self.layer.load::<TimeoutConfig>() {
                config.take_defaults_from(earlier);
            }
            self.layer.store_put(config);
        }
        self
    }

    /// Sets the clients that share a retry budget; `None` has no effect.
    pub fn set_retry_partition(&mut self, partition: Option<RetryPartition>) -> &mut Self {
        if let Some(partition) = partition {
            self.layer.store_put(partition);
        }
        self
    }

    /// Sets the identity cache.
    pub fn set_identity_cache(&mut self, cache: impl ResolveCachedIdentity + 'static) -> &mut Self {
        self.components.set_identity_cache(Some(cache));
        self
    }

    /// Adds an interceptor.
    pub fn push_interceptor(&mut self, interceptor: SharedInterceptor) -> &mut Self {
        self.components.push_interceptor(interceptor);
        self
    }

    /// Replaces the interceptors that were added.
    pub fn set_interceptors(
        &mut self,
        interceptors: impl IntoIterator<Item = SharedInterceptor>,
    ) -> &mut Self {
        self.components.set_interceptors(interceptors.into_iter());
        self
    }

    /// Sets the source of time.
    pub fn set_time_source(&mut self, time_source: Option<SharedTimeSource>) -> &mut Self {
        self.components.set_time_source(time_source);
        self
    }

    /// Adds a retry classifier.
    pub fn push_retry_classifier(&mut self, classifier: SharedRetryClassifier) -> &mut Self {
        self.components.push_retry_classifier(classifier);
        self
    }

    /// Replaces the retry classifiers that were added.
    pub fn set_retry_classifiers(
        &mut self,
        classifiers: impl IntoIterator<Item = SharedRetryClassifier>,
    ) -> &mut Self {
        self.components
            .set_retry_classifiers(classifiers.into_iter());
        self
    }

    /// Sets the endpoint's URL.
    pub fn set_endpoint_url(&mut self, url: Option<String>) -> &mut Self {
        self.set(url.map(EndpointUrl))
    }

    /// Sets when requests carry a checksum.
    pub fn set_request_checksum_calculation(
        &mut self,
        calculation: Option<RequestChecksumCalculation>,
    ) -> &mut Self {
        self.set(calculation)
    }

    /// Sets when the checksum of a response is checked.
    pub fn set_response_checksum_validation(
        &mut self,
        validation: Option<ResponseChecksumValidation>,
    ) -> &mut Self {
        self.set(validation)
    }

    /// Sets whether requests are sent uncompressed.
    pub fn set_disable_request_compression(&mut self, disable: Option<bool>) -> &mut Self {
        self.set(disable.map(DisableRequestCompression))
    }

    /// Sets the number of bytes from which on a body is compressed.
    pub fn set_request_min_compression_size_bytes(&mut self, bytes: Option<u32>) -> &mut Self {
        self.set(bytes.map(RequestMinCompressionSizeBytes))
    }

    /// Sets whether requests go to the host of the endpoint, without the prefix of their operation.
    pub fn set_disable_host_prefix(&mut self, disable: Option<bool>) -> &mut Self {
        self.set(disable.map(DisableHostPrefix))
    }

    /// Sets the resolver of identities for the auth scheme with this id.
    pub fn push_identity_resolver(
        &mut self,
        scheme: AuthSchemeId,
        resolver: SharedIdentityResolver,
    ) -> &mut Self {
        self.components.set_identity_resolver(scheme, resolver);
        self
    }

    /// Sets the resolver of identities for `scheme`. It has no effect if the scheme is not built in.
    pub fn set_identity_resolver(
        &mut self,
        scheme: ModeledAuthScheme,
        resolver: SharedIdentityResolver,
    ) -> &mut Self {
        if let Some(id) = scheme.id() {
            self.components.set_identity_resolver(id, resolver);
        }
        self
    }

    /// Sets the behavior version.
    pub fn set_behavior_version(&mut self, version: Option<BehaviorVersion>) -> &mut Self {
        self.behavior_version = version;
        self
    }

    /// Adds a runtime plug-in, which is applied after all others.
    pub fn push_runtime_plugin(&mut self, plugin: SharedRuntimePlugin) -> &mut Self {
        self.plugins.push(plugin);
        self
    }

    /// Sets what makes a test repeatable: identities, time, idempotency tokens, the newest behavior version, and for
    /// services of AWS the user agent. The values are those of the official test defaults, so that a request has the same
    /// signature. The method stands behind no feature, since it adds no dependency.
    pub fn apply_test_defaults(&mut self) -> &mut Self {
        if self.service.idempotency_tokens {
            self.set_idempotency_token_provider(Some(
                "00000000-0000-4000-8000-000000000000".into(),
            ));
        }
        let time = UNIX_EPOCH + Duration::from_secs(1_234_567_890);
        self.set_time_source(Some(SharedTimeSource::new(StaticTimeSource::new(time))));
        #[cfg(feature = "aws")]
        if self.service.aws {
            self.apply_aws_test_defaults();
        }
        self.apply_test_token();
        self.set_behavior_version(Some(BehaviorVersion::latest()))
    }

    /// Sets the [test defaults](Self::apply_test_defaults), and for a service of AWS the region `us-east-1` if none is set.
    pub fn apply_test_defaults_v2(&mut self) -> &mut Self {
        self.apply_test_defaults();
        #[cfg(feature = "aws")]
        if self.service.aws {
            self.apply_test_region();
        }
        self
    }

    fn apply_test_token(&mut self) {
        use aws_smithy_runtime_api::client::identity::http::Token;

        let bearer = ModeledAuthScheme::HttpBearer;
        if self.service.uses(bearer) {
            let token = Token::new("test-token", None);
            self.set_identity_resolver(bearer, SharedIdentityResolver::new(token));
        }
    }
}

impl Config {
    /// A builder that holds the same settings.
    pub fn to_builder(&self) -> Builder {
        Builder {
            service: self.service,
            layer: self.layer.clone(),
            components: self.components.clone(),
            plugins: self.plugins.clone(),
            behavior_version: self.behavior_version,
        }
    }
}
