//! Expressions of a rule set: values, references, function calls, templates.

use tinsmith_model::Node;

use super::ruleset::{Expr, FIELDS, FUNCTIONS, Step};
use super::scope::{Malformed, Scope, unknown};

/// How deep expressions may nest; the interpreter's own bound is the same.
const MAX_DEPTH: usize = 32;

/// An expression as an argument, a URL, a header's value or a message.
pub(super) fn expr(node: &Node, scope: &Scope<'_>) -> Result<Expr, Malformed> {
    nested(node, scope, 0)
}

fn nested(node: &Node, scope: &Scope<'_>, depth: usize) -> Result<Expr, Malformed> {
    if depth > MAX_DEPTH {
        return Err(Malformed::new(format!(
            "expressions nest deeper than {MAX_DEPTH}"
        )));
    }
    match node {
        Node::String(text) => template(text, scope),
        Node::Bool(value) => Ok(Expr::Bool(*value)),
        Node::Number(_) => match node.as_i64().and_then(|value| i32::try_from(value).ok()) {
            Some(value) => Ok(Expr::Int(value)),
            None => Err(Malformed::new("the number is not a 32-bit integer")),
        },
        Node::Object(_) => match (node.get("ref"), node.get("fn")) {
            (Some(Node::String(name)), None) => scope.find(name),
            (None, Some(Node::String(_))) => call(node, scope, depth),
            _ => Err(Malformed::new(
                "expected an object with a string `ref`, or with a string `fn`",
            )),
        },
        _ => Err(Malformed::new(
            "expected a string, a boolean, an integer, a reference or a function call",
        )),
    }
}

/// A function call; a condition is one too.
pub(super) fn call(node: &Node, scope: &Scope<'_>, depth: usize) -> Result<Expr, Malformed> {
    let name = node
        .get("fn")
        .and_then(Node::as_str)
        .ok_or_else(|| Malformed::new("expected a string `fn`"))?;
    let arguments = match node.get("argv") {
        Some(Node::Array(arguments)) => arguments.as_slice(),
        Some(_) => return Err(Malformed::new("expected an array").at("argv")),
        None => {
            return Err(Malformed::new(format!(
                "the call of `{name}` has no `argv`"
            )));
        }
    };
    if name == "getAttr" {
        return get_attr(arguments, scope, depth);
    }
    let Some((_, variant, arity)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
        return Err(unknown(
            "function",
            name,
            FUNCTIONS.iter().map(|(known, ..)| *known),
        ));
    };
    check_arity(name, arguments.len(), arity)?;
    let parsed = arguments.iter().enumerate().map(|(at, argument)| {
        nested(argument, scope, depth + 1).map_err(|bad| bad.at(&format!("argv[{at}]")))
    });
    Ok(Expr::Call(variant, parsed.collect::<Result<_, _>>()?))
}

fn check_arity(
    name: &str,
    given: usize,
    arity: &std::ops::RangeInclusive<usize>,
) -> Result<(), Malformed> {
    if arity.contains(&given) {
        return Ok(());
    }
    let least = arity.start();
    let at_least = if arity.end() > least { "at least " } else { "" };
    Err(Malformed::new(format!(
        "`{name}` takes {at_least}{least} argument(s), {given} given"
    )))
}

fn get_attr(arguments: &[Node], scope: &Scope<'_>, depth: usize) -> Result<Expr, Malformed> {
    let [record, Node::String(path)] = arguments else {
        return Err(Malformed::new(
            "`getAttr` takes a value and the text of a path",
        ));
    };
    let record = nested(record, scope, depth + 1).map_err(|bad| bad.at("argv[0]"))?;
    attribute(record, path).map_err(|bad| bad.at("argv[1]"))
}

fn attribute(record: Expr, path: &str) -> Result<Expr, Malformed> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (field, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !field.is_empty() {
            steps.push(Step::Field(field_variant(field)?));
        } else if indices.is_empty() {
            return Err(Malformed::new(format!(
                "the path `{path}` has an empty step"
            )));
        }
        steps.extend(parse_indices(indices).ok_or_else(|| {
            Malformed::new(format!(
                "the path `{path}` is malformed; expected steps like `name` and `[0]`"
            ))
        })?);
    }
    Ok(Expr::Attr(Box::new(record), steps))
}

fn field_variant(name: &str) -> Result<&'static str, Malformed> {
    match FIELDS.iter().find(|(known, _)| *known == name) {
        Some((_, variant)) => Ok(variant),
        None => Err(unknown(
            "attribute",
            name,
            FIELDS.iter().map(|(known, _)| *known),
        )),
    }
}

/// Parses indices (`[1][-2]`), possibly none.
fn parse_indices(mut text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while !text.is_empty() {
        let (index, rest) = text.strip_prefix('[')?.split_once(']')?;
        steps.push(Step::Index(index.parse().ok()?));
        text = rest;
    }
    Some(steps)
}

/// A template: a string in which `{name}` and `{name#path}` are references, and `{{` and `}}` are braces.
pub(super) fn template(text: &str, scope: &Scope<'_>) -> Result<Expr, Malformed> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = behind;
            continue;
        }
        let (reference, behind) = match rest.split_once('}') {
            Some(found) if brace == "{" => found,
            _ => {
                return Err(Malformed::new(format!(
                    "the template `{text}` has a single `{brace}`"
                )));
            }
        };
        if !literal.is_empty() {
            parts.push(Expr::Text(std::mem::take(&mut literal)));
        }
        parts.push(placeholder(reference, scope)?);
        rest = behind;
    }
    literal.push_str(rest);
    if parts.is_empty() {
        return Ok(Expr::Text(literal));
    }
    if !literal.is_empty() {
        parts.push(Expr::Text(literal));
    }
    // A template of one reference is that reference: nothing is concatenated.
    Ok(match <[Expr; 1]>::try_from(parts) {
        Ok([part]) => part,
        Err(parts) => Expr::Template(parts),
    })
}

fn placeholder(reference: &str, scope: &Scope<'_>) -> Result<Expr, Malformed> {
    match reference.split_once('#') {
        Some((name, path)) => attribute(scope.find(name)?, path),
        None => scope.find(reference),
    }
}
