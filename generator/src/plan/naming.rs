//! Checks that no two names in the model become the same name in Rust. If two do, the error names both.
//!
//! The names of types are made here, because they differ from the model's only in case. [`spelling`] makes the names of
//! members, variants, settings and endpoint parameters.
//!
//! [`spelling`]: super::spelling

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::endpoint_rules::RULE_SET;
use tinsmith_model::{Closure, Diagnostic, Diagnostics, Model, ShapeRef};

use super::endpoint::CLIENT_CONTEXT;
use super::shaping::Shaped;
use super::{Plan, Structure, structures};
use crate::names::{self, Name};

const RENAME: &str =
    "give one of the two another name by the service's `rename`, or by the option `rename`";
const RENAME_MEMBER: &str =
    "give one of the two another name by the option `rename`, or in the model";
const RENAME_IN_MODEL: &str = "give one of the two another name in the model";
const CHOOSE: &str =
    "choose only one of the two operations, or give one another name by the option `rename`";

/// Returns the Rust name of every type and error.
pub(super) fn type_names(closure: &Closure<'_>, shaped: &Shaped) -> BTreeMap<ShapeRef, String> {
    let types = structures::types(closure).into_iter();
    let named = types.map(|shape| {
        let chosen = shaped.name(shape).map(str::to_owned);
        let name = chosen.unwrap_or_else(|| names::pascal(closure.name(shape)));
        (shape, name)
    });
    named.collect()
}

/// Checks all names of the plan.
///
/// # Errors
/// Two names in the model are the same in Rust. There is one error for each such pair.
pub(super) fn check(plan: &Plan<'_>) -> Result<(), Diagnostics> {
    let mut problems = Vec::new();
    types(plan, &mut problems);
    let of_operations = plan.operations.iter();
    let of_operations = of_operations.flat_map(|it| [&it.input, &it.output]);
    let structures = plan.structures.iter().chain(&plan.errors);
    for structure in structures.chain(of_operations) {
        if let Some(shape) = structure.shape {
            members(plan.model, shape, structure, &mut problems);
        }
    }
    for &union in &plan.unions {
        variants(plan, union, &mut problems);
    }
    for &shape in &plan.enums {
        plan.enum_values.check(plan.model, shape, &mut problems);
    }
    operations(plan, &mut problems);
    settings(plan, &mut problems);
    parameters(plan, &mut problems);
    // A structure may be an input and a type, or the input of several operations: its errors are reported once.
    let mut seen = BTreeSet::new();
    problems.retain(|it: &Diagnostic| seen.insert((it.path.clone(), it.message.clone())));
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics::new(problems))
    }
}

/// The Rust names in one scope, each with its origin in the model.
struct Scope<'a, 'm> {
    model: &'m Model,
    /// The shape at which collisions are reported.
    shape: ShapeRef,
    /// The path inside the shape at which collisions are reported.
    place: &'a str,
    /// The advice in the errors.
    hint: &'a str,
    /// The number and the description of each name's origin.
    taken: BTreeMap<String, (usize, String)>,
    /// The pairs of origins whose collision is reported.
    reported: BTreeSet<(usize, usize)>,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a, 'm> Scope<'a, 'm> {
    fn new(
        model: &'m Model,
        shape: ShapeRef,
        hint: &'a str,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            model,
            shape,
            place: "",
            hint,
            taken: BTreeMap::new(),
            reported: BTreeSet::new(),
            problems,
        }
    }

    /// Claims a name for the origin with this number. Only the first collision between two origins is reported.
    fn claim(&mut self, name: &Name, number: usize, origin: String) {
        let key = name.to_string();
        match self.taken.get(&key) {
            Some((other, other_origin)) => {
                if self.reported.insert((*other, number)) {
                    let message = format!("{other_origin} and {origin} are both `{name}` in Rust");
                    self.problems.push(self.collision(message));
                }
            }
            None => {
                self.taken.insert(key, (number, origin));
            }
        }
    }

    /// Returns the error for a collision.
    fn collision(&self, message: String) -> Diagnostic {
        let id = &self.model[self.shape].id;
        Diagnostic {
            file: self.model.file_of(self.shape).to_owned(),
            line: None,
            path: format!("shapes.{id}{}", self.place),
            shape: Some(id.to_string()),
            message,
            hint: Some(self.hint.to_owned()),
        }
    }
}

