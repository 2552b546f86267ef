//! The settings that a client takes from `SdkConfig`, which all clients of an application share.

use aws_credential_types::Token;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_smithy_runtime_api::client::auth::http::HTTP_BEARER_AUTH_SCHEME_ID;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_types::config_bag::Layer;
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use super::builder::Builder;
use crate::service::{AuthScheme, Service};

impl Builder {
    /// A builder with the settings that `shared` has for `service`.
    pub fn from_sdk_config(service: &'static Service, shared: &SdkConfig) -> Self {
        let mut builder = Self::new(service);
        builder.take_identity(shared);
        builder.take_endpoint(shared);
        builder.take_transport(shared);
        builder.take_behavior(shared);
        builder
    }

    fn take_identity(&mut self, shared: &SdkConfig) {
        self.set_credentials_provider(shared.credentials_provider());
        if self.service().uses(AuthScheme::HttpBearer) {
            self.set_token_provider(shared.token_provider());
        }
        self.set_sigv4a_signing_region_set(shared.sigv4a_signing_region_set().cloned());
        self.set_auth_scheme_preference(shared.auth_scheme_preference().cloned());
        // Without a cache there, the client has the default one.
        if let Some(cache) = shared.identity_cache() {
            self.set_identity_cache(cache);
        }
        if let Some(token) = self
            .service()
            .environment_token
            .and_then(|id| load(shared, id, "AWS_BEARER_TOKEN", ""))
        {
            self.take_environment_token(shared, token);
        }
    }

    /// Takes the bearer token that the environment has for the service, and prefers to authenticate by it, unless
    /// the application's code has set the preference or a token provider.
    fn take_environment_token(&mut self, shared: &SdkConfig, token: String) {
        if !shared
            .get_origin("auth_scheme_preference")
            .is_client_config()
        {
            self.set_auth_scheme_preference(Some([HTTP_BEARER_AUTH_SCHEME_ID].into()));
        }
        if !shared.get_origin("token_provider").is_client_config() {
            // The user agent tells where the token comes from.
            let mut features = Layer::new("bearer token of the environment");
            features.store_append(AwsCredentialFeature::BearerServiceEnvVars);
            let identity = Identity::builder()
                .data(Token::new(token, None))
                .property(features.freeze())
                .build();
            // This fails only for an identity without data.
            if let Ok(identity) = identity {
                let provider = SharedIdentityResolver::new(identity);
                self.set_identity_resolver(AuthScheme::HttpBearer, provider);
            }
        }
    }

    fn take_endpoint(&mut self, shared: &SdkConfig) {
        self.set_region(shared.region().cloned());
        self.set_use_fips(shared.use_fips());
        self.set_use_dual_stack(shared.use_dual_stack());
        self.set_account_id_endpoint_mode(shared.account_id_endpoint_mode().cloned());
        self.set_endpoint_url(endpoint_url(self.service().sdk_id, shared));
    }

    fn take_transport(&mut self, shared: &SdkConfig) {
        self.set_retry_config(shared.retry_config().cloned());
        self.set_timeout_config(shared.timeout_config().cloned());
        self.set_sleep_impl(shared.sleep_impl());
        self.set_http_client(shared.http_client());
        self.set_time_source(shared.time_source());
        // Without a setting there, the client has the default one.
        if let Some(protection) = shared.stalled_stream_protection() {
            self.set_stalled_stream_protection(Some(protection));
        }
    }

    fn take_behavior(&mut self, shared: &SdkConfig) {
        self.set_behavior_version(shared.behavior_version());
        self.set_disable_clock_skew_correction(shared.disable_clock_skew_correction());
        self.set_request_checksum_calculation(shared.request_checksum_calculation());
        self.set_response_checksum_validation(shared.response_checksum_validation());
        self.set_disable_request_compression(shared.disable_request_compression());
        self.set_request_min_compression_size_bytes(shared.request_min_compression_size_bytes());
        self.set_app_name(shared.app_name().cloned());
        for metadata in shared.framework_metadata() {
            self.push_framework_metadata(metadata.clone());
        }
    }
}

/// A setting that only `service` has, from the environment's `variable` or else the profile's `key`.
pub fn service_setting(
    service: &Service,
    shared: &SdkConfig,
    variable: &str,
    key: &str,
) -> Option<String> {
    load(shared, service.sdk_id, variable, key)
}

/// The endpoint's URL: the one that the application's code has set, else the one that the environment or the
/// profile has for this service, else the one for all services.
fn endpoint_url(sdk_id: &str, shared: &SdkConfig) -> Option<String> {
    let common = shared.endpoint_url().map(str::to_owned);
    if shared.get_origin("endpoint_url").is_client_config() {
        return common;
    }
    load(shared, sdk_id, "AWS_ENDPOINT_URL", "endpoint_url").or(common)
}

/// The value that the environment, or else the profile, has for the service `id`. No profile has an empty key.
fn load(shared: &SdkConfig, id: &str, environment: &str, profile: &str) -> Option<String> {
    let key = ServiceConfigKey::builder()
        .service_id(id)
        .env(environment)
        .profile(profile)
        .build()
        .ok()?;
    shared.service_config()?.load_config(key)
}
