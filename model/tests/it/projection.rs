//! The projection of a closure is a model in which `compare` finds nothing new.

use std::path::{Path, PathBuf};

use tinsmith_model::{Changes, Closure, Model, Operations, Side, compare};

use crate::published::published;
use crate::support::{model, model_v1};

/// The document, and the model that is read from it.
fn projected(model: &Model, service: &str, operations: &Operations) -> (String, Model) {
    let closure = Closure::of(model, Some(service), operations)
        .unwrap_or_else(|problems| panic!("{problems}"));
    let document = closure.projection(model).to_string();
    let projected = Model::from_bytes("projection.json", document.as_bytes());
    let projected = projected.unwrap_or_else(|problems| panic!("{problems}\n{document}"));
    (document, projected)
}

/// Both ways, and the projection of what was read is the same document.
fn holds_all(name: &str, model: &Model, service: &str, operations: &Operations) {
    let (document, projected_model) = projected(model, service, operations);
    let side = |model| Side {
        model,
        service: Some(service),
    };
    for (old, new) in [(model, &projected_model), (&projected_model, model)] {
        let changes = compare(side(old), side(new), operations);
        let changes = changes.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        assert_eq!(changes, Changes::default(), "{name}");
    }
    let (again, _) = projected(&projected_model, service, operations);
    assert_eq!(again, document, "{name}");
}

/// The small models of the repository: those of the generator, and the pairs of every rule.
fn small_models() -> Vec<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["connect", "tests/changes", "../tests/models"];
    let mut folders: Vec<PathBuf> = folders.map(|folder| package.join(folder)).into();
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder of models") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => paths.push(path),
            }
        }
    }
    paths.sort();
    paths
}

#[test]
fn small_models_keep_all_that_is_compared() {
    let mut seen = 0;
    for path in small_models() {
        // Some are there to be refused.
        let Ok(model) = Model::load(&[&path]) else {
            continue;
        };
        let name = path.display().to_string();
        for service in model.services() {
            seen += 1;
            let service = model.shape(service).id.as_str();
            holds_all(&name, &model, service, &Operations::All);
            let closure = Closure::of(&model, Some(service), &Operations::All);
            for operation in closure.expect("the service is there").operations() {
                let operation = model.shape(*operation).id.name().to_owned();
                holds_all(&name, &model, service, &Operations::Named(vec![operation]));
            }
            holds_all(&name, &model, service, &Operations::Named(Vec::new()));
        }
    }
    assert!(seen > 100, "only {seen} models");
}

#[test]
fn published_models_keep_all_that_is_compared() {
    for path in published() {
        let model = Model::load(&[&path]).unwrap_or_else(|problems| panic!("{problems}"));
        let name = path.display().to_string();
        for service in model.services() {
            let service = model.shape(service).id.as_str();
            holds_all(&name, &model, service, &Operations::All);
        }
    }
}

#[test]
fn only_what_is_reached_is_there_sorted_and_flat() {
    let model = model(
        r##""a#S": {"type": "service", "version": "1", "resources": [{"target": "a#R"}, {"target": "a#Q"}],
                "operations": [{"target": "a#B"}], "errors": [{"target": "a#E"}],
                "rename": {"a#T": "Tee", "a#U": "You"}},
            "a#R": {"type": "resource", "identifiers": {"id": {"target": "a#Id"}}, "read": {"target": "a#A"}},
            "a#Q": {"type": "resource", "list": {"target": "a#C"}},
            "a#Id": {"type": "string"},
            "a#A": {"type": "operation", "input": {"target": "a#I"}, "output": {"target": "smithy.api#Unit"},
                "traits": {"smithy.api#readonly": {}}},
            "a#B": {"type": "operation"},
            "a#C": {"type": "operation", "input": {"target": "a#J"}},
            "a#M": {"type": "structure", "members": {"id": {"target": "a#Id", "traits": {"smithy.api#required": {}}}},
                "traits": {"smithy.api#mixin": {}}},
            "a#I": {"type": "structure", "members": {"t": {"target": "a#T"}}, "mixins": [{"target": "a#M"}],
                "traits": {"x.y#z": {"b": 1, "a": {"d": 2, "c": 3}}}},
            "a#J": {"type": "structure", "members": {"u": {"target": "a#U"}}},
            "a#T": {"type": "list", "member": {"target": "smithy.api#String"}},
            "a#U": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "a#T"}},
            "a#E": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}},
            "x.y#z": {"type": "structure", "members": {}, "traits": {"smithy.api#trait": {}}}"##,
    );
    let (document, _) = projected(&model, "S", &Operations::Named(vec!["A".to_owned()]));
    let expected = concat!(
        r##"{"smithy":"2.0","shapes":{"##,
        r##""a#A":{"type":"operation","input":{"target":"a#I"},"traits":{"smithy.api#readonly":{}}},"##,
        r##""a#E":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}},"##,
        r##""a#I":{"type":"structure","members":{"id":{"target":"a#Id","traits":{"smithy.api#required":{}}},"##,
        r##""t":{"target":"a#T"}},"traits":{"x.y#z":{"a":{"c":3,"d":2},"b":1}}},"##,
        r##""a#Id":{"type":"string"},"##,
        r##""a#R":{"type":"resource","operations":[{"target":"a#A"}]},"##,
        r##""a#S":{"type":"service","version":"1","resources":[{"target":"a#R"}],"##,
        r##""errors":[{"target":"a#E"}],"rename":{"a#T":"Tee"}},"##,
        r##""a#T":{"type":"list","member":{"target":"smithy.api#String"}}}}"##,
    );
    assert_eq!(document, expected);
}

#[test]
fn values_without_names_stay_so() {
    let model = model_v1(
        r##""a#S": {"type": "service", "version": "1", "operations": [{"target": "a#A"}]},
            "a#A": {"type": "operation", "input": {"target": "a#I"}},
            "a#I": {"type": "structure", "members": {"e": {"target": "a#E"}, "n": {"target": "a#N"}}},
            "a#N": {"type": "integer"},
            "a#E": {"type": "string", "traits": {"smithy.api#enum": [
                {"value": "one two", "documentation": "D.", "deprecated": true, "tags": ["t"]}, {"value": "3"}]}}"##,
    );
    holds_all("unnamed", &model, "S", &Operations::All);
    let (document, _) = projected(&model, "S", &Operations::All);
    assert!(document.contains(r#""smithy.api#default":0"#), "{document}");
}
