//! The way from files to a validated model: read, lower, validate.

use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::issues::Issues;
use crate::model::Model;
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
        let model = smithy_json::read(sources, &mut issues);
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
