//! The auth schemes of a service's operations.
//!
//! Smithy specification: [authentication traits](https://smithy.io/2.0/spec/authentication-traits.html).

use std::collections::BTreeSet;

use tinsmith_model::{Model, Node, Traits};

use super::Plan;
use super::customizations::{endpoint_auth, s3, sts};

/// The auth schemes of calls, in the order of preference. An empty list means that calls are not authenticated.
pub(crate) struct Auth {
    /// The schemes of all operations that are not in `overrides`.
    pub(crate) service: Vec<AuthScheme>,
    /// The operations with other schemes, by name.
    pub(crate) overrides: Vec<(String, Vec<AuthScheme>)>,
    /// Whether the schemes that the endpoint of a call names come before these, even if they are not among them.
    pub(crate) by_endpoint: bool,
}

/// An auth scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthScheme {
    /// `aws.auth#sigv4`
    SigV4,
    /// `aws.auth#sigv4a`
    SigV4a,
    /// `smithy.api#httpBearerAuth`
    HttpBearer,
    /// `smithy.api#httpBasicAuth`
    HttpBasic,
    /// `smithy.api#httpDigestAuth`
    HttpDigest,
    /// `smithy.api#httpApiKeyAuth`
    HttpApiKey {
        /// The header or query parameter.
        name: String,
        /// It is a query parameter.
        in_query: bool,
        /// The scheme name before the key in the header.
        scheme: Option<String>,
    },
    /// A scheme of the model's own, by the id of its trait (`smithy.api#authDefinition`).
    Custom(String),
    /// The call is not authenticated.
    NoAuth,
}

/// The traits of the supported schemes, in the order that holds without an `auth` trait.
const IDS: [&str; 6] = [
    "aws.auth#sigv4",
    SIGV4A,
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

const SIGV4A: &str = "aws.auth#sigv4a";
const AUTH: &str = "smithy.api#auth";
const AUTH_DEFINITION: &str = "smithy.api#authDefinition";
const OPTIONAL_AUTH: &str = "smithy.api#optionalAuth";

impl Auth {
    /// Reads the traits of the service and of the chosen operations.
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let schemes = Schemes::of(plan);
        let traits = schemes.traits;
        let mut service = schemes.of_service();
        let by_endpoint = endpoint_auth::comes_first(plan);
        // The endpoint rules may name SigV4a although the model does not have its trait.
        if by_endpoint && !traits.has(SIGV4A) {
            service.push(AuthScheme::SigV4a);
        }
        if s3::allows_no_auth(plan) {
            service.push(AuthScheme::NoAuth);
        }
        let operations = plan.operations.iter().map(|operation| {
            let own = &plan.shape(operation.shape).traits;
            let schemes = if sts::is_unsigned(plan, operation) {
                vec![AuthScheme::NoAuth]
            } else {
                schemes.of_operation(own, &service)
            };
            (operation.name.to_owned(), schemes)
        });
        let overrides = operations
            .filter(|(_, schemes)| *schemes != service)
            .collect();
        Self {
            service,
            overrides,
            by_endpoint,
        }
    }

    /// How calls of the operation are authenticated.
    pub(crate) fn of_operation(&self, name: &str) -> &[AuthScheme] {
        let mut overrides = self.overrides.iter();
        let own = overrides.find(|(operation, _)| operation == name);
        own.map_or(&self.service, |(_, schemes)| schemes)
    }

    /// Whether some call may use the scheme.
    pub(crate) fn uses(&self, scheme: &AuthScheme) -> bool {
        self.schemes().any(|it| it == scheme)
    }

    /// The API key scheme, if some call may use it.
    pub(crate) fn api_key(&self) -> Option<&AuthScheme> {
        self.schemes()
            .find(|it| matches!(it, AuthScheme::HttpApiKey { .. }))
    }

    /// Whether some call needs the runtime's feature `sigv4a`.
    pub(crate) fn uses_sigv4a(&self) -> bool {
        self.uses(&AuthScheme::SigV4a)
    }

    /// The ids of the schemes that are the model's own, each once.
    pub(crate) fn custom(&self) -> BTreeSet<&str> {
        let ids = self.schemes().filter_map(|scheme| match scheme {
            AuthScheme::Custom(id) => Some(id.as_str()),
            _ => None,
        });
        ids.collect()
    }

    fn schemes(&self) -> impl Iterator<Item = &AuthScheme> {
        let overrides = self.overrides.iter().flat_map(|(_, schemes)| schemes);
        self.service.iter().chain(overrides)
    }
}

