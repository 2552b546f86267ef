//! Reads a git repository with the `git` executable.
//!
//! The library `gix` 0.90, with the fewest features that find revisions and read trees and contents, is 128 crates, which
//! take 43 seconds of a processor to compile (without optimization), for a command that few builds need; and whoever has a
//! repository has `git`. Only commands whose output is made for programs are called, and they change nothing in the
//! repository. Contents are read by one long-lived `git cat-file --batch` for each thread.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use tinsmith_model::{MAX_MODEL_BYTES, visible};

/// Variables that lead git to another repository than the one that was named, or let it read paths in another way. The
/// first ones are those of `git rev-parse --local-env-vars`, without settings of the command line: whoever runs a build
/// in a container may declare the repository safe by these.
const REPOSITORY_VARIABLES: [&str; 18] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
    "GIT_NAMESPACE",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
];

/// The most bytes of a content that are read: one more than those of the largest model, so that whoever reads a model
/// finds out that it is too large.
const MOST_BYTES: u64 = MAX_MODEL_BYTES + 1;

/// A repository.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    folder: PathBuf,
}

/// A file at a revision: its path in the repository, and the id of its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Blob {
    pub(crate) path: String,
    pub(crate) id: String,
}

/// How a file differs between two revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) path: String,
    /// The id of the new content; none if the file is gone.
    pub(crate) id: Option<String>,
}

