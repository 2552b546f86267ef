//! Paths at a revision of a git repository: `v1.2.0:models`, `HEAD~1:connect.json`.

mod objects;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use self::objects::{Object, followed, is_link, names_in};
use super::{Input, MAX_BYTES, MAX_FILES, Tree, is_of_a_model, problem, too_large};
use crate::git::{Blob, Git};
use crate::model::{Diagnostics, MAX_MODEL_BYTES, neighbours_among};

/// The revision and the path of an argument, if it has both.
pub(super) fn split(argument: &str) -> Option<(&str, &str)> {
    let (revision, path) = argument.split_once(':')?;
    // A single letter is a drive.
    (revision.len() > 1).then_some((revision, path))
}

/// Reads a path at a revision of the repository that the current folder is in. Links are followed inside of the
/// revision.
pub(super) fn read(revision: &str, path: &str) -> Result<Input, Diagnostics> {
    let argument = format!("{revision}:{path}");
    let failed = |error: io::Error| {
        let hint = "a file or folder that is not on the disk is looked for in git, as REVISION:PATH; the path \
                    starts at the top of the repository, and one that starts with `./` at the current folder";
        problem(&argument, error.to_string(), Some(hint))
    };
    refuse_build_file(&argument, path)?;
    let git = Git::open(Path::new(".")).map_err(failed)?;
    let path = from_the_top(&git, path).map_err(failed)?;
    // Its errors name what does not exist.
    let (id, kind) = git.object(revision, &path).map_err(failed)?;
    let place = Place {
        git: &git,
        revision,
        folder: &path,
    };
    if kind == "tree" {
        return place.models(&id).map_err(failed)?;
    }
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let objects = followed(&git, &[format!("{revision}:{path}")]).map_err(failed)?;
    match objects.into_iter().next().flatten() {
        // A link to a folder.
        Some(object) if object.kind == "tree" => place.models(&object.id).map_err(failed)?,
        _ => Place { folder, ..place }.model(file).map_err(failed)?,
    }
}

/// A configuration names files of the disk, so it is not read at a revision.
fn refuse_build_file(argument: &str, path: &str) -> Result<(), Diagnostics> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.split('#').next().unwrap_or(name);
    if name != "smithy-build.json" {
        return Ok(());
    }
    let message = "a `smithy-build.json` is read only on the disk".to_owned();
    let hint = "name the folder of its models, or check the revision out with `git worktree`";
    Err(problem(argument, message, Some(hint)))
}

/// The path from the top of the repository, without a slash at its end. As in git, `./` and `../` at its start mean the
/// current folder.
fn from_the_top(git: &Git, path: &str) -> io::Result<String> {
    let is_relative = matches!(path.split('/').next(), Some("." | ".."));
    if !is_relative {
        return Ok(path.trim_end_matches('/').to_owned());
    }
    let current = git.lines(&["rev-parse", "--show-prefix"])?.concat();
    let mut names: Vec<&str> = Vec::new();
    for name in current.split('/').chain(path.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                if names.pop().is_none() {
                    let message = format!("the path `{path}` leads out of the repository");
                    return Err(io::Error::other(message));
                }
            }
            name => names.push(name),
        }
    }
    Ok(names.join("/"))
}

/// A folder of a revision.
struct Place<'a> {
    git: &'a Git,
    revision: &'a str,
    folder: &'a str,
}

