//! Traits that limit values, and names of members.

use super::Lint;
use crate::events::Severity;
use crate::graph::VertexKind;
use crate::node::Node;

/// Smithy 2.0, "length trait".
pub(super) fn check_length(lint: &mut Lint<'_, '_, '_>) {
    const LENGTH: &str = "smithy.api#length";
    check_bounds(lint, LENGTH);
    let graph = lint.graph;
    for vertex in graph.with_trait(LENGTH) {
        let length = graph.get_trait(*vertex, LENGTH);
        for key in ["min", "max"] {
            let bound = length.and_then(|it| it.get(key)?.as_i64());
            if let Some(bound) = bound.filter(|bound| *bound < 0) {
                let message = format!("`{key}` is {bound}, but no value has fewer than 0");
                lint.report_trait(*vertex, LENGTH, message);
            }
        }
    }
}

/// Smithy 2.0, "range trait".
pub(super) fn check_range(lint: &mut Lint<'_, '_, '_>) {
    const RANGE: &str = "smithy.api#range";
    check_bounds(lint, RANGE);
    let graph = lint.graph;
    for vertex in graph.with_trait(RANGE) {
        let (Some(range), Some(shape)) = (
            graph.get_trait(*vertex, RANGE),
            graph.shape_or_target(*vertex),
        ) else {
            continue;
        };
        let bits = match graph.kind(shape) {
            VertexKind::Byte => 8,
            VertexKind::Short => 16,
            VertexKind::Integer | VertexKind::IntEnum => 32,
            VertexKind::Long => 64,
            VertexKind::BigInteger => 0,
            _ => continue,
        };
        for key in ["min", "max"] {
            let Some(bound) = range.get(key).and_then(Node::as_f64) else {
                continue;
            };
            let kind = graph.kind(shape).name();
            if bound.fract() != 0.0 {
                let message = format!("`{key}` is {bound}, but a {kind} is a whole number");
                lint.report_trait(*vertex, RANGE, message);
                continue;
            }
            let limit = 2f64.powi(bits - 1);
            if bits > 0 && (bound < -limit || bound > limit - if bits < 64 { 1.0 } else { 0.0 }) {
                let message = format!("`{key}` is {bound}, but a {kind} has {bits} bits");
                lint.report_trait(*vertex, RANGE, message);
            }
        }
    }
}

fn check_bounds(lint: &mut Lint<'_, '_, '_>, id: &str) {
    let graph = lint.graph;
    for vertex in graph.with_trait(id) {
        let Some(value) = graph.get_trait(*vertex, id) else {
            continue;
        };
        let bound = |key: &str| value.get(key).and_then(Node::as_f64);
        match (bound("min"), bound("max")) {
            (Some(min), Some(max)) if min > max => {
                let message = format!("the minimum, {min}, is above the maximum, {max}");
                lint.report_trait(*vertex, id, message);
            }
            (None, None) => {
                let message = format!("{id} has neither `min` nor `max`");
                lint.report_trait(*vertex, id, message);
            }
            _ => {}
        }
    }
}

pub(super) fn check_enum_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let is_enum = |kind| matches!(kind, VertexKind::Enum | VertexKind::IntEnum);
    for shape in graph
        .vertices()
        .filter(|vertex| is_enum(graph.kind(*vertex)))
    {
        if graph.is_prelude(shape) {
            continue;
        }
        for member in graph.members(shape) {
            let name = graph.name(member);
            if !is_upper_case(name) {
                let message = format!(
                    "the name `{name}` should start with an upper-case letter and have upper-case letters, digits and \
                     underscores"
                );
                lint.report(member, message);
            }
        }
    }
}

fn is_upper_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && !name.contains(|c: char| c.is_ascii_lowercase())
}

pub(super) fn check_enum_trait(lint: &mut Lint<'_, '_, '_>) {
    const ENUM: &str = "smithy.api#enum";
    let graph = lint.graph;
    for vertex in graph.with_trait(ENUM) {
        let values = graph.get_trait(*vertex, ENUM).and_then(Node::as_array);
        let values = values.unwrap_or_default();
        if values.iter().any(|value| value.get("name").is_none()) {
            let message = "all values of the trait `enum` should have a `name`";
            lint.report_trait(*vertex, ENUM, message);
        }
        for name in values.iter().filter_map(|it| it.get("name")?.as_str()) {
            if !is_upper_case(name) {
                let message = format!(
                    "the name `{name}` should start with an upper-case letter and have upper-case letters, digits and \
                     underscores"
                );
                lint.report_trait(*vertex, ENUM, message);
            }
        }
    }
}

/// Smithy 2.0, "mediaType trait"; RFC 6838, section 4.2.
pub(super) fn check_media_type(lint: &mut Lint<'_, '_, '_>) {
    const MEDIA_TYPE: &str = "smithy.api#mediaType";
    let graph = lint.graph;
    for vertex in graph.with_trait(MEDIA_TYPE) {
        let text = graph.get_trait(*vertex, MEDIA_TYPE).and_then(Node::as_str);
        let text = text.unwrap_or_default();
        if !is_media_type(text) {
            let message =
                format!("`{text}` is not a media type, expected one such as `application/json`");
            lint.report_trait(*vertex, MEDIA_TYPE, message);
        }
    }
}

fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        !text.is_empty() && text.chars().all(allowed)
    };
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let Some((kind, subtype)) = essence.trim().split_once('/') else {
        return false;
    };
    let mut parameters = parameters.split(';').filter(|it| !it.trim().is_empty());
    let has_end = !text.trim_end().ends_with(';');
    is_token(kind)
        && is_token(subtype)
        && has_end
        && parameters.all(|parameter| match parameter.trim().split_once('=') {
            Some((name, value)) => {
                let quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
                is_token(name) && (is_token(value) || quoted)
            }
            None => false,
        })
}

/// Smithy 2.0, "xmlFlattened trait".
pub(super) fn check_flattened(lint: &mut Lint<'_, '_, '_>) {
    const NAME: &str = "smithy.api#xmlName";
    let graph = lint.graph;
    for member in graph.with_trait("smithy.api#xmlFlattened") {
        if graph.traits(*member).has(NAME) {
            continue;
        }
        let own = graph.entry(*member).member;
        let target = graph.target(*member).filter(|it| graph.kind(*it).is_list());
        let item = target.and_then(|list| graph.member(list, "member"));
        let name = item.and_then(|item| graph.get_trait(item, NAME)?.as_str());
        if let Some(name) = name.filter(|name| own != Some(name)) {
            let message = format!(
                "the items of a flattened list have the name of the member, and not the `xmlName` of the list, `{name}`"
            );
            lint.report(*member, message)
                .event("XmlFlattenedTrait", Severity::Warning);
        }
    }
}
