//! All clients of the snapshots compile without a warning, and so do the calls that the change report shows.

use std::fmt::Write as _;
use std::path::PathBuf;

use tinsmith::report::page::{Language, Method};
use tinsmith::report::{self, Version};
use tinsmith_model::{Changes, Model, Operations, Side};
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::{behaviours, generate, repository, shared};

/// What a reader of the report would write around the calls.
const AROUND: &str = "#![allow(clippy::all, deprecated, unused)]
use std::collections::HashMap;
use tinsmith_runtime::aws_smithy_types::{DateTime, Document};
use {client}::{Client, primitives::*, types::*};
";

/// Models that the calls of do not compile where all types are imported at once: their shapes are
/// called as types of others are.
const NAMED_ALIKE: [&str; 1] = ["names"];

#[test]
fn each_behaviour_compiles_and_so_do_its_calls_in_the_report() {
    let mut crates = Workspace::new("behaviours");
    let connect = repository().join("model/connect/2022-10-13.json");
    let published = shared("models/aws/connect-2017-08-08.json");
    let published = published.map(|path| ("published-connect".to_owned(), vec![path]));
    let own = ("connect".to_owned(), vec![connect]);
    let mut calls = 0;
    for (name, files) in behaviours().into_iter().chain([own]).chain(published) {
        let package = format!("behaviour-{}", name.replace('_', "-"));
        let model = load(&files);
        let mut client = generate(&model, &package).unwrap_or_else(|problems| panic!("{problems}"));
        if !NAMED_ALIKE.contains(&&*name) {
            let methods = methods(&model);
            calls += methods.len();
            let text = AROUND.replace("{client}", &package.replace('-', "_"));
            client.files.push(tinsmith::File {
                path: "examples/calls.rs".into(),
                text: text + &functions(&methods) + "fn main() {}\n",
            });
        }
        crates.add(&package, &client);
    }
    println!("{calls} calls");
    crates.check();
}

fn load(files: &[PathBuf]) -> Model {
    Model::load(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// All methods of a service, as those of one that is new.
fn methods(model: &Model) -> Vec<Method> {
    let side = Side {
        model,
        service: None,
    };
    let version = Version {
        old: None,
        new: Some(side),
    };
    let page = report::service(
        version,
        &Operations::All,
        &Changes::default(),
        Language::Rust,
    );
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
        for line in &method.request.lines {
            let _ = writeln!(text, "{}{}", "    ".repeat(line.indent), line.text);
        }
        let _ = writeln!(text, ";\nOk(())\n}}");
    }
    text
}
