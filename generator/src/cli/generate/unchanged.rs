//! Finds out whether the crate of one service is up to date, without parsing the model.

use std::path::Path;

use super::{Arguments, say_up_to_date, say_written};
use crate::Written;
use crate::cli::Failure;
use crate::output::unchanged::Earlier;

/// A crate that is up to date.
pub(super) struct Unchanged {
    /// What was said of it when it was written.
    said: Vec<String>,
    files: usize,
}

impl Unchanged {
    /// The crate in the folder, if it was generated from the inputs with this digest, and its files are as they were
    /// written.
    pub(super) fn of(folder: &Path, digest: &str) -> Result<Option<Self>, Failure> {
        let earlier = Earlier::of(folder)?;
        let Some(inputs) = earlier.inputs().filter(|it| it.digest == digest) else {
            return Ok(None);
        };
        let files = earlier.whole_files()?;
        Ok(files.map(|files| Self {
            said: inputs.said.clone(),
            files,
        }))
    }

    /// Says what a run that generates the crate would say.
    pub(super) fn say(&self, arguments: &Arguments) {
        if arguments.check {
            say_up_to_date(arguments);
            return;
        }
        let written = Written {
            same: self.files,
            ..Written::default()
        };
        say_written(arguments, &self.said, &written);
    }
}
