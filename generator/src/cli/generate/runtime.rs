//! Where generated crates take `tinsmith-runtime` from.

use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::Args;

use crate::Runtime;
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
            check(folder)?;
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

/// Checks that the folder has the package of the runtime.
fn check(folder: &Path) -> Result<(), Failure> {
    let manifest = folder.join("Cargo.toml");
    let is_name = |line: &str| line.replace(' ', "") == "name=\"tinsmith-runtime\"";
    match fs::read_to_string(&manifest) {
        Ok(text) if text.lines().any(is_name) => Ok(()),
        Ok(_) => Err(Failure::Usage(format!(
            "`--runtime-path`: expected the folder of the package tinsmith-runtime; `{}` is the manifest of another \
             package",
            manifest.display()
        ))),
        Err(error) => Err(Failure::Usage(format!(
            "`--runtime-path`: expected the folder of the package tinsmith-runtime: {}: {error}",
            manifest.display()
        ))),
    }
}

/// The path from the folder `client` to the folder `runtime`, with slashes.
fn relative(client: &Path, runtime: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (client, runtime) = (absolute(client), absolute(runtime));
    let (from, to) = (normal(&client), normal(&runtime));
    let pairs = from.iter().zip(&to);
    let same = pairs.take_while(|(from, to)| from == to).count();
    let up = from[same..].iter().map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to[same..].iter().copied()).collect();
    path.to_string_lossy().replace('\\', "/")
}

/// The path without `.` and `..`.
fn normal(path: &Path) -> Vec<Component<'_>> {
    let mut normal = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
