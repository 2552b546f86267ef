//! The report as annotations of a GitHub workflow: commands that the runner reads from the output of a step.

use std::fmt::Write as _;

use super::brief::{Line, lines, totals};
use super::page::Report;
use super::verdict;

/// The most annotations of a kind that GitHub shows for a step.
const MOST_SHOWN: usize = 10;

/// Writes a report. A change that `fails` is an error, another breaking one a warning, and another that is new to
/// callers a notice. The rest is in the number of changes.
pub fn write(report: &Report, fails: &dyn Fn(&Line<'_>) -> bool) -> String {
    let mut kinds: [(&str, Vec<Line<'_>>); 3] = [
        ("error", Vec::new()),
        ("warning", Vec::new()),
        ("notice", Vec::new()),
    ];
    for line in lines(report) {
        let change = &line.change.line;
        let kind = if change.accepted.is_some() {
            continue;
        } else if fails(&line) {
            0
        } else if change.is_breaking() {
            1
        } else if change.rust == tinsmith_model::Level::Minor {
            2
        } else {
            continue;
        };
        kinds[kind].1.push(line);
    }
    let mut out = String::new();
    let summary = format!(
        "{}. {}",
        capitalized(&verdict::overall(report)),
        totals(report)
    );
    command(&mut out, "notice", None, "Changes of the models", &summary);
    for (kind, lines) in kinds {
        // The summary is a notice.
        let most = if kind == "notice" {
            MOST_SHOWN - 1
        } else {
            MOST_SHOWN
        };
        let shown = if lines.len() > most {
            most - 1
        } else {
            lines.len()
        };
        for line in &lines[..shown] {
            let title = format!("{} ({})", line.change.line.rule.name(), line.verdict());
            command(
                &mut out,
                kind,
                Some(&line.service.file),
                &title,
                &line.text(),
            );
        }
        if let Some(more) = lines.len().checked_sub(shown).filter(|more| *more > 0) {
            let text = format!("and {more} more, which the whole report has");
            command(&mut out, kind, None, "Changes of the models", &text);
        }
    }
    out
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

fn command(out: &mut String, kind: &str, file: Option<&str>, title: &str, message: &str) {
    let file = file.map(|file| format!("file={},", property(file)));
    let _ = writeln!(
        out,
        "::{kind} {}title={}::{}",
        file.unwrap_or_default(),
        property(title),
        escaped(message)
    );
}

/// A message: only what would end the line is escaped.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: also what would end the property.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
