//! Models written in the Smithy IDL: read again, they are the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::TempDir;
use tinsmith_model::{Model, Node, format_idl};

use crate::conformance::files;
use crate::published::{published, shared};
use crate::support::assert_none;

/// What differs after a model was written and read again; nothing if it is not valid. It must be laid out, too.
fn difference(paths: &[PathBuf]) -> Option<String> {
    let before = Model::ast(paths).ok()?;
    let written = match Model::idl(paths) {
        Ok(written) => written,
        Err(problems) => return Some(problems.to_string()),
    };
    let folder = TempDir::new().expect("a folder");
    for (namespace, text) in &written {
        let path = folder.path().join(format!("{namespace}.smithy"));
        fs::write(path, text).expect("written");
        let formatted = format_idl(namespace, text.as_bytes());
        if formatted.ok().as_ref() != Some(text) {
            return Some(format!("{paths:?}: {namespace} is not laid out\n{text}"));
        }
    }
    let again = [folder.path()];
    if before.get("smithy").and_then(Node::as_str) == Some("1.0") {
        return difference_of_meaning(&Model::load(paths).ok()?, &again);
    }
    match Model::ast(&again) {
        Ok(after) => {
            let (before, after) = (format!("{before:#}"), format!("{after:#}"));
            let mut lines = before.lines().zip(after.lines());
            let different = lines.find(|(one, other)| one != other);
            (before != after).then(|| format!("{paths:?}: {different:?}"))
        }
        Err(problems) => Some(format!("{paths:?}: {problems}")),
    }
}

/// The document of a model in version 1.0 has another version, but the shapes are the same.
fn difference_of_meaning(before: &Model, again: &[&Path]) -> Option<String> {
    let after = match Model::load(again) {
        Ok(after) => after,
        Err(problems) => return Some(problems.to_string()),
    };
    let ids = |model: &Model| -> Vec<String> {
        let shapes = model.shapes();
        shapes.map(|(_, shape)| shape.id.to_string()).collect()
    };
    if ids(before) != ids(&after) {
        return Some(format!("{:?}\n{:?}", ids(before), ids(&after)));
    }
    let mut pairs = before.shapes().zip(after.shapes());
    let different = pairs.find(|((_, one), (_, other))| {
        one.kind != other.kind || one.traits != other.traits || one.id != other.id
    });
    different.map(|pair| format!("{pair:?}"))
}

fn compare(models: &[Vec<PathBuf>]) {
    let start = Instant::now();
    let failures: Vec<String> = models
        .iter()
        .filter_map(|paths| difference(paths))
        .collect();
    println!("{} models in {:?}", models.len(), start.elapsed());
    assert_none(&failures);
}

fn each(files: Vec<PathBuf>) -> Vec<Vec<PathBuf>> {
    files.into_iter().map(|path| vec![path]).collect()
}

#[test]
fn the_project_s_own_models() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut models = each(files(&root.join("tests"), "smithy"));
    models.extend(each(files(&root.join("tests"), "json")));
    models.extend(each(files(&root.join("connect"), "json")));
    // Beside the sources of the whole project only.
    let behaviours = root.join("../tests/models");
    if behaviours.is_dir() {
        models.extend(each(files(&behaviours, "smithy")));
        models.extend(each(files(&behaviours, "json")));
    }
    let valid = models.iter().filter(|paths| Model::ast(paths).is_ok());
    assert!(valid.count() > 200);
    compare(&models);
}

