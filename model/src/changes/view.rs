//! One side of a comparison: its model, and what the chosen operations reach.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::protocols::Protocols;
use super::{Clients, Side};
use crate::closure::{Closure, Operations};
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::node::Node;
use crate::optionality::Optionality;
use crate::prelude::UNIT;
use crate::shape::{Kind, Member, Operation, Service, Shape, ShapeRef};
use crate::walk::{data_members, service_operations};

/// The trait of the services of AWS.
pub(super) const AWS_SERVICE: &str = "aws.api#service";

/// A member and the shape that has it.
pub(super) type OwnMember<'m> = (ShapeRef, &'m Member);

/// One side of a comparison.
pub(super) struct View<'m> {
    pub(super) model: &'m Model,
    pub(super) closure: Closure<'m>,
    pub(super) clients: Clients<'m>,
    pub(super) inputs: HashSet<ShapeRef>,
    pub(super) outputs: HashSet<ShapeRef>,
    /// Targets of members, and errors.
    pub(super) targets: HashSet<ShapeRef>,
    /// Targets of members that are headers of events.
    pub(super) event_headers: HashSet<ShapeRef>,
    /// Some input has an idempotency token.
    pub(super) has_idempotency_token: bool,
    /// Some operation adds a prefix to its host.
    pub(super) has_host_prefix: bool,
}

/// Both sides.
pub(super) struct Sides<'m> {
    pub(super) old: View<'m>,
    pub(super) new: View<'m>,
    pub(super) protocols: Protocols,
}

impl<'m> Sides<'m> {
    /// Resolves services and operations. An operation that one side lacks is left out there.
    pub(super) fn of(
        old: Side<'m>,
        new: Side<'m>,
        operations: &Operations,
        clients: Clients<'m>,
    ) -> Result<Self, Diagnostics> {
        let Operations::Named(names) = operations else {
            let (old, new) = (
                View::of(old, operations, clients)?,
                View::of(new, operations, clients)?,
            );
            return Ok(Self::both(old, new));
        };
        let in_old = present(old, names)?;
        let in_new = present(new, names)?;
        let nowhere = |name: &&String| !in_old.contains(name) && !in_new.contains(name);
        let nowhere: Vec<String> = names.iter().filter(nowhere).cloned().collect();
        if !nowhere.is_empty() {
            // Says which are unknown, and what might have been meant.
            Closure::of(new.model, new.service, &Operations::Named(nowhere))?;
        }
        let (old, new) = (
            View::of(old, &Operations::Named(in_old), clients)?,
            View::of(new, &Operations::Named(in_new), clients)?,
        );
        Ok(Self::both(old, new))
    }

    fn both(old: View<'m>, new: View<'m>) -> Self {
        let protocols = Protocols::of(&old.service().0.traits, &new.service().0.traits);
        Self {
            old,
            new,
            protocols,
        }
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
        clients: Clients<'m>,
    ) -> Result<Self, Diagnostics> {
        let model = side.model;
        let closure = Closure::of(model, side.service, operations)?;
        let mut view = Self {
            model,
            clients,
            inputs: HashSet::new(),
            outputs: HashSet::new(),
            targets: HashSet::new(),
            event_headers: HashSet::new(),
            has_idempotency_token: false,
            has_host_prefix: false,
            closure,
        };
        for (_, shape, operation) in view.operations() {
            view.inputs.extend(operation.input);
            view.outputs.extend(operation.output);
            view.targets.extend(view.closure.errors(shape));
            view.has_host_prefix |= model.shape(shape).traits.host_prefix().is_some();
        }
        view.has_idempotency_token = view
            .inputs
            .iter()
            .flat_map(|input| model.shape(*input).members())
            .any(|member| member.traits.is_idempotency_token());
        let shapes: Vec<ShapeRef> = view.closure.shapes().map(|(shape, _)| shape).collect();
        for shape in shapes {
            for member in data_members(model.shape(shape)) {
                let target = view.target(member);
                view.targets.insert(target);
                if is_event_header(member) {
                    view.event_headers.insert(target);
                }
            }
        }
        Ok(view)
    }

    pub(super) fn shape(&self, shape: ShapeRef) -> &'m Shape {
        self.model.shape(shape)
    }

    /// The shape of a member's values in its client.
    pub(super) fn target(&self, member: &Member) -> ShapeRef {
        (self.clients.target)(&self.closure, member).unwrap_or(member.target)
    }

    /// Whether members of the shape can be bound to parts of an HTTP message: it is an input, an output or an error.
    pub(super) fn has_bindings(&self, shape: ShapeRef) -> bool {
        self.inputs.contains(&shape)
            || self.outputs.contains(&shape)
            || self.shape(shape).traits.error_kind().is_some()
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

    /// The names of all operations of the service, chosen or not.
    pub(super) fn all_operations(&self) -> HashSet<&'m str> {
        let operations = service_operations(self.model, self.closure.service());
        let names = operations.into_iter().map(|it| self.shape(it).id.name());
        names.collect()
    }

    /// The errors of an operation by name.
    pub(super) fn errors(&self, operation: ShapeRef) -> BTreeMap<&str, ShapeRef> {
        let errors = self.closure.errors(operation).into_iter();
        errors.map(|error| (self.name(error), error)).collect()
    }
}

/// The default that the model gives a member; `null` takes it back.
pub(super) fn default_of(member: &Member) -> Option<&Node> {
    Optionality::AsModelled.default_of(member)
}

/// Whether the member is a header of an event (Smithy specification: `eventHeader` trait).
pub(super) fn is_event_header(member: &Member) -> bool {
    member.traits.has("smithy.api#eventHeader")
}

/// Whether values of two shapes look the same on the wire, names of shapes and traits left aside.
pub(super) fn are_alike_on_the_wire(old: &Model, new: &Model, roots: (ShapeRef, ShapeRef)) -> bool {
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
