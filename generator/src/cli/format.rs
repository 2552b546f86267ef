//! `tinsmith format`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::{ChangeTag, TextDiff};

use crate::model::{Diagnostic, Diagnostics, format_idl, visible, visible_lines};

use super::progress::say;
use super::{Failure, folders, input, print, style};

/// Lays out files in the Smithy IDL as Smithy's own formatter does.
///
/// A file is replaced only if its layout changes. Comments stay, and so does the meaning of the model; `use` statements are
/// sorted, and those that nothing needs are removed. A file with an error of syntax stays as it is; the others are
/// formatted, and the command exits with 1.
#[derive(Args)]
#[command(after_help = "Examples:\n  tinsmith format model/\n  \
                        tinsmith format --check model/ traits.smithy\n  \
                        tinsmith format - < service.smithy")]
pub(super) struct Arguments {
    /// Files in the Smithy IDL, folders of .smithy files, or `-` for the standard input, which is written to the standard
    /// output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing, show what would change, and exit with 1 if anything would
    #[arg(long)]
    check: bool,
}

/// What formatting did so far.
#[derive(Default)]
struct Summary {
    changed: usize,
    same: usize,
    problems: Vec<Diagnostic>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut summary = Summary::default();
    for path in &arguments.paths {
        if path == Path::new("-") {
            summary.standard_input(arguments.check)?;
        } else {
            match files(path) {
                Ok(files) => {
                    for file in &files {
                        summary.file(file, arguments.check)?;
                    }
                }
                Err(message) => summary.problem(path, message),
            }
        }
    }
    if !summary.problems.is_empty() {
        return Err(Failure::Model(Diagnostics::new(summary.problems)));
    }
    if arguments.check && summary.changed > 0 {
        return Err(Failure::Unformatted(summary.changed));
    }
    if !arguments.paths.iter().any(|path| path == Path::new("-")) {
        say!("{} formatted, {} unchanged", summary.changed, summary.same);
    }
    Ok(())
}

/// The file itself, or the files of a folder.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    match folders::idl_files(path) {
        Ok(files) if files.is_empty() => Err("there is no .smithy file in this folder".to_owned()),
        Ok(files) => Ok(files),
        Err(error) => Err(format!("cannot read the folder: {error}")),
    }
}

impl Summary {
    fn file(&mut self, path: &Path, check: bool) -> Result<(), Failure> {
        let opened = fs::File::open(path).and_then(input::limited);
        let bytes = match opened {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problem(path, format!("cannot read the file: {error}"));
                return Ok(());
            }
        };
        let name = path.display().to_string();
        let Some(formatted) = self.formatted(&name, &bytes) else {
            return Ok(());
        };
        if formatted.as_bytes() == bytes {
            self.same += 1;
            return Ok(());
        }
        self.changed += 1;
        if check {
            show(&name, &bytes, &formatted);
        } else {
            crate::output::replace(path, &formatted)?;
        }
        Ok(())
    }

    fn standard_input(&mut self, check: bool) -> Result<(), Failure> {
        let (name, bytes) = input::standard_input()?;
        if let Some(formatted) = self.formatted(&name, &bytes) {
            let is_changed = formatted.as_bytes() != bytes;
            self.changed += usize::from(is_changed);
            if !check {
                print(&formatted)?;
            } else if is_changed {
                show(&name, &bytes, &formatted);
            }
        }
        Ok(())
    }

    /// The text of a file with its layout; none if it has problems.
    fn formatted(&mut self, name: &str, bytes: &[u8]) -> Option<String> {
        match format_idl(name, bytes) {
            Ok(formatted) => Some(formatted),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    fn problem(&mut self, path: &Path, message: String) {
        self.problems.push(Diagnostic {
            file: path.display().to_string(),
            line: None,
            path: String::new(),
            shape: None,
            message,
            hint: None,
        });
    }
}

/// Shows what changes in a file, with three lines around each change.
fn show(name: &str, old: &[u8], new: &str) {
    let old = String::from_utf8_lossy(old);
    let (added, removed) = (style::ADDED, style::REMOVED);
    anstream::println!("~ {}", visible(name));
    let difference = TextDiff::from_lines(&*old, new);
    for hunk in difference.unified_diff().context_radius(3).iter_hunks() {
        anstream::println!("{}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.as_str().unwrap_or_default().trim_end_matches('\n');
            let line = visible_lines(line);
            match change.tag() {
                ChangeTag::Equal => anstream::println!("  {line}"),
                ChangeTag::Delete => anstream::println!("{removed}- {line}{removed:#}"),
                ChangeTag::Insert => anstream::println!("{added}+ {line}{added:#}"),
            }
        }
    }
}
