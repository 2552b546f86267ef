//! The verdicts on changes, held to the compiler: a caller of everything that the old client offers is
//! compiled against the new one, and breaks exactly where the verdict says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tinsmith::Client;
use tinsmith_model::{Level, Model, Operations, Side, compare};
use tinsmith_tests::compiled::{self, Workspace};
use tinsmith_tests::{caller, generate, repository};

/// The name that a pair's client has on both sides, so that one caller serves both.
fn package(pair: &str) -> String {
    format!("verdict-{pair}")
}

#[test]
fn callers_break_exactly_where_the_verdict_is_major() {
    let mut old_side = Vec::new();
    let mut new_side = Vec::new();
    let mut verdicts = BTreeMap::new();
    let folder = repository().join("model/tests/changes");
    for entry in fs::read_dir(&folder).expect("pairs of models") {
        let path = entry.expect("a folder's entry").path();
        let pair = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let [old, new] = ["old.json", "new.json"].map(|file| read(&path.join(file)));
        // What a client can't be made of has no callers.
        let (Ok(old_client), Ok(new_client)) = (
            generate(&old, &package(&pair)),
            generate(&new, &package(&pair)),
        ) else {
            println!("{pair}: not generated");
            continue;
        };
        let side = |model| Side {
            model,
            service: None,
        };
        let changes = compare(side(&old), side(&new), &Operations::All).expect("a comparison");
        verdicts.insert(package(&pair), changes.level());
        let source = caller::of(&old_client, &package(&pair));
        old_side.push((package(&pair), with_caller(old_client, &source)));
        new_side.push((package(&pair), with_caller(new_client, &source)));
    }
    println!("{} pairs have clients", verdicts.len());
    let broken_old = broken("verdicts-old", old_side);
    assert!(
        broken_old.is_empty(),
        "callers of their own client: {broken_old:#?}"
    );
    let broken_new = broken("verdicts-new", new_side);
    let majors: BTreeSet<&String> = verdicts
        .iter()
        .filter(|(_, level)| **level == Level::Major)
        .map(|(pair, _)| pair)
        .collect();
    let wrong: Vec<String> = verdicts
        .keys()
        .filter(|pair| majors.contains(pair) != broken_new.contains_key(*pair))
        .map(|pair| match broken_new.get(pair) {
            Some(errors) => format!(
                "{pair} breaks, and is said to be {:?}:\n{errors}",
                verdicts[pair]
            ),
            None => format!("{pair} is said to be major, and nothing breaks"),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A model of a pair, given what a client needs where the pair is not about it.
fn read(path: &Path) -> Model {
    let text = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut model: Value = serde_json::from_slice(&text).expect("JSON");
    for (id, shape) in model["shapes"].as_object_mut().expect("shapes") {
        let name = id.split_once('#').map_or(id.as_str(), |(_, name)| name);
        match shape["type"].as_str() {
            Some("service") => {
                let traits = object(shape, "traits");
                if !traits.keys().any(|id| id.contains("protocols#")) {
                    traits.insert("aws.protocols#restJson1".to_owned(), json!({}));
                }
            }
            Some("operation") => {
                let http = json!({"method": "POST", "uri": format!("/{name}")});
                object(shape, "traits")
                    .entry("smithy.api#http")
                    .or_insert(http);
            }
            _ => {}
        }
    }
    let model = model.to_string();
    Model::from_bytes(&path.to_string_lossy(), model.as_bytes())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn object<'a>(value: &'a mut Value, key: &str) -> &'a mut serde_json::Map<String, Value> {
    let entries = value.as_object_mut().expect("an object");
    let entry = entries.entry(key).or_insert_with(|| json!({}));
    entry.as_object_mut().expect("an object")
}

fn with_caller(mut client: Client, source: &str) -> Client {
    client.files.push(tinsmith::File {
        path: "examples/caller.rs".into(),
        text: source.to_owned(),
    });
    client
}

/// The clients whose callers do not compile, and what the compiler says.
fn broken(workspace: &str, clients: Vec<(String, Client)>) -> BTreeMap<String, String> {
    let mut crates = Workspace::new(workspace);
    for (name, client) in &clients {
        crates.add(name, client);
    }
    let output = compiled::cargo(crates.prepare())
        .args([
            "check",
            "--workspace",
            "--examples",
            "--keep-going",
            "--quiet",
        ])
        .arg("--message-format=json")
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut broken: BTreeMap<String, String> = BTreeMap::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if message["message"]["level"] != "error" {
            continue;
        }
        let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
        let package = manifest
            .parent()
            .and_then(Path::file_name)
            .unwrap_or_default();
        let said = message["message"]["rendered"].as_str().unwrap_or_default();
        assert_eq!(message["target"]["kind"][0], "example", "{said}");
        broken
            .entry(package.to_string_lossy().into_owned())
            .or_default()
            .push_str(said);
    }
    assert_eq!(
        output.status.success(),
        broken.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    broken
}
