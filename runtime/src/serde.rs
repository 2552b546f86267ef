//! `Serialize` and `Deserialize` of generated types, inputs, outputs and builders.
//!
//! The official types of blobs, timestamps, documents and big numbers implement the traits only under a `cfg` that
//! nobody may rely on. So generated code names an *adapter* for the type of each member, which says how its values are
//! written. An adapter of a list or map has the adapter of its elements.
//!
//! | adapter | values | human-readable formats | binary formats |
//! |---|---|---|---|
//! | [`Plain`] | types that implement the traits | | |
//! | [`Float`] | `f32`, `f64` | numbers; `"NaN"`, `"Infinity"`, `"-Infinity"` | numbers |
//! | [`Bytes`] | blobs | base64 | bytes |
//! | [`Timestamp`] | `DateTime` | RFC 3339 | seconds and nanoseconds, a tuple |
//! | [`Json`] | `Document` | the value itself | an enum of its kinds |
//! | [`Text`] | big numbers | strings | strings |
//! | [`List`], [`Map`], [`Nullable`], [`Boxed`] | `Vec`, maps, `Option`, `Box` | | |
//!
//! A structure has a field for each member. Human-readable formats leave out fields that are not set. Binary formats have
//! all, each as an `Option`, since they may have no names. A builder is written as the structure that it builds.

#[cfg(feature = "serde-deserialize")]
pub(crate) mod read;
#[cfg(feature = "serde-serialize")]
pub(crate) mod write;

use std::marker::PhantomData;

/// Types that implement the traits themselves.
pub enum Plain {}

/// Numbers with a fraction.
pub enum Float {}

/// Blobs.
pub enum Bytes {}

/// Timestamps.
pub enum Timestamp {}

/// Documents.
pub enum Json {}

/// Big numbers.
pub enum Text {}

/// Lists, with the adapter of their elements.
pub struct List<A>(PhantomData<A>);

/// Maps, with the adapter of their values.
pub struct Map<A>(PhantomData<A>);

/// Elements of sparse lists and maps, with the adapter of those that are there.
pub struct Nullable<A>(PhantomData<A>);

/// Members that are boxed, with the adapter of what the box holds.
pub struct Boxed<A>(PhantomData<A>);

/// The kinds of documents, as binary formats name them. Numbers are of three kinds.
const DOCUMENTS: &[&str] = &[
    "Object", "Array", "PosInt", "NegInt", "Float", "String", "Bool", "Null",
];

const NAN: &str = "NaN";
const INFINITY: &str = "Infinity";
const NEGATIVE_INFINITY: &str = "-Infinity";

#[cfg(all(test, feature = "serde-serialize", feature = "serde-deserialize"))]
mod tests;
