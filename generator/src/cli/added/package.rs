//! The package that a client is added to: its manifest, and the workspace that it is in.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use toml_edit::{DocumentMut, TableLike};

use crate::cli::Failure;
use crate::model::{Diagnostic, Diagnostics, nearest, position};
use crate::output::at;

/// The options that name the package.
#[derive(Args)]
pub(in crate::cli) struct Choice {
    /// The Cargo.toml of the package or of its workspace; the nearest in or above the current folder unless given
    #[arg(long, value_name = "FILE")]
    manifest_path: Option<PathBuf>,
    /// The package, if the workspace has several
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
}

/// A package on the disk.
pub(in crate::cli) struct Package {
    pub(in crate::cli) folder: PathBuf,
    /// The text of its manifest, and the same parsed.
    pub(in crate::cli) text: String,
    pub(in crate::cli) manifest: DocumentMut,
    /// The manifest of the workspace that it is a member of, if that is another file.
    workspace: Option<DocumentMut>,
}

impl Package {
    /// Finds the package that the options name.
    ///
    /// # Errors
    /// There is no manifest, it is not valid, or it is that of a workspace and no package of it is named.
    pub(in crate::cli) fn find(choice: &Choice) -> Result<Self, Failure> {
        let path = match &choice.manifest_path {
            Some(path) => path.clone(),
            None => nearest_manifest()?,
        };
        let (text, manifest) = read(&path)?;
        let own_name = manifest
            .get("package")
            .and_then(|it| it.get("name")?.as_str());
        match &choice.package {
            None if own_name.is_some() => Self::of(&path, text, manifest),
            Some(name) if own_name == Some(name) => Self::of(&path, text, manifest),
            wanted => {
                let path = member(&path, wanted.as_deref())?;
                let (text, manifest) = read(&path)?;
                Self::of(&path, text, manifest)
            }
        }
    }

    /// The package with this manifest.
    #[cfg(test)]
    pub(in crate::cli) fn at(path: &Path) -> Result<Self, Failure> {
        let (text, manifest) = read(path)?;
        Self::of(path, text, manifest)
    }

    fn of(path: &Path, text: String, manifest: DocumentMut) -> Result<Self, Failure> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let workspace = match manifest.contains_key("workspace") {
            true => None,
            false => workspace(&folder, &manifest)?,
        };
        Ok(Self {
            folder,
            text,
            manifest,
            workspace,
        })
    }

    /// The table `[workspace]` that the package belongs to, if it belongs to one.
    pub(in crate::cli) fn workspace(&self) -> Option<&dyn TableLike> {
        let manifest = self.workspace.as_ref().unwrap_or(&self.manifest);
        manifest.get("workspace")?.as_table_like()
    }

    /// The path of the build script, which may not exist.
    ///
    /// # Errors
    /// The manifest says that there is none, or several.
    pub(in crate::cli) fn build_script(&self) -> Result<PathBuf, String> {
        let field = self.manifest.get("package").and_then(|it| it.get("build"));
        match field {
            None => Ok(PathBuf::from("build.rs")),
            Some(field) => match (field.as_str(), field.as_bool()) {
                (Some(path), _) => Ok(PathBuf::from(path)),
                (None, Some(true)) => Ok(PathBuf::from("build.rs")),
                (None, Some(false)) => {
                    Err("`build = false` says that the package has no build script".to_owned())
                }
                (None, None) => Err("expected the path of one build script in `build`".to_owned()),
            },
        }
    }

    /// The value of a field of `[package]`, also if the package inherits it.
    pub(in crate::cli) fn field(&self, name: &str) -> Option<&str> {
        let field = self.manifest.get("package")?.get(name)?;
        match field.get("workspace") {
            Some(_) => self.workspace()?.get("package")?.get(name)?.as_str(),
            None => field.as_str(),
        }
    }
}

