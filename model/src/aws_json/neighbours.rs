//! Reads the files beside an AWS JSON model that describe its operations: paginators, waiters and examples.

use std::collections::HashMap;

use super::Neighbour;
use super::context::Context;
use super::values::{object, string};
use crate::issues::At;
use crate::node::Node;
use crate::source::NeighbourKind;

/// A trait that a neighbour gives to an operation, and where it says so.
pub(super) struct Added {
    pub(super) id: &'static str,
    pub(super) value: Node,
    pub(super) file: u32,
    pub(super) path: Vec<String>,
}

pub(super) type ByOperation = HashMap<String, Vec<Added>>;

const EXAMPLES: &str = "smithy.api#examples";
const PAGINATED: &str = "smithy.api#paginated";
const WAITABLE: &str = "smithy.waiters#waitable";

pub(super) fn is_object(context: &mut Context<'_, '_, '_>, neighbour: &Neighbour) -> bool {
    within(context, neighbour.file, |context| {
        context.is_object(&neighbour.document, &At::ROOT)
    })
}

/// Runs `read` with problems reported in another file.
fn within<'d, 'i, 's, T>(
    context: &mut Context<'d, 'i, 's>,
    file: u32,
    read: impl FnOnce(&mut Context<'d, 'i, 's>) -> T,
) -> T {
    let own = std::mem::replace(&mut context.file, file);
    let result = read(context);
    context.file = own;
    result
}

/// The traits of operations that neighbours give.
pub(super) fn operation_traits(
    context: &mut Context<'_, '_, '_>,
    neighbours: &[Neighbour],
) -> ByOperation {
    let mut added = ByOperation::new();
    for neighbour in neighbours {
        within(context, neighbour.file, |context| match neighbour.kind {
            NeighbourKind::Paginators => pages(context, &neighbour.document, &mut added),
            NeighbourKind::Waiters => waiters(context, &neighbour.document, &mut added),
            NeighbourKind::Examples => examples(context, &neighbour.document, &mut added),
            NeighbourKind::EndpointRules | NeighbourKind::EndpointTests | NeighbourKind::Extras => {
            }
        });
    }
    added
}

fn is_operation(context: &mut Context<'_, '_, '_>, name: &str, at: &At<'_>) -> bool {
    let is = context.operations.contains(name);
    if !is {
        let known = context.operations.iter().copied();
        let hint = context.issues.did_you_mean(name, known);
        let message = format!("operation `{name}` does not exist in the model");
        context.issues.report(context.file, at, message).hint(hint);
    }
    is
}

fn pages(context: &mut Context<'_, '_, '_>, document: &Node, added: &mut ByOperation) {
    if !context.is_object(document, &At::ROOT) {
        return;
    }
    let at_all = At::ROOT.key("pagination");
    for (name, pages) in context.entries(document, "pagination", &At::ROOT) {
        let at = at_all.key(name);
        if !is_operation(context, name, &at) || !context.is_object(pages, &at) {
            continue;
        }
        let mut path = |key: &str, needed: bool| {
            let value = pages.get(key)?;
            match value {
                Node::String(path) if is_path(path) => Some(value.clone()),
                // The trait has no way to express several tokens, or an expression.
                Node::String(_) | Node::Array(_) => None,
                other => {
                    let what = if needed {
                        "the path of a member"
                    } else {
                        "a path or an array"
                    };
                    context.expected(what, other, &at.key(key));
                    None
                }
            }
        };
        let (input, output) = (path("input_token", true), path("output_token", true));
        let (items, size) = (path("result_key", false), path("limit_key", true));
        if input.is_none() || output.is_none() {
            continue;
        }
        let items = items.filter(|items| !is_no_collection(context, name, items));
        let value = object([
            ("inputToken", input),
            ("outputToken", output),
            ("items", items),
            ("pageSize", size),
        ]);
        added.entry(name.clone()).or_default().push(Added {
            id: PAGINATED,
            value,
            file: context.file,
            path: vec!["pagination".to_owned(), name.clone()],
        });
    }
}

