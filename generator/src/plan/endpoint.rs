//! A service's endpoints: the rule set, the settings of the client that are its parameters, and the parameters that
//! operations set.
//!
//! Smithy specification: [Rules engine](https://smithy.io/2.0/additional-specs/rules-engine/index.html).

pub(crate) mod bind;
mod expr;
mod parse;
pub(crate) mod ruleset;
mod scope;

#[cfg(test)]
mod tests;

use tinsmith_model::{Diagnostic, Diagnostics, Model, Node, ShapeRef};

use self::ruleset::{Action, Condition, EndpointRule, Expr, ParamType, Parameter, Rule, RuleSet};
use self::scope::Malformed;
use crate::names::Name;
use crate::plan::spelling::{self, SetterNames};

pub(in crate::plan) const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DECISION_DIAGRAM: &str = "smithy.rules#endpointBdd";
pub(in crate::plan) const CLIENT_CONTEXT: &str = "smithy.rules#clientContextParams";

/// The endpoint rules of a service.
pub(crate) struct Endpoints {
    /// The rule set. For a service without rules it is one that requires a configured endpoint.
    pub(crate) rules: RuleSet,
    /// The settings that are parameters of the rule set.
    pub(crate) client: Vec<ClientParam>,
}

/// A setting of the client that is a parameter of endpoint rules: an entry of `smithy.rules#clientContextParams`.
#[derive(Clone, Debug)]
pub(crate) struct ClientParam {
    /// The name in the model.
    pub(crate) name: String,
    /// The names of its setters.
    pub(crate) names: SetterNames,
    /// The type in `config::endpoint::context` in which the config bag stores it.
    pub(crate) ident: Name,
    /// The type of its value.
    pub(crate) ty: ParamType,
    /// The documentation.
    pub(crate) docs: Option<String>,
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

    /// Whether the rule set has the built-in, such as `AWS::UseFIPS`.
    pub(crate) fn has_built_in(&self, name: &str) -> bool {
        self.rules.has_built_in(name)
    }
}

/// The rule set for a service without rules, whose endpoint must be configured.
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
    let name = "Endpoint";
    let message =
        "no endpoint URL is configured, and the service has no rules to find its endpoint by";
    RuleSet {
        parameters: vec![Parameter {
            name: name.to_owned(),
            names: spelling::parameters([name].into_iter()).swap_remove(0),
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

fn client_params(node: Option<&Node>) -> Result<Vec<ClientParam>, Malformed> {
    let entries = match node {
        None => return Ok(Vec::new()),
        Some(Node::Object(entries)) => entries,
        Some(_) => return Err(Malformed::new("expected an object")),
    };
    let mut client: Vec<ClientParam> = Vec::new();
    let names = spelling::settings(entries.iter().map(|(name, _)| name.as_str()));
    for ((name, node), names) in entries.iter().zip(names) {
        let ty = node.get("type").and_then(Node::as_str);
        let ty = ty.ok_or_else(|| Malformed::new("expected a string `type`").at(name))?;
        client.push(ClientParam {
            name: name.clone(),
            names,
            ident: crate::names::type_ident(&crate::names::pascal(name)),
            ty: parse::parameter_type(ty).map_err(|bad| bad.at(name))?,
            docs: node
                .get("documentation")
                .and_then(Node::as_str)
                .map(str::to_owned),
        });
    }
    Ok(client)
}

fn problem(model: &Model, shape: ShapeRef, trait_id: &str, bad: &Malformed) -> Diagnostic {
    let id = &model[shape].id;
    let place = if bad.path.is_empty() {
        String::new()
    } else {
        format!(".{}", bad.path)
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
