//! Finds the models in folders.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::is_model_name;

/// Whether the folder holds files in the Smithy IDL, which together are one model.
pub(super) fn is_one_model(folder: &Path) -> bool {
    files(folder).is_ok_and(|files| files.iter().any(|path| is_idl(path)))
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
