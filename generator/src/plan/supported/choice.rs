//! The choice of the protocol: which of those of a service can carry what the chosen operations have, and what stands in
//! the way of the others.
//!
//! A service of AWS gets the protocol that its official client has. Of the protocols of any other service, the first in the
//! order of preference is taken that has no obstacle.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Closure, Diagnostic, Kind, Model, ShapeRef};

use super::super::Protocol;
use super::unsupported;

/// The protocol of a client.
pub(in crate::plan) struct Choice {
    pub(in crate::plan) protocol: Protocol,
    /// A line for each protocol that comes before it, and can't carry the operations.
    pub(in crate::plan) passed_over: Vec<String>,
}

/// What a protocol can't carry, and where it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Obstacle {
    shape: ShapeRef,
    /// The member that has it, if the shape is of the prelude, which is in no file.
    member: Option<String>,
    /// The trait or the type.
    id: &'static str,
    /// Its name in messages.
    what: &'static str,
    /// The protocols that can't carry it, in the order of preference.
    protocols: Vec<&'static str>,
}

/// The protocol `wanted`, or that of the service.
///
/// # Errors
/// No protocol of the service can carry the operations. Without obstacles the service has none that is supported, or not
/// the one that is wanted.
pub(super) fn protocol(
    closure: &Closure<'_>,
    wanted: Option<&str>,
) -> Result<Choice, Vec<Obstacle>> {
    let model = closure.model();
    let traits = &model[closure.service()].traits;
    let chooses = wanted.is_none() && !traits.has("aws.api#service");
    let mut candidates = Protocol::all_of(traits, wanted);
    if !chooses {
        candidates.truncate(1);
    }
    let (mut passed_over, mut all) = (Vec::new(), Vec::<Obstacle>::new());
    let mut places = BTreeMap::new();
    for protocol in candidates {
        let obstacles = obstacles(closure, protocol);
        if obstacles.is_empty() {
            return Ok(Choice {
                protocol,
                passed_over,
            });
        }
        passed_over.push(reason(closure, protocol, &obstacles));
        for obstacle in obstacles {
            let place = (obstacle.shape, obstacle.member.clone(), obstacle.what);
            match places.entry(place) {
                Entry::Occupied(known) => {
                    let known: usize = *known.get();
                    all[known].protocols.extend(&obstacle.protocols);
                }
                Entry::Vacant(new) => {
                    new.insert(all.len());
                    all.push(obstacle);
                }
            }
        }
    }
    Err(all)
}

/// One problem for each obstacle.
pub(super) fn refused(closure: &Closure<'_>, obstacles: &[Obstacle]) -> Vec<Diagnostic> {
    let model = closure.model();
    let operations = operations(closure, obstacles);
    let problems = obstacles.iter().map(|obstacle| {
        let Obstacle {
            shape,
            member,
            id,
            what,
            protocols,
        } = obstacle;
        let protocols = match &protocols[..] {
            [one] => format!("the protocol {one}"),
            several => format!("the protocols {}", several.join(", ")),
        };
        if *id == HTTP {
            return Diagnostic {
                message: format!(
                    "the operation has no HTTP binding, which {protocols} needs; expected the trait `{HTTP}`"
                ),
                ..unsupported(model, *shape, HTTP, "")
            };
        }
        let mut problem = unsupported(model, *shape, id, &format!("{what} in {protocols}"));
        if let Some(member) = member {
            problem.line = model.position_of(*shape, Some(member));
            if problem.line.is_none() {
                problem.path = format!("{}.members.{member}", problem.path);
            }
            problem.shape = Some(format!("{}${member}", model[*shape].id));
        }
        problem.hint = Some(format!(
            "{} it: choose other operations",
            have(operations.get(shape).map_or(&[], Vec::as_slice))
        ));
        problem
    });
    problems.collect()
}

