//! Streams stand at the top of an operation's input or output only (Smithy 2.0, "Streaming").

use std::collections::HashSet;

use super::Checker;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Shape};
use crate::traits::Location;
use crate::walk::data_members;

pub(super) fn check(checker: &mut Checker<'_, '_, '_>) {
    let targeted: HashSet<ShapeRef> = checker
        .model
        .shapes()
        .flat_map(|(_, shape)| data_members(shape).map(|member| member.target))
        .collect();
    for (handle, shape) in checker.model.shapes() {
        let streams: Vec<&Member> = data_members(shape)
            .filter(|member| is_stream(checker, member.target))
            .collect();
        for member in &streams {
            check_member(checker, handle, shape, member, &targeted);
        }
        if let [first, .., last] = streams[..] {
            let message = format!(
                "members `{}` and `{}` are both streams, expected at most one",
                first.name, last.name
            );
            checker.report_member(handle, &last.name, &[], message);
        }
        if let Kind::Union(members) = &shape.kind
            && shape.traits.is_streaming()
        {
            check_events(checker, handle, members);
        }
    }
    check_payloads(checker);
}

fn is_stream(checker: &Checker<'_, '_, '_>, target: ShapeRef) -> bool {
    checker
        .get(target)
        .is_some_and(|shape| shape.traits.is_streaming())
}

fn check_member(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    shape: &Shape,
    member: &Member,
    targeted: &HashSet<ShapeRef>,
) {
    let stream = checker.id(member.target);
    let reason = match &shape.kind {
        Kind::Structure(_) if shape.traits.has("smithy.api#error") => Some("an error".to_owned()),
        Kind::Structure(_) if targeted.contains(&handle) => {
            Some("a structure that members target".to_owned())
        }
        Kind::Structure(_) => None,
        other => Some(other.described().to_owned()),
    };
    if let Some(reason) = reason {
        let message = format!(
            "{stream} is a stream inside {reason}, expected it in a top-level member of an operation's input or output"
        );
        checker.report_member(handle, &member.name, &["target"], message);
    }
    let is_blob = matches!(checker.kind(member.target), Some(Kind::Blob));
    if is_blob && !member.traits.is_required() && member.traits.default_value().is_none() {
        let message = format!(
            "member `{}` targets the streaming blob {stream}, expected `smithy.api#required` or `smithy.api#default`",
            member.name
        );
        checker
            .report_member(handle, &member.name, &[], message)
            .hint(
                "a stream is never absent; it can be empty: `\"smithy.api#default\": \"\"`"
                    .to_owned(),
            );
    }
}

fn check_events(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, members: &[Member]) {
    for member in members {
        let Some(kind) = checker.kind(member.target) else {
            continue;
        };
        if !matches!(kind, Kind::Structure(_)) {
            let message = format!(
                "event `{}` targets {}, expected a structure",
                member.name,
                kind.described()
            );
            checker.report_member(handle, &member.name, &["target"], message);
        }
    }
}

/// With HTTP bindings a stream is the payload.
fn check_payloads(checker: &mut Checker<'_, '_, '_>) {
    let mut checked = HashSet::new();
    for (handle, operation) in checker.operations() {
        let has_http = checker
            .get(handle)
            .is_some_and(|shape| shape.traits.http().is_some());
        if !has_http {
            continue;
        }
        for structure in operation.input.into_iter().chain(operation.output) {
            if !checked.insert(structure) {
                continue;
            }
            for member in checker.members(Some(structure)) {
                if is_stream(checker, member.target)
                    && member.traits.location() != Location::Payload
                {
                    let message = format!(
                        "member `{}` is a stream, expected it to be the `smithy.api#httpPayload`",
                        member.name
                    );
                    checker.report_member(structure, &member.name, &[], message);
                }
            }
        }
    }
}
