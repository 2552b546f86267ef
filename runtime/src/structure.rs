//! What generated structures and their builders have in common.

use std::fmt;

/// The text that `Debug` prints in the place of a `@sensitive` value.
///
/// Smithy specification: [`sensitive` trait](https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait).
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// A generated structure, for its builder.
pub trait Structure: Sized {
    /// The type in which the builder stores members: the structure itself if all its members are optional, else a
    /// copy of it in which all are.
    type Fields;

    /// The builder's name, for `Debug`.
    const BUILDER: &'static str;

    /// The fields with no member set.
    fn unset() -> Self::Fields;

    /// Writes the fields as `name { .. }`, sensitive ones redacted.
    fn fmt_fields(fields: &Self::Fields, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// Writes `name { field: value, .. }`.
pub fn fmt_struct(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut out = f.debug_struct(name);
    for (name, value) in fields {
        out.field(name, value);
    }
    out.finish()
}
