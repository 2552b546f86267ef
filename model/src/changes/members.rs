//! Changes of the members of structures, unions, lists and maps.

use std::collections::{HashMap, HashSet};

use super::findings::{Findings, Place, Site};
use super::pairs::{Pairs, text_rule};
use super::view::{OwnMember, Sides, View, are_alike_on_the_wire, default_of, is_event_header};
use super::{Rule, Subject, numbers, presence, timestamps, traits};
use crate::prelude::UNIT;
use crate::shape::{Kind, Member, ShapeRef};
use crate::traits::Traits;
use crate::walk::data_members;

pub(super) fn compare(
    sides: &Sides<'_>,
    old: ShapeRef,
    new: ShapeRef,
    pairs: &mut Pairs,
    findings: &mut Findings,
) {
    let before: HashMap<&str, &Member> = data_members(sides.old.shape(old))
        .map(|member| (member.name.as_str(), member))
        .collect();
    let now = sides.new.shape(new);
    let build_failed = sides.old.build_fails(old);
    for member in data_members(now) {
        match before.get(member.name.as_str()) {
            None => added(sides, Some(old), (new, member), build_failed, findings),
            Some(was) => compare_one(sides, (old, was), (new, member), pairs, findings),
        }
    }
    let names: HashSet<&str> = data_members(now)
        .map(|member| member.name.as_str())
        .collect();
    for member in data_members(sides.old.shape(old)) {
        if !names.contains(member.name.as_str()) {
            let site = Site::New {
                shape: new,
                member: Some(member.name.clone()),
                counterpart: Some(old),
            };
            removed(sides, (old, member), site, findings);
        }
    }
}

/// An input or output that the other side lacks.
pub(super) fn compare_one_sided(
    sides: &Sides<'_>,
    old: Option<ShapeRef>,
    new: Option<ShapeRef>,
    findings: &mut Findings,
) {
    if let Some(old) = old {
        for member in sides.old.shape(old).members() {
            let site = Site::Old(old, Some(member.name.clone()));
            removed(sides, (old, member), site, findings);
        }
    }
    if let Some(new) = new {
        for member in sides.new.shape(new).members() {
            added(sides, None, (new, member), false, findings);
        }
    }
}

fn subject(view: &View<'_>, (shape, member): OwnMember<'_>) -> Subject {
    Subject::Member {
        shape: view.name(shape).to_owned(),
        member: member.name.clone(),
    }
}

fn removed(sides: &Sides<'_>, (shape, member): OwnMember<'_>, site: Site, findings: &mut Findings) {
    let rule = match sides.old.shape(shape).kind {
        Kind::Union(_) => Rule::UnionMemberRemoved,
        _ => Rule::MemberRemoved,
    };
    let place = Place {
        subject: subject(&sides.old, (shape, member)),
        site,
    };
    findings.add(rule, &place, None, None);
}

fn added(
    sides: &Sides<'_>,
    counterpart: Option<ShapeRef>,
    (shape, member): OwnMember<'_>,
    build_failed: bool,
    findings: &mut Findings,
) {
    let view = &sides.new;
    let first = view.must_be_set(shape, member) && !build_failed;
    let required = member.traits.is_required() && default_of(member).is_none();
    let rule = match view.shape(shape).kind {
        Kind::Union(_) => Rule::UnionMemberAdded,
        _ if !required => Rule::MemberAdded,
        _ if view.is_only_input(shape) => Rule::RequiredInputMemberAdded,
        _ if first => Rule::FirstRequiredMemberAdded,
        _ => Rule::RequiredMemberAdded,
    };
    let place = Place {
        subject: subject(view, (shape, member)),
        site: Site::New {
            shape,
            member: Some(member.name.clone()),
            counterpart,
        },
    };
    findings.add(rule, &place, None, None);
}

fn compare_one(
    sides: &Sides<'_>,
    old: OwnMember<'_>,
    new: OwnMember<'_>,
    pairs: &mut Pairs,
    findings: &mut Findings,
) {
    let place = Place {
        subject: subject(&sides.new, new),
        site: Site::New {
            shape: new.0,
            member: Some(new.1.name.clone()),
            counterpart: Some(old.0),
        },
    };
    target(sides, &place, (old.1, new.1), pairs, findings);
    let (mut meant, mut means) = timestamps::of_member(sides, old.1, new.1);
    if !sides.old.has_bindings(old.0) && !sides.new.has_bindings(new.0) {
        traits::compare_unread_bindings(&place, &mut meant, &mut means, findings);
    }
    traits::compare(&sides.protocols, &place, &meant, &means, findings);
    presence::compare(sides, &place, old, new, findings);
    idempotency_token(sides, &place, old.1, new.1, findings);
    let boxed = |view: &View<'_>, (shape, member): OwnMember<'_>| {
        view.closure.is_boxed(shape, &member.name)
    };
    match (boxed(&sides.old, old), boxed(&sides.new, new)) {
        (false, true) => findings.add(Rule::MemberBoxed, &place, None, None),
        (true, false) => findings.add(Rule::MemberUnboxed, &place, None, None),
        _ => {}
    }
}

/// The configuration takes a source of tokens as long as there is one.
fn idempotency_token(
    sides: &Sides<'_>,
    place: &Place,
    old: &Member,
    new: &Member,
    findings: &mut Findings,
) {
    let rule = match [old, new].map(|member| member.traits.is_idempotency_token()) {
        [false, true] if sides.old.has_idempotency_token => Rule::IdempotencyTokenAdded,
        [false, true] => Rule::FirstIdempotencyTokenAdded,
        [true, false] if sides.new.has_idempotency_token => Rule::IdempotencyTokenRemoved,
        [true, false] => Rule::LastIdempotencyTokenRemoved,
        _ => return,
    };
    findings.add(rule, place, None, None);
}

fn target(
    sides: &Sides<'_>,
    place: &Place,
    (was, is): (&Member, &Member),
    pairs: &mut Pairs,
    findings: &mut Findings,
) {
    let (old, new) = (sides.old.target(was), sides.new.target(is));
    let (a, b) = (sides.old.shape(old), sides.new.shape(new));
    let are_units = a.id.as_str() == UNIT && b.id.as_str() == UNIT;
    if are_units || pairs.are_named(old, new) {
        return;
    }
    let types = (sides.old.nameless_type(old), sides.new.nameless_type(new));
    let rule = match types {
        (Some(old_type), Some(new_type)) if old_type == new_type => {
            // Neither name nor words of such a shape show anywhere: only what it means is compared.
            let (meant, means) = (without_words(&a.traits), without_words(&b.traits));
            traits::compare(&sides.protocols, place, &meant, &means, findings);
            if a.kind.name() == b.kind.name() {
                return pairs.add(Some(old), Some(new));
            }
            Rule::MemberTargetChangedAlike
        }
        (None, None) if are_alike_on_the_wire(sides.old.model, sides.new.model, (old, new)) => {
            Rule::MemberTargetRenamed
        }
        _ => text_rule(a, b)
            .or_else(|| {
                let in_header = [was, is].iter().any(|it| is_event_header(it));
                numbers::rule(&a.kind, &b.kind).filter(|_| !in_header)
            })
            .unwrap_or(Rule::MemberTargetChanged),
    };
    findings.add_texts(rule, place, sides.old.name(old), sides.new.name(new));
}

fn without_words(traits: &Traits) -> Traits {
    let mut traits = traits.clone();
    for id in ["smithy.api#deprecated", "smithy.api#documentation"] {
        traits.remove(id);
    }
    traits
}
