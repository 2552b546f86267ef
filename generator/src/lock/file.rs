//! The file format: JSON that is laid out for readable diffs.

use std::collections::BTreeMap;
use std::path::Path;

use tinsmith_model::{Node, Operations};

use super::{NAME, problem};
use crate::Error;

/// The version of the format, under the key that makes a file a lock.
const FORMAT: &str = "tinsmith-lock";
const VERSION: i64 = 1;
const CLIENTS: &str = "clients";

/// The longest line of an object or array that is written on one line.
const WIDTH: usize = 120;

pub(super) const RESTORE: &str = "restore tinsmith.lock from version control, or delete it and make it anew by `TINSMITH_UPDATE=1 cargo build`";

/// The lock of a package.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lock {
    /// The clients, by the paths of their modules.
    pub(super) clients: BTreeMap<String, Entry>,
}

/// The entry of a client.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// The digest of the files of the model.
    pub(super) model: String,
    /// The operations that were chosen, by name.
    pub(super) operations: Operations,
    /// The model of the shapes that they reach.
    pub(super) api: Node,
}

impl Lock {
    /// Reads a lock.
    pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        let corrupt = |place: &str, message: String| problem(path, None, place, message, RESTORE);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| corrupt("", format!("{NAME} is not UTF-8 text")))?;
        if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<< ")) {
            let message = format!("{NAME} has a merge conflict");
            let hint =
                "take either side, then bring it up to date by `TINSMITH_UPDATE=1 cargo build`";
            return Err(problem(path, Some((line + 1, 1)), "", message, hint));
        }
        let document: Node = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            let line = (error.line(), error.column());
            let message = format!("{NAME} is not valid JSON: {reason}");
            problem(path, Some(line), "", message, RESTORE)
        })?;
        let Some(version) = document.get(FORMAT) else {
            let message = format!("this is not a lock of Tinsmith: it has no `{FORMAT}`");
            let hint = "move the file away if it belongs to something else; `.lock(false)` in the build script \
                        does without a lock";
            return Err(problem(path, None, "", message, hint));
        };
        match version.as_i64() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => {
                let message = format!(
                    "{NAME} was written by a newer Tinsmith: it has version {newer} of the format, this one \
                     reads version {VERSION}"
                );
                let hint = "update the build dependency `tinsmith`";
                return Err(problem(path, None, FORMAT, message, hint));
            }
            _ => {
                let message = format!("expected the version {VERSION}, found {version}");
                return Err(corrupt(FORMAT, message));
            }
        }
        let known = [FORMAT, CLIENTS];
        let unknown = document.as_object().unwrap_or_default().iter();
        if let Some((key, _)) = unknown
            .into_iter()
            .find(|(key, _)| !known.contains(&&**key))
        {
            return Err(corrupt(key, format!("`{key}` is not part of a lock")));
        }
        let Some(clients) = document.get(CLIENTS).and_then(Node::as_object) else {
            return Err(corrupt(CLIENTS, format!("expected `{CLIENTS}`, an object")));
        };
        let clients = clients.iter().map(|(client, entry)| {
            let entry = Entry::parse(entry);
            let entry = entry.map_err(|message| corrupt(&format!("{CLIENTS}.{client}"), message));
            Ok((client.clone(), entry?))
        });
        Ok(Self {
            clients: clients.collect::<Result<_, Error>>()?,
        })
    }

    /// The text of the lock.
    pub(super) fn print(&self) -> String {
        let clients = self.clients.iter();
        let clients = clients.map(|(client, entry)| (client.clone(), entry.to_node()));
        let document = Node::Object(vec![
            (FORMAT.to_owned(), Node::Number(VERSION.into())),
            (CLIENTS.to_owned(), Node::Object(clients.collect())),
        ]);
        let mut text = String::new();
        write(&mut text, &document, 0, 0);
        text.push('\n');
        text
    }
}

const MODEL: &str = "model";
const OPERATIONS: &str = "operations";
const API: &str = "api";
const ALL: &str = "all";

impl Entry {
    fn parse(node: &Node) -> Result<Self, String> {
        let fields = node.as_object();
        let fields = fields.ok_or("expected an object, with `model`, `operations` and `api`")?;
        let known = [MODEL, OPERATIONS, API];
        if let Some((key, _)) = fields.iter().find(|(key, _)| !known.contains(&&**key)) {
            return Err(format!("`{key}` is not part of a client's lock"));
        }
        let model = node.get(MODEL).and_then(Node::as_str);
        let model = model.ok_or("expected the digest of the model as `model`")?;
        let operations = match node.get(OPERATIONS) {
            Some(Node::String(all)) if all == ALL => Some(Operations::All),
            Some(Node::Array(names)) => {
                let names = names.iter().map(|name| name.as_str().map(str::to_owned));
                names.collect::<Option<_>>().map(Operations::Named)
            }
            _ => None,
        };
        let expected = "expected the names of operations, or \"all\", as `operations`";
        let api = node.get(API).filter(|api| api.as_object().is_some());
        Ok(Self {
            model: model.to_owned(),
            operations: operations.ok_or(expected)?,
            api: api.ok_or("expected a model as `api`")?.clone(),
        })
    }

    fn to_node(&self) -> Node {
        let text = |text: &str| Node::String(text.to_owned());
        let operations = match &self.operations {
            Operations::All => text(ALL),
            Operations::Named(names) => Node::Array(names.iter().map(|name| text(name)).collect()),
        };
        Node::Object(vec![
            (MODEL.to_owned(), text(&self.model)),
            (OPERATIONS.to_owned(), operations),
            (API.to_owned(), self.api.clone()),
        ])
    }
}

/// Writes a value on one line if it fits after the `before` characters that the line has, or else each of its entries
/// on a line of its own. The depth is limited by the JSON parser.
fn write(text: &mut String, node: &Node, depth: usize, before: usize) {
    let flat = flat(node);
    if depth > 0 && before + flat.len() < WIDTH {
        text.push_str(&flat);
        return;
    }
    let indent = "  ".repeat(depth + 1);
    let entry = |text: &mut String, key: &str, value: &Node, index: usize| {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&indent);
        text.push_str(key);
        write(text, value, depth + 1, indent.len() + key.len());
    };
    let (open, close) = match node {
        Node::Object(_) => ("{", "}"),
        Node::Array(_) => ("[", "]"),
        _ => return text.push_str(&flat),
    };
    text.push_str(open);
    match node {
        Node::Object(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                entry(text, &format!("{}: ", quoted(key)), value, index);
            }
        }
        _ => {
            for (index, value) in node.as_array().unwrap_or_default().iter().enumerate() {
                entry(text, "", value, index);
            }
        }
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push_str(close);
}

fn flat(node: &Node) -> String {
    match node {
        Node::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), flat(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Node::Array(items) => {
            let items: Vec<String> = items.iter().map(flat).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    Node::String(text.to_owned()).to_string()
}
