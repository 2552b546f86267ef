//! The rules that a model has to obey beyond references that resolve.
//!
//! Runs on models in which something may be missing already ([`ShapeRef::MISSING`]), so that one run
//! reports everything; a check that needs what is missing reports nothing.

mod checksums;
mod conditions;
mod endpoint_discovery;
mod endpoint_rules;
mod http;
mod jmespath;
mod operations;
mod recursion;
mod service;
mod streaming;
mod trait_values;
mod traits;
mod waiters;

use std::collections::{HashMap, HashSet};

use crate::issues::{Issue, Issues};
use crate::model::Model;
use crate::shape::ShapeRef;
use crate::shape::{EnumValue, Kind, Member, Operation, Shape};
use crate::traits::Location;
use crate::walk::MOST_REACHED;

/// Checks everything.
pub(crate) fn run(model: &Model, issues: &mut Issues<'_>) {
    let mut checker = Checker {
        model,
        issues,
        structures: HashMap::new(),
        enums: HashMap::new(),
    };
    let mut bindings = http::Bindings::default();
    for (handle, shape) in model.shapes() {
        if checker.issues.is_full() {
            return;
        }
        traits::check_shape(&mut checker, handle, shape);
        trait_values::check_shape(&mut checker, handle, shape);
        check_member_names(&mut checker, handle, shape);
        conditions::check_shape(&mut checker, handle, shape);
        if let Kind::Operation(operation) = &shape.kind {
            http::check_operation(&mut checker, &mut bindings, handle, operation);
            checksums::check_operation(&mut checker, handle, operation);
            operations::check_host_labels(&mut checker, handle, operation);
            waiters::check_operation(&mut checker, handle, operation);
        }
    }
    streaming::check(&mut checker);
    recursion::check(&mut checker);
    service::check_resources(&mut checker);
    let mut reached = 0;
    for service in model.services() {
        reached += service::check_names(&mut checker, service);
        if reached > MOST_REACHED {
            service::report_size(&mut checker, service, reached);
            break;
        }
        endpoint_discovery::check_service(&mut checker, service);
        endpoint_rules::check_service(&mut checker, service);
        service::check_sdk_id(&mut checker, service);
    }
    operations::check_pagination(&mut checker);
    waiters::check_names(&mut checker);
}

/// The model under check and where problems go.
struct Checker<'m, 'i, 's> {
    model: &'m Model,
    issues: &'i mut Issues<'s>,
    /// The members of structures by name, of those structures for which a check has asked.
    structures: HashMap<ShapeRef, Structure<'m>>,
    /// The values of enums, of those enums for which a check has asked.
    enums: HashMap<ShapeRef, HashSet<&'m str>>,
}

/// The members of a structure, indexed by name and by binding: many operations may share the structure.
#[derive(Default)]
struct Structure<'m> {
    by_name: HashMap<&'m str, &'m Member>,
    labels: Vec<&'m Member>,
    host_labels: Vec<&'m Member>,
    /// By the name of the query parameter.
    queries: HashMap<&'m str, Vec<&'m Member>>,
}

impl<'m> Structure<'m> {
    fn of(members: &'m [Member]) -> Self {
        let mut structure = Self::default();
        for member in members {
            structure.by_name.entry(&member.name).or_insert(member);
            match member.traits.location() {
                Location::Label => structure.labels.push(member),
                Location::Query(name) => structure.queries.entry(name).or_default().push(member),
                _ => {}
            }
            if member.traits.is_host_label() {
                structure.host_labels.push(member);
            }
        }
        structure
    }
}

impl<'m> Checker<'m, '_, '_> {
    fn get(&self, handle: ShapeRef) -> Option<&'m Shape> {
        self.model.get(handle)
    }

    fn kind(&self, handle: ShapeRef) -> Option<&'m Kind> {
        self.get(handle).map(|shape| &shape.kind)
    }

    /// The id of a shape, for messages.
    fn id(&self, handle: ShapeRef) -> &'m str {
        self.get(handle)
            .map_or("a missing shape", |shape| shape.id.as_str())
    }

    /// The members of an operation's input or output.
    fn members(&self, structure: Option<ShapeRef>) -> &'m [Member] {
        structure
            .and_then(|handle| self.get(handle))
            .map_or(&[], Shape::members)
    }

    /// The same members, indexed.
    fn structure(&mut self, structure: Option<ShapeRef>) -> &Structure<'m> {
        let members = self.members(structure);
        let handle = structure.unwrap_or(ShapeRef::MISSING);
        let known = self.structures.entry(handle);
        known.or_insert_with(|| Structure::of(members))
    }

    /// Whether an enum has a value.
    fn has_value(&mut self, shape: ShapeRef, values: &'m [EnumValue], value: &str) -> bool {
        let known = self.enums.entry(shape).or_insert_with(|| {
            let values = values.iter().map(|value| value.value.as_str());
            values.collect()
        });
        known.contains(value)
    }

    /// Every operation of the model.
    fn operations(&self) -> impl Iterator<Item = (ShapeRef, &'m Operation)> + use<'m> {
        self.model
            .shapes()
            .filter_map(|(handle, shape)| match &shape.kind {
                Kind::Operation(operation) => Some((handle, operation)),
                _ => None,
            })
    }

    /// A problem of a shape, at keys below it.
    fn report(&mut self, shape: ShapeRef, keys: &[&str], message: String) -> &mut Issue {
        let start = ["shapes", self.id(shape)];
        let file = self.model.origin(shape);
        self.issues
            .report_path(file, start.into_iter().chain(keys.iter().copied()), message)
    }

    /// A problem of a member, at keys below it.
    fn report_member(
        &mut self,
        shape: ShapeRef,
        member: &str,
        keys: &[&str],
        message: String,
    ) -> &mut Issue {
        let fixed = matches!(self.kind(shape), Some(Kind::List(_) | Kind::Map { .. }));
        let start: &[&str] = if fixed { &[] } else { &["members"] };
        self.report(shape, &[start, &[member], keys].concat(), message)
    }
}

/// Members differ in more than case, and unions have some (Smithy 2.0, "Member names").
fn check_member_names(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, shape: &Shape) {
    if matches!(&shape.kind, Kind::Union(members) if members.is_empty()) {
        checker
            .report(
                handle,
                &[],
                "a union must have at least one member".to_owned(),
            )
            .named("Union");
    }
    let mut names: Vec<(String, &str)> = shape
        .members()
        .iter()
        .map(|member| (member.name.to_ascii_lowercase(), member.name.as_str()))
        .collect();
    names.sort_unstable();
    for pair in names.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let message = format!(
            "members `{}` and `{}` differ only in case",
            pair[0].1, pair[1].1
        );
        checker
            .report_member(handle, pair[1].1, &[], message)
            .covered_by("ShapeIdConflict");
    }
}
