//! The runtime plug-ins of a client and of a call, made from settings.

#[cfg(feature = "aws")]
mod aws;

use std::borrow::Cow;
use std::fmt;

use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::defaults::{DefaultPluginParams, default_plugins};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime::client::metrics::MetricsRuntimePlugin;
use aws_smithy_runtime::client::orchestrator::AuthSchemeAndEndpointOrchestrationV2;
use aws_smithy_runtime::client::retries::classifiers::HttpStatusCodeClassifier;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::SharedAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    Order, RuntimePlugin, RuntimePlugins, StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};

use super::auth::ModeledAuthSchemes;
use super::builder::Builder;
use super::digest::{DigestAuthScheme, DigestPlugin};
use super::http::{MissingClient, prefers_ring, ring_client};
use super::idempotency::IdempotencyTokenProvider;
use super::resolved::Config;
#[cfg(feature = "aws")]
use super::sessions::{self, Sessions};
use super::user_agent::UserAgentInterceptor;
use crate::service::{ApiKeyLocation, AuthScheme, Service};

/// A configuration that no client can be made of.
#[derive(Debug)]
pub struct InvalidConfig(Reason);

#[derive(Debug)]
enum Reason {
    NoBehaviorVersion(&'static Service),
    Rejected(BoxError),
}

impl fmt::Display for InvalidConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::NoBehaviorVersion(service) => {
                let shared = if service.aws {
                    "take it from `aws-config`, "
                } else {
                    ""
                };
                write!(
                    f,
                    "a behavior version must be set: call `behavior_version(..)` on the builder of \
                     the configuration, {shared}or turn on the client's feature \
                     `behavior-version-latest`"
                )
            }
            Reason::Rejected(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for InvalidConfig {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::NoBehaviorVersion(_) => None,
            Reason::Rejected(cause) => cause.source(),
        }
    }
}

/// The plug-ins of a client: defaults, then the user's settings, then the user's plug-ins.
///
/// With `latest_by_default` (the generated client's feature `behavior-version-latest`), a configuration without a
/// behavior version has the newest one.
///
/// # Errors
/// No behavior version is set, or a component is missing that the settings need, such as an implementation of
/// sleep for retries.
pub fn client_plugins(
    config: &Config,
    latest_by_default: bool,
) -> Result<RuntimePlugins, InvalidConfig> {
    plugins(config, latest_by_default, |_| None)
}

/// The same as [`client_plugins`], for a client whose calls may be signed with the credentials of a session.
///
/// # Errors
/// The same as those of [`client_plugins`].
#[cfg(feature = "aws")]
pub fn client_plugins_with_sessions(
    config: &Config,
    latest_by_default: bool,
    sessions: &'static Sessions,
) -> Result<RuntimePlugins, InvalidConfig> {
    plugins(config, latest_by_default, |behavior_version| {
        Some(sessions::plugin(config, sessions, behavior_version))
    })
}

fn plugins(
    config: &Config,
    latest_by_default: bool,
    added: impl FnOnce(BehaviorVersion) -> Option<StaticRuntimePlugin>,
) -> Result<RuntimePlugins, InvalidConfig> {
    let behavior_version = config
        .behavior_version
        .or_else(|| latest_by_default.then(BehaviorVersion::latest))
        .ok_or(InvalidConfig(Reason::NoBehaviorVersion(config.service)))?;
    let metrics = MetricsRuntimePlugin::builder()
        .with_scope(config.service.crate_name)
        .with_time_source(config.time_source().unwrap_or_default())
        .build()
        .map_err(|cause| InvalidConfig(Reason::Rejected(cause)))?;

    let mut plugins = with_defaults(config, behavior_version)
        .with_client_plugin(
            StaticRuntimePlugin::new()
                .with_config(config.frozen.clone())
                .with_runtime_components(config.components.clone()),
        )
        .with_client_plugin(service_plugin(config.service))
        .with_client_plugin(no_auth_plugin())
        .with_client_plugin(metrics);
    if let Some(added) = added(behavior_version) {
        plugins = plugins.with_client_plugin(added);
    }
    if config.service.uses(AuthScheme::HttpDigest) {
        plugins = plugins.with_client_plugin(DigestPlugin::default());
    }
    for plugin in &config.plugins {
        plugins = plugins.with_client_plugin(plugin.clone());
    }
    validate(&plugins).map_err(|cause| InvalidConfig(Reason::Rejected(cause)))?;
    Ok(plugins)
}

fn validate(plugins: &RuntimePlugins) -> Result<(), BoxError> {
    let mut bag = ConfigBag::base();
    plugins
        .apply_client_configuration(&mut bag)?
        .validate_base_client_config(&bag)
}

/// The official defaults, and an HTTP client where they have none.
fn with_defaults(config: &Config, behavior_version: BehaviorVersion) -> RuntimePlugins {
    let defaults = default_plugins(
        DefaultPluginParams::new()
            .with_retry_partition_name(retry_partition(config))
            .with_behavior_version(behavior_version)
            .with_is_aws_sdk(true),
    );
    // Of two defaults the later one wins.
    let plugins = RuntimePlugins::new().with_client_plugin(default_client(MissingClient));
    match ring_client(behavior_version) {
        Some(ring) if prefers_ring(behavior_version) => plugins
            .with_client_plugins(defaults)
            .with_client_plugin(default_client(ring)),
        Some(ring) => plugins
            .with_client_plugin(default_client(ring))
            .with_client_plugins(defaults),
        None => plugins.with_client_plugins(defaults),
    }
}

