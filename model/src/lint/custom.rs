//! Rules that a model makes itself, with selectors (Smithy 2.0, "Custom validators", "traitValidators trait").

use super::Lint;
use crate::events::{Event, Severity};
use crate::graph::{Graph, Vertex};
use crate::id::is_identifier;
use crate::node::Node;
use crate::selector::{Matches, Selector, TooMuch};

const VALIDATORS: &str = "validators";
const TRAIT_VALIDATORS: &str = "smithy.api#traitValidators";

/// The validators that can be configured.
const KNOWN: [&str; 14] = [
    "AbbreviationName",
    "CamelCase",
    "EmitEachSelector",
    "EmitNoneSelector",
    "InputOutputStructureReuse",
    "MissingPaginatedTrait",
    "MissingSensitiveTrait",
    "NoninclusiveTerms",
    "RepeatedShapeName",
    "ReservedWords",
    "ShouldHaveUsedTimestamp",
    "StandardOperationVerb",
    "StutteredShapeName",
    "UnreferencedShape",
];

/// A validator as the metadata configures it.
pub(super) struct Configured<'m> {
    pub(super) id: &'m str,
    pub(super) severity: Option<Severity>,
    message: Option<&'m str>,
    namespaces: Vec<&'m str>,
    configuration: Option<&'m Node>,
}

impl<'m> Configured<'m> {
    fn of(entry: &'m Node) -> Option<(&'m str, Self)> {
        let text = |key: &str| entry.get(key).and_then(Node::as_str);
        let name = text("name")?;
        let namespaces = entry.get("namespaces").and_then(Node::as_array);
        let namespaces = namespaces.unwrap_or_default().iter();
        let configured = Self {
            id: text("id").unwrap_or(name),
            severity: text("severity").and_then(Severity::named),
            message: text("message"),
            namespaces: namespaces.filter_map(Node::as_str).collect(),
            configuration: entry.get("configuration"),
        };
        Some((name, configured))
    }

    /// A value of the configuration.
    pub(super) fn get(&self, key: &str) -> Option<&'m Node> {
        self.configuration?.get(key)
    }

    /// The strings in a list of the configuration; `None` if there is no list.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<&'m str>> {
        let list = self.get(key)?.as_array()?.iter();
        Some(list.filter_map(Node::as_str).collect())
    }

    /// Whether the validator looks at a shape.
    pub(super) fn includes(&self, graph: &Graph<'_>, vertex: Vertex) -> bool {
        let namespace = graph.entry(vertex).shape.namespace();
        self.namespaces.is_empty() || self.namespaces.contains(&namespace)
    }
}

/// The validators of this name in the metadata.
pub(super) fn configured<'m>(graph: &Graph<'m>, name: &str) -> Vec<Configured<'m>> {
    let entries = entries(graph).iter().filter_map(Configured::of);
    let entries = entries.filter(|(found, _)| *found == name);
    entries.map(|(_, configured)| configured).collect()
}

fn entries<'m>(graph: &Graph<'m>) -> &'m [Node] {
    let mut metadata = graph.metadata.iter();
    let entries = metadata.find(|(key, _)| key == VALIDATORS);
    entries
        .and_then(|(_, value)| value.as_array())
        .unwrap_or_default()
}

pub(super) fn check_names(lint: &mut Lint<'_, '_, '_>) {
    let mut metadata = lint.graph.metadata.iter();
    if let Some((_, list)) = metadata.find(|(key, _)| key == VALIDATORS)
        && list.as_array().is_none()
    {
        let message = format!("expected an array of validators, found {}", list.describe());
        lint.report_metadata(VALIDATORS, Event::UNNAMED, Severity::Error, message);
    }
    for entry in entries(lint.graph) {
        let Some(name) = entry.get("name").and_then(Node::as_str) else {
            let message = "expected an object with the string `name` as a validator";
            lint.report_metadata(VALIDATORS, Event::UNNAMED, Severity::Error, message);
            continue;
        };
        if KNOWN.contains(&name) {
            continue;
        }
        let id = format!("UnknownValidator_{name}");
        let message = format!("no validator with the name `{name}` can run");
        let hint = format!("validators that can run are {}", KNOWN.join(", "));
        lint.report_metadata(VALIDATORS, id, Severity::Warning, message)
            .hint(hint);
    }
}

/// Reports what is wrong with the configuration of a validator.
pub(super) fn report_configuration(
    lint: &mut Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    problem: &str,
) {
    let message = format!(
        "the configuration of validator `{}` {problem}",
        configured.id
    );
    lint.report_metadata(VALIDATORS, Event::UNNAMED, Severity::Error, message);
}

/// The selector of a validator; what is wrong with it is reported.
fn selector(lint: &mut Lint<'_, '_, '_>, configured: &Configured<'_>) -> Option<Selector> {
    let Some(text) = configured.get("selector").and_then(Node::as_str) else {
        report_configuration(lint, configured, "has no `selector`");
        return None;
    };
    parsed_selector(lint, configured, text)
}

