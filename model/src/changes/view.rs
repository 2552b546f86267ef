//! One side of a comparison, with what the Rust API makes of its shapes.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Side;
use crate::closure::{Closure, Operations};
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::node::Node;
use crate::optionality::{Exceptions, Optionality, PlacedMember};
use crate::prelude::UNIT;
use crate::shape::{Kind, Member, Operation, Service, Shape, ShapeRef};
use crate::walk::{data_members, service_operations};

/// One side of a comparison.
pub(super) struct View<'m> {
    pub(super) model: &'m Model,
    pub(super) closure: Closure,
    exceptions: &'m Exceptions,
    inputs: HashSet<ShapeRef>,
    outputs: HashSet<ShapeRef>,
    /// Targets of members and errors: what is a Rust type under its own name.
    typed: HashSet<ShapeRef>,
    /// Some input has an idempotency token.
    pub(super) has_idempotency_token: bool,
}

/// Both sides.
pub(super) struct Sides<'m> {
    pub(super) old: View<'m>,
    pub(super) new: View<'m>,
}

impl<'m> Sides<'m> {
    /// Resolves services and operations. An operation that one side lacks is left out there.
    pub(super) fn of(
        old: Side<'m>,
        new: Side<'m>,
        operations: &Operations,
        exceptions: &'m Exceptions,
    ) -> Result<Self, Diagnostics> {
        let Operations::Named(names) = operations else {
            return Ok(Self {
                old: View::of(old, operations, exceptions)?,
                new: View::of(new, operations, exceptions)?,
            });
        };
        let in_old = present(old, names)?;
        let in_new = present(new, names)?;
        let nowhere = |name: &&String| !in_old.contains(name) && !in_new.contains(name);
        let nowhere: Vec<String> = names.iter().filter(nowhere).cloned().collect();
        if !nowhere.is_empty() {
            // Says which are unknown, and what might have been meant.
            Closure::of(new.model, new.service, &Operations::Named(nowhere))?;
        }
        Ok(Self {
            old: View::of(old, &Operations::Named(in_old), exceptions)?,
            new: View::of(new, &Operations::Named(in_new), exceptions)?,
        })
    }
}

/// Those of the names that are operations of the service.
fn present(side: Side<'_>, names: &[String]) -> Result<Vec<String>, Diagnostics> {
    let none = Operations::Named(Vec::new());
    let service = Closure::of(side.model, side.service, &none)?.service();
    let known: HashSet<&str> = service_operations(side.model, service)
        .into_iter()
        .flat_map(|operation| {
            let id = &side.model.shape(operation).id;
            [id.name(), id.as_str()]
        })
        .collect();
    let names = names.iter().filter(|name| known.contains(name.as_str()));
    Ok(names.cloned().collect())
}

impl<'m> View<'m> {
    fn of(
        side: Side<'m>,
        operations: &Operations,
        exceptions: &'m Exceptions,
    ) -> Result<Self, Diagnostics> {
        let model = side.model;
        let closure = Closure::of(model, side.service, operations)?;
        let mut view = Self {
            model,
            exceptions,
            inputs: HashSet::new(),
            outputs: HashSet::new(),
            typed: HashSet::new(),
            has_idempotency_token: false,
            closure,
        };
        for (_, shape, operation) in view.operations() {
            view.inputs.extend(operation.input);
            view.outputs.extend(operation.output);
            view.typed.extend(view.closure.errors(shape));
        }
        view.has_idempotency_token = view
            .inputs
            .iter()
            .flat_map(|input| model.shape(*input).members())
            .any(|member| member.traits.is_idempotency_token());
        let shapes: Vec<ShapeRef> = view.closure.shapes().map(|(shape, _)| shape).collect();
        for shape in shapes {
            let targets = data_members(model.shape(shape)).map(|member| member.target);
            view.typed.extend(targets);
        }
        Ok(view)
    }

