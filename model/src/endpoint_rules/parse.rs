//! From the JSON of `smithy.rules#endpointRuleSet` to a [`RuleSet`].

use std::collections::HashMap;

use super::built_ins;
use super::expr::{call, expr, text};
use super::ruleset::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Literal, ParamType, Parameter, Property,
    Rule, RuleSet,
};
use super::scope::{Malformed, Scope, index, unknown};
use super::types::Type;
use super::urls;
use crate::node::Node;

/// How deep trees may nest, and how deep properties.
const MAX_DEPTH: usize = 64;

/// Parses a rule set.
///
/// # Errors
/// Everything that is malformed, at most one problem for each rule.
pub(super) fn parse(node: &Node) -> Result<RuleSet, Vec<Malformed>> {
    let (parameters, rules) = header(node).map_err(|bad| vec![bad])?;
    let mut parser = Parser::new(parameters);
    parser.parse_rules(rules, "rules", 0);
    if !parser.problems.is_empty() {
        return Err(parser.problems);
    }
    let variables = index(parser.most_variables).map_err(|bad| vec![bad])?;
    Ok(RuleSet {
        parameters: parser.parameters,
        variables,
        rules: parser.rules,
    })
}

fn header(node: &Node) -> Result<(Vec<Parameter>, &[Node]), Malformed> {
    let version = string(node, "version")?;
    if version != "1" && !version.starts_with("1.") {
        let message = format!("the version `{version}` is not supported; expected 1.x");
        return Err(Malformed::new(message).at("version"));
    }
    Ok((parameters(node)?, array(node, "rules")?))
}

pub(super) fn parameters(node: &Node) -> Result<Vec<Parameter>, Malformed> {
    let parameters = entries(node, "parameters")?.iter();
    let parameters = parameters
        .map(|(name, node)| parameter(name, node).map_err(|bad| bad.at(name).at("parameters")));
    parameters.collect()
}

fn parameter(name: &str, node: &Node) -> Result<Parameter, Malformed> {
    let ty = parameter_type(string(node, "type")?).map_err(|bad| bad.at("type"))?;
    let default = match node.get("default") {
        None => None,
        Some(node) => Some(literal(node).map_err(|bad| bad.at("default"))?),
    };
    if default.as_ref().is_some_and(|default| default.ty() != ty) {
        return Err(Malformed::new("the value is not of the parameter's type").at("default"));
    }
    let built_in = optional_string(node, "builtIn")?;
    if let Some(name) = &built_in {
        built_ins::check(name, ty).map_err(|bad| bad.at("builtIn"))?;
    }
    Ok(Parameter {
        name: name.to_owned(),
        ty,
        required: optional_bool(node, "required")?,
        default,
        built_in,
        docs: optional_string(node, "documentation")?,
    })
}

/// A parameter's type. Its spelling differs between the specification and the models.
pub fn parameter_type(name: &str) -> Result<ParamType, Malformed> {
    match name.to_ascii_lowercase().as_str() {
        "string" => Ok(ParamType::Text),
        "boolean" => Ok(ParamType::Bool),
        "stringarray" => Ok(ParamType::List),
        _ => Err(unknown("type", name, ["string", "boolean", "stringArray"])),
    }
}

/// A value for a parameter.
pub fn literal(node: &Node) -> Result<Literal, Malformed> {
    let list = |items: &[Node]| -> Option<Vec<String>> {
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect()
    };
    match node {
        Node::String(text) => Some(Literal::Text(text.clone())),
        Node::Bool(value) => Some(Literal::Bool(*value)),
        Node::Array(items) => list(items).map(Literal::List),
        _ => None,
    }
    .ok_or_else(|| Malformed::new("expected a string, a boolean or a list of strings"))
}

pub(super) struct Parser {
    pub(super) parameters: Vec<Parameter>,
    parameter_places: HashMap<String, (usize, Type)>,
    /// The variables in scope, the innermost last.
    pub(super) variables: Vec<String>,
    pub(super) variable_places: HashMap<String, (usize, Type)>,
    most_variables: usize,
    rules: Vec<Rule>,
    problems: Vec<Malformed>,
}

impl Parser {
    pub(super) fn new(parameters: Vec<Parameter>) -> Self {
        let places = parameters.iter().enumerate();
        let places = places.map(|(at, it)| (it.name.clone(), (at, Type::from(it.ty))));
        Self {
            parameter_places: places.collect(),
            parameters,
            variables: Vec::new(),
            variable_places: HashMap::new(),
            most_variables: 0,
            rules: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            parameters: &self.parameter_places,
            variables: &self.variable_places,
        }
    }

    fn parse_rules(&mut self, rules: &[Node], path: &str, depth: usize) {
        for (at, node) in rules.iter().enumerate() {
            let path = format!("{path}[{at}]");
            // A variable's scope ends with the rule that assigns it.
            let outer = self.variables.len();
            if let Err(bad) = self.parse_rule(node, &path, depth) {
                self.problems.push(bad.at(&path));
            }
            for variable in self.variables.drain(outer..) {
                self.variable_places.remove(&variable);
            }
        }
    }

