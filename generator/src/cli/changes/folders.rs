//! Two folders of models: which belong together, and what changed between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tinsmith::model::{Diagnostic, MAX_MODEL_BYTES, Model};
use tinsmith::report::page::ServicePage;

use super::{Failure, Question, identity};
use crate::cli::progress;

/// What became of a pair of files.
#[derive(Default)]
struct Found {
    pages: Vec<ServicePage>,
    /// Models without a counterpart at the same path, by service: old ones, then new ones.
    alone: [Vec<(String, Model)>; 2],
    problems: Vec<Diagnostic>,
}

/// The pages of all services that changed, and what is wrong with the models.
///
/// Files of equal bytes are never parsed.
pub(super) fn compare(
    old: &Path,
    new: &Path,
    question: &Question,
) -> Result<(Vec<ServicePage>, Vec<Diagnostic>), Failure> {
    let (old_files, new_files) = (models(old)?, models(new)?);
    let paths: Vec<&PathBuf> = old_files.union(&new_files).collect();
    if paths.is_empty() {
        return Err(Failure::Usage("the folders hold no models".to_owned()));
    }
    let file = |files: &BTreeSet<PathBuf>, folder: &Path, path: &PathBuf| {
        files.contains(path).then(|| folder.join(path))
    };
    let mut found = in_parallel(paths.len(), |at, found| {
        let path = paths[at];
        let old = file(&old_files, old, path);
        let new = file(&new_files, new, path);
        if let (Some(old), Some(new)) = (&old, &new)
            && same_bytes(old, new)
        {
            return;
        }
        let old = old.and_then(|old| read(&old, question, found));
        let new = new.and_then(|new| read(&new, question, found));
        match (old, new) {
            (Some((id, old)), Some((new_id, new))) if id == new_id => {
                found.ask(question, Some(&old), Some(&new));
            }
            (old, new) => {
                found.alone[0].extend(old);
                found.alone[1].extend(new);
            }
        }
    });
    // A service whose file could not be read on one side is neither new nor gone.
    if found.problems.is_empty() {
        pair_up(&mut found, question);
    }
    found
        .pages
        .sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok((found.pages, found.problems))
}

/// Asks about the services that are in files of different names, and those on one side only.
fn pair_up(found: &mut Found, question: &Question) {
    let mut services: BTreeMap<String, [Option<Model>; 2]> = BTreeMap::new();
    for (side, models) in std::mem::take(&mut found.alone).into_iter().enumerate() {
        for (id, model) in models {
            services.entry(id).or_default()[side] = Some(model);
        }
    }
    for [old, new] in services.values() {
        found.ask(question, old.as_ref(), new.as_ref());
    }
}

impl Found {
    fn ask(&mut self, question: &Question, old: Option<&Model>, new: Option<&Model>) {
        match question.ask(old, new) {
            Ok(page) => self.pages.extend(page),
            Err(problems) => self.problems.extend(problems),
        }
    }
}

/// A model with its service, if it is one that was asked for.
fn read(path: &Path, question: &Question, found: &mut Found) -> Option<(String, Model)> {
    let model = match Model::load(&[path]) {
        Ok(model) => model,
        Err(problems) => {
            found.problems.extend(problems);
            return None;
        }
    };
    match identity(&model, question.service.as_deref()) {
        Ok(id) => Some((id, model)),
        // The service that was chosen is in another file.
        Err(_) if question.service.is_some() => None,
        Err(problems) => {
            found.problems.extend(problems);
            None
        }
    }
}

/// Does a number of jobs on all cores; what they found comes in the order of the jobs.
fn in_parallel(count: usize, job: impl Fn(usize, &mut Found) + Sync) -> Found {
    let bar = progress::bar(count);
    let next = AtomicUsize::new(0);
    let all: Mutex<Vec<(usize, Found)>> = Mutex::new(Vec::new());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            let mut found = Found::default();
            job(at, &mut found);
            if let Ok(mut all) = all.lock() {
                all.push((at, found));
            }
            bar.inc(1);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            scope.spawn(work);
        }
    });
    bar.finish_and_clear();
    let mut all = all.into_inner().unwrap_or_default();
    all.sort_by_key(|(at, _)| *at);
    let mut sum = Found::default();
    for (_, found) in all {
        sum.pages.extend(found.pages);
        sum.problems.extend(found.problems);
        for (sum, alone) in sum.alone.iter_mut().zip(found.alone) {
            sum.extend(alone);
        }
    }
    sum
}

fn same_bytes(old: &Path, new: &Path) -> bool {
    let size = |path: &Path| fs::metadata(path).map(|metadata| metadata.len()).ok();
    let (old_size, new_size) = (size(old), size(new));
    old_size.is_some_and(|size| size <= MAX_MODEL_BYTES)
        && old_size == new_size
        && fs::read(old)
            .ok()
            .is_some_and(|bytes| fs::read(new).is_ok_and(|new| new == bytes))
}

/// The model files below a folder, relative to it. Where there are files called `service-2`, as
/// botocore has them, the others are no models.
fn models(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut models = BTreeSet::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in fs::read_dir(&at)? {
            let entry = entry?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // A link to a folder is not followed: it could lead back.
            if entry.file_type()?.is_dir() {
                pending.push(path);
            } else if (name.ends_with(".json") || name.ends_with(".json.gz"))
                && let Ok(relative) = path.strip_prefix(folder)
            {
                models.insert(relative.to_owned());
            }
        }
    }
    let is_service = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| matches!(name, "service-2.json" | "service-2.json.gz"))
    };
    if models.iter().any(is_service) {
        models.retain(is_service);
    }
    Ok(models)
}
