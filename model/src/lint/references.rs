//! References to resources, and to definitions of traits (Smithy 2.0, "references trait", "Defining traits").

use super::trait_targets::TRAIT;
use super::{Lint, quoted};
use crate::graph::{Relationship, Vertex, VertexKind};
use crate::node::Node;
use crate::raw::{Body, RawResource};

pub(super) const REFERENCES: &str = "smithy.api#references";

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for shape in graph.with_trait(REFERENCES) {
        let references = graph.get_trait(*shape, REFERENCES).and_then(Node::as_array);
        for reference in references.unwrap_or_default() {
            if let Some(message) = problem(lint, *shape, reference) {
                lint.report_trait(*shape, REFERENCES, message);
            }
        }
    }
}

pub(super) fn check_definitions(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        for (kind, user) in graph.edges_to(*definition) {
            if matches!(
                kind,
                Relationship::Target
                    | Relationship::Input
                    | Relationship::Output
                    | Relationship::Error
            ) {
                let message = format!(
                    "{} defines a trait, to which nothing else can refer",
                    graph.id(*definition)
                );
                lint.report(*user, message);
            }
        }
    }
}

/// What is wrong with a reference.
fn problem(lint: &Lint<'_, '_, '_>, shape: Vertex, reference: &Node) -> Option<String> {
    let graph = lint.graph;
    let id = reference.get("resource").and_then(Node::as_str)?;
    let ids = reference.get("ids").and_then(Node::as_object);
    let is_text = graph.kind(shape).is_text();
    if is_text && ids.is_some() {
        return Some(format!(
            "the reference of a string to {id} can't have `ids`"
        ));
    }
    let found = graph.find(id)?;
    let Body::Resource(resource) = graph.entry(found).body else {
        let kind = graph.kind(found).described();
        return Some(format!("{id} is {kind}, expected a resource"));
    };
    if is_text {
        return (resource.identifiers.len() != 1).then(|| {
            let count = resource.identifiers.len();
            format!("a string can refer to a resource with one identifier, but {id} has {count}")
        });
    }
    if graph.kind(shape) != VertexKind::Structure {
        return None;
    }
    bindings(lint, shape, resource, ids, reference)
        .map(|problem| format!("the reference to {id} {problem}"))
}

fn bindings(
    lint: &Lint<'_, '_, '_>,
    structure: Vertex,
    resource: &RawResource,
    ids: Option<&[(String, Node)]>,
    reference: &Node,
) -> Option<String> {
    let graph = lint.graph;
    let is_identifier = |name: &str| resource.identifiers.iter().any(|(known, _)| known == name);
    let unknown: Vec<&str> = ids
        .unwrap_or_default()
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| !is_identifier(name))
        .collect();
    if !unknown.is_empty() {
        return Some(format!(
            "has `ids` that are no identifiers: {}",
            quoted(unknown)
        ));
    }
    // The relation to a collection names none of its own.
    let is_collection = reference.get("rel").and_then(Node::as_str) == Some("collection");
    if ids.is_none() && reference.get("rel").is_some() {
        return None;
    }
    for (name, _) in &resource.identifiers {
        let bound = match ids {
            Some(ids) => match ids.iter().find(|(known, _)| known == name) {
                Some((_, member)) => member.as_str().unwrap_or_default(),
                None if is_collection => continue,
                None => return Some(format!("has no member for the identifier `{name}`")),
            },
            None => name.as_str(),
        };
        let Some(member) = graph.member(structure, bound) else {
            return Some(format!(
                "names `{bound}`, which is no member of the structure"
            ));
        };
        let target = graph.target(member).map(|target| graph.kind(target));
        if !target.is_some_and(VertexKind::is_text) {
            return Some(format!(
                "names the member `{bound}`, which targets no string"
            ));
        }
    }
    None
}
