//! The checks of inputs that a client does before it sends a call: which members have constraints, and which shapes have
//! such members, at any depth.
//!
//! A trait of a member replaces the one of its target. What is not in memory is not checked: streams of bytes and of
//! events. Documents have no constraints.
//!
//! Smithy specification: [constraint traits](https://smithy.io/2.0/spec/constraint-traits.html).

mod cycles;
#[cfg(feature = "validate-inputs")]
mod pattern;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Diagnostic, Diagnostics, Kind, Member, Node, ShapeRef, WhenUnset};

use super::customizations::requests;
use super::{Field, Operation, Plan, Structure, is_unit, structures};
use crate::names;

pub(crate) use values::{Bounds, Range, Unique, ValueChecks};

/// Checks of inputs.
pub(crate) struct InputChecks<'m> {
    /// The checks of members' values, by the shape that has the member, and the member's name. Members without any are
    /// left out.
    values: BTreeMap<ShapeRef, BTreeMap<&'m str, ValueChecks>>,
    /// The shapes that have something to check, each with the number of its cycle. Two shapes with the same number reach
    /// each other.
    shapes: BTreeMap<ShapeRef, usize>,
    /// The operations whose input has something to check.
    operations: BTreeSet<ShapeRef>,
    /// The patterns, by the id of the shape or member that has the trait.
    pub(crate) patterns: BTreeMap<String, Pattern>,
}

/// A pattern, which becomes a constant of the client.
pub(crate) struct Pattern {
    /// The name of the constant.
    pub(crate) ident: String,
    /// The pattern as the model has it.
    pub(crate) modelled: String,
    /// The same for the crate `regex`.
    pub(crate) expression: String,
}

impl<'m> InputChecks<'m> {
    /// Plans the checks of the chosen operations' inputs. `unchecked` are the ids of shapes and members whose patterns
    /// are left out.
    ///
    /// # Errors
    /// Traits that are not valid; patterns that can't be checked; ids in `unchecked` without a pattern.
    pub(crate) fn of(plan: &Plan<'m>, unchecked: &[String]) -> Result<Self, Diagnostics> {
        if !cfg!(feature = "validate-inputs") {
            return Err(without_feature(plan).into());
        }
        let reached = reached(plan);
        let mut collected = Collected {
            plan,
            unchecked,
            values: BTreeMap::new(),
            patterns: BTreeMap::new(),
            unused: unchecked.iter().collect(),
            problems: BTreeMap::new(),
        };
        let inputs = plan.operations.iter().filter_map(|it| it.input.shape);
        let containers: BTreeSet<ShapeRef> = inputs.chain(reached.iter().copied()).collect();
        for container in containers {
            collected.container(container);
        }
        let unused = collected.unused.iter();
        let unused: Vec<Diagnostic> = unused.map(|id| without_pattern(plan, id)).collect();
        let mut problems: Vec<Diagnostic> = collected.problems.into_values().collect();
        problems.extend(unused);
        if !problems.is_empty() {
            return Err(Diagnostics::new(problems));
        }
        let mut checks = Self {
            values: collected.values,
            shapes: BTreeMap::new(),
            operations: BTreeSet::new(),
            patterns: named(plan, collected.patterns),
        };
        checks.shapes = cycles::numbered(&checks.shapes_to_check(plan, &reached), |shape| {
            structures::targets(plan.model, shape)
        });
        let operations = plan.operations.iter();
        checks.operations = operations
            .filter(|operation| checks.has_checked_input(plan, operation))
            .map(|operation| operation.shape)
            .collect();
        Ok(checks)
    }

    /// Whether there is nothing to check.
    pub(crate) fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// The checks of a member's value.
    pub(crate) fn values(&self, container: ShapeRef, member: &Member) -> Option<&ValueChecks> {
        self.values.get(&container)?.get(member.name.as_str())
    }

    /// Whether the shape has something to check in it.
    pub(crate) fn has(&self, shape: ShapeRef) -> bool {
        self.shapes.contains_key(&shape)
    }

