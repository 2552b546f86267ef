//! The report in brief: a line for each change, the worst first, with the operations that it reaches.

use tinsmith_model::{Aspect, Compatibility, Level, Subject};

use super::page::{ChangeLine, Distinct, Report, ServicePage};
use super::text::reached;
use super::verdict;

/// The longest text of a value.
const MAX_VALUE: usize = 60;

/// A line of the report.
#[derive(Clone, Copy, Debug)]
pub struct Line<'r> {
    /// The service.
    pub service: &'r ServicePage,
    /// The change.
    pub change: &'r Distinct,
}

/// The changes of all services, the worst first.
pub fn lines(report: &Report) -> Vec<Line<'_>> {
    let services = report.services.iter();
    let lines = services.flat_map(|service| {
        let changes = service.changes.iter();
        changes.map(move |change| Line { service, change })
    });
    let mut lines: Vec<Line<'_>> = lines.collect();
    lines.sort_by_key(|line| std::cmp::Reverse(verdict::weight(&line.change.line)));
    lines
}

impl Line<'_> {
    /// The verdicts: `major, INCOMPATIBLE`; `minor`.
    pub fn verdict(&self) -> String {
        let line = &self.change.line;
        let mut verdict = match (&line.accepted, line.rust) {
            (Some(_), _) => "accepted",
            (None, Level::None) => "none",
            (None, level) => verdict::level_words(level),
        }
        .to_owned();
        if line.accepted.is_none() && line.wire == Compatibility::Incompatible {
            verdict.push_str(", INCOMPATIBLE");
        }
        verdict
    }

    /// `Connect: member added: UserIdentityInfo$Mobile, 3 operations: A, B, C`
    pub fn text(&self) -> String {
        let service = match self.service.id.as_str() {
            "" => &self.service.name,
            id => id,
        };
        let line = &self.change.line;
        let mut text = format!("{service}: {}", what(line));
        let is_operation = matches!(line.about, Subject::Operation(_));
        let reached = reached(self.change).filter(|_| !is_operation);
        match (self.change.operations().len(), reached) {
            (1, Some(name)) => text.push_str(&format!(" (in {name})")),
            (count, Some(names)) => text.push_str(&format!(" (in {count} operations: {names})")),
            (_, None) => {}
        }
        if let Some(reason) = &line.accepted {
            text.push_str(&format!("; accepted: {reason}"));
        }
        text
    }
}

/// The change without its verdicts: `HTTP URI changed: Get, from ... to ...`
pub(super) fn what(line: &ChangeLine) -> String {
    let mut text = format!("{}: {}", line.rule.describe(), line.subject);
    // Texts are long, and their first words are mostly the same.
    if line.rule.aspect() == Aspect::Documentation {
        return text;
    }
    if let Some(values) = verdict::values(line, MAX_VALUE) {
        text.push_str(&format!(", {values}"));
    }
    text
}

/// `12 changes, 3 breaking, 1 accepted`
pub fn totals(report: &Report) -> String {
    let lines = || report.services.iter().flat_map(|it| &it.changes);
    let breaking = lines().filter(|it| it.line.is_breaking()).count();
    let accepted = lines().filter(|it| it.line.accepted.is_some()).count();
    let all = lines().count();
    let mut text = format!("{all} change{}", if all == 1 { "" } else { "s" });
    for (count, name) in [(breaking, "breaking"), (accepted, "accepted")] {
        if count > 0 {
            text.push_str(&format!(", {count} {name}"));
        }
    }
    text
}
