//! Counts what a run did, and prints it.

use std::collections::BTreeSet;
use std::path::Path;

use super::found::Found;
use crate::cli::generate::{Arguments, DIFF_LINES, aws_config, say_completed, show, shown};
use crate::cli::progress::say;
use crate::cli::{Failure, snippets, style};
use crate::model::{Diagnostics, visible};
use crate::output;
use crate::{File, Stale, Written};

/// The counts of a run.
#[derive(Default)]
pub(super) struct Sum {
    /// The crates that were written; with `--check`, those that are stale.
    pub(super) changed: usize,
    pub(super) unchanged: usize,
    pub(super) failed: usize,
    pub(super) files: Written,
    /// The stale files, with paths relative to the folder of the workspace.
    pub(super) stale_files: Vec<Stale>,
}

impl Sum {
    pub(super) fn services(&self) -> usize {
        self.changed + self.unchanged + self.failed
    }

    pub(super) fn add(&mut self, package: &str, written: &Written) {
        if written.changed + written.removed > 0 {
            self.changed += 1;
        } else {
            self.unchanged += 1;
        }
        self.files.add(written);
        let edited = self
            .files
            .edited
            .iter_mut()
            .rev()
            .take(written.edited.len());
        for path in edited {
            *path = Path::new(package).join(&path);
        }
    }

    pub(super) fn check(&mut self, package: &str, checked: &output::Checked) {
        if checked.stale.is_empty() {
            self.unchanged += 1;
        } else {
            self.changed += 1;
        }
        self.stale_files(Path::new(package), checked);
    }

    pub(super) fn stale_files(&mut self, folder: &Path, checked: &output::Checked) {
        self.files.completed |= checked.completed;
        let below = |file: &File| File {
            path: folder.join(&file.path),
            text: file.text.clone(),
        };
        self.stale_files
            .extend(checked.stale.iter().map(|stale| match stale {
                Stale::Missing(file) => Stale::Missing(below(file)),
                Stale::Changed { old, new, author } => Stale::Changed {
                    old: old.clone(),
                    new: below(new),
                    author: *author,
                },
                Stale::Extra(path) => Stale::Extra(folder.join(path)),
            }));
    }

    /// Prints the counts, and what a user should know of the crates in the folder.
    pub(super) fn print(
        &self,
        arguments: &Arguments,
        found: &Found,
        members: &BTreeSet<String>,
        others: &BTreeSet<String>,
    ) {
        say_completed(self.files.completed);
        let strong = style::STRONG;
        let services = counted(self.services(), "service");
        let out = shown(&arguments.out);
        if arguments.check {
            say!(
                "{strong}{services}{strong:#}: {} up to date, {} stale, {} failed, in {out}",
                self.unchanged,
                self.changed,
                self.failed,
            );
            let mut lines = DIFF_LINES;
            for stale in &self.stale_files {
                show(stale, &mut lines);
            }
        } else {
            say!(
                "{strong}{services}{strong:#}: {} written, {} unchanged, {} failed, in {out}",
                self.changed,
                self.unchanged,
                self.failed,
            );
            let Written {
                changed,
                same,
                removed,
                ..
            } = &self.files;
            say!("{changed} files written, {same} unchanged, {removed} removed");
            for path in &self.files.edited {
                say!("{} had been edited since it was generated", shown(path));
            }
        }
        if arguments.aws_config {
            for package in aws_config::packages().filter(|it| !members.contains(it)) {
                say!("{package} is of no given model: aws-config has the official crate");
            }
        }
        if found.older > 0 {
            let older = counted(found.older, "older version");
            say!("{older} of services left out");
        }
        if self.failed == 0 {
            for package in others {
                say!(
                    "{} is of no given model, and not in the workspace",
                    visible(package)
                );
            }
        }
    }
}

impl Written {
    pub(super) fn add(&mut self, other: &Self) {
        self.changed += other.changed;
        self.same += other.same;
        self.removed += other.removed;
        self.edited.extend(other.edited.iter().cloned());
        self.completed |= other.completed;
    }
}

/// Prints other failures first, and then the problems of all models together.
pub(super) fn show_failures(failures: &[(String, &Failure)]) {
    let mut problems = Vec::new();
    for (name, failure) in failures {
        match failure {
            Failure::Model(diagnostics) => problems.extend(diagnostics.iter().cloned()),
            other => {
                let style = style::ERROR;
                anstream::eprintln!("{style}error{style:#}: {}: {other}\n", visible(name));
            }
        }
    }
    if !problems.is_empty() {
        anstream::eprintln!("{}\n", snippets::render(&Diagnostics::new(problems)));
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
