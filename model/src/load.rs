//! The way from files to a validated model: read, assemble, validate.

use std::path::Path;

use crate::assemble::assemble;
use crate::diagnostics::Diagnostics;
use crate::issues::{At, Issues};
use crate::model::Model;
use crate::node::Node;
use crate::raw::File;
use crate::source::Source;
use crate::{smithy_json, validate};

impl Model {
    /// Reads one or several Smithy JSON AST files (versions 1.0 and 2.0; `.json`, or gzip) as one model.
    ///
    /// # Errors
    /// Everything that is wrong with the files, in one go.
    pub fn load(paths: &[impl AsRef<Path>]) -> Result<Model, Diagnostics> {
        let sources = Source::read_all(paths)?;
        Self::from_sources(&sources)
    }

    /// Like [`Model::load`] for a file that is in memory; `name` stands for it in diagnostics.
    ///
    /// # Errors
    /// Everything that is wrong with the file, in one go.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Model, Diagnostics> {
        let source = Source::from_bytes(name, bytes)?;
        Self::from_sources(&[source])
    }

    fn from_sources(sources: &[Source]) -> Result<Model, Diagnostics> {
        let mut issues = Issues::new(sources);
        let model = read(sources, &mut issues);
        if let Some(model) = &model {
            validate::run(model, &mut issues);
        }
        match (model, issues.finish()) {
            (Some(model), Ok(())) => Ok(model),
            (_, Err(diagnostics)) => Err(diagnostics),
            (None, Ok(())) => Err(Diagnostics::default()),
        }
    }
}

/// Reads documents as one model. `None` if one of them is not JSON at all: then everything that
/// refers to its shapes would only look wrong.
fn read(sources: &[Source], issues: &mut Issues<'_>) -> Option<Model> {
    let documents: Vec<Option<Node>> = (0..)
        .zip(sources)
        .map(|(file, source)| parse_json(file, source, issues))
        .collect();
    let documents: Vec<Node> = documents.into_iter().collect::<Option<_>>()?;
    let files: Vec<File> = (0..)
        .zip(documents)
        .map(|(file, document)| smithy_json::parse(file, document, issues))
        .collect();
    let names = sources.iter().map(|source| source.name.clone()).collect();
    Some(assemble(files, names, issues))
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
