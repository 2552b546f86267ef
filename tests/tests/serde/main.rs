//! Values of generated types in JSON and in a binary format (postcard): every type of some models, and their builders,
//! are the same when they come back. The types are those of crates that the test generates, and their values are random.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use tinsmith::{Client, Dependency, Manifest, Options, Runtime};
use tinsmith_model::Model;
use tinsmith_tests::compiled::{self, Workspace};
use tinsmith_tests::{models, repository};

/// Models with values of every kind.
const MODELS: [&str; 14] = [
    "defaults.json",
    "documents.json",
    "enums.json",
    "errors.json",
    "event_streams.json",
    "int_enums.json",
    "names.json",
    "numbers.json",
    "recursion.json",
    "required.json",
    "rest_xml.json",
    "sparse.json",
    "streaming_both.json",
    "unions.json",
];

/// Types with streams, which can't be compared: they are only written and read.
const STREAMS: [&str; 1] = ["streaming_both.json"];

/// The model whose values hold themselves, and a test of its crate.
const DEEP: (&str, &str) = ("recursion.json", include_str!("deep.rs"));

/// What the tests of each crate begin with.
const AROUND: &str = r#"
#![allow(deprecated, unused)]
#[path = RANDOM]
mod random;

use std::fmt::Debug;
use random::Random;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn values<T: DeserializeOwned>() -> Vec<T> {
    // Texts of big numbers are seldom numbers.
    let values: Vec<T> = (0..400)
        .filter_map(|seed| T::deserialize(&mut Random::new(seed)).ok())
        .take(60)
        .collect();
    assert!(values.len() > 5, "too few values");
    values
}

fn read_back<T: Serialize + DeserializeOwned>(value: &T) -> [T; 2] {
    let json = serde_json::to_string(value).expect("JSON");
    let binary = postcard::to_allocvec(value).expect("postcard");
    [
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}")),
        postcard::from_bytes(&binary).expect("what was written"),
    ]
}

fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>() {
    for value in values::<T>() {
        for read in read_back(&value) {
            assert_eq!(read, value);
        }
    }
}

fn readable<T: Serialize + DeserializeOwned>() {
    for value in values::<T>() {
        read_back(&value);
    }
}
"#;

#[test]
fn every_type_is_the_same_when_it_comes_back() {
    let mut crates = Workspace::new("serde");
    let mut names = Vec::new();
    for model in MODELS {
        let name = model.trim_end_matches(".json").replace('_', "-");
        let package = format!("serde-{name}");
        let mut client = client(&models().join(model), &package);
        let has_streams = STREAMS.contains(&model);
        client.files.push(tests_of(&client, &package, has_streams));
        if model == DEEP.0 {
            client.files.push(tinsmith::File {
                path: "tests/deep.rs".into(),
                text: DEEP.1.to_owned(),
            });
        }
        crates.add(&package, &client);
        names.push(package);
    }
    let folder = crates.prepare();
    let output = compiled::cargo(folder)
        .args(["test", "--workspace", "--quiet", "--no-fail-fast"])
        .args(["--test", "round_trip", "--test", "deep"])
        .args(["--features", "serde-serialize,serde-deserialize"])
        .output()
        .expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let ran = text.matches("test result: ok").count();
    assert_eq!(ran, names.len() + 1, "{text}");
}

#[test]
fn one_feature_alone_and_none_compile_without_warnings() {
    let mut crates = Workspace::new("serde-features");
    for model in ["unions.json", "required.json"] {
        let package = format!("serde-alone-{}", model.trim_end_matches(".json"));
        crates.add(&package, &client(&models().join(model), &package));
    }
    let folder = crates.prepare();
    for features in ["", "serde-serialize", "serde-deserialize"] {
        let output = compiled::cargo(folder)
            .args(["clippy", "--workspace", "--quiet", "--features", features])
            .args(["--", "-D", "warnings"])
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{features}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

fn client(model: &Path, package: &str) -> Client {
    let model = Model::load(&[model]).unwrap_or_else(|problems| panic!("{problems}"));
    let mut options = Options::default();
    options.shaping.serde = true;
    let requirements = [
        (
            "postcard",
            r#"{ version = "1", default-features = false, features = ["alloc"] }"#,
        ),
        ("serde", r#"{ version = "1", features = ["std"] }"#),
        (
            "serde_json",
            r#"{ version = "1", features = ["float_roundtrip"] }"#,
        ),
    ];
    options.shaping.dependencies = requirements
        .map(|(name, value)| Dependency {
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .to_vec();
    options.manifest = Some(Manifest {
        name: Some(package.to_owned()),
        version: "0.1.0".to_owned(),
        license: None,
        runtime: Runtime::Path(repository().join("runtime").to_string_lossy().into_owned()),
    });
    Client::new(&model, &options).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A test for each type of the client that has the traits.
fn tests_of(client: &Client, package: &str, has_streams: bool) -> tinsmith::File {
    let random = repository().join("tests/tests/serde/random.rs");
    let mut text = AROUND.replace("RANDOM", &format!("{:?}", random.display().to_string()));
    let library = package.replace('-', "_");
    let check = if has_streams { "readable" } else { "same" };
    for (at, path) in types(client).iter().enumerate() {
        let _ = writeln!(
            text,
            "#[test]\nfn type_{at}() {{ {check}::<{library}::{path}>(); }}"
        );
    }
    tinsmith::File {
        path: "tests/round_trip.rs".into(),
        text,
    }
}

/// The paths of the types that implement `Serialize`, and of their builders.
fn types(client: &Client) -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for file in &client.files {
        let Ok(path) = file.path.strip_prefix("src") else {
            continue;
        };
        let module = match path.parent().and_then(Path::to_str) {
            Some("operation") => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                format!("operation::{stem}")
            }
            Some("types") => "types".to_owned(),
            Some("types/error") => "types::error".to_owned(),
            _ => continue,
        };
        let names = |implemented: &str| -> Vec<String> {
            let lines = file.text.lines().filter_map(|line| {
                let rest = line.split_once(implemented)?.1;
                Some(rest.trim_end_matches(" {").to_owned())
            });
            lines.collect()
        };
        for name in names("Serialize for ") {
            types.insert(format!("{module}::{name}"));
        }
        for name in names("SerializeFields for ") {
            types.insert(format!("{module}::builders::{name}Builder"));
        }
    }
    assert!(!types.is_empty(), "no type has the traits");
    types
}
