//! Checks of an operation's input before it is sent, in clients that are generated with the option `validate_inputs`.
//!
//! The generated code has a function for each shape that has constraints, which walks a value and reports what it finds
//! to a [`Place`]. All violations of an input are one error, [`InvalidInput`]: the source of
//! `SdkError::ConstructionFailure`. Nothing is sent then.
//!
//! ```
//! use tinsmith_runtime::input_checks::{Constraint, InvalidInput};
//!
//! /// The members that a call lacks, as JSON Pointers.
//! fn missing<'e>(error: &'e (dyn std::error::Error + 'static)) -> Vec<&'e str> {
//!     let violations = InvalidInput::of(error).map_or(&[][..], InvalidInput::violations);
//!     let missing = violations.iter().filter(|it| *it.constraint() == Constraint::Required);
//!     missing.map(|it| it.path()).collect()
//! }
//! ```
//!
//! Smithy specification: [constraint traits](https://smithy.io/2.0/spec/constraint-traits.html).

mod bounds;
mod decimal;
mod invalid_input;
mod pattern;
mod place;
#[cfg(test)]
mod tests;

pub use invalid_input::{Constraint, Found, InvalidInput, Unit, Violation};

#[doc(hidden)]
pub use bounds::Measured;
#[doc(hidden)]
pub use pattern::Pattern;
#[doc(hidden)]
pub use place::{Place, check};
