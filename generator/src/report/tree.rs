//! The input or output of an operation as a tree of members, with marks on the new ones.

use std::collections::{BTreeSet, HashMap, HashSet};

use tinsmith_model::{Closure, EnumValue, Kind, Member, Model, Shape, ShapeRef};

use super::fields::Fields;
use crate::plan::Role;
use crate::plan::customizations::s3;

/// How deep shapes are unfolded. A model can unfold to any size.
const MAX_DEPTH: usize = 48;
/// How many members are unfolded for people to read.
pub(super) const READABLE: usize = 4_000;
/// How many members are unfolded to find new ones.
pub(super) const ALL: usize = 100_000;

/// A model with the service that the report is about.
#[derive(Clone, Copy)]
pub(super) struct Scope<'m> {
    pub(super) model: &'m Model,
    pub(super) closure: &'m Closure<'m>,
    pub(super) fields: &'m Fields,
}

impl Scope<'_> {
    /// The shape of a member's values in the client.
    fn target(&self, member: &Member) -> ShapeRef {
        s3::target(self.closure, member).unwrap_or(member.target)
    }
}

/// The same structure in the other model.
#[derive(Clone, Copy)]
pub(super) enum Counterpart<'m> {
    /// There is no other model, or it does not have the operation.
    Unknown,
    /// The other model has the operation, without such a structure.
    Missing,
    /// The structure.
    Is(&'m Model, ShapeRef),
}

/// A member, or the input or output itself.
pub(super) struct Tree<'m> {
    pub(super) scope: Scope<'m>,
    /// The shape of its values.
    pub(super) target: ShapeRef,
    /// The member; `None` for the input or output itself.
    pub(super) member: Option<&'m Member>,
    /// The structure, union, list or map of the member.
    pub(super) container: Option<ShapeRef>,
    /// What that structure is to its client.
    pub(super) role: Role,
    /// Whether the other model does not have it.
    pub(super) changed: bool,
    /// The enum's values that the other model does not have, if it has the enum.
    pub(super) new_values: BTreeSet<&'m str>,
    /// Whether its children are left out, because it is recursive or too deep.
    pub(super) folded: bool,
    /// Members of structures and unions; the element of a list; key and value of a map.
    pub(super) children: Vec<Tree<'m>>,
}

impl<'m> Tree<'m> {
    /// Unfolds the structure `target`, an input or output, to at most `limit` members.
    pub(super) fn of(
        scope: Scope<'m>,
        role: Role,
        target: ShapeRef,
        other: Counterpart<'m>,
        limit: usize,
    ) -> Self {
        let (other, is_new) = match other {
            Counterpart::Unknown => (None, false),
            Counterpart::Missing => (None, true),
            Counterpart::Is(model, shape) => (Some((model, shape)), false),
        };
        let mut unfolding = Unfolding {
            scope,
            role,
            history: Vec::new(),
            left: limit,
        };
        unfolding.tree(target, None, None, other, is_new)
    }

    /// A member of this shape, without its children.
    pub(super) fn leaf(&self, member: &'m Member) -> Self {
        Self {
            changed: self.changed,
            ..Self::alone(self.scope, self.target, member)
        }
    }

    /// A member of a structure or union below an input or output, without its siblings and children.
    pub(super) fn alone(scope: Scope<'m>, container: ShapeRef, member: &'m Member) -> Self {
        Self {
            scope,
            target: scope.target(member),
            member: Some(member),
            container: Some(container),
            role: role_below(&scope.model[container]),
            changed: false,
            new_values: BTreeSet::new(),
            folded: false,
            children: Vec::new(),
        }
    }

