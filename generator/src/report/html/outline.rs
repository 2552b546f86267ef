//! The outline of the page: its sections and entries, and their anchors.

use std::collections::HashMap;

use super::parts::{Weight, unique};
use crate::report::page::{ChangeLine, Method, Report, ServicePage, TypeEntry};
use crate::report::verdict;

/// Anchors that the page itself uses.
const RESERVED: [&str; 11] = [
    "main",
    "breaking",
    "breaking-title",
    "contents",
    "filter",
    "filter-text",
    "filter-service",
    "filter-verdict",
    "filter-status",
    "filter-count",
    "filter-none",
];

/// The section of a service.
pub(super) struct Section<'r> {
    pub(super) id: String,
    pub(super) service: &'r ServicePage,
    pub(super) entries: Vec<Entry<'r>>,
    /// The anchors of the types that have an entry, by name.
    pub(super) types: HashMap<&'r str, String>,
}

/// An entry that can be linked to and filtered.
pub(super) struct Entry<'r> {
    pub(super) id: String,
    pub(super) about: About<'r>,
    pub(super) lines: &'r [ChangeLine],
    pub(super) weight: Weight,
}

/// What an entry is about.
#[derive(Clone, Copy)]
pub(super) enum About<'r> {
    Method(&'r Method),
    Type(&'r TypeEntry),
    /// Changes that belong to no operation.
    Other,
}

impl<'r> Entry<'r> {
    pub(super) fn title(&self) -> &'r str {
        match self.about {
            About::Method(method) => &method.name,
            About::Type(entry) => &entry.name,
            About::Other => "Other changes",
        }
    }

    fn of_method(id: String, method: &'r Method) -> Self {
        Self {
            id,
            about: About::Method(method),
            lines: &method.verdicts,
            weight: Weight::of(Some(method.status), method.worst()),
        }
    }

    fn of_type(id: String, entry: &'r TypeEntry) -> Self {
        let worst = verdict::worst_of(&entry.verdicts);
        Self {
            id,
            about: About::Type(entry),
            lines: &entry.verdicts,
            weight: Weight::of(Some(entry.status), worst),
        }
    }
}

/// The sections of a report. Changes without an operation come first if one of them is breaking, and else last.
pub(super) fn sections(report: &Report) -> Vec<Section<'_>> {
    let reserved = RESERVED.into_iter().map(|name| (name.to_owned(), 1));
    let mut used: HashMap<String, usize> = reserved.collect();
    let services = report.services.iter();
    services
        .map(|service| {
            let name = slug(&service.id).to_ascii_lowercase();
            let id = unique(&mut used, &name);
            let mut entries: Vec<Entry<'_>> = Vec::new();
            for method in &service.methods {
                let id = unique(&mut used, &format!("{name}-{}", slug(&method.name)));
                entries.push(Entry::of_method(id, method));
            }
            let mut types = HashMap::new();
            for entry in &service.types {
                let id = unique(&mut used, &format!("{name}-type-{}", slug(&entry.name)));
                types.insert(entry.name.as_str(), id.clone());
                entries.push(Entry::of_type(id, entry));
            }
            if !service.other.is_empty() {
                let other = Entry {
                    id: unique(&mut used, &format!("{name}-other")),
                    about: About::Other,
                    lines: &service.other,
                    weight: Weight::of(None, verdict::worst_of(&service.other)),
                };
                let at = match other.weight {
                    Weight::Breaking => 0,
                    _ => entries.len(),
                };
                entries.insert(at, other);
            }
            Section {
                id,
                service,
                entries,
                types,
            }
        })
        .collect()
}

/// The letters and digits of a text, with a hyphen in place of everything between them.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "x".to_owned()
    } else {
        words.join("-")
    }
}
