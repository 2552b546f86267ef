//! The specification's cases of validation, where they are at hand: a model, and beside it the events that it must give.
//!
//! Events are compared by severity, id and shape. An event that is not given, and one that no line of the case expects,
//! is a difference. `LEFT_OUT` lists all of them, each by itself, below the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use tinsmith_model::{Event, ModelFiles, Severity};

use crate::conformance::files;
use crate::published::{published, shared};

/// Lines of a case and a difference, with a tab between: `- ` and an event that is not given, or `+ ` and one that is not
/// expected. The lines before them that start with `#` are the reason.
const LEFT_OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validation/left_out.txt");

struct Expected {
    severity: Severity,
    /// `None` for an event without a shape.
    shape: Option<String>,
    id: String,
}

impl Expected {
    fn of(line: &str) -> Option<Self> {
        let rest = line.trim().strip_prefix('[')?;
        let (severity, rest) = rest.split_once("] ")?;
        let (shape, _) = rest.split_once(": ")?;
        let (_, id) = rest.rsplit_once('|')?;
        // The place in a file may follow.
        let id = id.split_whitespace().next()?;
        Some(Self {
            severity: Severity::named(severity)?,
            shape: (shape != "-").then(|| shape.to_owned()),
            id: id.to_owned(),
        })
    }

    /// Whether this is the event. The id of an event may have further parts.
    fn is(&self, event: &Event) -> bool {
        let rest = event.id.strip_prefix(&self.id);
        let same_id = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        same_id && event.diagnostic.shape == self.shape && event.severity == self.severity
    }
}

/// An event in the list of differences.
fn shown(severity: Severity, id: &str, shape: Option<&String>) -> String {
    format!("{severity} {id} {}", shape.map_or("-", String::as_str))
}

/// The events of a case's own file that no line expects. That syntax is old is told by Smithy too, but no case says so.
fn unexpected<'e>(
    model: &Path,
    expected: &[Expected],
    found: &'e [Event],
) -> impl Iterator<Item = &'e Event> {
    let model = model.to_string_lossy();
    found.iter().filter(move |event| {
        let file = &event.diagnostic.file;
        (file.is_empty() || *file == model)
            && event.severity != Severity::Suppressed
            && event.id != "ModelDeprecation"
            && !expected.iter().any(|expected| expected.is(event))
    })
}

fn model_of(errors: &Path) -> PathBuf {
    let smithy = errors.with_extension("smithy");
    if smithy.is_file() {
        smithy
    } else {
        errors.with_extension("json")
    }
}

fn events_of(model: &Path, dependencies: &[PathBuf]) -> Vec<Event> {
    let paths: Vec<&Path> = std::iter::once(model)
        .chain(dependencies.iter().map(PathBuf::as_path))
        .collect();
    match ModelFiles::read(&paths) {
        Ok(files) => files.events().into_iter().collect(),
        Err(problems) => panic!("{problems}"),
    }
}

#[derive(Default)]
struct Count {
    expected: usize,
    found: usize,
}

#[test]
fn cases_of_the_specification() {
    let (Some(folder), Some(first), Some(second)) = (
        shared("conformance/validation"),
        shared("conformance/dependencies"),
        shared("conformance/validation-dependencies"),
    ) else {
        return;
    };
    let mut dependencies = files(&first, "smithy");
    dependencies.extend(files(&second, "smithy"));
    let left_out = read_to_string(LEFT_OUT).expect("a file");
    let left_out = left_out.lines().filter(|line| line.contains('\t'));
    let left_out: BTreeSet<String> = left_out.map(str::to_owned).collect();
    let mut differences = BTreeSet::new();
    let mut counts: BTreeMap<(String, String), Count> = BTreeMap::new();
    let (mut invalid, mut refused, mut valid, mut accepted) = (0, 0, 0, 0);
    for errors in files(&folder, "errors") {
        let name = errors.strip_prefix(&folder).expect("below");
        let name = name.with_extension("").to_string_lossy().into_owned();
        let text = read_to_string(&errors).expect("a file");
        let expected: Vec<Expected> = text.lines().filter_map(Expected::of).collect();
        let model = model_of(&errors);
        let found = events_of(&model, &dependencies);
        let is_invalid = expected.iter().any(|it| it.severity == Severity::Error);
        let is_refused = found.iter().any(|it| it.severity == Severity::Error);
        invalid += usize::from(is_invalid);
        refused += usize::from(is_invalid && is_refused);
        valid += usize::from(!is_invalid);
        accepted += usize::from(!is_invalid && !is_refused);
        for event in unexpected(&model, &expected, &found) {
            let event = shown(event.severity, &event.id, event.diagnostic.shape.as_ref());
            differences.insert(format!("{name}\t+ {event}"));
        }
        for expected in expected {
            let part = expected.id.split('.').next().unwrap_or_default();
            let key = (expected.severity.name().to_owned(), part.to_owned());
            let count = counts.entry(key).or_default();
            count.expected += 1;
            if found.iter().any(|event| expected.is(event)) {
                count.found += 1;
                continue;
            }
            let event = shown(expected.severity, &expected.id, expected.shape.as_ref());
            differences.insert(format!("{name}\t- {event}"));
        }
    }
    for ((severity, id), count) in &counts {
        println!(
            "{severity:10} {id:35} {:4} of {:4}",
            count.found, count.expected
        );
    }
    println!(
        "{refused} of {invalid} models with errors refused, {accepted} of {valid} without accepted"
    );
    let list = |lines: Vec<&String>| {
        let lines = lines.into_iter().map(String::as_str);
        lines.collect::<Vec<_>>().join("\n")
    };
    let new = list(differences.difference(&left_out).collect());
    assert!(
        new.is_empty(),
        "differences that are not in the list:\n{new}"
    );
    let gone = list(left_out.difference(&differences).collect());
    assert!(gone.is_empty(), "no differences any more:\n{gone}");
}

#[test]
fn published_models_have_no_errors() {
    let paths = published();
    let start = std::time::Instant::now();
    let (mut failures, mut counts) = (Vec::new(), BTreeMap::<(Severity, String), usize>::new());
    for path in &paths {
        for event in events_of(path, &[]) {
            let part = event.id.split('.').next().unwrap_or_default().to_owned();
            *counts.entry((event.severity, part)).or_default() += 1;
            if event.severity == Severity::Error {
                failures.push(event.diagnostic.to_string());
            }
        }
    }
    for ((severity, id), count) in &counts {
        println!("{severity:10} {id:35} {count:6}");
    }
    println!("{} models in {:?}", paths.len(), start.elapsed());
    failures.truncate(20);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