impl Git {
    /// The repository at a path.
    ///
    /// # Errors
    /// There is none, or there is no git.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let git = Self {
            folder: folder.to_owned(),
        };
        if folder.is_file() {
            let message = format!(
                "{} is a file, expected a git repository; `git clone` makes one of a bundle",
                folder.display()
            );
            return Err(io::Error::other(message));
        }
        git.run(&["rev-parse", "--git-dir"])?;
        Ok(git)
    }

    /// The output of a git command.
    ///
    /// # Errors
    /// The command failed; the error has git's message.
    pub(crate) fn run(&self, arguments: &[impl AsRef<OsStr>]) -> io::Result<Vec<u8>> {
        self.run_with_input(arguments, &[])
    }

    /// The output of a git command that reads `input`.
    ///
    /// # Errors
    /// The command failed; the error has git's message.
    pub(crate) fn run_with_input(
        &self,
        arguments: &[impl AsRef<OsStr>],
        input: &[u8],
    ) -> io::Result<Vec<u8>> {
        let mut command = self.command();
        command.args(arguments).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(not_started)?;
        let mut stdin = child.stdin.take();
        let output = thread::scope(|scope| {
            // Both ends must move, or a full pipe would stop git and this program.
            scope.spawn(move || {
                if let Some(stdin) = &mut stdin {
                    // Git ends early if it fails, and then says why.
                    let _ = stdin.write_all(input);
                }
            });
            child.wait_with_output()
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.trim().trim_start_matches("fatal: ");
        Err(io::Error::other(format!(
            "git cannot read {}: {message}",
            self.folder.display()
        )))
    }

    /// The output of a git command, as lines of text.
    ///
    /// # Errors
    /// The command failed.
    pub(crate) fn lines(&self, arguments: &[impl AsRef<OsStr>]) -> io::Result<Vec<String>> {
        let output = self.run(arguments)?;
        let text = String::from_utf8_lossy(&output);
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// The id of the commit that a revision names; none if it names none.
    ///
    /// # Errors
    /// Git can't be run.
    pub(crate) fn commit(&self, revision: &str) -> io::Result<Option<String>> {
        let wanted = format!("{revision}^{{commit}}");
        let mut command = self.command();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
        let output = command.arg(wanted).stderr(Stdio::null()).output();
        let output = output.map_err(not_started)?;
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !id.is_empty()).then_some(id))
    }

    /// The id of the first commit behind a commit.
    ///
    /// # Errors
    /// Git can't read the commits.
    pub(crate) fn origin(&self, commit: &str) -> io::Result<String> {
        let roots = self.lines(&["rev-list", "--max-parents=0", commit])?;
        Ok(roots.into_iter().last().unwrap_or_default())
    }

    /// Whether the repository lacks commits: that of a clone of limited depth.
    ///
    /// # Errors
    /// Git can't be run.
    pub(crate) fn is_shallow(&self) -> io::Result<bool> {
        let answer = self.lines(&["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.concat() == "true")
    }

    /// All files of a revision below these paths.
    ///
    /// # Errors
    /// Git can't read the revision.
    pub(crate) fn files(&self, commit: &str, paths: &[&str]) -> io::Result<Vec<Blob>> {
        // `ls-tree` takes prefixes only, so patterns are matched by the caller.
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit, "--"];
        arguments.extend(paths.iter().filter(|path| !path.contains('*')));
        let output = self.run(&arguments)?;
        Ok(parse_files(&output).map(|(blob, _)| blob).collect())
    }

    /// All files of a tree, by its id, with their sizes in bytes.
    ///
    /// # Errors
    /// Git can't read the tree.
    pub(crate) fn files_with_sizes(&self, tree: &str) -> io::Result<Vec<(Blob, u64)>> {
        let output = self.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", tree])?;
        let sized = parse_files(&output).filter_map(|(blob, size)| Some((blob, size?)));
        Ok(sized.collect())
    }

    /// The id and kind (`blob`, `tree`) of a path at a revision. The empty path is that of the whole tree.
    ///
    /// # Errors
    /// There is no such revision or path, or git can't be run.
    pub(crate) fn object(&self, revision: &str, path: &str) -> io::Result<(String, String)> {
        let find = |name: &str, message: String| {
            let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
            self.lines(&arguments)
                .map_err(|_| io::Error::other(message))
        };
        let tree = format!("{revision}^{{tree}}");
        find(
            &tree,
            format!("the git repository has no revision `{revision}`"),
        )?;
        let message = format!("the revision `{revision}` has no file or folder `{path}`");
        let id = find(&format!("{revision}:{path}"), message)?.concat();
        let kind = self.lines(&["cat-file", "-t", &id])?.concat();
        Ok((id, kind))
    }

    /// The files below these paths that differ between neighbouring commits of a list: an item for each pair.
    ///
    /// # Errors
    /// Git can't read a commit.
    pub(crate) fn differences(
        &self,
        commits: &[&str],
        paths: &[&str],
    ) -> io::Result<Vec<Vec<Difference>>> {
        let pairs: Vec<(&str, &str)> = commits.windows(2).map(|it| (it[0], it[1])).collect();
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        // A commit with another in the place of its parent.
        let input: String = pairs
            .iter()
            .map(|(old, new)| format!("{new} {old}\n"))
            .collect();
        let mut arguments = vec!["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames"];
        arguments.extend(["--no-abbrev", "--always", "--"]);
        // The named folder may be one inside of the repository.
        let paths: Vec<String> = paths.iter().map(|path| format!(":(top){path}")).collect();
        arguments.extend(paths.iter().map(String::as_str));
        let output = self.run_with_input(&arguments, input.as_bytes())?;
        Ok(parse_differences(&output))
    }

    /// A reader of contents.
    ///
    /// # Errors
    /// Git can't be started.
    pub(crate) fn reader(&self) -> io::Result<Reader> {
        let mut command = self.command();
        command.args(["cat-file", "--batch"]).stderr(Stdio::null());
        let mut child = command.spawn().map_err(not_started)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Reader {
                child,
                input: Some(input),
                output: BufReader::new(output),
            }),
            _ => Err(io::Error::other("git has no input or output")),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.folder)
            .arg("--no-replace-objects");
        command.args(["-c", "core.quotePath=false"]);
        for name in REPOSITORY_VARIABLES {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command
    }
}

