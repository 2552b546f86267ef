//! Many files, changed as one: a run that is killed leaves the old files, the new ones, or a journal by which the
//! next run completes the change.
//!
//! New files are staged in `.tinsmith-staged`, below the client's folder. When all of them are on the disk, a
//! journal is written there: which files are replaced and removed, with the digests before and after. From the
//! moment that the journal has its name the change is certain: this run makes it, or, if it is killed, the next run
//! or `--check` ([`recover`]). A file that somebody has changed in between stays as it is. Staged files without a
//! journal are deleted. All this happens under the folder's lock.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::compare::Entry;
use super::manifest::{inner_path, with_slashes};
use super::{File, at};

/// The folder of staged files.
pub(super) const STAGED: &str = ".tinsmith-staged";

const JOURNAL: &str = "journal";

/// The digest of a missing file in the journal.
const NOTHING: &str = "-";

/// The change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    path: PathBuf,
    /// The digest before, unless the file does not exist.
    old: Option<String>,
    /// The digest afterwards, unless the file is removed.
    new: Option<String>,
}

/// A change of several files, before it is made.
pub(super) struct Commit<'a> {
    folder: &'a Path,
    /// The staged content of the step `n` is the file `n` of the hidden folder.
    steps: Vec<Step>,
}

impl<'a> Commit<'a> {
    /// An empty change of the folder.
    pub(super) fn new(folder: &'a Path) -> Self {
        Self {
            folder,
            steps: Vec::new(),
        }
    }

    /// Stages a file, which now has the digest `old` and will have the digest `new`.
    pub(super) fn put(&mut self, file: &File, old: Option<String>, new: String) -> io::Result<()> {
        if self.steps.is_empty() {
            self.open()?;
        }
        let staged = self.staged(self.steps.len());
        fs::write(&staged, &file.text).map_err(|error| at(&staged, error))?;
        self.steps.push(Step {
            path: file.path.clone(),
            old,
            new: Some(new),
        });
        Ok(())
    }

    /// Plans to remove a file that now has the digest `old`.
    pub(super) fn remove(&mut self, path: &Path, old: Option<String>) -> io::Result<()> {
        if self.steps.is_empty() {
            self.open()?;
        }
        self.steps.push(Step {
            path: path.to_owned(),
            old,
            new: None,
        });
        Ok(())
    }

    fn open(&self) -> io::Result<()> {
        let staged = self.folder.join(STAGED);
        fs::create_dir(&staged).map_err(|error| at(&staged, error))
    }

    /// Discards the staged files.
    pub(super) fn abandon(self) {
        // The next run removes files that can't be removed now.
        let _ = fs::remove_dir_all(self.folder.join(STAGED));
    }

    /// Makes the change.
    ///
    /// # Errors
    /// A file can't be replaced or removed. The change is then incomplete, and the next run completes it.
    pub(super) fn finish(self) -> io::Result<()> {
        if self.steps.is_empty() {
            return Ok(());
        }
        self.write_journal()?;
        self.perform(self.steps.len())?;
        self.clear()
    }

    fn write_journal(&self) -> io::Result<()> {
        let journal = self.folder.join(STAGED).join(JOURNAL);
        let part = journal.with_extension("part");
        fs::write(&part, print(&self.steps)).map_err(|error| at(&part, error))?;
        fs::rename(&part, &journal).map_err(|error| at(&journal, error))
    }

    /// Performs the first `count` steps.
    fn perform(&self, count: usize) -> io::Result<()> {
        let mut folders = BTreeSet::new();
        for (number, step) in self.steps.iter().enumerate().take(count) {
            self.perform_one(number, step, &mut folders)
                .map_err(|error| at(&self.folder.join(&step.path), error))?;
        }
        Ok(())
    }

    /// Performs one step; `folders` are those that are known to exist.
    fn perform_one<'s>(
        &self,
        number: usize,
        step: &'s Step,
        folders: &mut BTreeSet<&'s Path>,
    ) -> io::Result<()> {
        let place = self.folder.join(&step.path);
        if step.new.is_none() {
            return match fs::remove_file(place) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        if let Some(parent) = step.path.parent()
            && folders.insert(parent)
        {
            fs::create_dir_all(self.folder.join(parent))?;
        }
        let staged = self.staged(number);
        match fs::rename(&staged, &place) {
            // A folder of the client is on another file system: a mount, or a link to one.
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                let near = place.with_file_name(format!("{STAGED}-{number}"));
                fs::copy(&staged, &near)?;
                fs::rename(near, place)?;
                fs::remove_file(staged)
            }
            done => done,
        }
    }

    fn clear(&self) -> io::Result<()> {
        let staged = self.folder.join(STAGED);
        let journal = staged.join(JOURNAL);
        fs::remove_file(&journal).map_err(|error| at(&journal, error))?;
        fs::remove_dir_all(&staged).map_err(|error| at(&staged, error))
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.folder.join(STAGED).join(number.to_string())
    }
}

/// Completes the change of an interrupted run, or discards files that it only staged. Returns whether there was a
/// change to complete.
///
/// A file that somebody has changed in the meantime stays as it is, and so does one whose staged content is damaged.
/// The comparison that follows finds them.
///
/// # Errors
/// A file can't be read, replaced or removed.
pub(super) fn recover(folder: &Path) -> io::Result<bool> {
    let staged = folder.join(STAGED);
    let journal = match fs::read_to_string(staged.join(JOURNAL)) {
        Ok(journal) => parse(&journal),
        Err(error) if error.kind() == ErrorKind::NotFound && !staged.is_dir() => return Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) if error.kind() == ErrorKind::InvalidData => None,
        Err(error) => return Err(at(&staged, error)),
    };
    let Some(steps) = journal else {
        fs::remove_dir_all(&staged).map_err(|error| at(&staged, error))?;
        return Ok(false);
    };
    let commit = Commit { folder, steps };
    let mut folders = BTreeSet::new();
    for (number, step) in commit.steps.iter().enumerate() {
        if commit.is_open(number, step)? {
            commit
                .perform_one(number, step, &mut folders)
                .map_err(|error| at(&folder.join(&step.path), error))?;
        }
    }
    commit.clear()?;
    Ok(true)
}

