//! Finds the models that the arguments name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::cli::Failure;
use crate::cli::folders::{is_one_model, models, newest};
use crate::output;

/// The models that the arguments name.
pub(super) struct Found {
    pub(super) models: Vec<PathBuf>,
    /// The number of models left out because their service has a newer one.
    pub(super) older: usize,
}

impl Found {
    /// A file is a model, and so is a folder with files in the Smithy IDL. In any other folder each JSON file is a model.
    /// If a service has several in folders named after dates, as in botocore, the newest is used.
    pub(super) fn of(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut found = BTreeSet::new();
        let mut older = 0;
        for path in paths {
            if !path.is_dir() || is_one_model(path) {
                found.insert(path.clone());
                continue;
            }
            let files = models(path).map_err(|error| output::at(path, error))?;
            if files.is_empty() {
                let message = format!("there is no model in the folder {}", path.display());
                return Err(Failure::Usage(message));
            }
            let (kept, left_out) = newest(files);
            older += left_out;
            found.extend(kept.into_iter().map(|file| path.join(file)));
        }
        Ok(Self {
            models: found.into_iter().collect(),
            older,
        })
    }
}
