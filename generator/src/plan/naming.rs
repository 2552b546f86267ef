//! Rust names of types, assigned in one pass; a name that two shapes claim is an error that tells
//! both.

use std::collections::BTreeMap;

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Kind, Model, ShapeRef};

use super::enum_values::EnumValues;
use super::{Plan, events, structures};
use crate::names;

/// The name of every type and error.
pub(super) fn type_names(
    closure: &Closure<'_>,
    enum_values: &EnumValues,
) -> Result<BTreeMap<ShapeRef, String>, Diagnostics> {
    let model = closure.model();
    let mut names_of = BTreeMap::new();
    let mut taken: BTreeMap<(bool, String), ShapeRef> = BTreeMap::new();
    let mut problems = Vec::new();
    for shape in structures::types(closure) {
        let name = names::pascal(closure.name(shape));
        let is_error = model[shape].traits.error_kind().is_some();
        if let Some(other) = taken.insert((is_error, names::snake(&name)), shape) {
            problems.push(collision(model, shape, model[other].id.as_str(), &name));
        }
        if events::is_events(&model[shape]) {
            let name = format!("{name}Error");
            if let Some(other) = taken.insert((true, names::snake(&name)), shape) {
                problems.push(collision(model, shape, model[other].id.as_str(), &name));
            }
        }
        names_of.insert(shape, name);
        check_members(model, shape, &mut problems);
        enum_values.check(model, shape, &mut problems);
    }
    match problems.is_empty() {
        true => Ok(names_of),
        false => Err(Diagnostics::new(problems)),
    }
}

fn check_members(model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let spelling: fn(&str) -> String = match &model[shape].kind {
        Kind::Union(_) => |name| names::variant_ident(&names::pascal(name)).to_string(),
        _ => |name| names::member_ident(&names::snake(name)).to_string(),
    };
    let members = model[shape]
        .members()
        .iter()
        .map(|member| member.name.as_str());
    check_unique(model, shape, members, spelling, problems);
}

fn check_unique<'a>(
    model: &Model,
    shape: ShapeRef,
    members: impl Iterator<Item = &'a str>,
    spelling: impl Fn(&str) -> String,
    problems: &mut Vec<Diagnostic>,
) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for member in members {
        let name = spelling(member);
        if let Some(other) = taken.insert(name.clone(), member) {
            let other = format!("{}${other}", model[shape].id);
            problems.push(collision(
                model,
                shape,
                &other,
                &format!("{member}` as `{name}"),
            ));
        }
    }
}

/// Checks that operations, and their inputs and outputs, differ in Rust too.
pub(super) fn check_operations(plan: &Plan<'_>) -> Result<(), Diagnostics> {
    let mut taken: BTreeMap<String, ShapeRef> = BTreeMap::new();
    let mut problems = Vec::new();
    for operation in &plan.operations {
        if let Some(other) = taken.insert(operation.module.to_string(), operation.shape) {
            let other = plan.model[other].id.to_string();
            problems.push(collision(
                plan.model,
                operation.shape,
                &other,
                operation.name,
            ));
        }
        for structure in [&operation.input, &operation.output] {
            if let Some(shape) = structure.shape {
                check_members(plan.model, shape, &mut problems);
            }
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn collision(model: &Model, shape: ShapeRef, other: &str, name: &str) -> Diagnostic {
    let id = &model[shape].id;
    Diagnostic {
        file: model.file_of(shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!("`{name}` has the same name in Rust as `{other}`"),
        hint: Some("give one of the two another name by the service's `rename`".to_owned()),
    }
}
