//! Sessions: credentials that an operation of the service returns for one resource, such as a bucket, and that sign the
//! other calls for that resource.
//!
//! A call is signed with a session if its endpoint names the auth scheme of sessions. The session is created with the
//! credentials of the client, and kept until shortly before it expires. The token of a session is sent in a header that
//! differs from that of other credentials.

mod cache;

#[cfg(test)]
mod tests;

use std::env;
use std::fmt;
use std::pin::Pin;

use aws_credential_types::Credentials;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::auth::SigV4SessionTokenNameOverride;
use aws_runtime::auth::sigv4::{self, SigV4Signer};
use aws_sigv4::http_request::{SignatureLocation, SigningSettings};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeId, Sign};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, IdentityFuture, ResolveCachedIdentity, ResolveIdentity,
    SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::endpoint::Endpoint;

use self::cache::Cache;
use super::builder::Builder;
use super::resolved::Config;
use crate::endpoint::auth_scheme_names;
use crate::service::Service;

/// The sessions of a service.
pub struct Sessions {
    /// The id of the auth scheme that endpoints name.
    pub scheme: &'static str,
    /// The header with the token of the session.
    pub token_header: &'static str,
    /// The query parameter with the token in a presigned request.
    pub token_query: &'static str,
    /// The feature that the user agent lists in calls that a session signs.
    pub feature: AwsCredentialFeature,
    /// The setting that turns sessions off, if the service has one.
    pub switch: Option<Switch>,
    /// How the client creates a session. `None` if no operation of the client needs one; users may still provide session
    /// credentials.
    pub creator: Option<Creator>,
}

impl Sessions {
    /// The id of the auth scheme.
    fn scheme_id(&self) -> AuthSchemeId {
        AuthSchemeId::new(self.scheme)
    }
}

/// A setting that turns sessions off. If the configuration does not have it, it is read from the environment.
#[derive(Clone, Copy)]
pub struct Switch {
    /// The environment variable.
    pub variable: &'static str,
    /// Whether the configuration has the setting.
    pub is_set: fn(&Config) -> bool,
    /// Stores the setting.
    pub set: fn(&mut Layer, bool),
}

/// How a session is created.
#[derive(Clone, Copy)]
pub struct Creator {
    /// Returns the resource of a call from the parameters of its endpoint.
    pub resource: fn(&EndpointResolverParams) -> Option<&str>,
    /// Copies the service's own settings from those of the call that needs the session.
    pub copy_settings: fn(&ConfigBag, &mut Builder),
    /// Calls the operation that creates a session for the resource, by a client with this configuration.
    pub create: fn(String, Config) -> CreatedSession,
}

/// The future credentials of a session. They must have an expiry.
pub type CreatedSession =
    Pin<Box<dyn Future<Output = Result<Credentials, BoxError>> + Send + 'static>>;

/// SigV4 with the identity of a session.
#[derive(Debug)]
struct SessionAuthScheme {
    id: AuthSchemeId,
    signer: SigV4Signer,
}

impl AuthScheme for SessionAuthScheme {
    fn scheme_id(&self) -> AuthSchemeId {
        self.id.clone()
    }

    fn identity_resolver(
        &self,
        resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(self.id.clone())
    }

    fn signer(&self) -> &dyn Sign {
        &self.signer
    }
}

