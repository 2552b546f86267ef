//! Checks that the shapes which users replace are only in bodies, and nowhere where the generated code has to know the
//! type.

use std::collections::BTreeSet;

use tinsmith_model::{Diagnostic, Diagnostics, Kind as ShapeKind, Location, Member, ShapeRef};

use crate::plan::pagination::Pagination;
use crate::plan::{Field, Layout, Plan, checksums, structures};
use crate::shaping::Kind;

/// Checks all uses of the shapes that are replaced.
///
/// # Errors
/// One problem for each member that can't have another type.
pub(crate) fn check(plan: &Plan<'_>) -> Result<(), Diagnostics> {
    if plan.shaped.own_types.is_empty() {
        return Ok(());
    }
    let mut problems = Vec::new();
    check_members(plan, &mut problems);
    check_checksums(plan, &mut problems);
    check_paginators(plan, &mut problems);
    check_paths(plan, &mut problems);
    problems.sort_by(|a, b| a.message.cmp(&b.message));
    problems.dedup_by(|a, b| a.message == b.message && a.path == b.path);
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn check_members(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    for (shape, _) in plan.closure.shapes() {
        let is_events = plan.is_events(shape);
        let members = match &plan.model[shape].kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => members.as_slice(),
            ShapeKind::Map { key, .. } => {
                if plan.own_type(key.target).is_some() {
                    let reason = "it is the key of a map";
                    problems.push(problem(plan, shape, key, key.target, reason));
                }
                continue;
            }
            _ => continue,
        };
        for member in members {
            for target in held(plan, member.target) {
                let reason = match reason(plan, member, target) {
                    None if is_events && target == member.target => {
                        Some("it is an event of a stream (`smithy.api#streaming`)".to_owned())
                    }
                    reason => reason,
                };
                if let Some(reason) = reason {
                    problems.push(problem(plan, shape, member, target, &reason));
                }
            }
        }
    }
}

/// The algorithm of a checksum and the mode of its validation are read from the input.
fn check_checksums(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    for operation in &plan.operations {
        let checksum = plan.model[operation.shape].traits.http_checksum();
        let (Some(checksum), Some(input)) = (checksum, operation.input.shape) else {
            continue;
        };
        let names = [
            checksum.request_algorithm_member,
            checksum.request_validation_mode_member,
        ];
        for name in names.iter().flatten() {
            let member = plan.model[input].member(name);
            if let Some(member) = member.filter(|it| plan.own_type(it.target).is_some()) {
                let reason = format!(
                    "the checksums of {} depend on it (`{}`)",
                    operation.name,
                    checksums::TRAIT
                );
                problems.push(problem(plan, input, member, member.target, &reason));
            }
        }
    }
}

fn check_paginators(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    for operation in &plan.operations {
        let Some(pages) = Pagination::of(plan, operation) else {
            continue;
        };
        let items = pages.items.iter().flat_map(|path| &path.fields);
        let fields = items.chain(&pages.output_token.fields).copied();
        let mut fields = fields.chain([pages.input_token]).chain(pages.page_size);
        let replaced = |it: &&Field<'_>| plan.own_type(it.member.target).is_some();
        if let Some(field) = fields.find(replaced) {
            let reason = "the paginator of the operation has to know its type";
            problems.push(problem(
                plan,
                operation.shape,
                field.member,
                field.member.target,
                reason,
            ));
        }
    }
}

/// A crate of its own has no module of the user's.
fn check_paths(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    if plan.layout != Layout::Crate {
        return;
    }
    for (&shape, path) in &plan.shaped.own_types {
        let is_inside = first_segment(&path.to_string()) == "crate";
        if is_inside {
            let id = &plan.model[shape].id;
            problems.push(Diagnostic {
                file: plan.model.file_of(shape).to_owned(),
                line: None,
                path: format!("shapes.{id}"),
                shape: Some(id.to_string()),
                message: format!(
                    "the option `{}` for `{id}`: the client is a crate of its own, which has no `{path}`",
                    Kind::Replace
                ),
                hint: Some("name a type of another crate, or generate the client as a module".to_owned()),
            });
        }
    }
}

