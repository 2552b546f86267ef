//! The waiters of the chosen operations: their names, and the acceptors that decide what each response means.
//!
//! The waiters of a chosen operation are always generated; no option chooses them.
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

/// A waiter of the client.
pub(crate) struct Waiter {
    /// The index of the waiter's operation in the plan's operations.
    pub(crate) operation: usize,
    /// The waiter's name in pascal case, with which the names of its types are made.
    pub(crate) stem: String,
    /// The waiter's name in snake case, for documentation.
    pub(crate) snake: String,
    /// The waiter's module in the client's module `waiters`.
    pub(crate) module: Name,
    /// The path of the waiter's module.
    pub(crate) path: Path,
    /// The client's method, `wait_until_<name>`.
    pub(crate) method: Name,
    /// The documentation in the model.
    pub(crate) docs: Option<String>,
    /// Whether the model marks the waiter as deprecated.
    pub(crate) deprecated: bool,
    /// The acceptors. The first whose condition matches a response decides.
    pub(crate) acceptors: Vec<Acceptor>,
    /// The shortest delay between two calls, in seconds.
    pub(crate) min_delay: u32,
    /// The longest delay between two calls, in seconds.
    pub(crate) max_delay: u32,
}

impl Waiter {
    /// Returns the name of the waiter's type that ends with `suffix`.
    pub(crate) fn ident(&self, suffix: &str) -> Name {
        names::type_ident(&format!("{}{suffix}", self.stem))
    }
}

/// An acceptor of a waiter.
pub(crate) struct Acceptor {
    /// The state of the waiter after a response that matches.
    pub(crate) state: AcceptorState,
    /// The responses that match.
    pub(crate) condition: Condition,
}

/// The matcher of an acceptor, compiled.
pub(crate) enum Condition {
    /// Matches every output.
    Succeeded,
    /// Matches every error.
    Failed,
    /// Matches errors with this code, and errors of these variants.
    Error {
        /// The error code.
        code: String,
        /// The variants of the operation's error whose shape has the name in the matcher. They match whatever the code
        /// is.
        variants: Vec<Name>,
    },
    /// Matches outputs for which an expression has the expected value.
    Path {
        /// The compiled expression.
        value: Value,
        /// Whether the expression is evaluated on an object of the input and the output, and not on the output alone.
        both: bool,
        /// The expected value, as text.
        expected: String,
        /// How the value is compared with the expected one.
        comparator: PathComparator,
    },
}

/// Returns the waiters of all operations of the plan.
///
/// # Errors
/// An expression can't be written in Rust, two waiters have the same name in Rust, or the input of a waiter's
/// operation is a stream, so that the operation can't be called again.
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
                docs: waiter.documentation.filter(|_| !plan.shaped.without_docs),
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

/// Returns an error in the operation's trait `waitable`.
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

/// Compiles a matcher.
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

/// Returns the condition that matches the error `name`. Clients of AWS services compare the error code only, as the
/// official clients do. All others also compare the shape, which is what the specification asks for.
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

/// Compiles a matcher with an expression, which is evaluated on the output, or on input and output if `both`.
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