    fn parse_rule(&mut self, node: &Node, path: &str, depth: usize) -> Result<(), Malformed> {
        if depth > MAX_DEPTH {
            return Err(Malformed::new(format!(
                "rules nest deeper than {MAX_DEPTH}"
            )));
        }
        let conditions = self.conditions(node)?;
        let own = self.rules.len();
        let kind = string(node, "type")?;
        let action = match kind {
            "tree" => Action::Tree,
            _ => self.leaf(node, kind)?,
        };
        self.rules.push(Rule {
            conditions,
            action,
            next: 0,
        });
        if kind == "tree" {
            self.parse_rules(array(node, "rules")?, &format!("{path}.rules"), depth + 1);
        }
        self.rules[own].next = index(self.rules.len())?;
        Ok(())
    }

    /// The action of a rule that ends the evaluation.
    pub(super) fn leaf(&self, node: &Node, kind: &str) -> Result<Action, Malformed> {
        match kind {
            "endpoint" => {
                let endpoint = self.endpoint(node).map_err(|bad| bad.at("endpoint"))?;
                Ok(Action::Endpoint(endpoint))
            }
            "error" => {
                let message = self.message(node).map_err(|bad| bad.at("error"))?;
                Ok(Action::Error(message))
            }
            _ => Err(unknown("type", kind, ["endpoint", "error", "tree"]).at("type")),
        }
    }

    fn conditions(&mut self, node: &Node) -> Result<Vec<Condition>, Malformed> {
        let mut conditions = Vec::new();
        for (at, node) in array(node, "conditions")?.iter().enumerate() {
            let condition = self
                .condition(node)
                .map_err(|bad| bad.at(&format!("conditions[{at}]")))?;
            conditions.push(condition);
        }
        Ok(conditions)
    }

    pub(super) fn condition(&mut self, node: &Node) -> Result<Condition, Malformed> {
        let value = call(node, &self.scope(), 0)?;
        let (test, ty) = (value.expr, value.ty);
        let Some(name) = optional_string(node, "assign")? else {
            return Ok(Condition { test, assign: None });
        };
        if self.scope().has(&name) {
            return Err(Malformed::new(format!("`{name}` already has a value")).at("assign"));
        }
        let assign = index(self.variables.len())?;
        self.variable_places
            .insert(name.clone(), (self.variables.len(), ty));
        self.variables.push(name);
        self.most_variables = self.most_variables.max(self.variables.len());
        Ok(Condition {
            test,
            assign: Some(assign),
        })
    }

    fn message(&self, node: &Node) -> Result<Expr, Malformed> {
        text(node.get("error").unwrap_or(&Node::Null), &self.scope())
    }

    fn endpoint(&self, node: &Node) -> Result<EndpointRule, Malformed> {
        let Some(node) = node
            .get("endpoint")
            .filter(|node| node.as_object().is_some())
        else {
            return Err(Malformed::new("expected an object"));
        };
        let scope = self.scope();
        let url = text(node.get("url").unwrap_or(&Node::Null), &scope)
            .and_then(|url| urls::check(&url).map(|()| url))
            .map_err(|bad| bad.at("url"))?;
        let mut endpoint = EndpointRule {
            url,
            headers: Vec::new(),
            properties: Vec::new(),
            auth_schemes: Vec::new(),
        };
        for (name, values) in optional_entries(node, "headers")? {
            let values = header_values(values, &scope).map_err(|bad| bad.at(name).at("headers"))?;
            endpoint.headers.push((name.to_ascii_lowercase(), values));
        }
        for (name, value) in optional_entries(node, "properties")? {
            let bad_property = |bad: Malformed| bad.at(name).at("properties");
            if name == "authSchemes" {
                endpoint.auth_schemes = auth_schemes(value, &scope).map_err(bad_property)?;
            } else {
                let value = property(value, &scope, 0).map_err(bad_property)?;
                endpoint.properties.push((name.clone(), value));
            }
        }
        Ok(endpoint)
    }
}

fn header_values(node: &Node, scope: &Scope<'_>) -> Result<Vec<Expr>, Malformed> {
    let values = node
        .as_array()
        .ok_or_else(|| Malformed::new("expected an array of strings"))?;
    values.iter().map(|value| text(value, scope)).collect()
}

