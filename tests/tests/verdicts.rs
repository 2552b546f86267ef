//! The verdicts of changes, checked by the compiler: a caller of everything that the old client offers is compiled
//! against the new one, and breaks exactly if the verdict says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tinsmith::Client;
use tinsmith_model::{Level, Model, Operations, Side, compare};
use tinsmith_tests::compiled::{self, Workspace};
use tinsmith_tests::{caller, generate, repository};

/// Changes that are major for a reason that this test's callers can't have.
const BEYOND_CALLERS: [(&str, &str); 1] = [(
    "sdk-id-changed",
    "crates are called by the test, not after their service",
)];

#[test]
fn callers_break_exactly_where_the_verdict_is_major() {
    let mut verdicts = BTreeMap::new();
    let [mut old_side, mut new_side] = [Vec::new(), Vec::new()];
    let folder = repository().join("model/tests/changes");
    for entry in fs::read_dir(&folder).expect("pairs of models") {
        let path = entry.expect("a folder's entry").path();
        let pair = path.file_name().unwrap_or_default().to_string_lossy();
        let [old, new] = ["old", "new"].map(|side| read(&path.join(format!("{side}.json"))));
        // A package of the same name and version is the same to a target folder that both share.
        let [old_name, new_name] = ["old", "new"].map(|side| format!("{side}-{pair}"));
        let [old_client, new_client] =
            [(&old, &old_name), (&new, &new_name)].map(|(model, name)| {
                generate(model, name).unwrap_or_else(|error| panic!("{pair}: {error}"))
            });
        let side = |model| Side {
            model,
            service: None,
        };
        let changes = compare(side(&old), side(&new), &Operations::All).expect("a comparison");
        verdicts.insert(pair.into_owned(), changes.level());
        let [old_caller, new_caller] =
            [&old_name, &new_name].map(|name| caller::of(&old_client, name));
        old_side.push((old_name, with_caller(old_client, old_caller)));
        new_side.push((new_name, with_caller(new_client, new_caller)));
    }
    println!("{} pairs have clients", verdicts.len());
    let broken_old = broken("verdicts-old", old_side);
    assert!(
        broken_old.is_empty(),
        "callers of their own client: {broken_old:#?}"
    );
    let broken_new = broken("verdicts-new", new_side);
    let is_beyond = |pair: &str| BEYOND_CALLERS.iter().any(|(name, _)| *name == pair);
    let wrong: Vec<String> = verdicts
        .into_iter()
        .filter_map(
            |(pair, level)| match (broken_new.get(&format!("new-{pair}")), level) {
                (Some(_), Level::Major) if is_beyond(&pair) => {
                    Some(format!("{pair} breaks, and is listed as what can't"))
                }
                (Some(_), Level::Major) => None,
                (Some(errors), _) => Some(format!(
                    "{pair} breaks, and is said to be {level:?}:\n{errors}"
                )),
                (None, Level::Major) if is_beyond(&pair) => None,
                (None, Level::Major) => {
                    Some(format!("{pair} is said to be major, and nothing breaks"))
                }
                (None, _) => None,
            },
        )
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

fn with_caller(mut client: Client, source: String) -> Client {
    client.files.push(tinsmith::File {
        path: "examples/caller.rs".into(),
        text: source,
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