    /// Whether the input of the operation has something to check.
    pub(crate) fn has_input(&self, operation: &Operation<'_>) -> bool {
        self.operations.contains(&operation.shape)
    }

    /// Whether values of the two shapes may contain each other.
    pub(crate) fn are_recursive(&self, shape: ShapeRef, other: ShapeRef) -> bool {
        let number = self.shapes.get(&shape);
        number.is_some() && number == self.shapes.get(&other)
    }

    /// Whether some check of the member's value is to be done, at any depth.
    pub(crate) fn is_checked(&self, container: ShapeRef, member: &Member) -> bool {
        self.values(container, member).is_some() || self.has(member.target)
    }

    /// The shapes that have something to check in them, at any depth.
    fn shapes_to_check(&self, plan: &Plan<'m>, reached: &BTreeSet<ShapeRef>) -> BTreeSet<ShapeRef> {
        let mut users: BTreeMap<ShapeRef, Vec<ShapeRef>> = BTreeMap::new();
        for &shape in reached {
            for target in structures::targets(plan.model, shape) {
                users.entry(target).or_default().push(shape);
            }
        }
        let types = plan.structures.iter().chain(&plan.errors);
        let lacking = types.filter(|it| it.fields.iter().any(must_be_set));
        let own = self.values.keys().copied();
        let own = own.chain(lacking.filter_map(|it| it.shape));
        let mut pending: Vec<ShapeRef> = own.filter(|shape| reached.contains(shape)).collect();
        let mut shapes = BTreeSet::new();
        while let Some(shape) = pending.pop() {
            if shapes.insert(shape) {
                pending.extend(users.get(&shape).into_iter().flatten());
            }
        }
        shapes
    }

    fn has_checked_input(&self, plan: &Plan<'m>, operation: &Operation<'m>) -> bool {
        let mut fields = input_fields(plan, operation);
        let Some(shape) = operation.input.shape else {
            return false;
        };
        fields.any(|(field, must_be_set)| must_be_set || self.is_checked(shape, field.member))
    }
}

/// The fields of a structure that are in memory, each with whether it is an error that it is not set.
pub(crate) fn fields<'p, 'm>(
    plan: &Plan<'m>,
    structure: &'p Structure<'m>,
) -> impl Iterator<Item = (&'p Field<'m>, bool)> {
    let fields = structure.fields.iter();
    let fields = fields.filter(|it| !is_streamed(plan, it.member.target));
    fields.map(|it| (it, must_be_set(it)))
}

/// The fields of an operation's input that are in memory, each with whether it is an error that it is not set. Some are
/// set by the client.
pub(crate) fn input_fields<'p, 'm>(
    plan: &Plan<'m>,
    operation: &'p Operation<'m>,
) -> impl Iterator<Item = (&'p Field<'m>, bool)> {
    let filled = requests::filled(plan, operation).into_iter();
    let filled: Vec<&str> = filled.map(|(it, _)| it.member.name.as_str()).collect();
    fields(plan, &operation.input).map(move |(field, must_be_set)| {
        let member = field.member;
        let is_filled =
            member.traits.is_idempotency_token() || filled.contains(&member.name.as_str());
        (field, must_be_set && !is_filled)
    })
}

/// Whether the field may be unset though the model requires it. A builder that can fail has seen to other fields, and
/// the service fills in defaults.
fn must_be_set(field: &Field<'_>) -> bool {
    let has_default = field
        .member
        .traits
        .default_value()
        .is_some_and(|it| !matches!(it, Node::Null));
    field.when_unset == WhenUnset::None && field.member.traits.is_required() && !has_default
}

fn is_streamed(plan: &Plan<'_>, shape: ShapeRef) -> bool {
    plan.is_stream(shape) || plan.is_events(shape)
}

/// Whether values of the shape are not looked into: streams, and the types of users in the place of shapes.
fn is_left_out(plan: &Plan<'_>, shape: ShapeRef) -> bool {
    is_streamed(plan, shape) || plan.own_type(shape).is_some()
}

