//! Conversions of types that users name in the place of those that the model gives.
//!
//! A value is read and written as the type that the model gives, and is converted by `TryFrom`, which every `From` implies.

use aws_smithy_types::error::operation::BuildError;

/// A conversion's error.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What is expected of a conversion that refuses a value that was read.
pub(crate) const EXPECTED: &str = "a value of the type that replaces the shape";
pub(crate) const REFUSED: &str = "one that its conversion refuses";

/// The value of the model's type, to be written.
///
/// # Errors
/// The conversion fails: the call is not sent.
pub fn write<W, T>(value: &T) -> Result<W, BuildError>
where
    T: Clone,
    W: TryFrom<T, Error: Into<BoxError>>,
{
    W::try_from(value.clone()).map_err(BuildError::other)
}
