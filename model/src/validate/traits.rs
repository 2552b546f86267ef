//! Values of known traits, and what they may be applied to (Smithy 2.0, the trait's own `selector`).

use super::Checker;
use crate::node::Node;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Shape};
use crate::traits::{Traits, check_value};
use crate::walk::data_members;

const DEFAULT: &str = "smithy.api#default";

pub(super) fn check_shape(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, shape: &Shape) {
    for (id, value) in shape.traits.iter() {
        let placed = shape_trait(id, shape).map_or(Ok(()), |expected| {
            Err(format!(
                "{id} is applied to {}, expected {expected}",
                shape.kind.described()
            ))
        });
        if let Err(message) = placed.and_then(|()| named(id, check_value(id, value))) {
            checker.report(handle, &["traits", id], message);
        }
    }
    check_default(checker, &shape.traits, handle, |checker, message| {
        checker.report(handle, &["traits", DEFAULT], message);
    });
    for member in data_members(shape) {
        check_member(checker, handle, shape, member);
    }
    let enum_values: Vec<(&str, &Traits)> = match &shape.kind {
        Kind::Enum(values) => values
            .iter()
            .filter_map(|value| Some((value.name.as_deref()?, &value.traits)))
            .collect(),
        Kind::IntEnum(values) => values
            .iter()
            .map(|value| (value.name.as_str(), &value.traits))
            .collect(),
        _ => Vec::new(),
    };
    for (name, traits) in enum_values {
        check_values(checker, handle, name, traits);
    }
}

fn named(id: &str, result: Result<(), String>) -> Result<(), String> {
    result.map_err(|message| format!("malformed {id}: {message}"))
}

fn check_values(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    member: &str,
    traits: &Traits,
) {
    for (id, value) in traits.iter() {
        if let Err(message) = named(id, check_value(id, value)) {
            checker.report_member(handle, member, &["traits", id], message);
        }
    }
}

fn check_member(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    shape: &Shape,
    member: &Member,
) {
    check_values(checker, handle, &member.name, &member.traits);
    let Some(target) = checker.get(member.target) else {
        return;
    };
    for (id, _) in member.traits.iter() {
        if let Some(expected) = member_trait(id, &shape.kind, target, checker) {
            let message = format!(
                "{id} is applied to a member of {} that targets {}, expected {expected}",
                shape.kind.described(),
                target.kind.described()
            );
            checker.report_member(handle, &member.name, &["traits", id], message);
        }
    }
    check_default(
        checker,
        &member.traits,
        member.target,
        |checker, message| {
            checker.report_member(handle, &member.name, &["traits", DEFAULT], message);
        },
    );
}

/// What was expected, if a trait may not be on this shape.
fn shape_trait(id: &str, shape: &Shape) -> Option<&'static str> {
    let kind = &shape.kind;
    let is_structure = matches!(kind, Kind::Structure(_));
    let is_error = is_structure && shape.traits.has("smithy.api#error");
    if id == crate::traits::waiters::TRAIT {
        return (!matches!(kind, Kind::Operation(_))).then_some("an operation");
    }
    let (allowed, expected) = match id.strip_prefix("smithy.api#")? {
        "http" | "endpoint" => (matches!(kind, Kind::Operation(_)), "an operation"),
        "paginated" => (
            matches!(kind, Kind::Operation(_) | Kind::Service(_)),
            "an operation or a service",
        ),
        "error" | "input" | "output" => (is_structure, "a structure"),
        "httpError" | "retryable" => (is_error, "a structure with `smithy.api#error`"),
        "streaming" => (
            matches!(kind, Kind::Blob | Kind::Union(_)),
            "a blob or a union",
        ),
        "sparse" => (
            matches!(kind, Kind::List(_) | Kind::Map { .. }),
            "a list or a map",
        ),
        "timestampFormat" => (matches!(kind, Kind::Timestamp), "a timestamp"),
        "mediaType" => (
            matches!(kind, Kind::String | Kind::Blob | Kind::Enum(_)),
            "a string or a blob",
        ),
        "required" | "clientOptional" | "idempotencyToken" | "hostLabel" | "httpLabel"
        | "httpQuery" | "httpQueryParams" | "httpHeader" | "httpPrefixHeaders" | "httpPayload"
        | "httpResponseCode" | "jsonName" => (false, "a member"),
        "enum" => (matches!(kind, Kind::Enum(_)), "a string"),
        _ => return None,
    };
    (!allowed).then_some(expected)
}

