//! The syntax of the client that Tinsmith generates: `client.create_user().username("string")`.
//!
//! It takes names from [`names`] and makes no plan, so that services which can't be generated can be reported.

mod call;
mod types;

use std::collections::{HashSet, VecDeque};

use tinsmith_model::{Kind, ShapeRef};

use super::page::Syntax;
use super::syntax::{Lines, Spelling};
use super::tree::Tree;
use crate::names;
use crate::plan::is_unit;
use call::setter;
use types::{container, enum_variants, field, field_type, has_names, type_name, type_of, variant};

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

/// The response with every member: each of its types once.
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
    let type_name = if is_field && !is_request {
        field_type(tree)
    } else {
        inner
    };
    Spelling { name, type_name }
}

/// The new members of the tree: `{ identity_info: { mobile: Option<String> } }`.
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
            .filter(|(_, value)| tree.new_values.contains(value.as_str()))
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
        let changed = tree.changed || tree.new_values.contains(value.as_str());
        lines.push(&format!("{variant},"), changed);
        lines.next();
    }
    lines.shallower();
    lines.push("}", tree.changed);
}
