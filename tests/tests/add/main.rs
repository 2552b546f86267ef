//! `tinsmith add` and `tinsmith update`: what they write to a package, and what they leave as it is.

mod first_call;
mod packages;
mod same_client;
mod sources;
mod updates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tinsmith_tests::command::{Ended, tinsmith};
use tinsmith_tests::repository;

/// The model of most tests.
fn connect() -> PathBuf {
    repository().join("model/connect/2022-10-13.json")
}

/// A folder with a package or a workspace.
struct Place {
    folder: TempDir,
}

const PACKAGE: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

impl Place {
    /// A package as `cargo init` makes it.
    fn package() -> Self {
        Self::with(&[("Cargo.toml", PACKAGE), ("src/main.rs", "fn main() {}\n")])
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let place = Self { folder };
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The contents of all files, by their paths.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut pending = vec![self.path().to_owned()];
        while let Some(folder) = pending.pop() {
            for path in tinsmith_tests::entries(&folder) {
                if path.is_dir() {
                    pending.push(path);
                } else {
                    let bytes = fs::read(&path).expect("a file");
                    let path = path.strip_prefix(self.path()).expect("a path below");
                    files.insert(path.to_owned(), bytes);
                }
            }
        }
        files
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> Ended {
        run_in(self.path(), arguments)
    }

    /// Adds a service of the source, which must succeed.
    fn add(&self, service: &str, from: &Path, more: &[&str]) -> Ended {
        let from = from.to_string_lossy();
        let arguments = [&["add", service, "--from", &from], more].concat();
        let done = self.run(&arguments);
        assert_eq!(done.code, 0, "{}{}", done.out, done.err);
        done
    }

    /// Runs the command, which must fail with these words and change nothing.
    fn refuses(&self, arguments: &[&str], words: &[&str]) {
        let before = self.files();
        let done = self.run(arguments);
        assert_ne!(done.code, 0, "{arguments:?}: {}", done.out);
        for word in words {
            assert!(done.err.contains(word), "no `{word}` in: {}", done.err);
        }
        assert_eq!(self.files(), before, "{arguments:?}");
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Ended {
    let output = tinsmith()
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("tinsmith runs");
    Ended {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}
