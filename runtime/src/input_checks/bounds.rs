//! What the traits `length` and `range` compare.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

use aws_smithy_types::Blob;

use super::invalid_input::Unit;

/// A value that has a length.
///
/// Smithy specification: [`length` trait](https://smithy.io/2.0/spec/constraint-traits.html#length-trait).
pub trait Measured {
    /// What is counted.
    const UNIT: Unit;

    /// How many there are.
    fn measure(&self) -> usize;
}

impl Measured for str {
    const UNIT: Unit = Unit::Characters;

    fn measure(&self) -> usize {
        self.chars().count()
    }
}

impl Measured for String {
    const UNIT: Unit = Unit::Characters;

    fn measure(&self) -> usize {
        self.as_str().measure()
    }
}

impl Measured for Blob {
    const UNIT: Unit = Unit::Bytes;

    fn measure(&self) -> usize {
        self.as_ref().len()
    }
}

#[cfg(feature = "bytes")]
impl Measured for bytes::Bytes {
    const UNIT: Unit = Unit::Bytes;

    fn measure(&self) -> usize {
        self.len()
    }
}

impl<T> Measured for Vec<T> {
    const UNIT: Unit = Unit::Entries;

    fn measure(&self) -> usize {
        self.len()
    }
}

impl<K, V> Measured for HashMap<K, V> {
    const UNIT: Unit = Unit::Entries;

    fn measure(&self) -> usize {
        self.len()
    }
}

impl<K, V> Measured for BTreeMap<K, V> {
    const UNIT: Unit = Unit::Entries;

    fn measure(&self) -> usize {
        self.len()
    }
}

/// The least and the greatest value of a range, which has the form `1..`, `..=9` or `1..=9`.
pub(super) fn ends<T>(range: &impl RangeBounds<T>) -> (Option<&T>, Option<&T>) {
    let value = |bound| match bound {
        Bound::Included(value) | Bound::Excluded(value) => Some(value),
        Bound::Unbounded => None,
    };
    (value(range.start_bound()), value(range.end_bound()))
}

/// The least and the greatest value as text.
pub(super) fn texts<T: Display>(range: &impl RangeBounds<T>) -> (Option<String>, Option<String>) {
    let (min, max) = ends(range);
    (min.map(T::to_string), max.map(T::to_string))
}
