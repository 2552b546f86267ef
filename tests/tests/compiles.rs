//! All clients of the snapshots compile without a warning, and so do the calls that the change report shows.

use std::fmt::Write as _;
use std::path::PathBuf;

use tinsmith::File;
use tinsmith::report::page::{Language, Method};
use tinsmith::report::{self, Version};
use tinsmith_model::{Changes, Closure, Model, Operations, Side};
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::{behaviours, generate, generate_operations, repository, shared};

/// What a reader of the report would write around the calls.
const AROUND: &str = "#![allow(clippy::all, deprecated, unused)]
use std::collections::HashMap;
use tinsmith_runtime::aws_smithy_types::{DateTime, Document};
use {client}::{Client, primitives::*, types::*};
";

/// Models that the calls of do not compile where all types are imported at once: their shapes are
/// called as types of others are.
const NAMED_ALIKE: [&str; 1] = ["names"];

/// The published model of a large service.
const WHOLE: &str = "models/aws/connect-2017-08-08.json";

/// Every eighth operation of that service is compiled with the behaviours. An ignored test compiles all of them.
const STEP: usize = 8;

#[test]
fn each_behaviour_compiles_and_so_do_its_calls_in_the_report() {
    let mut crates = Workspace::new("behaviours");
    let connect = repository().join("model/connect/2022-10-13.json");
    let own = ("connect".to_owned(), vec![connect]);
    for (name, files) in behaviours().into_iter().chain([own]) {
        let package = format!("behaviour-{}", name.replace('_', "-"));
        let model = load(&files);
        let mut client = generate(&model, &package).unwrap_or_else(|problems| panic!("{problems}"));
        if !NAMED_ALIKE.contains(&&*name) {
            client.files.push(calls(&model, &package, &Operations::All));
        }
        crates.add(&package, &client);
    }
    if let Some(path) = shared(WHOLE) {
        let model = load(&[path]);
        let all = operations(&model);
        let some = all.into_iter().step_by(STEP).collect();
        add_published(&mut crates, &model, Operations::Named(some));
    }
    crates.check();
}

/// Ignored because it takes a minute: `cargo test --package tinsmith-tests --test compiles -- --ignored`.
#[test]
#[ignore = "compiles all operations of a large service"]
fn a_whole_service_compiles_and_so_do_its_calls_in_the_report() {
    let Some(path) = shared(WHOLE) else {
        return;
    };
    let mut crates = Workspace::new("whole");
    add_published(&mut crates, &load(&[path]), Operations::All);
    crates.check();
}

fn add_published(crates: &mut Workspace, model: &Model, operations: Operations) {
    let package = "behaviour-published-connect";
    let client = generate_operations(model, package, operations.clone());
    let mut client = client.unwrap_or_else(|problems| panic!("{problems}"));
    client.files.push(calls(model, package, &operations));
    crates.add(package, &client);
}

fn operations(model: &Model) -> Vec<String> {
    let closure = Closure::of(model, None, &Operations::All);
    let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
    let ids = closure.operations().iter().map(|&it| &model[it].id);
    ids.map(|id| id.name().to_owned()).collect()
}

/// An example with the calls that the report shows for these operations.
fn calls(model: &Model, package: &str, operations: &Operations) -> File {
    let text = AROUND.replace("{client}", &package.replace('-', "_"));
    let functions = functions(&methods(model, operations));
    File {
        path: "examples/calls.rs".into(),
        text: text + &functions + "fn main() {}\n",
    }
}

fn load(files: &[PathBuf]) -> Model {
    Model::load(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The methods of these operations, as the report lists them for a new service.
fn methods(model: &Model, operations: &Operations) -> Vec<Method> {
    let side = Side {
        model,
        service: None,
    };
    let version = Version {
        old: None,
        new: Some(side),
    };
    let page = report::service(version, operations, &Changes::default(), Language::Rust);
    let page = page.unwrap_or_else(|problems| panic!("{problems}"));
    page.map_or_else(Vec::new, |page| page.methods)
}

fn functions(methods: &[Method]) -> String {
    let mut text = String::new();
    for (index, method) in methods.iter().enumerate() {
        let _ = writeln!(
            text,
            "async fn call_{index}(client: &Client) -> std::result::Result<(), Box<dyn std::error::Error>> {{\nlet events = panic!(\"compiled only\");\nlet _ ="
        );
        for line in method.request.iter().flat_map(|request| &request.lines) {
            let _ = writeln!(text, "{}{}", "    ".repeat(line.indent), line.text);
        }
        let _ = writeln!(text, ";\nOk(())\n}}");
    }
    text
}
