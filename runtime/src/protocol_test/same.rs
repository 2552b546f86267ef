//! Equality of values that may hold floats.

use std::collections::HashMap;
use std::hash::Hash;

/// Equality in which NaN is the same as NaN.
pub trait Same {
    /// Whether both are the same value.
    fn same(&self, other: &Self) -> bool;
}

macro_rules! floats {
    ($($float:ty),*) => {$(
        impl Same for $float {
            fn same(&self, other: &Self) -> bool {
                self == other || self.is_nan() && other.is_nan()
            }
        }
    )*};
}

floats!(f32, f64);

impl<T: Same> Same for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same(b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl<T: Same> Same for Vec<T> {
    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a.same(b))
    }
}

impl<K: Eq + Hash, T: Same> Same for HashMap<K, T> {
    fn same(&self, other: &Self) -> bool {
        let has = |(key, a): (&K, &T)| other.get(key).is_some_and(|b| a.same(b));
        self.len() == other.len() && self.iter().all(has)
    }
}