/// Checks types and errors. Two names that differ only in case are a collision, because they would be the same file on
/// file systems that ignore case.
fn types(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<(bool, String), (ShapeRef, String)> = BTreeMap::new();
    for (&shape, name) in &plan.type_names {
        let id = &plan.model[shape].id;
        let of_events = plan.is_events(shape).then(|| {
            let origin = format!("the error of the stream of events `{id}`");
            (true, plan.event_error_ident(shape).to_string(), origin)
        });
        let own = (plan.is_error(shape), name.clone(), format!("`{id}`"));
        for (is_error, name, origin) in [own].into_iter().chain(of_events) {
            let key = (is_error, names::snake(&name));
            let Some((_, other)) = taken.get(&key) else {
                taken.insert(key, (shape, origin));
                continue;
            };
            let message = format!("{other} and {origin} are both `{name}` in Rust");
            let scope = Scope::new(plan.model, shape, RENAME, problems);
            let problem = scope.collision(message);
            problems.push(problem);
        }
    }
}

/// Checks the field and the methods of each member.
fn members(
    model: &Model,
    shape: ShapeRef,
    structure: &Structure<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = &model[shape].id;
    let mut scope = Scope::new(model, shape, RENAME_MEMBER, problems);
    for (number, field) in structure.fields.iter().enumerate() {
        let member = format!("`{id}${}`", field.member.name);
        scope.claim(&field.ident, number, member.clone());
        for method in [&field.setter, &field.getter] {
            let origin = format!("the method `{method}` of {member}");
            scope.claim(method, number, origin);
        }
    }
}

/// Checks the variants of a union and their methods. The errors in an event stream are no variants of its union, but of
/// the stream's own error type.
fn variants(plan: &Plan<'_>, union: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let id = &plan.model[union].id;
    let mut scope = Scope::new(plan.model, union, RENAME_MEMBER, problems);
    for (number, variant) in plan.variants(union).iter().enumerate() {
        let member = format!("`{id}${}`", variant.member.name);
        scope.claim(&variant.ident, number, member.clone());
        for method in [&variant.is, &variant.getter] {
            let origin = format!("the method `{method}` of {member}");
            scope.claim(method, number, origin);
        }
    }
}

/// Checks the modules of operations.
fn operations(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<&Name, ShapeRef> = BTreeMap::new();
    for operation in &plan.operations {
        let Some(other) = taken.insert(&operation.module, operation.shape) else {
            continue;
        };
        let (id, other) = (&plan.model[operation.shape].id, &plan.model[other].id);
        let module = &operation.module;
        let message = format!("the operations `{other}` and `{id}` are both `{module}` in Rust");
        let scope = Scope::new(plan.model, operation.shape, CHOOSE, problems);
        let problem = scope.collision(message);
        problems.push(problem);
    }
}

/// Checks the settings that the model defines for the client: their setters, and the types under which the configuration
/// stores them.
fn settings(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    let place = format!(".traits.{CLIENT_CONTEXT}");
    let mut scope = Scope::new(plan.model, plan.service.shape, RENAME_IN_MODEL, problems);
    scope.place = &place;
    for (number, setting) in plan.endpoints.client.iter().enumerate() {
        let origin = format!("the client's setting `{}`", setting.name);
        for name in [&setting.names.ident, &setting.names.set, &setting.ident] {
            scope.claim(name, number, origin.clone());
        }
    }
}

/// Checks the parameters of endpoint rules.
fn parameters(plan: &Plan<'_>, problems: &mut Vec<Diagnostic>) {
    let place = format!(".traits.{RULE_SET}.parameters");
    let mut scope = Scope::new(plan.model, plan.service.shape, RENAME_IN_MODEL, problems);
    scope.place = &place;
    for (number, parameter) in plan.endpoints.parameters.iter().enumerate() {
        let origin = format!("the endpoint parameter `{}`", parameter.declared.name);
        for name in [&parameter.names.ident, &parameter.names.set] {
            scope.claim(name, number, origin.clone());
        }
    }
}
