//! The attributes that users chose for types and members.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::plan::Plan;

/// The traits that structures and unions derive or implement, if they can.
pub(crate) const STRUCTURE: &[&str] = &["Clone", "Debug", "PartialEq"];

/// The traits that enums derive.
pub(crate) const ENUM: &[&str] = &[
    "Clone",
    "Debug",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// The derives and attributes of the type with this id, which has the traits `has`, maybe without `Debug`. A derive that
/// it has already is left out, so that patterns may match types of every kind, and the same type.
pub(crate) fn of_type(plan: &Plan<'_>, id: &str, has: &[&str]) -> TokenStream {
    let shaped = &plan.shaped;
    let is_new = |path: &&str| match standard(path) {
        Some("Debug") => !shaped.has_debug(id),
        Some(name) => !has.contains(&name),
        None => true,
    };
    let mut seen = BTreeSet::new();
    let derives = shaped.derives(id).filter(is_new);
    let derives = derives.filter(|path| seen.insert(standard(path).unwrap_or(path)));
    let derives: Vec<TokenStream> = derives.map(tokens).collect();
    let derive = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let attributes = shaped.type_attributes(id).map(tokens);
    quote!(#derive #(#attributes)*)
}

/// The attributes of a member of the shape.
pub(crate) fn of_member(plan: &Plan<'_>, shape: Option<ShapeRef>, member: &str) -> TokenStream {
    let Some(shape) = shape else {
        return quote!();
    };
    let id = plan.model[shape].id.as_str();
    let attributes = plan.shaped.field_attributes(id, member).map(tokens);
    quote!(#(#attributes)*)
}

/// The name of a trait of the standard library, if the path may be one.
fn standard(path: &str) -> Option<&str> {
    let segments = path.split("::").map(str::trim);
    let segments: Vec<&str> = segments.filter(|it| !it.is_empty()).collect();
    match segments[..] {
        [name] | ["std" | "core", .., name] => Some(name),
        _ => None,
    }
}

/// The tokens of a text that the plan has parsed.
fn tokens(text: &str) -> TokenStream {
    text.parse().expect("the plan has parsed it")
}
