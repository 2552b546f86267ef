//! The severities that a model asks for (Smithy 2.0, "Severity overrides", "Suppressions").

use std::collections::HashMap;

use crate::events::{Event, Severity};
use crate::graph::Graph;
use crate::issues::{At, Issues};
use crate::node::Node;

const SUPPRESS: &str = "smithy.api#suppress";

/// The suppressions and overrides of a model.
pub(crate) struct Filter {
    suppressions: Vec<Entry>,
    overrides: Vec<(Entry, Severity)>,
    /// The ids of events that a shape or member suppresses.
    traits: HashMap<String, Vec<String>>,
}

/// The events of a namespace, or of all.
struct Entry {
    id: String,
    namespace: Option<String>,
    reason: Option<String>,
}

impl Entry {
    fn matches(&self, event: &Event) -> bool {
        let shape = event.diagnostic.shape.as_deref();
        let namespace = shape.and_then(|id| id.split_once('#'));
        let is_here = match (&self.namespace, namespace) {
            (None, _) => true,
            (Some(wanted), Some((namespace, _))) => wanted == namespace,
            (Some(_), None) => false,
        };
        is_here && is_part_of(&event.id, &self.id)
    }
}

/// Whether an id of events is the other, or one of its parts: `A.B` is a part of `A`.
fn is_part_of(id: &str, of: &str) -> bool {
    let rest = id.strip_prefix(of);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Filter {
    /// Reads the metadata and the traits, and reports what is malformed.
    pub(crate) fn of(graph: &Graph<'_>, issues: &mut Issues<'_>) -> Self {
        let mut filter = Self {
            suppressions: Vec::new(),
            overrides: Vec::new(),
            traits: HashMap::new(),
        };
        for entry in entries(graph, "suppressions", issues) {
            filter.suppressions.push(entry.0);
        }
        for (entry, value) in entries(graph, "severityOverrides", issues) {
            let named = value.get("severity").and_then(Node::as_str);
            match named.and_then(Severity::named) {
                Some(severity @ (Severity::Warning | Severity::Danger)) => {
                    filter.overrides.push((entry, severity));
                }
                _ => {
                    let message = "the severity of an override must be WARNING or DANGER";
                    let at = At::METADATA.key("severityOverrides");
                    let file = issues.file_of_metadata("severityOverrides");
                    issues.report(file, &at, message);
                }
            }
        }
        for vertex in graph.with_trait(SUPPRESS) {
            let ids = graph.get_trait(*vertex, SUPPRESS).and_then(Node::as_array);
            let ids = ids.unwrap_or_default().iter().filter_map(Node::as_str);
            let ids = ids.map(str::to_owned).collect();
            filter.traits.insert(graph.id(*vertex), ids);
        }
        filter
    }

    /// The events with the severities that the model asks for. Errors stay errors.
    pub(crate) fn apply(&self, events: Vec<Event>) -> Vec<Event> {
        let events = merged(events).into_iter();
        events.map(|event| self.applied(event)).collect()
    }

    fn applied(&self, mut event: Event) -> Event {
        if event.severity == Severity::Error {
            return event;
        }
        let shape = event.diagnostic.shape.as_ref();
        let by_trait = shape.and_then(|shape| self.traits.get(shape));
        let mut by_trait = by_trait.into_iter().flatten();
        let mut by_metadata = self.suppressions.iter();
        if by_trait.any(|id| is_part_of(&event.id, id)) {
            event.severity = Severity::Suppressed;
        } else if let Some(found) = by_metadata.find(|entry| entry.matches(&event)) {
            event.severity = Severity::Suppressed;
            event.reason.clone_from(&found.reason);
        } else {
            let asked = self
                .overrides
                .iter()
                .filter(|(entry, _)| entry.matches(&event));
            let asked = asked.map(|(_, severity)| *severity).max();
            event.severity = event.severity.max(asked.unwrap_or(event.severity));
        }
        event
    }
}

/// Where an event is.
type Place = (String, Option<(usize, usize)>, String, Option<String>);

fn place(event: &Event) -> Place {
    let diagnostic = &event.diagnostic;
    (
        diagnostic.file.clone(),
        diagnostic.line,
        diagnostic.path.clone(),
        diagnostic.shape.clone(),
    )
}

/// Errors that the reader of models finds have no ids of their own. If a rule finds the same, one event with the
/// reader's message and the id of the rule stays.
fn merged(mut events: Vec<Event>) -> Vec<Event> {
    let is_read = |event: &Event| event.id == Event::UNNAMED && event.severity == Severity::Error;
    let is_rule = |event: &Event| event.id != Event::UNNAMED && event.severity == Severity::Error;
    let mut read: HashMap<Place, usize> = HashMap::new();
    for (at, event) in events
        .iter()
        .enumerate()
        .filter(|(_, event)| is_read(event))
    {
        read.entry(place(event)).or_insert(at);
    }
    let mut same = Vec::new();
    for (at, event) in events
        .iter()
        .enumerate()
        .filter(|(_, event)| is_rule(event))
    {
        if let Some(of_reader) = read.get(&place(event)) {
            same.push((*of_reader, at));
        }
    }
    let mut dropped = vec![false; events.len()];
    for (of_reader, of_rule) in same {
        events[of_reader].id = events[of_rule].id.clone();
        dropped[of_rule] = true;
    }
    let mut dropped = dropped.into_iter();
    events.retain(|_| dropped.next() != Some(true));
    events
}

/// The entries of a list in the metadata that name events.
fn entries<'m>(graph: &Graph<'m>, key: &str, issues: &mut Issues<'_>) -> Vec<(Entry, &'m Node)> {
    let Some((_, list)) = graph.metadata.iter().find(|(name, _)| name == key) else {
        return Vec::new();
    };
    let at = At::METADATA.key(key);
    let file = issues.file_of_metadata(key);
    let Some(list) = list.as_array() else {
        let message = format!("expected an array of objects, found {}", list.describe());
        issues.report(file, &at, message);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let text = |key: &str| value.get(key).and_then(Node::as_str);
        let (Some(id), Some(namespace)) = (text("id"), text("namespace")) else {
            let message = "expected an object with the strings `id` and `namespace`";
            issues.report(file, &at.index(index), message);
            continue;
        };
        let entry = Entry {
            id: id.to_owned(),
            namespace: (namespace != "*").then(|| namespace.to_owned()),
            reason: text("reason").map(str::to_owned),
        };
        found.push((entry, value));
    }
    found
}
