//! Properties of resources (Smithy 2.0, "Resource properties").

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::identifiers::identifier_members;
use super::trait_targets::TRAIT;
use super::values::structure_of;
use super::{Lint, quoted};
use crate::graph::{Graph, Vertex, VertexKind};
use crate::raw::{Body, RawResource};

const NOT_PROPERTY: &str = "smithy.api#notProperty";
const NESTED: &str = "smithy.api#nestedProperties";

/// The members of inputs and outputs of lifecycle operations, other than `list`, are properties of the resource.
pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let marked = graph.with_trait(NOT_PROPERTY).iter();
    let ignored: HashSet<String> = marked
        .filter(|shape| graph.traits(**shape).has(TRAIT))
        .map(|shape| graph.id(*shape))
        .collect();
    for vertex in graph.of_kind(VertexKind::Resource) {
        let Body::Resource(resource) = graph.entry(vertex).body else {
            continue;
        };
        if resource.properties.is_empty() {
            continue;
        }
        let mut check = Check {
            resource: vertex,
            body: resource,
            ignored: &ignored,
            used: BTreeSet::new(),
        };
        for (name, id) in &resource.lifecycle {
            if *name == "list" {
                continue;
            }
            let Some(operation) = graph.find(id.as_str()) else {
                continue;
            };
            for is_output in [false, true] {
                if let Some(structure) = structure_of(graph, operation, is_output) {
                    check.structure(lint, name, structure);
                }
            }
        }
        for id in &resource.operations {
            let operation = graph.find(id.as_str());
            let structures = operation.map(|operation| {
                [false, true].map(|is_output| structure_of(graph, operation, is_output))
            });
            for structure in structures.into_iter().flatten().flatten() {
                check.use_members(graph, structure);
            }
        }
        let names = resource.properties.iter().map(|(name, _)| name);
        let unused: Vec<&String> = names.filter(|name| !check.used.contains(*name)).collect();
        if !unused.is_empty() {
            let message = format!(
                "no lifecycle operation has a member for the properties {}",
                quoted(unused)
            );
            lint.report(vertex, message);
        }
    }
}

/// The property that a member stands for: that of its name, or that of a trait.
pub(super) fn property_of<'m>(graph: &Graph<'m>, member: Vertex) -> &'m str {
    let own = graph.name(member);
    let named = graph.get_trait(member, "smithy.api#property");
    named.and_then(|it| it.get("name")?.as_str()).unwrap_or(own)
}

struct Check<'m> {
    resource: Vertex,
    body: &'m RawResource,
    /// The traits whose members are not properties.
    ignored: &'m HashSet<String>,
    /// The properties that members stand for.
    used: BTreeSet<String>,
}

impl Check<'_> {
    fn is_ignored(&self, graph: &Graph<'_>, identifiers: &HashSet<&str>, member: Vertex) -> bool {
        let traits = graph.traits(member);
        let name = graph.name(member);
        traits.has(NOT_PROPERTY)
            || traits.has(NESTED)
            || identifiers.contains(name)
            || traits.iter().any(|(id, _)| self.ignored.contains(id))
    }

    /// Notes the properties that the members of a structure stand for.
    fn use_members(&mut self, graph: &Graph<'_>, structure: Vertex) {
        for member in graph.members(structure) {
            self.use_member(graph, member);
            let is_nested = graph.traits(member).has(NESTED);
            let nested = graph.target(member).filter(|_| is_nested);
            for member in nested.into_iter().flat_map(|it| graph.members(it)) {
                self.use_member(graph, member);
            }
        }
    }

    fn use_member(&mut self, graph: &Graph<'_>, member: Vertex) {
        if !graph.traits(member).has(NOT_PROPERTY) {
            self.used.insert(property_of(graph, member).to_owned());
        }
    }

    fn structure(&mut self, lint: &mut Lint<'_, '_, '_>, lifecycle: &str, structure: Vertex) {
        let graph = lint.graph;
        let identifiers = identifier_members(graph, self.body, structure);
        self.use_members(graph, structure);
        let nested = graph
            .members(structure)
            .find(|member| graph.traits(*member).has(NESTED))
            .and_then(|member| graph.target(member));
        if nested.is_some() {
            for member in graph.members(structure) {
                if !self.is_ignored(graph, &identifiers, member) {
                    let message = format!(
                        "another member has the properties of resource {}, so this one must have trait {NOT_PROPERTY}",
                        graph.id(self.resource)
                    );
                    lint.report(member, message);
                }
            }
        }
        let holder = nested.unwrap_or(structure);
        let mut by_property: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for member in graph.members(holder) {
            if self.is_ignored(graph, &identifiers, member) {
                continue;
            }
            let own = graph.name(member);
            let property = property_of(graph, member);
            by_property.entry(property).or_default().push(own);
            let mut known = self.body.properties.iter();
            let Some((_, wanted)) = known.find(|(name, _)| name == property) else {
                let message = format!(
                    "the member is neither a property nor an identifier of resource {}",
                    graph.id(self.resource)
                );
                lint.report(member, message).hint(format!(
                    "if it is no property, give it the trait {NOT_PROPERTY}"
                ));
                continue;
            };
            let target = graph.target(member);
            if target.is_some_and(|target| graph.entry(target).shape != wanted) {
                let message = format!(
                    "the member of operation `{lifecycle}` is the property `{property}` of {}, so it must target {wanted}",
                    graph.id(self.resource)
                );
                lint.report(member, message);
            }
        }
        for (property, members) in by_property {
            if members.len() > 1 {
                let message = format!(
                    "several members are the property `{property}` of {}: {}",
                    graph.id(self.resource),
                    quoted(members)
                );
                lint.report(holder, message);
            }
        }
    }
}
