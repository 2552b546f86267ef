//! Parts of a model that the metadata names (Smithy 2.0, "Shape closures").

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::selector::{Matches, Selector, TooMuch};

const CLOSURES: &str = "shapeClosures";

/// How many closures are looked at, each of which may have all shapes.
const MOST_CLOSURES: usize = 1_000;

struct Closure<'m> {
    id: &'m str,
    namespaces: Vec<&'m str>,
    selector: Option<&'m str>,
    renames: BTreeMap<&'m str, &'m str>,
}

impl<'m> Closure<'m> {
    /// `None` for what is malformed, which the definition of the metadata tells.
    fn of(value: &'m Node) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Node::as_str);
        let namespaces = value.get("includeNamespaces").and_then(Node::as_array);
        let renames = value.get("rename").and_then(Node::as_object);
        let renames = renames.unwrap_or_default().iter();
        Some(Self {
            id: text("id")?,
            namespaces: namespaces
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str)
                .collect(),
            selector: text("includeBySelector"),
            renames: renames
                .filter_map(|(id, name)| Some((id.as_str(), name.as_str()?)))
                .collect(),
        })
    }
}

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut metadata = graph.metadata.iter();
    let list = metadata.find(|(key, _)| key == CLOSURES);
    let list = list.and_then(|(_, value)| value.as_array());
    if list.is_some_and(|list| list.len() > MOST_CLOSURES) {
        let message =
            format!("there are more than {MOST_CLOSURES} shape closures, which is the limit");
        lint.report_metadata(CLOSURES, lint.rule.id, Severity::Error, message);
        return;
    }
    let mut seen = HashSet::new();
    for closure in list.unwrap_or_default().iter().filter_map(Closure::of) {
        if seen.insert(closure.id) {
            check_closure(lint, &closure);
        } else {
            report(
                lint,
                &closure,
                "",
                Severity::Error,
                "is defined more than once",
            );
        }
    }
}

/// `part` follows the id of the rule in the id of the event.
fn report(
    lint: &mut Lint<'_, '_, '_>,
    closure: &Closure<'_>,
    part: &str,
    severity: Severity,
    problem: &str,
) {
    let id = closure.id;
    let event = match part {
        "" => lint.rule.id.to_owned(),
        part => format!("{}.{part}.{id}", lint.rule.id),
    };
    lint.report_metadata(
        CLOSURES,
        event,
        severity,
        format!("shape closure `{id}` {problem}"),
    );
}

fn check_closure(lint: &mut Lint<'_, '_, '_>, closure: &Closure<'_>) {
    let graph = lint.graph;
    if graph.find(closure.id).is_some() {
        let problem = "has the id of a shape";
        report(lint, closure, "", Severity::Error, problem);
    }
    if closure.namespaces.is_empty() && closure.selector.is_none() {
        let problem = "has neither `includeNamespaces` nor `includeBySelector`";
        report(lint, closure, "", Severity::Error, problem);
    }
    for namespace in &closure.namespaces {
        if !graph.has_namespace(namespace) {
            let problem = format!("names the namespace {namespace}, which has no shapes");
            report(lint, closure, "EmptyNamespace", Severity::Danger, &problem);
        }
    }
    let namespaces: HashSet<&str> = closure.namespaces.iter().copied().collect();
    let is_named = |shape: &Vertex| {
        let namespace = graph.entry(*shape).shape.namespace();
        namespaces.contains(namespace)
    };
    let mut starts: Vec<Vertex> = graph.vertices().filter(is_named).collect();
    if let Some(text) = closure.selector {
        match selected(graph, text) {
            Ok(found) => {
                if found.iter().all(is_named) {
                    let problem = format!("has a selector that matches no further shape: `{text}`");
                    report(lint, closure, "EmptySelector", Severity::Danger, &problem);
                }
                starts.extend(found);
            }
            Err(problem) => return report(lint, closure, "", Severity::Error, &problem),
        }
    }
    check_names(lint, closure, &graph.reached(starts));
}

/// The shapes that a selector matches, or what is wrong with it.
fn selected(graph: &Graph<'_>, text: &str) -> Result<Vec<Vertex>, String> {
    let selector = Selector::parse(text)
        .map_err(|error| format!("has a selector that is not valid: {error}"))?;
    match Matches::of(&selector, graph) {
        Ok(found) => Ok(found.shapes.into_keys().collect()),
        Err(TooMuch) => Err(format!("can't be told: {}", TooMuch::MESSAGE)),
    }
}

fn check_names(lint: &mut Lint<'_, '_, '_>, closure: &Closure<'_>, shapes: &HashSet<Vertex>) {
    let graph = lint.graph;
    let mut by_name: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let ids: HashMap<&str, Vertex> = shapes
        .iter()
        .filter(|shape| graph.kind(**shape) != VertexKind::Member)
        .map(|shape| (graph.entry(*shape).shape.as_str(), *shape))
        .collect();
    for (id, shape) in &ids {
        if !closure.renames.contains_key(id) {
            let name = graph.entry(*shape).shape.name().to_ascii_lowercase();
            by_name.entry(name).or_default().insert(id);
        }
    }
    let mut renamed: HashMap<String, &str> = HashMap::new();
    for (id, name) in &closure.renames {
        let problem = match ids.get(id) {
            None => format!("renames {id}, which is no part of it"),
            Some(shape) if graph.entry(*shape).shape.name() == *name => {
                format!("renames {id} to its own name")
            }
            Some(_) => {
                let name = name.to_ascii_lowercase();
                let others = by_name.get(&name).into_iter().flatten().copied();
                let others = others.chain(renamed.insert(name, id)).next();
                match others {
                    Some(other) => format!("renames {id} to the name that {other} has, case aside"),
                    None => continue,
                }
            }
        };
        report(lint, closure, "", Severity::Error, &problem);
    }
    for ids in by_name.into_values().filter(|ids| ids.len() > 1) {
        let problem = format!(
            "has shapes whose names are the same, case aside: {}",
            quoted(ids)
        );
        report(lint, closure, "NameConflicts", Severity::Warning, &problem);
    }
}
