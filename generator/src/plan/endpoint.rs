//! What a service's model says about its endpoints: the rules, the client's own settings among their parameters,
//! and how operations give parameters.
//!
//! Smithy specification: [Rules engine](https://smithy.io/2.0/additional-specs/rules-engine/index.html).

pub(crate) mod bind;
mod expr;
mod parse;
pub(crate) mod ruleset;
mod scope;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use tinsmith_model::{Diagnostic, Diagnostics, Model, Node, ShapeRef};

use self::ruleset::{Action, Condition, EndpointRule, Expr, ParamType, Parameter, Rule, RuleSet};
use self::scope::Malformed;
use crate::names::{self, Name};

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
#[derive(Clone, Debug)]
pub(crate) struct ClientParam {
    /// The name in the model.
    pub(crate) name: String,
    /// The spelling of its setters, without escapes.
    pub(crate) snake: String,
    /// The type in `config::endpoint::context` under which the configuration holds it.
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
        let ident = parameter.ident().to_string();
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