    pub(super) fn shape(&self, shape: ShapeRef) -> &'m Shape {
        self.model.shape(shape)
    }

    pub(super) fn name(&self, shape: ShapeRef) -> &str {
        self.closure.name(shape)
    }

    pub(super) fn service(&self) -> (&'m Shape, Option<&'m Service>) {
        let shape = self.shape(self.closure.service());
        match &shape.kind {
            Kind::Service(service) => (shape, Some(service)),
            _ => (shape, None),
        }
    }

    /// The chosen operations in the order of names.
    pub(super) fn operations(&self) -> Vec<(&'m str, ShapeRef, &'m Operation)> {
        let operations = self.closure.operations().iter().filter_map(|handle| {
            let shape = self.shape(*handle);
            match &shape.kind {
                Kind::Operation(operation) => Some((shape.id.name(), *handle, operation)),
                _ => None,
            }
        });
        operations.collect()
    }

    /// The errors of an operation by name.
    pub(super) fn errors(&self, operation: ShapeRef) -> BTreeMap<&str, ShapeRef> {
        let errors = self.closure.errors(operation).into_iter();
        errors.map(|error| (self.name(error), error)).collect()
    }

    /// What is a type under its own name, by this name; shapes of the prelude apart, because models
    /// have shapes of the same names.
    pub(super) fn by_name(&self) -> BTreeMap<(bool, &str), ShapeRef> {
        let mut by_name = BTreeMap::new();
        for (shape, _) in self.closure.shapes() {
            if self.typed.contains(&shape) {
                let prelude = self.shape(shape).id.as_str().starts_with("smithy.api#");
                by_name.entry((prelude, self.name(shape))).or_insert(shape);
            }
        }
        by_name
    }

    /// Only the input of operations: each member is an `Option`.
    pub(super) fn is_only_input(&self, shape: ShapeRef) -> bool {
        self.inputs.contains(&shape)
            && !self.typed.contains(&shape)
            && !self.outputs.contains(&shape)
    }

    pub(super) fn is_stream(&self, target: ShapeRef) -> bool {
        self.shape(target).traits.is_streaming()
    }

    /// What the client makes of the member's traits.
    fn optionality(&self, container: ShapeRef, member: &Member) -> Optionality {
        let place = PlacedMember {
            service: self.closure.service(),
            container,
            member,
        };
        (self.exceptions)(self.model, place)
    }

    /// The member's field is a `T`, not an `Option<T>`.
    pub(super) fn is_plain(&self, container: ShapeRef, member: &Member) -> bool {
        let optionality = self.optionality(container, member);
        let in_input = self.is_only_input(container);
        matches!(self.shape(container).kind, Kind::Structure(_))
            && !self.is_stream(member.target)
            && !optionality.is_optional(self.model, in_input, member)
    }

    /// `build` returns a `Result`.
    pub(super) fn build_fails(&self, container: ShapeRef) -> bool {
        let mut members = self.shape(container).members().iter();
        members.any(|member| self.must_be_set(container, member))
    }

    /// `build` fails without the member.
    pub(super) fn must_be_set(&self, container: ShapeRef, member: &Member) -> bool {
        let optionality = self.optionality(container, member);
        self.is_plain(container, member) && optionality.default_of(member).is_none()
    }

    /// The Rust type, of shapes whose name it does not show.
    pub(super) fn nameless_type(&self, shape: ShapeRef) -> Option<&'static str> {
        match &self.shape(shape).kind {
            Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) => None,
            Kind::IntEnum(_) => Some(Kind::Integer.name()),
            kind => Some(kind.name()),
        }
    }
}

/// The default that the model gives a member; `null` takes it back.
pub(super) fn default_of(member: &Member) -> Option<&Node> {
    Optionality::AsModelled.default_of(member)
}

/// Whether values of two shapes look the same on the wire, names of shapes and traits left aside.
pub(super) fn same_form(old: &Model, new: &Model, roots: (ShapeRef, ShapeRef)) -> bool {
    let mut seen = HashSet::from([roots]);
    let mut stack = vec![roots];
    while let Some((a, b)) = stack.pop() {
        let (a, b) = (old.shape(a), new.shape(b));
        let same_values = match (&a.kind, &b.kind) {
            (Kind::Enum(a), Kind::Enum(b)) => {
                let values = |values: &[crate::shape::EnumValue]| -> HashSet<String> {
                    values.iter().map(|value| value.value.clone()).collect()
                };
                values(a) == values(b)
            }
            _ => true,
        };
        let is_unit = |shape: &Shape| shape.id.as_str() == UNIT;
        let members: HashMap<&str, ShapeRef> = data_members(b)
            .map(|member| (member.name.as_str(), member.target))
            .collect();
        let same_kind = a.kind.name() == b.kind.name() && is_unit(a) == is_unit(b);
        if !same_kind || !same_values || data_members(a).count() != members.len() {
            return false;
        }
        for member in data_members(a) {
            let Some(target) = members.get(member.name.as_str()) else {
                return false;
            };
            let pair = (member.target, *target);
            if seen.insert(pair) {
                stack.push(pair);
            }
        }
    }
    true
}
