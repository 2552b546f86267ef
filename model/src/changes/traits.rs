//! Changes of traits whose meaning does not depend on their place.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Rule;
use super::findings::{Findings, Place, Site, Transition};
use super::protocols::{
    AWS_JSON_1_0, AWS_JSON_1_1, AWS_QUERY, EC2_QUERY, Protocols, REST_JSON_1, REST_XML,
    RPC_V2_CBOR, RPC_V2_JSON,
};
use crate::node::Node;
use crate::traits::Traits;
use crate::traits::endpoint_discovery;

/// Traits that are not compared here: other modules compare those whose meaning depends on more than their
/// value, and the loader has made shapes and members of the others.
const ELSEWHERE: [&str; 17] = [
    endpoint_discovery::SERVICE,
    "aws.api#service",
    "smithy.api#box",
    "smithy.api#clientOptional",
    "smithy.api#default",
    "smithy.api#endpoint",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#http",
    "smithy.api#idempotencyToken",
    "smithy.api#input",
    "smithy.api#output",
    "smithy.api#paginated",
    "smithy.api#required",
    "smithy.api#title",
    "smithy.rules#clientContextParams",
    "smithy.waiters#waitable",
];

const DOCUMENTATION: &str = "smithy.api#documentation";

const CONSTRAINTS: [&str; 4] = [
    "smithy.api#length",
    "smithy.api#pattern",
    "smithy.api#range",
    "smithy.api#uniqueItems",
];

const BINDINGS: [&str; 7] = [
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
];

macro_rules! transition {
    ($added:ident, $removed:ident, $changed:ident) => {
        Transition {
            added: Rule::$added,
            removed: Rule::$removed,
            changed: Rule::$changed,
        }
    };
}

/// The rules for traits that change nothing on the wire.
pub(super) const OTHER: Transition = transition!(TraitAdded, TraitRemoved, TraitChanged);

/// Compares all traits but those of [`ELSEWHERE`].
pub(super) fn compare(
    protocols: &Protocols,
    place: &Place,
    old: &Traits,
    new: &Traits,
    findings: &mut Findings,
) {
    let ids: BTreeSet<&str> = old.iter().chain(new.iter()).map(|(id, _)| id).collect();
    for id in ids {
        if ELSEWHERE.contains(&id) || BINDINGS.contains(&id) {
            continue;
        }
        let (old, new) = (old.get(id), new.get(id));
        if is_same(old, new) || (id == DOCUMENTATION && same_words(old, new)) {
            continue;
        }
        if CONSTRAINTS.contains(&id) {
            if let Some(rule) = constraint(id, old, new) {
                findings.add(rule, place, named(id, old), named(id, new));
            }
        } else if is_auth(id) && place.site == Site::Service {
            continue;
        } else if !protocols.read(id) {
            findings.add_transition(OTHER, place, named(id, old), named(id, new));
        } else {
            match transition(id) {
                (transition, true) => {
                    findings.add_transition(transition, place, old.cloned(), new.cloned());
                }
                (transition, false) => {
                    findings.add_transition(transition, place, named(id, old), named(id, new));
                }
            }
        }
    }
    let are_read = BINDINGS.iter().any(|id| protocols.read(id));
    let bindings = if are_read {
        transition!(HttpBindingAdded, HttpBindingRemoved, HttpBindingChanged)
    } else {
        OTHER
    };
    if !same_bindings(old, new) {
        findings.add_transition(bindings, place, binding(old), binding(new));
    }
}

/// Compares the HTTP bindings of a member that no protocol reads, because it is of a structure inside of an input, output
/// or error, and removes them.
pub(super) fn compare_unread_bindings<'m>(
    place: &Place,
    old: &mut Cow<'m, Traits>,
    new: &mut Cow<'m, Traits>,
    findings: &mut Findings,
) {
    if !same_bindings(old, new) {
        findings.add_transition(OTHER, place, binding(old), binding(new));
    }
    for traits in [old, new] {
        if BINDINGS.iter().any(|id| traits.has(id)) {
            let traits = traits.to_mut();
            for id in BINDINGS {
                traits.remove(id);
            }
        }
    }
}

