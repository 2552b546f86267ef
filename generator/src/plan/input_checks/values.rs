//! The constraints of a member's value, as its Rust type has them.

use std::fmt::Display;

use tinsmith_model::{Kind, Node, ShapeRef, Traits};

use super::super::Plan;

pub(super) const PATTERN: &str = "smithy.api#pattern";

/// The checks of one value.
#[derive(Default)]
pub(crate) struct ValueChecks {
    /// Its length.
    pub(crate) length: Option<Bounds<u64>>,
    /// The range of a number.
    pub(crate) range: Option<Range>,
    /// The items of a list are unique.
    pub(crate) unique: Option<Unique>,
    /// The id of the shape or member whose pattern it must match.
    pub(crate) pattern: Option<String>,
    /// It is one of the values of an enum.
    pub(crate) is_enum: bool,
}

impl ValueChecks {
    pub(super) fn is_empty(&self) -> bool {
        self.length.is_none()
            && self.range.is_none()
            && self.unique.is_none()
            && self.pattern.is_none()
            && !self.is_enum
    }
}

/// The least and the greatest of some values, at least one of which there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds<T> {
    pub(crate) min: Option<T>,
    pub(crate) max: Option<T>,
}

/// The range of a number.
pub(crate) enum Range {
    /// Of a whole number; the bounds are rounded into the range.
    Whole(Bounds<i64>),
    /// Of a float.
    Single(Bounds<f32>),
    /// Of a double.
    Double(Bounds<f64>),
    /// Of a number of any size, in the spelling of the model.
    Digits(Bounds<String>),
}

/// How items are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unique {
    /// By their hashes.
    Hashed,
    /// Each with each: their type has no hash.
    Compared,
}

type Read = fn(&mut ValueChecks, &Kind, &Traits, &Plan<'_>) -> Result<(), String>;

/// The traits, each with the function that reads it for a value of a kind. A trait that does not apply to the kind is no
/// constraint; the validation of models reports it.
pub(super) const READERS: [(&str, Read); 3] = [
    ("smithy.api#length", length),
    ("smithy.api#range", range),
    ("smithy.api#uniqueItems", unique),
];

fn length(
    checks: &mut ValueChecks,
    kind: &Kind,
    traits: &Traits,
    _: &Plan<'_>,
) -> Result<(), String> {
    let has_length = matches!(
        kind,
        Kind::String | Kind::Enum(_) | Kind::Blob | Kind::List(_) | Kind::Map { .. }
    );
    if let Some(length) = traits.length()?.filter(|_| has_length) {
        // Each length is at least 0.
        let min = length.min.filter(|min| *min > 0);
        let max = length.max;
        checks.length = (min.is_some() || max.is_some()).then_some(Bounds { min, max });
    }
    Ok(())
}

fn range(
    checks: &mut ValueChecks,
    kind: &Kind,
    traits: &Traits,
    _: &Plan<'_>,
) -> Result<(), String> {
    let Some(range) = traits.range()? else {
        return Ok(());
    };
    let (min, max) = (range.min, range.max);
    checks.range = Some(match kind {
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => {
            Range::Whole(ordered(Bounds {
                min: min.map(|it| whole(it, f64::ceil)),
                max: max.map(|it| whole(it, f64::floor)),
            })?)
        }
        Kind::Float => Range::Single(ordered(Bounds {
            min: min.map(single),
            max: max.map(single),
        })?),
        Kind::Double => Range::Double(ordered(Bounds {
            min: min.map(double),
            max: max.map(double),
        })?),
        Kind::BigInteger | Kind::BigDecimal => {
            ordered(Bounds {
                min: min.map(double),
                max: max.map(double),
            })?;
            Range::Digits(Bounds {
                min: min.map(Node::to_string),
                max: max.map(Node::to_string),
            })
        }
        _ => return Ok(()),
    });
    Ok(())
}

fn unique(
    checks: &mut ValueChecks,
    kind: &Kind,
    _: &Traits,
    plan: &Plan<'_>,
) -> Result<(), String> {
    if let Kind::List(member) = kind {
        checks.unique = Some(match has_hash(plan, member.target) {
            true => Unique::Hashed,
            false => Unique::Compared,
        });
    }
    Ok(())
}

/// Whether the Rust type of the shape's values has a hash.
fn has_hash(plan: &Plan<'_>, shape: ShapeRef) -> bool {
    let mut shape = shape;
    // Lists of lists end: a model whose lists contain each other without a structure is refused.
    while let Kind::List(member) = &plan.shape(shape).kind {
        shape = member.target;
    }
    let is_of_the_model = plan.own_type(shape).is_none();
    is_of_the_model
        && matches!(
            plan.shape(shape).kind,
            Kind::String
                | Kind::Enum(_)
                | Kind::Boolean
                | Kind::Byte
                | Kind::Short
                | Kind::Integer
                | Kind::IntEnum(_)
                | Kind::Long
                | Kind::Blob
                | Kind::Timestamp
                | Kind::BigInteger
        )
}

fn ordered<T: PartialOrd + Display>(bounds: Bounds<T>) -> Result<Bounds<T>, String> {
    match (&bounds.min, &bounds.max) {
        (Some(min), Some(max)) if min > max => Err(format!(
            "no number is in the range: the least is {min} and the greatest is {max}"
        )),
        _ => Ok(bounds),
    }
}

/// The bound as a whole number, or the nearest one of 64 bits.
fn whole(bound: &Node, round: fn(f64) -> f64) -> i64 {
    // `as` takes the nearest number of the type.
    bound
        .as_i64()
        .unwrap_or_else(|| round(double(bound)) as i64)
}

/// The bound as a double, or the largest one.
fn double(bound: &Node) -> f64 {
    let most = if bound.to_string().starts_with('-') {
        f64::MIN
    } else {
        f64::MAX
    };
    bound.as_f64().unwrap_or(most)
}

/// The bound as the nearest float.
fn single(bound: &Node) -> f32 {
    let nearest = bound.to_string().parse::<f32>().unwrap_or_default();
    nearest.clamp(f32::MIN, f32::MAX)
}
