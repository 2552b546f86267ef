//! The syntax of the client that Tinsmith generates: `client.create_user().username("string")`.
//!
//! Names come from [`names`] alone, so that services that can't be generated can be reported.

use std::collections::{HashSet, VecDeque};

use tinsmith_model::{EnumValue, Kind, ShapeRef};

use super::page::Syntax;
use super::syntax::{Lines, Spelling};
use super::tree::{Scope, Tree};
use crate::names;
use crate::plan::{has_default, is_optional, is_unit};

/// What stands for a value that is inside of itself.
const FOLDED: &str = "todo!(/* recursive */)";

/// A call with every parameter.
pub(super) fn request(operation: &str, input: Option<&Tree<'_>>) -> Syntax {
    let mut lines = Lines::new("client");
    let method = names::client_method_ident(&names::snake(operation));
    lines.deeper();
    lines.push(&format!(".{method}()"), false);
    lines.next();
    for member in input.map_or(&[][..], |input| &input.children) {
        setter(&mut lines, member);
    }
    lines.push(".send()", false);
    lines.next();
    lines.push(".await?", false);
    lines.finish()
}

/// Everything that can come back, as the types that hold it, each once.
pub(super) fn response(operation: &str, output: &Tree<'_>) -> Syntax {
    let mut lines = Lines::default();
    let mut seen: HashSet<ShapeRef> = HashSet::new();
    let mut pending = VecDeque::from([output]);
    while let Some(tree) = pending.pop_front() {
        if tree.folded {
            continue;
        }
        pending.extend(&tree.children);
        let is_type = matches!(
            tree.shape().kind,
            Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_)
        );
        if is_type && !is_unit(tree.shape()) && seen.insert(tree.target) {
            if tree.member.is_some() {
                lines.next();
                lines.push("", false);
                lines.next();
            }
            let name = match tree.member {
                None => format!("{}Output", names::pascal(operation)),
                Some(_) => type_name(tree.scope, tree.target),
            };
            definition(&mut lines, tree, &name);
        }
    }
    lines.finish()
}

/// The name and the type of a member.
pub(super) fn spell(tree: &Tree<'_>, is_request: bool) -> Spelling {
    let inner = type_of(tree.scope, tree.target);
    let is_field = matches!(container(tree), Some(Kind::Structure(_)));
    let name = match container(tree) {
        Some(Kind::Structure(_)) => Some(field(tree)),
        Some(Kind::Union(_)) => Some(variant(tree)),
        _ => None,
    };
    let type_name = match is_field && !is_request {
        true => field_type(tree),
        false => inner,
    };
    Spelling { name, type_name }
}

/// What is new in the tree: `{ identity_info: { mobile: Option<String> } }`.
pub(super) fn excerpt(tree: &Tree<'_>) -> String {
    if tree.changed {
        return match container(tree) {
            Some(Kind::Structure(_)) => field_type(tree),
            _ => type_of(tree.scope, tree.target),
        };
    }
    if !tree.new_values.is_empty() {
        let name = type_name(tree.scope, tree.target);
        let shown: Vec<String> = enum_variants(tree)
            .into_iter()
            .filter(|(_, value)| tree.new_values.contains(&value.as_str()))
            .map(|(variant, _)| variant)
            .collect();
        return format!("{name}::{{{}}}", shown.join(", "));
    }
    let shown = tree.children.iter().filter(|child| child.has_changes());
    match &tree.shape().kind {
        Kind::List(_) | Kind::Map { .. } => {
            let shown: Vec<String> = shown.map(excerpt).collect();
            shown.join(", ")
        }
        kind => {
            let name = |child: &Tree<'_>| match kind {
                Kind::Union(_) => variant(child),
                _ => field(child),
            };
            let shown: Vec<String> = shown
                .map(|child| format!("{}: {}", name(child), excerpt(child)))
                .collect();
            format!("{{ {} }}", shown.join(", "))
        }
    }
}

fn container<'m>(tree: &Tree<'m>) -> Option<&'m Kind> {
    tree.container.map(|shape| &tree.scope.model[shape].kind)
}

fn field(tree: &Tree<'_>) -> String {
    names::member_ident(&names::snake(tree.name())).to_string()
}

fn variant(tree: &Tree<'_>) -> String {
    names::variant_ident(&names::pascal(tree.name())).to_string()
}

/// The variants of an enum, each with its value. Values without names are no variants but literals.
fn enum_variants(tree: &Tree<'_>) -> Vec<(String, String)> {
    let Kind::Enum(values) = &tree.shape().kind else {
        return Vec::new();
    };
    let variant = |it: &EnumValue| match &it.name {
        Some(name) => names::enum_variant(name, &it.value).to_string(),
        None => format!("{:?}", it.value),
    };
    let variants = values.iter().map(|it| (variant(it), it.value.clone()));
    variants.collect()
}