/// The rules of a trait, and whether they stand for this trait only, so that its value says enough.
fn transition(id: &str) -> (Transition, bool) {
    let own = match id {
        DOCUMENTATION => {
            transition!(
                DocumentationAdded,
                DocumentationRemoved,
                DocumentationChanged
            )
        }
        "smithy.api#deprecated" => {
            transition!(DeprecatedAdded, DeprecatedRemoved, DeprecatedChanged)
        }
        "smithy.api#sensitive" => transition!(SensitiveAdded, SensitiveRemoved, TraitChanged),
        "smithy.api#sparse" => transition!(SparseAdded, SparseRemoved, TraitChanged),
        "smithy.api#streaming" => transition!(StreamingAdded, StreamingRemoved, TraitChanged),
        "smithy.api#error" => {
            transition!(ErrorTraitAdded, ErrorTraitRemoved, ErrorFaultChanged)
        }
        "smithy.api#httpError" => {
            transition!(ErrorStatusAdded, ErrorStatusRemoved, ErrorStatusChanged)
        }
        "smithy.api#retryable" => {
            transition!(RetryableAdded, RetryableRemoved, RetryableChanged)
        }
        "smithy.api#timestampFormat" => transition!(
            TimestampFormatAdded,
            TimestampFormatRemoved,
            TimestampFormatChanged
        ),
        "smithy.api#mediaType" => transition!(MediaTypeAdded, MediaTypeRemoved, MediaTypeChanged),
        _ => return (shared(id), false),
    };
    (own, true)
}

/// The rules of traits that have them in common.
fn shared(id: &str) -> Transition {
    match id {
        "smithy.api#hostLabel" => {
            transition!(HostPrefixAdded, HostPrefixRemoved, HostPrefixChanged)
        }
        "smithy.api#jsonName"
        | "smithy.api#xmlName"
        | "smithy.api#xmlAttribute"
        | "smithy.api#xmlFlattened"
        | "smithy.api#xmlNamespace"
        | "smithy.api#eventHeader"
        | "smithy.api#eventPayload"
        | "aws.protocols#awsQueryError"
        | "aws.protocols#ec2QueryName" => {
            transition!(WireNameAdded, WireNameRemoved, WireNameChanged)
        }
        REST_JSON_1 | REST_XML | AWS_JSON_1_0 | AWS_JSON_1_1 | AWS_QUERY | EC2_QUERY
        | RPC_V2_CBOR | RPC_V2_JSON => {
            transition!(ProtocolAdded, ProtocolRemoved, ProtocolChanged)
        }
        "smithy.rules#endpointRuleSet" | "smithy.rules#endpointBdd" => {
            transition!(
                EndpointRulesAdded,
                EndpointRulesRemoved,
                EndpointRulesChanged
            )
        }
        "smithy.rules#contextParam"
        | "smithy.rules#staticContextParams"
        | "smithy.rules#operationContextParams" => {
            transition!(ContextParamAdded, ContextParamRemoved, ContextParamChanged)
        }
        _ if is_auth(id) => {
            transition!(
                OperationAuthAdded,
                OperationAuthRemoved,
                OperationAuthChanged
            )
        }
        _ => OTHER,
    }
}

/// Whether the trait is a way to authenticate, or lists ways.
fn is_auth(id: &str) -> bool {
    is_auth_scheme(id) || ["smithy.api#auth", "smithy.api#optionalAuth"].contains(&id)
}

/// Whether the trait is a way to authenticate (Smithy specification: authentication traits).
pub(super) fn is_auth_scheme(id: &str) -> bool {
    let own = [
        "smithy.api#httpApiKeyAuth",
        "smithy.api#httpBasicAuth",
        "smithy.api#httpBearerAuth",
        "smithy.api#httpDigestAuth",
    ];
    own.contains(&id) || ["aws.auth#sigv4", "aws.auth#sigv4a"].contains(&id)
}

