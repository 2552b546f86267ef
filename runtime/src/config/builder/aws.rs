//! The setters that only clients with the feature `aws` have.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::invocation_id::SharedInvocationIdGenerator;
use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_runtime::user_agent::{ApiMetadata, AwsUserAgent};
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemePreference};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::config_bag::{CloneableLayer, ConfigBag, Storable, StoreReplace};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::app_name::AppName;
use aws_types::endpoint_config::{AccountIdEndpointMode, EndpointUrl, UseDualStack, UseFips};
use aws_types::region::{Region, SigningRegion, SigningRegionSet};
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::Builder;
use crate::service::{AuthScheme as ModeledAuthScheme, Service};

impl Builder {
    /// A builder with the settings of a call, for another call that has to be made first, such as one that creates a
    /// session. Interceptors and the settings of a single service are left out.
    pub(in crate::config) fn from_call(
        service: &'static Service,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Self {
        let mut builder = Self::new(service);
        builder.components = components.to_builder();
        builder.set_interceptors([]);
        builder.copy::<StalledStreamProtectionConfig>(cfg);
        builder.copy::<AuthSchemePreference>(cfg);
        builder.copy::<SigningRegionSet>(cfg);
        builder.copy::<RetryConfig>(cfg);
        builder.copy::<TimeoutConfig>(cfg);
        builder.copy::<RetryPartition>(cfg);
        builder.copy::<AppName>(cfg);
        builder.copy::<DisableClockSkewCorrection>(cfg);
        builder.copy::<EndpointUrl>(cfg);
        builder.copy::<UseFips>(cfg);
        builder.copy::<UseDualStack>(cfg);
        builder.copy::<RequestChecksumCalculation>(cfg);
        builder.copy::<ResponseChecksumValidation>(cfg);
        builder.copy::<Region>(cfg);
        for metadata in cfg.load::<FrameworkMetadata>() {
            builder.push_framework_metadata(metadata.clone());
        }
        builder
    }

    /// Copies the setting of type `T` from the configuration of a call.
    pub fn copy<T>(&mut self, cfg: &ConfigBag) -> &mut Self
    where
        T: Storable<Storer = StoreReplace<T>> + Clone,
    {
        self.set(cfg.load::<T>().cloned())
    }

    /// Sets the signing region set of SigV4a.
    pub fn set_sigv4a_signing_region_set(
        &mut self,
        regions: Option<SigningRegionSet>,
    ) -> &mut Self {
        self.set(regions)
    }

    /// Sets the application's name.
    pub fn set_app_name(&mut self, name: Option<AppName>) -> &mut Self {
        self.set(name)
    }

    /// Adds a library to the user agent.
    pub fn push_framework_metadata(&mut self, metadata: FrameworkMetadata) -> &mut Self {
        self.layer.store_append(metadata);
        self
    }

    /// Sets whether the client ignores that its clock differs from the service's.
    pub fn set_disable_clock_skew_correction(&mut self, disable: Option<bool>) -> &mut Self {
        self.set(disable.map(DisableClockSkewCorrection::from))
    }

    /// Sets the generator of invocation ids.
    pub fn set_invocation_id_generator(
        &mut self,
        generator: Option<SharedInvocationIdGenerator>,
    ) -> &mut Self {
        self.set(generator)
    }

    /// Sets whether the endpoint must be one that is validated by FIPS 140-2.
    pub fn set_use_fips(&mut self, use_fips: Option<bool>) -> &mut Self {
        self.set(use_fips.map(UseFips))
    }

    /// Sets whether the endpoint must be reachable by IPv6 as well as IPv4.
    pub fn set_use_dual_stack(&mut self, use_dual_stack: Option<bool>) -> &mut Self {
        self.set(use_dual_stack.map(UseDualStack))
    }

    /// Sets whether endpoints hold the caller's account id.
    pub fn set_account_id_endpoint_mode(
        &mut self,
        mode: Option<AccountIdEndpointMode>,
    ) -> &mut Self {
        self.set(mode)
    }

    /// Sets the AWS region.
    pub fn set_region(&mut self, region: Option<Region>) -> &mut Self {
        self.set(region)
    }

    /// Sets the provider of AWS credentials; `None` has no effect.
    pub fn set_credentials_provider(
        &mut self,
        provider: Option<SharedCredentialsProvider>,
    ) -> &mut Self {
        if let Some(provider) = provider {
            #[cfg(feature = "sigv4a")]
            if self.service.uses(ModeledAuthScheme::SigV4a) {
                self.components
                    .set_identity_resolver(aws_runtime::auth::sigv4a::SCHEME_ID, provider.clone());
            }
            self.components
                .set_identity_resolver(aws_runtime::auth::sigv4::SCHEME_ID, provider);
        }
        self
    }

    /// Sets the provider of credentials for the auth scheme of sessions, instead of sessions that the client creates; `None`
    /// has no effect.
    pub fn set_session_credentials_provider(
        &mut self,
        scheme: &'static str,
        provider: Option<SharedCredentialsProvider>,
    ) -> &mut Self {
        if let Some(provider) = provider {
            self.components
                .set_identity_resolver(AuthSchemeId::new(scheme), provider);
        }
        self
    }

    /// Sets the provider of bearer tokens; `None` has no effect.
    pub fn set_token_provider(
        &mut self,
        provider: Option<aws_credential_types::provider::token::SharedTokenProvider>,
    ) -> &mut Self {
        if let Some(provider) = provider {
            self.set_identity_resolver(
                ModeledAuthScheme::HttpBearer,
                SharedIdentityResolver::new(provider),
            );
        }
        self
    }

    /// Sets credentials and the user agent, for tests.
    pub(super) fn apply_aws_test_defaults(&mut self) {
        self.layer.store_put(AwsUserAgent::for_tests());
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(Credentials::new(
            "ANOTREAL",
            "notrealrnrELgWzOk3IfjzDKtFBhDby",
            None,
            None,
            "test",
        ))));
    }

    /// Sets the region `us-east-1` if none is set, for tests.
    pub(super) fn apply_test_region(&mut self) {
        if self.layer.load::<Region>().is_none() {
            self.set_region(Some(Region::from_static("us-east-1")));
        }
    }
}

/// Stores the names of the service that the user agent and signatures have, and the region of signatures.
pub(super) fn store_names(layer: &mut CloneableLayer, service: &'static Service) {
    layer.store_put(ApiMetadata::new(service.api_name, service.version));
    if let Some(name) = service.signing_name {
        layer.store_put(SigningName::from_static(name));
    }
    store_signing_region(layer);
}

/// Makes the layer's region the one that requests are signed for, unless the endpoint names another.
pub(in crate::config) fn store_signing_region(layer: &mut CloneableLayer) {
    if let Some(region) = layer.load::<Region>().cloned() {
        layer.store_put(SigningRegion::from(region));
    }
}
