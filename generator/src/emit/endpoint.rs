//! `config::endpoint`: the service's endpoint rules as static data, their parameters, and the traits around
//! them; and how operations give parameters (Smithy specification, "Rules engine").
//!
//! ```ignore
//! pub trait ResolveEndpoint { fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>; .. }
//! pub struct DefaultResolver { .. }
//! pub struct Params { .. }
//! pub struct ParamsBuilder { .. }
//! mod rules { static RULES: RuleSet = RuleSet { .. }; }
//! ```

mod expr;
mod jmespath;
mod lower;
pub(crate) mod operation;
mod params;
mod parse;
mod ruleset;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use tinsmith_model::{Diagnostic, Diagnostics, Model, Node, ShapeRef};

use self::parse::Malformed;
use self::ruleset::{Action, Condition, EndpointRule, Expr, ParamType, Parameter, Rule, RuleSet};
use crate::names;
use crate::plan::Plan;

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DECISION_DIAGRAM: &str = "smithy.rules#endpointBdd";
const CLIENT_CONTEXT: &str = "smithy.rules#clientContextParams";

/// What a service's model says about its endpoints.
pub(crate) struct Endpoints {
    /// The rules; for a service without any, that the endpoint must be configured.
    pub(crate) rules: RuleSet,
    /// The client's own settings.
    pub(crate) client: Vec<ClientParam>,
}

/// A setting of the client that endpoint rules look at: an entry of `smithy.rules#clientContextParams`.
pub(crate) struct ClientParam {
    /// The name in the model.
    pub(crate) name: String,
    /// The spelling of its setters, without escapes.
    pub(crate) snake: String,
    /// The type in `config::endpoint::context` under which the configuration holds it.
    pub(crate) ident: Ident,
    /// The type of its value.
    pub(crate) ty: ParamType,
    /// The documentation.
    pub(crate) docs: Option<String>,
}

impl ClientParam {
    /// The Rust type of its value.
    pub(crate) fn value_type(&self) -> TokenStream {
        params::owned_type(self.ty)
    }
}

impl Endpoints {
    /// Reads the traits of `service`.
    ///
    /// # Errors
    /// The traits are malformed, or use what is not supported.
    pub(crate) fn of(model: &Model, service: ShapeRef) -> Result<Self, Diagnostics> {
        let traits = &model[service].traits;
        let problem = |trait_id, bad: &Malformed| problem(model, service, trait_id, bad);
        let rules = match (traits.get(RULE_SET), traits.has(DECISION_DIAGRAM)) {
            (Some(node), _) => parse::parse(node).map_err(|problems| {
                Diagnostics::new(problems.iter().map(|bad| problem(RULE_SET, bad)).collect())
            })?,
            (None, true) => {
                let bad = Malformed::new(
                    "a decision diagram without the rule set it was made of is not supported",
                );
                return Err(problem(DECISION_DIAGRAM, &bad).into());
            }
            (None, false) => endpoint_required(),
        };
        check_names(&rules).map_err(|bad| problem(RULE_SET, &bad))?;
        let client = traits.get(CLIENT_CONTEXT);
        let client = client_params(client).map_err(|bad| problem(CLIENT_CONTEXT, &bad))?;
        for setting in &client {
            let parameter = rules.parameter(&setting.name);
            if parameter.is_some_and(|parameter| parameter.ty != setting.ty) {
                let bad =
                    Malformed::new("the rule set's parameter has another type").at(&setting.name);
                return Err(problem(CLIENT_CONTEXT, &bad).into());
            }
        }
        Ok(Self { rules, client })
    }

    /// The rule set has the built-in, such as `AWS::UseFIPS`.
    pub(crate) fn has_built_in(&self, name: &str) -> bool {
        self.rules.has_built_in(name)
    }
}

/// The module `config::endpoint`.
///
/// # Errors
/// The rule set, or a trait that binds an operation to its parameters, is malformed or not supported.
pub(crate) fn emit(plan: &Plan<'_>) -> Result<TokenStream, Diagnostics> {
    let endpoints = Endpoints::of(plan.model, plan.service.shape)?;
    operation::check(plan, &endpoints)?;
    let parameters = &endpoints.rules.parameters;
    let resolver = resolver(parameters, plan.service.title);
    let params = params::emit(parameters);
    let builder = params::emit_builder(parameters);
    let from_config = params::emit_from_config(&endpoints);
    let context = params::emit_context(&endpoints);
    let rules = lower::module(&endpoints.rules);
    Ok(quote! {
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::endpoint::{
            EndpointFuture, SharedEndpointResolver,
        };
        pub use ::tinsmith_runtime::aws_smithy_types::endpoint::Endpoint;
        pub use ::tinsmith_runtime::endpoint::InvalidParams;

        #resolver
        #params
        #builder
        #from_config
        #context
        #rules
    })
}