fn default_client(client: impl HttpClient + 'static) -> StaticRuntimePlugin {
    StaticRuntimePlugin::new()
        .with_order(Order::Defaults)
        .with_runtime_components(
            RuntimeComponentsBuilder::new("default HTTP client").with_http_client(Some(client)),
        )
}

/// Clients of one service share a retry budget by default, and those of a service of AWS only if they have one region.
fn retry_partition(config: &Config) -> Cow<'static, str> {
    let name = config.service.api_name;
    #[cfg(feature = "aws")]
    if let Some(region) = config.region() {
        return Cow::Owned(format!("{name}-{region}"));
    }
    Cow::Borrowed(name)
}

/// The defaults of every client of the service, which the user's settings override.
fn service_plugin(service: &'static Service) -> StaticRuntimePlugin {
    let mut layer = Layer::new(service.sdk_id);
    if service.idempotency_tokens {
        layer.store_put(IdempotencyTokenProvider::random());
    }
    layer.store_put(AuthSchemeAndEndpointOrchestrationV2);

    let mut components = RuntimeComponentsBuilder::new("service")
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(
            ModeledAuthSchemes::new(service),
        )))
        .with_endpoint_resolver(Some((service.endpoint_resolver)()))
        .with_retry_classifier(HttpStatusCodeClassifier::default());
    push_interceptors(&mut components, service);
    for scheme in service.schemes() {
        push_auth_scheme(&mut components, scheme);
    }
    StaticRuntimePlugin::new()
        .with_order(Order::Defaults)
        .with_config(layer.freeze())
        .with_runtime_components(components)
}

/// Adds the interceptors of every client. In a client of AWS, those of `aws::push_interceptors` come after the first, as
/// in the official clients.
fn push_interceptors(components: &mut RuntimeComponentsBuilder, service: &'static Service) {
    components.push_interceptor(permanent(ConnectionPoisoningInterceptor::new()));
    #[cfg(feature = "aws")]
    if service.aws {
        return aws::push_interceptors(components, service);
    }
    components.push_interceptor(UserAgentInterceptor(service));
}

fn permanent(interceptor: impl Intercept + 'static) -> SharedInterceptor {
    SharedInterceptor::permanent(interceptor)
}

fn push_auth_scheme(components: &mut RuntimeComponentsBuilder, scheme: AuthScheme) {
    use aws_smithy_runtime::client::auth::http;

    match scheme {
        #[cfg(feature = "aws")]
        AuthScheme::SigV4 | AuthScheme::SigV4a => aws::push_auth_scheme(components, scheme),
        #[cfg(not(feature = "aws"))]
        AuthScheme::SigV4 | AuthScheme::SigV4a => components,
        AuthScheme::HttpBearer => components.push_auth_scheme(http::BearerAuthScheme::new()),
        AuthScheme::HttpBasic => components.push_auth_scheme(http::BasicAuthScheme::new()),
        AuthScheme::HttpDigest => components.push_auth_scheme(DigestAuthScheme),
        AuthScheme::HttpApiKey {
            name,
            location,
            scheme,
        } => components.push_auth_scheme(http::ApiKeyAuthScheme::new(
            scheme.unwrap_or_default(),
            match location {
                ApiKeyLocation::Query => http::ApiKeyLocation::Query,
                ApiKeyLocation::Header => http::ApiKeyLocation::Header,
            },
            name,
        )),
        // The user's settings have its implementation.
        AuthScheme::Custom(_) => components,
        // `no_auth_plugin` adds it to every client.
        AuthScheme::NoAuth => components,
    };
}

/// Adds the scheme "no auth", for auth scheme resolvers that offer it, also a user's.
fn no_auth_plugin() -> StaticRuntimePlugin {
    StaticRuntimePlugin::new().with_runtime_components(
        RuntimeComponentsBuilder::new("no auth")
            .with_identity_resolver(
                NO_AUTH_SCHEME_ID,
                SharedIdentityResolver::new(NoAuthIdentityResolver::new()),
            )
            .with_auth_scheme(NoAuthScheme::new()),
    )
}

/// The plug-ins of one call: the client's, the operation's, then those of `config_override`. Only the settings
/// that were made there replace those of the client.
pub fn operation_plugins(
    client: &RuntimePlugins,
    operation: impl RuntimePlugin + 'static,
    config: &Config,
    config_override: Option<Builder>,
) -> RuntimePlugins {
    let mut plugins = client.clone().with_operation_plugin(operation);
    if let Some(mut config_override) = config_override {
        for plugin in std::mem::take(&mut config_override.plugins) {
            plugins = plugins.with_operation_plugin(plugin);
        }
        plugins = plugins.with_operation_plugin(override_plugin(config_override, config));
    }
    plugins
}

#[cfg_attr(not(feature = "aws"), allow(unused_variables, unused_mut))]
fn override_plugin(config_override: Builder, client: &Config) -> StaticRuntimePlugin {
    let Builder {
        mut layer,
        mut components,
        ..
    } = config_override;
    #[cfg(feature = "aws")]
    aws::override_signing_region(&mut layer, &mut components, client);
    // The identity of one call must not enter the cache that all calls share. The call has a cache of its own,
    // since each retry asks for the identity again.
    if components.has_identity_resolvers() && components.identity_cache().is_none() {
        components.set_identity_cache(Some(IdentityCache::lazy().max_partitions(1).build()));
    }
    let config: FrozenLayer = Layer::from(layer).with_name("config_override").freeze();
    StaticRuntimePlugin::new()
        .with_config(config)
        .with_runtime_components(components)
}
