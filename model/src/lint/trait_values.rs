//! Values of traits, defaults and examples (Smithy 2.0, "Trait node values", "default trait", "examples trait").

use super::values::{Fault, Reading, faults, structure_of};
use super::{Lint, trait_targets::TRAIT};
use crate::graph::{Relationship, Vertex, VertexKind};
use crate::node::Node;
use crate::raw::Version;

const DEFAULT: &str = "smithy.api#default";
const EXAMPLES: &str = "smithy.api#examples";

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        let id = graph.id(*definition);
        // Values of any kind, with rules of their own.
        if matches!(id.as_str(), DEFAULT | "smithy.api#enumValue") {
            continue;
        }
        let name = format!("trait {id}");
        for vertex in graph.with_trait(&id) {
            let Some(value) = graph.get_trait(*vertex, &id) else {
                continue;
            };
            // What a trait of a structure without members says is that it is there.
            let reading = Reading {
                has_plain_blobs: true,
                has_numeric_times: false,
                ..Reading::default()
            };
            for fault in faults(graph, reading, *definition, value, &name) {
                report(lint, *vertex, &id, fault);
            }
        }
    }
}

fn report(lint: &mut Lint<'_, '_, '_>, vertex: Vertex, id: &str, fault: Fault) {
    let event = format!("{}{}", lint.rule.id, fault.part);
    lint.report_trait(vertex, id, fault.message)
        .event(event, fault.severity);
}

pub(super) fn check_defaults(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for vertex in graph.with_trait(DEFAULT) {
        let (Some(value), Some(shape)) = (
            graph.get_trait(*vertex, DEFAULT),
            graph.shape_or_target(*vertex),
        ) else {
            continue;
        };
        if graph.is_prelude(*vertex) || graph.entry(*vertex).version == Version::V1 {
            continue;
        }
        let target = graph.get_trait(shape, DEFAULT);
        if shape != *vertex
            && let Some(target) = target
            && target != value
            && !value.is_null()
        {
            let message = format!(
                "the default is {}, but that of the target {} is {}",
                value.shortened(),
                graph.id(shape),
                target.shortened()
            );
            lint.report_trait(*vertex, DEFAULT, message);
        }
        if value.is_null() {
            if shape == *vertex {
                lint.report_trait(*vertex, DEFAULT, "null can be the default of members only");
            }
            continue;
        }
        let allowed = match graph.kind(shape) {
            VertexKind::List | VertexKind::Set => (value.as_array() == Some(&[]), "an empty array"),
            VertexKind::Map => (value.as_object() == Some(&[]), "an empty object"),
            VertexKind::Document => match value {
                Node::Array(items) => (items.is_empty(), "an empty array"),
                Node::Object(entries) => (entries.is_empty(), "an empty object"),
                _ => (true, ""),
            },
            _ => (true, ""),
        };
        if !allowed.0 {
            let message = format!(
                "the default must be {}, but is {}",
                allowed.1,
                value.shortened()
            );
            lint.report_trait(*vertex, DEFAULT, message);
            continue;
        }
        let reading = Reading {
            allows_zero: true,
            ..Reading::default()
        };
        for fault in faults(graph, reading, *vertex, value, "the default") {
            report(lint, *vertex, DEFAULT, fault);
        }
    }
}

/// A member of a structure has the default of its target, or null.
pub(super) fn check_missing_defaults(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for shape in graph.with_trait(DEFAULT) {
        for (kind, member) in graph.edges_to(*shape) {
            let entry = graph.entry(*member);
            if *kind == Relationship::Target
                && entry.version == Version::V2
                && graph.kind(entry.container) == VertexKind::Structure
                && !entry.traits.has(DEFAULT)
            {
                let message = format!(
                    "the target {} has a default, so the member must have the same, or null",
                    graph.id(*shape)
                );
                lint.report(*member, message);
            }
        }
    }
}

pub(super) fn check_examples(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(EXAMPLES) {
        let examples = graph.get_trait(*operation, EXAMPLES);
        let examples = examples.and_then(Node::as_array).unwrap_or_default();
        for example in examples {
            check_example(lint, *operation, example);
        }
    }
}

fn check_example(lint: &mut Lint<'_, '_, '_>, operation: Vertex, example: &Node) {
    let graph = lint.graph;
    let title = example
        .get("title")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let error = example.get("error");
    let allows = example.get("allowConstraintErrors").and_then(Node::as_bool) == Some(true);
    if allows && error.is_none() {
        let message = format!("example `{title}` has `allowConstraintErrors`, but no `error`");
        lint.report_trait(operation, EXAMPLES, message);
    }
    if error.is_some() && example.get("output").is_some() {
        let message = format!("example `{title}` has both `output` and `error`");
        lint.report_trait(operation, EXAMPLES, message);
    }
    let constrained = Reading {
        softens_constraints: allows,
        has_plain_blobs: true,
        has_numeric_times: false,
        allows_zero: false,
    };
    let mut values = Vec::new();
    if let (Some(input), Some(shape)) =
        (example.get("input"), structure_of(graph, operation, false))
    {
        values.push(("the input", shape, input, constrained));
    }
    let plain = Reading {
        softens_constraints: false,
        has_plain_blobs: true,
        has_numeric_times: false,
        allows_zero: false,
    };
    if let (Some(output), Some(shape)) =
        (example.get("output"), structure_of(graph, operation, true))
    {
        values.push(("the output", shape, output, plain));
    }
    if let Some(error) = error {
        let id = error
            .get("shapeId")
            .and_then(Node::as_str)
            .unwrap_or_default();
        match graph.find(id) {
            Some(shape) if graph.traits(shape).has("smithy.api#error") => {
                let edges = graph.edges_from(operation);
                if !edges.iter().any(|(_, other)| *other == shape) {
                    let message = format!(
                        "example `{title}` has the error {id}, which {} does not have",
                        graph.id(operation)
                    );
                    lint.report_trait(operation, EXAMPLES, message);
                }
                if let Some(content) = error.get("content") {
                    values.push(("the error", shape, content, plain));
                }
            }
            _ => {}
        }
    }
    for (part, shape, value, reading) in values {
        for mut fault in faults(graph, reading, shape, value, part) {
            fault.message = format!("example `{title}`: {}", fault.message);
            report(lint, operation, EXAMPLES, fault);
        }
    }
}
