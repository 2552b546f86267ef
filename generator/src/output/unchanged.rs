//! Clients that are up to date, found without generating them again: the manifest says what they were generated from,
//! and the files have the digests that it lists.

use std::io;
use std::path::Path;

use super::commit::STAGED;
use super::compare::Entry;
use super::manifest::Inputs;
use super::whole;

/// What the client in the folder was generated from, if its manifest says that.
///
/// # Errors
/// The manifest can't be read.
pub(crate) fn inputs(folder: &Path) -> io::Result<Option<Inputs>> {
    Ok(whole(folder).written()?.inputs)
}

/// The number of the client's files, if the folder holds all of them with the content that they were written with, and
/// no other generated ones. `None` also if a run is at work in the folder, or was interrupted.
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
