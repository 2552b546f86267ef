//! The Smithy IDL on small models: every folder of `tests/idl` is one. Where it has `expected.json`, that is the
//! document it makes; where it has `errors.txt`, that is what is wrong with it.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_model::{Model, Node};

/// The folders that have this file, sorted.
fn cases(name: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/idl")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        if folder.join(name).is_file() {
            found.push(folder.clone());
        }
        let entries = folder.read_dir().expect("a folder");
        let entries = entries.map(|entry| entry.expect("an entry").path());
        folders.extend(entries.filter(|path| path.is_dir()));
    }
    found.sort();
    assert!(!found.is_empty(), "{name}");
    found
}

fn models(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().expect("a folder");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    let mut models: Vec<PathBuf> = entries
        .filter(|path| {
            path.is_file() && !path.ends_with("expected.json") && !path.ends_with("errors.txt")
        })
        .collect();
    models.sort();
    models
}

#[test]
fn what_is_valid_makes_the_expected_document() {
    for case in cases("expected.json") {
        let document = Model::ast(&models(&case)).unwrap_or_else(|problems| panic!("{problems}"));
        let expected = fs::read_to_string(case.join("expected.json")).expect("a file");
        assert_eq!(format!("{document:#}\n"), expected, "{}", case.display());
    }
}

#[test]
fn the_document_makes_the_same_model() {
    for case in cases("expected.json") {
        let from_idl = Model::load(&models(&case)).unwrap_or_else(|problems| panic!("{problems}"));
        let from_json = Model::load(&[case.join("expected.json")])
            .unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(from_idl.shapes().count(), from_json.shapes().count());
        for ((_, one), (_, other)) in from_idl.shapes().zip(from_json.shapes()) {
            assert_eq!(
                (&one.id, &one.kind, &one.traits),
                (&other.id, &other.kind, &other.traits)
            );
        }
    }
}

#[test]
fn what_is_invalid_is_told_where_it_is() {
    for case in cases("errors.txt") {
        let problems = Model::load(&models(&case)).expect_err("invalid");
        let lines = problems.iter().map(|problem| {
            let file = Path::new(&problem.file).file_name().unwrap_or_default();
            let (line, column) = problem.line.unwrap_or_default();
            let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})"));
            let hint = hint.unwrap_or_default();
            format!(
                "{}:{line}:{column}: {}{hint}\n",
                file.display(),
                problem.message
            )
        });
        let found: String = lines.collect();
        let expected = fs::read_to_string(case.join("errors.txt")).expect("a file");
        assert_eq!(found, expected, "{}", case.display());
    }
}

#[test]
fn a_folder_is_one_model() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("b.smithy", "namespace a\nstructure B { c: C }\n");
    write(
        "below/c.json",
        r#"{"smithy": "2.0", "shapes": {"a#C": {"type": "string"}}}"#,
    );
    for name in ["notes.txt", "smithy-build.json", "paginators-1.json"] {
        write(name, "no model");
    }
    let model = Model::load(&[folder.path()]).unwrap_or_else(|problems| panic!("{problems}"));
    let files = model.files().iter().map(Path::new);
    let files: Vec<_> = files
        .filter_map(|file| file.file_name()?.to_str())
        .collect();
    assert_eq!(files, ["b.smithy", "c.json"]);
    assert!(model.find("a#C").is_some());
}

#[test]
fn formats_are_told_by_name_and_content() {
    let idl = b"// comment\n$version: \"2.0\"\nnamespace a\nstring A\n";
    for name in ["m.smithy", "m", "m.txt", "m.smithy.gz"] {
        let model = Model::from_bytes(name, idl).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(model.find("a#A").is_some(), "{name}");
    }
    assert!(Model::from_bytes("m.json", idl).is_err());
    assert!(Model::from_bytes("m.smithy", b"").is_ok());
    assert!(Model::from_bytes("m.smithy", b"{\"smithy\": \"2.0\"}").is_err());
}

#[test]
fn metadata_of_both_formats_is_merged() {
    let model = Model::from_bytes("m.smithy", b"metadata a = [1]\nmetadata a = [2]\n");
    let model = model.unwrap_or_else(|problems| panic!("{problems}"));
    let values: Vec<String> = model
        .metadata()
        .iter()
        .map(|(key, value)| format!("{key} {value}"))
        .collect();
    assert_eq!(values, ["a [1,2]"]);
    assert!(
        model
            .metadata()
            .iter()
            .all(|(_, value)| matches!(value, Node::Array(_)))
    );
}