/// The files of `MODE KIND ID`, the size if it was asked for, a tab and the path, with a zero byte after each. Links and
/// submodules are no files.
fn parse_files(output: &[u8]) -> impl Iterator<Item = (Blob, Option<u64>)> {
    output.split(|byte| *byte == 0).filter_map(|entry| {
        let entry = String::from_utf8_lossy(entry);
        let (meta, path) = entry.split_once('\t')?;
        let mut meta = meta.split_whitespace();
        let is_file = meta.next()?.starts_with("100") && meta.next()? == "blob";
        let id = meta.next()?.to_owned();
        let size = meta.next().and_then(|size| size.parse().ok());
        let path = path.to_owned();
        is_file.then_some((Blob { path, id }, size))
    })
}

/// `:100644 100644 OLD NEW M` and a path for each file, after the id of each commit.
fn parse_differences(output: &[u8]) -> Vec<Vec<Difference>> {
    let mut all: Vec<Vec<Difference>> = Vec::new();
    let mut parts = output.split(|byte| *byte == 0);
    while let Some(part) = parts.next() {
        let part = String::from_utf8_lossy(part);
        let part = part.trim_start_matches('\n');
        let Some(meta) = part.strip_prefix(':') else {
            if !part.is_empty() {
                all.push(Vec::new());
            }
            continue;
        };
        let fields: Vec<&str> = meta.split(' ').collect();
        let path = parts.next().map(String::from_utf8_lossy);
        if let ([_, mode, _, id, ..], Some(path), Some(last)) = (&fields[..], path, all.last_mut())
        {
            // Links and submodules are no files.
            let is_file = mode.starts_with("100");
            last.push(Difference {
                path: path.into_owned(),
                id: is_file.then(|| (*id).to_owned()),
            });
        }
    }
    all
}

/// Reads contents one after the other, with one git process.
pub(crate) struct Reader {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Reader {
    /// The content of a file.
    ///
    /// # Errors
    /// Git does not answer, or does not have the content.
    pub(crate) fn content(&mut self, file: &Blob) -> io::Result<Vec<u8>> {
        self.read(&file.id)?.ok_or_else(|| {
            let message = format!("git has no content {} of {}", file.id, file.path);
            io::Error::other(message)
        })
    }

    /// The content of an object: an id, or a path at a revision (`1.2.3:folder/file`). None if it does not exist. If it is
    /// larger than a model may be, its end is left out.
    ///
    /// # Errors
    /// Git does not answer.
    pub(crate) fn read(&mut self, object: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(input) = self.input.as_mut().filter(|_| !object.contains('\n')) else {
            return Ok(None);
        };
        input.write_all(format!("{object}\n").as_bytes())?;
        input.flush()?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        let mut words = head.trim_end().rsplitn(3, ' ');
        let (size, kind) = (words.next(), words.next());
        let size = size.and_then(|size| size.parse::<u64>().ok());
        let (Some(size), Some(kind)) = (size, kind) else {
            if head.is_empty() {
                return Err(ended());
            }
            return Ok(None);
        };
        let mut content = Vec::new();
        let kept = size.min(MOST_BYTES);
        let read = (&mut self.output).take(kept).read_to_end(&mut content)?;
        // A line break follows the content.
        let rest = (size - kept).saturating_add(1);
        let skipped = io::copy(&mut (&mut self.output).take(rest), &mut io::sink())?;
        if u64::try_from(read).ok() != Some(kept) || skipped != rest {
            return Err(ended());
        }
        Ok((kind == "blob").then_some(content))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Git ends when its input does.
        self.input = None;
        let _ = self.child.wait();
    }
}

fn ended() -> io::Error {
    io::Error::other("git ended while it was reading the repository")
}

fn not_started(error: io::Error) -> io::Error {
    let reason = visible(&error.to_string()).into_owned();
    let message = if error.kind() == ErrorKind::NotFound {
        "the command `git` was not found, expected it in a folder of the variable PATH; \
         install git to read a repository"
            .to_owned()
    } else {
        format!("the command `git` cannot be started: {reason}")
    };
    io::Error::new(error.kind(), message)
}
