//! Pagination and host labels of operations (Smithy 2.0, "paginated trait", "endpoint trait").

use std::collections::{HashMap, HashSet};

use super::Checker;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Operation};
use crate::traits::Paginated;
use crate::walk::service_operations;

const PAGINATED: &str = "smithy.api#paginated";
/// The id of the events of pagination.
const EVENT: &str = "PaginatedTrait";
const HOST_LABEL: &str = "smithy.api#hostLabel";

/// Every label of a host prefix is a member of the input, and the other way round.
pub(super) fn check_host_labels(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    operation: &Operation,
) {
    let Some(prefix) = checker
        .get(handle)
        .and_then(|shape| shape.traits.host_prefix())
    else {
        return;
    };
    if operation.input == Some(ShapeRef::MISSING) {
        return;
    }
    let mut names: HashSet<&str> = HashSet::new();
    for label in prefix.labels() {
        names.insert(label);
        let found = checker.structure(operation.input).by_name.get(label);
        if found.is_some_and(|member| member.traits.is_host_label()) {
            continue;
        }
        let members = checker.members(operation.input).iter();
        let hosts = members.filter(|member| member.traits.is_host_label());
        let hosts = hosts.map(|member| member.name.as_str());
        let hint = checker.issues.did_you_mean(label, hosts);
        let message = format!(
            "label `{label}` of the host prefix is not a member of the input with `{HOST_LABEL}`"
        );
        checker
            .report(
                handle,
                &["traits", "smithy.api#endpoint", "hostPrefix"],
                message,
            )
            .hint(hint);
    }
    let Some(input) = operation.input else { return };
    for member in checker.structure(Some(input)).host_labels.clone() {
        if checker.issues.is_full() {
            return;
        }
        if !names.contains(member.name.as_str()) {
            let operation = checker.id(handle);
            let message = format!(
                "member `{}` is a host label, but the host prefix of {operation} does not have it",
                member.name
            );
            checker.report_member(input, &member.name, &["traits", HOST_LABEL], message);
        }
        if !member.traits.is_required() {
            let message = format!(
                "member `{}` is a host label, expected it to be `smithy.api#required`",
                member.name
            );
            checker.report_member(input, &member.name, &["traits", HOST_LABEL], message);
        }
    }
}

/// What `@paginated` names exists; an operation's values come before those of its service.
pub(super) fn check_pagination(checker: &mut Checker<'_, '_, '_>) {
    let mut in_service = HashSet::new();
    let mut defaults: HashMap<ShapeRef, Vec<Paginated>> = HashMap::new();
    for service in checker.model.services() {
        let shared = checker
            .get(service)
            .and_then(|shape| shape.traits.paginated())
            .unwrap_or_default();
        for operation in service_operations(checker.model, service) {
            in_service.insert(operation);
            defaults.entry(operation).or_default().push(shared.clone());
        }
    }
    for (handle, operation) in checker.operations() {
        let own = checker
            .get(handle)
            .and_then(|shape| shape.traits.paginated());
        let Some(own) = own else { continue };
        // An operation that belongs to no service may get the missing values from one that is added later.
        let services = defaults
            .remove(&handle)
            .unwrap_or_else(|| vec![Paginated::default()]);
        for service in services {
            let merged = merge(own.clone(), service);
            check_paginated(
                checker,
                handle,
                operation,
                &merged,
                in_service.contains(&handle),
            );
        }
    }
}

fn merge(own: Paginated, service: Paginated) -> Paginated {
    Paginated {
        input_token: own.input_token.or(service.input_token),
        output_token: own.output_token.or(service.output_token),
        items: own.items.or(service.items),
        page_size: own.page_size.or(service.page_size),
    }
}

fn check_paginated(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    operation: &Operation,
    paginated: &Paginated,
    in_service: bool,
) {
    for (key, value) in [
        ("inputToken", &paginated.input_token),
        ("outputToken", &paginated.output_token),
    ] {
        if in_service && value.is_none() {
            let message = format!(
                "malformed {PAGINATED}: expected `{key}` here or at the service, found none"
            );
            checker
                .report(handle, &["traits", PAGINATED], message)
                .named(EVENT);
        }
    }
    for (key, value) in [
        ("inputToken", &paginated.input_token),
        ("pageSize", &paginated.page_size),
    ] {
        if let Some(member) = value {
            check_path(
                checker,
                handle,
                "input",
                operation.input,
                key,
                member,
                false,
            );
        }
    }
    for (key, value) in [
        ("outputToken", &paginated.output_token),
        ("items", &paginated.items),
    ] {
        if let Some(path) = value {
            check_path(checker, handle, "output", operation.output, key, path, true);
        }
    }
}

/// Follows a member or, where `nested`, members separated by `.`.
fn check_path(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    direction: &str,
    structure: Option<ShapeRef>,
    key: &str,
    path: &str,
    nested: bool,
) {
    let keys = ["traits", PAGINATED, key];
    let Some(mut at) = structure else {
        let message = format!("`{key}` names `{path}`, but the operation has no {direction}");
        checker.report(handle, &keys, message).named(EVENT);
        return;
    };
    let steps: Vec<&str> = if nested {
        path.split('.').collect()
    } else {
        vec![path]
    };
    for step in steps {
        let Some(shape) = checker.get(at) else { return };
        let Some(member) = checker.structure(Some(at)).by_name.get(step) else {
            let known = shape.members().iter().map(|member| member.name.as_str());
            let hint = checker.issues.did_you_mean(step, known);
            let message = format!(
                "`{key}` names `{path}`, but {} has no member `{step}`",
                shape.id
            );
            checker
                .report(handle, &keys, message)
                .named(EVENT)
                .hint(hint);
            return;
        };
        at = member.target;
    }
    let Some(kind) = checker.kind(at) else { return };
    if key == "items" && !matches!(kind, Kind::List(_) | Kind::Map { .. }) {
        let message = format!(
            "`items` names `{path}`, which is {}, expected a list or a map",
            kind.described()
        );
        checker.report(handle, &keys, message).named(EVENT);
    }
}