/// Whether a path in an operation's output leads to what cannot be items, such as the text of a log. A path
/// that leads nowhere is left for the check of the whole model.
fn is_no_collection(context: &Context<'_, '_, '_>, operation: &str, path: &Node) -> bool {
    let reached = || {
        let operation = context.document.get("operations")?.get(operation)?;
        let mut shape = context.shape(operation.get("output")?.get("shape")?.as_str()?)?;
        for name in path.as_str()?.split('.') {
            let member = shape.get("members")?.get(name)?;
            shape = context.shape(member.get("shape")?.as_str()?)?;
        }
        shape.get("type")?.as_str()
    };
    reached().is_some_and(|kind| !matches!(kind, "list" | "map"))
}

/// Whether a text is member names with dots between.
fn is_path(text: &str) -> bool {
    text.split('.').all(crate::id::is_identifier)
}

fn examples(context: &mut Context<'_, '_, '_>, document: &Node, added: &mut ByOperation) {
    if !context.is_object(document, &At::ROOT) {
        return;
    }
    let at_all = At::ROOT.key("examples");
    for (name, examples) in context.entries(document, "examples", &At::ROOT) {
        let at = at_all.key(name);
        let Some(examples) = examples.as_array() else {
            context.expected("an array of examples", examples, &at);
            continue;
        };
        if !is_operation(context, name, &at) {
            continue;
        }
        let value = |example: &Node| {
            let key = |key: &str| example.get(key).cloned();
            object([
                ("title", key("title")),
                ("documentation", key("description")),
                ("input", key("input")),
                ("output", key("output")),
            ])
        };
        added.entry(name.clone()).or_default().push(Added {
            id: EXAMPLES,
            value: Node::Array(examples.iter().map(value).collect()),
            file: context.file,
            path: vec!["examples".to_owned(), name.clone()],
        });
    }
}

/// Reads a waiters file, and adds its waiters to their operations as the trait `@waitable`.
fn waiters(context: &mut Context<'_, '_, '_>, document: &Node, added: &mut ByOperation) {
    if !context.is_object(document, &At::ROOT) {
        return;
    }
    let at_all = At::ROOT.key("waiters");
    for (name, waiter) in context.entries(document, "waiters", &At::ROOT) {
        let at = at_all.key(name);
        if !context.is_object(waiter, &at) {
            continue;
        }
        let Some(operation) = context.text(waiter, "operation", &at) else {
            let message = "the waiter has no `operation`";
            context.issues.report(context.file, &at, message);
            continue;
        };
        if !is_operation(context, operation, &at.key("operation")) {
            continue;
        }
        let waiter = self::waiter(context, operation, waiter, &at);
        let known = added.entry(operation.to_owned()).or_default();
        match known.iter_mut().find(|known| known.id == WAITABLE) {
            Some(Added {
                value: Node::Object(waiters),
                ..
            }) => waiters.push((name.clone(), waiter)),
            _ => known.push(Added {
                id: WAITABLE,
                value: Node::Object(vec![(name.clone(), waiter)]),
                file: context.file,
                path: vec!["waiters".to_owned(), name.clone()],
            }),
        }
    }
}

/// The default of a waiter's `maxDelay`, in seconds.
const LONGEST_DELAY: i64 = 120;

/// Converts a waiter to its form in the trait `@waitable`.
fn waiter(context: &mut Context<'_, '_, '_>, operation: &str, waiter: &Node, at: &At<'_>) -> Node {
    let at_acceptors = at.key("acceptors");
    let mut acceptors = Vec::new();
    for (index, acceptor) in context.items(waiter, "acceptors", at).iter().enumerate() {
        let at = at_acceptors.index(index);
        if !context.is_object(acceptor, &at) {
            continue;
        }
        let matchers = matchers(context, operation, acceptor, &at);
        let Some(state) = context.text(acceptor, "state", &at) else {
            continue;
        };
        acceptors.extend(
            matchers.into_iter().map(|matcher| {
                object([("state", Some(string(state))), ("matcher", Some(matcher))])
            }),
        );
    }
    let documentation = context.text(waiter, "description", at).map(string);
    let delay = waiter.get("delay");
    // The format has a single delay. If it is longer than the default of `maxDelay`, it is the maximum as well.
    let is_long = delay
        .and_then(Node::as_i64)
        .is_some_and(|it| it > LONGEST_DELAY);
    object([
        ("documentation", documentation),
        ("acceptors", Some(Node::Array(acceptors))),
        ("minDelay", delay.cloned()),
        ("maxDelay", delay.filter(|_| is_long).cloned()),
    ])
}

