//! What `@httpChecksum` names (AWS trait "httpChecksum").

use super::Checker;
use crate::shape::{Kind, Operation, ShapeRef};
use crate::traits::checksum::TRAIT;

/// The members that the trait names are strings or enums of the input, and a response's checksum has
/// both who asks for it and algorithms.
pub(super) fn check_operation(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    operation: &Operation,
) {
    let checksum = checker.get(handle).map(|it| it.traits.http_checksum());
    let Some(checksum) = checksum.flatten() else {
        return;
    };
    let asks = &checksum.request_validation_mode_member;
    if asks.is_some() == checksum.response_algorithms.is_empty() {
        let message = "expected `requestValidationModeMember` and `responseAlgorithms` together";
        checker.report(handle, &["traits", TRAIT], message.to_owned());
    }
    if operation.input == Some(ShapeRef::MISSING) {
        return;
    }
    for (key, member) in [
        ("requestAlgorithmMember", &checksum.request_algorithm_member),
        ("requestValidationModeMember", asks),
    ] {
        if let Some(member) = member {
            check_member(checker, handle, operation, key, member);
        }
    }
}

fn check_member(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    operation: &Operation,
    key: &str,
    name: &str,
) {
    let keys = ["traits", TRAIT, key];
    let found = checker.structure(operation.input).by_name.get(name);
    let Some(member) = found.copied() else {
        let known = checker
            .members(operation.input)
            .iter()
            .map(|member| member.name.as_str());
        let hint = checker.issues.did_you_mean(name, known);
        let message = format!("`{key}` names `{name}`, which is no member of the input");
        checker.report(handle, &keys, message).hint(hint);
        return;
    };
    match checker.kind(member.target) {
        None | Some(Kind::String | Kind::Enum(_)) => {}
        Some(kind) => {
            let message = format!(
                "`{key}` names `{name}`, which is {}, expected a string or an enum",
                kind.described()
            );
            checker.report(handle, &keys, message);
        }
    }
}
