//! The Smithy JSON AST, versions 1.0 and 2.0, read into a [`Model`].
//!
//! `ast` takes one file apart, `merge` puts files together and applies traits, `mixins` flattens,
//! `upgrade` gives 1.0 shapes their 2.0 meaning, `lower` resolves ids into the model's arena.

mod ast;
mod enums;
mod lower;
mod merge;
mod mixins;
mod upgrade;

use crate::issues::{At, Issues};
use crate::model::Model;
use crate::node::Node;
use crate::source::Source;

/// Reads documents as one model. `None` if one of them is not JSON at all: then everything that
/// refers to its shapes would only look wrong.
///
/// What comes back may contain [`ShapeRef::MISSING`](crate::ShapeRef) if issues were reported.
pub(crate) fn read(sources: &[Source], issues: &mut Issues<'_>) -> Option<Model> {
    let documents: Vec<Option<Node>> = (0..)
        .zip(sources)
        .map(|(file, source)| parse_json(file, source, issues))
        .collect();
    let documents: Vec<Node> = documents.into_iter().collect::<Option<_>>()?;
    let files = (0..)
        .zip(documents)
        .map(|(file, document)| ast::parse(file, document, issues))
        .collect();

    let mut merged = merge::merge(files, issues);
    mixins::flatten(&mut merged.shapes, issues);
    upgrade::upgrade(&mut merged.shapes);
    let names = sources.iter().map(|source| source.name.clone()).collect();
    Some(lower::lower(merged, names, issues))
}

fn parse_json(file: u32, source: &Source, issues: &mut Issues<'_>) -> Option<Node> {
    let error = match serde_json::from_str(&source.text) {
        Ok(document) => return Some(document),
        Err(error) => error,
    };
    // The position goes into a field of its own.
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    let issue = issues.report(file, &At::ROOT, format!("not valid JSON: {reason}"));
    issue.line(error.line(), error.column());
    if reason.contains("number out of range") {
        issue.hint("numbers must be in the range of 64-bit floating point".to_owned());
    }
    None
}
