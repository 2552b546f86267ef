//! What `@clientEndpointDiscovery` names (AWS trait "clientEndpointDiscovery").

use super::Checker;
use crate::nearest::did_you_mean;
use crate::shape::{Kind, Member, Operation, ShapeRef};
use crate::traits::endpoint_discovery::{OPERATION, SERVICE};
use crate::walk::service_operations;

/// The id of the events.
const EVENT: &str = "ClientEndpointDiscovery";

/// The trait names an operation of the service that returns endpoints, and an error that every operation has
/// which is called at a discovered endpoint.
pub(super) fn check_service(checker: &mut Checker<'_, '_, '_>, service: ShapeRef) {
    let Some(shape) = checker.get(service) else {
        return;
    };
    let Some(discovery) = shape.traits.endpoint_discovery() else {
        return;
    };
    let operations = service_operations(checker.model, service);
    check_operation(checker, service, &discovery.operation, &operations);
    let Some(error) = discovery.error else {
        return;
    };
    let Some(handle) = checker.model.find(&error) else {
        let message = format!("`error` names `{error}`, which does not exist");
        checker.report(service, &["traits", SERVICE, "error"], message);
        return;
    };
    let is_error = checker
        .get(handle)
        .is_some_and(|shape| shape.traits.has("smithy.api#error"));
    if !is_error {
        let message = format!(
            "`error` names `{error}`, expected a structure with `smithy.api#error`, found {}",
            checker.kind(handle).map_or("another", Kind::described)
        );
        checker.report(service, &["traits", SERVICE, "error"], message);
        return;
    }
    check_errors(checker, service, handle, &operations);
}

/// Each operation that is called at a discovered endpoint has the error, of its own or of the service.
fn check_errors(
    checker: &mut Checker<'_, '_, '_>,
    service: ShapeRef,
    error: ShapeRef,
    operations: &[ShapeRef],
) {
    if matches!(checker.kind(service), Some(Kind::Service(of)) if of.errors.contains(&error)) {
        return;
    }
    for &handle in operations {
        let Some(shape) = checker.get(handle).filter(|it| it.traits.has(OPERATION)) else {
            continue;
        };
        if matches!(&shape.kind, Kind::Operation(of) if !of.errors.contains(&error)) {
            let (error, service) = (checker.id(error), checker.id(service));
            let message = format!(
                "the operation has no error `{error}`, which {SERVICE} of `{service}` names"
            );
            let hint = format!("expected `{error}` among the errors of the operation");
            checker
                .report(handle, &["traits", OPERATION], message)
                .named(EVENT)
                .hint(Some(hint));
        }
    }
}

fn check_operation(
    checker: &mut Checker<'_, '_, '_>,
    service: ShapeRef,
    name: &str,
    operations: &[ShapeRef],
) {
    let keys = ["traits", SERVICE, "operation"];
    let found = checker.model.find(name);
    let Some(handle) = found.filter(|handle| operations.contains(handle)) else {
        let ids = operations.iter().map(|&it| checker.id(it));
        let hint = did_you_mean(name, ids);
        let message = format!("`operation` names `{name}`, which is no operation of the service");
        checker.report(service, &keys, message).hint(hint);
        return;
    };
    if let Some(Kind::Operation(operation)) = checker.kind(handle) {
        check_input(checker, operation);
        check_output(checker, handle, operation);
    }
}

/// The input has no members but the name of an operation and the identifiers that choose an endpoint.
fn check_input(checker: &mut Checker<'_, '_, '_>, operation: &Operation) {
    let Some(input) = operation.input else { return };
    for member in checker.members(operation.input) {
        let is_text = |handle| matches!(checker.kind(handle), None | Some(Kind::String));
        let (expected, is_expected) = match (member.name.as_str(), checker.kind(member.target)) {
            ("Operation" | "Identifiers", None) => continue,
            ("Operation", Some(kind)) => ("a string", matches!(kind, Kind::String)),
            ("Identifiers", Some(Kind::Map { key, value })) => (
                "a map of strings",
                is_text(key.target) && is_text(value.target),
            ),
            ("Identifiers", _) => ("a map of strings", false),
            _ => ("only `Operation` and `Identifiers`", false),
        };
        if !is_expected {
            report_member(checker, input, member, "input", expected);
        }
    }
}

/// The output has a list of endpoints, each with its address and for how long it holds.
fn check_output(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, operation: &Operation) {
    if operation.output == Some(ShapeRef::MISSING) {
        return;
    }
    let members = checker.members(operation.output);
    let Some(endpoints) = members.iter().find(|member| member.name == "Endpoints") else {
        let message = "the operation discovers endpoints, but its output has no `Endpoints`";
        checker
            .report(handle, &["output"], message.to_owned())
            .named(EVENT);
        return;
    };
    for member in members.iter().filter(|member| member.name != "Endpoints") {
        if let Some(output) = operation.output {
            report_member(checker, output, member, "output", "only `Endpoints`");
        }
    }
    let endpoint = match checker.kind(endpoints.target) {
        None => return,
        Some(Kind::List(member)) => member.target,
        Some(_) => {
            let output = operation.output.unwrap_or(handle);
            report_member(checker, output, endpoints, "output", "a list of structures");
            return;
        }
    };
    match checker.kind(endpoint) {
        None => {}
        Some(Kind::Structure(members)) => check_endpoint(checker, endpoint, members),
        Some(kind) => {
            let message = format!(
                "an endpoint that is discovered is {}, expected a structure",
                kind.described()
            );
            checker
                .report(endpoint, &[], message)
                .covered_by("ClientEndpointDiscovery");
        }
    }
}

fn check_endpoint(checker: &mut Checker<'_, '_, '_>, endpoint: ShapeRef, members: &[Member]) {
    for (name, expected) in [("Address", "a string"), ("CachePeriodInMinutes", "a long")] {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            let message = format!("an endpoint that is discovered has no `{name}`");
            checker.report(endpoint, &["members"], message);
            continue;
        };
        let is_expected = match checker.kind(member.target) {
            None => true,
            Some(kind) if name == "Address" => matches!(kind, Kind::String),
            Some(kind) => matches!(kind, Kind::Long),
        };
        if !is_expected {
            report_member(checker, endpoint, member, "endpoint", expected);
        }
    }
}

/// Reports a member of the discovering operation's input or output that is not what the trait asks for.
fn report_member(
    checker: &mut Checker<'_, '_, '_>,
    container: ShapeRef,
    member: &Member,
    what: &str,
    expected: &str,
) {
    let kind = checker.kind(member.target).map_or("it", Kind::described);
    let message = format!(
        "member `{}` of the {what} of endpoint discovery is {kind}, expected {expected}",
        member.name
    );
    checker.report_member(container, &member.name, &[], message);
}
