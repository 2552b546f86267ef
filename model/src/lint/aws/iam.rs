//! Actions and condition keys (Smithy 2.0, "AWS IAM traits").

use std::collections::{BTreeMap, BTreeSet};

use super::super::operations::operations_of;
use super::super::values::structure_of;
use super::super::{Lint, quoted};
use super::{members_of, resources_of};
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::raw::Body;

const KEY_VALUE: &str = "aws.iam#conditionKeyValue";
const DEFINED: &str = "aws.iam#defineConditionKeys";

/// The traits that `aws.iam#iamAction` takes the place of.
pub(in super::super) fn check_actions(lint: &mut Lint<'_, '_, '_>) {
    const ACTION: &str = "aws.iam#iamAction";
    let graph = lint.graph;
    for operation in graph.with_trait(ACTION) {
        let action = graph.get_trait(*operation, ACTION);
        for (property, id) in [
            ("name", "aws.iam#actionName"),
            ("documentation", "aws.iam#actionPermissionDescription"),
            ("requiredActions", "aws.iam#requiredActions"),
        ] {
            let is_set = action.is_some_and(|action| action.get(property).is_some());
            if is_set && graph.traits(*operation).has(id) {
                let message = format!("`{property}` of {ACTION} and the trait {id} say the same");
                let event = format!("{}.ConflictingProperty.{property}", lint.rule.id);
                let severity = lint.rule.severity;
                lint.report_trait(*operation, id, message)
                    .event(event, severity);
            }
        }
    }
}

/// Keys that are required are resolved by the service.
pub(in super::super) fn check_definitions(lint: &mut Lint<'_, '_, '_>) {
    const RESOLVED: &str = "aws.iam#serviceResolvedConditionKeys";
    let graph = lint.graph;
    for service in graph.with_trait(DEFINED) {
        let keys = graph.get_trait(*service, DEFINED);
        let resolved = graph.get_trait(*service, RESOLVED).and_then(Node::as_array);
        let resolved: Vec<&str> = resolved
            .unwrap_or_default()
            .iter()
            .filter_map(Node::as_str)
            .collect();
        for (key, definition) in keys.and_then(Node::as_object).unwrap_or_default() {
            let is_required = definition.get("required").and_then(Node::as_bool) == Some(true);
            if is_required && !resolved.contains(&key.as_str()) {
                let message =
                    format!("the condition key `{key}` is required, so {RESOLVED} must list it");
                lint.report_trait(*service, DEFINED, message);
            }
        }
    }
}

/// The name of a key, without the prefix of the service.
fn key_name(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, name)| name)
}

/// The condition keys of a service: those it defines, and those that follow from the identifiers of resources.
fn known_keys(graph: &Graph<'_>, service: Vertex) -> BTreeSet<String> {
    let defined = graph.get_trait(service, DEFINED).and_then(Node::as_object);
    let defined = defined.unwrap_or_default().iter();
    let mut keys: BTreeSet<String> = defined.map(|(key, _)| key_name(key).to_owned()).collect();
    for resource in resources_of(graph, service) {
        let Body::Resource(body) = graph.entry(resource).body else {
            continue;
        };
        let name = graph.entry(resource).shape.name();
        let named = graph.get_trait(resource, "aws.iam#iamResource");
        let named = named.and_then(|it| it.get("name")?.as_str());
        for (identifier, _) in &body.identifiers {
            let (first, rest) =
                identifier.split_at(identifier.chars().next().map_or(0, char::len_utf8));
            let identifier = format!("{}{rest}", first.to_uppercase());
            keys.insert(format!("{}{identifier}", named.unwrap_or(name)));
        }
    }
    keys
}

pub(in super::super) fn check_values(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    if graph.with_trait(KEY_VALUE).is_empty() {
        return;
    }
    for service in graph.with_trait("aws.api#service") {
        if graph.kind(*service) != VertexKind::Service {
            continue;
        }
        let known = known_keys(graph, *service);
        for operation in operations_of(graph, *service) {
            for member in members_of(graph, operation, false) {
                let key = graph.get_trait(member, KEY_VALUE).and_then(Node::as_str);
                let Some(key) = key.filter(|key| !key.starts_with("aws:")) else {
                    continue;
                };
                if !known.contains(key_name(key)) {
                    let message = format!(
                        "service {} has no condition key `{key}`, expected {}",
                        graph.id(*service),
                        quoted(&known)
                    );
                    lint.report_trait(member, KEY_VALUE, message);
                }
            }
        }
    }
}

/// One member of an input has the value of a key.
pub(in super::super) fn check_values_once(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    if graph.with_trait(KEY_VALUE).is_empty() {
        return;
    }
    for operation in graph.of_kind(VertexKind::Operation) {
        let mut by_key: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for member in members_of(graph, operation, false) {
            if let Some(key) = graph.get_trait(member, KEY_VALUE).and_then(Node::as_str) {
                by_key.entry(key).or_default().push(graph.name(member));
            }
        }
        for (key, members) in by_key.into_iter().filter(|(_, members)| members.len() > 1) {
            let Some(input) = structure_of(graph, operation, false) else {
                continue;
            };
            let message = format!(
                "several members have the value of the condition key `{key}`: {}",
                quoted(members)
            );
            lint.report(input, message);
        }
    }
}
