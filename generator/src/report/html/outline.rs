//! The outline of the page: its sections and entries, and their anchors.

use std::collections::BTreeSet;

use tinsmith_model::Level;

use crate::report::page::{ChangeLine, Method, Report, ServicePage, Status};

/// Anchors that the page itself uses.
const RESERVED: [&str; 10] = [
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
];

/// The section of a service.
pub(super) struct Section<'r> {
    pub(super) id: String,
    pub(super) service: &'r ServicePage,
    pub(super) entries: Vec<Entry<'r>>,
}

/// An entry that can be linked to and filtered: an operation, or the changes that belong to no operation.
pub(super) struct Entry<'r> {
    pub(super) id: String,
    /// The operation; `None` for changes that belong to no operation.
    pub(super) method: Option<&'r Method>,
    pub(super) lines: &'r [ChangeLine],
    pub(super) weight: Weight,
}

/// The severity of an entry's worst change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Breaking,
    Minor,
    Patch,
}

impl Weight {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }

    fn of(status: Option<Status>, lines: &[ChangeLine]) -> Self {
        let is_minor = |line: &ChangeLine| line.rust == Level::Minor;
        if status == Some(Status::Removed) || lines.iter().any(ChangeLine::is_breaking) {
            Self::Breaking
        } else if status == Some(Status::New) || lines.iter().any(is_minor) {
            Self::Minor
        } else {
            Self::Patch
        }
    }
}

impl Entry<'_> {
    pub(super) fn title(&self) -> &str {
        self.method
            .map_or("Other changes", |method| method.name.as_str())
    }
}

/// The sections of a report. Changes without an operation come first if one of them is breaking, and else last.
pub(super) fn sections(report: &Report) -> Vec<Section<'_>> {
    let mut used: BTreeSet<String> = RESERVED.into_iter().map(str::to_owned).collect();
    let services = report.services.iter();
    services
        .map(|service| {
            let name = slug(&service.id).to_ascii_lowercase();
            let id = unique(&mut used, &name);
            let mut entries: Vec<Entry<'_>> = service
                .methods
                .iter()
                .map(|method| Entry {
                    id: unique(&mut used, &format!("{name}-{}", slug(&method.name))),
                    method: Some(method),
                    lines: &method.verdicts,
                    weight: Weight::of(Some(method.status), &method.verdicts),
                })
                .collect();
            if !service.other.is_empty() {
                let other = Entry {
                    id: unique(&mut used, &format!("{name}-other")),
                    method: None,
                    lines: &service.other,
                    weight: Weight::of(None, &service.other),
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

/// The name, with a number if another entry has it.
fn unique(used: &mut BTreeSet<String>, name: &str) -> String {
    let mut id = name.to_owned();
    let mut number = 2;
    while !used.insert(id.clone()) {
        id = format!("{name}-{number}");
        number += 1;
    }
    id
}
