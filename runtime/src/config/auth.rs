//! How the auth scheme of a call is chosen.

mod by_endpoint;

use std::borrow::Cow;
use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOption, AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture,
    ResolveAuthSchemeOptions,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::service::{AuthScheme, Service};

/// What an auth scheme resolver learns of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    operation_name: Cow<'static, str>,
}

impl Params {
    /// A builder with nothing set.
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }

    /// The parameters of a call of `operation`, type-erased for the orchestrator.
    pub fn erased(operation: &'static str) -> AuthSchemeOptionResolverParams {
        AuthSchemeOptionResolverParams::new(Self {
            operation_name: Cow::Borrowed(operation),
        })
    }

    /// The parameters that the orchestrator holds type-erased.
    ///
    /// # Errors
    /// If they are of another type.
    pub fn from_erased(params: &AuthSchemeOptionResolverParams) -> Result<&Self, BoxError> {
        params
            .get::<Self>()
            .ok_or_else(|| "the call has no auth scheme parameters of the expected type".into())
    }

    /// The operation's name in the model.
    pub fn operation_name(&self) -> &str {
        &self.operation_name
    }
}

/// Builds [`Params`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParamsBuilder {
    operation_name: Option<Cow<'static, str>>,
}

impl ParamsBuilder {
    /// Sets the operation's name in the model, which is required.
    pub fn operation_name(self, operation_name: impl Into<Cow<'static, str>>) -> Self {
        self.set_operation_name(Some(operation_name.into()))
    }

    /// Sets or unsets the operation's name.
    pub fn set_operation_name(mut self, operation_name: Option<Cow<'static, str>>) -> Self {
        self.operation_name = operation_name;
        self
    }

    /// The parameters.
    ///
    /// # Errors
    /// If the operation's name was not set.
    pub fn build(self) -> Result<Params, BuildError> {
        let operation_name = self.operation_name.ok_or(BuildError {
            field: "operation_name",
        })?;
        Ok(Params { operation_name })
    }
}

/// A required parameter was not set.
#[derive(Debug)]
pub struct BuildError {
    field: &'static str,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the auth parameter `{}` is required and not set",
            self.field
        )
    }
}

impl std::error::Error for BuildError {}

/// Offers the schemes of the model, in its order. For some services those that the endpoint names come first.
#[derive(Clone, Copy, Debug)]
pub struct ModeledAuthSchemes(&'static Service);

impl ModeledAuthSchemes {
    /// The schemes of `service`.
    pub fn new(service: &'static Service) -> Self {
        Self(service)
    }

    /// The schemes for a call, best first.
    pub fn resolve<'a>(
        &self,
        params: &Params,
        cfg: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let modeled = self.modeled(params);
        if self.0.auth_by_endpoint {
            AuthSchemeOptionsFuture::new(by_endpoint::options(modeled, cfg, components))
        } else {
            AuthSchemeOptionsFuture::ready(Ok(modeled))
        }
    }

    /// The schemes of the model for a call, in the order of preference.
    pub(crate) fn modeled(&self, params: &Params) -> Vec<AuthSchemeOption> {
        let schemes = match self.0.auth_for(params.operation_name()) {
            // The orchestrator refuses an empty list.
            [] => &[AuthScheme::NoAuth],
            schemes => schemes,
        };
        let ids = schemes.iter().filter_map(|scheme| scheme.id());
        ids.map(AuthSchemeOption::from).collect()
    }
}

impl ResolveAuthSchemeOptions for ModeledAuthSchemes {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        cfg: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        match Params::from_erased(params) {
            Ok(params) => self.resolve(params, cfg, components),
            Err(error) => AuthSchemeOptionsFuture::ready(Err(error)),
        }
    }
}
