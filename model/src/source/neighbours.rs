//! The files that stand beside an AWS JSON model and belong to it, by their names.

use std::path::{Path, PathBuf};

/// What a file beside an AWS JSON model holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum NeighbourKind {
    Paginators,
    Waiters,
    EndpointRules,
    EndpointTests,
    Examples,
    Extras,
}

const MODEL_NAME: &str = "service-2.json";
const NEIGHBOURS: [(&str, NeighbourKind); 6] = [
    ("paginators-1.json", NeighbourKind::Paginators),
    ("waiters-2.json", NeighbourKind::Waiters),
    ("endpoint-rule-set-1.json", NeighbourKind::EndpointRules),
    ("endpoint-tests-1.json", NeighbourKind::EndpointTests),
    ("examples-1.json", NeighbourKind::Examples),
    ("service-2.sdk-extras.json", NeighbourKind::Extras),
];

/// The files that stand beside an AWS JSON model and are read with it.
pub fn neighbours(path: &Path) -> Vec<PathBuf> {
    neighbours_among(path, Path::is_file)
}

/// The same for files that are not on the disk: of those that `exists` tells.
pub fn neighbours_among(path: &Path, exists: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let existing = existing_by(path, exists).into_iter();
    existing.map(|(_, path)| path).collect()
}

/// The folder in which files may stand that belong to an AWS JSON model: that of a file with such a model's name.
pub fn folder_of_neighbours(path: &Path) -> Option<&Path> {
    let name = path.file_name()?.to_str()?;
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let folder = path.parent().filter(|_| plain.ends_with(MODEL_NAME))?;
    Some(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    })
}

/// Whether a file may belong to an AWS JSON model in the same folder, by its name.
pub fn is_neighbour(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| !is_own_model(name))
}

/// Whether the file at a path can be a model of its own, by its name.
pub(crate) fn is_own_model(path: &str) -> bool {
    let plain = path.trim_end_matches(".gz");
    !NEIGHBOURS.iter().any(|(ending, _)| plain.ends_with(ending))
}

/// The neighbours of an AWS JSON model that exist. Where there is one with the model's prefix and one without,
/// the first is taken.
pub(crate) fn existing(path: &Path) -> Vec<(NeighbourKind, PathBuf)> {
    existing_by(path, Path::is_file)
}

/// The same, where `exists` says which files do.
pub(crate) fn existing_by(
    path: &Path,
    exists: impl Fn(&Path) -> bool,
) -> Vec<(NeighbourKind, PathBuf)> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let Some(prefix) = plain.strip_suffix(MODEL_NAME) else {
        return Vec::new();
    };
    let existing = NEIGHBOURS.into_iter().filter_map(|(name, kind)| {
        let names = [prefix, ""]
            .into_iter()
            .flat_map(|prefix| ["", ".gz"].map(|suffix| format!("{prefix}{name}{suffix}")));
        let mut paths = names.map(|name| path.with_file_name(name));
        Some((kind, paths.find(|path| exists(path))?))
    });
    existing.collect()
}
