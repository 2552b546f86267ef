//! Where generated crates, and packages with clients, take `tinsmith-runtime` from.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::Runtime;
use crate::cli::paths::relative;
use crate::cli::{Failure, arguments};

/// The options that name a source of the runtime; at most one is given.
#[derive(Args)]
pub(super) struct Source {
    /// The version of `tinsmith-runtime` to depend on; that of this command unless given
    #[arg(long, value_name = "VERSION", value_parser = arguments::requirement)]
    runtime_version: Option<String>,
    /// The folder of `tinsmith-runtime`, instead of a version
    #[arg(long, value_name = "DIR", conflicts_with = "runtime_version")]
    runtime_path: Option<PathBuf>,
    /// The git repository of `tinsmith-runtime`, instead of a version
    #[arg(long, value_name = "URL", conflicts_with_all = ["runtime_version", "runtime_path"])]
    runtime_git: Option<String>,
    /// The commit or tag of the git repository; its default branch unless given
    #[arg(long, value_name = "REV", requires = "runtime_git", conflicts_with_all = ["runtime_version", "runtime_path"])]
    runtime_rev: Option<String>,
}

impl Source {
    /// The runtime of a crate in the folder `client`.
    pub(super) fn runtime(&self, client: &Path) -> Result<Runtime, Failure> {
        if let Some(folder) = &self.runtime_path {
            check_package(folder, "--runtime-path", "tinsmith-runtime")?;
            return Ok(Runtime::Path(relative(client, folder)));
        }
        Ok(match (&self.runtime_git, &self.runtime_version) {
            (Some(url), _) => Runtime::Git {
                url: url.clone(),
                rev: self.runtime_rev.clone(),
            },
            (None, Some(version)) => Runtime::Version(version.clone()),
            (None, None) => Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()),
        })
    }
}

/// Checks that the folder that an option names has the package.
pub(super) fn check_package(folder: &Path, option: &str, package: &str) -> Result<(), Failure> {
    let manifest = folder.join("Cargo.toml");
    let name = format!("name=\"{package}\"");
    let is_name = |line: &str| line.replace(' ', "") == name;
    match fs::read_to_string(&manifest) {
        Ok(text) if text.lines().any(is_name) => Ok(()),
        Ok(_) => Err(Failure::Usage(format!(
            "`{option}`: expected the folder of the package {package}; `{}` is the manifest of another package",
            manifest.display()
        ))),
        Err(error) => Err(Failure::Usage(format!(
            "`{option}`: expected the folder of the package {package}: {}: {error}",
            manifest.display()
        ))),
    }
}
