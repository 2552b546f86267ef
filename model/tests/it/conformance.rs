//! The specification's own tests of the Smithy IDL, where they are at hand.

use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tinsmith_model::{Diagnostics, Model, ModelFiles, Node};

use crate::published::shared;
use crate::support::assert_none;

/// Every file below a folder with this extension, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What differs between two models.
fn differences(one: &Model, other: &Model) -> Vec<String> {
    let mut found = Vec::new();
    let names = |model: &Model| -> Vec<String> {
        model
            .shapes()
            .map(|(_, shape)| shape.id.to_string())
            .collect()
    };
    if names(one) != names(other) {
        return vec![format!("{:?}\n{:?}", names(one), names(other))];
    }
    for ((_, a), (_, b)) in one.shapes().zip(other.shapes()) {
        if a.kind != b.kind {
            found.push(format!("{}:\n{:?}\n{:?}", a.id, a.kind, b.kind));
        }
        if a.traits != b.traits {
            found.push(format!("{}:\n{:?}\n{:?}", a.id, a.traits, b.traits));
        }
    }
    let metadata = |model: &Model| Node::Object(model.metadata().to_vec());
    if metadata(one) != metadata(other) {
        found.push(format!("{}\n{}", metadata(one), metadata(other)));
    }
    found
}

/// A document without what can be said in two ways: empty parts, what stands for nothing, the version.
fn essence(document: &Node) -> Node {
    let Node::Object(entries) = document else {
        return document.clone();
    };
    let is_unit =
        |value: &Node| value.get("target").and_then(Node::as_str) == Some("smithy.api#Unit");
    let entries = entries.iter().filter(|(key, value)| match key.as_str() {
        "members" | "traits" | "mixins" | "shapes" | "identifiers" => !is_empty(value),
        "operations" | "resources" | "errors" => !is_empty(value),
        "input" | "output" => !is_unit(value),
        "smithy" => false,
        _ => true,
    });
    Node::Object(
        entries
            .map(|(key, value)| match key.as_str() {
                "metadata" | "traits" => (key.clone(), value.clone()),
                _ => (key.clone(), essence(value)),
            })
            .collect(),
    )
}

fn is_empty(value: &Node) -> bool {
    value.as_array().is_some_and(<[Node]>::is_empty)
        || value.as_object().is_some_and(<[(String, Node)]>::is_empty)
}

#[test]
fn both_forms_give_the_same_model() {
    let Some(folder) = shared("conformance/idl/valid") else {
        return;
    };
    let common = folder.join("__shared.json");
    let mut failures = Vec::new();
    let (mut equal, mut literal) = (0, 0);
    for path in files(&folder, "smithy") {
        let json = path.with_extension("json");
        if !json.is_file() {
            continue;
        }
        let load = |path: &PathBuf| -> Result<Model, Diagnostics> { Model::load(&[path, &common]) };
        match (load(&path), load(&json)) {
            (Ok(idl), Ok(json)) => match differences(&idl, &json).as_slice() {
                [] => {
                    equal += 1;
                    let ast = |path: &PathBuf| Model::ast(&[path, &common]).expect("valid");
                    let (idl, json) = (ast(&path), ast(&path.with_extension("json")));
                    if idl != json {
                        failures.push(format!("{path:?}\n{idl}\n{json}"));
                    }
                    let text = read_to_string(path.with_extension("json")).expect("a file");
                    let json: Node = serde_json::from_str(&text).expect("JSON");
                    match Model::ast(&[&path]) {
                        Ok(idl) if essence(&idl) == essence(&json) => literal += 1,
                        _ => {}
                    }
                }
                found => failures.push(format!("{path:?}\n{}", found.join("\n"))),
            },
            (Err(problems), _) | (_, Err(problems)) => failures.push(problems.to_string()),
        }
    }
    println!("{equal} pairs, {literal} documents as they are");
    assert_none(&failures);
}

#[test]
fn flattened_forms_give_the_same_model() {
    let Some(folder) = shared("conformance/idl/valid") else {
        return;
    };
    let mut failures = Vec::new();
    let all = files(&folder, "smithy");
    let is_flat = |path: &&PathBuf| path.to_string_lossy().contains(".flattened.");
    for flat in all.iter().filter(is_flat) {
        let path = flat.to_string_lossy().replace(".flattened.", ".");
        let load =
            |path: &Path| Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
        let found = differences(&load(Path::new(&path)), &load(flat));
        if !found.is_empty() {
            failures.push(format!("{path}\n{}", found.join("\n")));
        }
    }
    assert_none(&failures);
}

/// The line that the first line of a file names.
fn expected_line(text: &str) -> Option<usize> {
    let (_, rest) = text.lines().next()?.split_once("at line ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[test]
fn what_is_invalid_is_rejected_at_its_line() {
    let Some(folder) = shared("conformance/idl/invalid") else {
        return;
    };
    let mut failures = Vec::new();
    let (mut rejected, mut located, mut exact) = (0, 0, 0);
    let json = files(&folder, "json");
    for path in files(&folder, "smithy").iter().chain(&json) {
        let text = read_to_string(path).expect("a file");
        let expected = expected_line(&text);
        located += usize::from(expected.is_some());
        match Model::load(&[path]) {
            Ok(_) => failures.push(format!("{}: accepted\n{text}", path.display())),
            Err(problems) => {
                rejected += 1;
                let lines: Vec<usize> = problems
                    .iter()
                    .filter_map(|problem| Some(problem.line?.0))
                    .collect();
                match expected {
                    Some(line) if lines.first() == Some(&line) => exact += 1,
                    Some(line) => failures.push(format!("{line} expected:\n{problems}")),
                    None => {}
                }
            }
        }
    }
    println!("{rejected} rejected, {exact} of {located} at the line");
    assert_none(&failures);
}

/// The error that the suites name, but do not define.
const FRAMEWORK: &str = r#"
$version: "2.0"
namespace smithy.framework

@error("client")
structure ValidationException {
    @required
    message: String
}
"#;

#[test]
fn protocol_suites_load() {
    let Some(folder) = shared("conformance/protocols") else {
        return;
    };
    let Some(dependencies) = shared("conformance/dependencies") else {
        return;
    };
    let mut paths = files(&folder, "smithy");
    paths.extend(files(&dependencies, "smithy"));
    let common = tempfile::tempdir().expect("a folder");
    let framework = common.path().join("framework.smithy");
    std::fs::write(&framework, FRAMEWORK).expect("written");
    paths.push(framework);
    let start = Instant::now();
    let model = Model::load(&paths).unwrap_or_else(|problems| panic!("{problems}"));
    let took = start.elapsed();
    println!("{} files in {took:?}", paths.len());
    assert!(cfg!(debug_assertions) || took.as_secs() < 1, "{took:?}");
    assert!(model.services().len() > 10);
}

#[test]
fn values_of_the_protocol_tests_are_values_of_their_shapes() {
    let Some(folder) = shared("conformance/protocols/aws") else {
        return;
    };
    let found = ModelFiles::read(&files(&folder, "smithy")).expect("models");
    let rules = [
        "HttpRequestTests",
        "HttpResponseTests",
        "EventStreamTestsTrait",
    ];
    let failures: Vec<String> = found
        .events()
        .iter()
        .filter(|event| rules.iter().any(|rule| event.id.starts_with(rule)))
        .map(|event| event.diagnostic.to_string())
        .collect();
    assert_none(&failures);
}