impl Place<'_> {
    /// The name of a file in messages, which git knows the file by.
    fn name_of(&self, file: &str) -> String {
        let separator = if self.folder.is_empty() { "" } else { "/" };
        format!("{}:{}{separator}{file}", self.revision, self.folder)
    }

    /// The models of this folder, whose tree has this id.
    fn models(&self, tree: &str) -> io::Result<Result<Input, Diagnostics>> {
        let name = format!("{}:{}", self.revision, self.folder);
        let mut files = BTreeMap::new();
        for (blob, size) in self.git.files_with_sizes(tree)? {
            if is_of_a_model(Path::new(&blob.path)) {
                files.insert(blob.path, (blob.id, size));
            }
        }
        // Links have no content of their own, and git tells no size of a content that it lacks.
        let listed = names_in(self.git, tree, true)?;
        let others = listed.into_iter().filter(|(_, file)| {
            is_of_a_model(Path::new(file)) && !files.contains_key(file.as_str())
        });
        let others: Vec<(String, String)> = others.collect();
        let names: Vec<String> = others.iter().map(|(_, file)| self.name_of(file)).collect();
        let objects = followed(self.git, &names)?;
        for ((mode, file), object) in others.into_iter().zip(objects) {
            match object {
                Some(Object { id, kind, size }) if kind == "blob" => {
                    files.insert(file, (id, size));
                }
                // Links to folders are not followed, as on the disk.
                Some(_) => {}
                None => return Ok(Err(self.unreadable(&mode, &file))),
            }
        }
        let files = match self.contents(files)? {
            Ok(files) => files,
            Err(problems) => return Ok(Err(problems)),
        };
        if files.is_empty() {
            let message = "there is no model in this folder".to_owned();
            return Ok(Err(problem(&name, message, None)));
        }
        Ok(Ok(Tree { name, files }.into_input()))
    }

    /// A model of this folder, whatever its name, with the files that belong to it.
    fn model(&self, file: &str) -> io::Result<Result<Input, Diagnostics>> {
        let (tree, _) = self.git.object(self.revision, self.folder)?;
        let listed = names_in(self.git, &tree, false)?;
        let known: BTreeSet<&str> = listed.iter().map(|(_, name)| name.as_str()).collect();
        let exists = |path: &Path| path.to_str().is_some_and(|name| known.contains(name));
        let beside = neighbours_among(Path::new(file), exists);
        let is_wanted = |name: &str| name == file || beside.iter().any(|it| it == Path::new(name));
        let wanted = listed.iter().filter(|(_, name)| is_wanted(name));
        let wanted: Vec<&(String, String)> = wanted.collect();
        let names: Vec<String> = wanted.iter().map(|(_, name)| self.name_of(name)).collect();
        let mut files = BTreeMap::new();
        for ((mode, name), object) in wanted.into_iter().zip(followed(self.git, &names)?) {
            match object {
                Some(Object { id, kind, size }) if kind == "blob" => {
                    files.insert(name.clone(), (id, size));
                }
                _ => return Ok(Err(self.unreadable(mode, name))),
            }
        }
        let files = match self.contents(files)? {
            Ok(files) => files,
            Err(problems) => return Ok(Err(problems)),
        };
        let name = String::new();
        let tree = Tree { name, files };
        let files = tree.beside(Path::new(file)).into_iter();
        let files =
            files.map(|(path, bytes)| (self.name_of(&path.to_string_lossy()), bytes.to_vec()));
        Ok(Ok(Input::ModelInMemory(files.collect())))
    }

    /// The contents of files, which are given with the ids of their contents and their sizes in bytes.
    fn contents(
        &self,
        files: BTreeMap<String, (String, u64)>,
    ) -> io::Result<Result<BTreeMap<PathBuf, Vec<u8>>, Diagnostics>> {
        let sizes = files.values().map(|(_, size)| *size);
        if files.len() > MAX_FILES || sizes.fold(0, u64::saturating_add) > MAX_BYTES {
            return Ok(Err(too_large(&format!(
                "{}:{}",
                self.revision, self.folder
            ))));
        }
        let mut reader = self.git.reader()?;
        let mut contents = BTreeMap::new();
        for (path, (id, size)) in files {
            if size > MAX_MODEL_BYTES {
                let limit = MAX_MODEL_BYTES >> 20;
                let message = format!("the model is larger than {limit} MiB, which is the limit");
                return Ok(Err(problem(&self.name_of(&path), message, None)));
            }
            let file = Blob { path, id };
            let content = reader.content(&file)?;
            contents.insert(PathBuf::from(file.path), content);
        }
        Ok(Ok(contents))
    }

    /// A file whose content git does not have, or a link that leads to none.
    fn unreadable(&self, mode: &str, file: &str) -> Diagnostics {
        let (message, hint) = if is_link(mode) {
            (
                "the link leads to no file of the revision",
                "links are followed inside of the revision only: name the file or folder that it leads to",
            )
        } else {
            (
                "git has no content of this file",
                "fetch it: the repository is a partial clone, or damaged",
            )
        };
        problem(&self.name_of(file), message.to_owned(), Some(hint))
    }
}
