//! The files of a site, and the state by which a later run finds out what is left to do.
//!
//! The state (`.tinsmith-history`) is a file with a line of JSON for each fact. During a run lines are appended: first
//! which page is about to be written, then, when its files are in place, its summary. A run that is killed so leaves the
//! pages that are done, and the names of those that may have been begun. At the end of a run the state is written anew,
//! sorted, with the digest of everything that the site was made of: as long as that stays the same and the files are
//! there, nothing has to be done.
//!
//! Each file is written aside, into `.tinsmith-staged`, and then renamed. A file with the same content is not touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::record::Record;
use crate::output::{Guard, at};

/// The name of the state file.
const STATE: &str = ".tinsmith-history";

/// The folder of files that are not yet in place.
const STAGED: &str = ".tinsmith-staged";

/// The first line of a state file. The number grows when older states can't be read.
const FORMAT: u64 = 1;

/// How long a run waits for another one that writes the same site.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with a site. No other run writes to it.
pub(crate) struct Site {
    folder: PathBuf,
    _guard: Guard,
    /// The state file, to append to, once the run changes the site.
    journal: Mutex<Option<File>>,
    staged: AtomicUsize,
    /// The folders that are known to exist.
    folders: Mutex<BTreeSet<PathBuf>>,
    changed: AtomicUsize,
}

/// What an earlier run left.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The digest of what the site was made of, if the run was completed.
    pub(crate) complete: Option<String>,
    /// The files of lists, feeds and the search, with their sizes.
    files: BTreeMap<String, u64>,
    /// The summaries of pages, by release and page.
    records: BTreeMap<(String, String), Record>,
    /// All files that earlier runs wrote or may have begun to write.
    known: BTreeSet<String>,
}

impl Site {
    /// Opens a site, or begins one in a new or empty folder.
    ///
    /// # Errors
    /// The folder has other files, another run does not release it, or it can't be read.
    pub(crate) fn open(folder: &Path) -> io::Result<(Self, State)> {
        fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
        let guard = Guard::lock(folder, PATIENCE).map_err(|error| at(folder, error))?;
        let path = folder.join(STATE);
        let state = match fs::read(&path) {
            Ok(bytes) => State::parse(&String::from_utf8_lossy(&bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                refuse(folder)?;
                State::default()
            }
            Err(error) => return Err(at(&path, error)),
        };
        let site = Self {
            folder: folder.to_owned(),
            _guard: guard,
            journal: Mutex::new(None),
            staged: AtomicUsize::new(0),
            folders: Mutex::new(BTreeSet::new()),
            changed: AtomicUsize::new(0),
        };
        Ok((site, state))
    }

    /// Whether files have the sizes that they had when they were written.
    pub(crate) fn has<'f>(&self, mut files: impl Iterator<Item = (&'f String, &'f u64)>) -> bool {
        files.all(|(path, size)| {
            let found = fs::symlink_metadata(self.folder.join(path));
            found.is_ok_and(|found| found.is_file() && found.len() == *size)
        })
    }

    /// Whether the site is as the run that completed it left it.
    pub(crate) fn is_intact(&self, state: &State) -> bool {
        let pages = state.records.values().flat_map(|record| &record.files);
        self.has(state.files.iter()) && self.has(pages.map(|(path, size)| (path, size)))
    }

    /// Begins a run that changes the site: from now on it is not complete.
    pub(crate) fn begin(&self) -> io::Result<()> {
        // The state comes first: a folder with other files and without it is not taken for a site.
        let path = self.folder.join(STATE);
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(|error| at(&path, error))?;
        *self.journal.lock().map_err(poisoned)? = Some(file);
        let staged = self.folder.join(STAGED);
        if staged.exists() {
            fs::remove_dir_all(&staged).map_err(|error| at(&staged, error))?;
        }
        fs::create_dir_all(&staged).map_err(|error| at(&staged, error))?;
        // The end of the last line may be missing.
        self.append("")?;
        self.append(&json!({ "format": FORMAT }).to_string())?;
        self.append(&json!({ "complete": null }).to_string())
    }

