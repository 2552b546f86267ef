//! The report as JSON, for programs.
//!
//! Its schema is [`SCHEMA`], and a test validates the output against it. Its [`VERSION`] grows when a property is
//! removed or changes its meaning; a property that is only added leaves it as it is.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_core::ser::SerializeMap;
use serde_core::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use tinsmith_model::{Level, Node};

use super::layout::Layout;
use super::page::{
    Block, Distinct, Excerpt, Language, Method, Parameter, Place, Report, Run, ServicePage, Syntax,
    TypeEntry,
};
use super::text::status_name;
use super::verdict::{part_name, wire_name};
use super::{fold, verdict};

/// The version of the format, which is the report's `version`.
pub const VERSION: u32 = 2;

/// The JSON Schema of the format (draft 2020-12).
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Layout::default());
    Document(report)
        .serialize(&mut serializer)
        .expect("all keys are strings");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Writes a report on one line, which takes half of the space.
#[cfg(feature = "cli")]
pub(crate) fn write_line(report: &Report) -> String {
    let mut text = serde_json::to_string(&Document(report)).expect("all keys are strings");
    text.push('\n');
    text
}

/// A report that is serialized method by method: as one value it would take ten times the memory of its text. Keys
/// are sorted, as in values.
struct Document<'r>(&'r Report);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let (level, wire) = verdict::worst(report);
        let syntax = match report.language {
            Language::Rust => "rust",
            Language::Boto3 => "boto3",
        };
        let mut document = serializer.serialize_map(None)?;
        document.serialize_entry("inputs", &report.inputs)?;
        document.serialize_entry("note", &report.note)?;
        document.serialize_entry("rust", level_name(level))?;
        document.serialize_entry("services", &Each(&report.services, Service))?;
        document.serialize_entry("syntax", syntax)?;
        document.serialize_entry("title", &report.title)?;
        document.serialize_entry("unread", &report.unread)?;
        document.serialize_entry("version", &VERSION)?;
        document.serialize_entry("wire", wire_name(wire))?;
        document.end()
    }
}

struct Service<'r>(&'r ServicePage);

impl Serialize for Service<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = self.0;
        let index = Index::of(page);
        let methods = page.methods.iter().map(|it| method(it, &index));
        let types = page.types.iter().map(|it| type_entry(it, &index));
        let mut service = serializer.serialize_map(None)?;
        service.serialize_entry("changes", &Each(&page.changes, change))?;
        service.serialize_entry("file", &page.file)?;
        service.serialize_entry("methods", &Items(RefCell::new(methods)))?;
        service.serialize_entry("name", &page.name)?;
        service.serialize_entry("rust", level_name(page.level))?;
        service.serialize_entry("sdkId", &page.id)?;
        service.serialize_entry("types", &Items(RefCell::new(types)))?;
        service.serialize_entry("wire", wire_name(page.compatibility))?;
        service.end()
    }
}

/// An array of items that are converted when they are written.
struct Each<'r, T, W>(&'r [T], fn(&'r T) -> W);

impl<T, W: Serialize> Serialize for Each<'_, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

/// The same for what an iterator gives, once.
struct Items<I>(RefCell<I>);

impl<I: Iterator<Item = Value>> Serialize for Items<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&mut *self.0.borrow_mut())
    }
}

/// The positions of changes: by the operation that they reach, and by the type of which they are told.
struct Index<'r> {
    operations: HashMap<&'r str, Vec<usize>>,
    types: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Index<'r> {
    fn of(page: &'r ServicePage) -> Self {
        let mut index = Self {
            operations: HashMap::new(),
            types: HashMap::new(),
        };
        for (at, change) in page.changes.iter().enumerate() {
            for operation in change.operations() {
                index.operations.entry(operation).or_default().push(at);
            }
            if let Some(name) = fold::type_of(change) {
                index.types.entry(name).or_default().push(at);
            }
        }
        index
    }
}

fn method(method: &Method, index: &Index<'_>) -> Value {
    json!({
        "name": method.name,
        "status": status_name(method.status),
        "changes": index.operations.get(&*method.name).map_or(&[][..], Vec::as_slice),
        "added": all(&method.added, excerpt),
        "removed": all(&method.removed, excerpt),
        "description": text(&method.description),
        "requestSyntax": method.request.as_ref().map(syntax),
        "parameters": all(&method.parameters, parameter),
        "responseSyntax": method.response.as_ref().map(syntax),
        "responseStructure": all(&method.response_structure, parameter),
    })
}

fn type_entry(entry: &TypeEntry, index: &Index<'_>) -> Value {
    json!({
        "name": entry.name,
        "kind": entry.kind,
        "status": status_name(entry.status),
        "changes": index.types.get(&*entry.name).map_or(&[][..], Vec::as_slice),
        "operations": entry.operations,
        "description": text(&entry.description),
        "members": all(&entry.members, parameter),
        "values": entry.values,
    })
}

fn change(change: &Distinct) -> Value {
    let line = &change.line;
    json!({
        "rule": line.rule.name(),
        "subject": line.subject,
        "old": line.old.as_ref().map(value),
        "new": line.new.as_ref().map(value),
        "rust": { "level": level_name(line.rust), "reason": line.rust_reason },
        "wire": { "level": wire_name(line.wire), "reason": line.wire_reason },
        "accepted": line.accepted,
        "member": line.member.as_ref().map(parameter),
        "reach": all(&change.reach, place),
    })
}

fn place(place: &Place) -> Value {
    json!({ "operation": place.operation, "part": part_name(place.part), "path": place.path })
}

fn excerpt(excerpt: &Excerpt) -> Value {
    json!({ "part": part_name(excerpt.part), "text": excerpt.text })
}

fn syntax(syntax: &Syntax) -> Value {
    all(&syntax.lines, |line| {
        let text = format!("{}{}", "    ".repeat(line.indent), line.text);
        json!({ "text": text, "changed": line.changed })
    })
}

fn parameter(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "type": parameter.type_name,
        "shape": parameter.shape,
        "required": parameter.required,
        "changed": parameter.changed,
        "description": text(&parameter.description),
        "members": all(&parameter.children, self::parameter),
    })
}

fn all<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    items.iter().map(write).collect()
}

/// Documentation without markup: a line for each paragraph, item, row or line of code.
fn text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    collect(blocks, &mut lines);
    lines.join("\n")
}

fn collect(blocks: &[Block], lines: &mut Vec<String>) {
    let plain = |runs: &[Run]| -> String { runs.iter().map(|run| run.text.as_str()).collect() };
    for block in blocks {
        match block {
            Block::Paragraph(runs) | Block::Heading(runs) => lines.push(plain(runs)),
            Block::Code(code) => lines.push(code.clone()),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, lines)),
            Block::Quote(inner) => collect(inner, lines),
            Block::Table(rows) => lines.extend(rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                cells.join(" | ")
            })),
        }
    }
}

fn value(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(number) => Value::Number(number.clone()),
        Node::String(text) => Value::String(text.clone()),
        Node::Array(items) => items.iter().map(value).collect(),
        Node::Object(entries) => {
            let entries = entries.iter().map(|(key, node)| (key.clone(), value(node)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

pub(crate) fn level_name(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::Patch => "patch",
        Level::Minor => "minor",
        Level::Major => "major",
    }
}
