//! The `tinsmith` command: its files, its output and its exit codes.

mod generate;
mod idl;
mod models;
mod usage;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tinsmith_tests::command::{Ended, run};
use tinsmith_tests::repository;

fn connect() -> PathBuf {
    repository().join("model/connect/2022-10-13.json")
}

fn generate(model: &Path, out: &Path, options: &[&str]) -> Ended {
    let mut arguments = vec!["generate".as_ref(), model.as_os_str()];
    arguments.extend(["--out".as_ref(), out.as_os_str()]);
    arguments.extend(options.iter().map(OsStr::new));
    run(&arguments)
}

fn explain(options: &[&str]) -> Ended {
    let model = connect();
    let mut arguments = vec!["explain".as_ref(), model.as_os_str()];
    arguments.extend(options.iter().map(OsStr::new));
    run(&arguments)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn modified(path: &Path) -> SystemTime {
    let metadata = fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    metadata.modified().expect("a time")
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            files.extend(self::files(&path))
        } else {
            files.push(path)
        }
    }
    files.sort();
    files
}

/// All files below a folder, by their paths in it.
fn relative(folder: &Path) -> Vec<PathBuf> {
    let inside = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned);
    files(folder)
        .into_iter()
        .filter_map(|path| inside(path).ok())
        .collect()
}

/// What writing left behind.
fn hidden(folder: &Path) -> Vec<PathBuf> {
    let is_hidden = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    files(folder).into_iter().filter(is_hidden).collect()
}
