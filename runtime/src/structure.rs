//! What a generated structure and its builder share.

use std::fmt;

/// What `Debug` prints in the place of a `@sensitive` value.
///
/// Smithy specification: [`sensitive` trait](https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait).
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// A generated structure, as its builder sees it.
pub trait Structure: Sized {
    /// Where the builder keeps the members that were set: the structure itself if each of its
    /// members is optional, else a twin in which each is.
    type Fields;

    /// The builder's name, for `Debug`.
    const BUILDER: &'static str;

    /// No member set.
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