/// Names that mean something else where they are short, and text that a comment can't have.
const HARD: &str = r##"{"smithy": "2.0", "metadata": {"a b": {"x-y": [null, -1.5e300, "\\\"\n\u202e"]}}, "shapes": {
    "a#true": {"type": "operation", "errors": [{"target": "a#structure"}]},
    "a#Service": {"type": "service", "version": "\t", "operations": [{"target": "a#true"}],
        "rename": {"b#String": "Text"}},
    "a#structure": {"type": "structure", "traits": {"smithy.api#error": "client"}, "members": {
        "use": {"target": "b#String"},
        "namespace": {"target": "smithy.api#String", "traits": {"smithy.api#default": "a\u0000"}},
        "structure": {"target": "a#structure"},
        "other": {"target": "c#Other"},
        "same": {"target": "b#Other"},
        "null": {"target": "a#null", "traits": {"smithy.api#default": {"\"": [{}, [], {"a": 1}]}}}}},
    "a#null": {"type": "document"},
    "a#trait": {"type": "structure", "traits": {"smithy.api#trait": {}}},
    "a#pattern": {"type": "string", "traits": {
        "smithy.api#pattern": "^\\d$", "a#trait": {}, "a#flag": true, "b#flags": [], "b#unset": null, "d#unknown": {},
        "smithy.api#documentation": "  two spaces  \n\n /// slashes\n"}},
    "a#flag": {"type": "boolean", "traits": {"smithy.api#trait": {}}},
    "a#Empty": {"type": "string", "traits": {"smithy.api#documentation": ""}},
    "a#Hidden": {"type": "string", "traits": {"smithy.api#documentation": "bell \u0007", "a#flag": false}},
    "b#String": {"type": "string"},
    "b#Own": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}, "b": {"target": "b#String"}}},
    "b#Other": {"type": "string"},
    "b#flags": {"type": "list", "member": {"target": "b#String"}, "traits": {"smithy.api#trait": {}}},
    "b#unset": {"type": "document", "traits": {"smithy.api#trait": {}}},
    "b#Suit": {"type": "enum", "members": {"H": {"target": "smithy.api#Unit"},
        "S": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "s"}}}},
    "c#Other": {"type": "string"},
    "c#Place": {"type": "resource", "identifiers": {"i": {"target": "c#Other"}}}}}"##;

#[test]
fn names_and_texts_that_are_hard_to_write() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("hard.json");
    fs::write(&path, HARD).expect("written");
    let written = Model::idl(&[&path]).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(written.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
    for expected in [
        "operations: [\n        a#true\n    ]",
        "use: b#String\n",
        "namespace: String = \"a\\u0000\"\n",
        "///   two spaces  \n///\n///  /// slashes\n///\n@flag\n@a#trait\n",
        "@documentation(\"bell \\u0007\")\n",
        "metadata \"a b\" = {\n",
    ] {
        assert!(
            written["a"].contains(expected),
            "{expected}\n{}",
            written["a"]
        );
    }
    compare(&[vec![path]]);
}

#[test]
fn a_trait_that_the_language_would_not_know_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("m.json");
    let shapes = r#""a#A": {"type": "string", "traits": {"a#none": {}}},
        "a#B": {"type": "structure", "members": {"a": {"target": "a#A", "traits": {"smithy.api#none": {}}}}}"#;
    fs::write(
        &path,
        format!(r#"{{"smithy": "2.0", "shapes": {{{shapes}}}}}"#),
    )
    .expect("written");
    let problems = Model::idl(&[&path]).expect_err("no definition");
    let messages: Vec<_> = problems
        .iter()
        .map(|problem| (problem.message.as_str(), problem.line.map(|(line, _)| line)))
        .collect();
    assert_eq!(
        messages,
        [
            (
                "the trait a#none is not defined, which the Smithy IDL requires",
                Some(1)
            ),
            (
                "the trait smithy.api#none is not defined, which the Smithy IDL requires",
                Some(2)
            ),
        ]
    );
}

#[test]
fn folders_are_one_model_of_several_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/idl");
    let folders = root.read_dir().expect("a folder");
    let folders = folders.map(|entry| entry.expect("an entry").path());
    let models = folders.map(|folder| {
        let all = files(&folder, "smithy").into_iter();
        let json = files(&folder, "json").into_iter();
        let json = json.filter(|path| !path.ends_with("expected.json"));
        all.chain(json).collect()
    });
    compare(&models.collect::<Vec<_>>());
}

#[test]
fn the_specification_s_own_models() {
    let Some(folder) = shared("conformance") else {
        return;
    };
    let mut models = each(files(&folder, "smithy"));
    models.extend(each(files(&folder, "json")));
    let dependencies = folder.join("dependencies");
    models.extend(
        files(&folder.join("protocols"), "smithy")
            .into_iter()
            .map(|path| vec![path, dependencies.clone()]),
    );
    compare(&models);
}

#[test]
#[ignore = "takes a minute"]
fn every_published_model() {
    let mut models = each(published());
    for folder in ["models/aws-2026", "models/connect-2022-10"] {
        models.extend(each(
            shared(folder).map_or_else(Vec::new, |folder| files(&folder, "json")),
        ));
    }
    compare(&models);
}
