//! Values of protocol tests, held against the shapes of operations (Smithy 2.0, "HTTP protocol compliance tests",
//! "Event stream protocol compliance tests").

use super::Lint;
use super::values::{Reading, faults, structure_of};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const EVENTS: &str = "smithy.test#eventStreamTests";

/// Blobs are plain text, times are numbers.
const READING: Reading = Reading {
    softens_constraints: false,
    has_plain_blobs: true,
    has_numeric_times: true,
    allows_zero: false,
};

/// In events, times have the format of their shape, as in the suites of the specification.
const READING_OF_EVENTS: Reading = Reading {
    has_numeric_times: false,
    ..READING
};

/// The test cases of a trait.
fn cases<'m>(graph: &Graph<'m>, vertex: Vertex, id: &str) -> &'m [Node] {
    let cases = graph.get_trait(vertex, id).and_then(Node::as_array);
    cases.unwrap_or_default()
}

pub(super) fn check_requests(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(REQUESTS) {
        let input = structure_of(graph, *operation, false);
        check_cases(lint, *operation, REQUESTS, input);
    }
}

pub(super) fn check_responses(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(RESPONSES) {
        if graph.kind(*operation) == VertexKind::Operation {
            let output = structure_of(graph, *operation, true);
            check_cases(lint, *operation, RESPONSES, output);
        }
    }
}

pub(super) fn check_errors(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for error in graph.with_trait(RESPONSES) {
        if graph.kind(*error) == VertexKind::Structure {
            check_cases(lint, *error, RESPONSES, Some(*error));
        }
    }
}

fn check_cases(lint: &mut Lint<'_, '_, '_>, vertex: Vertex, id: &str, structure: Option<Vertex>) {
    for case in cases(lint.graph, vertex, id) {
        let mut check = Check {
            vertex,
            trait_id: id,
            reading: READING,
            name: case.get("id").and_then(Node::as_str).unwrap_or_default(),
        };
        if let (Some(structure), Some(params)) = (structure, case.get("params")) {
            check.value(lint, structure, params, "params");
        }
        check.shaped(lint, case, "vendorParams", "vendorParamsShape");
        check.body(lint, case);
    }
}

/// A test case that is checked.
struct Check<'m> {
    vertex: Vertex,
    trait_id: &'m str,
    reading: Reading,
    name: &'m str,
}

impl Check<'_> {
    fn report(
        &mut self,
        lint: &mut Lint<'_, '_, '_>,
        part: &str,
        severity: Severity,
        problem: &str,
    ) {
        let message = format!("test `{}`: {problem}", self.name);
        let event = format!("{}{part}", lint.rule.id);
        lint.report_trait(self.vertex, self.trait_id, message)
            .event(event, severity);
    }

    /// A value of a shape.
    fn value(&mut self, lint: &mut Lint<'_, '_, '_>, shape: Vertex, value: &Node, name: &str) {
        for fault in faults(lint.graph, self.reading, shape, value, &format!("`{name}`")) {
            self.report(lint, &fault.part, fault.severity, &fault.message);
        }
    }

    /// A value whose shape the test names.
    fn shaped(&mut self, lint: &mut Lint<'_, '_, '_>, case: &Node, key: &str, shape_key: &str) {
        let shape = case.get(shape_key).and_then(Node::as_str);
        let Some(shape) = shape.and_then(|id| lint.graph.find(id)) else {
            return;
        };
        match case.get(key) {
            Some(value) => self.value(lint, shape, value, key),
            None => {
                let problem = format!("there is `{shape_key}`, and no `{key}`");
                self.report(lint, "", Severity::Warning, &problem);
            }
        }
    }

    /// A body in JSON.
    fn body(&mut self, lint: &mut Lint<'_, '_, '_>, case: &Node) {
        let text = |key: &str| case.get(key).and_then(Node::as_str);
        let (Some(body), Some(media_type)) = (text("body"), text("bodyMediaType")) else {
            return;
        };
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_json = essence == "application/json" || essence.ends_with("+json");
        if is_json && !body.is_empty() && serde_json::from_str::<Node>(body).is_err() {
            let problem = format!("the body is not {media_type}");
            self.report(lint, "", Severity::Danger, &problem);
        }
    }
}

pub(super) fn check_event_streams(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(EVENTS) {
        let structures = [false, true].map(|output| structure_of(graph, *operation, output));
        let [input, output] = structures;
        for (index, case) in cases(graph, *operation, EVENTS).iter().enumerate() {
            let mut check = Check {
                vertex: *operation,
                trait_id: EVENTS,
                reading: READING_OF_EVENTS,
                name: case.get("id").and_then(Node::as_str).unwrap_or_default(),
            };
            let events = case.get("events").and_then(Node::as_array);
            let events = events.unwrap_or_default();
            let first = [
                "initialRequestParams",
                "initialRequest",
                "initialResponseParams",
                "initialResponse",
            ];
            if events.is_empty() && !first.iter().any(|key| case.get(key).is_some()) {
                let problem = "there is neither an event nor an initial request or response";
                check.report(lint, &format!(".{index}"), Severity::Error, problem);
            }
            for (key, structure) in [
                ("initialRequestParams", input),
                ("initialResponseParams", output),
            ] {
                if let (Some(structure), Some(params)) = (structure, case.get(key)) {
                    check.value(lint, structure, params, key);
                }
            }
            for (key, shape) in [
                ("initialRequest", "initialRequestShape"),
                ("initialResponse", "initialResponseShape"),
                ("vendorParams", "vendorParamsShape"),
            ] {
                check.shaped(lint, case, key, shape);
            }
            for event in events {
                let is_response = event.get("type").and_then(Node::as_str) == Some("response");
                let structure = if is_response { output } else { input };
                let stream = structure.and_then(|structure| stream_of(graph, structure));
                if let (Some(stream), Some(params)) = (stream, event.get("params")) {
                    check.value(lint, stream, params, "params");
                }
                check.shaped(lint, event, "vendorParams", "vendorParamsShape");
                check.body(lint, event);
            }
        }
    }
}

/// The union of the events of a structure.
fn stream_of(graph: &Graph<'_>, structure: Vertex) -> Option<Vertex> {
    let mut targets = graph
        .members(structure)
        .filter_map(|member| graph.target(member));
    targets.find(|target| {
        graph.kind(*target) == VertexKind::Union
            && graph.traits(*target).has("smithy.api#streaming")
    })
}
