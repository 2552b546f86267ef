//! Finds out whether a client is up to date without generating it again: the manifest names its inputs, and the files
//! have the digests that the manifest lists.

use std::io;
use std::path::Path;

use super::commit::STAGED;
use super::compare::Entry;
use super::manifest::Inputs;
use super::whole;

/// The inputs of the client in the folder, if its manifest names them.
///
/// # Errors
/// The manifest can't be read.
pub(crate) fn inputs(folder: &Path) -> io::Result<Option<Inputs>> {
    Ok(whole(folder).written()?.inputs)
}

/// The number of the client's files, if all of them have the content that was written, and the folder holds no other
/// generated files. `None` also if another run is writing to the folder, or was interrupted.
///
/// # Errors
/// A file can't be read.
pub(crate) fn files(folder: &Path) -> io::Result<Option<usize>> {
    if folder.join(STAGED).exists() {
        return Ok(None);
    }
    let place = whole(folder);
    let written = place.written()?;
    for path in written.paths() {
        let found = Entry::at(&folder.join(path))?;
        let digest = found.digest();
        if !matches!(found, Entry::File(_)) || digest.as_deref() != written.digest(path) {
            return Ok(None);
        }
    }
    let known = written.paths().collect();
    let is_whole = place.extra(&written, &known)?.is_empty();
    Ok(is_whole.then_some(known.len()))
}
