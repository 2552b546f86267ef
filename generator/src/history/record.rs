//! What is kept of a page: enough to make all lists, feeds and the search again without reading a model.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tinsmith_model::{Compatibility, Level};

use super::content::{Content, Event, Section};
use crate::report::json::level_name;
use crate::report::page::{ChangeLine, Method, Parameter, ServicePage, Status};
use crate::report::{MAX_VALUE, counts_of, printable, status_name, values, wire_name};

/// The summary of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The release's name.
    pub(crate) release: String,
    /// The name of the service's pages.
    pub(crate) page: String,
    /// The name that the repository has for the service.
    pub(crate) service: String,
    /// The digest of everything that the page is made of.
    pub(crate) inputs: String,
    /// Its files with their sizes; none if nothing changed.
    pub(crate) files: Vec<(String, u64)>,
    /// The service's title; the one in the repository if its model can't be read.
    pub(crate) title: String,
    /// The SDK id, if the model can be read.
    pub(crate) id: String,
    /// What happened to the service; none if its model can't be read or compared.
    pub(crate) event: Option<Event>,
    /// The name of the service's pages until this release, if it was renamed.
    pub(crate) renamed_from: Option<String>,
    pub(crate) rust: Level,
    pub(crate) wire: Compatibility,
    /// The methods in the order of the page.
    pub(crate) methods: Vec<MethodRecord>,
    /// How many changes belong to no method.
    pub(crate) other: usize,
    /// Everything that breaks, each once.
    pub(crate) breaking: Vec<Break>,
    /// The names of members that are new or changed.
    pub(crate) members: Vec<String>,
    /// How many problems the page lists.
    pub(crate) problems: usize,
    /// Whether a model of the release can't be read.
    pub(crate) is_unread: bool,
}

/// A method of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MethodRecord {
    pub(crate) name: String,
    pub(crate) anchor: String,
    pub(crate) status: Status,
}

/// A change that breaks callers, with the methods that it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Break {
    /// The change in words: `member removed`.
    pub(crate) change: String,
    pub(crate) subject: String,
    /// `from a to b`; may be empty.
    pub(crate) values: String,
    pub(crate) rust: Level,
    pub(crate) wire: Compatibility,
    pub(crate) reasons: Vec<String>,
    /// The anchors of the methods on the page.
    pub(crate) methods: Vec<String>,
}

impl Record {
    /// The summary of what a page shows. `anchors` are those of the methods, for each section.
    pub(crate) fn of(
        release: &str,
        page: &str,
        service: &str,
        inputs: &str,
        content: &Content,
        anchors: &[Vec<String>],
    ) -> Self {
        let mut record = Self {
            release: release.to_owned(),
            page: page.to_owned(),
            service: service.to_owned(),
            inputs: inputs.to_owned(),
            files: Vec::new(),
            title: printable(service),
            id: String::new(),
            event: content.event,
            renamed_from: None,
            rust: Level::None,
            wire: Compatibility::Compatible,
            methods: Vec::new(),
            other: 0,
            breaking: Vec::new(),
            members: Vec::new(),
            problems: content.problems.len(),
            is_unread: content.is_unread,
        };
        // A model that was removed gives the title only if there is no other one.
        let is_there = |it: &&Section| !matches!(it.event, Event::Removed | Event::RemovedVersion);
        let sections = || content.sections.iter().rev();
        if let Some(section) = sections().find(is_there).or(sections().next()) {
            record.title = section.title.clone();
            record.id = section.id.clone();
        }
        let mut members = BTreeSet::new();
        for (section, anchors) in content.sections.iter().zip(anchors) {
            if section.event == Event::Renamed {
                record.renamed_from = section.renamed_from.clone();
            }
            let Some(changes) = &section.changes else {
                continue;
            };
            let page = &changes.rust;
            record.rust = record.rust.max(page.level);
            record.wire = record.wire.max(page.compatibility);
            record.other += page.other.len();
            if section.event == Event::RemovedVersion {
                record
                    .breaking
                    .push(version_removed(section, page, anchors));
            } else {
                record.breaking.extend(breaking(page, anchors));
            }
            for (method, anchor) in page.methods.iter().zip(anchors) {
                record.methods.push(MethodRecord {
                    name: method.name.clone(),
                    anchor: anchor.clone(),
                    status: method.status,
                });
            }
            for method in &changes.boto3.methods {
                add_members(method, &mut members);
            }
        }
        record.members = members.into_iter().collect();
        record
    }

    /// Whether the page says anything.
    pub(crate) fn is_shown(&self) -> bool {
        !self.files.is_empty()
    }

