//! HTTP bindings of operations (Smithy 2.0, "HTTP bindings").

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Checker;
use crate::http::{Http, UriSegment};
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Operation};
use crate::traits::{Location, is_token_byte};

const HTTP: &str = "smithy.api#http";

/// The structures whose own bindings have been checked, whichever operations they belong to.
#[derive(Default)]
pub(super) struct Bindings {
    checked: HashSet<(ShapeRef, Direction)>,
    required: HashSet<ShapeRef>,
}

pub(super) fn check_operation(
    checker: &mut Checker<'_, '_, '_>,
    bindings: &mut Bindings,
    handle: ShapeRef,
    operation: &Operation,
) {
    let http = checker.get(handle).and_then(|shape| shape.traits.http());
    let Some(http) = http else { return };
    let missing = operation.input == Some(ShapeRef::MISSING);
    if !missing {
        check_labels(checker, bindings, handle, &http, operation.input);
    }
    if let Some(input) = operation.input {
        if bindings.checked.insert((input, Direction::Request)) {
            check_bindings(checker, input, Direction::Request);
        }
        check_query(checker, input, &http);
    }
    for response in operation
        .output
        .into_iter()
        .chain(operation.errors.iter().copied())
    {
        if bindings.checked.insert((response, Direction::Response)) {
            check_bindings(checker, response, Direction::Response);
        }
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Hash)]
enum Direction {
    Request,
    Response,
}

impl Direction {
    /// Where a member ends up: bindings that mean nothing in this direction leave it in the body.
    fn place<'a>(self, location: Location<'a>) -> Location<'a> {
        let ignored = match self {
            Direction::Request => location == Location::ResponseCode,
            Direction::Response => {
                matches!(
                    location,
                    Location::Label | Location::Query(_) | Location::QueryParams
                )
            }
        };
        if ignored { Location::Body } else { location }
    }
}

/// Every label of the URI is a member, and every member that is a label is in the URI.
fn check_labels(
    checker: &mut Checker<'_, '_, '_>,
    bindings: &mut Bindings,
    handle: ShapeRef,
    http: &Http,
    input: Option<ShapeRef>,
) {
    let is_label = |member: &Member| member.traits.location() == Location::Label;
    let mut names: HashSet<&str> = HashSet::new();
    for segment in &http.uri.segments {
        let Some(label) = segment.label() else {
            continue;
        };
        names.insert(label);
        let found = checker.structure(input).by_name.get(label).copied();
        match found {
            Some(member) if is_label(member) => check_greedy(checker, input, segment, member),
            found => {
                let message = match found {
                    Some(_) => format!(
                        "label `{label}` of the URI is a member of the input without `smithy.api#httpLabel`"
                    ),
                    None => format!("label `{label}` of the URI is not a member of the input"),
                };
                let hint = match found {
                    Some(_) => None,
                    None => {
                        let members = checker.members(input).iter();
                        let labels = members.filter(|member| is_label(member));
                        let labels = labels.map(|member| member.name.as_str());
                        checker.issues.did_you_mean(label, labels)
                    }
                };
                checker
                    .report(handle, &["traits", HTTP, "uri"], message)
                    .named("HttpLabelTrait")
                    .hint(hint);
            }
        }
    }
    let Some(input) = input else { return };
    let structure = checker.structure(Some(input));
    let all_named = structure.labels.len() <= names.len()
        && structure
            .labels
            .iter()
            .all(|member| names.contains(member.name.as_str()));
    let first = bindings.required.insert(input);
    if all_named && !first {
        return;
    }
    let labels = structure.labels.clone();
    for member in labels {
        if checker.issues.is_full() {
            return;
        }
        let keys = ["traits", "smithy.api#httpLabel"];
        if !names.contains(member.name.as_str()) {
            let message = format!(
                "member `{}` is a label, but the URI of {} has no `{{{}}}`",
                member.name,
                checker.id(handle),
                member.name
            );
            checker
                .report_member(input, &member.name, &keys, message)
                .named("HttpLabelTrait");
        }
        if first && !member.traits.is_required() {
            let message = format!(
                "member `{}` is a label of the URI, expected it to be `smithy.api#required`",
                member.name
            );
            checker.report_member(input, &member.name, &keys, message);
        }
    }
}

