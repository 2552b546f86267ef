//! The API of a client as the lock records it, and the comparison of two such APIs.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use tinsmith_model::{Change, Changes, Diagnostics, Model, Node, Operations, Side};

use super::file::Entry;
use super::{Generated, at, problem};
use crate::digest::{hexadecimal, sha256};
use crate::{Error, compare};

/// The keys of prose, as traits and inside of traits. The lock has its digest.
const PROSE: [&str; 2] = ["smithy.api#documentation", "documentation"];

/// The large traits. The lock has their digest, and the comparison only says that they changed.
const LARGE: [&str; 2] = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"];

/// The traits that do not affect a client.
const IGNORED: [&str; 5] = [
    "smithy.api#examples",
    "smithy.rules#endpointTests",
    "smithy.test#httpRequestTests",
    "smithy.test#httpResponseTests",
    "smithy.test#smokeTests",
];

/// The depth from which values are replaced by their digest: the lock nests deeper than the model, and the JSON parser
/// has a limit of 128.
const DEEP: usize = 100;

const PREFIX: &str = "sha256:";

/// The number of digits of a digest that replaces a text.
const SHORT: usize = 16;

/// The digest of the content of these files, in this order. Line ends do not count, since version control may change
/// them.
pub(super) fn digest_of_files(files: &[String]) -> Result<String, Error> {
    let mut all = Sha256::new();
    for file in files {
        let content = fs::read(file).map_err(|error| at(Path::new(file), error))?;
        let digest = match std::str::from_utf8(&content) {
            Ok(text) if text.contains("\r\n") => Sha256::digest(text.replace("\r\n", "\n")),
            _ => Sha256::digest(&content),
        };
        all.update(digest);
    }
    Ok(format!("{PREFIX}{}", hexadecimal(&all.finalize())))
}

fn digest_node(text: &str) -> Node {
    let mut digest = sha256(text);
    digest.truncate(SHORT);
    Node::String(format!("{PREFIX}{digest}"))
}

/// The names of the chosen operations.
pub(super) fn chosen(generated: &Generated<'_>) -> Operations {
    match generated.operations {
        Operations::All => Operations::All,
        Operations::Named(_) => {
            let operations = generated.closure.operations().iter();
            let name = |operation| {
                generated
                    .closure
                    .model()
                    .shape(operation)
                    .id
                    .name()
                    .to_owned()
            };
            Operations::Named(operations.map(|operation| name(*operation)).collect())
        }
    }
}

/// The model of the client's closure, with digests in place of prose.
pub(super) fn of(generated: &Generated<'_>) -> Node {
    digested(generated.closure.projection(generated.closure.model()), 0)
}

fn digested(node: Node, depth: usize) -> Node {
    match node {
        Node::Array(_) | Node::Object(_) if depth == DEEP => digest_node(&node.to_string()),
        Node::Array(items) => {
            let items = items.into_iter().map(|item| digested(item, depth + 1));
            Node::Array(items.collect())
        }
        Node::Object(mut entries) => {
            entries.retain(|(key, _)| !IGNORED.contains(&key.as_str()));
            let entries = entries.into_iter().map(|(key, value)| {
                let value = match &value {
                    Node::String(text) if PROSE.contains(&key.as_str()) => {
                        // White space does not count, as in the comparison.
                        let words: Vec<&str> = text.split_whitespace().collect();
                        digest_node(&words.join(" "))
                    }
                    _ if LARGE.contains(&key.as_str()) => digest_node(&value.to_string()),
                    _ => digested(value, depth + 1),
                };
                (key, value)
            });
            Node::Object(entries.collect())
        }
        other => other,
    }
}

/// The changes of the API, for the operations that both entries have chosen: another choice of operations is not a
/// change of the model.
pub(super) fn changes(
    path: &Path,
    client: &str,
    old: &Entry,
    new: &Entry,
) -> Result<Changes, Error> {
    if old.api == new.api {
        return Ok(Changes::default());
    }
    let unfit = |problems: Diagnostics| {
        let first = problems.iter().next();
        let reason = first.map_or_else(String::new, |first| format!(": {}", first.message));
        let place = match first.map_or("", |first| first.path.as_str()) {
            "" => format!("clients.{client}.api"),
            inner => format!("clients.{client}.api.{inner}"),
        };
        let message = format!("the API of `{client}` is not a valid model{reason}");
        problem(path, None, &place, message, super::file::RESTORE)
    };
    let read = |api: &Node| Model::from_bytes(super::NAME, api.to_string().as_bytes());
    let old_model = read(&old.api).map_err(unfit)?;
    let new_model = read(&new.api)?;
    let side = |model| Side {
        model,
        service: None,
    };
    let both = match (&old.operations, &new.operations) {
        (Operations::All, other) | (other, Operations::All) => other.clone(),
        (Operations::Named(old), Operations::Named(new)) => {
            let names = new.iter().filter(|name| old.contains(name));
            Operations::Named(names.cloned().collect())
        }
    };
    let incomparable = |problems: Diagnostics| {
        let reason = problems.iter().next();
        let reason = reason.map_or_else(String::new, |first| format!(": {}", first.message));
        let message = format!("the API of `{client}` can't be compared{reason}");
        let place = format!("clients.{client}.api");
        problem(path, None, &place, message, super::file::RESTORE)
    };
    let compared = compare(side(&old_model), side(&new_model), &both);
    let mut changes = compared.map_err(incomparable)?;
    changes.changes.iter_mut().for_each(forget_digests);
    Ok(changes)
}

/// Removes digests from a change, since they tell people nothing.
fn forget_digests(change: &mut Change) {
    let is_text = |node: &Node| node.as_str().is_some_and(|text| text.starts_with(PREFIX));
    let is_digest = |node: &Node| match node {
        Node::Object(entries) => entries.iter().any(|(_, value)| is_text(value)),
        other => is_text(other),
    };
    for value in [&mut change.old, &mut change.new] {
        *value = value.take().filter(|value| !is_digest(value));
    }
}