    /// Writes the files of a page and keeps its summary.
    pub(crate) fn put_page(
        &self,
        record: &mut Record,
        files: &[(String, String)],
    ) -> io::Result<()> {
        let paths: Vec<&String> = files.iter().map(|(path, _)| path).collect();
        if !paths.is_empty() {
            self.append(&json!({ "writing": paths }).to_string())?;
        }
        for (path, text) in files {
            self.put(path, text)?;
            record.files.push((path.clone(), size(text)));
        }
        self.append(&json!({ "record": record.to_json() }).to_string())
    }

    /// Writes the lists, feeds and the search, removes files that are no longer part of the site, and completes it.
    pub(crate) fn complete(
        &self,
        digest: &str,
        records: &[Record],
        files: &[(String, String)],
        state: &State,
    ) -> io::Result<Done> {
        let paths: Vec<&String> = files.iter().map(|(path, _)| path).collect();
        self.append(&json!({ "writing": paths }).to_string())?;
        for (path, text) in files {
            self.put(path, text)?;
        }
        let pages = records.iter().flat_map(|record| &record.files);
        let pages: BTreeSet<&String> = pages.map(|(path, _)| path).collect();
        let mut removed = 0;
        let is_wanted = |path: &String| pages.contains(path) || paths.contains(&path);
        for path in state.known.iter().filter(|path| !is_wanted(path)) {
            removed += usize::from(self.remove(path)?);
        }
        let mut text = format!("{}\n", json!({ "format": FORMAT }));
        let mut sorted: Vec<&Record> = records.iter().collect();
        sorted.sort_by(|a, b| (&a.release, &a.page).cmp(&(&b.release, &b.page)));
        for record in sorted {
            text.push_str(&format!("{}\n", json!({ "record": record.to_json() })));
        }
        let sizes: BTreeMap<&String, u64> = files
            .iter()
            .map(|(path, text)| (path, size(text)))
            .collect();
        let end = json!({ "complete": digest, "files": sizes });
        text.push_str(&format!("{end}\n"));
        self.replace(STATE, &text)?;
        let staged = self.folder.join(STAGED);
        fs::remove_dir_all(&staged).map_err(|error| at(&staged, error))?;
        Ok(Done {
            files: pages.len() + paths.len(),
            changed: self.changed.load(Ordering::Relaxed),
            removed,
        })
    }

    /// Writes a file, unless it has this content.
    fn put(&self, path: &str, text: &str) -> io::Result<()> {
        let place = self.folder.join(path);
        let found = fs::symlink_metadata(&place);
        let is_same_size = found.is_ok_and(|it| it.is_file() && it.len() == size(text));
        if is_same_size && fs::read(&place).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(());
        }
        if let Some(parent) = place.parent() {
            let mut folders = self.folders.lock().map_err(poisoned)?;
            if !folders.contains(parent) {
                fs::create_dir_all(parent).map_err(|error| at(parent, error))?;
                folders.insert(parent.to_owned());
            }
        }
        self.replace(path, text)?;
        self.changed.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn replace(&self, path: &str, text: &str) -> io::Result<()> {
        let number = self.staged.fetch_add(1, Ordering::Relaxed);
        let staged = self.folder.join(STAGED).join(number.to_string());
        fs::write(&staged, text).map_err(|error| at(&staged, error))?;
        let place = self.folder.join(path);
        fs::rename(&staged, &place).map_err(|error| at(&place, error))
    }

    /// Removes a file, and the folders that are empty without it. Returns whether there was one.
    fn remove(&self, path: &str) -> io::Result<bool> {
        let place = self.folder.join(path);
        match fs::remove_file(&place) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(at(&place, error)),
        }
        let mut folder = Path::new(path).parent();
        while let Some(empty) = folder.filter(|folder| *folder != Path::new("")) {
            if fs::remove_dir(self.folder.join(empty)).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(true)
    }

    fn append(&self, line: &str) -> io::Result<()> {
        let mut journal = self.journal.lock().map_err(poisoned)?;
        let line = format!("{line}\n");
        let done = match journal.as_mut() {
            Some(journal) => journal.write_all(line.as_bytes()),
            None => Err(io::Error::other("the run has not begun")),
        };
        done.map_err(|error| at(&self.folder.join(STATE), error))
    }
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    /// The files of the site.
    pub(crate) files: usize,
    pub(crate) changed: usize,
    pub(crate) removed: usize,
}