impl Commit<'_> {
    /// Whether a step is still to be performed.
    fn is_open(&self, number: usize, step: &Step) -> io::Result<bool> {
        let path = self.folder.join(&step.path);
        if Entry::at(&path)?.digest() != step.old {
            return Ok(false);
        }
        let staged = Entry::at(&self.staged(number))?;
        Ok(staged.digest() == step.new)
    }
}

/// The journal: a line for each step.
fn print(steps: &[Step]) -> String {
    let or_nothing = |digest: &Option<String>| digest.clone().unwrap_or(NOTHING.to_owned());
    let lines = steps.iter().map(|step| {
        let (old, new) = (or_nothing(&step.old), or_nothing(&step.new));
        format!("{old} {new} {}\n", with_slashes(&step.path))
    });
    lines.collect()
}

/// Reads a journal. `None` if it is not one, or has a path that leads out of the folder.
fn parse(text: &str) -> Option<Vec<Step>> {
    let digest = |text: &str| (text != NOTHING).then(|| text.to_owned());
    let steps = text.lines().map(|line| {
        let mut parts = line.splitn(3, ' ');
        Some(Step {
            old: digest(parts.next()?),
            new: digest(parts.next()?),
            path: inner_path(parts.next()?)?,
        })
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::digest::sha256;

    /// `a` changes, `b` goes, `in/c` comes, `d` stays.
    fn begun(folder: &Path) -> Commit<'_> {
        for (path, text) in [("a", "old a"), ("b", "old b"), ("d", "d")] {
            fs::write(folder.join(path), text).expect("a file");
        }
        let file = |path: &str, text: &str| File {
            path: path.into(),
            text: text.to_owned(),
        };
        let mut commit = Commit::new(folder);
        commit
            .put(&file("a", "new a"), Some(sha256("old a")), sha256("new a"))
            .expect("staged");
        commit
            .remove(Path::new("b"), Some(sha256("old b")))
            .expect("staged");
        commit
            .put(&file("in/c", "new c"), None, sha256("new c"))
            .expect("staged");
        commit
    }

    fn is_old(folder: &Path) -> bool {
        texts(folder) == [Some("old a"), Some("old b"), None, Some("d")].map(owned)
    }

    fn is_new(folder: &Path) -> bool {
        texts(folder) == [Some("new a"), None, Some("new c"), Some("d")].map(owned)
    }

    fn owned(text: Option<&str>) -> Option<String> {
        text.map(str::to_owned)
    }

    fn texts(folder: &Path) -> [Option<String>; 4] {
        ["a", "b", "in/c", "d"].map(|path| fs::read_to_string(folder.join(path)).ok())
    }

    #[test]
    fn what_is_only_staged_is_cleared() {
        let folder = TempDir::new().expect("a folder");
        drop(begun(folder.path()));
        assert!(!recover(folder.path()).expect("recovered"));
        assert!(is_old(folder.path()));
        assert!(!folder.path().join(STAGED).exists());
    }

    #[test]
    fn whatever_was_done_of_it_the_rest_is_done() {
        for done in 0..=3 {
            let folder = TempDir::new().expect("a folder");
            let commit = begun(folder.path());
            commit.write_journal().expect("a journal");
            commit.perform(done).expect("some steps");
            assert!(recover(folder.path()).expect("recovered"), "{done}");
            assert!(is_new(folder.path()), "{done}");
            assert!(!folder.path().join(STAGED).exists(), "{done}");
        }
    }

    #[test]
    fn what_was_changed_in_the_meantime_stays() {
        let folder = TempDir::new().expect("a folder");
        let commit = begun(folder.path());
        commit.write_journal().expect("a journal");
        fs::write(folder.path().join("a"), "mine").expect("a file");
        fs::write(folder.path().join("b"), "mine too").expect("a file");
        assert!(recover(folder.path()).expect("recovered"));
        let expected = [Some("mine"), Some("mine too"), Some("new c"), Some("d")].map(owned);
        assert_eq!(texts(folder.path()), expected);
    }

    #[test]
    fn damaged_content_is_not_put_in_place() {
        let folder = TempDir::new().expect("a folder");
        let commit = begun(folder.path());
        commit.write_journal().expect("a journal");
        fs::write(commit.staged(0), "").expect("a file");
        assert!(recover(folder.path()).expect("recovered"));
        assert_eq!(texts(folder.path())[0], owned(Some("old a")));
    }

    #[test]
    fn a_journal_does_not_lead_out_of_the_folder() {
        let folder = TempDir::new().expect("a folder");
        let inner = folder.path().join("inner");
        fs::create_dir_all(inner.join(STAGED)).expect("a folder");
        fs::write(inner.join(STAGED).join("0"), "text").expect("a file");
        let journal = format!("- {} ../out\n", sha256("text"));
        fs::write(inner.join(STAGED).join(JOURNAL), journal).expect("a file");
        assert!(!recover(&inner).expect("recovered"));
        assert!(!folder.path().join("out").exists());
        assert!(!inner.join(STAGED).exists());
    }
}
