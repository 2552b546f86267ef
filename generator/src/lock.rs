//! `tinsmith.lock`: the API of the models that clients are compiled from, as it was last accepted. It stands beside
//! the manifest of the package that is built, under version control.
//!
//! For each client the lock has the digest of the model, the chosen operations, and the model of what they reach
//! (`Closure::projection`) as a Smithy document, with digests in place of prose and endpoint rules. [`compare`]
//! compares that document with the one of the current model. Operations that only one of the two has are not
//! compared.
//!
//! - A build writes the lock only with `TINSMITH_UPDATE=1` ([`Update::accept`]). Without it, a lock that is not up
//!   to date, even if only the digest differs, is reported by warnings; cargo repeats them until the build script
//!   runs again, which prints them anew. With `TINSMITH_LOCKED=1` it is an error.
//! - The order is: generate in memory, compare, write the clients, write the lock. A step that fails leaves the
//!   lock unchanged.
//! - The lock is written only if it differs, by a rename, under an advisory lock on the manifest's folder: the file
//!   itself is replaced, and two builds may use two target folders.
//! - Packages that cargo unpacked (`Cargo.toml.orig`, `.cargo-checksum.json`, `.cargo-ok`) are neither compared nor
//!   written to.

mod api;
mod file;
mod package;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Operations, visible};

use crate::digest::sha256;
use crate::{Error, output};
use file::{Entry, Lock};
use package::Mode;
pub(crate) use package::{LOCKED, Package, UPDATE, is_build_script};

/// The lock's name.
pub(crate) const NAME: &str = "tinsmith.lock";

/// The most lines of one client that a build prints.
const MAX_LINES: usize = 10;

/// The clients that this build script has generated so far.
static CLIENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Claims a client's entry in the lock.
///
/// # Errors
/// Another client of this build has the same entry: each would be compared with the other's API.
pub(crate) fn claim(client: &str) -> Result<(), Error> {
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if clients.insert(client.to_owned()) {
        Ok(())
    } else {
        Err(Error::Usage(format!(
            "two clients of this build script are called `{client}`, and {NAME} can't tell them apart: choose \
             another name with `module(path)`, or do without the lock with `lock(false)`"
        )))
    }
}

/// The lock of a package, as far as it decides what a build says.
pub(crate) struct State {
    /// The path of the lock, if there is one.
    pub(crate) path: Option<PathBuf>,
    /// The digest of its content, if there is one.
    pub(crate) digest: Option<String>,
}

/// The lock that a build compares its clients with. `None` for a build that writes it, or if it can't be read.
pub(crate) fn state(package: &Package) -> Option<State> {
    let path = package.folder.join(NAME);
    match (package.mode, fs::read(&path)) {
        (Mode::Update, _) => None,
        (_, Ok(text)) => Some(State {
            path: Some(path),
            digest: Some(sha256(text)),
        }),
        (_, Err(error)) => (error.kind() == io::ErrorKind::NotFound).then_some(State {
            path: None,
            digest: None,
        }),
    }
}

/// A client that is generated.
pub(crate) struct Generated<'m> {
    /// Its name in the lock: the path of its module.
    pub(crate) client: &'m str,
    pub(crate) closure: &'m Closure<'m>,
    pub(crate) operations: &'m Operations,
}

/// The warnings to print and the lock to write, after the clients are written.
#[must_use = "nothing is said, and the lock is not written, before `accept` is called"]
pub(crate) struct Update {
    /// The path of the lock; `None` if there is no lock and none is made.
    path: Option<PathBuf>,
    /// The new content, if it is to be written.
    write: Option<String>,
    /// The warnings to print.
    warnings: Vec<String>,
    _guard: Option<output::Guard>,
}

/// Compares the models with the lock.
///
/// # Errors
/// The lock can't be read or is not valid, or the build is locked and the lock is not up to date. A missing lock is
/// not an error.
pub(crate) fn compare(package: &Package, clients: &[Generated<'_>]) -> Result<Update, Error> {
    let guard = match package.mode {
        Mode::Update => package.guard(),
        Mode::Compare | Mode::Locked => None,
    };
    let path = package.folder.join(NAME);
    let text = match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(at(&path, error).into()),
    };
    let mut lock = match &text {
        Some(text) => Lock::parse(&path, text)?,
        None => Lock::default(),
    };
    let mut update = Update {
        path: (text.is_some() || package.mode == Mode::Update).then(|| path.clone()),
        write: None,
        warnings: Vec::new(),
        _guard: guard,
    };
    if update.path.is_none() {
        return Ok(update);
    }
    let mut problems = Vec::new();
    let mut is_same = true;
    for generated in clients {
        let client = generated.client;
        let entry = Entry {
            model: api::digest_of_files(generated.closure.model().files())?,
            operations: api::chosen(generated),
            api: api::of(generated),
        };
        let found = match lock.clients.get(client) {
            Some(known) if *known == entry => continue,
            Some(known) => Difference::between(&path, client, known, &entry)?,
            None => Difference::absent(client),
        };
        let mut lines = found.lines(package, client)?;
        match package.mode {
            Mode::Locked => problems.push(refused(&path, client, &lines)),
            Mode::Update if found.changes.is_empty() => {}
            Mode::Update | Mode::Compare => update.warnings.append(&mut lines),
        }
        is_same = false;
        lock.clients.insert(client.to_owned(), entry);
    }
    if !problems.is_empty() {
        return Err(Error::Lock(Diagnostics::new(problems)));
    }
    match package.mode {
        Mode::Update if !is_same => update.write = Some(lock.print()),
        Mode::Compare if !is_same => update.warnings.push(ACCEPT.to_owned()),
        _ => {}
    }
    Ok(update)
}

