//! Comparison of two folders of models: pairs of models, and the changes between them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::cli::input::Input;
use crate::cli::{parallel, progress};
use crate::history::chains::identity_of;
use crate::model::{Closure, Diagnostic, Model, Operations};
use crate::plan::Service;
use crate::report::{self, page::ServicePage};

use super::{Failure, Found, Question};

/// The results of comparing pairs of files.
#[derive(Default)]
struct Comparison {
    pages: Vec<ServicePage>,
    /// Models without a counterpart at the same path: old ones, then new ones.
    alone: [Vec<Candidate>; 2],
    problems: Vec<Diagnostic>,
    /// The SDK ids of the services that were found, and the chosen operations that were.
    services: BTreeSet<String>,
    operations: BTreeSet<String>,
}

/// A model that has the chosen service or operations.
struct Candidate {
    /// The id of its service.
    id: String,
    model: Model,
    /// The chosen operations that it has; all if none were chosen.
    operations: Operations,
}

/// Compares all services of two folders.
///
/// Files with the same bytes are not parsed, unless a service or operations were chosen.
pub(super) fn compare(old: &Input, new: &Input, question: &Question) -> Result<Found, Failure> {
    let (old_files, new_files) = (old.models()?, new.models()?);
    let paths: Vec<&PathBuf> = old_files.union(&new_files).collect();
    if paths.is_empty() {
        return Err(Failure::Usage("the folders hold no models".to_owned()));
    }
    let is_limited = question.service.is_some() || question.operations != Operations::All;
    let mut found = in_parallel(paths.len(), |at, found| {
        let path = paths[at];
        let old = old_files.contains(path).then_some(old);
        let new = new_files.contains(path).then_some(new);
        if let (Some(old), Some(new)) = (old, new)
            && !is_limited
            && same_content(old, new, path)
        {
            return;
        }
        let before = found.problems.len();
        let old = old.and_then(|old| read(old, path, question, found));
        let new = new.and_then(|new| read(new, path, question, found));
        if found.problems.len() > before {
            // A service is neither new nor removed if its file can't be read on one side.
            return;
        }
        match (old, new) {
            (Some(old), Some(new)) if old.id == new.id => {
                found.ask(question, Some(&old), Some(&new));
            }
            (old, new) => {
                found.alone[0].extend(old);
                found.alone[1].extend(new);
            }
        }
    });
    found.check(question)?;
    pair_up(&mut found, question);
    found
        .pages
        .sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(Found {
        pages: found.pages,
        problems: found.problems,
        compared: found.services,
    })
}

/// Compares services that are in files of different names, and those on one side only. If several have the same id,
/// they are paired in order.
fn pair_up(found: &mut Comparison, question: &Question) {
    let mut services: BTreeMap<String, [VecDeque<Candidate>; 2]> = BTreeMap::new();
    for (side, models) in std::mem::take(&mut found.alone).into_iter().enumerate() {
        for known in models {
            let sides = services.entry(known.id.clone()).or_default();
            sides[side].push_back(known);
        }
    }
    for [mut old, mut new] in services.into_values() {
        while !old.is_empty() || !new.is_empty() {
            let (old, new) = (old.pop_front(), new.pop_front());
            found.ask(question, old.as_ref(), new.as_ref());
        }
    }
}

impl Comparison {
    fn ask(&mut self, question: &Question, old: Option<&Candidate>, new: Option<&Candidate>) {
        let operations = match (old.map(|it| &it.operations), new.map(|it| &it.operations)) {
            (Some(Operations::Named(old)), Some(Operations::Named(new))) => {
                let all: BTreeSet<&String> = old.iter().chain(new).collect();
                Operations::Named(all.into_iter().cloned().collect())
            }
            (Some(one), _) | (None, Some(one)) => one.clone(),
            (None, None) => return,
        };
        if operations == Operations::Named(Vec::new()) {
            return;
        }
        let question = Question {
            operations,
            ..question.clone()
        };
        match question.ask(old.map(|it| &it.model), new.map(|it| &it.model)) {
            Ok(page) => self.pages.extend(page),
            Err(problems) => self.problems.extend(problems),
        }
    }

    /// Checks that some model has the chosen service and each chosen operation.
    fn check(&self, question: &Question) -> Result<(), Failure> {
        if let Some(service) = question
            .service
            .as_ref()
            .filter(|_| self.services.is_empty())
        {
            let message = format!("no model in either folder has the service `{service}`");
            return Err(Failure::Usage(message));
        }
        let Operations::Named(names) = &question.operations else {
            return Ok(());
        };
        let mut missing = names.iter().filter(|name| !self.operations.contains(*name));
        match missing.next() {
            Some(name) => Err(Failure::Usage(format!(
                "no service in either folder has the operation `{name}`"
            ))),
            None => Ok(()),
        }
    }
}

/// Reads a model, if it has the chosen service or operations.
fn read(
    input: &Input,
    path: &Path,
    question: &Question,
    found: &mut Comparison,
) -> Option<Candidate> {
    let model = match input.load(path) {
        Ok(model) => model,
        Err(problems) => {
            found.problems.extend(problems);
            return None;
        }
    };
    let closure = match Closure::of(&model, question.service.as_deref(), &Operations::All) {
        Ok(closure) => closure,
        // The chosen service is in another file.
        Err(_) if question.service.is_some() => return None,
        Err(problems) => {
            found.problems.extend(problems);
            return None;
        }
    };
    let service = Service::new(&model, closure.service());
    found.services.insert(report::printable(&service.sdk_id));
    let operations = match &question.operations {
        Operations::All => Operations::All,
        Operations::Named(names) => {
            let has = |name: &&String| {
                let mut operations = closure.operations().iter().map(|it| &model[*it].id);
                operations.any(|id| id.name() == *name || id.as_str() == *name)
            };
            let present: Vec<String> = names.iter().filter(has).cloned().collect();
            found.operations.extend(present.iter().cloned());
            Operations::Named(present)
        }
    };
    let id = identity_of(&model, &service);
    Some(Candidate {
        id,
        model,
        operations,
    })
}

/// Runs `count` jobs on all cores, and returns their results in the order of the jobs.
fn in_parallel(count: usize, job: impl Fn(usize, &mut Comparison) + Sync) -> Comparison {
    let bar = progress::bar(count);
    let order: Vec<usize> = (0..count).collect();
    let all = parallel::run(parallel::cores(), &order, |at| {
        let mut found = Comparison::default();
        job(at, &mut found);
        bar.inc(1);
        found
    });
    bar.finish_and_clear();
    let mut sum = Comparison::default();
    for found in all {
        sum.services.extend(found.services);
        sum.operations.extend(found.operations);
        sum.pages.extend(found.pages);
        sum.problems.extend(found.problems);
        for (sum, alone) in sum.alone.iter_mut().zip(found.alone) {
            sum.extend(alone);
        }
    }
    sum
}

/// Whether the two models, with the files that belong to them, have the same bytes.
fn same_content(old: &Input, new: &Input, path: &Path) -> bool {
    let old = old.contents(path);
    old.is_some() && old == new.contents(path)
}