/// The plug-in of a client whose service has sessions.
pub(super) fn plugin(
    config: &Config,
    sessions: &'static Sessions,
    behavior_version: BehaviorVersion,
) -> StaticRuntimePlugin {
    let mut layer = Layer::new("sessions");
    if let Some(switch) = &sessions.switch
        && !(switch.is_set)(config)
        && let Some(disabled) = env::var(switch.variable)
            .ok()
            .and_then(|text| switched(switch.variable, &text))
    {
        (switch.set)(&mut layer, disabled);
    }
    layer.store_put(SigV4SessionTokenNameOverride::new(|settings, cfg| {
        Ok(token_name(sessions, settings, cfg))
    }));
    let mut components =
        RuntimeComponentsBuilder::new("sessions").with_auth_scheme(SessionAuthScheme {
            id: sessions.scheme_id(),
            signer: SigV4Signer::new(),
        });
    let resolver = |id: AuthSchemeId| config.components.identity_resolver(&id);
    if let Some(creator) = &sessions.creator
        && resolver(sessions.scheme_id()).is_none()
        && resolver(sigv4::SCHEME_ID).is_some()
    {
        components.set_identity_resolver(
            sessions.scheme_id(),
            SharedIdentityResolver::new(SessionProvider {
                service: config.service,
                behavior_version,
                feature: sessions.feature.clone(),
                creator,
                cache: Cache::new(config.time_source().unwrap_or_default()),
            }),
        );
    }
    StaticRuntimePlugin::new()
        .with_config(layer.freeze())
        .with_runtime_components(components)
}

/// Parses the value of the environment variable; `None`, with a warning, if it is not a boolean.
fn switched(variable: &str, text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            tracing::warn!(
                "`{variable}` is ignored: it has to be `true` or `false`, and is `{text}`"
            );
            None
        }
    }
}

/// The name of the header or query parameter with the token of the credentials. Sessions have names of their own.
fn token_name(
    sessions: &Sessions,
    settings: &SigningSettings,
    cfg: &ConfigBag,
) -> Option<&'static str> {
    let is_session = cfg
        .load::<Endpoint>()
        .is_some_and(|endpoint| auth_scheme_names(endpoint).any(|name| name == sessions.scheme));
    match settings.signature_location {
        SignatureLocation::Headers if is_session => Some(sessions.token_header),
        SignatureLocation::QueryParams if is_session => Some(sessions.token_query),
        _ => settings.session_token_name_override,
    }
}

/// Provides the session for the resource of a call.
struct SessionProvider {
    service: &'static Service,
    behavior_version: BehaviorVersion,
    feature: AwsCredentialFeature,
    creator: &'static Creator,
    cache: Cache,
}

impl fmt::Debug for SessionProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SessionProvider")
            .field(self.service)
            .finish()
    }
}

impl SessionProvider {
    async fn identity(
        &self,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<Identity, BoxError> {
        let params = cfg.load::<EndpointResolverParams>();
        let resource = params.and_then(self.creator.resource).ok_or(
            "the endpoint requires a session, but the call names no resource to create one for",
        )?;
        let resolver = components
            .identity_resolver(sigv4::SCHEME_ID)
            .ok_or("creating a session requires credentials, but the client has none")?;
        let own = components
            .identity_cache()
            .resolve_cached_identity(resolver, components, cfg)
            .await?;
        let own = own.data::<Credentials>().ok_or(
            "creating a session requires credentials, but the client has another kind of identity",
        )?;
        let create = || async {
            let config = self.config(components, cfg);
            let mut credentials = (self.creator.create)(resource.to_owned(), config).await?;
            let expiry = credentials
                .expiry()
                .ok_or("the new session has no expiry")?;
            credentials
                .get_property_mut_or_default::<Vec<AwsCredentialFeature>>()
                .push(self.feature.clone());
            Ok((Identity::from(credentials), expiry))
        };
        self.cache.get_or_create(resource, own, create).await
    }

    /// The configuration of the client that creates a session: that of the call, without interceptors.
    fn config(&self, components: &RuntimeComponents, cfg: &ConfigBag) -> Config {
        let mut builder = Builder::from_call(self.service, components, cfg);
        builder.set_behavior_version(Some(self.behavior_version));
        (self.creator.copy_settings)(cfg, &mut builder);
        builder.build()
    }
}

impl ResolveIdentity for SessionProvider {
    fn resolve_identity<'a>(
        &'a self,
        components: &'a RuntimeComponents,
        cfg: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(self.identity(components, cfg))
    }

    /// The provider caches sessions itself, since the identity cache keeps one identity for all resources.
    fn cache_location(&self) -> IdentityCacheLocation {
        IdentityCacheLocation::IdentityResolver
    }
}
