//! Changes of members' presence: whether a member is required, its default, and whether its field is an `Option`.

use super::Rule;
use super::findings::{Findings, Place};
use super::view::{OwnMember, Sides, View, default_of};
use crate::node::Node;
use crate::traits::Location;

/// What one side says.
struct Presence<'m> {
    required: bool,
    client_optional: bool,
    default: Option<&'m Node>,
    plain: bool,
    must_be_set: bool,
}

impl<'m> Presence<'m> {
    fn of(view: &View<'_>, (shape, member): OwnMember<'m>) -> Self {
        Self {
            required: member.traits.is_required(),
            client_optional: member.traits.is_client_optional(),
            default: default_of(member),
            plain: view.is_plain(shape, member),
            must_be_set: view.must_be_set(shape, member),
        }
    }
}

pub(super) fn compare(
    sides: &Sides<'_>,
    place: &Place,
    old: OwnMember<'_>,
    new: OwnMember<'_>,
    findings: &mut Findings,
) {
    let streams = sides.old.is_stream(old.1.target) || sides.new.is_stream(new.1.target);
    let is_sent_anyway =
        is_sent_anyway(sides, &sides.old, old) && is_sent_anyway(sides, &sides.new, new);
    let (old, new) = (Presence::of(&sides.old, old), Presence::of(&sides.new, new));
    let required = old.required != new.required && !is_sent_anyway;
    let default = old.default.is_some() != new.default.is_some();
    let client_optional = old.client_optional != new.client_optional;
    // If no trait says so, the target brought it along and is a change of its own.
    let type_changes =
        old.plain != new.plain && !streams && (required || default || client_optional);
    let by_default = type_changes && default && !required;
    if type_changes && !by_default {
        findings.add(option_rule(new.plain), place, None, None);
    } else if required {
        findings.add(required_rule(new.required), place, None, None);
    }
    if old.default != new.default {
        let rule = default_rule(&old, &new, by_default);
        findings.add(rule, place, old.default.cloned(), new.default.cloned());
    }
    let is_said = type_changes && !required && !default;
    if client_optional && !is_said {
        let rule = if new.client_optional {
            Rule::ClientOptionalAdded
        } else {
            Rule::ClientOptionalRemoved
        };
        findings.add(rule, place, None, None);
    }
}

/// Whether no request is sent without the member, required or not: it is a part of the path, or the client makes one up.
fn is_sent_anyway(sides: &Sides<'_>, view: &View<'_>, (shape, member): OwnMember<'_>) -> bool {
    if !view.is_only_input(shape) {
        return false;
    }
    let is_in_path =
        member.traits.location() == Location::Label && sides.protocols.read("smithy.api#httpLabel");
    is_in_path || member.traits.is_idempotency_token()
}

fn option_rule(plain: bool) -> Rule {
    if plain {
        Rule::MemberPlain
    } else {
        Rule::MemberOptional
    }
}

fn required_rule(required: bool) -> Rule {
    if required {
        Rule::MemberRequired
    } else {
        Rule::MemberNotRequired
    }
}

fn default_rule(old: &Presence<'_>, new: &Presence<'_>, changes_type: bool) -> Rule {
    match (old.default.is_some(), new.default.is_some()) {
        (false, true) if changes_type => Rule::DefaultAddedPlain,
        (true, false) if changes_type => Rule::DefaultRemovedOptional,
        (false, true) if old.must_be_set && new.plain => Rule::DefaultAddedRequired,
        (true, false) if new.must_be_set && old.plain => Rule::DefaultRemovedRequired,
        (false, true) => Rule::DefaultAdded,
        (true, false) => Rule::DefaultRemoved,
        _ => Rule::DefaultChanged,
    }
}