fn first_segment(path: &str) -> &str {
    path.split("::").next().unwrap_or_default().trim()
}

/// The replaced shapes that a value of the shape holds: the shape itself, or what lists and maps lead to.
fn held(plan: &Plan<'_>, shape: ShapeRef) -> BTreeSet<ShapeRef> {
    let mut held = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut pending = vec![shape];
    while let Some(shape) = pending.pop() {
        if !seen.insert(shape) {
            continue;
        }
        if plan.own_type(shape).is_some() {
            held.insert(shape);
        }
        if let ShapeKind::List(_) | ShapeKind::Map { .. } = plan.model[shape].kind {
            pending.extend(structures::targets(plan.model, shape));
        }
    }
    held
}

/// The reason why the replaced shape that the member holds must have the type that the model gives, if there is one.
fn reason(plan: &Plan<'_>, member: &Member, replaced: ShapeRef) -> Option<String> {
    let traits = &member.traits;
    let is_target = replaced == member.target;
    let binding = match traits.location() {
        _ if !plan.protocol.has_http_bindings() => None,
        Location::Body => None,
        // A list or map that is the whole body is written as one within it.
        Location::Payload => is_target.then_some("smithy.api#httpPayload"),
        Location::Label => Some("smithy.api#httpLabel"),
        Location::Query(_) => Some("smithy.api#httpQuery"),
        Location::QueryParams => Some("smithy.api#httpQueryParams"),
        Location::Header(_) => Some("smithy.api#httpHeader"),
        Location::PrefixHeaders(_) => Some("smithy.api#httpPrefixHeaders"),
        Location::ResponseCode => Some("smithy.api#httpResponseCode"),
    };
    if let Some(id) = binding {
        return Some(format!(
            "it is not part of a body with other members (`{id}`)"
        ));
    }
    let rules = [
        ("smithy.rules#contextParam", "the endpoint depends on it"),
        ("smithy.api#hostLabel", "it is part of the host"),
        ("smithy.api#eventHeader", "it is a header of an event"),
        ("smithy.api#eventPayload", "it is the payload of an event"),
        ("smithy.api#xmlAttribute", "it is an attribute of XML"),
        ("smithy.api#idempotencyToken", "the client fills it in"),
    ];
    // An endpoint may depend on what a list holds. The others are about the member's own value.
    let rules = &rules[..if is_target { rules.len() } else { 1 }];
    let rule = rules.iter().find(|(id, _)| traits.has(id));
    match rule {
        Some((id, reason)) => Some(format!("{reason} (`{id}`)")),
        None if is_target && traits.default_value().is_some() => {
            Some("it has a default (`smithy.api#default`)".to_owned())
        }
        None => None,
    }
}

/// The error that a member of the shape can't hold another type than the model's for the shape `replaced`.
fn problem(
    plan: &Plan<'_>,
    shape: ShapeRef,
    member: &Member,
    replaced: ShapeRef,
    reason: &str,
) -> Diagnostic {
    let id = &plan.model[shape].id;
    let verb = match replaced == member.target {
        true => "have",
        false => "hold",
    };
    let hint = match can_be_replaced(plan, shape) {
        true => "replace the structure that holds the member, or convert its value in your code",
        false => "convert its value in your code",
    };
    Diagnostic {
        file: plan.model.file_of(shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!(
            "the option `{}` for `{}`: the member `{}` can't {verb} another type, since {reason}",
            Kind::Replace,
            plan.model[replaced].id,
            member.name
        ),
        hint: Some(hint.to_owned()),
    }
}

/// Whether the shape is a structure that members target, and no error or event.
fn can_be_replaced(plan: &Plan<'_>, shape: ShapeRef) -> bool {
    let mut operations = plan.operations.iter();
    let is_of_an_operation =
        operations.any(|it| [it.input.shape, it.output.shape].contains(&Some(shape)));
    matches!(plan.model[shape].kind, ShapeKind::Structure(_))
        && !is_of_an_operation
        && !plan.is_error(shape)
        && !plan.event_usage.contains_key(&shape)
}
