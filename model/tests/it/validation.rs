//! The specification's cases of validation, where they are at hand: a model, and beside it the events that it must give.
//!
//! An event with the severity ERROR must be given at the same shape; others with the same id, too. No other event may be
//! given at the shapes of the case. `LEFT_OUT` names the ids of events that are not given, of events that are given
//! although no case expects them, and cases, each with the reason.

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use tinsmith_model::{Event, ModelFiles, Severity};

use crate::conformance::files;
use crate::published::{published, shared};

/// A file with lines of a severity and an id, or of a case, then the number of events that are not given, and a reason,
/// between tabs. Before the severity of events that are given and not expected stands `+ `.
const LEFT_OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validation/left_out.txt");

struct Expected {
    severity: Severity,
    /// `None` for an event without a shape.
    shape: Option<String>,
    id: String,
    line: String,
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
            line: line.to_owned(),
        })
    }

    fn is(&self, event: &Event) -> bool {
        let shape = event.diagnostic.shape.as_ref();
        let is_here = self.shape.is_none() || shape == self.shape.as_ref();
        let rest = event.id.strip_prefix(&self.id);
        let same_id = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        match self.severity {
            Severity::Error => is_here && event.severity == Severity::Error,
            _ => is_here && same_id && event.severity == self.severity,
        }
    }
}

/// The events of a case's own file that no line expects. That syntax is old is told by Smithy too, but no case says so.
fn unexpected<'e>(model: &Path, expected: &[Expected], found: &'e [Event]) -> Vec<&'e Event> {
    let model = model.to_string_lossy();
    let found = found.iter().filter(|event| {
        let file = &event.diagnostic.file;
        (file.is_empty() || *file == model)
            && event.severity != Severity::Suppressed
            && event.id != "ModelDeprecation"
            && !expected.iter().any(|expected| expected.is(event))
    });
    found.collect()
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
    let left_out = left_out.lines().filter_map(|line| {
        let (what, rest) = line.split_once('\t')?;
        let (count, _reason) = rest.split_once('\t')?;
        Some((what, count.parse().ok()?))
    });
    let left_out: BTreeMap<&str, usize> = left_out.collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
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
        let excused = left_out.get_key_value(name.as_str());
        if !is_invalid && is_refused {
            match excused {
                Some((key, _)) => *used.entry(key).or_default() += 1,
                None => {
                    let errors = found.iter().filter(|it| it.severity == Severity::Error);
                    for event in errors.take(3) {
                        failures.push(format!("{name}: refused\n{}", event.diagnostic));
                    }
                }
            }
        }
        for event in unexpected(&model, &expected, &found) {
            let part = event.id.split('.').next().unwrap_or_default();
            let by_id = format!("+ {} {part}", event.severity);
            match left_out.get_key_value(by_id.as_str()) {
                Some((key, _)) => *used.entry(key).or_default() += 1,
                None => failures.push(format!(
                    "{name}: not expected: {} {}\n{}",
                    event.severity, event.id, event.diagnostic
                )),
            }
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
            let by_id = format!("{} {part}", expected.severity);
            let excused = excused.or_else(|| left_out.get_key_value(by_id.as_str()));
            match excused {
                Some((key, _)) => *used.entry(key).or_default() += 1,
                None => failures.push(format!("{name}: {}", expected.line)),
            }
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
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(used, left_out, "what is not given, and what the file lists");
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