fn nearest_manifest() -> Result<PathBuf, Failure> {
    let current = env::current_dir()?;
    for (depth, folder) in current.ancestors().enumerate() {
        if folder.join("Cargo.toml").is_file() {
            // Paths are shown as the user would write them.
            return Ok(match depth {
                0 => PathBuf::from("Cargo.toml"),
                _ => folder.join("Cargo.toml"),
            });
        }
    }
    let message = "there is no Cargo.toml in this folder or above it; `cargo init` makes a package, and \
                   `--manifest-path` names one elsewhere";
    Err(Failure::Usage(message.to_owned()))
}

/// Reads a manifest.
fn read(path: &Path) -> Result<(String, DocumentMut), Failure> {
    let text = fs::read_to_string(path).map_err(|error| at(path, error))?;
    match text.parse::<DocumentMut>() {
        Ok(manifest) => Ok((text, manifest)),
        Err(error) => {
            let start = error.span().map(|span| span.start);
            let line = start.map(|start| position(&text, start));
            Err(Failure::Model(problem(
                path,
                line,
                format!("not valid TOML: {}", error.message()),
                "nothing was changed; `cargo metadata --no-deps` shows what cargo says of it",
            )))
        }
    }
}

/// A problem of a file of the package.
pub(in crate::cli) fn problem(
    path: &Path,
    line: Option<(usize, usize)>,
    message: String,
    hint: &str,
) -> Diagnostics {
    Diagnostics::from(Diagnostic {
        file: path.display().to_string(),
        line,
        path: String::new(),
        shape: None,
        message,
        hint: Some(hint.to_owned()),
    })
}

/// The manifest of the workspace that a package in this folder is a member of.
fn workspace(folder: &Path, manifest: &DocumentMut) -> Result<Option<DocumentMut>, Failure> {
    let named = manifest
        .get("package")
        .and_then(|it| it.get("workspace")?.as_str());
    if let Some(root) = named {
        return Ok(Some(read(&folder.join(root).join("Cargo.toml"))?.1));
    }
    let absolute = folder.canonicalize().map_err(|error| at(folder, error))?;
    for above in absolute.ancestors().skip(1) {
        let path = above.join("Cargo.toml");
        // Cargo reads manifests above the package, too, and says so if one is not valid.
        if path.is_file()
            && let (_, manifest) = read(&path)?
            && manifest.contains_key("workspace")
        {
            return Ok(Some(manifest));
        }
    }
    Ok(None)
}

/// The manifest of a member of the workspace: of the one with this name, or of the only one.
fn member(workspace: &Path, wanted: Option<&str>) -> Result<PathBuf, Failure> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
        "--manifest-path",
    ]);
    let output = cargo.arg(workspace).output();
    let output =
        output.map_err(|error| io::Error::other(format!("cargo can't be started: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let message = format!("cargo can't read the workspace: {}", said.trim());
        let hint = "nothing was changed";
        return Err(Failure::Model(problem(workspace, None, message, hint)));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| io::Error::other(format!("cargo's metadata can't be read: {error}")))?;
    let packages = metadata.get("packages").and_then(|it| it.as_array());
    let packages = packages.into_iter().flatten().filter_map(|package| {
        let text = |key: &str| Some(package.get(key)?.as_str()?.to_owned());
        Some((text("name")?, text("manifest_path")?))
    });
    let packages: Vec<(String, String)> = packages.collect();
    let names = || packages.iter().map(|(name, _)| name.as_str());
    let all = || names().collect::<Vec<_>>().join(", ");
    match (wanted, &packages[..]) {
        (None, [(_, only)]) => Ok(PathBuf::from(only)),
        (None, []) => Err(Failure::Usage("the workspace has no package".to_owned())),
        (None, _) => Err(Failure::Usage(format!(
            "the workspace has several packages; name one with `--package`: {}",
            all()
        ))),
        (Some(wanted), _) => match packages.iter().find(|(name, _)| name == wanted) {
            Some((_, path)) => Ok(PathBuf::from(path)),
            None => {
                let hint = match nearest(wanted, names())[..] {
                    [] => format!("it has {}", all()),
                    [first, ..] => format!("did you mean `{first}`?"),
                };
                let message = format!("the workspace has no package `{wanted}`; {hint}");
                Err(Failure::Usage(message))
            }
        },
    }
}
