//! Expressions of a rule set: values, references, function calls, templates.

use super::ruleset::{Expr, Field, Function, Step};
use super::scope::{Malformed, Scope, unknown};
use super::types::{Type, Typed};
use crate::node::Node;

/// How deep expressions may nest; the interpreter's own bound is the same.
const MAX_DEPTH: usize = 32;

/// A string: a URL, a header's value or a message.
pub(super) fn text(node: &Node, scope: &Scope<'_>) -> Result<Expr, Malformed> {
    expected(nested(node, scope, 0)?, Type::Text)
}

/// A value of any type, as a property.
pub(super) fn expr(node: &Node, scope: &Scope<'_>) -> Result<Typed, Malformed> {
    nested(node, scope, 0)
}

fn expected(value: Typed, ty: Type) -> Result<Expr, Malformed> {
    if value.ty.fits(ty) {
        return Ok(value.expr);
    }
    let (expected, found) = (ty.described(), value.ty.described());
    Err(Malformed::new(format!(
        "expected {expected}, found {found}"
    )))
}

fn nested(node: &Node, scope: &Scope<'_>, depth: usize) -> Result<Typed, Malformed> {
    if depth > MAX_DEPTH {
        return Err(Malformed::new(format!(
            "expressions nest deeper than {MAX_DEPTH}"
        )));
    }
    match node {
        Node::String(text) => template(text, scope),
        Node::Bool(value) => Ok(Typed::new(Expr::Bool(*value), Type::Bool)),
        Node::Number(_) => match node.as_i64().and_then(|value| i32::try_from(value).ok()) {
            Some(value) => Ok(Typed::new(Expr::Int(value), Type::Int)),
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
pub(super) fn call(node: &Node, scope: &Scope<'_>, depth: usize) -> Result<Typed, Malformed> {
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
    let Some((_, function)) = Function::NAMES.iter().find(|(known, _)| *known == name) else {
        let known = Function::NAMES.iter().map(|(known, _)| *known);
        return Err(unknown("function", name, known.chain(["getAttr"])).at("fn"));
    };
    check_count(*function, arguments.len())?;
    let types = function.arguments();
    let (mut parsed, mut found) = (Vec::new(), Vec::new());
    for (at, argument) in arguments.iter().enumerate() {
        let place = format!("argv[{at}]");
        let value = nested(argument, scope, depth + 1).map_err(|bad| bad.at(&place))?;
        found.push(value.ty);
        let ty = types.get(at).copied().unwrap_or(Type::Any);
        let value = expected(value, ty).map_err(|mut bad| {
            bad.message = format!("argument {} of `{name}`: {}", at + 1, bad.message);
            bad.at(&place)
        })?;
        parsed.push(value);
    }
    let ty = Type::of_call(*function, &found);
    Ok(Typed::new(Expr::Call(*function, parsed), ty))
}

fn check_count(function: Function, given: usize) -> Result<(), Malformed> {
    let least = function.arguments().len();
    let (fits, at_least) = match function {
        Function::Coalesce => (given >= least, "at least "),
        _ => (given == least, ""),
    };
    if fits {
        return Ok(());
    }
    let plural = if least == 1 { "" } else { "s" };
    let name = function.name();
    Err(Malformed::new(format!(
        "`{name}` takes {at_least}{least} argument{plural}, {given} given"
    )))
}

fn get_attr(arguments: &[Node], scope: &Scope<'_>, depth: usize) -> Result<Typed, Malformed> {
    let [record, Node::String(path)] = arguments else {
        return Err(Malformed::new(
            "`getAttr` takes a value and the text of a path",
        ));
    };
    let record = nested(record, scope, depth + 1).map_err(|bad| bad.at("argv[0]"))?;
    attribute(record, path).map_err(|bad| bad.at("argv[1]"))
}

fn attribute(record: Typed, path: &str) -> Result<Typed, Malformed> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !name.is_empty() {
            steps.push(Step::Field(field(name)?));
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
    let mut ty = record.ty;
    for step in &steps {
        ty = ty.step(step).map_err(|known| match step {
            Step::Index(index) => Malformed::new(format!(
                "the path `{path}` has the index {index} of {}, which is no list",
                ty.described()
            )),
            Step::Field(field) if known.is_empty() => Malformed::new(format!(
                "the path `{path}` has the attribute `{}` of {}, which has no attributes",
                field.name(),
                ty.described()
            )),
            Step::Field(field) => unknown(
                &format!("attribute of {}", ty.described()),
                field.name(),
                known,
            ),
        })?;
    }
    Ok(Typed::new(Expr::Attr(Box::new(record.expr), steps), ty))
}

fn field(name: &str) -> Result<Field, Malformed> {
    match Field::NAMES.iter().find(|(known, _)| *known == name) {
        Some((_, field)) => Ok(*field),
        None => Err(unknown(
            "attribute",
            name,
            Field::NAMES.iter().map(|(known, _)| *known),
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
fn template(text: &str, scope: &Scope<'_>) -> Result<Typed, Malformed> {
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
        return Ok(Typed::new(Expr::Text(literal), Type::Text));
    }
    if !literal.is_empty() {
        parts.push(Expr::Text(literal));
    }
    // A template of one reference is that reference: nothing is concatenated.
    let expr = match <[Expr; 1]>::try_from(parts) {
        Ok([part]) => part,
        Err(parts) => Expr::Template(parts),
    };
    Ok(Typed::new(expr, Type::Text))
}

fn placeholder(reference: &str, scope: &Scope<'_>) -> Result<Expr, Malformed> {
    let value = match reference.split_once('#') {
        Some((name, path)) => attribute(scope.find(name)?, path)?,
        None => scope.find(reference)?,
    };
    expected(value, Type::Text).map_err(|mut bad| {
        bad.message = format!("`{{{reference}}}`: {}", bad.message);
        bad
    })
}