/// The structures, unions, lists and maps that inputs may hold in memory.
fn reached(plan: &Plan<'_>) -> BTreeSet<ShapeRef> {
    let fields = plan.operations.iter().flat_map(|it| &it.input.fields);
    let mut pending: Vec<ShapeRef> = fields.map(|it| it.member.target).collect();
    let mut reached = BTreeSet::new();
    while let Some(shape) = pending.pop() {
        let is_aggregate = matches!(
            plan.shape(shape).kind,
            Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. }
        );
        let is_checked = is_aggregate && !is_left_out(plan, shape) && !is_unit(plan.shape(shape));
        if is_checked && reached.insert(shape) {
            pending.extend(structures::targets(plan.model, shape));
        }
    }
    reached
}

/// What is collected from the members of all shapes.
struct Collected<'p, 'm> {
    plan: &'p Plan<'m>,
    unchecked: &'p [String],
    values: BTreeMap<ShapeRef, BTreeMap<&'m str, ValueChecks>>,
    /// The patterns by the id of what has the trait, with the shape: as the model has them, and for the crate `regex`.
    patterns: BTreeMap<String, (ShapeRef, String, String)>,
    /// The ids in `unchecked` that no pattern has.
    unused: BTreeSet<&'p String>,
    /// By the id of the shape or member and the trait.
    problems: BTreeMap<(String, &'static str), Diagnostic>,
}

impl<'m> Collected<'_, 'm> {
    /// Collects the checks of the members of a shape.
    fn container(&mut self, container: ShapeRef) {
        match &self.plan.shape(container).kind {
            Kind::List(member) => self.member(container, member),
            Kind::Map { key, value } => {
                self.member(container, key);
                self.member(container, value);
            }
            Kind::Structure(members) | Kind::Union(members) => {
                for member in members {
                    self.member(container, member);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, container: ShapeRef, member: &'m Member) {
        if is_left_out(self.plan, member.target) {
            return;
        }
        let mut checks = ValueChecks::default();
        let target = self.plan.shape(member.target);
        for (trait_id, read) in values::READERS {
            let of_member = member.traits.has(trait_id);
            if !of_member && !target.traits.has(trait_id) {
                continue;
            }
            let traits = if of_member {
                &member.traits
            } else {
                &target.traits
            };
            if let Err(problem) = read(&mut checks, &target.kind, traits, self.plan) {
                let id = self.id(container, member, of_member);
                let shape = if of_member { container } else { member.target };
                self.problem(
                    shape,
                    id,
                    trait_id,
                    format!("malformed {trait_id}: {problem}"),
                    None,
                );
            }
        }
        checks.is_enum = matches!(target.kind, Kind::Enum(_) | Kind::IntEnum(_));
        checks.pattern = self.pattern(container, member);
        if !checks.is_empty() {
            let values = self.values.entry(container).or_default();
            values.insert(&member.name, checks);
        }
    }

    /// The id of a member, or that of its target.
    fn id(&self, container: ShapeRef, member: &Member, of_member: bool) -> String {
        let model = self.plan.model;
        if of_member {
            format!("{}${}", model[container].id, member.name)
        } else {
            model[member.target].id.to_string()
        }
    }

    /// The id of the pattern that the member's values must match.
    fn pattern(&mut self, container: ShapeRef, member: &Member) -> Option<String> {
        let target = self.plan.shape(member.target);
        if !matches!(target.kind, Kind::String | Kind::Enum(_)) {
            return None;
        }
        let of_member = member.traits.has(values::PATTERN);
        let (shape, traits) = if of_member {
            (container, &member.traits)
        } else {
            (member.target, &target.traits)
        };
        let pattern = match traits.pattern() {
            Ok(pattern) => pattern?,
            Err(problem) => {
                let id = self.id(container, member, of_member);
                let message = format!("malformed {}: {problem}", values::PATTERN);
                self.problem(shape, id, values::PATTERN, message, None);
                return None;
            }
        };
        let id = self.id(container, member, of_member);
        if let Some(unchecked) = self.unchecked.iter().find(|it| **it == id) {
            self.unused.remove(unchecked);
            return None;
        }
        let is_known =
            |problems: &BTreeMap<_, _>| problems.contains_key(&(id.clone(), values::PATTERN));
        if self.patterns.contains_key(&id) || is_known(&self.problems) {
            return Some(id);
        }
        match translated(pattern) {
            Ok(expression) => {
                let entry = (shape, pattern.to_owned(), expression);
                self.patterns.insert(id.clone(), entry);
            }
            Err(problem) => {
                let message = format!(
                    "not supported: a check of the pattern `{pattern}` (`{}`): {problem}",
                    values::PATTERN
                );
                let hint = format!(
                    "leave this pattern out of the checks: `unchecked_pattern([\"{id}\"])` in `build.rs`, or \
                     `--unchecked-pattern '{id}'`"
                );
                self.problem(shape, id.clone(), values::PATTERN, message, Some(hint));
            }
        }
        Some(id)
    }

    fn problem(
        &mut self,
        shape: ShapeRef,
        id: String,
        trait_id: &'static str,
        message: String,
        hint: Option<String>,
    ) {
        let model = self.plan.model;
        let path = match id.split_once('$') {
            Some((shape, member)) => format!("shapes.{shape}.members.{member}"),
            None => format!("shapes.{id}"),
        };
        self.problems.insert(
            (id.clone(), trait_id),
            Diagnostic {
                file: model.file_of(shape).to_owned(),
                line: None,
                path,
                shape: Some(id),
                message,
                hint,
            },
        );
    }
}

/// The pattern for the crate `regex`, or what is wrong with it.
#[cfg(feature = "validate-inputs")]
fn translated(pattern: &str) -> Result<String, String> {
    pattern::translated(pattern)
}

/// Nothing is planned without the feature.
#[cfg(not(feature = "validate-inputs"))]
fn translated(_: &str) -> Result<String, String> {
    Err("the feature `validate-inputs` is off".to_owned())
}

/// The error that the generator was compiled without what it needs to plan checks.
fn without_feature(plan: &Plan<'_>) -> Diagnostic {
    Diagnostic {
        message: "checks of inputs need the feature `validate-inputs` of tinsmith, which is off"
            .to_owned(),
        hint: Some(
            "add `features = [\"validate-inputs\"]` to the build dependency `tinsmith` in Cargo.toml"
                .to_owned(),
        ),
        ..without_pattern(plan, "")
    }
}

/// The error that an id has no pattern that would be checked.
fn without_pattern(plan: &Plan<'_>, id: &str) -> Diagnostic {
    let service = plan.service.shape;
    let service_id = &plan.model[service].id;
    Diagnostic {
        file: plan.model.file_of(service).to_owned(),
        line: None,
        path: format!("shapes.{service_id}"),
        shape: Some(service_id.to_string()),
        message: format!(
            "`{id}`, whose pattern is to be left out of the checks, has no pattern (`{}`) that inputs of the chosen \
             operations must match",
            values::PATTERN
        ),
        hint: Some(
            "give the id of the shape or member that has the trait, such as `com.example#Name` or \
             `com.example#City$name`"
                .to_owned(),
        ),
    }
}

/// Names the constants of patterns: `USER_ID` for the shape `UserId`, and `USER__NAME` for the member `name` of the
/// structure `User`. Where several would have one name, all but the first in the order of ids get a number.
fn named(
    plan: &Plan<'_>,
    patterns: BTreeMap<String, (ShapeRef, String, String)>,
) -> BTreeMap<String, Pattern> {
    let upper = |name: &str| names::snake(name).to_uppercase();
    let mut taken = BTreeSet::new();
    let named = patterns
        .into_iter()
        .map(|(id, (shape, modelled, expression))| {
            let mut name = upper(plan.closure.name(shape));
            if let Some((_, member)) = id.split_once('$') {
                name = format!("{name}__{}", upper(member));
            }
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                name.insert(0, '_');
            }
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let mut candidates = std::iter::once(name.clone()).chain(numbered);
            let free = candidates.find(|it| !taken.contains(it));
            let ident = free.unwrap_or_default();
            taken.insert(ident.clone());
            let pattern = Pattern {
                ident,
                modelled,
                expression,
            };
            (id, pattern)
        });
    named.collect()
}