/// What was expected, if a trait may not be on a member of this container that has this target.
fn member_trait(
    id: &str,
    container: &Kind,
    target: &Shape,
    checker: &Checker<'_, '_, '_>,
) -> Option<&'static str> {
    let in_structure = matches!(container, Kind::Structure(_));
    let in_structure_or_union = matches!(container, Kind::Structure(_) | Kind::Union(_));
    let kind = &target.kind;
    let is_text = matches!(kind, Kind::String | Kind::Enum(_));
    let (allowed, expected) = match id.strip_prefix("smithy.api#")? {
        "http" | "endpoint" | "paginated" => (false, "an operation"),
        "error" | "input" | "output" | "httpError" | "retryable" => (false, "a structure"),
        "streaming" => (false, "a blob or a union as the member's target"),
        "required" | "clientOptional" => (in_structure, "a member of a structure"),
        "jsonName" => (in_structure_or_union, "a member of a structure or union"),
        "idempotencyToken" => (
            in_structure && is_text,
            "a member of a structure that targets a string",
        ),
        "hostLabel" => (
            in_structure && is_text,
            "a member of a structure that targets a string",
        ),
        "timestampFormat" => (
            matches!(kind, Kind::Timestamp),
            "a member that targets a timestamp",
        ),
        "httpLabel" => (
            in_structure && is_scalar(kind),
            "a member of a structure that targets a string, number, boolean or timestamp",
        ),
        "httpQuery" | "httpHeader" => {
            let expected = "a member of a structure that targets a string, number, boolean, timestamp or a list of these";
            (
                in_structure && (is_scalar(kind) || is_scalar_list(kind, checker)),
                expected,
            )
        }
        "httpQueryParams" => {
            let expected = "a member of a structure that targets a map from strings to strings or lists of strings";
            (in_structure && is_text_map(kind, checker, true), expected)
        }
        "httpPrefixHeaders" => {
            let expected = "a member of a structure that targets a map from strings to strings";
            (in_structure && is_text_map(kind, checker, false), expected)
        }
        "httpPayload" => {
            let aggregate = matches!(
                kind,
                Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. }
            );
            let expected = "a member of a structure that targets a string, blob, document, structure, union, list or map";
            (
                in_structure
                    && (is_text || aggregate || matches!(kind, Kind::Blob | Kind::Document)),
                expected,
            )
        }
        "httpResponseCode" => (
            in_structure && matches!(kind, Kind::Integer | Kind::IntEnum(_)),
            "a member of a structure that targets an integer",
        ),
        _ => return None,
    };
    (!allowed).then_some(expected)
}

fn is_scalar(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::String
            | Kind::Enum(_)
            | Kind::IntEnum(_)
            | Kind::Boolean
            | Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::BigInteger
            | Kind::BigDecimal
            | Kind::Timestamp
    )
}

/// Missing targets are not blamed: they have been reported.
fn is_scalar_list(kind: &Kind, checker: &Checker<'_, '_, '_>) -> bool {
    matches!(kind, Kind::List(member) if checker.kind(member.target).is_none_or(is_scalar))
}

fn is_text_map(kind: &Kind, checker: &Checker<'_, '_, '_>, lists: bool) -> bool {
    let is_text = |target| {
        checker
            .kind(target)
            .is_none_or(|kind| matches!(kind, Kind::String | Kind::Enum(_)))
    };
    match kind {
        Kind::Map { value, .. } => match checker.kind(value.target) {
            Some(Kind::List(member)) if lists => is_text(member.target),
            _ => is_text(value.target),
        },
        _ => false,
    }
}

/// The default fits the kind of the shape or of the member's target (Smithy 2.0, "default trait").
fn check_default<'m, 'i, 's>(
    checker: &mut Checker<'m, 'i, 's>,
    traits: &Traits,
    shape: ShapeRef,
    report: impl FnOnce(&mut Checker<'m, 'i, 's>, String),
) {
    let Some(value) = traits.default_value() else {
        return;
    };
    let Some(kind) = checker.kind(shape) else {
        return;
    };
    if let (Kind::Enum(values), Node::String(text)) = (kind, value)
        && checker.has_value(shape, values, text)
    {
        return;
    }
    if let Some(expected) = expected_default(value, kind) {
        report(
            checker,
            format!(
                "malformed {DEFAULT}: expected {expected} for {}, found {value}",
                kind.described()
            ),
        );
    }
}

/// What was expected, if the value cannot be the default.
fn expected_default(value: &Node, kind: &Kind) -> Option<&'static str> {
    let whole = |min: i64, max: i64| {
        value
            .as_i64()
            .is_some_and(|value| (min..=max).contains(&value))
    };
    let is_text = value.as_str().is_some();
    let is_number = matches!(value, Node::Number(_));
    let fits_float = value.as_f64().is_some();
    let (fits, expected) = match kind {
        _ if value.is_null() => return None,
        Kind::Boolean => (value.as_bool().is_some(), "a boolean"),
        Kind::String | Kind::Blob => (is_text, "a string"),
        Kind::Byte => (
            whole(i8::MIN.into(), i8::MAX.into()),
            "a whole number of 8 bits",
        ),
        Kind::Short => (
            whole(i16::MIN.into(), i16::MAX.into()),
            "a whole number of 16 bits",
        ),
        Kind::Integer => (
            whole(i32::MIN.into(), i32::MAX.into()),
            "a whole number of 32 bits",
        ),
        Kind::Long => (whole(i64::MIN, i64::MAX), "a whole number of 64 bits"),
        Kind::Float | Kind::Double => (fits_float, "a number of 64 bits"),
        Kind::BigInteger | Kind::BigDecimal => (is_number || is_text, "a number"),
        Kind::Timestamp => (fits_float || is_text, "a string or a number"),
        Kind::Document => (fits_float || !is_number, "a number of 64 bits"),
        // Values that the enum has were accepted above.
        Kind::Enum(_) => (false, "one of the enum's values"),
        Kind::IntEnum(values) => {
            let known = |number: i64| values.iter().any(|known| i64::from(known.value) == number);
            (
                value.as_i64().is_some_and(known),
                "one of the enum's values",
            )
        }
        Kind::List(_) => (
            value.as_array().is_some_and(<[Node]>::is_empty),
            "an empty array",
        ),
        Kind::Map { .. } => (
            value.as_object().is_some_and(<[_]>::is_empty),
            "an empty object",
        ),
        _ => (false, "no default, or null"),
    };
    (!fits).then_some(expected)
}
