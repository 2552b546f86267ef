//! What changed in a service from one model to another, and what each change means for its callers.
//!
//! [`compare`] takes two models and returns a typed list of changes, limited to the chosen operations. Each change
//! has a verdict for the wire and one for the public API of a generated client in Rust: a step of Semantic
//! Versioning 2.0.0 ([`Level`]).
//!
//! - `rules` is the one table: each kind of change with its name, its inverse, and both verdicts with the reason.
//!   If a verdict depends on the place of a change, each place has a row of its own.
//! - `view` resolves a side: the shapes that the chosen operations reach.
//! - `rust` is all that the comparison knows of Rust, besides the verdicts: which shapes are types and under which
//!   names, which field is an `Option`, and which `build` can fail. It uses the rule of `optionality`, as the
//!   generator's plan does. Clients of some services have other optional fields or other types than the model says;
//!   [`compare_clients`] takes functions for that, and `tinsmith::compare` passes those of the generator's
//!   customizations.
//! - `protocols` knows which traits each protocol reads, and which format a timestamp has without the trait.
//! - `pairs` matches shapes by their name in the service, and inputs and outputs by their operation. Lists, maps
//!   and simple shapes, whose names no Rust type shows, are matched by their place if their names differ.
//! - `numbers` compares the sizes of integers.
//! - `timestamps` leaves out a `timestampFormat` that names the default format.
//! - `service`, `operations`, `shapes`, `members`, `presence` and `traits` find changes, and look at each pair of
//!   shapes once.
//! - `reach` assigns every change to the operations that it reaches, with the shortest path of members: one
//!   breadth-first search for each operation, request and response, in the new model.
//!
//! `tests/changes/<rule>/` has a minimal pair of models for each rule. `service-added` and `service-removed` have none, as
//! only the reports use them, for a service that only one side has. The test fails for any other rule without a pair. The
//! verdict for Rust is the compiler's: the test `verdicts` writes, for each pair, a caller of everything that the
//! old client offers, and compiles it against the new client. It breaks exactly if the table says major.

mod findings;
mod members;
mod numbers;
mod operations;
mod pairs;
mod presence;
mod protocols;
mod reach;
mod rules;
mod rust;
mod service;
mod shapes;
mod timestamps;
mod traits;
mod view;

use std::collections::BTreeMap;

use crate::closure::{Closure, Operations};
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::node::Node;
use crate::optionality::{Exceptions, Optionality};
use crate::shape::{Member, ShapeRef};

pub use rules::{Aspect, Rule};

/// One side of a comparison: a model and the service and operations that count.
#[derive(Clone, Copy, Debug)]
pub struct Side<'m> {
    /// The model.
    pub model: &'m Model,
    /// The service, as [`Closure::of`](crate::Closure::of) takes it.
    pub service: Option<&'m str>,
}

/// A function that returns the shape of a member's values in a client, if it is another than the member's target.
pub type Targets = dyn Fn(&Closure<'_>, &Member) -> Option<ShapeRef>;

/// How clients differ from what their models say.
#[derive(Clone, Copy)]
pub struct Clients<'f> {
    /// Which members are optional.
    pub optionality: &'f Exceptions,
    /// Which members have another target.
    pub target: &'f Targets,
}

/// The changes of one service, in the order of the first operation that each reaches, then of part,
/// path, rule and subject. Those of the service itself come first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Every change, once.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The kind of change: a row of the table.
    pub rule: Rule,
    /// What changed.
    pub subject: Subject,
    /// The old value, if there is one: a trait's value, a target's name. If a rule covers several traits or entries,
    /// an object with the one concerned: `{"smithy.api#length": {...}}`.
    pub old: Option<Node>,
    /// The new value, if there is one.
    pub new: Option<Node>,
    /// Every operation that the change reaches, with the place there, in the order of names. Empty for changes of the
    /// service itself, which concern all operations. A new or removed operation is one change: changes of shapes that
    /// it shares with others are not listed for it.
    pub reach: Vec<Reach>,
    /// What it means for the wire, and for the generated Rust API.
    pub verdict: Verdict,
}

/// What a change is about. Names are those of the new model (of the old one for what is gone), after
/// the service's `rename`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The service itself
    Service,
    /// An operation
    Operation(String),
    /// A resource
    Resource(String),
    /// A data shape as a whole
    Shape(String),
    /// A member of a structure, union, list or map
    Member {
        /// The shape's name
        shape: String,
        /// The member's name
        member: String,
    },
    /// A value of an enum, by what is on the wire
    EnumValue {
        /// The enum's name
        shape: String,
        /// The value
        value: String,
    },
    /// An error of an operation
    Error {
        /// The operation
        operation: String,
        /// The error's name
        error: String,
    },
}