/// The schemes that a service may have.
struct Schemes<'p> {
    /// The traits of the service.
    traits: &'p Traits,
    /// The ids of the traits of schemes that are the model's own, and that the service has. None for a service of AWS,
    /// whose official client does not know them.
    custom: Vec<&'p str>,
}

impl<'p> Schemes<'p> {
    fn of(plan: &'p Plan<'_>) -> Self {
        let traits = &plan.shape(plan.service.shape).traits;
        let is_custom = |id: &str| !IDS.contains(&id) && is_auth_definition(plan.model, id);
        let ids = traits.iter().map(|(id, _)| id);
        let ids = ids.filter(|id| !plan.service.is_aws && is_custom(id));
        Self {
            custom: ids.collect(),
            traits,
        }
    }

    /// The schemes that the service's `auth` trait lists, or without that trait all schemes of the service, in the order of
    /// their ids.
    fn of_service(&self) -> Vec<AuthScheme> {
        match self.traits.get(AUTH) {
            Some(ids) => self.listed(ids),
            None => {
                let mut ids: Vec<&str> = IDS.iter().chain(&self.custom).copied().collect();
                ids.sort_unstable();
                ids.iter().filter_map(|id| self.scheme(id)).collect()
            }
        }
    }

    /// The schemes that the operation's own `auth` trait lists, or else the service's. `NoAuth` comes last if
    /// authentication is optional, and is the only one if the list is empty.
    fn of_operation(&self, operation: &Traits, of_service: &[AuthScheme]) -> Vec<AuthScheme> {
        let own = operation.get(AUTH).map(|ids| self.listed(ids));
        let none = own.as_ref().is_some_and(Vec::is_empty);
        let mut schemes = own.unwrap_or_else(|| of_service.to_vec());
        if none || operation.has(OPTIONAL_AUTH) {
            schemes.push(AuthScheme::NoAuth);
        }
        schemes
    }

    fn listed(&self, ids: &Node) -> Vec<AuthScheme> {
        let ids = ids
            .as_array()
            .unwrap_or_default()
            .iter()
            .filter_map(Node::as_str);
        ids.filter_map(|id| self.scheme(id)).collect()
    }

    fn scheme(&self, id: &str) -> Option<AuthScheme> {
        if self.custom.contains(&id) {
            return Some(AuthScheme::Custom(id.to_owned()));
        }
        AuthScheme::of(self.traits, id)
    }
}

/// The ids that the `auth` trait lists and that no scheme of the service has. None for a service of AWS, whose official
/// client leaves them out.
pub(super) fn unknown(model: &Model, service: &Traits, listing: &Traits) -> Vec<String> {
    if service.has("aws.api#service") {
        return Vec::new();
    }
    let ids = listing.get(AUTH).and_then(Node::as_array);
    let ids = ids.unwrap_or_default().iter().filter_map(Node::as_str);
    let unknown =
        ids.filter(|id| !service.has(id) || !(IDS.contains(id) || is_auth_definition(model, id)));
    unknown.map(str::to_owned).collect()
}

fn is_auth_definition(model: &Model, id: &str) -> bool {
    let definition = model.find(id);
    definition.is_some_and(|it| model[it].traits.has(AUTH_DEFINITION))
}

impl AuthScheme {
    /// The scheme of the trait `id`, with the trait's values; `None` if the scheme is not supported.
    fn of(service: &Traits, id: &str) -> Option<Self> {
        let node = service.get(id)?;
        let text = |key| node.get(key).and_then(Node::as_str);
        Some(match id {
            "aws.auth#sigv4" => Self::SigV4,
            SIGV4A => Self::SigV4a,
            "smithy.api#httpBearerAuth" => Self::HttpBearer,
            "smithy.api#httpBasicAuth" => Self::HttpBasic,
            "smithy.api#httpDigestAuth" => Self::HttpDigest,
            "smithy.api#httpApiKeyAuth" => Self::HttpApiKey {
                name: text("name")?.to_owned(),
                in_query: text("in") == Some("query"),
                scheme: text("scheme").map(str::to_owned),
            },
            _ => return None,
        })
    }
}
