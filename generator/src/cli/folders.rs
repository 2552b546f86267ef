//! Finds the models in folders.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether the folder holds files in the Smithy IDL, which together are one model.
pub(super) fn is_one_model(folder: &Path) -> bool {
    files(folder).is_ok_and(|files| files.iter().any(|path| is_idl(path)))
}

/// The paths of the files in the Smithy IDL in a folder and below it, in the order of names.
pub(super) fn idl_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = files(folder)?;
    files.retain(|path| is_idl(path));
    files.sort();
    Ok(files)
}

fn is_idl(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "smithy")
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
    let is_json = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".json") || name.ends_with(".json.gz")
    };
    let mut models: BTreeSet<PathBuf> = files.filter(is_json).collect();
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
