//! The layout of files in the Smithy IDL.

use std::fs::{self, read_to_string};
use std::path::{Path, PathBuf};

use tinsmith_model::{Model, format_idl};

use crate::conformance::files;
use crate::published::shared;
use crate::support::assert_none;

fn formatted(name: &str, text: &str) -> String {
    format_idl(name, text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What is wrong with the layout of files: a formatted file is beside its source, or the source is formatted.
fn failures(files: &[PathBuf]) -> Vec<String> {
    let mut failures = Vec::new();
    for path in files {
        let name = path.to_string_lossy();
        if name.ends_with(".formatted.smithy") {
            continue;
        }
        let text = read_to_string(path).expect("a file");
        let beside = path.with_extension("formatted.smithy");
        let expected = read_to_string(beside).unwrap_or_else(|_| text.clone());
        let found = formatted(&name, &text);
        if found != expected {
            failures.push(format!("{name}\n{found}"));
        }
    }
    failures
}

#[test]
fn files_are_laid_out_by_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let files = files(&folder, "smithy");
    assert!(files.len() > 2);
    let failures = failures(&files);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn what_can_t_be_read_is_told_where_it_is() {
    let text = b"$version: \"2.0\"\nnamespace a\nstructure A {\n    b String\n}\nstring\n";
    let problems = format_idl("a.smithy", text).expect_err("invalid");
    let places: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(places, [Some((4, 7)), Some((6, 7))], "{problems}");
    assert!(format_idl("a.smithy", b"\xff").is_err());
    assert_eq!(formatted("a.smithy", ""), "");
}

/// Values that are nested as deep as they may be, and shapes in any number.
#[test]
fn depth_and_size_do_no_harm() {
    let deep = format!("metadata a = {}{}\n", "[".repeat(127), "]".repeat(127));
    let once = formatted("a.smithy", &deep);
    assert_eq!(formatted("a.smithy", &once), once);
    let deeper = format!(
        "metadata a = {}{}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(format_idl("a.smithy", deeper.as_bytes()).is_err());
    let shapes: String = (0..50_000).map(|i| format!("string A{i}\n")).collect();
    let long = format!("namespace a\n{shapes}");
    assert!(formatted("a.smithy", &long).len() > long.len());
}

#[test]
fn smithys_own_cases() {
    let Some(folder) = shared("conformance/formatter") else {
        return;
    };
    let files = files(&folder, "smithy");
    let failures = failures(&files);
    println!("{} files", files.len());
    assert_none(&failures);
}

#[test]
fn published_files_keep_their_meaning_and_are_formatted_once() {
    let Some(folder) = shared("") else {
        return;
    };
    let files = files(&folder, "smithy");
    let (mut count, mut same, mut refused, mut models) = (0, 0, 0, 0);
    for path in &files {
        let name = path.to_string_lossy();
        let Ok(bytes) = fs::read(path) else { continue };
        let Ok(once) = format_idl(&name, &bytes) else {
            refused += 1;
            continue;
        };
        count += 1;
        same += usize::from(once.as_bytes() == bytes);
        assert_eq!(formatted(&name, &once), once, "{name}");
        let temporary = tempfile::tempdir().expect("a folder");
        let copy = temporary.path().join("model.smithy");
        fs::write(&copy, &once).expect("written");
        match (ast(path), ast(&copy)) {
            (Some(before), Some(after)) => {
                models += 1;
                assert_eq!(after, before, "{name}");
            }
            (Some(_), None) => panic!("{name} was valid"),
            // A `use` that nothing needs may contradict a shape.
            (None, _) => {}
        }
    }
    println!(
        "{count} formatted, {same} of them as they were, {models} valid models; {refused} refused"
    );
}

fn ast(path: &Path) -> Option<String> {
    Model::ast(&[path]).ok().map(|ast| ast.to_string())
}
