//! Changes of operations: added and removed ones, their traits, their errors.

use std::collections::BTreeMap;

use super::findings::{Findings, Place, Transition};
use super::pairs::Pairs;
use super::service::{each_entry, keyed};
use super::view::{AWS_SERVICE, Sides, View};
use super::{Part, Rule, Subject, traits};
use crate::node::Node;
use crate::shape::{Operation, Shape, ShapeRef};

const ENDPOINT: &str = "smithy.api#endpoint";
const HTTP: &str = "smithy.api#http";
const PAGINATED: &str = "smithy.api#paginated";
const WAITABLE: &str = "smithy.waiters#waitable";

/// An operation on one side.
type Entry<'m> = (ShapeRef, &'m Operation);

pub(super) fn compare(sides: &Sides<'_>, pairs: &mut Pairs, findings: &mut Findings) {
    let (before, now) = (entries(&sides.old), entries(&sides.new));
    // An operation that discovers endpoints is part of the clients of others while these need it.
    let (in_old, in_new) = (sides.old.all_operations(), sides.new.all_operations());
    let is_gone = |name: &&&str| !now.contains_key(**name) && !in_new.contains(**name);
    for name in before.keys().filter(is_gone) {
        findings.add(Rule::OperationRemoved, &Place::operation(name), None, None);
    }
    for (name, new) in now {
        match before.get(name) {
            None if in_old.contains(name) => {}
            None => findings.add(Rule::OperationAdded, &Place::operation(name), None, None),
            Some(old) => compare_one(sides, name, *old, new, pairs, findings),
        }
    }
}

/// The chosen operations by name.
fn entries<'m>(view: &View<'m>) -> BTreeMap<&'m str, Entry<'m>> {
    let operations = view.operations().into_iter();
    operations
        .map(|(name, handle, operation)| (name, (handle, operation)))
        .collect()
}

fn compare_one(
    sides: &Sides<'_>,
    name: &str,
    (old, old_operation): Entry<'_>,
    (new, new_operation): Entry<'_>,
    pairs: &mut Pairs,
    findings: &mut Findings,
) {
    let place = Place::operation(name);
    let (old_shape, new_shape) = (sides.old.shape(old), sides.new.shape(new));
    let traits = (&old_shape.traits, &new_shape.traits);
    traits::compare(&sides.protocols, &place, traits.0, traits.1, findings);
    http(sides, &place, old_shape, new_shape, findings);
    host_prefix(sides, &place, old_shape, new_shape, findings);
    pagination(sides, &place, old_shape, new_shape, findings);
    waiters(&place, old_shape, new_shape, findings);
    errors(sides, name, old, new, findings);
    let input = (old_operation.input, new_operation.input);
    let output = (old_operation.output, new_operation.output);
    for (part, (old, new), added, removed) in [
        (Part::Request, input, Rule::InputAdded, Rule::InputRemoved),
        (
            Part::Response,
            output,
            Rule::OutputAdded,
            Rule::OutputRemoved,
        ),
    ] {
        let place = Place::in_operation(name, part, Subject::Operation(name.to_owned()));
        match (old, new) {
            (None, Some(_)) => findings.add(added, &place, None, None),
            (Some(_), None) => findings.add(removed, &place, None, None),
            _ => {}
        }
        pairs.add(old, new);
    }
}

fn http(sides: &Sides<'_>, place: &Place, old: &Shape, new: &Shape, findings: &mut Findings) {
    let (old, new) = (old.traits.get(HTTP), new.traits.get(HTTP));
    if !sides.protocols.read(HTTP) {
        let (old, new) = (traits::named(HTTP, old), traits::named(HTTP, new));
        return findings.add_transition(traits::OTHER, place, old, new);
    }
    let (Some(old), Some(new)) = (old, new) else {
        let presence = Transition {
            added: Rule::HttpAdded,
            removed: Rule::HttpRemoved,
            changed: Rule::HttpUriChanged,
        };
        return findings.add_transition(presence, place, old.cloned(), new.cloned());
    };
    for (key, changed) in [
        ("method", Rule::HttpMethodChanged),
        ("uri", Rule::HttpUriChanged),
        ("code", Rule::HttpStatusChanged),
    ] {
        let value = |http: &Node| {
            let default = (key == "code").then(|| Node::Number(200.into()));
            http.get(key).cloned().or(default)
        };
        findings.add_transition(Transition::always(changed), place, value(old), value(new));
    }
}

