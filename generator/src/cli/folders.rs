//! Finds the models in folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::is_model_name;

/// Whether the folder holds files in the Smithy IDL, which together are one model.
pub(super) fn is_one_model(folder: &Path) -> bool {
    files(folder).is_ok_and(|files| files.iter().any(|path| is_idl(path)))
}

/// The paths of the files in the Smithy IDL in a folder and below it that are not compressed, in the order of names.
pub(super) fn idl_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = files(folder)?;
    files.retain(|path| path.extension().is_some_and(|it| it == "smithy"));
    files.sort();
    Ok(files)
}

/// Whether the file is a model in the Smithy IDL, by its name.
pub(super) fn is_idl(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    is_model_name(&name) && !is_json(&name)
}

fn is_json(name: &str) -> bool {
    name.trim_end_matches(".gz").ends_with(".json")
}

/// The paths of the JSON models below a folder, relative to it. If some are named `service-2`, as in botocore, only these
/// are models.
pub(super) fn models(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let files = files(folder)?.into_iter();
    Ok(models_of(files.filter_map(|path| {
        path.strip_prefix(folder).map(Path::to_owned).ok()
    })))
}

/// Those of the files that are JSON models.
pub(super) fn models_of(files: impl Iterator<Item = PathBuf>) -> BTreeSet<PathBuf> {
    let is_json_model = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_model_name(&name) && is_json(&name)
    };
    let mut models: BTreeSet<PathBuf> = files.filter(is_json_model).collect();
    let is_service = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| matches!(name, "service-2.json" | "service-2.json.gz"))
    };
    if models.iter().any(is_service) {
        models.retain(is_service);
    }
    models
}

/// The models without those whose service has a newer one in a folder named after a later date, as in botocore; and the
/// number of those.
pub(super) fn newest(models: BTreeSet<PathBuf>) -> (BTreeSet<PathBuf>, usize) {
    let count = models.len();
    let mut kept = BTreeSet::new();
    let mut newest: BTreeMap<(PathBuf, PathBuf), PathBuf> = BTreeMap::new();
    for model in models {
        match dated(&model) {
            // The paths are sorted, so a later date replaces an earlier one.
            Some(service) => drop(newest.insert(service, model)),
            None => drop(kept.insert(model)),
        }
    }
    kept.extend(newest.into_values());
    let older = count - kept.len();
    (kept, older)
}

/// The folder of the service and the name of the file, if the file is in a folder named after a date: `sqs` and
/// `service-2.json` for `sqs/2012-11-05/service-2.json`.
fn dated(file: &Path) -> Option<(PathBuf, PathBuf)> {
    let version = file.parent()?;
    let service = version.parent()?;
    is_date(version.file_name()?.to_str()?).then(|| {
        (
            service.to_owned(),
            PathBuf::from(file.file_name().unwrap_or_default()),
        )
    })
}

/// Whether the text is a date such as `2012-11-05`.
pub(super) fn is_date(text: &str) -> bool {
    let lengths: Option<Vec<usize>> = text
        .split('-')
        .map(|part| {
            let is_number = part.bytes().all(|it| it.is_ascii_digit());
            is_number.then_some(part.len())
        })
        .collect();
    lengths.is_some_and(|lengths| lengths == [4, 2, 2])
}

/// All files below a folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in fs::read_dir(&at)? {
            let entry = entry?;
            let path = entry.path();
            // Links to folders are not followed: they may form a cycle.
            if entry.file_type()?.is_dir() {
                pending.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    Ok(files)
}
