//! A service's endpoints: the rule set, the settings of the client that are its parameters, and the parameters that
//! operations set.
//!
//! Smithy specification: [Rules engine](https://smithy.io/2.0/additional-specs/rules-engine/index.html).

pub(crate) mod bind;

#[cfg(test)]
mod tests;

use tinsmith_model::endpoint_rules::{
    self, Action, Condition, EndpointRule, Expr, Function, Malformed, ParamType, Rule, RuleSet,
    parameter_type,
};
use tinsmith_model::{Diagnostic, Diagnostics, Model, Node, ShapeRef};

use crate::names::Name;
use crate::plan::spelling::{self, SetterNames};

pub(in crate::plan) const CLIENT_CONTEXT: &str = "smithy.rules#clientContextParams";

/// The endpoint rules of a service.
pub(crate) struct Endpoints {
    /// The rule set. For a service without rules it is one that requires a configured endpoint.
    pub(crate) rules: RuleSet,
    /// The parameters of the rule set, in its order.
    pub(crate) parameters: Vec<Parameter>,
    /// The settings that are parameters of the rule set.
    pub(crate) client: Vec<ClientParam>,
}

/// A parameter of endpoint rules, with its names.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// The parameter as the rule set declares it.
    pub(crate) declared: endpoint_rules::Parameter,
    /// Its names in Rust: those of its field, its getter and its setters.
    pub(crate) names: SetterNames,
}

impl Parameter {
    fn all(parameters: &[endpoint_rules::Parameter]) -> Vec<Self> {
        let names = spelling::parameters(parameters.iter().map(|it| it.name.as_str()));
        let parameters = parameters.iter().cloned().zip(names);
        let parameters = parameters.map(|(declared, names)| Self { declared, names });
        parameters.collect()
    }
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
    /// Removes the documentation of settings and parameters.
    pub(super) fn remove_docs(&mut self) {
        for setting in &mut self.client {
            setting.docs = None;
        }
        for parameter in &mut self.parameters {
            parameter.declared.docs = None;
        }
    }

    /// Reads the traits of `service`.
    ///
    /// # Errors
    /// The traits are malformed, or use what is not supported.
    pub(crate) fn of(model: &Model, service: ShapeRef) -> Result<Self, Diagnostics> {
        let traits = &model[service].traits;
        let problem = |trait_id, bad: &Malformed| problem(model, service, trait_id, bad);
        #[cfg(test)]
        tests::parsed(traits.get(endpoint_rules::RULE_SET));
        let rules = match endpoint_rules::of_service(traits) {
            Some((_, Ok(rules))) => rules,
            Some((trait_id, Err(problems))) => {
                let problems = problems.iter().map(|bad| problem(trait_id, bad));
                return Err(Diagnostics::new(problems.collect()));
            }
            None => endpoint_required(),
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
        Ok(Self {
            parameters: Parameter::all(&rules.parameters),
            rules,
            client,
        })
    }

    /// The parameter of this name in the model.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|it| it.declared.name == name)
    }

    /// Whether the rule set has the built-in, such as `AWS::UseFIPS`.
    pub(crate) fn has_built_in(&self, name: &str) -> bool {
        self.rules.has_built_in(name)
    }
}

/// The rule set for a service without rules, whose endpoint must be configured.
fn endpoint_required() -> RuleSet {
    let is_set = Condition {
        test: Expr::Call(Function::IsSet, vec![Expr::Param(0)]),
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
        parameters: vec![endpoint_rules::Parameter {
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
            ty: parameter_type(ty).map_err(|bad| bad.at(name))?,
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
        hint: bad.hint.clone(),
    }
}
