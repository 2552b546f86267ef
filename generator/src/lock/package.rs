//! The package that is built, as cargo tells its build script.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::api;
use crate::Error;

/// Set to `1`, the lock must not change.
pub(crate) const LOCKED: &str = "TINSMITH_LOCKED";

/// The package that is built.
pub(crate) struct Package {
    /// The manifest's folder.
    pub(crate) folder: PathBuf,
    /// Where reports go.
    pub(crate) out_dir: PathBuf,
    /// The build fails rather than to change the lock.
    pub(crate) locked: bool,
}

/// Keeps other builds of the package from the lock until it is dropped.
pub(crate) struct Guard(#[expect(dead_code, reason = "locked until dropped")] Option<File>);

impl Package {
    /// The package whose build script this is. `None` outside of a build, and in sources that are not
    /// the user's own: those of a registry, vendored, or about to be published.
    ///
    /// # Errors
    /// `TINSMITH_LOCKED` is neither on nor off.
    pub(crate) fn of_build() -> Result<Option<Self>, Error> {
        let path = |name| env::var_os(name).map(PathBuf::from);
        // Tests and programs that cargo runs have the other two as well.
        let in_build_script = env::var_os("CARGO_ENCODED_RUSTFLAGS").is_some();
        let (Some(folder), Some(out_dir), true) =
            (path("CARGO_MANIFEST_DIR"), path("OUT_DIR"), in_build_script)
        else {
            return Ok(None);
        };
        if is_foreign(&folder) {
            return Ok(None);
        }
        Ok(Some(Self {
            folder,
            out_dir,
            locked: is_locked(&env::var(LOCKED).unwrap_or_default())?,
        }))
    }

    /// Waits for other builds. Rests on the folder itself, since the lock is replaced and the target
    /// folders of two builds may differ; where a folder can't be locked (Windows, some network file
    /// systems), on a file among the temporary ones. Without either the last of two builds wins, and
    /// still neither leaves half a lock.
    pub(crate) fn guard(&self) -> Guard {
        let locked = |file: File| file.lock().is_ok().then_some(file);
        let folder = File::open(&self.folder).ok().and_then(locked);
        let guard = folder.or_else(|| {
            let name = format!(
                "tinsmith-{}.guard",
                api::short_digest(&self.folder.to_string_lossy())
            );
            let mut options = File::options();
            let file = options
                .create(true)
                .append(true)
                .open(env::temp_dir().join(name));
            file.ok().and_then(locked)
        });
        Guard(guard)
    }
}

pub(super) fn is_locked(value: &str) -> Result<bool, Error> {
    match value {
        "" | "0" | "false" => Ok(false),
        "1" | "true" => Ok(true),
        other => Err(Error::Usage(format!(
            "{LOCKED} is `{other}`, expected `1` or `0`"
        ))),
    }
}

/// Cargo unpacked or copied the sources: what it packages has the manifest as it was beside the
/// manifest, vendored packages have checksums, checkouts are marked at their root.
pub(super) fn is_foreign(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).exists();
    let mut above = folder.ancestors();
    has("Cargo.toml.orig")
        || has(".cargo-checksum.json")
        || above.any(|folder| folder.join(".cargo-ok").exists())
}
