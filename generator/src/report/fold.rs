//! What a folded page says of types: each once, with the operations that its changes reach.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tinsmith_model::{Closure, Kind, Operations, Rule, ShapeRef, Subject};

use super::members::{self, described, members};
use super::page::{ChangeLine, Distinct, Language, Parameter, Status, TypeEntry};
use super::pairs::Pairs;
use super::tree::{Counterpart, Scope, Tree, role_below};
use super::verdict;
use crate::docs::printable;

/// The two models of a folded page.
pub(super) struct Fold<'m> {
    old: Option<Scope<'m>>,
    new: Option<Scope<'m>>,
    language: Language,
    /// The shapes of the new model, or else of the old one, by their name in the service.
    by_name: HashMap<&'m str, ShapeRef>,
}

/// The name of the type of which a change is told: that of the shape that changed, if it reaches several operations.
pub(super) fn type_of(change: &Distinct) -> Option<&str> {
    let first = change.reach.first()?;
    let is_shared = change
        .reach
        .iter()
        .any(|place| place.operation != first.operation);
    shape_of(&change.line.about).filter(|_| is_shared)
}

fn shape_of(subject: &Subject) -> Option<&str> {
    match subject {
        Subject::Shape(shape)
        | Subject::Member { shape, .. }
        | Subject::EnumValue { shape, .. } => Some(shape),
        Subject::Service | Subject::Operation(_) | Subject::Resource(_) | Subject::Error { .. } => {
            None
        }
    }
}

impl<'m> Fold<'m> {
    pub(super) fn new(old: Option<Scope<'m>>, new: Option<Scope<'m>>, language: Language) -> Self {
        let scope = new.or(old);
        let shapes = scope.into_iter().flat_map(|scope| {
            let shapes = scope.closure.shapes();
            shapes.map(move |(shape, _)| (scope.closure.name(shape), shape))
        });
        Self {
            old,
            new,
            language,
            by_name: shapes.collect(),
        }
    }

    /// The types that are new, and those with changes that reach several operations.
    pub(super) fn types(&self, changes: &[Distinct], pairs: &Pairs<'_>) -> Vec<TypeEntry> {
        let mut entries: BTreeMap<String, TypeEntry> = BTreeMap::new();
        for change in changes {
            let Some(name) = type_of(change) else {
                continue;
            };
            let entry = entries
                .entry(name.to_owned())
                .or_insert_with(|| self.entry(name));
            if !change.line.is_documentation() {
                entry.status = Status::Updated;
            }
            entry.verdicts.push(ChangeLine {
                path: String::new(),
                member: self.member(&change.line),
                ..change.line.clone()
            });
            let names = change.operations().into_iter().map(str::to_owned);
            entry.operations.extend(names);
        }
        for entry in entries.values_mut() {
            entry.operations.sort();
            entry.operations.dedup();
        }
        for (name, entry) in self.new_types(pairs) {
            entries.entry(name).or_insert(entry);
        }
        let mut entries: Vec<TypeEntry> = entries.into_values().collect();
        entries.sort_by_key(|entry| {
            let worst = entry.verdicts.iter().map(verdict::weight).max();
            (std::cmp::Reverse(worst), entry.status == Status::New)
        });
        entries
    }

    fn entry(&self, name: &str) -> TypeEntry {
        let scope = self.new.or(self.old);
        let kind = scope.and_then(|scope| Some(scope.model[*self.by_name.get(name)?].kind.name()));
        TypeEntry {
            name: printable(name),
            kind: kind.unwrap_or("shape").to_owned(),
            status: Status::Documented,
            verdicts: Vec::new(),
            operations: Vec::new(),
            description: Vec::new(),
            members: Vec::new(),
            values: Vec::new(),
        }
    }

    /// The structures, unions and enums below the inputs and outputs that the old model does not have.
    fn new_types(&self, pairs: &Pairs<'_>) -> Vec<(String, TypeEntry)> {
        let Some(scope) = self.new else {
            return Vec::new();
        };
        let old = self.old.iter().flat_map(|old| {
            let shapes = old.closure.shapes();
            shapes.map(|(shape, _)| old.closure.name(shape))
        });
        let known: BTreeSet<&str> = old.collect();
        let operations = pairs.values().filter_map(|[_, new]| *new);
        let ids = operations.clone().map(|it| scope.model[it].id.to_string());
        let service = scope.model[scope.closure.service()].id.to_string();
        let wanted = Operations::Named(ids.collect());
        // The service and the operations were found before.
        let Ok(reached) = Closure::of(scope.model, Some(&service), &wanted) else {
            return Vec::new();
        };
        let ends = operations.filter_map(|it| match &scope.model[it].kind {
            Kind::Operation(operation) => Some([operation.input, operation.output]),
            _ => None,
        });
        let ends: BTreeSet<ShapeRef> = ends.flatten().flatten().collect();
        let new = reached.shapes().filter_map(|(shape, usage)| {
            let name = scope.closure.name(shape);
            let is_type = matches!(
                scope.model[shape].kind,
                Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_)
            );
            let is_own = !scope.model[shape].id.as_str().starts_with("smithy.api#");
            if !is_type || !is_own || known.contains(name) || ends.contains(&shape) {
                return None;
            }
            Some((name.to_owned(), self.new_type(scope, shape, usage.input)))
        });
        new.collect()
    }

    fn new_type(&self, scope: Scope<'m>, shape: ShapeRef, is_sent: bool) -> TypeEntry {
        let is = &scope.model[shape];
        let tree = self.tree(scope, shape);
        let values = match &is.kind {
            Kind::Enum(values) => values.iter().map(|it| printable(&it.value)).collect(),
            _ => Vec::new(),
        };
        let kind = match is.traits.error_kind() {
            Some(_) => "error",
            None => is.kind.name(),
        };
        let mut members = members(self.language, &tree, false);
        for (member, child) in members.iter_mut().zip(&tree.children) {
            member.required = is_sent && child.is_required();
        }
        TypeEntry {
            status: Status::New,
            kind: kind.to_owned(),
            description: described(self.language, is.traits.documentation()),
            members,
            values,
            ..self.entry(scope.closure.name(shape))
        }
    }

    /// The members of a structure or union, without their own members.
    fn tree(&self, scope: Scope<'m>, shape: ShapeRef) -> Tree<'m> {
        let is = &scope.model[shape];
        let count = is.members().len();
        Tree::of(scope, role_below(is), shape, Counterpart::Unknown, count)
    }

    /// The member that a change added. Its siblings are not converted: if a structure gets many
    /// members, each of them has a change of its own.
    pub(super) fn member(&self, line: &ChangeLine) -> Option<Parameter> {
        let is_added = line.rule.inverse() == Rule::MemberRemoved
            || line.rule.inverse() == Rule::UnionMemberRemoved;
        let Subject::Member { shape, member } = &line.about else {
            return None;
        };
        let scope = self.new.filter(|_| is_added)?;
        let shape = *self.by_name.get(shape.as_str())?;
        let member = scope.model[shape].member(member)?;
        let tree = Tree::alone(scope, shape, member);
        Some(Parameter {
            required: tree.is_required(),
            ..members::member(self.language, &tree, false)
        })
    }
}
