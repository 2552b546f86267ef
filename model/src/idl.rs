//! The Smithy IDL, versions 1.0 and 2.0 (Smithy 2.0, "Smithy IDL").
//!
//! [`parse`] makes a syntax tree of one file, as far as it can be read. `lower` makes shapes of the trees once
//! the ids of all files are known: what a relative id means depends on what there is.

mod applied;
mod lexer;
mod lower;
mod members;
mod names;
mod nodes;
mod parser;
mod shapes;
mod statements;
mod syntax;
mod targets;
mod text;
mod traits;
mod values;

pub(crate) use lower::lower;
pub(crate) use statements::parse;
