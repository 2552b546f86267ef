//! Problems while they are being collected, and where in the file they are.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::events::{Event, Severity};
use crate::nearest::Suggestions;
use crate::source::Source;

/// A place in a JSON document, chained to its parents on the stack: costs nothing until it is reported.
#[derive(Copy, Clone)]
pub(crate) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Copy, Clone)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl At<'static> {
    pub(crate) const ROOT: At<'static> = At {
        parent: None,
        step: Step::Root,
    };
    pub(crate) const SHAPES: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("shapes"),
    };
    pub(crate) const METADATA: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("metadata"),
    };
    pub(crate) const OPERATIONS: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("operations"),
    };
}

impl<'a> At<'a> {
    pub(crate) fn key<'b>(&'b self, key: &'b str) -> At<'b>
    where
        'a: 'b,
    {
        At {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    pub(crate) fn index<'b>(&'b self, index: usize) -> At<'b>
    where
        'a: 'b,
    {
        At {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    fn steps(&self) -> Vec<OwnedStep> {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(here) = at {
            match here.step {
                Step::Root => {}
                Step::Key(key) => steps.push(OwnedStep::Key(key.to_owned())),
                Step::Index(index) => steps.push(OwnedStep::Index(index)),
            }
            at = here.parent;
        }
        steps.reverse();
        steps
    }
}

#[derive(Clone, PartialEq, Eq)]
enum OwnedStep {
    Key(String),
    Index(usize),
}

impl OwnedStep {
    fn key(&self) -> Option<&str> {
        match self {
            OwnedStep::Key(key) => Some(key),
            OwnedStep::Index(_) => None,
        }
    }
}

/// The id of events that have none of their own.
pub(crate) const UNNAMED: &str = "Model";

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
            event: Cow::Borrowed(UNNAMED),
            severity: Severity::Error,
            is_fatal: true,
            shape: None,
        }
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

/// What another format calls a trait: pairs of the trait's id and a key.
pub(crate) type Keys = &'static [(&'static str, &'static str)];

/// Where a file of another format has what its shape came from.
struct Origin {
    path: Vec<OwnedStep>,
    /// Keys of the format by the trait that is made of them.
    keys: Keys,
    /// Traits that came from elsewhere, even other files.
    traits: Vec<(&'static str, u32, Vec<OwnedStep>)>,
}

/// The problems of one run.
pub(crate) struct Issues<'a> {
    sources: &'a [Source],
    found: Vec<Issue>,
    /// By file and shape id.
    origins: HashMap<(u32, String), Origin>,
    /// Offsets by file and path, of files that are not JSON.
    offsets: HashMap<u32, HashMap<String, usize>>,
    /// Where lines start, by file, of files for which that was asked.
    line_starts: HashMap<u32, Vec<usize>>,
    suggestions: Suggestions,
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
            origins: HashMap::new(),
            offsets: HashMap::new(),
            line_starts: HashMap::new(),
            suggestions: Suggestions::default(),
            spare: Issue::new(0, Vec::new(), String::new()),
            left_out: 0,
        }
    }

