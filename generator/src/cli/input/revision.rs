//! Paths at a revision of a git repository: `v1.2.0:models`, `HEAD~1:connect.json`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Input, MAX_BYTES, MAX_FILES, Tree, is_of_a_model, problem, too_large};
use crate::git::Git;
use crate::model::{Diagnostics, MAX_MODEL_BYTES, is_neighbour};

/// The revision and the path of an argument, if it has both.
pub(super) fn split(argument: &str) -> Option<(&str, &str)> {
    let (revision, path) = argument.split_once(':')?;
    // A single letter is a drive.
    (revision.len() > 1).then_some((revision, path))
}

/// Reads a path at a revision of the repository that the current folder is in.
pub(super) fn read(revision: &str, path: &str) -> Result<Input, Diagnostics> {
    let argument = format!("{revision}:{path}");
    let failed = |error: io::Error| {
        let hint = "a file or folder that is not on the disk is looked for in git, as REVISION:PATH; the path \
                    starts at the top of the repository";
        problem(&argument, error.to_string(), Some(hint))
    };
    let git = Git::open(Path::new(".")).map_err(failed)?;
    let (id, kind) = git.object(revision, path).map_err(failed)?;
    if kind == "tree" {
        let name = argument.trim_end_matches('/').to_owned();
        let files = contents(&git, &id, &name, |_| true).map_err(failed)??;
        if files.is_empty() {
            let message = "there is no model in this folder".to_owned();
            return Err(problem(&argument, message, None));
        }
        return Ok(Tree { name, files }.into_input());
    }
    // With the files in its folder that may belong to it.
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let above = format!("{revision}:{folder}");
    let (folder_id, _) = git.object(revision, folder).map_err(failed)?;
    let is_beside = |path: &Path| {
        let is_in_folder = path.parent() == Some(Path::new(""));
        path == Path::new(file) || is_in_folder && is_neighbour(path)
    };
    let files = contents(&git, &folder_id, &above, is_beside).map_err(failed)??;
    let tree = Tree { name: above, files };
    let beside = tree.beside(Path::new(file)).into_iter();
    let separator = if folder.is_empty() { "" } else { "/" };
    let name = |path: &Path| format!("{}{separator}{}", tree.name, path.display());
    let files = beside.map(|(path, bytes)| (name(path), bytes.to_vec()));
    Ok(Input::ModelInMemory(files.collect()))
}

/// The contents of the wanted files of a tree that may be part of a model.
fn contents(
    git: &Git,
    tree: &str,
    name: &str,
    is_wanted: impl Fn(&Path) -> bool,
) -> io::Result<Result<BTreeMap<PathBuf, Vec<u8>>, Diagnostics>> {
    let mut files = git.files_with_sizes(tree)?;
    files.retain(|(file, _)| is_of_a_model(&file.path) && is_wanted(Path::new(&file.path)));
    let sizes = files.iter().map(|(_, size)| *size);
    if files.len() > MAX_FILES || sizes.fold(0, u64::saturating_add) > MAX_BYTES {
        return Ok(Err(too_large(name)));
    }
    let mut reader = git.reader()?;
    let mut contents = BTreeMap::new();
    for (file, size) in files {
        if size > MAX_MODEL_BYTES {
            let limit = MAX_MODEL_BYTES >> 20;
            let message = format!("the model is larger than {limit} MiB, which is the limit");
            return Ok(Err(problem(
                &format!("{name}/{}", file.path),
                message,
                None,
            )));
        }
        let bytes = reader.content(&file)?;
        contents.insert(PathBuf::from(file.path), bytes);
    }
    Ok(Ok(contents))
}
