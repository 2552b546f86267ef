//! The notes of releases: what the people who made a release say about it.

use std::io;

use serde_json::Value;

use super::layout::Layout;
use super::releases::Release;
use crate::git::Reader;
use crate::report::printable;

/// A note of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// The services that it is about; none if it is about the whole release.
    pub(crate) services: Vec<String>,
    /// The kind of change in the repository's own word: `api-change`.
    pub(crate) kind: Option<String>,
    pub(crate) text: String,
}

impl Note {
    /// Whether the note is about a service.
    pub(crate) fn is_about(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|it| it == service)
    }
}

/// The notes of a release: `.changes/<version>.json` of botocore, and elsewhere the subject of the commit.
///
/// # Errors
/// Git can't read them. A malformed file has no notes.
pub(crate) fn of(release: &Release, layout: Layout, reader: &mut Reader) -> io::Result<Vec<Note>> {
    if layout != Layout::Botocore {
        let text = one_line(&release.subject);
        let note = Note {
            services: Vec::new(),
            kind: None,
            text,
        };
        return Ok(if note.text.is_empty() {
            Vec::new()
        } else {
            vec![note]
        });
    }
    let path = format!("{}:.changes/{}.json", release.commit, release.name);
    let content = reader.read(&path)?.unwrap_or_default();
    let document = serde_json::from_slice(&content).unwrap_or(Value::Null);
    let entries = document.as_array().into_iter().flatten();
    Ok(entries.filter_map(botocore).collect())
}

/// `{"category": "``connect``", "description": "...", "type": "api-change"}`
fn botocore(entry: &Value) -> Option<Note> {
    let text = |key| entry.get(key).and_then(Value::as_str).map(one_line);
    let category = text("category").unwrap_or_default();
    let services = category
        .split(',')
        .map(|name| name.trim().trim_matches('`'));
    let services = services.filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Note {
        services: services.collect(),
        kind: text("type"),
        text: text("description").filter(|text| !text.is_empty())?,
    })
}

/// The text with single spaces in the place of line breaks and other white space.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    printable(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_note_of_botocore() {
        let entry =
            json!({"category": "``a``, ``b-c``", "description": "Text.", "type": "feature"});
        let note = botocore(&entry).expect("a note");
        assert_eq!(note.services, ["a", "b-c"]);
        assert_eq!(
            (note.kind.as_deref(), note.text.as_str()),
            (Some("feature"), "Text.")
        );
        assert!(note.is_about("b-c") && !note.is_about("b"));
        assert_eq!(botocore(&json!({"category": "a"})), None);
        assert_eq!(botocore(&json!("a")), None);
    }
}