    /// Whether further problems are not kept: there is no need to look for any.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST_KEPT
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
        let origin = self.origin(file, shape);
        origin.path = owned_steps(path.iter().copied());
        origin.keys = keys;
    }

    /// Notes where in a file, in bytes, the thing is that a Smithy document would have at this path.
    pub(crate) fn place_offset(&mut self, file: u32, at: &At<'_>, offset: usize) {
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

    /// The number of the line that an offset of a file is in.
    pub(crate) fn line_of(&mut self, file: u32, offset: usize) -> usize {
        let sources = self.sources;
        let starts = self.line_starts.entry(file).or_insert_with(|| {
            let source = usize::try_from(file)
                .ok()
                .and_then(|file| sources.get(file));
            line_starts(source.map_or("", |source| &source.text))
        });
        starts.partition_point(|start| *start <= offset)
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
        let path = owned_steps(path.iter().map(String::as_str));
        self.origin(file, shape).traits.push((id, from, path));
    }

    fn origin(&mut self, file: u32, shape: &str) -> &mut Origin {
        self.origins
            .entry((file, shape.to_owned()))
            .or_insert_with(|| Origin {
                path: Vec::new(),
                keys: &[],
                traits: Vec::new(),
            })
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

    /// Everything that was found, and whether no model is made with it.
    fn located(mut self) -> Vec<(bool, Event)> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let mut found = std::mem::take(&mut self.found);
        for issue in &mut found {
            issue.offset = issue.offset.or_else(|| self.offset_of(issue));
        }
        let locators: Vec<Locator<'_>> = self
            .sources
            .iter()
            .map(|source| Locator::new(&source.text))
            .collect();
        let origins = self.origins;
        let ids = ids_by_path(&origins);
        let mut located: Vec<(u32, bool, Event)> = found
            .into_iter()
            .map(|mut issue| {
                let shape = issue.shape.take();
                let shape = shape.or_else(|| shape_of(&with_id(&issue, &ids)));
                translate(&mut issue, &origins);
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
                // Rules tell what comes from a mixin of each shape that has it.
                diagnostic.shape.clone().filter(|_| event.id != UNNAMED),
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
        let rest = rest.map(|diagnostic| {
            let event = Event {
                id: UNNAMED.to_owned(),
                severity: Severity::Error,
                diagnostic,
                reason: None,
            };
            (true, event)
        });
        located.chain(rest).collect()
    }
}

/// The offsets that lines start at.
fn line_starts(text: &str) -> Vec<usize> {
    let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(newlines.map(|(at, _)| at + 1))
        .collect()
}

fn owned_steps<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<OwnedStep> {
    let keys = keys.into_iter();
    keys.map(|key| OwnedStep::Key(key.to_owned())).collect()
}

/// Ids of shapes by file and path; the shortest where several shapes came from one place.
fn ids_by_path(origins: &HashMap<(u32, String), Origin>) -> HashMap<(u32, String), &str> {
    let mut ids: HashMap<(u32, String), &str> = HashMap::new();
    for ((file, id), origin) in origins {
        let known = ids.entry((*file, path_text(&origin.path))).or_insert(id);
        if id.as_str() < *known {
            *known = id;
        }
    }
    ids
}

/// The steps of an issue as they would be in a Smithy document.
fn with_id(issue: &Issue, ids: &HashMap<(u32, String), &str>) -> Vec<OwnedStep> {
    let mut steps = issue.steps.clone();
    let start = path_text(steps.get(..2).unwrap_or(&steps));
    if let Some(id) = ids.get(&(issue.file, start)) {
        steps.splice(..2.min(steps.len()), owned_steps(["shapes", id]));
    }
    steps
}

/// Turns the path in a Smithy document into that in the file which the shape came from.
fn translate(issue: &mut Issue, origins: &HashMap<(u32, String), Origin>) {
    let [OwnedStep::Key(shapes), OwnedStep::Key(id), inner @ ..] = issue.steps.as_slice() else {
        return;
    };
    let Some(origin) = origins.get(&(issue.file, id.clone())) else {
        return;
    };
    if shapes != "shapes" {
        return;
    }
    let traits = inner.iter().position(|step| step.key() == Some("traits"));
    let id = traits.and_then(|at| inner.get(at + 1)?.key());
    let moved = id.and_then(|id| origin.traits.iter().find(|(known, ..)| *known == id));
    if let Some((_, file, path)) = moved {
        issue.file = *file;
        issue.steps = path.clone();
        return;
    }
    let kept = inner.get(..traits.unwrap_or(inner.len())).unwrap_or(inner);
    let mut steps = origin.path.clone();
    steps.extend(kept.iter().cloned());
    let key = id.and_then(|id| origin.keys.iter().find(|(known, _)| *known == id));
    if let Some((_, key)) = key {
        steps.push(OwnedStep::Key((*key).to_owned()));
    } else if let Some(OwnedStep::Key(last)) = steps.last_mut()
        && last == "target"
    {
        *last = "shape".to_owned();
    }
    issue.steps = steps;
}

fn path_text(steps: &[OwnedStep]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            OwnedStep::Key(key) if text.is_empty() => text.push_str(key),
            OwnedStep::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            // Writing to a string does not fail.
            OwnedStep::Index(index) => drop(write!(text, "[{index}]")),
        }
    }
    text
}

