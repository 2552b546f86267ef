//! The loans of a library, in a table of DynamoDB.
#![deny(warnings)]

pub mod items;
pub mod loans;
pub mod queries;

#[cfg(test)]
mod tests;
