//! The verdicts of a whole comparison agree with those of each operation alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use tinsmith::compare;
use tinsmith_model::{
    Changes, Closure, Compatibility, Diagnostics, Level, Model, ModelFiles, Operations, Side,
};
use tinsmith_tests::git::{clone_botocore, git};
use tinsmith_tests::repository;

fn side(model: &Model) -> Side<'_> {
    Side {
        model,
        service: None,
    }
}

fn changes(old: &Model, new: &Model, operations: &Operations) -> Changes {
    compare(side(old), side(new), operations).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The rules and subjects of the changes that reach an operation, each with its verdicts.
fn of_operation(changes: &Changes, name: &str) -> BTreeSet<String> {
    let changes = changes.of_operation(name);
    changes
        .map(|change| {
            let parts = change.reach.iter().filter(|reach| reach.operation == name);
            let parts: Vec<_> = parts.map(|reach| reach.part).collect();
            let verdict = (change.verdict.rust, change.verdict.wire);
            format!(
                "{} {:?} {parts:?} {verdict:?}",
                change.rule.name(),
                change.subject
            )
        })
        .collect()
}

/// Compares the whole and each operation alone; returns the number of operations that changed, and what disagrees.
fn disagreements(name: &str, old: &Model, new: &Model) -> (usize, Vec<String>) {
    let whole = changes(old, new, &Operations::All);
    let mut names: BTreeSet<String> = BTreeSet::new();
    for model in [old, new] {
        let closure = Closure::of(model, None, &Operations::All).expect("a service");
        let operations = closure.operations().iter();
        names.extend(operations.map(|it| model.shape(*it).id.name().to_owned()));
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut worst = (Level::None, Compatibility::Compatible);
    for operation in names {
        let alone = changes(old, new, &Operations::Named(vec![operation.clone()]));
        worst = (
            worst.0.max(alone.level()),
            worst.1.max(alone.compatibility()),
        );
        let (of_whole, of_alone) = (
            of_operation(&whole, &operation),
            of_operation(&alone, &operation),
        );
        count += usize::from(!of_whole.is_empty());
        if of_whole != of_alone {
            let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> Vec<String> {
                a.difference(b).cloned().collect()
            };
            wrong.push(format!(
                "{name} {operation}: only in the whole {:#?}, only alone {:#?}",
                only(&of_whole, &of_alone),
                only(&of_alone, &of_whole)
            ));
        }
    }
    if count > 0 && worst != (whole.level(), whole.compatibility()) {
        let is = (whole.level(), whole.compatibility());
        wrong.push(format!(
            "{name}: the whole is {is:?}, the worst operation is {worst:?}"
        ));
    }
    (count, wrong)
}

#[test]
fn of_the_repositorys_own_models() {
    let load = |path: &Path| Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
    let folder = repository().join("model/connect");
    let [before, after] =
        ["2022-10-12", "2022-10-13"].map(|date| load(&folder.join(format!("{date}.json"))));
    let mut checked = 0;
    let mut wrong = Vec::new();
    let mut check = |name: &str, old: &Model, new: &Model| {
        let (count, found) = disagreements(name, old, new);
        checked += count;
        wrong.extend(found);
    };
    check("connect", &before, &after);
    check("connect, swapped", &after, &before);
    for pair in fs::read_dir(repository().join("model/tests/changes")).expect("pairs") {
        let pair = pair.expect("an entry").path();
        let [old, new] = ["old", "new"].map(|side| load(&pair.join(format!("{side}.json"))));
        check(&pair.to_string_lossy(), &old, &new);
    }
    println!("{checked} operations");
    assert!(checked > 100, "{checked}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A model's files at a release.
type Files = Vec<(String, Vec<u8>)>;

struct Releases {
    folder: TempDir,
}

impl Releases {
    fn git(&self, arguments: &[&str]) -> Vec<u8> {
        let output = git(self.folder.path()).args(arguments).output();
        let output = output.expect("git");
        assert!(output.status.success(), "{arguments:?}");
        output.stdout
    }

    fn lines(&self, arguments: &[&str]) -> Vec<String> {
        let output = String::from_utf8(self.git(arguments)).expect("text");
        output.lines().map(str::to_owned).collect()
    }

    /// The model in a folder at a release, if it is there; an error if it can't be read.
    fn model(&self, release: &str, folder: &str) -> Option<Result<Model, Diagnostics>> {
        let listed = format!("{release}:{folder}");
        let names = git(self.folder.path())
            .args(["ls-tree", "--name-only", &listed])
            .output()
            .expect("git");
        let names = String::from_utf8(names.stdout).expect("text");
        let wanted = ["service-2.json", "paginators-1.json", "waiters-2.json"];
        let names = names.lines().filter(|name| wanted.contains(name));
        let files: Files = names
            .map(|name| {
                let path = format!("{folder}/{name}");
                let text = self.git(&["show", &format!("{release}:{path}")]);
                (path, text)
            })
            .collect();
        files
            .iter()
            .find(|(path, _)| path.ends_with("service-2.json"))?;
        Some(ModelFiles::in_memory(files).and_then(|files| files.model()))
    }
}

#[test]
#[ignore = "compares every operation of every model that changed in 84 releases, for minutes"]
fn of_84_releases() {
    let releases = Releases {
        folder: TempDir::new().expect("a folder"),
    };
    if !clone_botocore(releases.folder.path()) {
        return;
    }
    let tags = releases.lines(&["tag", "--sort=version:refname"]);
    let mut jobs: Vec<(&str, &str, String)> = Vec::new();
    for pair in tags.windows(2) {
        let arguments = [
            "diff",
            "--name-only",
            &pair[0],
            &pair[1],
            "--",
            "botocore/data",
        ];
        let folders = releases.lines(&arguments).into_iter().filter_map(|path| {
            let (folder, _) = path.rsplit_once('/')?;
            Some(folder.to_owned())
        });
        let folders: BTreeSet<String> = folders.collect();
        jobs.extend(
            folders
                .into_iter()
                .map(|folder| (&*pair[0], &*pair[1], folder)),
        );
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut sum, mut unread): (Vec<(usize, Vec<String>)>, Vec<String>) = Default::default();
        while let Some((old, new, folder)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let models = (releases.model(old, folder), releases.model(new, folder));
            let name = format!("{folder} {old} {new}");
            match models {
                (Some(Ok(before)), Some(Ok(after))) => {
                    sum.push(disagreements(&name, &before, &after));
                }
                (Some(Err(problems)), _) | (_, Some(Err(problems))) => {
                    unread.push(format!("{name}: {problems}"));
                }
                _ => {}
            }
        }
        (sum, unread)
    };
    let (found, unread) = std::thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(work));
        let mut both: (Vec<(usize, Vec<String>)>, Vec<String>) = Default::default();
        for thread in threads {
            let (sum, unread) = thread.join().expect("a thread");
            both.0.extend(sum);
            both.1.extend(unread);
        }
        both
    });
    let operations: usize = found.iter().map(|(count, _)| count).sum();
    let wrong: Vec<String> = found.iter().flat_map(|(_, wrong)| wrong.clone()).collect();
    println!(
        "{} releases, {} pairs of models, {operations} operations that changed",
        tags.len(),
        found.len()
    );
    for problem in &unread {
        println!("not read: {problem}");
    }
    println!("{} pairs with a model that can't be read", unread.len());
    assert!(operations > 1_000);
    assert!(
        wrong.is_empty(),
        "{} disagree:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