/// A selector of the configuration of a validator; what is wrong with it is reported.
pub(super) fn parsed_selector(
    lint: &mut Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    text: &str,
) -> Option<Selector> {
    let id = configured.id;
    match Selector::parse(text) {
        Ok(selector) => Some(selector),
        Err(error) => {
            let message = format!("the selector of validator `{id}` is not valid: {error}");
            lint.report_metadata(VALIDATORS, Event::UNNAMED, Severity::Error, message)
                .hint(error.hint);
            None
        }
    }
}

/// The shapes that the selector of a validator matches; the prelude has none.
pub(super) fn matches(
    lint: &mut Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    selector: &Selector,
) -> Option<Vec<Vertex>> {
    let graph = lint.graph;
    match Matches::of(selector, graph) {
        Ok(matches) => {
            let shapes = matches.shapes.into_keys();
            let own =
                |vertex: &Vertex| !graph.is_prelude(*vertex) && configured.includes(graph, *vertex);
            Some(shapes.filter(own).collect())
        }
        Err(TooMuch) => {
            let message = format!("validator `{}`: {}", configured.id, TooMuch::MESSAGE);
            lint.report_metadata(VALIDATORS, Event::UNNAMED, Severity::Error, message);
            None
        }
    }
}

pub(super) fn check_each(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "EmitEachSelector") {
        let Some(selector) = selector(lint, &configured) else {
            continue;
        };
        let Some(mut found) = matches(lint, &configured, &selector) else {
            continue;
        };
        let bound = configured.get("bindToTrait").and_then(Node::as_str);
        let bound = bound.map(|id| match graph.find_trait(id) {
            Some(definition) => graph.id(definition),
            None => id.to_owned(),
        });
        if let Some(id) = &bound {
            found.retain(|vertex| graph.traits(*vertex).has(id));
        }
        let severity = configured.severity.unwrap_or(Severity::Danger);
        for vertex in found {
            let message = message(graph, &configured, &selector, vertex);
            let issue = match &bound {
                Some(id) => lint.report_trait(vertex, id, message),
                None => lint.report(vertex, message),
            };
            issue.event(configured.id.to_owned(), severity);
        }
    }
}

fn message(
    graph: &Graph<'_>,
    configured: &Configured<'_>,
    selector: &Selector,
    vertex: Vertex,
) -> String {
    let template = configured.get("messageTemplate").and_then(Node::as_str);
    if let Some(message) = template.and_then(|template| selector.message(graph, vertex, template)) {
        return message;
    }
    match configured.message {
        Some(message) => message.to_owned(),
        None => format!(
            "{} matches the selector `{}`",
            graph.id(vertex),
            selector.as_str()
        ),
    }
}

pub(super) fn check_none(lint: &mut Lint<'_, '_, '_>) {
    for configured in configured(lint.graph, "EmitNoneSelector") {
        let Some(selector) = selector(lint, &configured) else {
            continue;
        };
        let found = matches(lint, &configured, &selector);
        if found.is_some_and(|found| found.is_empty()) {
            let message = configured.message.map_or_else(
                || format!("no shape matches the selector `{}`", selector.as_str()),
                str::to_owned,
            );
            let severity = configured.severity.unwrap_or(Severity::Danger);
            lint.report_metadata(VALIDATORS, configured.id.to_owned(), severity, message);
        }
    }
}

/// Smithy 2.0, "traitValidators trait": the selector of a validator gives the shapes that are wrong, starting at the
/// shape that has the trait.
pub(super) fn check_trait_validators(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT_VALIDATORS) {
        let id = graph.id(*definition);
        let validators = graph.get_trait(*definition, TRAIT_VALIDATORS);
        let validators = validators.and_then(Node::as_object).unwrap_or_default();
        for (event, validator) in validators {
            let text = |key: &str| validator.get(key).and_then(Node::as_str);
            if !event.split('.').all(is_identifier) {
                let message = format!(
                    "`{event}` is not the id of an event, expected identifiers with `.` between them"
                );
                lint.report_trait(*definition, TRAIT_VALIDATORS, message);
            }
            let Some(selector) = text("selector") else {
                continue;
            };
            let selector = match Selector::parse(selector) {
                Ok(selector) => selector,
                Err(error) => {
                    let message =
                        format!("the selector of trait validator `{event}` is not valid: {error}");
                    lint.report_trait(*definition, TRAIT_VALIDATORS, message)
                        .hint(error.hint);
                    continue;
                }
            };
            let severity = text("severity").and_then(Severity::named);
            let severity = severity.unwrap_or(Severity::Error);
            for vertex in graph.with_trait(&id) {
                let found = match Matches::among(&selector, graph, vec![*vertex]) {
                    Ok(found) => found,
                    Err(TooMuch) => {
                        lint.report_trait(*definition, TRAIT_VALIDATORS, TooMuch::MESSAGE);
                        break;
                    }
                };
                for wrong in found.shapes.into_keys() {
                    let explained = text("message").map_or_else(
                        || format!("it matches the selector `{}`", selector.as_str()),
                        str::to_owned,
                    );
                    let message = format!(
                        "{} is not compatible with the trait {id} of {}: {explained}",
                        graph.id(wrong),
                        graph.id(*vertex)
                    );
                    lint.report(wrong, message).event(event.clone(), severity);
                }
            }
        }
    }
}