    /// Whether it is major for Rust or incompatible on the wire.
    pub(crate) fn is_breaking(&self) -> bool {
        self.rust == Level::Major || self.wire == Compatibility::Incompatible
    }

    /// The address of the page below the site's root.
    pub(crate) fn address(&self) -> String {
        format!("releases/{}/{}.html", self.release, self.page)
    }

    /// How many methods have a status.
    pub(crate) fn count(&self, status: Status) -> usize {
        self.methods.iter().filter(|it| it.status == status).count()
    }

    /// `1 new 3 updated api methods`. Changes that belong to no method are counted where no method changed.
    pub(crate) fn counts(&self) -> String {
        if self.problems > 0 && self.methods.is_empty() && self.other == 0 {
            let what = if self.is_unread { "read" } else { "compared" };
            return format!("the model can't be {what}");
        }
        let counts = counts_of(|status| self.count(status));
        match (self.methods.is_empty(), self.other) {
            (false, _) | (true, 0) => counts,
            (true, 1) => format!("{counts}, 1 other change"),
            (true, other) => format!("{counts}, {other} other changes"),
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let methods = self.methods.iter();
        let methods = methods.map(|it| json!([it.name, it.anchor, status_name(it.status)]));
        json!({
            "release": self.release,
            "page": self.page,
            "service": self.service,
            "inputs": self.inputs,
            "files": self.files,
            "title": self.title,
            "id": self.id,
            "event": self.event.map(Event::name),
            "renamedFrom": self.renamed_from,
            "rust": level_name(self.rust),
            "wire": wire_name(self.wire),
            "methods": methods.collect::<Vec<_>>(),
            "other": self.other,
            "breaking": self.breaking.iter().map(Break::to_json).collect::<Vec<_>>(),
            "members": self.members,
            "problems": self.problems,
            "unread": self.is_unread,
        })
    }

    /// Reads a summary; none if it is not one.
    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        let optional = |key| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let files = value.get("files")?.as_array()?.iter().map(|file| {
            let [path, size] = file.as_array()?.get(..2)? else {
                return None;
            };
            Some((path.as_str()?.to_owned(), size.as_u64()?))
        });
        let methods = value.get("methods")?.as_array()?.iter().map(|method| {
            let parts = method.as_array()?;
            let part = |at: usize| parts.get(at)?.as_str();
            let status = all_statuses().find(|it| Some(status_name(*it)) == part(2))?;
            Some(MethodRecord {
                name: part(0)?.to_owned(),
                anchor: part(1)?.to_owned(),
                status,
            })
        });
        let breaking = value.get("breaking")?.as_array()?.iter();
        Some(Self {
            release: text(value, "release")?,
            page: text(value, "page")?,
            service: text(value, "service")?,
            inputs: text(value, "inputs")?,
            files: files.collect::<Option<_>>()?,
            title: text(value, "title")?,
            id: text(value, "id")?,
            event: match optional("event") {
                Some(name) => Some(Event::ALL.into_iter().find(|it| it.name() == name)?),
                None => None,
            },
            renamed_from: optional("renamedFrom"),
            rust: level(value.get("rust")?)?,
            wire: wire(value.get("wire")?)?,
            methods: methods.collect::<Option<_>>()?,
            other: count(value.get("other")?)?,
            breaking: breaking.map(Break::from_json).collect::<Option<_>>()?,
            members: texts(value, "members")?,
            problems: count(value.get("problems")?)?,
            is_unread: value.get("unread").and_then(Value::as_bool) == Some(true),
        })
    }
}

impl Break {
    fn to_json(&self) -> Value {
        json!({
            "change": self.change,
            "subject": self.subject,
            "values": self.values,
            "rust": level_name(self.rust),
            "wire": wire_name(self.wire),
            "reasons": self.reasons,
            "methods": self.methods,
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            change: text(value, "change")?,
            subject: text(value, "subject")?,
            values: text(value, "values")?,
            rust: level(value.get("rust")?)?,
            wire: wire(value.get("wire")?)?,
            reasons: texts(value, "reasons")?,
            methods: texts(value, "methods")?,
        })
    }
}

fn all_statuses() -> impl Iterator<Item = Status> {
    [
        Status::Removed,
        Status::New,
        Status::Updated,
        Status::Documented,
    ]
    .into_iter()
}

/// The end of a model of a service that keeps another one, as one change: its operations are still there, in the other.
fn version_removed(section: &Section, page: &ServicePage, anchors: &[String]) -> Break {
    let (change, subject) = match &section.version {
        Some(version) => ("API version removed", version),
        None => ("model removed", &section.title),
    };
    Break {
        change: change.to_owned(),
        subject: subject.clone(),
        values: String::new(),
        rust: page.level,
        wire: page.compatibility,
        reasons: Vec::new(),
        methods: anchors.to_vec(),
    }
}

