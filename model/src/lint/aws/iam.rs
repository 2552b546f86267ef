//! Actions and condition keys (Smithy 2.0, "AWS IAM traits").

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::super::operations::operations_of;
use super::super::values::structure_of;
use super::super::{Lint, quoted};
use super::{arns, members_of};
use crate::graph::{Graph, Vertex, VertexKind};
use crate::id::ShapeId;
use crate::node::Node;
use crate::raw::Body;

const KEY_VALUE: &str = "aws.iam#conditionKeyValue";
const DEFINED: &str = "aws.iam#defineConditionKeys";
const KEYS: &str = "aws.iam#conditionKeys";
const RESOLVED: &str = "aws.iam#serviceResolvedConditionKeys";

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
    let graph = lint.graph;
    for service in graph.with_trait(DEFINED) {
        let namespace = arns::namespace(graph, *service);
        let keys = graph.get_trait(*service, DEFINED);
        let resolved = resolved_keys(graph, *service, &namespace);
        for (key, definition) in keys.and_then(Node::as_object).unwrap_or_default() {
            let is_required = definition.get("required").and_then(Node::as_bool) == Some(true);
            if is_required && !resolved.contains(&full_key(&namespace, key)) {
                let message =
                    format!("the condition key `{key}` is required, so {RESOLVED} must list it");
                lint.report_trait(*service, DEFINED, message);
            }
        }
    }
}

/// The whole name of a key: one without a prefix is of the service.
fn full_key(namespace: &str, key: &str) -> String {
    if key.contains(':') {
        key.to_owned()
    } else {
        format!("{namespace}:{key}")
    }
}

/// The whole names of the keys that a trait lists.
fn listed_keys(graph: &Graph<'_>, vertex: Vertex, id: &str, namespace: &str) -> BTreeSet<String> {
    let keys = graph.get_trait(vertex, id).and_then(Node::as_array);
    let keys = keys.unwrap_or_default().iter().filter_map(Node::as_str);
    keys.map(|key| full_key(namespace, key)).collect()
}

/// The keys whose values the service finds out.
fn resolved_keys(graph: &Graph<'_>, service: Vertex, namespace: &str) -> BTreeSet<String> {
    listed_keys(graph, service, RESOLVED, namespace)
}

/// The condition keys of a service: those it defines, and those that follow from the identifiers of resources.
fn known_keys(graph: &Graph<'_>, service: Vertex, namespace: &str) -> BTreeSet<String> {
    const NOT_INFERRED: &str = "aws.iam#disableConditionKeyInference";
    let defined = graph.get_trait(service, DEFINED).and_then(Node::as_object);
    let defined = defined.unwrap_or_default().iter();
    let mut keys: BTreeSet<String> = defined.map(|(key, _)| full_key(namespace, key)).collect();
    if graph.traits(service).has(NOT_INFERRED) {
        return keys;
    }
    for (resource, parent) in resources_with_parents(graph, service) {
        if graph.traits(resource).has(NOT_INFERRED) {
            continue;
        }
        let name = graph.entry(resource).shape.name();
        let named = graph.get_trait(resource, "aws.iam#iamResource");
        let named = named.and_then(|it| it.get("name")?.as_str());
        let name = named.unwrap_or(name);
        let of_parent = parent.map_or(&[][..], |parent| identifiers(graph, parent));
        for (identifier, _) in identifiers(graph, resource) {
            if of_parent.iter().any(|(known, _)| known == identifier) {
                continue;
            }
            let mut letters = identifier.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            let identifier: String = first.into_iter().chain(letters).collect();
            keys.insert(format!("{namespace}:{name}{identifier}"));
        }
    }
    keys
}

fn identifiers<'m>(graph: &Graph<'m>, resource: Vertex) -> &'m [(String, ShapeId)] {
    match graph.entry(resource).body {
        Body::Resource(body) => &body.identifiers,
        _ => &[],
    }
}

/// The resources of a service, at any depth, each with the one that it is a child of.
fn resources_with_parents(graph: &Graph<'_>, service: Vertex) -> Vec<(Vertex, Option<Vertex>)> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut stack = vec![service];
    while let Some(at) = stack.pop() {
        let children = match graph.entry(at).body {
            Body::Service(body) => &body.resources,
            Body::Resource(body) => &body.resources,
            _ => continue,
        };
        for child in children.iter().filter_map(|id| graph.find(id.as_str())) {
            if seen.insert(child) {
                found.push((child, (at != service).then_some(at)));
                stack.push(child);
            }
        }
    }
    found
}

/// Keys that the service resolves, that operations have, and whose values are members of inputs.
pub(in super::super) fn check_keys(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    if [RESOLVED, KEYS, KEY_VALUE]
        .iter()
        .all(|id| graph.with_trait(id).is_empty())
    {
        return;
    }
    for service in graph.with_trait("aws.api#service") {
        if graph.kind(*service) == VertexKind::Service {
            check_keys_of_service(lint, *service);
        }
    }
}

fn check_keys_of_service(lint: &mut Lint<'_, '_, '_>, service: Vertex) {
    let graph = lint.graph;
    let namespace = arns::namespace(graph, service);
    let known = known_keys(graph, service, &namespace);
    let unknown = |key: &str| {
        let service = graph.id(service);
        match known.is_empty() {
            true => format!("service {service} has no condition key `{key}`, and no other one"),
            false => {
                let known = quoted(&known);
                format!("service {service} has no condition key `{key}`, expected {known}")
            }
        }
    };
    let resolved = resolved_keys(graph, service, &namespace);
    for key in resolved.difference(&known) {
        lint.report_trait(service, RESOLVED, unknown(key));
    }
    for operation in operations_of(graph, service) {
        let keys = listed_keys(graph, operation, KEYS, &namespace);
        for key in keys.difference(&known) {
            // Keys of all services need no definition.
            if !key.starts_with("aws:") {
                lint.report_trait(operation, KEYS, unknown(key));
            }
        }
        for member in members_of(graph, operation, false) {
            let Some(key) = graph.get_trait(member, KEY_VALUE).and_then(Node::as_str) else {
                continue;
            };
            let key = full_key(&namespace, key);
            if !known.contains(&key) {
                lint.report_trait(member, KEY_VALUE, unknown(&key));
            }
            if resolved.contains(&key) {
                let message = format!(
                    "the condition key `{key}` has its value from service {}, and not from a request",
                    graph.id(service)
                );
                lint.report_trait(member, KEY_VALUE, message);
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