fn check_greedy(
    checker: &mut Checker<'_, '_, '_>,
    input: Option<ShapeRef>,
    segment: &UriSegment,
    member: &Member,
) {
    let greedy = matches!(segment, UriSegment::GreedyLabel(_));
    let kind = checker.kind(member.target);
    if let (true, Some(kind), Some(input)) = (greedy, kind, input)
        && !matches!(kind, Kind::String | Kind::Enum(_))
    {
        let message = format!(
            "greedy label `{}` targets {}, expected a string",
            member.name,
            kind.described()
        );
        checker
            .report_member(input, &member.name, &["target"], message)
            .named("HttpLabelTrait");
    }
}

/// Constant query parameters of the URI and `@httpQuery` do not clash.
fn check_query(checker: &mut Checker<'_, '_, '_>, input: ShapeRef, http: &Http) {
    let constants: BTreeSet<&str> = http
        .uri
        .query
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    for name in constants {
        let bound = checker.structure(Some(input)).queries.get(name).cloned();
        for member in bound.unwrap_or_default() {
            let message = format!("query parameter `{name}` is also a constant of the URI");
            checker
                .report_member(
                    input,
                    &member.name,
                    &["traits", "smithy.api#httpQuery"],
                    message,
                )
                .covered_by("HttpQueryTrait");
        }
    }
}

/// Within one message: one binding a member, one member a place, and a payload alone in the body.
fn check_bindings(checker: &mut Checker<'_, '_, '_>, structure: ShapeRef, direction: Direction) {
    let mut taken: HashMap<String, &str> = HashMap::new();
    let members = checker.members(Some(structure));
    for member in members {
        let bindings = member.traits.locations().count();
        if bindings > 1 {
            let message = format!(
                "member `{}` has {bindings} HTTP bindings, expected at most one",
                member.name
            );
            checker.report_member(structure, &member.name, &["traits"], message);
            continue;
        }
        let location = direction.place(member.traits.location());
        check_header_name(checker, structure, member, location);
        let Some(place) = place_name(location) else {
            continue;
        };
        if let Some(other) = taken.insert(place.clone(), &member.name) {
            let message = format!(
                "members `{other}` and `{}` are both bound to {place}",
                member.name
            );
            let issue = checker.report_member(structure, &member.name, &["traits"], message);
            issue.covered_by(match location {
                Location::Query(_) => "HttpQueryTrait",
                Location::Header(_) => "HttpHeaderTrait",
                _ => "ExclusiveStructureMemberTrait",
            });
        }
    }
    check_payload(checker, structure, direction);
}

/// The place that only one member can have, if there is one.
fn place_name(location: Location<'_>) -> Option<String> {
    match location {
        Location::Query(name) => Some(format!("query parameter `{name}`")),
        Location::QueryParams => Some("all other query parameters".to_owned()),
        Location::Header(name) => Some(format!("header `{}`", name.to_ascii_lowercase())),
        Location::PrefixHeaders(_) => Some("headers by prefix".to_owned()),
        Location::Payload => Some("the payload".to_owned()),
        Location::ResponseCode => Some("the status code".to_owned()),
        Location::Label | Location::Body => None,
    }
}

fn check_header_name(
    checker: &mut Checker<'_, '_, '_>,
    structure: ShapeRef,
    member: &Member,
    location: Location<'_>,
) {
    if let Location::Header(name) | Location::PrefixHeaders(name) = location
        && !name.bytes().all(is_token_byte)
    {
        let message = format!("`{name}` is not the name of a header");
        checker
            .report_member(structure, &member.name, &["traits"], message)
            .covered_by("HttpHeaderTrait")
            .fatal_danger("HttpHeaderTrait");
    }
}

/// A payload is the whole body: no other member can be in it.
fn check_payload(checker: &mut Checker<'_, '_, '_>, structure: ShapeRef, direction: Direction) {
    let members = checker.members(Some(structure));
    let is_at =
        |member: &Member, place: Location<'_>| direction.place(member.traits.location()) == place;
    let Some(payload) = members
        .iter()
        .find(|member| is_at(member, Location::Payload))
    else {
        return;
    };
    for member in members
        .iter()
        .filter(|member| is_at(member, Location::Body))
    {
        let message = format!(
            "member `{}` would be in the body, which is all taken by the payload `{}`",
            member.name, payload.name
        );
        checker
            .report_member(structure, &member.name, &[], message)
            .covered_by("HttpPayload")
            .hint("bind it to a header, the query or the path".to_owned());
    }
}
