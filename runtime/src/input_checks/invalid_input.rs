//! The error that lists the violations of an input.

use std::error::Error;
use std::fmt;

use crate::structure::REDACTED;

/// How many violations `Display` shows.
const SHOWN: usize = 10;

/// How many values of an enum `Display` shows.
const SHOWN_VALUES: usize = 8;

/// The input of an operation breaks constraints of the model. Nothing was sent.
///
/// It is a source of the call's error, `SdkError::ConstructionFailure`; [`InvalidInput::of`] finds it there.
///
/// ```text
/// the input of `CreateCity` is not valid: `/name` must have 1 to 40 characters, but has 0
/// the input of `CreateCity` breaks 2 constraints: `/name` is required; `/tags/3` is equal to item 1, but items must be unique
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidInput {
    operation: &'static str,
    violations: Vec<Violation>,
    omitted: usize,
}

impl InvalidInput {
    pub(super) fn new(operation: &'static str, violations: Vec<Violation>, omitted: usize) -> Self {
        Self {
            operation,
            violations,
            omitted,
        }
    }

    /// The violations in an error: the error itself, or one of its sources.
    pub fn of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            next = error.source();
        }
        None
    }

    /// The name of the operation.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The violations, by their paths: all of them, or the first 1,000 that were found.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for InvalidInput {
    /// Shows the first 10 violations.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the input of `{}` ", self.operation)?;
        let count = self.violations.len() + self.omitted;
        match count {
            1 => f.write_str("is not valid: ")?,
            count => write!(f, "breaks {count} constraints: ")?,
        }
        for (index, violation) in self.violations.iter().take(SHOWN).enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        match count.saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl Error for InvalidInput {}

/// A value that breaks a constraint of the model.
///
/// It has no value that is `@sensitive` in the model, and no key of a sensitive map.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    path: String,
    of_key: bool,
    constraint: Constraint,
    found: Found,
}

impl Violation {
    pub(super) fn new(path: String, of_key: bool, constraint: Constraint, found: Found) -> Self {
        Self {
            path,
            of_key,
            constraint,
            found,
        }
    }

    /// The place of the value in the input, as a JSON Pointer (RFC 6901): names of members as in the model, indexes of
    /// items from 0, and keys of maps; `/tags/3/key`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the key at the end of the path breaks the constraint, and not the value that the map has for it.
    pub fn is_of_key(&self) -> bool {
        self.of_key
    }

    /// The constraint.
    pub fn constraint(&self) -> &Constraint {
        &self.constraint
    }

    /// What was found in its place.
    pub fn found(&self) -> &Found {
        &self.found
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_key = if self.of_key { "the key of " } else { "" };
        // Keys of maps may have line breaks.
        write!(f, "{of_key}`{}` ", self.path.escape_debug())?;
        match (&self.constraint, &self.found) {
            (Constraint::UniqueItems, Found::EqualTo(first)) => {
                return write!(f, "is equal to item {first}, but items must be unique");
            }
            (Constraint::Required, _) => return f.write_str("is required"),
            (Constraint::Length { min, max }, Found::Length(length, unit)) => {
                f.write_str("must have ")?;
                write_bounds(f, min.as_ref(), max.as_ref())?;
                let bound = max.or(*min).unwrap_or_default();
                return write!(f, " {}, but has {length}", unit.name(bound));
            }
            (Constraint::Range { min, max }, _) => {
                f.write_str("must be ")?;
                write_bounds(f, min.as_ref(), max.as_ref())?;
            }
            (Constraint::Pattern(pattern), _) => write!(f, "must match `{pattern}`")?,
            (Constraint::Enum(values), _) => write_values(f, values)?,
            (Constraint::IntEnum(values), _) => write_values(f, values)?,
            (Constraint::Length { .. } | Constraint::UniqueItems, _) => f.write_str("is wrong")?,
        }
        match &self.found {
            Found::Number(number) => write!(f, ", but is {number}"),
            Found::Text(text) => write!(f, ", but is {text:?}"),
            Found::Redacted => write!(f, ", but is {REDACTED}"),
            Found::Nothing | Found::Length(..) | Found::EqualTo(_) => Ok(()),
        }
    }
}

fn write_bounds<T: fmt::Display + PartialEq>(
    f: &mut fmt::Formatter<'_>,
    min: Option<&T>,
    max: Option<&T>,
) -> fmt::Result {
    match (min, max) {
        (Some(min), Some(max)) if min == max => write!(f, "exactly {min}"),
        (Some(min), Some(max)) => write!(f, "{min} to {max}"),
        (Some(min), None) => write!(f, "at least {min}"),
        (None, Some(max)) => write!(f, "at most {max}"),
        (None, None) => f.write_str("any"),
    }
}

fn write_values<T: fmt::Display>(f: &mut fmt::Formatter<'_>, values: &[T]) -> fmt::Result {
    f.write_str("must be one of ")?;
    for (index, value) in values.iter().take(SHOWN_VALUES).enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}`{value}`")?;
    }
    match values.len().saturating_sub(SHOWN_VALUES) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

/// A constraint of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// `@required`: the member must be set.
    Required,
    /// `@length`: the least and the greatest length.
    Length {
        /// The least length.
        min: Option<u64>,
        /// The greatest length.
        max: Option<u64>,
    },
    /// `@range`: the least and the greatest number.
    Range {
        /// The least number.
        min: Option<String>,
        /// The greatest number.
        max: Option<String>,
    },
    /// `@pattern`: the regular expression, as the model has it, that some part of the text must match.
    Pattern(&'static str),
    /// `@uniqueItems`: no two items of the list are equal.
    UniqueItems,
    /// The values that an enum of the model has.
    Enum(&'static [&'static str]),
    /// The values that an `intEnum` of the model has.
    IntEnum(&'static [i32]),
}

/// What was found in the place of a value that fits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// The member is not set.
    Nothing,
    /// The length of the value.
    Length(u64, Unit),
    /// The number.
    Number(String),
    /// The beginning of the text, of at most 40 characters and then `…`.
    Text(String),
    /// The value is sensitive.
    Redacted,
    /// The value is equal to the item of the list at this index.
    EqualTo(usize),
}

/// What a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// The Unicode scalar values of a string.
    Characters,
    /// The bytes of a blob.
    Bytes,
    /// The items of a list, or the entries of a map.
    Entries,
}

impl Unit {
    fn name(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::Characters, 1) => "character",
            (Self::Characters, _) => "characters",
            (Self::Bytes, 1) => "byte",
            (Self::Bytes, _) => "bytes",
            (Self::Entries, 1) => "entry",
            (Self::Entries, _) => "entries",
        }
    }
}
