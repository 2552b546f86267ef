//! Which operations of a service are called: few, which together reach as many kinds of members in as
//! many places as they can.

use std::collections::{BTreeSet, HashSet};

use tinsmith_model::{Closure, Kind, Location, Member, Model, Operations, ShapeRef};

use crate::services::{Protocol, is_events};

/// An operation that reaches more shapes than this is not chosen where a smaller one can be: its types
/// take long to compile.
const MANY_SHAPES: usize = 60;

/// The names of up to `count` operations. The same model gives the same operations.
///
/// # Errors
/// The model has no service, or its operations can't be told.
pub(crate) fn choose(
    model: &Model,
    protocol: Protocol,
    count: usize,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let closure = Closure::of(model, None, &Operations::All)?;
    let mut candidates: Vec<Candidate> = closure
        .operations()
        .iter()
        .filter_map(|&operation| Candidate::of(model, protocol, operation))
        .collect();
    let mut reached = BTreeSet::new();
    let mut chosen = Vec::new();
    while chosen.len() < count && !candidates.is_empty() {
        let gain = |candidate: &Candidate| {
            let new = candidate.features.difference(&reached).count();
            let size = MANY_SHAPES + candidate.shapes.saturating_sub(MANY_SHAPES) * 4;
            new * 10_000 / size
        };
        let best = (0..candidates.len())
            .max_by_key(|&index| (gain(&candidates[index]), usize::MAX - index));
        let best = candidates.remove(best.unwrap_or_default());
        reached.extend(best.features);
        chosen.push(best.name);
    }
    chosen.sort();
    Ok(chosen)
}

/// An operation, and what it would test.
struct Candidate {
    name: String,
    shapes: usize,
    /// Kinds of members, with where they are.
    features: BTreeSet<String>,
}

impl Candidate {
    /// None if the operation can't be called with one request and one answer.
    fn of(model: &Model, protocol: Protocol, operation: ShapeRef) -> Option<Self> {
        let shape = &model[operation];
        let Kind::Operation(parts) = &shape.kind else {
            return None;
        };
        // It asks for an endpoint first.
        if shape.traits.has("aws.api#clientDiscoveredEndpoint") {
            return None;
        }
        let mut candidate = Self {
            name: shape.id.name().to_owned(),
            shapes: 0,
            features: BTreeSet::new(),
        };
        for (side, structure) in [("input", parts.input), ("output", parts.output)] {
            let mut seen = HashSet::new();
            for member in structure.map_or(&[][..], |it| model[it].members()) {
                if is_events(model, member.target) {
                    return None;
                }
                let place = match member.traits.location() {
                    Location::Body => "body",
                    _ if !protocol.is_rest() => "body",
                    Location::Label => "label",
                    Location::Query(_) => "query",
                    Location::QueryParams => "query parameters",
                    Location::Header(_) => "header",
                    Location::PrefixHeaders(_) => "prefix headers",
                    Location::Payload => "payload",
                    Location::ResponseCode => "status",
                };
                candidate.member(model, &format!("{side}, {place}"), member, &mut seen);
            }
            candidate.shapes += seen.len();
        }
        if shape.traits.host_prefix().is_some() {
            candidate.features.insert("host prefix".to_owned());
        }
        if shape.traits.has("aws.protocols#httpChecksum") {
            candidate.features.insert("checksum".to_owned());
        }
        candidate.shapes += parts.errors.len();
        Some(candidate)
    }

    fn member(
        &mut self,
        model: &Model,
        place: &str,
        member: &Member,
        seen: &mut HashSet<ShapeRef>,
    ) {
        let shape = &model[member.target];
        let kind = shape.kind.name();
        self.features.insert(format!("{place}: {kind}"));
        for id in TELLING {
            if member.traits.has(id) || shape.traits.has(id) {
                self.features.insert(format!("{place}: {kind} with {id}"));
            }
        }
        if !seen.insert(member.target) {
            return;
        }
        let place = match place.split_once(", ") {
            Some((side, "body" | "payload")) => format!("{side}, in {kind}"),
            _ => format!("{place}, in {kind}"),
        };
        match &shape.kind {
            Kind::Structure(members) | Kind::Union(members) => {
                for member in members {
                    self.member(model, &place, member, seen);
                }
            }
            Kind::List(member) => self.member(model, &place, member, seen),
            Kind::Map { key, value } => {
                self.member(model, &place, key, seen);
                self.member(model, &place, value, seen);
            }
            _ => {}
        }
    }
}

/// Traits that change how a member is written.
const TELLING: &[&str] = &[
    "aws.protocols#ec2QueryName",
    "smithy.api#default",
    "smithy.api#hostLabel",
    "smithy.api#idempotencyToken",
    "smithy.api#jsonName",
    "smithy.api#mediaType",
    "smithy.api#sparse",
    "smithy.api#streaming",
    "smithy.api#timestampFormat",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
    "smithy.api#xmlName",
    "smithy.api#xmlNamespace",
];
