//! Problems while they are being collected, and where in the file they are.
//!
//! `at` has paths in a document, `origins` leads from the Smithy form of a model to the file, `locate` finds places of
//! JSON, and `lines` their lines.

mod at;
mod lines;
mod locate;
mod origins;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use self::at::{OwnedStep, owned_steps, path_text, shape_of};
use self::lines::Lines;
use self::locate::Locator;
use self::origins::{Ids, Origins};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::events::{Event, Severity};
use crate::nearest::Suggestions;
use crate::source::Source;

pub(crate) use at::At;
pub(crate) use origins::Keys;

/// One problem, not yet located.
pub(crate) struct Issue {
    file: u32,
    steps: Vec<OwnedStep>,
    line: Option<(usize, usize)>,
    /// Where in the file, in bytes, if that is known.
    offset: Option<usize>,
    message: String,
    hint: Option<String>,
    event: Cow<'static, str>,
    severity: Severity,
    /// Whether no model is made: always with an error, and with what Smithy allows but generated code can't do.
    is_fatal: bool,
    /// The shape or member, if the path does not lead to it
    shape: Option<String>,
    /// The rule of validation whose errors tell the same, where rules run.
    covered_by: Option<&'static str>,
    /// The rule of validation that found it.
    rule: Option<&'static str>,
}

impl Issue {
    fn new(file: u32, steps: Vec<OwnedStep>, message: String) -> Self {
        Self {
            file,
            steps,
            line: None,
            offset: None,
            message,
            hint: None,
            event: Cow::Borrowed(Event::UNNAMED),
            severity: Severity::Error,
            is_fatal: true,
            shape: None,
            covered_by: None,
            rule: None,
        }
    }

    /// Names the rule of validation that found it.
    pub(crate) fn by_rule(&mut self, rule: &'static str) -> &mut Self {
        self.rule = Some(rule);
        self
    }

    /// Says that a rule of validation finds all problems of this kind: if it has told one, this one is left out. If the
    /// rule has stopped before its end, it must have told one of the same shape.
    pub(crate) fn covered_by(&mut self, rule: &'static str) -> &mut Self {
        self.covered_by = Some(rule);
        self
    }

    /// Names the event, and says how serious it is.
    pub(crate) fn event(
        &mut self,
        id: impl Into<Cow<'static, str>>,
        severity: Severity,
    ) -> &mut Self {
        self.event = id.into();
        self.severity = severity;
        self.is_fatal = severity == Severity::Error;
        self
    }

    /// Names an error.
    pub(crate) fn named(&mut self, id: &'static str) -> &mut Self {
        self.event(id, Severity::Error)
    }

    /// Names an event that Smithy does not call an error, although no model is made with it.
    pub(crate) fn fatal_danger(&mut self, id: impl Into<Cow<'static, str>>) -> &mut Self {
        self.event = id.into();
        self.severity = Severity::Danger;
        self
    }

    /// The shape or member that has the problem, where its place is that of another one.
    pub(crate) fn of_shape(&mut self, id: String) -> &mut Self {
        self.shape = Some(id);
        self
    }

    pub(crate) fn offset(&mut self, offset: usize) {
        self.offset = Some(offset);
    }

    pub(crate) fn hint(&mut self, hint: impl Into<Option<String>>) {
        self.hint = hint.into();
    }

    pub(crate) fn line(&mut self, line: usize, column: usize) {
        self.line = (line > 0).then_some((line, column.max(1)));
    }
}

/// The problems of one run.
pub(crate) struct Issues<'a> {
    sources: &'a [Source],
    found: Vec<Issue>,
    origins: Origins,
    /// Offsets by file and path, of files that are not JSON.
    offsets: HashMap<u32, HashMap<String, usize>>,
    /// Lines by file, of files for which they were asked.
    lines: HashMap<u32, Lines<'a>>,
    suggestions: Suggestions,
    /// The rules of validation that have stopped at a limit.
    stopped: HashSet<&'static str>,
    /// Takes what is reported after so many problems that it is not kept.
    spare: Issue,
    left_out: usize,
}