/// Where a change is seen: in which part of which operation, and how one gets there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// The operation.
    pub operation: String,
    /// In its request, its response or an error, or neither: the operation itself.
    pub part: Part,
    /// The members that lead from the input, output or error to the place, outermost first;
    /// `member`, `key` and `value` inside of lists and maps. The shortest way.
    pub path: Vec<String>,
}

/// The part of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The operation itself: its name, its traits, its errors
    Operation,
    /// What is sent
    Request,
    /// What comes back
    Response,
    /// An error that comes back
    Error,
}

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether an old client still talks to a service of the new model.
    pub wire: Compatibility,
    /// What the change is to the generated Rust API.
    pub rust: Level,
    /// Why, for the wire.
    pub wire_reason: &'static str,
    /// Why, for Rust.
    pub rust_reason: &'static str,
}

/// Whether an old client still talks to a service of the new model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compatibility {
    /// It does
    Compatible,
    /// It does not, or not always
    Incompatible,
}

/// What a change is to an API (Semantic Versioning 2.0.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The same API and the same documentation
    None,
    /// The same API; documentation or behaviour differs
    Patch,
    /// Something new; what compiled compiles
    Minor,
    /// What compiled may not compile any more
    Major,
}

impl Changes {
    /// The largest step that a change needs; [`Level::None`] without changes.
    pub fn level(&self) -> Level {
        let levels = self.changes.iter().map(|change| change.verdict.rust);
        levels.max().unwrap_or(Level::None)
    }

    /// Whether an old client still talks to a service of the new model.
    pub fn compatibility(&self) -> Compatibility {
        let wire = self.changes.iter().map(|change| change.verdict.wire);
        wire.max().unwrap_or(Compatibility::Compatible)
    }

    /// The changes that reach an operation.
    pub fn of_operation(&self, name: &str) -> impl Iterator<Item = &Change> {
        let reaches =
            move |change: &&Change| change.reach.iter().any(|reach| reach.operation == name);
        self.changes.iter().filter(reaches)
    }

    /// Every operation that some change reaches, in the order of names, and what became of it.
    pub fn operations(&self) -> Vec<(&str, OperationStatus)> {
        let mut operations: BTreeMap<&str, OperationStatus> = BTreeMap::new();
        for change in &self.changes {
            for reach in &change.reach {
                let status = status(change.rule, reach.part);
                let known = operations.entry(&reach.operation).or_insert(status);
                *known = status.max(*known);
            }
        }
        operations.into_iter().collect()
    }
}

/// What became of an operation; the later of two that apply counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperationStatus {
    /// Only words changed
    Documented,
    /// Something changed, but neither what the request nor what the response is made of: errors,
    /// constraints, places on the wire
    Adjusted,
    /// Request or response are made of something else: members, types, values, which must be there
    Updated,
    /// It is gone
    Removed,
    /// It is new
    New,
}

fn status(rule: Rule, part: Part) -> OperationStatus {
    match (rule, rule.aspect(), part) {
        (Rule::OperationAdded, ..) => OperationStatus::New,
        (Rule::OperationRemoved, ..) => OperationStatus::Removed,
        (_, Aspect::Structure, Part::Request | Part::Response) => OperationStatus::Updated,
        (_, Aspect::Documentation, _) => OperationStatus::Documented,
        _ => OperationStatus::Adjusted,
    }
}

/// Compares a service of two models, limited to some operations; an operation that is only in one of
/// the models is enough.
///
/// Shapes are compared by their name in the service, inputs and outputs by their operation; lists, maps
/// and simple shapes, whose names no Rust type shows, by their place if their names differ. The order of definitions
/// and their files make no difference.
///
/// # Errors
/// A model does not have the service, or neither model has an operation. The changes reach the operations
/// on more than 2,000,000 paths, each counted with its members.
pub fn compare(
    old: Side<'_>,
    new: Side<'_>,
    operations: &Operations,
) -> Result<Changes, Diagnostics> {
    let clients = Clients {
        optionality: &|_, _| Optionality::AsModelled,
        target: &|_, _| None,
    };
    compare_clients(old, new, operations, clients)
}

/// Like [`compare`], for clients that differ from what their models say.
///
/// # Errors
/// As [`compare`].
pub fn compare_clients(
    old: Side<'_>,
    new: Side<'_>,
    operations: &Operations,
    clients: Clients<'_>,
) -> Result<Changes, Diagnostics> {
    let sides = view::Sides::of(old, new, operations, clients)?;
    let mut findings = findings::Findings::default();
    service::compare(&sides, operations, &mut findings);
    let mut pairs = pairs::Pairs::by_name(&sides);
    operations::compare(&sides, &mut pairs, &mut findings);
    shapes::compare(&sides, pairs, &mut findings);
    let changes = reach::attribute(&sides, findings.0)?;
    Ok(Changes { changes })
}
