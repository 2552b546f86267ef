//! Diagnostics with the line of the file that they are about, and a caret, as rustc shows them.
//!
//! The crate `annotate-snippets` lays them out. Only the command depends on it: a build step prints diagnostics as
//! plain lines.

use std::collections::HashMap;
use std::fs::read_to_string;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::model::{Diagnostic, Diagnostics, is_invisible, visible, visible_lines};

/// The longest line that is shown. Longer ones are in files that people do not edit.
const LONGEST: usize = 200;

/// All problems, and their number.
pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut texts: HashMap<&str, Option<Text>> = HashMap::new();
    let mut rendered = String::new();
    for diagnostic in diagnostics {
        let text = texts
            .entry(&diagnostic.file)
            .or_insert_with(|| read_to_string(&diagnostic.file).ok().map(Text::new));
        let shown = text.as_ref().and_then(|text| with_line(diagnostic, text));
        let shown = shown.unwrap_or_else(|| plain(diagnostic));
        rendered.push_str(&shown);
        rendered.push_str("\n\n");
    }
    let plural = if diagnostics.len() == 1 { "" } else { "s" };
    rendered.push_str(&format!("{} error{plural}", diagnostics.len()));
    rendered
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

fn with_line(diagnostic: &Diagnostic, text: &Text) -> Option<String> {
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
    let title = Level::ERROR.primary_title(visible_lines(&diagnostic.message));
    let mut group = Group::with_title(title).element(snippet);
    if let Some(shape) = &diagnostic.shape {
        group = group.element(Level::NOTE.message(format!("in {}", visible(shape))));
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
fn plain(diagnostic: &Diagnostic) -> String {
    let style = super::style::ERROR;
    let text = diagnostic.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    format!("{style}error{style:#}: {text}")
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
