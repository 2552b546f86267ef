//! The waiters of the chosen operations: their names, and what they make of an answer.
//!
//! Smithy specification: [waiters](https://smithy.io/2.0/additional-specs/waiters.html).

use std::collections::BTreeMap;

use tinsmith_model::{
    AcceptorState, Diagnostic, Diagnostics, Matcher, PathComparator, PathMatcher,
};

use super::jmespath::{Compiler, Place, Ty, Value};
use super::{Operation, Plan};
use crate::names::{self, Name, Path};

const TRAIT: &str = "smithy.waiters#waitable";

/// A waiter as it is emitted.
pub(crate) struct Waiter {
    /// The place of its operation among those of the plan.
    pub(crate) operation: usize,
    /// `<Name>`, the stem of all its names.
    pub(crate) stem: String,
    /// The name in snake case, for documentation.
    pub(crate) snake: String,
    /// Its module in `waiters`.
    pub(crate) module: Name,
    /// Its module, as a path.
    pub(crate) path: Path,
    /// The client's method, `wait_until_<name>`.
    pub(crate) method: Name,
    /// What the model says of it.
    pub(crate) docs: Option<String>,
    /// It should not be used any more.
    pub(crate) deprecated: bool,
    /// What it makes of an answer: the first that matches counts.
    pub(crate) acceptors: Vec<Acceptor>,
    /// The shortest time between two calls, in seconds.
    pub(crate) min_delay: u32,
    /// The longest time between two calls, in seconds.
    pub(crate) max_delay: u32,
}

impl Waiter {
    /// The waiter's name with `suffix`.
    pub(crate) fn ident(&self, suffix: &str) -> Name {
        names::type_ident(&format!("{}{suffix}", self.stem))
    }
}

/// An acceptor as it is emitted.
pub(crate) struct Acceptor {
    /// What the answer means.
    pub(crate) state: AcceptorState,
    /// Which answers.
    pub(crate) condition: Condition,
}

/// Which answers an acceptor is for.
pub(crate) enum Condition {
    /// All outputs.
    Succeeded,
    /// All errors.
    Failed,
    /// Errors of this name.
    Error {
        /// The code.
        code: String,
        /// The variants of the operation's error that have the name in the model, whatever their code.
        variants: Vec<Name>,
    },
    /// Outputs in which a path leads to some value.
    Path {
        /// What it leads to, in the output or in both.
        value: Value,
        /// It begins in an object of input and output.
        both: bool,
        /// What it has to lead to.
        expected: String,
        /// How the two are compared.
        comparator: PathComparator,
    },
}

/// The waiters of all operations.
///
/// # Errors
/// A path that can't be written in Rust, names that meet in Rust, and operations that can't be called again.
pub(super) fn all(plan: &Plan<'_>) -> Result<Vec<Waiter>, Diagnostics> {
    let mut waiters = Vec::new();
    let mut problems = Vec::new();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for (at, operation) in plan.operations.iter().enumerate() {
        let shape = plan.shape(operation.shape);
        for waiter in shape.traits.waiters() {
            let name = &waiter.name;
            let mut report = |message: String| {
                problems.push(problem(
                    plan,
                    operation,
                    &format!("waiter `{name}`: {message}"),
                ));
            };
            if operation.input.stream(plan).is_some() {
                report("the operation's input is a stream, which can't be sent again".to_owned());
                continue;
            }
            let snake = names::snake(name);
            if let Some(other) = taken.insert(snake.clone(), name.clone()) {
                report(format!("has the same name in Rust as the waiter `{other}`"));
            }
            let acceptors = waiter.acceptors.iter().enumerate().map(|(at, acceptor)| {
                let condition = condition(plan, operation, &acceptor.matcher);
                let condition = condition.map_err(|bad| format!("acceptor {at}: {bad}"))?;
                Ok(Acceptor {
                    state: acceptor.state,
                    condition,
                })
            });
            let acceptors = match acceptors.collect::<Result<_, String>>() {
                Ok(acceptors) => acceptors,
                Err(message) => {
                    report(message);
                    continue;
                }
            };
            let module = names::module_ident(&snake);
            waiters.push(Waiter {
                operation: at,
                stem: names::pascal(name),
                path: plan.root.join("waiters").join(&module),
                module,
                method: names::function_ident(&format!("wait_until_{snake}")),
                snake,
                docs: waiter.documentation,
                deprecated: waiter.deprecated,
                acceptors,
                min_delay: waiter.min_delay,
                max_delay: waiter.max_delay,
            });
        }
    }
    if problems.is_empty() {
        Ok(waiters)
    } else {
        Err(Diagnostics::new(problems))
    }
}

fn problem(plan: &Plan<'_>, operation: &Operation<'_>, message: &str) -> Diagnostic {
    let id = &plan.shape(operation.shape).id;
    Diagnostic {
        file: plan.model.file_of(operation.shape).to_owned(),
        line: None,
        path: format!("shapes.{id}.traits.{TRAIT}"),
        shape: Some(id.to_string()),
        message: format!("{message} (trait `{TRAIT}`)"),
        hint: None,
    }
}

fn condition(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    matcher: &Matcher,
) -> Result<Condition, String> {
    match matcher {
        Matcher::Success(true) => Ok(Condition::Succeeded),
        Matcher::Success(false) => Ok(Condition::Failed),
        Matcher::ErrorType(name) => Ok(error(plan, operation, name)),
        Matcher::Output(matcher) => path(plan, operation, matcher, false),
        Matcher::InputOutput(matcher) => path(plan, operation, matcher, true),
    }
}

/// The official clients know errors by their code alone; the specification means the shape.
fn error(plan: &Plan<'_>, operation: &Operation<'_>, name: &str) -> Condition {
    let (namespace, code) = match name.split_once('#') {
        Some((namespace, code)) => (Some(namespace), code),
        None => (None, name),
    };
    let mut variants = Vec::new();
    if !plan.service.is_aws {
        let named = operation.errors.iter().filter(|&&error| {
            let id = &plan.shape(error).id;
            id.name() == code && namespace.is_none_or(|it| it == id.namespace())
        });
        variants.extend(named.map(|&error| plan.type_ident(error)));
    }
    Condition::Error {
        code: code.to_owned(),
        variants,
    }
}

fn path(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    matcher: &PathMatcher,
    both: bool,
) -> Result<Condition, String> {
    let compiler = Compiler::new(plan, operation);
    let value = if both {
        compiler.of_both(&matcher.expression)
    } else {
        compiler.of(Place::Output, &matcher.expression)
    };
    let value = value.and_then(|value| {
        let (expected, fits) = match matcher.comparator {
            PathComparator::StringEquals => ("a string", value.item.ty == Ty::Text),
            PathComparator::BooleanEquals => ("a boolean", value.item.ty == Ty::Boolean),
            PathComparator::AllStringEquals | PathComparator::AnyStringEquals => (
                "a list of strings",
                matches!(&value.item.ty, Ty::List(item) if item.ty == Ty::Text),
            ),
        };
        if fits {
            Ok(value)
        } else {
            Err(format!(
                "it leads to {}, but `{}` compares {expected}",
                value.item.ty.described(),
                matcher.comparator.as_str()
            ))
        }
    });
    Ok(Condition::Path {
        value: value.map_err(|bad| {
            format!(
                "the path `{}` can't be written in Rust: {bad}",
                matcher.path
            )
        })?,
        both,
        expected: matcher.expected.clone(),
        comparator: matcher.comparator,
    })
}