/// The changes that break callers, each once, in the order of the page.
fn breaking(page: &ServicePage, anchors: &[String]) -> Vec<Break> {
    let mut all: Vec<Break> = Vec::new();
    let mut known: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let other = page.other.iter().map(|line| (None, line));
    let methods = page
        .methods
        .iter()
        .zip(anchors)
        .flat_map(|(method, anchor)| {
            let lines = method.verdicts.iter();
            lines.map(move |line| (Some(anchor), line))
        });
    for (anchor, line) in other.chain(methods).filter(|(_, line)| line.is_breaking()) {
        let values = values(line, MAX_VALUE).unwrap_or_default();
        let key = (
            line.rule.name().to_owned(),
            line.subject.clone(),
            values.clone(),
        );
        let at = *known.entry(key).or_insert_with(|| {
            let reasons = [&line.rust_reason, &line.wire_reason].into_iter();
            all.push(Break {
                change: line.rule.describe().to_owned(),
                subject: line.subject.clone(),
                values,
                rust: line.rust,
                wire: line.wire,
                reasons: reasons.filter(|it| !it.is_empty()).cloned().collect(),
                methods: Vec::new(),
            });
            all.len() - 1
        });
        let methods = &mut all[at].methods;
        methods.extend(
            anchor
                .filter(|anchor| methods.last() != Some(anchor))
                .cloned(),
        );
    }
    // Operations that went with their service have no change of their own.
    let is_silent = |method: &Method| {
        method.status == Status::Removed && !method.verdicts.iter().any(ChangeLine::is_breaking)
    };
    for (method, anchor) in page.methods.iter().zip(anchors) {
        if is_silent(method) {
            all.push(Break {
                change: "operation removed".to_owned(),
                subject: method.name.clone(),
                values: String::new(),
                rust: Level::Major,
                wire: Compatibility::Incompatible,
                reasons: Vec::new(),
                methods: vec![anchor.clone()],
            });
        }
    }
    all
}

/// Adds the members that are new in a method, and those that a change names.
fn add_members(method: &Method, members: &mut BTreeSet<String>) {
    fn walk(parameters: &[Parameter], all: bool, members: &mut BTreeSet<String>) {
        for parameter in parameters {
            if parameter.changed || all {
                members.extend(parameter.name.clone());
            }
            walk(&parameter.children, all, members);
        }
    }
    let all = matches!(method.status, Status::New | Status::Removed);
    walk(&method.parameters, all, members);
    walk(&method.response_structure, all, members);
    let named = method.verdicts.iter().filter_map(|line| {
        let (_, member) = line.subject.split_once('$')?;
        Some(member.to_owned())
    });
    members.extend(named);
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn texts(value: &Value, key: &str) -> Option<Vec<String>> {
    let items = value.get(key)?.as_array()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn level(value: &Value) -> Option<Level> {
    let mut all = [Level::None, Level::Patch, Level::Minor, Level::Major].into_iter();
    all.find(|level| value.as_str() == Some(level_name(*level)))
}

fn wire(value: &Value) -> Option<Compatibility> {
    let mut all = [Compatibility::Compatible, Compatibility::Incompatible].into_iter();
    all.find(|wire| value.as_str() == Some(wire_name(*wire)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let record = Record {
            release: "1.0".to_owned(),
            page: "a".to_owned(),
            service: "a".to_owned(),
            inputs: "0".to_owned(),
            files: vec![("releases/1.0/a.html".to_owned(), 7)],
            title: "A".to_owned(),
            id: "A Id".to_owned(),
            event: Some(Event::Renamed),
            renamed_from: Some("b".to_owned()),
            rust: Level::Major,
            wire: Compatibility::Incompatible,
            methods: vec![MethodRecord {
                name: "Get".to_owned(),
                anchor: "Get-2".to_owned(),
                status: Status::Documented,
            }],
            other: 3,
            breaking: vec![Break {
                change: "member removed".to_owned(),
                subject: "S$m".to_owned(),
                values: "from 1 to 2".to_owned(),
                rust: Level::None,
                wire: Compatibility::Incompatible,
                reasons: vec!["why".to_owned()],
                methods: vec!["Get-2".to_owned()],
            }],
            members: vec!["m".to_owned()],
            problems: 1,
            is_unread: true,
        };
        assert_eq!(Record::from_json(&record.to_json()).as_ref(), Some(&record));
        let mut cut = record.to_json();
        cut.as_object_mut().and_then(|it| it.remove("members"));
        assert_eq!(Record::from_json(&cut), None);
    }
}
