//! Diagnostics with the line of the file that they are about, and a caret, as rustc shows them.
//!
//! The crate `annotate-snippets` lays them out. Only the command depends on it: a build step prints diagnostics as
//! plain lines.

use std::collections::{BTreeMap, HashMap};
use std::fs::read_to_string;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::model::{
    Diagnostic, Diagnostics, Event, Severity, is_invisible, visible, visible_lines,
};

/// The longest line that is shown. Longer ones are in files that people do not edit.
const LONGEST: usize = 200;

/// All problems, and their number.
pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut shown = Shown::default();
    for diagnostic in diagnostics {
        shown.add(diagnostic, Severity::Error, None);
    }
    shown.finish()
}

/// All events with their ids, and the numbers of each severity.
pub(super) fn render_events(events: &[Event]) -> String {
    let mut shown = Shown::default();
    for event in events {
        shown.add(&event.diagnostic, event.severity, Some(event));
    }
    shown.finish()
}

/// What is shown, and how much of each severity.
#[derive(Default)]
struct Shown<'d> {
    texts: HashMap<&'d str, Option<Text>>,
    rendered: String,
    counts: BTreeMap<Severity, usize>,
}

impl<'d> Shown<'d> {
    fn add(&mut self, diagnostic: &'d Diagnostic, severity: Severity, event: Option<&Event>) {
        let text = self
            .texts
            .entry(&diagnostic.file)
            .or_insert_with(|| read_to_string(&diagnostic.file).ok().map(Text::new));
        let event = event.filter(|event| event.id != Event::UNNAMED);
        let shown = text
            .as_ref()
            .and_then(|text| with_line(diagnostic, severity, event, text));
        let shown = shown.unwrap_or_else(|| plain(diagnostic, severity, event));
        self.rendered.push_str(&shown);
        self.rendered.push_str("\n\n");
        *self.counts.entry(severity).or_default() += 1;
    }

    fn finish(mut self) -> String {
        let counts = self.counts.iter().rev().map(|(severity, count)| {
            let plural = if *count == 1 || *severity == Severity::Suppressed {
                ""
            } else {
                "s"
            };
            format!("{count} {}{plural}", word(*severity))
        });
        let counts: Vec<String> = counts.collect();
        self.rendered.push_str(&counts.join(", "));
        self.rendered
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Suppressed => "suppressed",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Danger => "danger",
        Severity::Error => "error",
    }
}

/// What is said of an event beside its message.
fn remarks(event: &Event) -> Vec<String> {
    let id = format!("event {}", visible(&event.id));
    let reason = event.reason.as_ref();
    let reason = reason.map(|reason| format!("suppressed: {}", visible_lines(reason)));
    std::iter::once(id).chain(reason).collect()
}

/// A file with the positions of its lines.
struct Text {
    text: String,
    /// Where lines end.
    ends: Vec<usize>,
}

impl Text {
    fn new(mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let ends = text.match_indices('\n').map(|(at, _)| at);
        // A problem at the end of the file may be on an empty last line.
        let ends = ends.chain([text.len()]).collect();
        Self { text, ends }
    }

    /// The line with this number, from 1, without its line break.
    fn line(&self, number: usize) -> Option<&str> {
        let index = number.checked_sub(1)?;
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before)? + 1,
            None => 0,
        };
        let line = self.text.get(start..*self.ends.get(index)?)?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

fn with_line(
    diagnostic: &Diagnostic,
    severity: Severity,
    event: Option<&Event>,
    text: &Text,
) -> Option<String> {
    let (number, column) = diagnostic.line?;
    let line = text.line(number)?;
    if line.len() > LONGEST {
        return None;
    }
    let line = with_columns_kept(line);
    let caret = AnnotationKind::Primary.span(word_at(&line, column));
    let snippet = Snippet::source(&*line)
        .line_start(number)
        .path(visible(&diagnostic.file))
        .annotation(caret);
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Danger => Level::ERROR.with_name("danger"),
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
        Severity::Suppressed => Level::NOTE.with_name("suppressed"),
    };
    let title = level.primary_title(visible_lines(&diagnostic.message));
    let mut group = Group::with_title(title).element(snippet);
    if let Some(shape) = &diagnostic.shape {
        group = group.element(Level::NOTE.message(format!("in {}", visible(shape))));
    }
    for remark in event.map(remarks).unwrap_or_default() {
        group = group.element(Level::NOTE.message(remark));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(visible_lines(hint)));
    }
    Some(renderer().render(&[group]))
}

/// The line with a visible character in place of each invisible one, so that the caret is at the right column.
fn with_columns_kept(line: &str) -> String {
    let shown = line.chars().map(|c| match c {
        '\t' => c,
        c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    });
    shown.collect()
}

/// A problem without a line.
fn plain(diagnostic: &Diagnostic, severity: Severity, event: Option<&Event>) -> String {
    let style = super::style::ERROR;
    let text = diagnostic.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let word = word(severity);
    let remarks = event.map(remarks).unwrap_or_default();
    let remarks: String = remarks
        .iter()
        .map(|remark| format!("\n  note: {remark}"))
        .collect();
    format!("{style}{word}{style:#}: {text}{remarks}")
}

/// The renderer, with colors. They are removed later if the output is not a terminal.
fn renderer() -> Renderer {
    Renderer::styled()
}

/// The range, in bytes, of the word or id that starts at a column, or else of a single character.
fn word_at(line: &str, column: usize) -> Range<usize> {
    let start = line
        .char_indices()
        .nth(column - 1)
        .map_or(line.len(), |(start, _)| start);
    let rest = &line[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && !"_.#$".contains(c));
    let word = word.unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + word.max(first)
}
