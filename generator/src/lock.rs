//! `tinsmith.lock`: the API of the model that a client was last generated from, beside the package's
//! manifest and under version control.
//!
//! [`compare`] says what changed since; [`Update::accept`] makes the lock say so too. In between the
//! client is written, so that a build that fails leaves the lock as it was.

mod api;
mod file;
mod package;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Operations, visible};

use crate::{Error, output};
use file::{Entry, Lock};
pub(crate) use package::{LOCKED, Package};

/// The lock's name.
pub(crate) const NAME: &str = "tinsmith.lock";

/// The most lines of one client that a build prints.
const MAX_LINES: usize = 10;

/// The clients that this build script has generated so far.
static CLIENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Takes a place in the lock.
///
/// # Errors
/// Another client of this build has it: each would find the other's API, and say that it changed.
pub(crate) fn claim(client: &str) -> Result<(), Error> {
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    match clients.insert(client.to_owned()) {
        true => Ok(()),
        false => Err(Error::Usage(format!(
            "two clients of this build script are called `{client}`, and {NAME} can't tell them apart: choose \
             another name with `module(path)`, or do without the lock with `lock(false)`"
        ))),
    }
}

/// A client that is generated.
pub(crate) struct Generated<'m> {
    /// What the lock calls it: the path of its module.
    pub(crate) client: &'m str,
    pub(crate) closure: &'m Closure<'m>,
    pub(crate) operations: &'m Operations,
}

/// What a build does to the lock, once the client is written.
#[must_use = "the lock is not written before `accept` is called"]
pub(crate) struct Update {
    path: PathBuf,
    /// The new content, if it is not what is there.
    write: Option<String>,
    is_new: bool,
    /// What there is to say.
    warnings: Vec<String>,
    /// When the models changed last.
    models_changed: Option<SystemTime>,
    _guard: Option<output::Guard>,
}

/// Compares the model with the lock.
///
/// # Errors
/// The lock can't be read, or is not one, or the build is locked and the lock would change.
pub(crate) fn compare(package: &Package, generated: &Generated<'_>) -> Result<Update, Error> {
    let guard = package.guard();
    let path = package.folder.join(NAME);
    let text = match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(at(&path, error).into()),
    };
    let old = match &text {
        Some(text) => Lock::parse(&path, text)?,
        None => Lock::default(),
    };
    let files = generated.closure.model().files();
    let entry = Entry {
        model: api::digest_of_files(files)?,
        operations: api::chosen(generated),
        api: api::of(generated),
    };
    let known = old.clients.get(generated.client);
    let is_same = known == Some(&entry);
    let mut warnings = Vec::new();
    if let Some(known) = known.filter(|_| !is_same) {
        let found = Found::between(&path, generated.client, known, &entry)?;
        warnings = found.warnings(package, generated.client)?;
        if package.locked {
            return Err(found.refused(path, generated.client, &warnings));
        }
    } else if package.locked && !is_same {
        return Err(absent(path, generated.client, text.is_some()));
    }
    let mut new = old;
    new.clients.insert(generated.client.to_owned(), entry);
    Ok(Update {
        write: (!is_same).then(|| new.print()),
        is_new: text.is_none(),
        warnings,
        models_changed: files.iter().filter_map(|file| modified(file)).max(),
        path,
        _guard: guard,
    })
}

impl Update {
    /// Writes the lock if it changed, and says what changed in the model. Returns the path of the lock
    /// for cargo to watch, if there is one now.
    ///
    /// # Errors
    /// The lock can't be written. Where there was none that is no error: the sources of a package may
    /// well be read-only.
    pub(crate) fn accept(self) -> Result<Option<PathBuf>, Error> {
        if let Some(text) = &self.write {
            match output::replace(&self.path, text) {
                Ok(()) => self.backdate(),
                Err(error) if self.is_new && output::is_read_only(&error) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
        for warning in &self.warnings {
            println!("cargo::warning={}", visible(warning));
        }
        Ok(Some(self.path))
    }

    /// Gives the lock the time of the models. Cargo runs a build script again if a watched file is
    /// newer than the start of the last run: the lock that this run writes must not be, one that the
    /// user changes or restores must.
    fn backdate(&self) {
        let file = fs::File::options().write(true).open(&self.path);
        if let (Ok(file), Some(time)) = (file, self.models_changed) {
            // Without it the build script runs once more than it has to.
            let _ = file.set_modified(time);
        }
    }
}

/// How a client differs from its lock.
struct Found {
    headline: String,
    /// Each change, the worst first.
    lines: Vec<String>,
    /// Each change at each operation that it reaches.
    report: Vec<String>,
}

impl Found {
    fn between(path: &Path, client: &str, old: &Entry, new: &Entry) -> Result<Self, Error> {
        let changes = api::changes(path, client, old, new)?;
        let headline = if !changes.changes.is_empty() {
            let verdict = crate::report::verdict_of(&changes);
            format!("the model of `{client}` changed: {verdict}")
        } else if old.operations != new.operations {
            format!("other operations are chosen for `{client}` than in {NAME}")
        } else {
            format!("the model of `{client}` is another than in {NAME}, with the same API")
        };
        Ok(Self {
            headline,
            lines: crate::report::summary(&changes),
            report: crate::report::every_place(&changes),
        })
    }

    /// The lines to print; the whole report goes to a file that the last line names.
    fn warnings(&self, package: &Package, client: &str) -> Result<Vec<String>, Error> {
        if self.lines.is_empty() {
            return Ok(Vec::new());
        }
        let name = format!("{}.changes.txt", client.replace("::", "."));
        let report = package.out_dir.join(name);
        let mut text = format!("{}\n\n", self.headline);
        for line in &self.report {
            text.push_str(line);
            text.push('\n');
        }
        output::replace(&report, &text)?;
        let shown = self.lines.len().min(MAX_LINES - 1);
        let mut warnings = vec![self.headline.clone()];
        warnings.extend(self.lines[..shown].iter().cloned());
        let rest = match self.lines.len() - shown {
            0 => String::new(),
            rest => format!("{rest} more; "),
        };
        warnings.push(format!(
            "{rest}every place and reason: {}",
            report.display()
        ));
        Ok(warnings)
    }

    fn refused(&self, path: PathBuf, client: &str, warnings: &[String]) -> Error {
        let message = match warnings {
            [] => self.headline.clone(),
            warnings => warnings.join("\n  "),
        };
        problem(
            &path,
            None,
            &format!("clients.{client}"),
            message,
            &format!("{REFUSED}; {ACCEPT}"),
        )
    }
}

const REFUSED: &str = "TINSMITH_LOCKED is set, so the lock must not change";
const ACCEPT: &str = "to accept what is there now, build without it and commit tinsmith.lock";

fn absent(path: PathBuf, client: &str, is_file_there: bool) -> Error {
    let message = match is_file_there {
        true => format!("{NAME} does not know `{client}`"),
        false => format!("there is no {NAME} yet"),
    };
    let hint = format!("{REFUSED}; {ACCEPT}");
    problem(&path, None, "", message, &hint)
}

/// What is wrong with the lock.
fn problem(
    path: &Path,
    line: Option<(usize, usize)>,
    place: &str,
    message: String,
    hint: &str,
) -> Error {
    let diagnostic = Diagnostic {
        file: path.display().to_string(),
        line,
        path: place.to_owned(),
        shape: None,
        message,
        hint: Some(hint.to_owned()),
    };
    Error::Lock(Diagnostics::from(diagnostic))
}

fn modified(file: &str) -> Option<SystemTime> {
    fs::metadata(file).and_then(|file| file.modified()).ok()
}

fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests;