fn resolver(parameters: &[Parameter], title: &str) -> TokenStream {
    let account_id = params::account_id_setter(parameters);
    let trait_docs = format!(" Resolves the endpoint of a request to {title}.");
    quote! {
        #[doc = #trait_docs]
        pub trait ResolveEndpoint:
            ::std::marker::Send + ::std::marker::Sync + ::std::fmt::Debug
        {
            /// Resolves the endpoint for these parameters.
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

            /// The resolver as a configuration holds it.
            fn into_shared_resolver(self) -> SharedEndpointResolver
            where
                Self: ::std::marker::Sized + 'static,
            {
                ::tinsmith_runtime::endpoint::shared_resolver(
                    self,
                    Self::resolve_endpoint,
                    #account_id,
                )
            }
        }

        /// Resolves endpoints by the service's rules.
        #[derive(::std::default::Default, ::std::fmt::Debug)]
        #[non_exhaustive]
        pub struct DefaultResolver {}

        impl DefaultResolver {
            /// The resolver.
            pub fn new() -> Self {
                Self {}
            }
        }

        impl ResolveEndpoint for DefaultResolver {
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
                let endpoint = rules::RULES.resolve(&params.values());
                EndpointFuture::ready(endpoint.map_err(::std::convert::Into::into))
            }
        }
    }
}

/// The rules of a service that has none: its endpoint must be configured.
fn endpoint_required() -> RuleSet {
    let is_set = Condition {
        test: Expr::Call("IsSet", vec![Expr::Param(0)]),
        assign: None,
    };
    let endpoint = EndpointRule {
        url: Expr::Param(0),
        headers: Vec::new(),
        properties: Vec::new(),
        auth_schemes: Vec::new(),
    };
    let message =
        "no endpoint URL is configured, and the service has no rules to find its endpoint by";
    RuleSet {
        parameters: vec![Parameter {
            name: "Endpoint".to_owned(),
            ty: ParamType::Text,
            required: false,
            default: None,
            built_in: Some("SDK::Endpoint".to_owned()),
            docs: Some("The URL of the endpoint.".to_owned()),
        }],
        variables: 0,
        rules: vec![
            Rule {
                conditions: vec![is_set],
                action: Action::Endpoint(endpoint),
                next: 1,
            },
            Rule {
                conditions: Vec::new(),
                action: Action::Error(Expr::Text(message.to_owned())),
                next: 2,
            },
        ],
    }
}

/// Checks that no two parameters get the same Rust name.
fn check_names(rules: &RuleSet) -> Result<(), Malformed> {
    let mut taken = BTreeMap::new();
    for parameter in &rules.parameters {
        let ident = params::ident(parameter).to_string();
        if let Some(other) = taken.insert(ident.clone(), &parameter.name) {
            let message = format!(
                "`{}` and `{other}` would both be called `{ident}` in Rust",
                parameter.name
            );
            return Err(Malformed::new(message).at("parameters"));
        }
    }
    Ok(())
}

fn client_params(node: Option<&Node>) -> Result<Vec<ClientParam>, Malformed> {
    let entries = match node {
        None => return Ok(Vec::new()),
        Some(Node::Object(entries)) => entries,
        Some(_) => return Err(Malformed::new("expected an object")),
    };
    let mut client: Vec<ClientParam> = Vec::new();
    for (name, node) in entries {
        let ty = node.get("type").and_then(Node::as_str);
        let ty = ty.ok_or_else(|| Malformed::new("expected a string `type`").at(name))?;
        let setting = ClientParam {
            name: name.clone(),
            snake: names::snake(name),
            ident: names::type_ident(&names::pascal(name)),
            ty: parse::parameter_type(ty).map_err(|bad| bad.at(name))?,
            docs: node
                .get("documentation")
                .and_then(Node::as_str)
                .map(str::to_owned),
        };
        let same_name =
            |other: &&ClientParam| other.snake == setting.snake || other.ident == setting.ident;
        if let Some(other) = client.iter().find(same_name) {
            let message = format!(
                "`{name}` and `{}` would have the same name in Rust",
                other.name
            );
            return Err(Malformed::new(message));
        }
        client.push(setting);
    }
    Ok(client)
}

fn problem(model: &Model, shape: ShapeRef, trait_id: &str, bad: &Malformed) -> Diagnostic {
    let id = &model[shape].id;
    let place = match bad.path.is_empty() {
        true => String::new(),
        false => format!(".{}", bad.path),
    };
    Diagnostic {
        file: model.file_of(shape).to_owned(),
        line: None,
        path: format!("shapes.{id}.traits.{trait_id}{place}"),
        shape: Some(id.to_string()),
        message: format!("{} (trait `{trait_id}`)", bad.message),
        hint: None,
    }
}