/// How many problems are kept. A model with more has few causes, and some of them can have one for each
/// pair of an operation and a member.
const MOST_KEPT: usize = 10_000;

impl<'a> Issues<'a> {
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            found: Vec::new(),
            origins: Origins::default(),
            offsets: HashMap::new(),
            lines: HashMap::new(),
            suggestions: Suggestions::default(),
            stopped: HashSet::new(),
            spare: Issue::new(0, Vec::new(), String::new()),
            left_out: 0,
        }
    }

    /// Whether further problems are not kept: there is no need to look for any.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST_KEPT
    }

    /// Notes that a rule of validation has not found all problems of its kind.
    pub(crate) fn stop_rule(&mut self, rule: &'static str) {
        self.stopped.insert(rule);
    }

    /// `did you mean ..?` over the nearest candidates, as long as this run has not compared too many.
    pub(crate) fn did_you_mean<'c>(
        &mut self,
        wanted: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<String> {
        self.suggestions.did_you_mean(wanted, candidates)
    }

    /// Notes where a file has a shape. Problems of the shape are told there.
    pub(crate) fn place(&mut self, file: u32, shape: &str, path: &[&str], keys: Keys) {
        self.origins.place(file, shape, path, keys);
    }

    /// Notes where in a file, in bytes, the thing is that a Smithy document would have at this path. Nothing is told of
    /// the prelude, which is none of the files.
    pub(crate) fn place_offset(&mut self, file: u32, at: &At<'_>, offset: usize) {
        if self.source(file).is_none() {
            return;
        }
        let offsets = self.offsets.entry(file).or_default();
        offsets.insert(path_text(&at.steps()), offset);
    }

    /// The number of the file that has an entry of the metadata; the first file if none is known to have it.
    pub(crate) fn file_of_metadata(&self, key: &str) -> u32 {
        let path = path_text(&At::METADATA.key(key).steps());
        let quoted = format!("\"{key}\"");
        let mut files = (0..).zip(self.sources);
        let found = files.find(|(file, source)| match self.offsets.get(file) {
            Some(offsets) => offsets.contains_key(&path),
            None => source.text.contains(&quoted),
        });
        found.map_or(0, |(file, _)| file)
    }

    fn source(&self, file: u32) -> Option<&'a Source> {
        self.sources.get(usize::try_from(file).ok()?)
    }

    fn lines_of(&mut self, file: u32) -> &Lines<'a> {
        let text = self.source(file).map_or("", |source| &source.text);
        self.lines.entry(file).or_insert_with(|| Lines::of(text))
    }

    /// The number of the line that an offset of a file is in.
    pub(crate) fn line_of(&mut self, file: u32, offset: usize) -> usize {
        self.lines_of(file).line_of(offset)
    }

    /// Line and column of what a Smithy document would have at this path, in a file that is not JSON.
    pub(crate) fn position(&mut self, file: u32, at: &At<'_>) -> Option<(usize, usize)> {
        let offset = *self.offsets.get(&file)?.get(&path_text(&at.steps()))?;
        self.lines_of(file).position(offset)
    }

    /// The offset of the deepest step of an issue's path that has one.
    fn offset_of(&self, issue: &Issue) -> Option<usize> {
        let offsets = self.offsets.get(&issue.file)?;
        let mut steps = issue.steps.as_slice();
        while let [outer @ .., _] = steps {
            if let Some(offset) = offsets.get(&path_text(steps)) {
                return Some(*offset);
            }
            steps = outer;
        }
        None
    }

    /// Notes where a trait of a shape comes from.
    pub(crate) fn place_trait(
        &mut self,
        file: u32,
        shape: &str,
        id: &'static str,
        from: u32,
        path: &[String],
    ) {
        self.origins.place_trait(file, shape, id, from, path);
    }

    /// Notes a problem; a hint can be added to what comes back.
    pub(crate) fn report(
        &mut self,
        file: u32,
        at: &At<'_>,
        message: impl Into<String>,
    ) -> &mut Issue {
        if self.is_full() {
            self.left_out += 1;
            return &mut self.spare;
        }
        self.found
            .push(Issue::new(file, at.steps(), message.into()));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Like [`Issues::report`] for a path of keys.
    pub(crate) fn report_path<'k>(
        &mut self,
        file: u32,
        keys: impl IntoIterator<Item = &'k str>,
        message: impl Into<String>,
    ) -> &mut Issue {
        let issue = self.report(file, &At::ROOT, message);
        issue.steps = owned_steps(keys);
        issue
    }

    /// Nothing if no error was found; else every error with its line, by file and line.
    pub(crate) fn finish(self) -> Result<(), Diagnostics> {
        if !self.has_errors() {
            return Ok(());
        }
        let located = self.located().into_iter();
        let fatal = located.filter(|(is_fatal, _)| *is_fatal);
        Err(Diagnostics::new(
            fatal.map(|(_, event)| event.diagnostic).collect(),
        ))
    }

    /// Whether an error was found, and not only what is less serious.
    pub(crate) fn has_errors(&self) -> bool {
        let mut found = self.found.iter();
        found.any(|issue| issue.is_fatal)
    }

    /// Everything that was found, with its line, by file and line.
    pub(crate) fn into_events(self) -> Vec<Event> {
        let located = self.located().into_iter();
        located.map(|(_, event)| event).collect()
    }

    /// Leaves out what rules of validation have told in more detail.
    fn leave_out_what_rules_tell(&self, found: &mut Vec<Issue>, ids: &Ids<'_>) {
        let mut told: HashMap<&'static str, HashSet<String>> = HashMap::new();
        let serious = found
            .iter()
            .filter(|issue| issue.severity >= Severity::Danger);
        for issue in serious {
            if let (Some(rule), Some(shape)) = (issue.rule, &issue.shape) {
                told.entry(rule).or_default().insert(shape.clone());
            }
        }
        found.retain(|issue| {
            let Some(rule) = issue.covered_by else {
                return true;
            };
            let Some(shapes) = told.get(rule) else {
                return true;
            };
            let shape = || {
                let own = issue.shape.clone();
                own.or_else(|| shape_of(&ids.in_smithy(issue.file, &issue.steps)))
            };
            self.stopped.contains(rule) && !shape().is_some_and(|it| shapes.contains(&it))
        });
    }

    /// Everything that was found, and whether no model is made with it.
    fn located(mut self) -> Vec<(bool, Event)> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let mut found = std::mem::take(&mut self.found);
        let origins = &self.origins;
        let ids = origins.ids();
        self.leave_out_what_rules_tell(&mut found, &ids);
        for issue in &mut found {
            issue.offset = issue.offset.or_else(|| self.offset_of(issue));
        }
        let locators: Vec<Locator<'_>> = self
            .sources
            .iter()
            .map(|source| Locator::new(&source.text))
            .collect();
        let mut located: Vec<(u32, bool, Event)> = found
            .into_iter()
            .map(|mut issue| {
                let shape = issue.shape.take();
                let shape = shape.or_else(|| shape_of(&ids.in_smithy(issue.file, &issue.steps)));
                origins.translate(&mut issue.file, &mut issue.steps);
                let file = usize::try_from(issue.file).ok();
                let name = file
                    .and_then(|file| self.sources.get(file))
                    .map(|source| source.name.clone());
                let locator = file.and_then(|file| locators.get(file));
                let line = issue.line.or_else(|| match issue.offset {
                    Some(offset) => locator?.position(offset),
                    None => locator?.locate(&issue.steps),
                });
                let diagnostic = Diagnostic {
                    file: name.unwrap_or_default(),
                    line,
                    // Other formats have no such path.
                    path: match issue.offset {
                        Some(_) => String::new(),
                        None => path_text(&issue.steps),
                    },
                    shape,
                    message: issue.message,
                    hint: issue.hint,
                };
                let event = Event {
                    id: issue.event.into_owned(),
                    severity: issue.severity,
                    diagnostic,
                    reason: None,
                };
                (issue.file, issue.is_fatal, event)
            })
            .collect();
        located.sort_by_key(|(file, _, event)| (*file, event.diagnostic.line));
        // A shape that several operations share would be blamed once for each.
        let mut seen = HashSet::new();
        located.retain(|(file, _, event)| {
            let diagnostic = &event.diagnostic;
            let line = diagnostic.line.filter(|_| diagnostic.path.is_empty());
            seen.insert((
                *file,
                line,
                diagnostic.path.clone(),
                diagnostic.message.clone(),
                event.severity,
                // A rule may be configured several times.
                event.id.clone(),
                // Rules tell what comes from a mixin of each shape that has it.
                diagnostic
                    .shape
                    .clone()
                    .filter(|_| event.id != Event::UNNAMED),
            ))
        });
        let located = located
            .into_iter()
            .map(|(_, is_fatal, event)| (is_fatal, event));
        let rest = (self.left_out > 0).then(|| Diagnostic {
            file: String::new(),
            line: None,
            path: String::new(),
            shape: None,
            message: format!(
                "there are more than {MOST_KEPT} problems; those that were found later are not listed"
            ),
            hint: Some("many of them may have one cause: mend the first ones".to_owned()),
        });
        let rest = rest.map(|diagnostic| (true, Event::unnamed(diagnostic)));
        located.chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "smithy": "2.0",
  "metadata": {"shapes": ["a\"}", {"x": 1}]},
  "shapes": {
    "a#A": {"type": "structure",
      "members": {"m": {"target": "a#B", "traits": {"x#y": [1, 2.5, true]}}}},
    "a#L": {"type": "list",
      "member": {"target": "a#B"}}
  }
}"#;

    fn only(at: &At<'_>) -> Diagnostic {
        let sources = [Source {
            name: "m.json".into(),
            text: TEXT.into(),
            neighbour_of: None,
            build: None,
        }];
        let mut issues = Issues::new(&sources);
        issues.report(0, at, "bad").hint("better".to_owned());
        let found = issues.finish().expect_err("one issue");
        found.into_iter().next().expect("one issue")
    }

    #[test]
    fn path_line_and_shape() {
        let shape = At::SHAPES.key("a#A");
        let (members, list) = (shape.key("members"), At::SHAPES.key("a#L"));
        let member = members.key("m");
        let traits = member.key("traits");
        let value = traits.key("x#y");
        let absent = member.key("absent");
        let cases = [
            (At::ROOT, "", None, None),
            (At::ROOT.key("smithy"), "smithy", None, Some((2, 3))),
            (shape, "shapes.a#A", Some("a#A"), Some((5, 5))),
            (member, "shapes.a#A.members.m", Some("a#A$m"), Some((6, 19))),
            (
                value.index(2),
                "shapes.a#A.members.m.traits.x#y[2]",
                Some("a#A$m"),
                Some((6, 69)),
            ),
            (
                absent,
                "shapes.a#A.members.m.absent",
                Some("a#A$m"),
                Some((6, 19)),
            ),
            (
                list.key("member"),
                "shapes.a#L.member",
                Some("a#L$member"),
                Some((8, 7)),
            ),
            (
                At::SHAPES.key("a#None"),
                "shapes.a#None",
                Some("a#None"),
                Some((4, 3)),
            ),
        ];
        for (at, path, shape, line) in cases {
            let found = only(&at);
            assert_eq!(
                (found.path.as_str(), found.shape.as_deref(), found.line),
                (path, shape, line)
            );
            assert_eq!(
                (found.file.as_str(), found.hint.as_deref()),
                ("m.json", Some("better"))
            );
        }
    }

    #[test]
    fn later_problems_are_counted() {
        let mut issues = Issues::new(&[]);
        for index in 0..MOST_KEPT {
            assert!(!issues.is_full());
            issues.report(0, &At::ROOT.index(index), "bad");
        }
        assert!(issues.is_full());
        issues
            .report(0, &At::ROOT, "worse")
            .hint("better".to_owned());
        let found: Vec<Diagnostic> = issues.finish().expect_err("issues").into_iter().collect();
        assert_eq!(found.len(), MOST_KEPT + 1);
        let last = &found[MOST_KEPT].message;
        assert!(last.contains("more than 10000 problems"), "{last}");
    }

    #[test]
    fn no_issue_is_no_error() {
        assert!(Issues::new(&[]).finish().is_ok());
    }
}
