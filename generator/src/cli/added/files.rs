//! The files of a package that a command changes, which are shown and then replaced together.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::cli::progress::say;
use crate::cli::style;
use crate::model::{visible, visible_lines};
use crate::output::{self, File, at};

/// The most lines of a difference that are shown.
const LINES: usize = 60;

/// A file with the content that it gets.
pub(in crate::cli) struct Change {
    /// The path below the package's folder.
    path: PathBuf,
    /// The content now; none if there is no such file.
    old: Option<String>,
    new: String,
    /// Whether the lines are shown.
    is_shown: bool,
}

/// The changes of a package.
pub(in crate::cli) struct Changes<'p> {
    folder: &'p Path,
    changes: Vec<Change>,
}

impl<'p> Changes<'p> {
    pub(in crate::cli) fn of(folder: &'p Path) -> Self {
        Self {
            folder,
            changes: Vec::new(),
        }
    }

    /// The content of a file; none if it does not exist.
    ///
    /// # Errors
    /// It can't be read, or is a symbolic link, which would be replaced by a file.
    pub(in crate::cli) fn read(&self, path: &Path) -> io::Result<Option<String>> {
        let path = self.folder.join(path);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path, error)),
            Ok(found) if found.is_symlink() => {
                let message = "a symbolic link is not edited; edit the file that it leads to, or replace it by a file";
                Err(at(&path, io::Error::other(message)))
            }
            Ok(_) => fs::read_to_string(&path)
                .map(Some)
                .map_err(|error| at(&path, error)),
        }
    }

    /// Plans the new content of a file, unless it is the same as before. The lines that change are shown if `is_shown`.
    pub(in crate::cli) fn put(
        &mut self,
        path: PathBuf,
        old: Option<String>,
        new: String,
        is_shown: bool,
    ) {
        if old.as_ref() != Some(&new) {
            self.changes.push(Change {
                path,
                old,
                new,
                is_shown,
            });
        }
    }

    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes all files or none.
    ///
    /// # Errors
    /// A file can't be written, or somebody has changed it since it was read.
    pub(in crate::cli) fn write(&self) -> io::Result<()> {
        let changes = self.changes.iter().map(|change| {
            let file = File {
                path: change.path.clone(),
                text: change.new.clone(),
            };
            (change.old.as_deref(), file)
        });
        output::replace_together(self.folder, &changes.collect::<Vec<_>>())
    }

    /// Shows what changes.
    pub(in crate::cli) fn show(&self) {
        for change in &self.changes {
            let verb = match change.old {
                Some(_) => "changed",
                None => "new",
            };
            let path = self.folder.join(&change.path);
            let path = path
                .strip_prefix(".")
                .unwrap_or(&path)
                .display()
                .to_string();
            let kilobytes = change.new.len().div_ceil(1000);
            match change.is_shown {
                true => say!("{verb}: {}", visible(&path)),
                false => say!("{verb}: {} ({kilobytes} kB)", visible(&path)),
            }
            if change.is_shown {
                show_lines(change.old.as_deref().unwrap_or_default(), &change.new);
            }
        }
    }
}

fn show_lines(old: &str, new: &str) {
    let difference = TextDiff::from_lines(old, new);
    let changed = difference
        .iter_all_changes()
        .filter(|it| it.tag() != ChangeTag::Equal);
    let changed: Vec<_> = changed.collect();
    for change in changed.iter().take(LINES) {
        let (sign, style) = match change.tag() {
            ChangeTag::Delete => ('-', style::REMOVED),
            _ => ('+', style::ADDED),
        };
        let line = change
            .as_str()
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r']);
        say!("  {style}{sign} {}{style:#}", visible_lines(line));
    }
    if changed.len() > LINES {
        say!("  and {} more lines", changed.len() - LINES);
    }
}
