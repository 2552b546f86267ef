//! Clients that are split into several crates.

use std::collections::BTreeMap;
use std::path::Path;

use tinsmith::Client;
use tinsmith_model::Model;
use tinsmith_tests::compiled::{Workspace, build_tests};
use tinsmith_tests::locks::locked;
use tinsmith_tests::{cases, generate, generate_split, models, repository};

/// Models of `models` whose clients have what crosses the borders of crates, and the number of parts: pages, waiters, event
/// streams, sessions, presigned calls, bodies left out of signatures, endpoint discovery, own types, checks of inputs.
const BEHAVIOURS: [(&str, usize); 12] = [
    ("aws_json_paginated", 1),
    ("endpoint_discovery", 2),
    ("errors", 1),
    ("event_streams", 1),
    ("input_checks", 1),
    ("operation_names", 2),
    ("own_library", 1),
    ("presigned_s3", 2),
    ("recursion", 1),
    ("s3_express", 2),
    ("s3_objects", 2),
    ("waiters", 2),
];

/// Models of `conformance`, whose cases are calls.
const CASES: [&str; 2] = ["rest_json_1/values.json", "rest_json_1/errors.json"];

fn load(path: &Path) -> Model {
    Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn split(model: &Model, name: &str, parts: usize) -> Client {
    generate_split(model, name, parts, false).unwrap_or_else(|problems| panic!("{problems}"))
}

fn behaviour(name: &str) -> Model {
    let mut cases = cases(&models()).into_iter();
    let case = cases.find(|(other, _)| other == name);
    let (_, files) = case.expect("the model is there");
    Model::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn connect() -> Model {
    load(&repository().join("model/connect/2022-10-13.json"))
}

/// The texts of a client's files, by path.
fn texts(client: &Client) -> BTreeMap<String, &str> {
    let files = client.files.iter();
    let files = files.map(|file| {
        let path = file.path.to_string_lossy().replace('\\', "/");
        (path, file.text.as_str())
    });
    files.collect()
}

/// The names of the files in a folder of a client.
fn names(client: &Client, folder: &str) -> Vec<String> {
    let files = texts(client).into_keys();
    let names = files.filter_map(|path| Some(path.strip_prefix(folder)?.to_owned()));
    names.collect()
}

#[test]
fn split_clients_compile_without_warnings_and_their_calls_work() {
    let mut crates = Workspace::new("split");
    crates.add("split-connect", &split(&connect(), "split-connect", 3));
    for (name, parts) in BEHAVIOURS {
        let package = format!("split-{}", name.replace('_', "-"));
        crates.add(&package, &split(&behaviour(name), &package, parts));
    }
    let mut with_tests = Vec::new();
    for file in CASES {
        let model = load(&repository().join("tests/conformance").join(file));
        let stem = Path::new(file).file_stem().expect("a file");
        let package = format!("split-cases-{}", stem.to_string_lossy());
        let client = generate_split(&model, &package, 1, true);
        let client = client.unwrap_or_else(|problems| panic!("{problems}"));
        assert!(client.summary.protocol_tests > 0);
        crates.add(&package, &client);
        with_tests.push((package, client.summary.protocol_tests));
    }
    let folder = crates.prepare().to_owned();
    crates.check();
    let tests = build_tests(&folder, "protocol_tests");
    for (package, count) in with_tests {
        let ended = tests.ended(&package);
        assert_eq!(ended.len(), count, "{package}");
        for (test, passed) in ended {
            assert!(passed, "{package}: {test}");
        }
    }
}

#[test]
fn a_split_client_is_emitted_as_locked() {
    let client = split(&behaviour("waiters"), "behaviour-waiters", 2);
    let parts = [
        "Cargo.toml",
        "src/*",
        "crates/base/Cargo.toml",
        "crates/base/src/lib.rs",
        "crates/base/src/client.rs",
        "crates/base/src/types.rs",
        "crates/part-*/Cargo.toml",
        "crates/part-*/src/lib.rs",
        "crates/part-*/src/operation.rs",
        "crates/part-*/src/types.rs",
        "crates/part-*/src/waiters.rs",
    ];
    let runtime = repository().join("runtime");
    let text = locked(&client.files, &parts).replace(&*runtime.to_string_lossy(), "<runtime>");
    insta::assert_snapshot!("waiters", text);
}

#[test]
fn every_operation_and_type_is_in_one_crate_whose_code_is_that_of_one_crate() {
    let model = connect();
    let whole = generate(&model, "aws-sdk-connect").expect("a client");
    let client = split(&model, "aws-sdk-connect", 3);
    let files = texts(&client);
    for (path, text) in texts(&whole) {
        let Some(item) = path.strip_prefix("src/") else {
            continue;
        };
        if !item.starts_with("operation/") && !item.starts_with("types/_") {
            continue;
        }
        let homes = files.iter().filter(|(path, _)| {
            let home = path.strip_prefix("crates/");
            home.is_some_and(|it| it.split_once("/src/").is_some_and(|(_, it)| it == item))
        });
        let homes: Vec<_> = homes.collect();
        let [(_, found)] = homes[..] else {
            panic!("{item} is in {} crates", homes.len());
        };
        let found = found.replace("client::Handle", "client::Client");
        assert_eq!(without_borders(&found), without_borders(text), "{item}");
    }
}

/// The code without its layout, and with one spelling of what only the client uses.
fn without_borders(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    let code = code.replace("#[doc(hidden)]pub", "pub(crate)");
    // A line that is too long becomes several, and the last parameter gets a comma.
    code.replace(",)", ")")
}

#[test]
fn operations_about_one_thing_are_in_one_part() {
    let client = split(&connect(), "aws-sdk-connect", 2);
    let parts = [1, 2].map(|part| names(&client, &format!("crates/part-{part}/src/operation/")));
    assert_eq!(parts[0].len() + parts[1].len(), 13);
    // Only the thing at the border may be in both.
    let things = parts.each_ref().map(|part| {
        let things = ["instance", "tag", "user"].into_iter();
        let is_here = |thing: &&str| part.iter().any(|name| name.contains(*thing));
        things.filter(is_here).collect::<Vec<_>>()
    });
    assert_eq!(
        things,
        [vec!["instance", "tag", "user"], vec!["user"]],
        "{parts:?}"
    );
}

#[test]
fn a_split_client_is_the_same_whenever_it_is_emitted() {
    let model = connect();
    let first = split(&model, "aws-sdk-connect", 4);
    for _ in 0..3 {
        assert!(first.files == split(&model, "aws-sdk-connect", 4).files);
    }
}

#[test]
fn one_part_has_all_operations() {
    let model = connect();
    let client = split(&model, "aws-sdk-connect", 1);
    assert_eq!(names(&client, "crates/part-1/src/operation/").len(), 13);
    assert!(names(&client, "crates/part-2/").is_empty());
    let manifest = texts(&client)["Cargo.toml"].to_owned();
    for line in [
        "aws-sdk-connect-base = { path = \"crates/base\", version = \"=0.1.0\", default-features = false }\n",
        "aws-sdk-connect-part-1 = { path = \"crates/part-1\", version = \"=0.1.0\", default-features = false }\n",
        "rt-tokio = [\"tinsmith-runtime/rt-tokio\", \"aws-sdk-connect-base/rt-tokio\"]\n",
    ] {
        assert!(manifest.contains(line), "{manifest}");
    }
}
