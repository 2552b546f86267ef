//! Resolution of endpoints: rule sets as static data, one interpreter for all of them, and what the
//! `config::endpoint` modules of clients have in common.
//!
//! This is the Smithy rules engine, with the functions for AWS. A client has a [`RuleSet`] and makes [`ParamValue`]s
//! of its parameters; all else is here.

mod engine;
mod functions;
mod host_prefix;
mod parameter;
mod partitions;
mod rules;
mod url;
mod value;

#[cfg(all(test, feature = "aws"))]
mod tests;

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint;

pub use aws_smithy_runtime_api::client::endpoint::error::ResolveEndpointError;
pub use engine::MAX_DEPTH;
pub(crate) use host_prefix::{DisableHostPrefix, leaves_host_prefix};
pub use parameter::{List, ParamValue};
pub use rules::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Field, Function, Parameter, Property, Rule,
    RuleSet, Step,
};
pub(crate) use url::EndpointUrl;

/// The parameters of an endpoint rule set could not be built.
#[derive(Debug)]
pub struct InvalidParams {
    param: &'static str,
    reason: Option<&'static str>,
}

impl InvalidParams {
    /// A required parameter is unset.
    pub fn missing(param: &'static str) -> Self {
        Self {
            param,
            reason: None,
        }
    }

    /// A parameter has a value that it must not have.
    pub fn invalid(param: &'static str, reason: &'static str) -> Self {
        Self {
            param,
            reason: Some(reason),
        }
    }
}

impl fmt::Display for InvalidParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            None => write!(
                f,
                "the endpoint parameter `{}` is required, but it is not set",
                self.param
            ),
            Some(reason) => write!(f, "the endpoint parameter `{}` {reason}", self.param),
        }
    }
}

impl std::error::Error for InvalidParams {}

/// Checks a region, which becomes part of a host's name.
///
/// # Errors
/// The region is set, but is not a sequence of host labels.
pub fn check_region(param: &'static str, region: Option<&str>) -> Result<(), InvalidParams> {
    match region {
        Some(region) if !functions::is_valid_host_label(region, true) => {
            Err(InvalidParams::invalid(param, "must be a valid host label"))
        }
        _ => Ok(()),
    }
}

/// The built-in parameters of rule sets, read from the configuration.
pub mod builtin {
    use aws_smithy_types::config_bag::ConfigBag;
    #[cfg(feature = "aws")]
    use aws_types::{
        endpoint_config::{AccountIdEndpointMode, UseDualStack, UseFips},
        region::Region,
    };

    use super::EndpointUrl;

    /// `AWS::Region`
    #[cfg(feature = "aws")]
    pub fn region(cfg: &ConfigBag) -> Option<String> {
        cfg.load::<Region>()
            .map(|region| region.as_ref().to_owned())
    }

    /// `AWS::UseFIPS`
    #[cfg(feature = "aws")]
    pub fn use_fips(cfg: &ConfigBag) -> Option<bool> {
        cfg.load::<UseFips>().map(|value| value.0)
    }

    /// `AWS::UseDualStack`
    #[cfg(feature = "aws")]
    pub fn use_dual_stack(cfg: &ConfigBag) -> Option<bool> {
        cfg.load::<UseDualStack>().map(|value| value.0)
    }

    /// `SDK::Endpoint`
    pub fn endpoint_url(cfg: &ConfigBag) -> Option<String> {
        cfg.load::<EndpointUrl>().map(|value| value.0.clone())
    }

    /// `AWS::Auth::AccountIdEndpointMode`, which has a default and so is never unset.
    #[cfg(feature = "aws")]
    pub fn account_id_endpoint_mode(cfg: &ConfigBag) -> Option<String> {
        let mode = cfg.load::<AccountIdEndpointMode>().cloned();
        Some(mode.unwrap_or_default().to_string())
    }
}

/// The names of the auth schemes in the property `authSchemes` of an endpoint, in the order of preference. An endpoint from
/// a rule set has them as typed values; one from a user's resolver may have them as a document.
pub(crate) fn auth_scheme_names(endpoint: &Endpoint) -> impl Iterator<Item = &str> {
    let typed = endpoint.auth_schemes();
    let untyped = match endpoint.properties().get("authSchemes") {
        Some(Document::Array(schemes)) if typed.is_empty() => schemes.as_slice(),
        _ => &[],
    };
    let untyped = untyped
        .iter()
        .filter_map(|scheme| scheme.as_object()?.get("name")?.as_string());
    typed.iter().map(|scheme| scheme.name()).chain(untyped)
}

/// Wraps a service's resolver, which takes parameters of the type `P`, for the orchestrator.
///
/// `set_account_id` is for rule sets with the parameter `AWS::Auth::AccountId`, which comes with the identity.
pub fn shared_resolver<R, P>(
    resolver: R,
    resolve: for<'a> fn(&'a R, &'a P) -> EndpointFuture<'a>,
    set_account_id: Option<fn(&mut P, &str)>,
) -> SharedEndpointResolver
where
    R: fmt::Debug + Send + Sync + 'static,
    P: fmt::Debug + Send + Sync + 'static,
{
    SharedEndpointResolver::new(ServiceResolver {
        resolver,
        resolve,
        set_account_id,
    })
}

struct ServiceResolver<R, P> {
    resolver: R,
    resolve: for<'a> fn(&'a R, &'a P) -> EndpointFuture<'a>,
    #[cfg_attr(not(feature = "aws"), allow(dead_code))]
    set_account_id: Option<fn(&mut P, &str)>,
}

impl<R: fmt::Debug, P> fmt::Debug for ServiceResolver<R, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServiceResolver")
            .field(&self.resolver)
            .finish()
    }
}

impl<R, P> ResolveEndpoint for ServiceResolver<R, P>
where
    R: fmt::Debug + Send + Sync,
    P: fmt::Debug + Send + Sync + 'static,
{
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        match params.get::<P>() {
            Some(params) => (self.resolve)(&self.resolver, params),
            None => {
                EndpointFuture::ready(Err("the endpoint parameters are of another service".into()))
            }
        }
    }

    #[cfg_attr(not(feature = "aws"), allow(unused_variables))]
    fn finalize_params<'a>(
        &'a self,
        params: &'a mut EndpointResolverParams,
    ) -> Result<(), BoxError> {
        #[cfg(feature = "aws")]
        if let Some(set_account_id) = self.set_account_id {
            use aws_credential_types::attributes::AccountId;
            use aws_smithy_runtime_api::client::identity::Identity;

            let identity = params.get_property::<Identity>();
            let account_id = identity.and_then(|it| it.property::<AccountId>().cloned());
            if let (Some(params), Some(account_id)) = (params.get_mut::<P>(), account_id) {
                set_account_id(params, account_id.as_str());
            }
        }
        Ok(())
    }
}
