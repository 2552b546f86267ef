//! Published models, where they are at hand: all of them load, and fast.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tinsmith_model::{Changes, Closure, Model, Operations, Rule, Side, compare};

/// The folder of shared material, or `None` with a note that the test is skipped.
pub(crate) fn shared(sub: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let root = std::env::var_os("TINSMITH_SHARED").map_or(beside, PathBuf::from);
    let folder = root.join(sub);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// Every published model, sorted; none if they are not at hand.
pub(crate) fn published() -> Vec<PathBuf> {
    let folder = shared("models/aws").into_iter();
    let mut paths: Vec<PathBuf> = folder
        .flat_map(|folder| folder.read_dir().expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Model {
    Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn changes(old: &Model, new: &Model) -> Changes {
    let side = |model| Side {
        model,
        service: None,
    };
    compare(side(old), side(new), &Operations::All).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_published_model_loads_and_closes() {
    let paths = published();
    let mut failures = Vec::new();
    let start = Instant::now();
    for path in &paths {
        let operations = Model::load(&[path]).and_then(|model| {
            let closure = Closure::of(&model, None, &Operations::All)?;
            Ok(closure.operations().len())
        });
        match operations {
            Ok(count) => assert!(count > 0, "{}", path.display()),
            Err(diagnostics) => failures.push(diagnostics.to_string()),
        }
    }
    println!("{} models in {:?}", paths.len(), start.elapsed());
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn no_published_model_differs_from_itself() {
    for path in published() {
        let found = changes(&read(&path), &read(&path));
        assert_eq!(found, Changes::default(), "{}", path.display());
    }
}

/// The names of the rules after `turn`, sorted, once for each subject. The suffix for requests is left out, since only the
/// new model decides whether a request holds the subject.
fn counted(changes: &Changes, turn: fn(Rule) -> Rule) -> Vec<&'static str> {
    let changes = changes.changes.iter();
    let rules = changes.map(|change| {
        let rule = turn(change.rule).name().trim_end_matches("-in-request");
        (&change.subject, rule)
    });
    let rules: BTreeSet<_> = rules.collect();
    let mut rules: Vec<&str> = rules.into_iter().map(|(_, rule)| rule).collect();
    rules.sort_unstable();
    rules
}

#[test]
fn what_comes_in_one_direction_goes_in_the_other() {
    for pair in published().chunks_exact(2) {
        let (one, other) = (read(&pair[0]), read(&pair[1]));
        let (there, back) = (changes(&one, &other), changes(&other, &one));
        let gone = counted(&there, Rule::inverse);
        // Twice, because a member that goes does not tell how it came.
        let came = counted(&back, |rule| rule.inverse().inverse());
        assert_eq!(gone, came, "{pair:?}");
    }
}

#[test]
fn the_specification_s_own_documents_load() {
    let Some(folder) = shared("conformance/idl/valid") else {
        return;
    };
    let common = folder.join("__shared.json");
    let mut folders = vec![folder];
    let mut failures = Vec::new();
    let mut loaded = 0;
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                match Model::load(&[&path, &common]) {
                    Ok(_) => loaded += 1,
                    Err(diagnostics) => failures.push(diagnostics.to_string()),
                }
            }
        }
    }
    println!("{loaded} documents");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