/// Whether two values mean the same. The value of an annotation trait has no meaning: models have `{}`, `true`
/// and `null`.
fn is_same(old: Option<&Node>, new: Option<&Node>) -> bool {
    let is_annotation = |node: &Node| match node {
        Node::Null | Node::Bool(true) => true,
        Node::Object(entries) => entries.is_empty(),
        _ => false,
    };
    match (old, new) {
        (Some(old), Some(new)) => old == new || (is_annotation(old) && is_annotation(new)),
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// Whether two texts differ in white space only.
fn same_words(old: Option<&Node>, new: Option<&Node>) -> bool {
    match (old.and_then(Node::as_str), new.and_then(Node::as_str)) {
        (Some(old), Some(new)) => old.split_whitespace().eq(new.split_whitespace()),
        _ => false,
    }
}

/// A value with the trait that it belongs to.
pub(super) fn named(id: &str, value: Option<&Node>) -> Option<Node> {
    value.map(|value| Node::Object(vec![(id.to_owned(), value.clone())]))
}

fn same_bindings(old: &Traits, new: &Traits) -> bool {
    let mut ids = BINDINGS.iter();
    ids.all(|id| is_same(old.get(id), new.get(id)))
}

fn binding(traits: &Traits) -> Option<Node> {
    let mut ids = BINDINGS.iter();
    ids.find_map(|id| named(id, traits.get(id)))
}

/// The rule of a constraint; none if both values allow the same.
fn constraint(id: &str, old: Option<&Node>, new: Option<&Node>) -> Option<Rule> {
    let restricts = |value: &&Node| !allows_all(id, value);
    match (old.filter(restricts), new.filter(restricts)) {
        (None, None) => None,
        (None, Some(_)) => Some(Rule::ConstraintTightened),
        (Some(_), None) => Some(Rule::ConstraintLoosened),
        (Some(old), Some(new)) => match strictness(id, old, new) {
            Some(Ordering::Greater) => Some(Rule::ConstraintTightened),
            Some(Ordering::Less) => Some(Rule::ConstraintLoosened),
            Some(Ordering::Equal) => None,
            None => Some(Rule::ConstraintChanged),
        },
    }
}

/// Whether a constraint allows every value, so that it might as well not be there.
fn allows_all(id: &str, value: &Node) -> bool {
    match id {
        "smithy.api#pattern" => {
            let pattern = value.as_str().map(bare);
            pattern.is_some_and(|it| [r"[\s\S]*", r"[\S\s]*", r"(.|\n)*"].contains(&it))
        }
        "smithy.api#length" | "smithy.api#range" => {
            // A bound beyond `f64` is one all the same.
            let mut given = ["min", "max"].iter().filter_map(|key| value.get(key));
            let are_finite = given.all(|bound| bound.as_f64().is_some());
            are_finite && bounds(id, value) == (lowest(id), f64::INFINITY)
        }
        _ => false,
    }
}

/// The least that a value can have without a constraint: a length is never below zero.
fn lowest(id: &str) -> f64 {
    match id {
        "smithy.api#length" => 0.0,
        _ => f64::NEG_INFINITY,
    }
}

/// The least and the most of a length or a range.
fn bounds(id: &str, value: &Node) -> (f64, f64) {
    let bound = |key| value.get(key).and_then(Node::as_f64);
    (
        bound("min").unwrap_or(lowest(id)),
        bound("max").unwrap_or(f64::INFINITY),
    )
}

/// How strict the new value is, compared to the old one; `None` if neither allows everything that the other does, or
/// if that is unknown.
fn strictness(id: &str, old: &Node, new: &Node) -> Option<Ordering> {
    if id == "smithy.api#pattern" {
        return anchoring(old.as_str()?, new.as_str()?);
    }
    if !["smithy.api#length", "smithy.api#range"].contains(&id) {
        return None;
    }
    let ((old_min, old_max), (new_min, new_max)) = (bounds(id, old), bounds(id, new));
    let of_min = new_min.partial_cmp(&old_min)?;
    let of_max = old_max.partial_cmp(&new_max)?;
    let differ_by_less_than_f64_holds =
        |key, of_floats: Ordering| match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => of_floats == Ordering::Equal && old != new,
            _ => false,
        };
    if differ_by_less_than_f64_holds("min", of_min) || differ_by_less_than_f64_holds("max", of_max)
    {
        return None;
    }
    match (of_min, of_max) {
        (Ordering::Equal, strictness) | (strictness, Ordering::Equal) => Some(strictness),
        (a, b) => (a == b).then_some(a),
    }
}

/// A pattern without its anchors.
fn bare(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    match pattern.strip_suffix('$') {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => pattern,
    }
}

/// How strict a pattern is that lost or gained anchors: without them it allows more (Smithy
/// specification: `pattern` trait).
fn anchoring(old: &str, new: &str) -> Option<Ordering> {
    let anchors = |pattern: &str| pattern.len() - bare(pattern).len();
    if bare(old) != bare(new) {
        return None;
    }
    Some(anchors(new).cmp(&anchors(old))).filter(|it| *it != Ordering::Equal)
}
