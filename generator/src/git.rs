//! Reads a git repository with the `git` executable.
//!
//! A library (`gix`) was measured instead: its readers of packs, references and trees are more than a hundred crates,
//! which would be compiled with the command, while everybody who has a repository has `git`. Only plumbing commands are
//! called, whose output is made for programs, and they change nothing in the repository.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tinsmith_model::visible;

/// A repository.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    folder: PathBuf,
}

/// A file at a revision: its path in the repository or the folder, the id of its content, and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) size: u64,
}

impl Git {
    /// The repository that a folder is in. Git finds it when it is asked.
    pub(crate) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The id and kind (`blob`, `tree`) of a path at a revision. The empty path is that of the whole tree.
    ///
    /// # Errors
    /// There is no such revision or path, or the repository can't be read.
    pub(crate) fn object(&self, revision: &str, path: &str) -> io::Result<(String, String)> {
        self.run(&["rev-parse", "--git-dir"])?;
        let find = |name: &str, message: String| {
            let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
            let output = self.run(&arguments);
            output.map_err(|_| io::Error::other(message))
        };
        let tree = format!("{revision}^{{tree}}");
        find(
            &tree,
            format!("the git repository has no revision `{revision}`"),
        )?;
        let message = format!("the revision `{revision}` has no file or folder `{path}`");
        let id = find(&format!("{revision}:{path}"), message)?;
        let id = String::from_utf8_lossy(&id).trim().to_owned();
        let kind = self.run(&["cat-file", "-t", &id])?;
        let kind = String::from_utf8_lossy(&kind).trim().to_owned();
        Ok((id, kind))
    }

    /// All files of a tree, by its id. Links and submodules are no files.
    ///
    /// # Errors
    /// Git can't read the tree.
    pub(crate) fn files(&self, tree: &str) -> io::Result<Vec<Blob>> {
        let output = self.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", tree])?;
        let entries = output.split(|byte| *byte == 0).filter_map(|entry| {
            let entry = String::from_utf8_lossy(entry);
            let (meta, path) = entry.split_once('\t')?;
            let mut meta = meta.split_whitespace();
            let is_file = meta.next()?.starts_with("100") && meta.next()? == "blob";
            let id = meta.next()?.to_owned();
            let size = meta.next()?.parse().ok()?;
            is_file.then(|| Blob {
                path: path.to_owned(),
                id,
                size,
            })
        });
        Ok(entries.collect())
    }

    /// The output of a git command.
    ///
    /// # Errors
    /// The command failed; the error has git's message.
    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> io::Result<Vec<u8>> {
        let output = self.command().args(arguments).output();
        let output = output.map_err(not_started)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.trim().trim_start_matches("fatal: ");
        Err(io::Error::other(format!("git: {message}")))
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
        command
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command
    }
}

/// Reads contents one after the other, with one git process.
pub(crate) struct Reader {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Reader {
    /// The content of an object: an id, or a path at a revision (`1.2.3:folder/file`). None if it does not exist.
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
        let size = size.and_then(|size| size.parse::<usize>().ok());
        let (Some(size), Some(kind)) = (size, kind) else {
            if head.is_empty() {
                return Err(io::Error::other(
                    "git ended while it was reading the repository",
                ));
            }
            return Ok(None);
        };
        let mut content = vec![0; size];
        self.output.read_exact(&mut content)?;
        let mut end = [0];
        self.output.read_exact(&mut end)?;
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
