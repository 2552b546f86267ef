//! How the command writes files: files of others stay, a folder is changed as a whole, and pipes and devices are
//! written to and not replaced.
#![cfg(unix)]

mod interrupted;
mod outputs;
mod owners;
mod terminal;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_tests::command::{Ended, run, tinsmith};
use tinsmith_tests::{models, repository};

/// What an interrupted or a finished run may leave beside the files of a client.
const MANIFEST: &str = ".tinsmith-manifest";
const STAGED: &str = ".tinsmith-staged";

/// The model of Amazon Connect as of 2022-10-13.
fn connect() -> PathBuf {
    repository().join("model/connect/2022-10-13.json")
}

/// Runs `tinsmith generate`.
fn generate(model: &Path, out: &Path, options: &[&str]) -> Ended {
    run(&arguments(model, out, options))
}

fn arguments<'a>(model: &'a Path, out: &'a Path, options: &[&'a str]) -> Vec<&'a OsStr> {
    let mut arguments = vec!["generate".as_ref(), model.as_os_str()];
    arguments.extend(["--out".as_ref(), out.as_os_str()]);
    arguments.extend(options.iter().map(|option| OsStr::new(*option)));
    arguments
}

/// The content of all files below a folder, by their paths in it.
fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut tree = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        let Ok(entries) = fs::read_dir(&at) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path)
            } else {
                let inner = path.strip_prefix(folder).expect("a path in the folder");
                tree.insert(inner.to_owned(), read(&path));
            }
        }
    }
    tree
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
