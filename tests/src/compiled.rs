//! Generated crates, put through the compiler: a workspace of them below the target folder, so that
//! their dependencies are built once.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tinsmith::Client;

/// A workspace of generated crates.
pub struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    /// An empty workspace; what an earlier run left is reused as far as it is the same.
    pub fn new(name: &str) -> Self {
        let folder = target_folder().join(name);
        fs::create_dir_all(&folder).expect("a folder below the target folder");
        Self {
            folder,
            members: Vec::new(),
        }
    }

    /// Adds a generated crate.
    pub fn add(&mut self, name: &str, client: &Client) {
        let folder = self.folder.join(name);
        // A test may have added files of its own to the client.
        let written = client.overwrite(&folder);
        written.expect("the client can be written");
        self.members.push(name.to_owned());
    }

    /// Writes the workspace's own files; its folder.
    ///
    /// # Panics
    /// If a file can't be written.
    pub fn prepare(&self) -> &Path {
        let members: Vec<String> = self
            .members
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        write_if_changed(&self.folder.join("Cargo.toml"), &manifest);
        let lock = crate::repository().join("Cargo.lock");
        if !self.folder.join("Cargo.lock").exists() {
            fs::copy(lock, self.folder.join("Cargo.lock")).expect("the repository has a lock file");
        }
        &self.folder
    }

    /// Compiles all crates and their examples with warnings and clippy's lints denied.
    ///
    /// # Panics
    /// If one of them does not compile, or is warned of.
    pub fn check(self) {
        self.clippy(&["--lib", "--examples"]);
    }

    /// The same for their tests.
    ///
    /// # Panics
    /// If one of them does not compile, or is warned of.
    pub fn check_tests(&self) {
        self.clippy(&["--tests"]);
    }

    /// Documents all crates, with warnings and rustdoc's lints denied. The folder of the pages.
    ///
    /// # Panics
    /// If there is a warning.
    pub fn document(&self) -> PathBuf {
        let output = cargo(self.prepare())
            .args(["doc", "--workspace", "--quiet", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings -D rustdoc::all")
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "generated crates are not documented without warnings:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        target_folder().join("doc")
    }

    fn clippy(&self, targets: &[&str]) {
        let output = cargo(self.prepare())
            .args(["clippy", "--workspace", "--quiet", "--keep-going"])
            .args(targets)
            .args(["--", "-D", "warnings"])
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "generated crates do not compile without warnings:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// The tests of clients, built.
pub struct Tests {
    /// The program of each client that compiles.
    programs: BTreeMap<String, PathBuf>,
}

impl Tests {
    /// Runs the tests of a client: each, and whether it passed. There are none if the client does not compile.
    ///
    /// # Panics
    /// If the program can't be run.
    pub fn ended(&self, client: &str) -> Vec<(String, bool)> {
        let program = self.programs.get(client);
        program.map_or_else(Vec::new, |program| {
            ended(Command::new(program).args(["--format", "pretty"]))
        })
    }
}

/// Builds the tests of this name of all clients in one run, so that cargo uses all cores. Prints the errors of clients that
/// do not compile.
///
/// # Panics
/// If cargo can't be run.
pub fn build_tests(folder: &Path, name: &str) -> Tests {
    let output = cargo(folder)
        .args(["build", "--workspace", "--quiet", "--keep-going"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(["--test", name])
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        println!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let programs = messages.filter_map(|message| {
        let manifest = Path::new(message["manifest_path"].as_str()?);
        let client = manifest.parent()?.file_name()?.to_str()?.to_owned();
        Some((client, PathBuf::from(message["executable"].as_str()?)))
    });
    Tests {
        programs: programs.collect(),
    }
}

/// The tests of the library of a package, and whether they passed.
///
/// # Panics
/// If cargo can't be run.
pub fn ended_in_library(folder: &Path, package: &str) -> Vec<(String, bool)> {
    ended(cargo(folder).args([
        "test",
        "--quiet",
        "--package",
        package,
        "--lib",
        "--",
        "--format",
        "pretty",
    ]))
}

fn ended(tests: &mut Command) -> Vec<(String, bool)> {
    let output = tests.output().expect("the tests start");
    let text = String::from_utf8_lossy(&output.stdout);
    let ended: Vec<(String, bool)> = text
        .lines()
        .filter_map(|line| {
            let (test, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
            Some((test.to_owned(), result == "ok"))
        })
        .collect();
    if !output.status.success() {
        println!("{text}{}", String::from_utf8_lossy(&output.stderr));
    }
    ended
}

/// Cargo in `folder`, to build into the target folder of the generated crates.
pub fn cargo(folder: &Path) -> Command {
    let mut cargo = crate::cargo::cargo();
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target_folder())
        // Half of the dependencies are those of the tests themselves, which are compiled already.
        .env("CARGO_BUILD_BUILD_DIR", target_of_tests())
        // Nobody steps through them, and half of the time goes into it.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// The target folder of the generated crates.
pub fn target_folder() -> PathBuf {
    target_of_tests().join("generated-crates")
}

/// The target folder that the tests were built into.
fn target_of_tests() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| crate::repository().join("target"), PathBuf::from)
}

/// Writes a file unless it has the text already, so that nothing is compiled again.
///
/// # Panics
/// If the file can't be written.
pub fn write_if_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).expect("a file below the target folder");
    }
}
