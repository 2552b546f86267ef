//! Finds the models that the arguments name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::folders::{is_one_model, models};
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
            let mut newest: BTreeMap<(PathBuf, PathBuf), PathBuf> = BTreeMap::new();
            for file in files {
                match dated(&file) {
                    // The paths are sorted, so a later date replaces an earlier one.
                    Some(service) => older += usize::from(newest.insert(service, file).is_some()),
                    None => {
                        found.insert(path.join(file));
                    }
                }
            }
            found.extend(newest.into_values().map(|file| path.join(file)));
        }
        Ok(Self {
            models: found.into_iter().collect(),
            older,
        })
    }
}

/// The folder of the service and the name of the file, if the file is in a folder named after a date: `sqs` and
/// `service-2.json` for `sqs/2012-11-05/service-2.json`.
fn dated(file: &Path) -> Option<(PathBuf, PathBuf)> {
    let version = file.parent()?;
    let date = version.file_name()?.to_str()?.split('-');
    let digits: Vec<usize> = date
        .map(|part| {
            part.bytes()
                .all(|it| it.is_ascii_digit())
                .then_some(part.len())
        })
        .collect::<Option<_>>()?;
    let service = version.parent()?;
    (digits == [4, 2, 2]).then(|| {
        (
            service.to_owned(),
            PathBuf::from(file.file_name().unwrap_or_default()),
        )
    })
}
