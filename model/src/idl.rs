//! The Smithy IDL, versions 1.0 and 2.0 (Smithy 2.0, "Smithy IDL").
//!
//! A file is read in two steps, since the meaning of a relative id depends on all files.
//!
//! [`parse`] makes a syntax tree (`syntax`) of one file. `lexer` gives tokens on demand, white space among them,
//! because line ends matter. `statements`, `shapes`, `members`, `traits` and `nodes` have a function for each
//! production.
//!
//! [`lower`] makes the unresolved shapes that all readers make. It resolves ids (`names`): by the `use` statements,
//! then in the file's namespace, then in the prelude. It gives elided members the target that the resource
//! declares, or leaves them to the mixins.
//!
//! - After an error the parser goes on: inside a block with the next line of the same depth, elsewhere with the
//!   next line that begins like a statement. A shape that could not be read completely is `Broken`: its name is
//!   known, so that references to it are no errors. Only if a name is lost, no check after the syntax runs.
//! - For the id of a trait, a shape of the namespace counts only if it is a trait.
//! - A trait without a value gets the one of its shape's kind: `{}`, `[]`, `true` or `null`. `prelude` has the
//!   kinds of its traits.
//! - A trait or an id is reported as unknown only if another one of its namespace is known: models that use AWS's
//!   traits need not include their definitions.
//! - Values nest at most 127 deep, as in JSON. Nothing else recurses.
//! - [`write()`] makes files of a document in the Smithy JSON AST.
//! - [`format()`] lays a file out. It needs tokens only: the syntax tree has no comments.
//! - Diagnostics have the path that the same place has in a JSON document: `Issues::place_offset` maps paths to
//!   places.

mod applied;
mod format;
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
mod write;

pub(crate) use format::format;
pub(crate) use lower::{lower, report_unlowered};
pub(crate) use statements::parse;
pub(crate) use write::{check as check_before_writing, write};