impl Update {
    /// Whether there is nothing to print and nothing to write.
    pub(crate) fn is_silent(&self) -> bool {
        self.warnings.is_empty() && self.write.is_none()
    }

    /// Prints the changes of the models, and writes the lock with `TINSMITH_UPDATE=1`. Returns the path of the lock
    /// for cargo to watch, if there is one now.
    ///
    /// # Errors
    /// The lock can't be written; the error includes the changes.
    pub(crate) fn accept(mut self) -> Result<Option<PathBuf>, Error> {
        if let (Some(path), Some(text)) = (&self.path, &self.write)
            && let Err(error) = output::replace(path, text)
        {
            let mut lines = self.warnings;
            lines.push(format!("{NAME} can't be written: {error}"));
            let hint = format!(
                "{UPDATE} is set, which asks for a new {NAME}; build without it, or make the \
                                package's folder writable"
            );
            return Err(problem(path, None, "", lines.join("\n  "), &hint));
        }
        if self.write.is_some() && !self.warnings.is_empty() {
            self.warnings.push(ACCEPTED.to_owned());
        }
        for warning in &self.warnings {
            println!("cargo::warning={}", visible(warning));
        }
        Ok(self.path)
    }
}

/// The difference between a client and its lock.
struct Difference {
    headline: String,
    /// Each change, the worst first.
    changes: Vec<String>,
    /// Each change, at each operation that it reaches.
    report: Vec<String>,
}

impl Difference {
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
            changes: crate::report::summary(&changes),
            report: crate::report::every_place(&changes),
        })
    }

    fn absent(client: &str) -> Self {
        Self {
            headline: format!("{NAME} does not have the client `{client}`"),
            changes: Vec::new(),
            report: Vec::new(),
        }
    }

    /// The lines to print. The whole report goes to a file that the last line names.
    fn lines(&self, package: &Package, client: &str) -> Result<Vec<String>, Error> {
        let mut lines = vec![self.headline.clone()];
        if self.changes.is_empty() {
            return Ok(lines);
        }
        let name = format!("{}.changes.txt", client.replace("::", "."));
        let report = package.out_dir.join(name);
        let mut text = format!("{}\n\n", self.headline);
        for line in &self.report {
            text.push_str(line);
            text.push('\n');
        }
        output::replace(&report, &text)?;
        let shown = self.changes.len().min(MAX_LINES - 1);
        lines.extend(self.changes[..shown].iter().cloned());
        let rest = match self.changes.len() - shown {
            0 => String::new(),
            rest => format!("{rest} more; "),
        };
        lines.push(format!(
            "{rest}every place and reason: {}",
            report.display()
        ));
        Ok(lines)
    }
}

const ACCEPTED: &str = "tinsmith.lock has this now";
const ACCEPT: &str = "`TINSMITH_UPDATE=1 cargo build` accepts this; then commit tinsmith.lock";

/// The error of a locked build for a client.
fn refused(path: &Path, client: &str, lines: &[String]) -> Diagnostic {
    diagnostic(
        path,
        None,
        &format!("clients.{client}"),
        lines.join("\n  "),
        &format!("{LOCKED} is set, so the lock must be up to date; {ACCEPT}"),
    )
}

/// A problem of the lock.
fn problem(
    path: &Path,
    line: Option<(usize, usize)>,
    place: &str,
    message: String,
    hint: &str,
) -> Error {
    Error::Lock(Diagnostics::from(diagnostic(
        path, line, place, message, hint,
    )))
}

fn diagnostic(
    path: &Path,
    line: Option<(usize, usize)>,
    place: &str,
    message: String,
    hint: &str,
) -> Diagnostic {
    Diagnostic {
        file: path.display().to_string(),
        line,
        path: place.to_owned(),
        shape: None,
        message,
        hint: Some(hint.to_owned()),
    }
}

fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests;