    /// The shape of its values.
    pub(super) fn shape(&self) -> &'m Shape {
        &self.scope.model[self.target]
    }

    /// The member's name; empty for the input or output itself.
    pub(super) fn name(&self) -> &'m str {
        self.member.map_or("", |member| member.name.as_str())
    }

    /// The member's documentation, or else that of its target.
    pub(super) fn documentation(&self) -> Option<&'m str> {
        let own = self.member.and_then(|member| member.traits.documentation());
        own.or_else(|| self.shape().traits.documentation())
    }

    /// The name of the structure, union or enum that it is, or that the elements of a list or map are.
    pub(super) fn named_type(&self) -> Option<&'m str> {
        let mut target = self.target;
        for _ in 0..MAX_DEPTH {
            target = match &self.scope.model[target].kind {
                Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) => {
                    return Some(self.scope.closure.name(target));
                }
                Kind::List(element) => element.target,
                Kind::Map { value, .. } => value.target,
                _ => return None,
            };
        }
        None
    }

    /// Whether the member is required in requests.
    pub(super) fn is_required(&self) -> bool {
        self.member
            .is_some_and(|member| member.traits.is_required())
    }

    /// Whether it is a streaming blob.
    pub(super) fn is_stream(&self) -> bool {
        self.shape().traits.is_streaming()
    }

    /// Whether this or a nested member is new.
    pub(super) fn has_changes(&self) -> bool {
        self.changed
            || !self.new_values.is_empty()
            || self.children.iter().any(|child| child.has_changes())
    }
}

/// What a structure is to its client that is neither an input nor an output.
pub(super) fn role_below(shape: &Shape) -> Role {
    match shape.traits.error_kind() {
        Some(_) => Role::Error,
        None => Role::Type,
    }
}

struct Unfolding<'m> {
    scope: Scope<'m>,
    /// What the whole is.
    role: Role,
    history: Vec<ShapeRef>,
    left: usize,
}

impl<'m> Unfolding<'m> {
    fn tree(
        &mut self,
        target: ShapeRef,
        member: Option<&'m Member>,
        container: Option<ShapeRef>,
        other: Option<(&'m Model, ShapeRef)>,
        changed: bool,
    ) -> Tree<'m> {
        let shape = &self.scope.model[target];
        let holds = members(shape);
        let folded = !holds.is_empty()
            && (self.history.contains(&target)
                || self.history.len() >= MAX_DEPTH
                || self.left < holds.len());
        let mut tree = Tree {
            scope: self.scope,
            target,
            member,
            container,
            role: match container {
                Some(container) if self.history.len() > 1 => {
                    role_below(&self.scope.model[container])
                }
                _ => self.role,
            },
            changed,
            new_values: new_values(shape, other),
            folded,
            children: Vec::new(),
        };
        if folded {
            return tree;
        }
        self.left -= holds.len();
        self.history.push(target);
        let others: Option<HashMap<&str, ShapeRef>> = other.map(|(model, other)| {
            let members = members(&model[other]).into_iter();
            members
                .map(|member| (member.name.as_str(), member.target))
                .collect()
        });
        for member in holds {
            let counterpart = other.zip(others.as_ref()).map(|((model, _), others)| {
                let found = others.get(member.name.as_str());
                found.map(|other| (model, *other))
            });
            // Members of a new member are new too.
            let is_new = changed || matches!(counterpart, Some(None));
            let child = self.tree(
                self.scope.target(member),
                Some(member),
                Some(target),
                counterpart.flatten(),
                is_new,
            );
            tree.children.push(child);
        }
        self.history.pop();
        tree
    }
}

fn members(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        Kind::Structure(members) | Kind::Union(members) => members.iter().collect(),
        Kind::List(member) => vec![member],
        Kind::Map { key, value } => vec![key, value],
        _ => Vec::new(),
    }
}

fn values(shape: &Shape) -> &[EnumValue] {
    match &shape.kind {
        Kind::Enum(values) => values,
        _ => &[],
    }
}

fn new_values<'m>(shape: &'m Shape, other: Option<(&'m Model, ShapeRef)>) -> BTreeSet<&'m str> {
    let other = other.map_or(&[][..], |(model, other)| values(&model[other]));
    if other.is_empty() {
        return BTreeSet::new();
    }
    let known: HashSet<&str> = other.iter().map(|value| value.value.as_str()).collect();
    values(shape)
        .iter()
        .map(|value| value.value.as_str())
        .filter(|value| !known.contains(value))
        .collect()
}
