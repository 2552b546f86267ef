//! The verdicts of changes in words.

use tinsmith_model::{Change, Compatibility, Level, Node, Part, Reach, Subject};

use super::page::{ChangeLine, Report};
use crate::docs::printable;

/// The longest value that is shown.
pub(crate) const MAX_VALUE: usize = 200;

/// The word for a level.
pub fn level_words(level: Level) -> &'static str {
    match level {
        Level::None => "no change",
        Level::Patch => "patch",
        Level::Minor => "minor",
        Level::Major => "major",
    }
}

/// The verdict of a whole report: `minor for Rust, compatible on the wire`.
pub fn overall(report: &Report) -> String {
    let (level, wire) = worst(report);
    let words = words(level, wire);
    match unread(report) {
        None => words,
        Some(unread) => format!("{words}; {unread}"),
    }
}

/// What a report lacks because files could not be read.
pub(super) fn unread(report: &Report) -> Option<String> {
    match report.unread {
        0 => None,
        1 => Some("INCOMPLETE: a file could not be read".to_owned()),
        unread => Some(format!("INCOMPLETE: {unread} files could not be read")),
    }
}

/// The word for a part of an operation.
pub(crate) fn part_name(part: Part) -> &'static str {
    match part {
        Part::Operation => "operation",
        Part::Request => "request",
        Part::Response => "response",
        Part::Error => "error",
    }
}

/// The word for a verdict on the wire.
#[cfg(feature = "report")]
pub(crate) fn wire_name(wire: Compatibility) -> &'static str {
    match wire {
        Compatibility::Compatible => "compatible",
        Compatibility::Incompatible => "incompatible",
    }
}

/// The worst verdicts of a report, for Rust and for the wire.
pub fn worst(report: &Report) -> (Level, Compatibility) {
    let level = report.services.iter().map(|service| service.level).max();
    let wire = report.services.iter().map(|service| service.compatibility);
    (
        level.unwrap_or(Level::None),
        wire.max().unwrap_or(Compatibility::Compatible),
    )
}

/// The worst verdicts of some changes. Accepted ones do not count.
#[cfg(feature = "report")]
pub(super) fn worst_of<'l>(
    lines: impl IntoIterator<Item = &'l ChangeLine>,
) -> (Level, Compatibility) {
    let lines = lines.into_iter().filter(|line| line.accepted.is_none());
    lines.fold((Level::None, Compatibility::Compatible), |worst, line| {
        (worst.0.max(line.rust), worst.1.max(line.wire))
    })
}

/// The order of changes: the breaking ones are the heaviest, the accepted ones the lightest.
#[cfg(feature = "report")]
pub(super) fn weight(line: &ChangeLine) -> impl Ord + use<> {
    (
        line.accepted.is_none(),
        line.is_breaking(),
        line.rust,
        line.wire,
    )
}

/// `minor for Rust, compatible on the wire`
pub(crate) fn words(level: Level, wire: Compatibility) -> String {
    let wire = match wire {
        Compatibility::Compatible => "compatible",
        Compatibility::Incompatible => "INCOMPATIBLE",
    };
    let level = match level {
        Level::Major => "MAJOR",
        level => level_words(level),
    };
    format!("{level} for Rust, {wire} on the wire")
}

/// A change at one place that it reaches, or at none.
pub(super) fn line(change: &Change, reach: Option<&Reach>) -> ChangeLine {
    ChangeLine {
        rule: change.rule,
        subject: printable(&subject(&change.subject)),
        about: change.subject.clone(),
        part: reach.map(|reach| reach.part),
        path: reach.map_or_else(String::new, |reach| printable(&reach.path.join("."))),
        old: change.old.clone(),
        new: change.new.clone(),
        wire: change.verdict.wire,
        rust: change.verdict.rust,
        wire_reason: change.verdict.wire_reason.to_owned(),
        rust_reason: change.verdict.rust_reason.to_owned(),
        member: None,
        accepted: None,
    }
}

/// The change in one sentence.
pub(super) fn sentence(line: &ChangeLine) -> String {
    let mut text = format!("{}: {}", line.rule.describe(), line.subject);
    match (line.part.map(part_name), line.path.as_str()) {
        (Some(part), "") => text.push_str(&format!(" ({part})")),
        (Some(part), path) => text.push_str(&format!(" ({part}, {path})")),
        (None, _) => {}
    }
    if let Some(values) = values(line, MAX_VALUE) {
        text.push_str(&format!(", {values}"));
    }
    text.push_str(&format!(": {}", words(line.rust, line.wire)));
    let reasons: Vec<&str> = [&*line.rust_reason, &*line.wire_reason]
        .into_iter()
        .filter(|reason| !reason.is_empty())
        .collect();
    if !reasons.is_empty() {
        text.push_str(&format!(" ({})", reasons.join("; ")));
    }
    if let Some(reason) = &line.accepted {
        text.push_str(&format!("; ACCEPTED: {reason}"));
    }
    text
}

/// The subject in words.
pub(super) fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Service => "the service".to_owned(),
        Subject::Operation(name) | Subject::Resource(name) | Subject::Shape(name) => name.clone(),
        Subject::Member { shape, member } => format!("{shape}${member}"),
        Subject::EnumValue { shape, value } => format!("{shape} `{value}`"),
        Subject::Error { operation, error } => format!("{error} of {operation}"),
    }
}

/// The values of a change, each cut after a number of characters: `from a to b`, `was a`, `now b`.
pub(crate) fn values(line: &ChangeLine, most: usize) -> Option<String> {
    let shown = |node: &Node| shortened(&value(node), most);
    match (line.old.as_ref().map(shown), line.new.as_ref().map(shown)) {
        (Some(old), Some(new)) => Some(format!("from {old} to {new}")),
        (Some(old), None) => Some(format!("was {old}")),
        (None, Some(new)) => Some(format!("now {new}")),
        (None, None) => None,
    }
}

/// A value of the model on one line, cut where it is long.
pub(crate) fn value(node: &Node) -> String {
    let text = match node {
        Node::String(text) => format!("`{text}`"),
        Node::Number(number) => number.to_string(),
        Node::Bool(value) => value.to_string(),
        Node::Null => "null".to_owned(),
        Node::Array(items) => format!("[{}]", joined(items.iter().map(value))),
        Node::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, node)| format!("{key}: {}", value(node)));
            format!("{{{}}}", joined(entries))
        }
    };
    shortened(&printable(&text), MAX_VALUE)
}

/// The text, cut after a number of characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
