//! Ends the build step early if all its clients are up to date: each has the inputs that its manifest names, and the
//! files that it was written with.
//!
//! The inputs are the files of the model, the options with those of files, the lock, and the generator. A run that
//! writes the lock has none, nor has one that found a difference from the lock, so that the run after it compares again.

use std::path::{Path, PathBuf};

use super::{Builder, Placement, Read, place, watch_lock, watch_lock_variables};
use crate::digest::of_inputs;
use crate::lock::{self, Package};
use crate::model::ModelFiles;
use crate::output::Inputs;
use crate::output::unchanged::{Earlier, inputs_below};
use crate::{Error, Layout, Shaping};

/// The digest of everything that decides what is generated and said of a client.
pub(super) fn digest(builder: &Builder, files: &ModelFiles, shaping: &Shaping) -> Option<String> {
    let lock = match package(builder) {
        Some(package) => lock::state(&package)?.digest,
        None => None,
    };
    let Builder {
        service,
        operations,
        protocol,
        enum_values,
        presign,
        place,
        without_lock,
        // `files` and `shaping` have what these name, and the rest decides nothing.
        models: _,
        shaping: _,
        #[cfg(feature = "config")]
            config: _,
        out_dir: _,
        quiet: _,
    } = builder;
    Some(of_inputs(
        files,
        &[
            service,
            operations,
            protocol,
            enum_values,
            presign,
            shaping,
            place,
            without_lock,
            &lock,
        ],
    ))
}

/// The inputs of a client with the manifest in the folder `home`.
pub(super) fn inputs(digest: String, home: &Path, said: Vec<String>) -> Inputs {
    Inputs {
        digest,
        clients: 1,
        package: home.display().to_string(),
        said,
    }
}

/// The package whose lock the client is compared with, if there is one. A wrong value of a variable is an error later.
fn package(builder: &Builder) -> Option<Package> {
    if builder.without_lock {
        return None;
    }
    Package::of_build().ok().flatten()
}

/// A client that is up to date.
struct Unchanged<'r> {
    read: &'r Read<'r>,
    layout: Layout,
    /// The warnings of the run that wrote it.
    said: Vec<String>,
}

/// Clients that are up to date.
pub(super) struct AllUnchanged<'r>(Vec<Unchanged<'r>>);

/// All clients, if all of them are up to date. Files that can't be read are none: what is wrong with them is told when the
/// client is written.
pub(super) fn all<'r>(clients: &'r [Result<Read<'r>, Error>]) -> Option<AllUnchanged<'r>> {
    let unchanged = clients.iter().map(|client| one(client.as_ref().ok()?));
    unchanged.collect::<Option<_>>().map(AllUnchanged)
}

fn one<'r>(read: &'r Read<'r>) -> Option<Unchanged<'r>> {
    let digest = read.digest.as_ref()?;
    // The name of the service is in the model only, so the client is found by its inputs.
    let earlier = inputs_below(&read.out_dir).ok()?;
    let inputs = earlier.into_iter().find(|it| it.digest == *digest)?;
    let layout = match &read.builder.place {
        Placement::Service => Layout::Module(inputs.package.clone()),
        Placement::Module(path) => Layout::Module(place::module_path(path).ok()?),
        Placement::Crate => Layout::Crate,
    };
    let home = place::home(&layout);
    let client = Earlier::below(&read.out_dir, &home).ok()?;
    let is_whole = client.inputs().is_some_and(|it| it.is_same(&inputs))
        && client.whole_files().ok()?.is_some();
    is_whole.then_some(Unchanged {
        read,
        layout,
        said: inputs.said,
    })
}

impl AllUnchanged<'_> {
    /// Claims the places of the clients, and tells cargo what the run told it that wrote them.
    ///
    /// # Errors
    /// Two clients have one place, or one name in the lock; a path has a line break.
    pub(super) fn tell(&self) -> Result<(), Error> {
        let builders = || self.0.iter().map(|it| it.read.builder);
        for Unchanged { read, .. } in &self.0 {
            read.builder
                .watch_files(&read.out_dir, read.files.names())?;
        }
        place::claim(
            self.0
                .iter()
                .map(|it| (it.read.out_dir.as_path(), &it.layout)),
        )?;
        watch_lock_variables(builders());
        let mut lock: Option<PathBuf> = None;
        for Unchanged { read, layout, .. } in &self.0 {
            if let Some(package) = package(read.builder) {
                lock::claim(place::name(layout))?;
                lock = lock::state(&package).and_then(|state| state.path);
            }
        }
        for Unchanged { read, said, .. } in &self.0 {
            read.builder.tell(said);
        }
        match lock {
            Some(lock) => watch_lock(&lock, builders()),
            None => Ok(()),
        }
    }
}