/// The shape or member that a path leads to.
fn shape_of(steps: &[OwnedStep]) -> Option<String> {
    let mut keys = steps.iter().map_while(OwnedStep::key);
    if keys.next() != Some("shapes") {
        return None;
    }
    let shape = keys.next()?;
    let member = match keys.next() {
        Some("members") => keys.next(),
        Some(member @ ("member" | "key" | "value")) => Some(member),
        _ => None,
    };
    Some(member.map_or_else(|| shape.to_owned(), |member| format!("{shape}${member}")))
}

/// Finds places of a document that has been read without a fault; only ever used on the way to an error.
struct Locator<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// The offset of the key of each shape.
    shapes: HashMap<&'a str, usize>,
    /// What is known of the objects and arrays that were entered, by their offsets.
    entered: RefCell<HashMap<usize, Entered<'a>>>,
    /// How many characters are before each [`STRIDE`] bytes of a long line, by where the line starts.
    characters: RefCell<HashMap<usize, Vec<usize>>>,
}

/// How much of a line is counted at once.
const STRIDE: usize = 4096;

/// An object or an array as far as it has been read: a shape with thousands of faults is read once.
struct Entered<'a> {
    keys: HashMap<&'a str, usize>,
    items: Vec<usize>,
    /// Where reading goes on.
    at: usize,
    /// The value at `at` was returned, and has not been stepped over yet.
    waiting: bool,
}

impl<'a> Locator<'a> {
    fn new(text: &'a str) -> Self {
        let line_starts = line_starts(text);
        let mut shapes = HashMap::new();
        let mut scan = Scan { text, at: 0 };
        if scan.enter_key("shapes").is_some() && scan.open(b'{').is_some() {
            while let Some((at, key)) = scan.key() {
                shapes.insert(key, at);
                if scan.skip_value().is_none() {
                    break;
                }
            }
        }
        Self {
            text,
            line_starts,
            shapes,
            entered: RefCell::default(),
            characters: RefCell::default(),
        }
    }

    /// Line and column of the deepest step of the path that exists.
    fn locate(&self, steps: &[OwnedStep]) -> Option<(usize, usize)> {
        let mut scan = Scan {
            text: self.text,
            at: 0,
        };
        let mut place = 0;
        let mut rest = steps;
        if let [OwnedStep::Key(shapes), OwnedStep::Key(shape), inner @ ..] = steps
            && shapes == "shapes"
            && let Some(at) = self.shapes.get(shape.as_str())
        {
            scan.at = *at;
            scan.key()?;
            place = *at;
            rest = inner;
        }
        for step in rest {
            let entered = match step {
                OwnedStep::Key(key) => self.enter_key(&mut scan, key),
                OwnedStep::Index(index) => self.enter_index(&mut scan, *index),
            };
            match entered {
                Some(at) => place = at,
                None => break,
            }
        }
        if place == 0 {
            return None;
        }
        self.position(place)
    }

    /// Moves to the value of a key of the object at hand; the offset is that of the key.
    fn enter_key(&self, scan: &mut Scan<'a>, wanted: &str) -> Option<usize> {
        scan.open(b'{')?;
        let mut entered = self.entered.borrow_mut();
        let entered = entered
            .entry(scan.at)
            .or_insert_with(|| Entered::new(scan.at));
        if let Some(at) = entered.keys.get(wanted) {
            scan.at = *at;
            scan.key()?;
            return Some(*at);
        }
        loop {
            entered.go_on(scan)?;
            let (at, key) = scan.key()?;
            entered.keys.entry(key).or_insert(at);
            entered.wait(scan);
            if key == wanted {
                return Some(at);
            }
        }
    }

