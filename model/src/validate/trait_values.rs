//! Values of traits that the model itself defines, held against the shape of the trait
//! (Smithy 2.0, "Trait node values").
//!
//! Entries that are not members of the trait's structure are no error: the reference implementation only
//! warns of them. Values of traits whose definition is not in the model are not checked.

use super::Checker;
use crate::issues::At;
use crate::node::{Entries, Node};
use crate::shape::{Kind, Member, Shape, ShapeRef};
use crate::traits::Traits;
use crate::walk::data_members;

const TRAIT: &str = "smithy.api#trait";

/// Checks the traits of the shape, of its members and of its values.
pub(super) fn check_shape(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, shape: &Shape) {
    let at = At::SHAPES.key(shape.id.as_str());
    check_traits(checker, handle, &shape.traits, &at);
    let is_fixed = matches!(shape.kind, Kind::List(_) | Kind::Map { .. });
    let members = at.key("members");
    let members = if is_fixed { at } else { members };
    for member in data_members(shape) {
        check_traits(checker, handle, &member.traits, &members.key(&member.name));
    }
    match &shape.kind {
        Kind::Enum(values) => {
            for value in values {
                if let Some(name) = &value.name {
                    check_traits(checker, handle, &value.traits, &members.key(name));
                }
            }
        }
        Kind::IntEnum(values) => {
            for value in values {
                check_traits(checker, handle, &value.traits, &members.key(&value.name));
            }
        }
        _ => {}
    }
}

fn check_traits(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, traits: &Traits, at: &At<'_>) {
    let at = at.key("traits");
    for (id, value) in traits.iter() {
        let defined = checker.model.find(id);
        let defined = defined.filter(|&it| checker.model[it].traits.has(TRAIT));
        if let Some(definition) = defined {
            let file = checker.model.origin(handle);
            let mut values = Values { checker, file, id };
            values.check(definition, value, &at.key(id));
        }
    }
}

/// The value of one trait.
struct Values<'c, 'm, 'i, 's> {
    checker: &'c mut Checker<'m, 'i, 's>,
    file: u32,
    id: &'c str,
}

impl<'m> Values<'_, 'm, '_, '_> {
    /// Checks a value against its shape. Values are as deep as their file's format allows.
    fn check(&mut self, shape: ShapeRef, value: &Node, at: &At<'_>) {
        let handle = shape;
        let Some(shape) = self.checker.get(handle) else {
            return;
        };
        match (&shape.kind, value) {
            (Kind::List(element), Node::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.check_element(shape, element, value, &at.index(index));
                }
            }
            (Kind::Map { value: element, .. }, Node::Object(entries)) => {
                for (key, value) in entries {
                    self.check_element(shape, element, value, &at.key(key));
                }
            }
            (Kind::Structure(members), Node::Object(entries)) => {
                let entries = Entries::of(entries);
                for member in members {
                    match entries.get(&member.name) {
                        Some(value) => self.check(member.target, value, &at.key(&member.name)),
                        None if is_needed(member) => {
                            let message = format!("the member `{}` is required", member.name);
                            self.report(at, message);
                        }
                        None => {}
                    }
                }
            }
            (Kind::Union(members), Node::Object(entries)) => match entries.as_slice() {
                [(name, value)] => match self.member(handle, members, name) {
                    Some(member) => self.check(member.target, value, &at.key(name)),
                    None => self.report(at, format!("the union has no member `{name}`")),
                },
                _ => {
                    let message = format!(
                        "expected exactly one member of the union, found {}",
                        entries.len()
                    );
                    self.report(at, message);
                }
            },
            (Kind::Enum(values), Node::String(text))
                if self.checker.has_value(handle, values, text) => {}
            (kind, value) => {
                if let Some(expected) = mismatch(kind, value) {
                    let message = format!("expected {expected}, found {}", value.describe());
                    self.report(at, message);
                }
            }
        }
    }

    /// The member of a union. Those of a large one are looked for by name.
    fn member(&mut self, union: ShapeRef, members: &'m [Member], name: &str) -> Option<&'m Member> {
        const FEW: usize = 16;
        match members.len() {
            0..=FEW => members.iter().find(|member| member.name == name),
            _ => self
                .checker
                .structure(Some(union))
                .by_name
                .get(name)
                .copied(),
        }
    }

    fn check_element(&mut self, container: &Shape, element: &Member, value: &Node, at: &At<'_>) {
        match value {
            Node::Null if container.traits.is_sparse() => {}
            value => self.check(element.target, value, at),
        }
    }

    fn report(&mut self, at: &At<'_>, message: String) {
        let message = format!("malformed {}: {message}", self.id);
        self.checker.issues.report(self.file, at, message);
    }
}

fn is_needed(member: &Member) -> bool {
    member.traits.is_required() && member.traits.get("smithy.api#default").is_none()
}

/// What a value of this kind looks like, if `value` does not.
fn mismatch(kind: &Kind, value: &Node) -> Option<String> {
    let (fits, expected) = match kind {
        Kind::String | Kind::Blob => (value.as_str().is_some(), "a string"),
        Kind::Boolean => (value.as_bool().is_some(), "a boolean"),
        Kind::Byte => (
            within(value, i8::MIN.into(), i8::MAX.into()),
            "a whole number of 8 bits",
        ),
        Kind::Short => (
            within(value, i16::MIN.into(), i16::MAX.into()),
            "a whole number of 16 bits",
        ),
        Kind::Integer | Kind::IntEnum(_) => (
            within(value, i32::MIN.into(), i32::MAX.into()),
            "a whole number of 32 bits",
        ),
        Kind::Long => (
            within(value, i64::MIN, i64::MAX),
            "a whole number of 64 bits",
        ),
        Kind::Float | Kind::Double => (
            value.as_f64().is_some()
                || matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity")),
            "a number of 64 bits",
        ),
        Kind::BigInteger | Kind::BigDecimal => (
            matches!(value, Node::Number(_) | Node::String(_)),
            "a number",
        ),
        Kind::Timestamp => (
            matches!(value, Node::Number(_) | Node::String(_)),
            "a timestamp, as a string or number",
        ),
        // Values that the enum has were accepted above.
        Kind::Enum(values) => {
            let names = values.iter().take(8);
            let names: Vec<String> = names.map(|name| format!("`{}`", name.value)).collect();
            return Some(format!("one of {}", names.join(", ")));
        }
        Kind::List(_) => (false, "an array"),
        Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => (false, "an object"),
        _ => return None,
    };
    (!fits).then(|| expected.to_owned())
}

fn within(value: &Node, least: i64, most: i64) -> bool {
    value
        .as_i64()
        .is_some_and(|it| (least..=most).contains(&it))
}
