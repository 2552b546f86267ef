//! The report as JSON, for programs.
//!
//! Its schema is [`SCHEMA`], and a test validates the output against it. Its [`VERSION`] grows when a property is
//! removed or changes its meaning; a property that is only added leaves it as it is.

use serde_core::ser::SerializeMap;
use serde_core::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use tinsmith_model::{Compatibility, Level, Node, Part};

use super::page::{
    Block, ChangeLine, Excerpt, Language, Method, Parameter, Report, Run, ServicePage, Syntax,
};
use super::text::status_name;
use super::verdict;

/// The version of the format, which is the report's `version`.
pub const VERSION: u32 = 1;

/// The JSON Schema of the format (draft 2020-12).
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&Document(report)).expect("all keys are strings");
    text.push('\n');
    text
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
        let mut service = serializer.serialize_map(None)?;
        service.serialize_entry("changes", &Each(&page.other, change))?;
        service.serialize_entry("methods", &Each(&page.methods, method))?;
        service.serialize_entry("name", &page.name)?;
        service.serialize_entry("rust", level_name(page.level))?;
        service.serialize_entry("sdkId", &page.id)?;
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

fn method(method: &Method) -> Value {
    json!({
        "name": method.name,
        "status": status_name(method.status),
        "changes": all(&method.verdicts, change),
        "added": all(&method.added, excerpt),
        "removed": all(&method.removed, excerpt),
        "description": text(&method.description),
        "requestSyntax": syntax(&method.request),
        "parameters": all(&method.parameters, parameter),
        "responseSyntax": method.response.as_ref().map(syntax),
        "responseStructure": all(&method.response_structure, parameter),
    })
}

fn change(line: &ChangeLine) -> Value {
    json!({
        "rule": line.rule.name(),
        "subject": line.subject,
        "part": line.part.map(part_name),
        "path": line.path,
        "old": line.old.as_ref().map(value),
        "new": line.new.as_ref().map(value),
        "rust": { "level": level_name(line.rust), "reason": line.rust_reason },
        "wire": { "level": wire_name(line.wire), "reason": line.wire_reason },
    })
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

fn wire_name(wire: Compatibility) -> &'static str {
    match wire {
        Compatibility::Compatible => "compatible",
        Compatibility::Incompatible => "incompatible",
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Operation => "operation",
        Part::Request => "request",
        Part::Response => "response",
        Part::Error => "error",
    }
}