    /// Moves to an item of the array at hand.
    fn enter_index(&self, scan: &mut Scan<'a>, wanted: usize) -> Option<usize> {
        scan.open(b'[')?;
        let mut entered = self.entered.borrow_mut();
        let entered = entered
            .entry(scan.at)
            .or_insert_with(|| Entered::new(scan.at));
        while entered.items.len() <= wanted {
            entered.go_on(scan)?;
            if !entered.items.is_empty() {
                scan.open(b',')?;
            }
            scan.peek()?;
            entered.items.push(scan.at);
            entered.wait(scan);
        }
        let at = *entered.items.get(wanted)?;
        scan.at = at;
        Some(at)
    }

    /// Line and column, in characters, of an offset.
    fn position(&self, place: usize) -> Option<(usize, usize)> {
        let line = self.line_starts.partition_point(|start| *start <= place);
        let start = self.line_starts.get(line.checked_sub(1)?)?;
        let before = self.text.as_bytes().get(*start..place)?;
        let (whole, rest) = before.split_at(before.len() - before.len() % STRIDE);
        let mut all = self.characters.borrow_mut();
        let known = all.entry(*start).or_insert_with(|| vec![0]);
        while known.len() <= whole.len() / STRIDE {
            let last = known.len() - 1;
            let next = whole.get(last * STRIDE..(last + 1) * STRIDE)?;
            known.push(known.last()? + characters(next));
        }
        let counted = known.get(whole.len() / STRIDE)?;
        Some((line, counted + characters(rest) + 1))
    }
}

/// How many characters start among some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    let starts = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80);
    starts.count()
}

impl Entered<'_> {
    fn new(at: usize) -> Self {
        Self {
            keys: HashMap::new(),
            items: Vec::new(),
            at,
            waiting: false,
        }
    }

    /// Moves to the place where reading stopped, and skips the value there.
    fn go_on(&mut self, scan: &mut Scan<'_>) -> Option<()> {
        scan.at = self.at;
        if std::mem::take(&mut self.waiting) {
            scan.skip_value()?;
            self.at = scan.at;
        }
        Some(())
    }

    /// Stops before a value.
    fn wait(&mut self, scan: &Scan<'_>) {
        self.at = scan.at;
        self.waiting = true;
    }
}

/// Steps over JSON without building values. A step is `None` where the text is not what it expects.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        self.at += blank;
        rest.get(blank).copied()
    }

    fn open(&mut self, bracket: u8) -> Option<()> {
        (self.peek()? == bracket).then(|| self.at += 1)
    }

    /// The next key of an object, with its offset; `None` at the end. Stops before the value.
    fn key(&mut self) -> Option<(usize, &'a str)> {
        if self.peek()? == b',' {
            self.at += 1;
        }
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        self.skip_string()?;
        let key = self.text.get(start + 1..self.at - 1)?;
        self.open(b':')?;
        Some((start, key))
    }

    fn skip_string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Steps over a value of any depth without recursion.
    fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let rest = self.text.as_bytes().get(self.at..)?;
                    let scalar = rest
                        .iter()
                        .take_while(|byte| !b",]} \t\r\n".contains(byte))
                        .count();
                    self.at += scalar;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves to the value of a key of the object at hand; the offset is that of the key.
    fn enter_key(&mut self, wanted: &str) -> Option<usize> {
        self.open(b'{')?;
        loop {
            let (at, key) = self.key()?;
            if key == wanted {
                return Some(at);
            }
            self.skip_value()?;
        }
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
    fn many_places_of_one_long_line() {
        // Two bytes each, so that characters and bytes differ, and long enough to be counted in parts.
        let items: Vec<String> = (0..5000).map(|i| format!("\"é{i:04}\"")).collect();
        let text = format!("{{\"é\": [{}], \"b\": 1}}", items.join(","));
        let locator = Locator::new(&text);
        let key = |key: &str| OwnedStep::Key(key.to_owned());
        for index in [4999, 0, 2500, 2499] {
            let at = locator.locate(&[key("é"), OwnedStep::Index(index)]);
            assert_eq!(at, Some((1, 8 + 8 * index)), "{index}");
        }
        let missing = [key("é"), OwnedStep::Index(5000)];
        assert_eq!(locator.locate(&missing), Some((1, 2)));
        assert_eq!(locator.locate(&[key("b")]), Some((1, 8 + 8 * 5000 + 2)));
        assert_eq!(locator.locate(&[key("c")]), None);
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