/// The configuration takes `disable_host_prefix` as long as there is a prefix, unless the service is one of AWS.
fn host_prefix(
    sides: &Sides<'_>,
    place: &Place,
    old: &Shape,
    new: &Shape,
    findings: &mut Findings,
) {
    let is_optional = |view: &View<'_>| !view.service().0.traits.has(AWS_SERVICE);
    let prefixes = Transition {
        added: match is_optional(&sides.new) && !sides.old.has_host_prefix {
            true => Rule::FirstHostPrefixAdded,
            false => Rule::HostPrefixAdded,
        },
        removed: match is_optional(&sides.old) && !sides.new.has_host_prefix {
            true => Rule::LastHostPrefixRemoved,
            false => Rule::HostPrefixRemoved,
        },
        changed: Rule::HostPrefixChanged,
    };
    let [old, new] = [old, new].map(|it| traits::named(ENDPOINT, it.traits.get(ENDPOINT)));
    findings.add_transition(prefixes, place, old, new);
}

fn pagination(sides: &Sides<'_>, place: &Place, old: &Shape, new: &Shape, findings: &mut Findings) {
    let both = (old.traits.get(PAGINATED), new.traits.get(PAGINATED));
    let (Some(own_old), Some(own_new)) = both else {
        let presence = Transition {
            added: Rule::PaginationAdded,
            removed: Rule::PaginationRemoved,
            changed: Rule::PaginationTokensChanged,
        };
        return findings.add_transition(presence, place, both.0.cloned(), both.1.cloned());
    };
    // A service's values stand in for those that an operation leaves out.
    let value = |view: &View<'_>, own: &Node, key: &str| {
        let (service, _) = view.service();
        let shared = service
            .traits
            .get(PAGINATED)
            .and_then(|shared| shared.get(key));
        own.get(key).or(shared).cloned()
    };
    let tokens = Transition::always(Rule::PaginationTokensChanged);
    let page_size = Transition {
        added: Rule::PageSizeAdded,
        removed: Rule::PageSizeRemoved,
        changed: Rule::PageSizeChanged,
    };
    let items_of = |view: &View<'_>, own: &Node, shape: &Shape| {
        let path = value(view, own, "items")?;
        view.type_at(shape, path.as_str()?)
    };
    let same_items = items_of(&sides.old, own_old, old) == items_of(&sides.new, own_new, new);
    let items = Transition {
        added: Rule::PaginationItemsAdded,
        removed: Rule::PaginationItemsRemoved,
        changed: if same_items {
            Rule::PaginationItemsChangedAlike
        } else {
            Rule::PaginationItemsChanged
        },
    };
    for (key, transition) in [
        ("inputToken", tokens),
        ("outputToken", tokens),
        ("pageSize", page_size),
        ("items", items),
    ] {
        let old = value(&sides.old, own_old, key);
        let new = value(&sides.new, own_new, key);
        findings.add_transition(transition, place, old, new);
    }
}

fn waiters(place: &Place, old: &Shape, new: &Shape, findings: &mut Findings) {
    let transition = Transition {
        added: Rule::WaiterAdded,
        removed: Rule::WaiterRemoved,
        changed: Rule::WaiterChanged,
    };
    each_entry(
        old.traits.get(WAITABLE),
        new.traits.get(WAITABLE),
        |name, old, new| {
            findings.add_transition(transition, place, keyed(name, old), keyed(name, new));
        },
    );
}

fn errors(
    sides: &Sides<'_>,
    operation: &str,
    old: ShapeRef,
    new: ShapeRef,
    findings: &mut Findings,
) {
    let (old, new) = (sides.old.errors(old), sides.new.errors(new));
    let mut report = |rule, error: &str| {
        let subject = Subject::Error {
            operation: operation.to_owned(),
            error: error.to_owned(),
        };
        let place = Place::in_operation(operation, Part::Operation, subject);
        findings.add(rule, &place, None, None);
    };
    for error in old.keys().filter(|error| !new.contains_key(*error)) {
        report(Rule::ErrorRemoved, error);
    }
    for error in new.keys().filter(|error| !old.contains_key(*error)) {
        report(Rule::ErrorAdded, error);
    }
}