/// Why the protocol is passed over.
fn reason(closure: &Closure<'_>, protocol: Protocol, obstacles: &[Obstacle]) -> String {
    let operations = operations(closure, obstacles);
    let kinds: BTreeSet<&str> = obstacles.iter().map(|it| it.what).collect();
    let kinds = kinds.into_iter().map(|kind| {
        let of_kind = obstacles.iter().filter(|it| it.what == kind);
        let names: BTreeSet<&str> = of_kind
            .filter_map(|it| operations.get(&it.shape))
            .flatten()
            .copied()
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        format!("{kind}, which {}", have(&names))
    });
    let kinds: Vec<String> = kinds.collect();
    format!("{} has no {}", protocol.name(), kinds.join(", and no "))
}

/// The names of some operations, and a verb.
fn have(operations: &[&str]) -> String {
    const SHOWN: usize = 5;
    match operations {
        [one] => format!("{one} needs"),
        few if few.len() <= SHOWN => match few.split_last() {
            Some((last, others)) => format!("{} and {last} need", others.join(", ")),
            None => "the service needs".to_owned(),
        },
        many => format!(
            "{} and {} other operations need",
            many[..SHOWN].join(", "),
            many.len() - SHOWN
        ),
    }
}

const HTTP: &str = "smithy.api#http";

/// What the protocol can't carry, in the order of operations and shapes.
fn obstacles(closure: &Closure<'_>, protocol: Protocol) -> Vec<Obstacle> {
    let model = closure.model();
    let mut found = Vec::new();
    let mut add = |shape, member: Option<&str>, id, what| {
        found.push(Obstacle {
            shape,
            member: member.map(str::to_owned),
            id,
            what,
            protocols: vec![protocol.name()],
        });
    };
    if protocol.has_http_bindings() {
        for &operation in closure.operations() {
            if model[operation].traits.http().is_none() {
                add(operation, None, HTTP, "calls without HTTP bindings");
            }
        }
    }
    for (shape, _) in closure.shapes() {
        if let Some((id, what)) = obstacle(model, shape, protocol)
            && !model.file_of(shape).is_empty()
        {
            add(shape, None, id, what);
        }
        // A shape of the prelude is in no file: the members that have it are the places.
        for member in model[shape].members() {
            if let Some((id, what)) = obstacle(model, member.target, protocol)
                && model.file_of(member.target).is_empty()
            {
                add(shape, Some(&member.name), id, what);
            }
        }
    }
    found
}

/// Why the protocol can't carry values of the shape itself: its trait or type, and a name for messages.
fn obstacle(
    model: &Model,
    shape: ShapeRef,
    protocol: Protocol,
) -> Option<(&'static str, &'static str)> {
    let streams = || model[shape].traits.is_streaming();
    match &model[shape].kind {
        Kind::Blob if streams() && !protocol.has_http_bindings() => {
            Some(("smithy.api#streaming", "streams"))
        }
        Kind::Union(_) if streams() && !protocol.has_event_streams() => {
            Some(("smithy.api#streaming", "event streams"))
        }
        Kind::BigInteger if !protocol.has_big_numbers() => Some(("bigInteger", "big numbers")),
        Kind::BigDecimal if !protocol.has_big_numbers() => Some(("bigDecimal", "big numbers")),
        Kind::Document if !protocol.has_documents() => Some(("document", "documents")),
        _ => None,
    }
}

/// The names of the chosen operations that reach the shape of an obstacle, or are it, by these shapes.
fn operations<'m>(
    closure: &Closure<'m>,
    obstacles: &[Obstacle],
) -> BTreeMap<ShapeRef, Vec<&'m str>> {
    let model = closure.model();
    let wanted: BTreeSet<ShapeRef> = obstacles.iter().map(|it| it.shape).collect();
    let mut reaching: BTreeMap<ShapeRef, Vec<&str>> = BTreeMap::new();
    for &operation in closure.operations() {
        let Kind::Operation(definition) = &model[operation].kind else {
            continue;
        };
        let mut seen = BTreeSet::from([operation]);
        let mut next = closure.errors(operation);
        next.extend(definition.input);
        next.extend(definition.output);
        while let Some(shape) = next.pop() {
            if seen.insert(shape) {
                next.extend(model[shape].members().iter().map(|it| it.target));
            }
        }
        for &shape in seen.intersection(&wanted) {
            let names = reaching.entry(shape).or_default();
            names.push(model[operation].id.name());
        }
    }
    reaching
}
