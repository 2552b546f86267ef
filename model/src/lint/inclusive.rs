//! Terms that should be replaced by others, if the metadata asks for that (Smithy 2.0, "NoninclusiveTerms").

use std::collections::BTreeMap;

use super::custom::{Configured, configured, report_configuration};
use super::naming::is_skipped;
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::prelude;

/// Terms, and what may take their place.
type Terms<'m> = BTreeMap<String, Vec<&'m str>>;

const DEFAULTS: [(&str, &[&str]); 4] = [
    ("master", &["primary", "parent", "main"]),
    ("slave", &["secondary", "replica", "clone", "child"]),
    ("blacklist", &["denyList"]),
    ("whitelist", &["allowList"]),
];

fn terms<'m>(lint: &mut Lint<'_, '_, '_>, configured: &Configured<'m>) -> Option<Terms<'m>> {
    let mut found = Terms::new();
    if configured.get("excludeDefaults").and_then(Node::as_bool) != Some(true) {
        let defaults = DEFAULTS.iter();
        found.extend(defaults.map(|(term, better)| ((*term).to_owned(), better.to_vec())));
    }
    let own = configured.get("terms").and_then(Node::as_object);
    for (term, better) in own.unwrap_or_default() {
        let better = better.as_array().unwrap_or_default().iter();
        let better = better.filter_map(Node::as_str).collect();
        found.insert(term.to_lowercase(), better);
    }
    if found.is_empty() {
        report_configuration(lint, configured, "has `excludeDefaults`, and no `terms`");
        return None;
    }
    Some(found)
}

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "NoninclusiveTerms") {
        let Some(terms) = terms(lint, &configured) else {
            continue;
        };
        let severity = configured.severity.unwrap_or(Severity::Warning);
        // Vertices are in the order of their ids.
        let mut last_namespace = "";
        for vertex in graph.vertices() {
            if is_skipped(lint, &configured, vertex) {
                continue;
            }
            let entry = graph.entry(vertex);
            let namespace = entry.shape.namespace();
            if namespace != last_namespace {
                last_namespace = namespace;
                for (term, advice) in found_terms(&terms, namespace) {
                    let event = format!("{}.Namespace.{namespace}.{term}", configured.id);
                    let message = format!("namespace {namespace} has the term `{term}`{advice}");
                    lint.report_file(entry.file, event, severity, message);
                }
            }
            let name = graph.name(vertex);
            let mut found = Found {
                graph,
                terms: &terms,
                events: Vec::new(),
            };
            found.text(name, "Shape", "", "the name");
            for (id, value) in entry.traits.iter() {
                if id != "smithy.api#references" {
                    found.trait_value(id, value);
                }
            }
            for (part, message) in found.events {
                let event = format!("{}.{part}", configured.id);
                lint.report(vertex, message).event(event, severity);
            }
        }
    }
}

/// The terms that a text has, and what may take the place of each, for a message.
fn found_terms<'t>(terms: &'t Terms<'_>, text: &str) -> Vec<(&'t str, String)> {
    let lower = text.to_lowercase();
    let found = terms.iter().filter(|(term, _)| lower.contains(*term));
    found
        .map(|(term, better)| match better.as_slice() {
            [] => (term.as_str(), String::new()),
            better => (term.as_str(), format!("; consider {}", quoted(better))),
        })
        .collect()
}

struct Found<'g, 't> {
    graph: &'g Graph<'g>,
    terms: &'t Terms<'t>,
    /// What follows the id of the validator in the id of an event, and the message.
    events: Vec<(String, String)>,
}

impl Found<'_, '_> {
    fn text(&mut self, text: &str, kind: &str, place: &str, what: &str) {
        for (term, advice) in found_terms(self.terms, text) {
            let message = format!("{what} has the term `{term}`{advice}");
            self.events.push((format!("{kind}.{term}{place}"), message));
        }
    }

    fn trait_value(&mut self, id: &str, value: &Node) {
        let definition = self.graph.find(id);
        let name = id
            .strip_prefix(prelude::NAMESPACE)
            .and_then(|name| name.strip_prefix('#'))
            .unwrap_or(id);
        if definition.is_some() {
            self.value(name, value, definition, &mut Vec::new());
        }
    }

    /// As deep as the parsers let values be.
    fn value(&mut self, name: &str, value: &Node, shape: Option<Vertex>, path: &mut Vec<String>) {
        match value {
            Node::String(text) => self.value_text(name, text, path),
            Node::Array(items) => {
                let member = shape.and_then(|shape| self.graph.member(shape, "member"));
                let item_shape = member.and_then(|member| self.graph.target(member));
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    self.value(name, item, item_shape, path);
                    path.pop();
                }
            }
            Node::Object(entries) => {
                for (key, value) in entries {
                    let target = shape.and_then(|shape| self.target(shape, key));
                    path.push(key.clone());
                    if target.is_none() {
                        path.push("key".to_owned());
                        self.value_text(name, key, path);
                        path.pop();
                    }
                    self.value(name, value, target, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    /// The shape of the value of a key that is the name of a member.
    fn target(&self, shape: Vertex, key: &str) -> Option<Vertex> {
        if !matches!(
            self.graph.kind(shape),
            VertexKind::Structure | VertexKind::Union
        ) {
            return None;
        }
        let member = self.graph.member(shape, key)?;
        self.graph.target(member)
    }

    fn value_text(&mut self, name: &str, text: &str, path: &[String]) {
        let path = path.join("/");
        let (place, what) = if path.is_empty() {
            (format!(".{name}"), format!("the value of trait {name}"))
        } else {
            let what = format!("the value of trait {name} at {path}");
            (format!(".{name}.{path}"), what)
        };
        self.text(text, "Trait", &place, &what);
    }
}
