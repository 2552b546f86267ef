//! Resources of AWS CloudFormation (Smithy 2.0, "aws.cloudformation#cfnResource trait").

use std::collections::BTreeMap;

use super::super::{Lint, quoted};
use super::{lifecycle, members_of};
use crate::graph::{Graph, Relationship, Vertex};
use crate::node::Node;
use crate::raw::{Body, RawResource};

const RESOURCE: &str = "aws.cloudformation#cfnResource";

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for resource in graph.with_trait(RESOURCE) {
        if let Body::Resource(body) = graph.entry(*resource).body {
            check_identifier(lint, *resource, body);
            check_properties(lint, *resource, body);
        }
    }
}

/// Another identifier of the resource is a property that targets a string.
fn check_identifier(lint: &mut Lint<'_, '_, '_>, resource: Vertex, body: &RawResource) {
    let graph = lint.graph;
    let value = graph.get_trait(resource, RESOURCE);
    let Some(name) = value.and_then(|it| it.get("primaryIdentifier")?.as_str()) else {
        return;
    };
    let mut properties = body.properties.iter();
    let property = properties.find(|(known, _)| known == name);
    let message = match property.map(|(_, id)| graph.find(id.as_str())) {
        None => format!("`primaryIdentifier` is `{name}`, which is no property of the resource"),
        Some(Some(target)) if !graph.kind(target).is_text() => format!(
            "`primaryIdentifier` is `{name}`, which targets {}, expected a string",
            graph.kind(target).described()
        ),
        Some(_) => return,
    };
    lint.report_trait(resource, RESOURCE, message);
}

/// The members from which the properties of the resource are made.
fn members(graph: &Graph<'_>, resource: Vertex) -> Vec<Vertex> {
    use Relationship::{Create, Put, Read, Update};
    let mut found = Vec::new();
    for (relationship, is_output) in [(Put, false), (Create, false), (Read, true), (Update, false)]
    {
        let operation = lifecycle(graph, resource, relationship);
        found.extend(
            operation
                .into_iter()
                .flat_map(|it| members_of(graph, it, is_output)),
        );
    }
    let value = graph.get_trait(resource, RESOURCE);
    let further = value.and_then(|it| it.get("additionalSchemas")?.as_array());
    for id in further.unwrap_or_default().iter().filter_map(Node::as_str) {
        let structure = graph.find(id);
        found.extend(structure.into_iter().flat_map(|it| graph.members(it)));
    }
    found
}

/// Members with the same name hold values of the same kind. That they target different shapes of a kind, as what is
/// written and what is read may, is no problem.
fn check_properties(lint: &mut Lint<'_, '_, '_>, resource: Vertex, body: &RawResource) {
    let graph = lint.graph;
    let mut targets: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for member in members(graph, resource) {
        let own = graph.name(member);
        let is_identifier = body.identifiers.iter().any(|(known, _)| known == own);
        let traits = graph.traits(member);
        if is_identifier
            || traits.has("aws.cloudformation#cfnExcludeProperty")
            || traits.has("smithy.api#resourceIdentifier")
        {
            continue;
        }
        let name = traits.get("aws.cloudformation#cfnName");
        let name = name.and_then(Node::as_str).unwrap_or(own);
        if let Some(target) = graph.target(member) {
            let known = targets.entry(name).or_default();
            known
                .entry(graph.kind(target).name())
                .or_insert_with(|| graph.id(target));
        }
    }
    for (name, targets) in targets.into_iter().filter(|(_, targets)| targets.len() > 1) {
        let message = format!(
            "the property `{name}` of the resource has several targets: {}",
            quoted(targets.values())
        );
        lint.report(resource, message)
            .hint("give one member the trait aws.cloudformation#cfnExcludeProperty".to_owned());
    }
}
