//! `--brief`: a line for each change, in colour and wrapped on a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::Options;

use crate::model::{Compatibility, Level, visible_lines};
use crate::report::brief::{Line, lines, totals};
use crate::report::overall;
use crate::report::page::Report;

/// The narrowest terminal for which lines are wrapped.
const NARROWEST: usize = 40;

/// How the lines are shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    /// The width to wrap at; `None` for lines of any length.
    pub(super) width: Option<usize>,
    /// Whether there are colours.
    pub(super) colours: bool,
}

/// The report in brief.
pub(super) fn write(report: &Report, look: Look) -> String {
    let mut out = String::new();
    for line in lines(report) {
        let text = visible_lines(&format!("{} {}", line.verdict(), line.text())).into_owned();
        let text = wrapped(&text, look);
        // The verdict is one word, or two with a comma.
        let end = line.verdict().len().min(text.len());
        let (verdict, rest) = text.split_at(end);
        let style = if look.colours {
            style(&line)
        } else {
            Style::new()
        };
        let _ = writeln!(out, "{style}{verdict}{style:#}{rest}");
    }
    let end = match report.services.len() {
        0 => "Nothing changed.".to_owned(),
        1 => totals(report),
        count => format!("{} in {count} services", totals(report)),
    };
    let mut last = vec![end];
    if let Some([old, new]) = &report.inputs {
        last.push(format!("Compared: {old} with {new}"));
    }
    last.push(format!("Verdict: {}", overall(report)));
    for line in last {
        let _ = writeln!(out, "{}", wrapped(&visible_lines(&line), look));
    }
    out
}

fn wrapped(text: &str, look: Look) -> String {
    match look.width {
        Some(width) => textwrap::fill(
            text,
            Options::new(width.max(NARROWEST)).subsequent_indent("    "),
        ),
        None => text.to_owned(),
    }
}

fn style(line: &Line<'_>) -> Style {
    let change = &line.change.line;
    match (&change.accepted, change.rust, change.wire) {
        (Some(_), ..) => Style::new().dimmed(),
        (None, Level::Major, _) | (None, _, Compatibility::Incompatible) => {
            AnsiColor::Red.on_default().bold()
        }
        (None, Level::Minor, _) => AnsiColor::Green.on_default(),
        _ => Style::new().dimmed(),
    }
}
