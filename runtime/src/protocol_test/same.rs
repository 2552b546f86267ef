//! Equality of floats in test cases.

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