/// Converts an acceptor to matchers of the trait, of which any may match.
fn matchers(
    context: &mut Context<'_, '_, '_>,
    operation: &str,
    acceptor: &Node,
    at: &At<'_>,
) -> Vec<Node> {
    let Some(expected) = acceptor.get("expected") else {
        context
            .issues
            .report(context.file, at, "the acceptor has no `expected`");
        return Vec::new();
    };
    let Some(kind) = context.text(acceptor, "matcher", at) else {
        return Vec::new();
    };
    let is_boolean = expected.as_bool().is_some();
    let comparator = match kind {
        "error" => {
            return vec![match expected.as_bool() {
                Some(is_error) => object([("success", Some(Node::Bool(!is_error)))]),
                None => object([("errorType", Some(expected.clone()))]),
            }];
        }
        "status" => return by_status(context, operation, expected, at),
        // The trait compares no list of booleans: where one is expected, the path leads to one.
        "path" | "pathAll" | "pathAny" if is_boolean => "booleanEquals",
        "path" => "stringEquals",
        "pathAll" => "allStringEquals",
        "pathAny" => "anyStringEquals",
        other => {
            let message = format!(
                "expected `path`, `pathAll`, `pathAny`, `error` or `status`, found `{}`",
                crate::diagnostics::shortened(other)
            );
            context
                .issues
                .report(context.file, &at.key("matcher"), message);
            return Vec::new();
        }
    };
    let text = expected
        .as_str()
        .map_or_else(|| expected.to_string(), str::to_owned);
    let value = object([
        ("path", acceptor.get("argument").cloned()),
        ("expected", Some(string(text))),
        ("comparator", Some(string(comparator))),
    ]);
    vec![object([("output", Some(value))])]
}

/// Returns the matchers for responses with a status code. The trait has no such matcher: a successful status becomes
/// `success`, and any other becomes one `errorType` for each error of the operation with that status. If there are no
/// such errors, nothing matches.
fn by_status(
    context: &mut Context<'_, '_, '_>,
    operation: &str,
    expected: &Node,
    at: &At<'_>,
) -> Vec<Node> {
    let Some(status) = expected.as_i64() else {
        context.expected("a status", expected, &at.key("expected"));
        return Vec::new();
    };
    if (200..300).contains(&status) {
        return vec![object([("success", Some(Node::Bool(true)))])];
    }
    let operations = context.document.get("operations");
    let operation = operations.and_then(|all| all.get(operation));
    let errors = operation.and_then(|operation| operation.get("errors")?.as_array());
    let of_error = |error: &Node| {
        let name = error.get("shape")?.as_str()?;
        let error = context.shape(name)?.get("error")?;
        let has_status = error.get("httpStatusCode")?.as_i64()? == status;
        let code = error.get("code").and_then(Node::as_str).unwrap_or(name);
        has_status.then(|| code.to_owned())
    };
    let mut codes: Vec<String> = errors.into_iter().flatten().filter_map(of_error).collect();
    let method = operation.and_then(|operation| operation.get("http")?.get("method")?.as_str());
    if status == 404 && method == Some("HEAD") {
        // The response has no body that could name an error.
        codes.push(WITHOUT_BODY.to_owned());
    }
    let matchers = codes.into_iter();
    let matchers = matchers.map(|code| object([("errorType", Some(string(code)))]));
    matchers.collect()
}

/// The name of the error of a response with the status 404 and no body.
const WITHOUT_BODY: &str = "NotFound";
