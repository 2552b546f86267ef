//! Finds out whether a client is up to date without generating it again: the manifest names its inputs, and the files
//! have the digests that the manifest lists.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::commit::STAGED;
use super::compare::{ClientFolder, Entry};
use super::manifest::{Inputs, Manifest};
use super::{at, whole};

/// A client that was generated earlier.
pub(crate) struct Earlier<'a> {
    place: ClientFolder<'a>,
    manifest: Manifest,
}

impl<'a> Earlier<'a> {
    /// The client that a folder is of.
    ///
    /// # Errors
    /// The manifest can't be read.
    pub(crate) fn of(folder: &'a Path) -> io::Result<Self> {
        Self::at(whole(folder))
    }

    /// The client with its manifest in the folder `home`, which is below `folder`.
    ///
    /// # Errors
    /// The manifest can't be read.
    pub(crate) fn below(folder: &'a Path, home: &'a Path) -> io::Result<Self> {
        Self::at(ClientFolder { folder, home })
    }

    fn at(place: ClientFolder<'a>) -> io::Result<Self> {
        let manifest = place.written()?;
        Ok(Self { place, manifest })
    }

    /// The inputs of the client, if its manifest names them.
    pub(crate) fn inputs(&self) -> Option<&Inputs> {
        self.manifest.inputs.as_ref()
    }

    /// The number of the client's files, if all of them have the content that was written, and the folder holds no other
    /// generated files. `None` also if another run is writing to the folder, or was interrupted.
    ///
    /// # Errors
    /// A file can't be read.
    pub(crate) fn whole_files(&self) -> io::Result<Option<usize>> {
        let folder = self.place.folder;
        if folder.join(STAGED).exists() {
            return Ok(None);
        }
        for path in self.manifest.paths() {
            let found = Entry::at(&folder.join(path))?;
            let digest = found.digest();
            if !matches!(found, Entry::File(_)) || digest.as_deref() != self.manifest.digest(path) {
                return Ok(None);
            }
        }
        let known = self.manifest.paths().collect();
        let is_whole = self.place.extra(&self.manifest, &known)?.is_empty();
        Ok(is_whole.then_some(known.len()))
    }
}

/// The inputs of the clients in the folders of a folder, by the names of these folders; but not those of copies, which
/// have other names.
///
/// # Errors
/// The folder, or a manifest in it, can't be read. A folder that does not exist has no clients.
pub(crate) fn inputs_below(folder: &Path) -> io::Result<Vec<Inputs>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(folder, error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let inner = entry?.path();
        let name = inner.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|_| inner.is_dir())
            && let Some(inputs) = Earlier::of(&inner)?.manifest.inputs
            && inputs.package == name
        {
            found.push(inputs);
        }
    }
    found.sort_by(|one, other| one.package.cmp(&other.package));
    Ok(found)
}