impl State {
    /// Reads a state. Lines that are damaged, as by a run that was killed, and those of another format are ignored.
    fn parse(text: &str) -> Self {
        let mut state = Self::default();
        let mut is_of_this_format = true;
        for line in text.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            if let Some(format) = line.get("format") {
                is_of_this_format = format.as_u64() == Some(FORMAT);
            }
            if !is_of_this_format {
                // Who wrote this may have replaced any page.
                state.records.clear();
                state.complete = None;
                continue;
            }
            if let Some(record) = line.get("record").and_then(Record::from_json) {
                state
                    .known
                    .extend(record.files.iter().map(|(path, _)| path.clone()));
                let key = (record.release.clone(), record.page.clone());
                state.records.insert(key, record);
            }
            let writing = line.get("writing").and_then(Value::as_array);
            let paths = writing.into_iter().flatten().filter_map(Value::as_str);
            state.known.extend(paths.map(str::to_owned));
            if let Some(complete) = line.get("complete") {
                state.complete = complete.as_str().map(str::to_owned);
            }
            let files = line.get("files").and_then(Value::as_object);
            for (path, size) in files.into_iter().flatten() {
                state.known.insert(path.clone());
                state
                    .files
                    .insert(path.clone(), size.as_u64().unwrap_or_default());
            }
        }
        // The file may have been changed: no path leads out of the site.
        state.known.retain(|path| is_inner(path));
        state
            .records
            .retain(|_, record| record.files.iter().all(|(path, _)| is_inner(path)));
        state
    }

    /// The summary of a page, if it was made of these inputs.
    pub(crate) fn record(&self, release: &str, page: &str, inputs: &str) -> Option<&Record> {
        let key = (release.to_owned(), page.to_owned());
        self.records.get(&key).filter(|it| it.inputs == inputs)
    }

    /// How many pages are shown.
    pub(crate) fn shown(&self) -> usize {
        self.records.values().filter(|it| it.is_shown()).count()
    }

    /// How many files the site has.
    pub(crate) fn count(&self) -> usize {
        let pages = self.records.values().map(|it| it.files.len());
        self.files.len() + pages.sum::<usize>()
    }
}

fn is_inner(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn size(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

fn poisoned<T>(_: std::sync::PoisonError<T>) -> io::Error {
    io::Error::other("another thread of this run failed")
}

/// Refuses a folder that has files of others.
fn refuse(folder: &Path) -> io::Result<()> {
    let mut entries = fs::read_dir(folder).map_err(|error| at(folder, error))?;
    let Some(entry) = entries.next() else {
        return Ok(());
    };
    let name = entry.map_err(|error| at(folder, error))?.file_name();
    let message = format!(
        "{} has other files, such as {}; expected a new or empty folder, or the site of an earlier run",
        folder.display(),
        name.display()
    );
    Err(io::Error::new(ErrorKind::AlreadyExists, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_survives_damage() {
        let whole = "{\"format\":1}\n{\"writing\":[\"a\",\"../b\"]}\n{\"complete\":\"x\",\"files\":{\"c\":1}}\n";
        let state = State::parse(whole);
        assert_eq!(state.complete.as_deref(), Some("x"));
        let known: Vec<&str> = state.known.iter().map(String::as_str).collect();
        assert_eq!(known, ["a", "c"]);
        for cut in 0..whole.len() {
            let state = State::parse(&whole[..cut]);
            assert!(state.complete.is_none() || cut + 1 == whole.len(), "{cut}");
        }
        let again = format!("{whole}{{\"complete\":null}}\n");
        assert_eq!(State::parse(&again).complete, None);
        let other = "{\"format\":2}\n{\"complete\":\"x\",\"files\":{\"d\":1}}\n";
        assert_eq!(State::parse(other).complete, None);
        let mixed = State::parse(&format!("{whole}{other}{{\"format\":1}}\n"));
        assert_eq!(mixed.complete, None);
        let known: Vec<&str> = mixed.known.iter().map(String::as_str).collect();
        assert_eq!(known, ["a", "c"]);
    }

    #[test]
    fn files_of_others_are_refused() {
        let folder = tempfile::TempDir::new().expect("a folder");
        fs::write(folder.path().join("mine.txt"), "mine").expect("a file");
        let refused = Site::open(folder.path()).err().expect("refused");
        assert!(refused.to_string().contains("mine.txt"), "{refused}");
        let empty = tempfile::TempDir::new().expect("a folder");
        assert!(Site::open(empty.path()).is_ok());
    }
}
