//! Selectors: cases of our own in `tests/selectors`, and the specification's where they are at hand. A case is an entry
//! of the metadata `selectorTests`: a selector and the shapes that it matches.

use std::path::{Path, PathBuf};

use tinsmith_model::{Model, ModelFiles, Node, Selector, select};

use crate::conformance::files;
use crate::published::shared;

/// How many cases a file has, and those that fail.
fn run(path: &Path) -> (usize, Vec<String>) {
    let model = Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
    let files = ModelFiles::read(&[path]).expect("read before");
    let metadata = model.metadata().iter();
    let cases = metadata
        .filter(|(key, _)| key == "selectorTests")
        .filter_map(|(_, value)| value.as_array());
    let (mut count, mut failures) = (0, Vec::new());
    for case in cases.flatten() {
        count += 1;
        let text = case
            .get("selector")
            .and_then(Node::as_str)
            .expect("a selector");
        let matches = case
            .get("matches")
            .and_then(Node::as_array)
            .expect("matches");
        let mut wanted: Vec<&str> = matches.iter().filter_map(Node::as_str).collect();
        wanted.sort_unstable();
        let own = case.get("skipPreludeShapes").and_then(Node::as_bool);
        let selector = Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let selected = select(&files, &selector).unwrap_or_else(|problems| panic!("{problems}"));
        let found: Vec<&str> = selected
            .iter()
            .filter(|shape| own != Some(true) || !shape.is_prelude)
            .map(|shape| shape.id.as_str())
            .collect();
        if found != wanted {
            failures.push(format!(
                "{}: {text}\n  expected {wanted:?}\n  found    {found:?}",
                path.display()
            ));
        }
    }
    (count, failures)
}

fn run_all(folder: &Path) -> usize {
    let (mut count, mut failures) = (0, Vec::new());
    for path in files(folder, "smithy") {
        let (more, failed) = run(&path);
        count += more;
        failures.extend(failed);
    }
    assert!(
        failures.is_empty(),
        "{}\n{} of {count} failed",
        failures.join("\n"),
        failures.len()
    );
    count
}

#[test]
fn own_cases() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/selectors");
    assert!(run_all(&folder) > 20);
}

#[test]
fn cases_of_the_specification() {
    if let Some(folder) = shared("conformance/selectors") {
        println!("{} cases", run_all(&folder));
    }
}

#[test]
fn variables_are_told() {
    let model = r#"
        $version: "2.0"
        namespace example
        service Weather { operations: [Now] }
        operation Now { output := { celsius: Float, city: String } }
    "#;
    let files = vec![("weather.smithy".to_owned(), model.as_bytes().to_vec())];
    let files = ModelFiles::in_memory(files).expect("text");
    let selector = Selector::parse("service $all(~> operation) ~> simpleType").expect("valid");
    let selected = select(&files, &selector).expect("a model");
    let found: Vec<(&str, &str, &[String])> = selected
        .iter()
        .map(|it| (it.id.as_str(), it.kind, it.variables["all"].as_slice()))
        .collect();
    let now = ["example#Now".to_owned()];
    assert_eq!(
        found,
        [
            ("smithy.api#Float", "float", now.as_slice()),
            ("smithy.api#String", "string", now.as_slice())
        ]
    );
}
