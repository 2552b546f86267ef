//! Builder calls with a value for every member.

use tinsmith_model::{Kind, Member};

use super::types::{
    enum_variants, field, has_default, has_names, is_optional, type_name, type_of, variant,
};
use crate::plan::is_unit;
use crate::report::syntax::Lines;
use crate::report::tree::Tree;

/// The call or calls of a builder that set a member: one for each variant of a union.
pub(super) fn setter(lines: &mut Lines, tree: &Tree<'_>) {
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
        Kind::Union(_) if !held.is_stream() => held.children.as_slice(),
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

/// The source before and after the value of a union's variant.
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
    if is_boxed {
        (format!("{name}::{variant}(Box::new("), "))")
    } else {
        (format!("{name}::{variant}("), ")")
    }
}

fn call(lines: &mut Lines, open: &str, argument: &Tree<'_>, close: &str) {
    let changed = argument.changed || !argument.new_values.is_empty();
    if is_simple(argument) {
        // A variant takes a `String`; only setters take literals, by `impl Into<String>`.
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

/// Whether the value fits on a line.
fn is_simple(tree: &Tree<'_>) -> bool {
    let aggregate = matches!(
        tree.shape().kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. }
    );
    tree.folded || tree.is_stream() || !aggregate
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
    lines.push(build(tree), tree.changed);
    lines.back();
}

fn build(tree: &Tree<'_>) -> &'static str {
    let mut members = tree.shape().members().iter();
    let fails = members.any(|member| {
        let (scope, container) = (tree.scope, tree.target);
        !is_optional(scope, container, member) && !has_default(scope, container, member)
    });
    if fails { ".build()?" } else { ".build()" }
}

/// A value that is recursive or too deep: the shortest expression that compiles.
fn folded(tree: &Tree<'_>) -> String {
    let name = || type_name(tree.scope, tree.target);
    let value = match &tree.shape().kind {
        Kind::List(_) => "vec![]".to_owned(),
        Kind::Map { .. } => "HashMap::new()".to_owned(),
        Kind::Union(members) => simple_variant(tree, members),
        _ => format!("{}::builder(){}", name(), build(tree)),
    };
    format!("{value} /* as above */")
}

/// The first variant of a union, with the others as a comment, at a place for one expression.
fn first_variant(lines: &mut Lines, tree: &Tree<'_>) {
    let Some((first, others)) = tree.children.split_first() else {
        return lines.push(&folded(tree), tree.changed);
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

/// A variant without nested members; a placeholder if the union has none.
fn simple_variant(tree: &Tree<'_>, members: &[Member]) -> String {
    let mut leaves = members.iter().map(|member| tree.leaf(member));
    let Some(leaf) = leaves.find(|leaf| is_simple(leaf) || is_unit(leaf.shape())) else {
        return "panic!(\"a variant\")".to_owned();
    };
    let (before, after) = around_variant(tree, &leaf);
    if is_unit(leaf.shape()) {
        before
    } else {
        format!("{before}{}{after}", scalar(&leaf, true))
    }
}

fn scalar(tree: &Tree<'_>, owned: bool) -> String {
    let text = match &tree.shape().kind {
        _ if tree.folded => return folded(tree),
        Kind::Boolean => "true",
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => "123",
        Kind::Float | Kind::Double => "123.0",
        Kind::BigInteger | Kind::BigDecimal => "\"123\".parse()?",
        Kind::Timestamp => "DateTime::from_secs(1420070400)",
        Kind::Blob if tree.is_stream() => "ByteStream::from_static(b\"bytes\")",
        // An event stream needs more than an expression, so the call names a variable.
        Kind::Union(_) if tree.is_stream() => "events",
        Kind::Blob => "Blob::new(\"bytes\")",
        Kind::Document => "Document::Null",
        Kind::Enum(_) => {
            let name = type_name(tree.scope, tree.target);
            let first = enum_variants(tree).into_iter().next();
            let variant = first.map_or_else(String::new, |(variant, _)| variant);
            return if has_names(tree) {
                format!("{name}::{variant}")
            } else {
                format!("{name}::from({variant})")
            };
        }
        _ if owned => "\"string\".into()",
        _ => "\"string\"",
    };
    text.to_owned()
}
