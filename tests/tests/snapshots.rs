//! Snapshots of the output: parts of the client of each model in `models/`, and the diagnostics of each invalid or
//! unsupported model. There is one test for each model; `build.rs` finds them.
//!
//! Each snapshot has the code that writes and reads the calls and types of the model. `locks` in the model's metadata
//! lists further parts, in the form of `tinsmith_tests::locks`. `compiles.rs` compiles all of these clients.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tinsmith::Client;
use tinsmith_model::{Diagnostics, Model, Node};
use tinsmith_tests::locks::{have, locked};
use tinsmith_tests::{cases, generate, models, repository};

/// How calls and types are written and read.
const CODECS: [&str; 3] = [
    "src/operation/*: Operation for",
    "src/types/*: pub(crate) fn",
    "src/types/error/*: pub(crate) fn",
];

/// A file of each kind that there is, and what all clients have but for names.
const CONNECT: [&str; 10] = [
    "Cargo.toml",
    "src/*.rs",
    "src/config/*",
    "src/operation/list_users.rs",
    "src/types/_hierarchy_group_condition.rs",
    "src/types/_phone_type.rs",
    "src/types/_user.rs",
    "src/types/_user_phone_config.rs",
    "src/types/error.rs",
    "src/types/error/_throttling_exception.rs",
];

mod behaviours {
    include!(concat!(env!("OUT_DIR"), "/behaviours.rs"));
}

mod invalid {
    include!(concat!(env!("OUT_DIR"), "/invalid.rs"));
}

mod unsupported {
    include!(concat!(env!("OUT_DIR"), "/unsupported.rs"));
}

/// A model is emitted as it is locked, whenever it is emitted.
fn check_behaviours(name: &str) {
    let files = files("", name);
    let model = Model::load(&files).unwrap_or_else(|error| panic!("{error}"));
    let package = format!("behaviour-{}", name.replace('_', "-"));
    let client = generate(&model, &package).unwrap_or_else(|error| panic!("{error}"));
    let own = locks(&model, &files);
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    insta::assert_snapshot!(
        format!("behaviour__{name}"),
        of_client(&client, &[&CODECS[..], &own].concat())
    );
    for part in own {
        let is_there = have(&client.files, part);
        assert!(is_there, "`locks` has `{part}`, which is in no file");
    }
    let again = generate(&model, &package).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(client.files, again.files);
}

fn check_invalid(name: &str) {
    let problems = Model::load(&files("invalid", name)).map(|model| generate(&model, "invalid"));
    match problems {
        Err(problems) | Ok(Err(problems)) => {
            insta::assert_snapshot!(format!("invalid__{name}"), shown(&problems));
        }
        Ok(Ok(_)) => panic!("the model was accepted"),
    }
}

fn check_unsupported(name: &str) {
    let model = Model::load(&files("unsupported", name));
    let model = model.unwrap_or_else(|error| panic!("{error}"));
    match generate(&model, "unsupported") {
        Err(problems) => {
            insta::assert_snapshot!(format!("unsupported__{name}"), shown(&problems));
        }
        Ok(_) => panic!("the model was accepted"),
    }
}

#[test]
fn connect_is_emitted_as_locked() {
    let model = Model::load(&[repository().join("model/connect/2022-10-13.json")])
        .unwrap_or_else(|error| panic!("{error}"));
    let client = generate(&model, "connect-locked").unwrap_or_else(|error| panic!("{error}"));
    let parts = [&CODECS[..], &CONNECT].concat();
    insta::assert_snapshot!("connect", of_client(&client, &parts));
    for part in parts {
        assert!(have(&client.files, part), "`{part}` is in no file");
    }
}

/// The files of a model in a folder of `models`.
fn files(folder: &str, name: &str) -> Vec<PathBuf> {
    let mut cases = cases(&models().join(folder)).into_iter();
    let case = cases.find(|(other, _)| other == name);
    let (_, files) = case.expect("the build script has found it");
    files
}

/// What a model says that it locks.
fn locks(model: &Model, files: &[PathBuf]) -> Vec<String> {
    let listed = model.metadata().iter().find(|(key, _)| key == "locks");
    if let Some((_, listed)) = listed {
        let parts = listed.as_array().expect("`locks` is a list").iter();
        return parts.filter_map(Node::as_str).map(str::to_owned).collect();
    }
    // Of the AWS JSON format the model keeps no metadata.
    let mut parts = Vec::new();
    for file in files
        .iter()
        .filter(|it| it.extension() == Some("json".as_ref()))
    {
        let text = fs::read(file).expect("the model was read");
        let model: Value = serde_json::from_slice(&text).expect("the model is JSON");
        let listed = model["metadata"]["locks"].as_array().into_iter().flatten();
        parts.extend(listed.filter_map(Value::as_str).map(str::to_owned));
    }
    parts
}

/// Parts of a client, without the path of this checkout.
fn of_client(client: &Client, parts: &[&str]) -> String {
    let runtime = repository().join("runtime");
    locked(&client.files, parts).replace(&*runtime.to_string_lossy(), "<runtime>")
}

/// The diagnostics, without the path of this checkout.
fn shown(problems: &Diagnostics) -> String {
    problems
        .to_string()
        .replace(&*format!("{}/", models().display()), "")
}
