//! Shapes that hold data.

use super::context::Context;
use super::enums;
use super::members;
use super::values::{annotation, object, string};
use super::xml;
use crate::diagnostics::shortened;
use crate::id::is_identifier;
use crate::issues::At;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::raw::{Aggregate, Body};
use crate::shape::Kind;
use crate::traits::Traits;

const TYPES: [&str; 14] = [
    "structure",
    "list",
    "map",
    "string",
    "character",
    "integer",
    "long",
    "float",
    "double",
    "boolean",
    "blob",
    "timestamp",
    "bigdecimal",
    "biginteger",
];

pub(super) fn lower(context: &mut Context<'_, '_, '_>) {
    let document = context.document;
    for (name, shape) in context.entries(document, "shapes", &At::ROOT) {
        let at = At::SHAPES.key(name);
        if !is_identifier(name) {
            let message =
                format!("`{name}` is not a shape name, expected letters, digits and underscores");
            context.issues.report(context.file, &at, message);
        } else if context.is_object(shape, &at) {
            define(context, name, shape, &at);
        }
    }
}

fn define(context: &mut Context<'_, '_, '_>, name: &str, shape: &Node, at: &At<'_>) {
    let Some(id) = context.names.shape(name) else {
        return;
    };
    let mut traits = Traits::default();
    let body = body(context, name, shape, at, &mut traits);
    context.described(shape, at, &mut traits);
    context.flags(
        shape,
        at,
        &[("sensitive", "smithy.api#sensitive")],
        &mut traits,
    );
    context.define(id, ["shapes", name], body, traits);
}

fn body(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    shape: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) -> Body {
    if shape.get("type").is_none() {
        context
            .issues
            .report(context.file, at, "the shape has no `type`");
        return Body::Broken;
    }
    let Some(kind) = context.text(shape, "type", at) else {
        return Body::Broken;
    };
    let simple = match kind {
        "structure" => return structure(context, name, shape, at, traits),
        "list" => {
            limits(context, shape, at, "length", traits);
            if context.flag(shape, "sparse", at) {
                traits.set("smithy.api#sparse", annotation());
            }
            return Body::Aggregate(Aggregate::List, members::of_list(context, shape, at));
        }
        "map" => {
            limits(context, shape, at, "length", traits);
            if context.flag(shape, "sparse", at) {
                traits.set("smithy.api#sparse", annotation());
            }
            return Body::Aggregate(Aggregate::Map, members::of_map(context, shape, at));
        }
        "string" | "character" => {
            if let Some(pattern) = context.text(shape, "pattern", at) {
                traits.set("smithy.api#pattern", string(pattern));
            }
            limits(context, shape, at, "length", traits);
            if context.flag(shape, "jsonvalue", at) {
                traits.set("smithy.api#mediaType", string("application/json"));
            }
            if shape.get("enum").is_some() {
                return Body::Aggregate(Aggregate::Enum, enums::members(context, shape, at));
            }
            Kind::String
        }
        "blob" => {
            limits(context, shape, at, "length", traits);
            let flags = [
                ("streaming", "smithy.api#streaming"),
                ("requiresLength", "smithy.api#requiresLength"),
            ];
            context.flags(shape, at, &flags, traits);
            Kind::Blob
        }
        "timestamp" => {
            context.timestamp_format(shape, at, traits);
            Kind::Timestamp
        }
        "boolean" => Kind::Boolean,
        number => {
            limits(context, shape, at, "range", traits);
            match number {
                "integer" => Kind::Integer,
                "long" => Kind::Long,
                "float" => Kind::Float,
                "double" => Kind::Double,
                "bigdecimal" => Kind::BigDecimal,
                "biginteger" => Kind::BigInteger,
                other => {
                    let hint = did_you_mean(other, TYPES);
                    let message = format!("`{}` is not a type of shape", shortened(other));
                    context
                        .issues
                        .report(context.file, &at.key("type"), message)
                        .hint(hint);
                    return Body::Broken;
                }
            }
        }
    };
    Body::Simple(simple)
}

fn structure(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    shape: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) -> Body {
    if context.flag(shape, "document", at) {
        return Body::Simple(Kind::Document);
    }
    let stream = context.flag(shape, "eventstream", at);
    let aggregate = if context.flag(shape, "union", at) || stream {
        Aggregate::Union
    } else {
        Aggregate::Structure
    };
    if stream {
        traits.set("smithy.api#streaming", annotation());
    }
    xml::root(context, name, shape, at, traits);
    if aggregate == Aggregate::Structure && context.inputs.contains(name) {
        traits.set("smithy.api#input", annotation());
    }
    if aggregate == Aggregate::Structure && context.outputs.contains(name) {
        traits.set("smithy.api#output", annotation());
    }
    let is_error = context.flag(shape, "exception", at) | context.flag(shape, "fault", at);
    if is_error || shape.get("error").is_some() {
        error(context, name, shape, at, traits);
    }
    Body::Aggregate(
        aggregate,
        members::of_structure(context, shape, aggregate, at),
    )
}

fn error(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    shape: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) {
    let at_error = at.key("error");
    let none = annotation();
    let error = shape.get("error").unwrap_or(&none);
    context.is_object(error, &at_error);
    let status = error.get("httpStatusCode");
    let code = context.text(error, "code", &at_error);
    let is_fault = context.flag(shape, "fault", at) | context.flag(error, "fault", &at_error);
    let is_server = is_fault
        || status
            .and_then(Node::as_i64)
            .is_some_and(|code| code >= 500);
    let kind = if is_server { "server" } else { "client" };
    traits.set("smithy.api#error", string(kind));
    if let Some(status) = status {
        traits.set("smithy.api#httpError", status.clone());
        let metadata = context.document.get("metadata");
        let compatible = metadata.is_some_and(|known| known.get("awsQueryCompatible").is_some());
        if code.is_some() && (context.protocol.has_error_codes() || compatible) {
            let value = object([
                ("code", Some(string(code.unwrap_or(name)))),
                ("httpResponseCode", Some(status.clone())),
            ]);
            traits.set("aws.protocols#awsQueryError", value);
        }
    }
    if let Some(retryable) = shape.get("retryable") {
        let throttling = context.is_object(retryable, &at.key("retryable"))
            && context.flag(retryable, "throttling", &at.key("retryable"));
        let throttling = throttling.then_some(Node::Bool(true));
        traits.set("smithy.api#retryable", object([("throttling", throttling)]));
    }
}

/// `min` and `max` as a trait.
fn limits(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    at: &At<'_>,
    name: &str,
    traits: &mut Traits,
) {
    let mut bound = |key| {
        let value = shape.get(key)?;
        if !matches!(value, Node::Number(_)) {
            context.expected("a number", value, &at.key(key));
            return None;
        }
        Some(value.clone())
    };
    let bounds = object([("min", bound("min")), ("max", bound("max"))]);
    if bounds.as_object().is_some_and(|bounds| !bounds.is_empty()) {
        traits.set(&format!("smithy.api#{name}"), bounds);
    }
}
