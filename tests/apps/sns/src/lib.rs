//! The notices of a library, sent to whoever subscribes to them.
#![deny(warnings)]

pub mod notices;
pub mod numbers;
pub mod topics;

#[cfg(test)]
mod tests;
