//! Auth schemes of services for which the endpoint of a call chooses the scheme.

use std::borrow::Cow;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemeOption};
use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::endpoint;

/// Resolves the endpoint of the call, and returns the schemes that it names, in their order, and then the other schemes of
/// the model.
///
/// The properties of these schemes (the signing name, the region) are not read here, since the orchestrator passes them to
/// the signer.
pub(super) async fn options(
    modeled: Vec<AuthSchemeOption>,
    cfg: &ConfigBag,
    components: &RuntimeComponents,
) -> Result<Vec<AuthSchemeOption>, BoxError> {
    let params = cfg
        .load::<EndpointResolverParams>()
        .ok_or("the call has no endpoint parameters")?;
    let resolver = components.endpoint_resolver();
    let endpoint = resolver.resolve_endpoint(params).await?;
    let named = endpoint::auth_scheme_names(&endpoint);
    Ok(merge(
        named.map(|name| AuthSchemeId::from(Cow::Owned(name.to_owned()))),
        modeled,
    ))
}

fn merge(
    named: impl Iterator<Item = AuthSchemeId>,
    mut modeled: Vec<AuthSchemeOption>,
) -> Vec<AuthSchemeOption> {
    let mut options = Vec::new();
    for id in named {
        let same = modeled.iter().position(|option| *option.scheme_id() == id);
        options.push(same.map_or_else(
            || AuthSchemeOption::from(id),
            |position| modeled.remove(position),
        ));
    }
    options.extend(modeled);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(options: &[AuthSchemeOption]) -> Vec<&str> {
        options.iter().map(|it| it.scheme_id().inner()).collect()
    }

    #[test]
    fn schemes_of_the_endpoint_come_first_and_those_of_the_model_keep_their_order() {
        let modeled = || {
            ["sigv4", "sigv4a", "noAuth"].map(|id| AuthSchemeOption::from(AuthSchemeId::new(id)))
        };
        for (named, merged) in [
            (&[][..], vec!["sigv4", "sigv4a", "noAuth"]),
            (&["sigv4"], vec!["sigv4", "sigv4a", "noAuth"]),
            (&["sigv4a", "sigv4"], vec!["sigv4a", "sigv4", "noAuth"]),
            (&["other"], vec!["other", "sigv4", "sigv4a", "noAuth"]),
        ] {
            let named = named.iter().map(|id| AuthSchemeId::new(id));
            assert_eq!(ids(&merge(named, modeled().to_vec())), merged);
        }
    }
}
