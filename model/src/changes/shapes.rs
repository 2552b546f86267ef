//! Changes of data shapes.

use std::collections::BTreeMap;

use super::findings::{Findings, Place, Site};
use super::pairs::{Pairs, text_rule};
use super::rust::kind_of_type;
use super::view::{Sides, View};
use super::{Rule, Subject, members, numbers, timestamps, traits};
use crate::shape::{EnumValue, IntEnumValue, Kind, ShapeRef};
use crate::traits::Traits;

pub(super) fn compare(sides: &Sides<'_>, mut pairs: Pairs, findings: &mut Findings) {
    while let Some(pair) = pairs.next() {
        match pair {
            (Some(old), Some(new)) => compare_pair(sides, old, new, &mut pairs, findings),
            (old, new) => members::compare_one_sided(sides, old, new, findings),
        }
    }
}

fn compare_pair<'m>(
    sides: &Sides<'m>,
    old: ShapeRef,
    new: ShapeRef,
    pairs: &mut Pairs,
    findings: &mut Findings,
) {
    let (a, b) = (sides.old.shape(old), sides.new.shape(new));
    let site = Site::New {
        shape: new,
        member: None,
        counterpart: Some(old),
    };
    let place = Place {
        subject: Subject::Shape(sides.new.name(new).to_owned()),
        site,
    };
    let (old_kind, new_kind) = (kind_of_type(a), kind_of_type(b));
    if old_kind != new_kind {
        let alike = sides.old.nameless_type(old).is_some()
            && sides.old.nameless_type(old) == sides.new.nameless_type(new);
        let in_header =
            sides.old.event_headers.contains(&old) || sides.new.event_headers.contains(&new);
        let rule = match text_rule(a, b) {
            Some(rule) => rule,
            None if alike => Rule::ShapeKindChangedAlike,
            None => numbers::rule(&a.kind, &b.kind)
                .filter(|_| !in_header)
                .unwrap_or(Rule::ShapeKindChanged),
        };
        return findings.add_texts(rule, &place, old_kind, new_kind);
    }
    // Where names differ, the member that targets the shape has its traits, unless no member does.
    let is_renamed_target = !pairs.are_named(old, new) && !matches!(b.kind, Kind::Structure(_));
    if !is_renamed_target {
        let means = |view: &View<'m>, shape| timestamps::of_shape(view, &sides.protocols, shape);
        let (old, new) = (means(&sides.old, old), means(&sides.new, new));
        traits::compare(&sides.protocols, &place, &old, &new, findings);
    }
    match (&a.kind, &b.kind) {
        (Kind::Enum(a), Kind::Enum(b)) => {
            let rules = [
                Rule::EnumValueAdded,
                Rule::EnumValueRemoved,
                Rule::EnumValueRenamed,
            ];
            let (a, b) = (a.iter().map(Value::from), b.iter().map(Value::from));
            values(sides, (old, new), a, b, rules, findings);
        }
        (Kind::IntEnum(a), Kind::IntEnum(b)) => {
            let rules = [
                Rule::IntEnumValueAdded,
                Rule::IntEnumValueRemoved,
                Rule::IntEnumValueRenamed,
            ];
            let (a, b) = (a.iter().map(Value::from), b.iter().map(Value::from));
            values(sides, (old, new), a, b, rules, findings);
        }
        _ => members::compare(sides, old, new, pairs, findings),
    }
}

/// A value of either kind of enum.
struct Value<'m> {
    name: Option<&'m str>,
    value: String,
    traits: &'m Traits,
}

impl<'m> From<&'m EnumValue> for Value<'m> {
    fn from(value: &'m EnumValue) -> Self {
        Self {
            name: value.name.as_deref(),
            value: value.value.clone(),
            traits: &value.traits,
        }
    }
}

impl<'m> From<&'m IntEnumValue> for Value<'m> {
    fn from(value: &'m IntEnumValue) -> Self {
        Self {
            name: Some(&value.name),
            value: value.value.to_string(),
            traits: &value.traits,
        }
    }
}

fn values<'m>(
    sides: &Sides<'_>,
    (old, new): (ShapeRef, ShapeRef),
    old_values: impl Iterator<Item = Value<'m>>,
    new_values: impl Iterator<Item = Value<'m>>,
    [added, removed, renamed]: [Rule; 3],
    findings: &mut Findings,
) {
    let place = |view: &View<'_>, shape, value: &str| Place {
        subject: Subject::EnumValue {
            shape: view.name(shape).to_owned(),
            value: value.to_owned(),
        },
        site: Site::New {
            shape: new,
            member: None,
            counterpart: Some(old),
        },
    };
    let mut before: BTreeMap<String, Value<'_>> = old_values
        .map(|value| (value.value.clone(), value))
        .collect();
    for value in new_values {
        let place = place(&sides.new, new, &value.value);
        match before.remove(&value.value) {
            None => findings.add(added, &place, None, None),
            Some(was) => {
                if let (Some(a), Some(b)) = (was.name, value.name)
                    && a != b
                {
                    findings.add_texts(renamed, &place, a, b);
                }
                traits::compare(&sides.protocols, &place, was.traits, value.traits, findings);
            }
        }
    }
    for value in before.keys() {
        let place = place(&sides.old, old, value);
        findings.add(removed, &place, None, None);
    }
}