fn has_names(tree: &Tree<'_>) -> bool {
    match &tree.shape().kind {
        Kind::Enum(values) => values.iter().all(|it| it.name.is_some()),
        _ => true,
    }
}

fn type_name(scope: Scope<'_>, shape: ShapeRef) -> String {
    names::type_ident(&names::pascal(scope.closure.name(shape))).to_string()
}

/// The type of a shape's values, without paths.
fn type_of(scope: Scope<'_>, target: ShapeRef) -> String {
    let shape = &scope.model[target];
    let element = |target| match shape.traits.is_sparse() {
        true => format!("Option<{}>", type_of(scope, target)),
        false => type_of(scope, target),
    };
    let name = match &shape.kind {
        Kind::String => "String",
        Kind::Boolean => "bool",
        Kind::Byte => "i8",
        Kind::Short => "i16",
        Kind::Integer | Kind::IntEnum(_) => "i32",
        Kind::Long => "i64",
        Kind::Float => "f32",
        Kind::Double => "f64",
        Kind::BigInteger => "BigInteger",
        Kind::BigDecimal => "BigDecimal",
        Kind::Blob if shape.traits.is_streaming() => "ByteStream",
        Kind::Blob => "Blob",
        Kind::Timestamp => "DateTime",
        Kind::Document => "Document",
        Kind::List(member) => return format!("Vec<{}>", element(member.target)),
        Kind::Map { key, value } => {
            let key = type_of(scope, key.target);
            return format!("HashMap<{key}, {}>", element(value.target));
        }
        _ => return type_name(scope, target),
    };
    name.to_owned()
}

fn field_type(tree: &Tree<'_>) -> String {
    let inner = type_of(tree.scope, tree.target);
    let boxed = tree
        .container
        .is_some_and(|container| tree.scope.closure.is_boxed(container, tree.name()));
    let inner = match boxed {
        true => format!("Box<{inner}>"),
        false => inner,
    };
    let optional = tree
        .member
        .is_none_or(|member| is_optional(tree.scope.model, false, member));
    match optional {
        true => format!("Option<{inner}>"),
        false => inner,
    }
}

fn definition(lines: &mut Lines, tree: &Tree<'_>, name: &str) {
    let keyword = match tree.shape().kind {
        Kind::Enum(_) if !has_names(tree) => {
            lines.push(&format!("struct {name}(String);"), tree.changed);
            return;
        }
        Kind::Structure(_) => "struct",
        _ => "enum",
    };
    lines.push(&format!("{keyword} {name} {{"), tree.changed);
    lines.deeper();
    for child in &tree.children {
        let (text, changed) = match &tree.shape().kind {
            Kind::Structure(_) => (format!("{}: {},", field(child), field_type(child)), child),
            _ if is_unit(child.shape()) => (format!("{},", variant(child)), child),
            _ => {
                let inner = type_of(child.scope, child.target);
                (format!("{}({inner}),", variant(child)), child)
            }
        };
        lines.push(&text, changed.changed);
        lines.next();
    }
    for (variant, value) in enum_variants(tree) {
        let changed = tree.changed || tree.new_values.contains(&value.as_str());
        lines.push(&format!("{variant},"), changed);
        lines.next();
    }
    lines.shallower();
    lines.push("}", tree.changed);
}

/// The call or calls of a builder that set a member: one for each variant of a union.
fn setter(lines: &mut Lines, tree: &Tree<'_>) {
    let name = field(tree);
    let (mut open, held) = match (&tree.shape().kind, tree.children.as_slice()) {
        (Kind::List(_), [element]) => (format!(".{name}("), element),
        (Kind::Map { .. }, [key, value]) => (format!(".{name}({}, ", scalar(key, false)), value),
        _ => (format!(".{name}("), tree),
    };
    if held.folded {
        let inner = type_of(held.scope, held.target);
        lines.push(&format!("// {open}{inner})"), held.changed);
        return lines.next();
    }
    let mut close = ")".to_owned();
    if tree.shape().traits.is_sparse() {
        open.push_str("Some(");
        close.push(')');
    }
    let variants = match &held.shape().kind {
        Kind::Union(_) => held.children.as_slice(),
        _ => &[],
    };
    if variants.is_empty() {
        call(lines, &open, held, &close);
    }
    for (at, alternative) in variants.iter().enumerate() {
        if at > 0 {
            lines.push("// or", alternative.changed);
            lines.next();
        }
        let (before, after) = around_variant(held, alternative);
        if is_unit(alternative.shape()) {
            lines.push(&format!("{open}{before}{close}"), alternative.changed);
            lines.next();
        } else {
            let (open, close) = (format!("{open}{before}"), format!("{after}{close}"));
            call(lines, &open, alternative, &close);
        }
    }
}

