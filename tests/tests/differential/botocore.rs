//! The other side: botocore, run by Python.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A Python that has botocore.
pub(crate) struct Botocore {
    python: OsString,
    /// Its version.
    pub(crate) version: String,
    /// The folder of its models.
    pub(crate) data: PathBuf,
}

impl Botocore {
    /// The first that has it of the Python that `TINSMITH_PYTHON` names, the one that moto is installed
    /// with, and `python3`. Says so if there is none.
    ///
    /// # Panics
    /// If there is none, and `TINSMITH_REQUIRE_LIVE=1` asks for it.
    pub(crate) fn find() -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let beside = env::split_paths(&path)
            .filter(|folder| folder.join("moto_server").is_file())
            .map(|folder| folder.join("python").into_os_string());
        let candidates = env::var_os("TINSMITH_PYTHON").into_iter().chain(beside);
        let mut candidates = candidates.chain([OsString::from("python3")]);
        let found = candidates.find_map(Self::of);
        let required = env::var("TINSMITH_REQUIRE_LIVE").is_ok_and(|value| value == "1");
        assert!(
            found.is_some() || !required,
            "no Python has botocore: is it installed?"
        );
        if found.is_none() {
            println!("skipped: botocore is not installed");
        }
        found
    }

    fn of(python: OsString) -> Option<Self> {
        let output = script(&python, &[OsStr::new("where")])
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let told: Value = serde_json::from_slice(&output.stdout).ok()?;
        Some(Self {
            python,
            version: told["version"].as_str()?.to_owned(),
            data: told["data"].as_str()?.into(),
        })
    }

    /// Makes the calls of a file and writes what became of them to another.
    ///
    /// # Panics
    /// If the script fails, which it does for no case.
    pub(crate) fn run(&self, cases: &Path, outcomes: &Path) {
        let status = script(&self.python, &[cases.as_os_str(), outcomes.as_os_str()]).status();
        assert!(
            status.is_ok_and(|it| it.success()),
            "the calls by botocore can't be made"
        );
    }
}

fn script(python: &OsStr, arguments: &[&OsStr]) -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/calls.py");
    let mut command = Command::new(python);
    // No compiled file is left beside the script.
    command
        .arg("-B")
        .arg(script)
        .args(arguments)
        .stdin(Stdio::null());
    command
}