fn auth_schemes(node: &Node, scope: &Scope<'_>) -> Result<Vec<AuthScheme>, Malformed> {
    let nodes = node
        .as_array()
        .ok_or_else(|| Malformed::new("expected an array of objects"))?;
    let mut schemes: Vec<AuthScheme> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let bad_scheme = |bad: Malformed| bad.at(&format!("[{at}]"));
        let scheme = auth_scheme(node, scope).map_err(bad_scheme)?;
        if schemes.iter().any(|it| it.name == scheme.name) {
            let name = node.get("name").and_then(Node::as_str).unwrap_or_default();
            let message = format!("the scheme `{name}` is given twice, expected it once");
            return Err(bad_scheme(Malformed::new(message).at("name")));
        }
        schemes.push(scheme);
    }
    Ok(schemes)
}

fn auth_scheme(node: &Node, scope: &Scope<'_>) -> Result<AuthScheme, Malformed> {
    let Some(entries) = node.as_object() else {
        return Err(Malformed::new("expected an object"));
    };
    let Some(name @ Node::String(_)) = node.get("name") else {
        return Err(Malformed::new("expected a string `name`"));
    };
    let mut properties: Vec<(String, Property)> = Vec::new();
    for (name, node) in entries.iter().filter(|(name, _)| name != "name") {
        let value = auth_property(name, node, scope).map_err(|bad| bad.at(name))?;
        if properties.iter().any(|(other, _)| other == name) {
            return Err(Malformed::new("the property is given twice, expected it once").at(name));
        }
        properties.push((name.clone(), value));
    }
    Ok(AuthScheme {
        name: text(name, scope)?,
        properties,
    })
}

/// A property of an auth scheme. The properties that signing reads have fixed types; other properties may have any type.
fn auth_property(name: &str, node: &Node, scope: &Scope<'_>) -> Result<Property, Malformed> {
    match name {
        "signingName" | "signingRegion" => Ok(Property::Value(text(node, scope)?)),
        "disableDoubleEncoding" | "disableNormalizePath" => match node {
            Node::Bool(_) => property(node, scope, 0),
            _ => Err(Malformed::new("expected a boolean")),
        },
        "signingRegionSet" => {
            let Some(items) = node.as_array() else {
                return Err(Malformed::new("expected a list of strings"));
            };
            let items = items.iter().enumerate().map(|(at, item)| {
                let item = text(item, scope).map_err(|bad| bad.at(&format!("[{at}]")))?;
                Ok(Property::Value(item))
            });
            Ok(Property::List(items.collect::<Result<_, _>>()?))
        }
        _ => property(node, scope, 0),
    }
}

fn property(node: &Node, scope: &Scope<'_>, depth: usize) -> Result<Property, Malformed> {
    if depth > MAX_DEPTH / 2 {
        return Err(Malformed::new(format!(
            "properties nest deeper than {}",
            MAX_DEPTH / 2
        )));
    }
    match node {
        Node::Array(items) => {
            let items = items.iter().map(|item| property(item, scope, depth + 1));
            Ok(Property::List(items.collect::<Result<_, _>>()?))
        }
        Node::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = property(value, scope, depth + 1).map_err(|bad| bad.at(name))?;
                Ok((name.clone(), value))
            });
            Ok(Property::Map(entries.collect::<Result<_, _>>()?))
        }
        scalar => Ok(Property::Value(expr(scalar, scope)?.expr)),
    }
}

pub(super) fn string<'n>(node: &'n Node, key: &str) -> Result<&'n str, Malformed> {
    match node.get(key) {
        Some(Node::String(text)) => Ok(text),
        Some(_) => Err(Malformed::new("expected a string").at(key)),
        None => Err(Malformed::new(format!(
            "`{key}` is missing; expected a string"
        ))),
    }
}

fn optional_string(node: &Node, key: &str) -> Result<Option<String>, Malformed> {
    match node.get(key) {
        None => Ok(None),
        Some(Node::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Malformed::new("expected a string").at(key)),
    }
}

fn optional_bool(node: &Node, key: &str) -> Result<bool, Malformed> {
    match node.get(key) {
        None => Ok(false),
        Some(Node::Bool(value)) => Ok(*value),
        Some(_) => Err(Malformed::new("expected a boolean").at(key)),
    }
}

pub(super) fn array<'n>(node: &'n Node, key: &str) -> Result<&'n [Node], Malformed> {
    match node.get(key) {
        Some(Node::Array(items)) => Ok(items),
        Some(_) => Err(Malformed::new("expected an array").at(key)),
        None => Err(Malformed::new(format!(
            "`{key}` is missing; expected an array"
        ))),
    }
}

fn entries<'n>(node: &'n Node, key: &str) -> Result<&'n [(String, Node)], Malformed> {
    match node.get(key) {
        Some(Node::Object(entries)) => Ok(entries),
        Some(_) => Err(Malformed::new("expected an object").at(key)),
        None => Err(Malformed::new(format!(
            "`{key}` is missing; expected an object"
        ))),
    }
}

fn optional_entries<'n>(node: &'n Node, key: &str) -> Result<&'n [(String, Node)], Malformed> {
    match node.get(key) {
        None => Ok(&[]),
        Some(_) => entries(node, key),
    }
}
