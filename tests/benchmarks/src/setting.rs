//! Where benchmarks work, with what, and what was asked for.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::run;

/// Why a benchmark could not be run.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The official client's version that everything is measured against.
pub const OFFICIAL: &str = "1.220.0";

/// How many operations it has.
pub const OFFICIAL_OPERATIONS: usize = 404;

/// The three operations of the small client.
pub const OPERATIONS: [&str; 3] = ["CreateUser", "DescribeUser", "UpdateUserIdentityInfo"];

/// What was asked for on the command line.
#[derive(Clone, Debug)]
pub struct Setting {
    /// How many rounds are measured, if it was said.
    pub rounds: Option<usize>,
    /// Only rows whose name contains this.
    pub only: Option<String>,
    /// The full model of Connect, if there is one.
    pub full: Option<PathBuf>,
    /// The command that is measured, if it is not to be built.
    pub command: Option<PathBuf>,
}

impl Setting {
    /// Reads `--rounds N`, `--only TEXT`, `--model PATH` and `--command PATH`.
    ///
    /// # Errors
    /// Something else was said, or a value is missing.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut setting = Self {
            rounds: None,
            only: None,
            full: full_model(),
            command: None,
        };
        while let Some(argument) = arguments.next() {
            let value = arguments
                .next()
                .ok_or_else(|| Failure(format!("`{argument}` needs a value")))?;
            match argument.as_str() {
                "--rounds" => {
                    let rounds = value.parse().ok().filter(|&rounds| rounds > 0);
                    setting.rounds =
                        Some(rounds.ok_or_else(|| Failure(format!("rounds: `{value}`")))?);
                }
                "--only" => setting.only = Some(value),
                "--model" => setting.full = Some(PathBuf::from(value)),
                "--command" => setting.command = Some(PathBuf::from(value)),
                _ => return Err(Failure(format!("unknown option `{argument}`"))),
            }
        }
        Ok(setting)
    }

    /// Whether a row is wanted.
    pub fn wants(&self, row: &str) -> bool {
        self.only.as_ref().is_none_or(|only| row.contains(only))
    }
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    let benchmarks = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = benchmarks.ancestors().nth(2);
    root.unwrap_or(benchmarks).to_owned()
}

/// The model of the repository.
pub fn model() -> PathBuf {
    repository().join("model/connect/2022-10-13.json")
}

/// The full model of Connect is not part of the repository: it is in the folder that
/// `TINSMITH_SHARED` names, or in one called `shared` beside the repository.
fn full_model() -> Option<PathBuf> {
    let folder = std::env::var_os("TINSMITH_SHARED")
        .map_or_else(|| repository().with_file_name("shared"), PathBuf::from);
    let path = folder.join("models/aws/connect-2017-08-08.json");
    path.exists().then_some(path)
}

/// The folder that a benchmark works in, below `target`. What an earlier run built stays there.
///
/// # Errors
/// It can't be made.
pub fn workshop(benchmark: &str) -> Result<PathBuf, Failure> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    );
    let folder = target.join("workshop").join(benchmark);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Cargo, in a folder, with a target folder of its own and nothing that the caller's environment
/// says about compiling.
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target);
    for name in [
        "RUSTFLAGS",
        "CARGO_INCREMENTAL",
        "RUSTC_WRAPPER",
        "CARGO_BUILD_JOBS",
    ] {
        cargo.env_remove(name);
    }
    cargo
}

/// Builds the command in release and returns its path.
///
/// # Errors
/// It does not build.
pub fn command() -> Result<PathBuf, Failure> {
    let target = workshop("command")?;
    let mut build = cargo(&repository(), &target);
    run(build.args(["build", "--quiet", "--release", "--package", "tinsmith"]))?;
    Ok(target.join("release/tinsmith"))
}

/// Writes a package: its manifest and its files below `src`.
///
/// # Errors
/// A file can't be written.
pub fn package(folder: &Path, manifest: &str, files: &[(&str, &str)]) -> Result<(), Failure> {
    write(&folder.join("Cargo.toml"), manifest)?;
    for (path, text) in files {
        write(&folder.join(path), text)?;
    }
    Ok(())
}

/// Writes a file unless that is what it says already.
///
/// # Errors
/// It can't be written.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}

/// A path as it stands in a manifest.
pub fn quoted(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::Setting;

    fn parse(arguments: &[&str]) -> Option<Setting> {
        Setting::parse(arguments.iter().map(|&it| it.to_owned())).ok()
    }

    #[test]
    fn options_are_read() {
        let setting = parse(&["--rounds", "3", "--only", "release"]).expect("a setting");
        assert_eq!(setting.rounds, Some(3));
        assert!(setting.wants("three operations, release"));
        assert!(!setting.wants("three operations, debug"));
    }

    #[test]
    fn what_is_not_an_option_is_refused() {
        assert!(parse(&["--rounds"]).is_none());
        assert!(parse(&["--rounds", "none"]).is_none());
        assert!(parse(&["--fast", "yes"]).is_none());
    }
}
