//! `history.json`: all releases and pages, for programs. `history.schema.json` describes it.

use serde_json::{Value, json};
use tinsmith_model::visible_json;

use super::content::Event;
use super::layout::Layout;
use super::record::Record;
use super::timeline::{Entry, Timeline};
use crate::report::json::{self, level_name};
use crate::report::page::Status;
use crate::report::{status_name, wire_name};

/// The JSON Schema of `history.json` (draft 2020-12).
const SCHEMA: &str = include_str!("history.schema.json");

/// The version of the format. It grows when a property is removed or changes its meaning.
const VERSION: u32 = 1;

/// The file, and the schemas of it and of the data beside each page.
pub(crate) fn all(timeline: &Timeline, layout: Layout) -> Vec<(String, String)> {
    let schemas = [
        ("history.schema.json", SCHEMA),
        ("report.schema.json", json::SCHEMA),
    ];
    let schemas = schemas.map(|(path, text)| (path.to_owned(), text.to_owned()));
    [write(timeline, layout)]
        .into_iter()
        .chain(schemas)
        .collect()
}

fn write(timeline: &Timeline, layout: Layout) -> (String, String) {
    let document = json!({
        "version": VERSION,
        "repository": layout.name(),
        "releases": timeline.entries.iter().map(entry).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    (
        "history.json".to_owned(),
        format!("{}\n", visible_json(&text)),
    )
}

fn entry(entry: &Entry) -> Value {
    let notes = entry.notes.iter();
    let notes = notes
        .map(|note| json!({ "services": note.services, "kind": note.kind, "text": note.text }));
    json!({
        "name": entry.release.name,
        "commit": entry.release.commit,
        "time": entry.release.time,
        "notes": notes.collect::<Vec<_>>(),
        "pages": entry.pages.iter().map(page).collect::<Vec<_>>(),
    })
}

fn page(page: &Record) -> Value {
    let methods = |status: Status| {
        let methods = page.methods.iter().filter(|it| it.status == status);
        methods.map(|it| it.name.as_str()).collect::<Vec<_>>()
    };
    let by_status = [
        Status::New,
        Status::Updated,
        Status::Removed,
        Status::Documented,
    ]
    .into_iter()
    .map(|status| (status_name(status).to_owned(), json!(methods(status))));
    json!({
        "service": page.page,
        "title": page.title,
        "sdkId": (!page.id.is_empty()).then_some(&page.id),
        "event": page.event.map(Event::name),
        "renamedFrom": page.renamed_from,
        "rust": level_name(page.rust),
        "wire": wire_name(page.wire),
        "methods": Value::Object(by_status.collect()),
        "otherChanges": page.other,
        "breakingChanges": page.breaking.len(),
        "problems": page.problems,
        "html": page.address(),
        "json": format!("releases/{}/{}.json", page.release, page.page),
    })
}