/// What stands before and after the value of a union's variant.
fn around_variant(union: &Tree<'_>, alternative: &Tree<'_>) -> (String, &'static str) {
    let name = type_name(union.scope, union.target);
    let variant = variant(alternative);
    if is_unit(alternative.shape()) {
        return (format!("{name}::{variant}"), "");
    }
    let is_boxed = union
        .scope
        .closure
        .is_boxed(union.target, alternative.name());
    match is_boxed {
        true => (format!("{name}::{variant}(Box::new("), "))"),
        false => (format!("{name}::{variant}("), ")"),
    }
}

fn call(lines: &mut Lines, open: &str, argument: &Tree<'_>, close: &str) {
    let changed = argument.changed || !argument.new_values.is_empty();
    if is_simple(argument) {
        // Only what takes `impl Into<String>` takes a literal: not a variant.
        let is_setter = close == ")";
        let text = scalar(argument, !is_setter);
        lines.push(&format!("{open}{text}{close}"), changed);
        let others: Vec<String> = enum_variants(argument)
            .into_iter()
            .skip(1)
            .map(|(variant, _)| variant)
            .collect();
        if !others.is_empty() {
            lines.push(&format!(" // or {}", others.join(", ")), changed);
        }
    } else {
        lines.push(open.trim_end(), changed);
        lines.deeper();
        value(lines, argument);
        lines.push(",", changed);
        lines.shallower();
        lines.push(close, changed);
    }
    lines.next();
}

/// The value fits on a line.
fn is_simple(tree: &Tree<'_>) -> bool {
    let aggregate = matches!(
        tree.shape().kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. }
    );
    tree.folded || !aggregate
}

fn value(lines: &mut Lines, tree: &Tree<'_>) {
    let changed = tree.changed;
    if is_simple(tree) {
        return lines.push(&scalar(tree, true), changed);
    }
    let (open, close) = match &tree.shape().kind {
        Kind::Structure(_) => return structure(lines, tree),
        Kind::Union(_) => return first_variant(lines, tree),
        Kind::Map { .. } => ("HashMap::from([(", ")])"),
        _ => ("vec![", "]"),
    };
    lines.push(open, changed);
    lines.deeper();
    for child in &tree.children {
        let is_key = matches!(tree.shape().kind, Kind::Map { .. }) && child.name() == "key";
        let is_sparse = tree.shape().traits.is_sparse() && !is_key;
        if is_sparse {
            lines.push("Some(", changed);
        }
        value(lines, child);
        lines.push(if is_sparse { ")," } else { "," }, changed);
        lines.next();
    }
    lines.shallower();
    lines.push(close, changed);
}

fn structure(lines: &mut Lines, tree: &Tree<'_>) {
    let name = type_name(tree.scope, tree.target);
    lines.push(&format!("{name}::builder()"), tree.changed);
    lines.deeper();
    for child in &tree.children {
        setter(lines, child);
    }
    let fails = tree.children.iter().any(|child| {
        child.member.is_some_and(|member| {
            !is_optional(child.scope.model, false, member) && !has_default(&member.traits)
        })
    });
    lines.push(if fails { ".build()?" } else { ".build()" }, tree.changed);
    lines.back();
}

/// A union where it can't be told as one call for each variant.
fn first_variant(lines: &mut Lines, tree: &Tree<'_>) {
    let Some((first, others)) = tree.children.split_first() else {
        return lines.push(FOLDED, tree.changed);
    };
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(variant).collect();
        lines.push(&format!("// or {}", others.join(", ")), tree.changed);
        lines.next();
    }
    let (before, after) = around_variant(tree, first);
    lines.push(&before, first.changed);
    if is_unit(first.shape()) {
        return;
    }
    lines.deeper();
    value(lines, first);
    lines.push(",", first.changed);
    lines.shallower();
    lines.push(after, first.changed);
}

fn scalar(tree: &Tree<'_>, owned: bool) -> String {
    let text = match &tree.shape().kind {
        _ if tree.folded => FOLDED,
        Kind::Boolean => "true",
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::IntEnum(_)
        | Kind::Long
        | Kind::BigInteger => "123",
        Kind::Float | Kind::Double | Kind::BigDecimal => "123.0",
        Kind::Timestamp => "DateTime::from_secs(1420070400)",
        Kind::Blob if tree.is_stream() => "ByteStream::from_static(b\"bytes\")",
        Kind::Blob => "Blob::new(\"bytes\")",
        Kind::Document => "Document::Null",
        Kind::Enum(_) => {
            let name = type_name(tree.scope, tree.target);
            let first = enum_variants(tree).into_iter().next();
            let variant = first.map_or_else(String::new, |(variant, _)| variant);
            return match has_names(tree) {
                true => format!("{name}::{variant}"),
                false => format!("{name}::from({variant})"),
            };
        }
        _ if owned => "\"string\".into()",
        _ => "\"string\"",
    };
    text.to_owned()
}
