//! Checks the waiters of operations (Smithy 2.0, "Waiters").

use std::collections::{BTreeMap, HashSet};

use super::Checker;
use super::jmespath::{self, Type};
use crate::jmespath::Expression;
use crate::shape::{Kind, Operation, ShapeRef};
use crate::traits::waiters::{Matcher, PathComparator, PathMatcher, TRAIT, Waiter};
use crate::walk::service_operations;

/// Checks that each path leads to a value of the type that its matcher compares, and that the operation has no event
/// streams.
pub(super) fn check_operation(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    operation: &Operation,
) {
    let Some(shape) = checker.get(handle).filter(|shape| shape.traits.has(TRAIT)) else {
        return;
    };
    for structure in [operation.input, operation.output] {
        let streams = checker.members(structure).iter().find(|member| {
            let target = checker.get(member.target);
            target.is_some_and(|target| {
                matches!(target.kind, Kind::Union(_)) && target.traits.is_streaming()
            })
        });
        if let Some(member) = streams {
            let message = format!(
                "{TRAIT} is applied to an operation with the event stream `{}`, expected an operation without event streams",
                member.name
            );
            checker.report(handle, &["traits", TRAIT], message);
        }
    }
    for waiter in shape.traits.waiters() {
        for (at, acceptor) in waiter.acceptors.iter().enumerate() {
            let problem = match &acceptor.matcher {
                Matcher::Output(matcher) => {
                    let output = root(operation.output);
                    check_path(checker, matcher, &output).err()
                }
                Matcher::InputOutput(matcher) => {
                    let both = Type::Object(vec![
                        ("input".to_owned(), root(operation.input)),
                        ("output".to_owned(), root(operation.output)),
                    ]);
                    check_path(checker, matcher, &both).err()
                }
                Matcher::ErrorType(_) | Matcher::Success(_) => None,
            };
            let message = acceptor.message.as_ref();
            let message = message.and_then(|(text, path)| {
                check_message(checker, text, path, &root(operation.output)).err()
            });
            let at = at.to_string();
            let keys = ["traits", TRAIT, &waiter.name, "acceptors", &at];
            let told = |problem| format!("waiter `{}`, acceptor {at}: {problem}", waiter.name);
            if let Some(problem) = problem {
                let issue = checker.report(handle, &keys, told(problem.message));
                if let Some(part) = problem.part {
                    let id = format!("WaitableTraitJmespathProblem.{part}.{}.{at}", waiter.name);
                    issue.fatal_danger(id);
                }
            }
            if let Some(problem) = message {
                checker
                    .report(handle, &keys, told(problem))
                    .named("WaitableTrait");
            }
        }
    }
}

/// What is wrong with the path of a matcher.
struct PathProblem {
    message: String,
    /// A part of the id of the event, if Smithy does not call it an error: wrong types, and a member that is not there.
    part: Option<&'static str>,
}

fn root(structure: Option<ShapeRef>) -> Type {
    Type::Members(structure)
}

fn check_path(
    checker: &Checker<'_, '_, '_>,
    matcher: &PathMatcher,
    of: &Type,
) -> Result<(), PathProblem> {
    let path = &matcher.path;
    let found = jmespath::check(checker.model, &matcher.expression, of);
    let found = found.map_err(|problem| PathProblem {
        message: format!("the path `{path}` leads nowhere: {problem}"),
        part: matches!(problem, jmespath::Problem::Mistyped(_)).then_some("JmespathEventDanger"),
    })?;
    let is_text = |ty: &Type| matches!(ty, Type::Text | Type::Any);
    let (expected, fits) = match matcher.comparator {
        PathComparator::StringEquals => ("a string", is_text(&found)),
        PathComparator::BooleanEquals => ("a boolean", matches!(found, Type::Boolean | Type::Any)),
        PathComparator::AllStringEquals | PathComparator::AnyStringEquals => (
            "a list of strings",
            match &found {
                Type::List(element) => is_text(element),
                other => *other == Type::Any,
            },
        ),
    };
    if fits {
        Ok(())
    } else {
        Err(PathProblem {
            message: format!(
                "the path `{path}` leads to {}, but `{}` compares {expected}",
                described(&found),
                matcher.comparator.as_str()
            ),
            part: Some("ReturnTypeMismatch"),
        })
    }
}

fn check_message(
    checker: &Checker<'_, '_, '_>,
    text: &str,
    path: &Expression,
    of: &Type,
) -> Result<(), String> {
    let found = jmespath::check(checker.model, path, of)
        .map_err(|problem| format!("the path `{text}` of `message` leads nowhere: {problem}"))?;
    let is_text = |ty: &Type| matches!(ty, Type::Text | Type::Any);
    match &found {
        Type::List(element) if is_text(element) => Ok(()),
        found if is_text(found) => Ok(()),
        other => Err(format!(
            "the path `{text}` of `message` leads to {}, expected a string or a list of strings",
            described(other)
        )),
    }
}

fn described(ty: &Type) -> String {
    match ty {
        Type::List(element) => format!("a list in which each element is {}", element.described()),
        other => other.described().to_owned(),
    }
}

/// Checks that no two waiters of a service have names that differ in case only.
pub(super) fn check_names(checker: &mut Checker<'_, '_, '_>) {
    let mut reported = HashSet::new();
    for service in checker.model.services() {
        let mut taken: BTreeMap<String, (ShapeRef, Waiter)> = BTreeMap::new();
        for operation in service_operations(checker.model, service) {
            let waiters = checker.get(operation).map(|shape| shape.traits.waiters());
            for waiter in waiters.unwrap_or_default() {
                let key = waiter.name.to_ascii_lowercase();
                let Some((other, of)) = taken.get(&key) else {
                    taken.insert(key, (operation, waiter));
                    continue;
                };
                if reported.insert((operation, waiter.name.clone())) {
                    let message = format!(
                        "the names of the waiters `{}` of {} and `{}` differ in case only",
                        of.name,
                        checker.id(*other),
                        waiter.name
                    );
                    checker.report(operation, &["traits", TRAIT, &waiter.name], message);
                }
            }
        }
    }
}
