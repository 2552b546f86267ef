//! The `tinsmith` command, built in the profile of the tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The command, to run where no terminal is.
///
/// # Panics
/// If it does not build.
pub fn tinsmith() -> Command {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    Command::new(BINARY.get_or_init(build))
}

/// What a run of the command ended with.
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// The standard output.
    pub out: String,
    /// The standard error.
    pub err: String,
}

/// Runs the command.
///
/// # Panics
/// If it can't be started, or is ended by a signal.
pub fn run<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Ended {
    let output: Output = tinsmith().args(arguments).output().expect("tinsmith runs");
    Ended {
        code: output
            .status
            .code()
            .expect("tinsmith is not ended by a signal"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Builds the command into the target folder of this test. With the whole workspace, and an example, which has the features
/// of tests, cargo takes the crates that it has compiled for the tests.
fn build() -> PathBuf {
    let test = env::current_exe().expect("a test has a path");
    // target/<profile>/deps/<test>
    let profile = test
        .ancestors()
        .nth(2)
        .expect("a test is in a target folder");
    let target = profile.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut cargo = crate::cargo::cargo();
    cargo
        .args([
            "build",
            "--quiet",
            "--workspace",
            "--bin",
            "tinsmith",
            "--example",
            "describe_user",
        ])
        .current_dir(crate::repository())
        .env("CARGO_TARGET_DIR", target);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.status().expect("cargo runs");
    assert!(status.success(), "the command does not build");
    profile
        .join("tinsmith")
        .with_extension(env::consts::EXE_EXTENSION)
}
