//! What `tinsmith changes` compares, and where `add` and `update` look for models: a model or a folder of models on the
//! disk, at a revision of a git repository, in an archive, or on the standard input.
//!
//! Archives and revisions are read into memory, and nothing is written to the disk.

mod archive;
mod revision;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Failure;
use super::folders::{self, models_of};
use crate::model::{
    Diagnostic, Diagnostics, MAX_MODEL_BYTES, Model, ModelFiles, is_model_name, is_neighbour,
    neighbours, neighbours_among,
};

/// The most bytes of models that an archive or a revision may have in all: 1 GiB. The largest published set of models
/// has a fifth of that.
const MAX_BYTES: u64 = 1 << 30;

/// The most files that an archive or a revision may have.
const MAX_FILES: usize = 1_000_000;

/// The name of the standard input in messages.
const STANDARD_INPUT: &str = "standard input";

/// The name in messages and the content of the model on the standard input.
pub(super) fn standard_input() -> io::Result<(String, Vec<u8>)> {
    Ok((STANDARD_INPUT.to_owned(), limited(io::stdin().lock())?))
}

/// All bytes, or one more than a model may have, which its reader refuses.
pub(super) fn limited(from: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_MODEL_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of a model, which may be that on the standard input (`-`).
pub(super) fn files(models: &[PathBuf]) -> io::Result<Result<ModelFiles, Diagnostics>> {
    Ok(match models {
        [one] if one == Path::new("-") => ModelFiles::in_memory(vec![standard_input()?]),
        models => ModelFiles::read(models),
    })
}

/// A model or several models, wherever they are.
pub(super) enum Input {
    /// One model on the disk, which may be a folder in the Smithy IDL.
    Model(PathBuf),
    /// A folder of models on the disk.
    Folder(PathBuf),
    /// One model in memory: its files.
    ModelInMemory(Vec<(String, Vec<u8>)>),
    /// Models in memory.
    FolderInMemory(Tree),
}

/// Files in memory, by their paths below the name of the input.
pub(super) struct Tree {
    name: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Input {
    /// Finds out what an argument names: `-`, a path, an archive, or a path at a revision (`HEAD~1:models`).
    pub(super) fn of(argument: &Path) -> Result<Self, Failure> {
        if argument == Path::new("-") {
            return Ok(Self::ModelInMemory(vec![standard_input()?]));
        }
        let text = argument.to_string_lossy();
        match fs::metadata(argument) {
            Ok(metadata) if metadata.is_dir() && !folders::is_one_model(argument) => {
                Ok(Self::Folder(argument.to_owned()))
            }
            Ok(metadata) if metadata.is_file() => match archive::Kind::of(&text) {
                Some(kind) => Ok(archive::read(kind, argument)?.into_input()),
                None => Ok(Self::Model(argument.to_owned())),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match revision::split(&text) {
                    Some((revision, path)) => Ok(revision::read(revision, path)?),
                    // Loading reports it.
                    None => Ok(Self::Model(argument.to_owned())),
                }
            }
            _ => Ok(Self::Model(argument.to_owned())),
        }
    }

    /// Whether it is a folder of models, and not one model.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_) | Self::FolderInMemory(_))
    }

    /// The model, if this is one model.
    pub(super) fn model(self) -> Result<Option<Model>, Failure> {
        match self {
            Self::Model(path) => super::load(&[path]).map(Some),
            Self::ModelInMemory(files) => Ok(Some(ModelFiles::in_memory(files)?.model()?)),
            Self::Folder(_) | Self::FolderInMemory(_) => Ok(None),
        }
    }

    /// The paths of the models of a folder, relative to it.
    pub(super) fn models(&self) -> io::Result<BTreeSet<PathBuf>> {
        match self {
            Self::Folder(folder) => folders::models(folder),
            Self::FolderInMemory(tree) => Ok(models_of(tree.files.keys().cloned())),
            Self::Model(_) | Self::ModelInMemory(_) => Ok(BTreeSet::new()),
        }
    }

    /// Loads a model of a folder.
    pub(super) fn load(&self, path: &Path) -> Result<Model, Diagnostics> {
        self.files(path)?.model()
    }

    /// Reads the files of a model of a folder.
    pub(super) fn files(&self, path: &Path) -> Result<ModelFiles, Diagnostics> {
        match self {
            Self::Folder(folder) => ModelFiles::read(&[folder.join(path)]),
            Self::FolderInMemory(tree) => {
                let files = tree.beside(path).into_iter();
                let name = |path: &Path| format!("{}/{}", tree.name, path.display());
                let files = files.map(|(path, bytes)| (name(path), bytes.to_vec()));
                ModelFiles::in_memory(files.collect())
            }
            Self::Model(_) | Self::ModelInMemory(_) => Err(no_folder(path)),
        }
    }

    /// The names and contents of a model of a folder and of the files that belong to it; none if one of them can't be
    /// read or is too large.
    pub(super) fn contents(&self, path: &Path) -> Option<Vec<(PathBuf, Vec<u8>)>> {
        match self {
            Self::Folder(folder) => {
                let model = folder.join(path);
                let files = [model.clone()].into_iter().chain(neighbours(&model));
                let contents = files.map(|path| {
                    let size = fs::metadata(&path).ok()?.len();
                    let name = PathBuf::from(path.file_name()?);
                    (size <= MAX_MODEL_BYTES).then_some(())?;
                    Some((name, fs::read(&path).ok()?))
                });
                contents.collect()
            }
            Self::FolderInMemory(tree) => {
                let files = tree.beside(path).into_iter();
                let contents =
                    files.map(|(path, bytes)| Some((path.file_name()?.into(), bytes.to_vec())));
                contents.collect()
            }
            Self::Model(_) | Self::ModelInMemory(_) => None,
        }
    }
}

/// Whether what an argument names is no file or folder of models on the disk: an archive, a revision or the standard
/// input.
pub(super) fn is_read_once(argument: &Path) -> bool {
    !argument.exists()
        || archive::Kind::of(&argument.to_string_lossy()).is_some() && argument.is_file()
}

impl Tree {
    /// A model, and then the files in its folder that belong to it, in the order in which they are read from the disk.
    fn beside(&self, path: &Path) -> Vec<(&Path, &[u8])> {
        let others = neighbours_among(path, |other| self.files.contains_key(other));
        let paths = [path]
            .into_iter()
            .chain(others.iter().map(PathBuf::as_path));
        let files = paths.filter_map(|path| self.files.get_key_value(path));
        files
            .map(|(path, bytes)| (path.as_path(), bytes.as_slice()))
            .collect()
    }

    /// A folder of models, or one model if there are files in the Smithy IDL.
    fn into_input(self) -> Input {
        if !self.files.keys().any(|path| folders::is_idl(path)) {
            return Input::FolderInMemory(self);
        }
        let name = self.name;
        let files = self.files.into_iter();
        let files = files.map(|(path, bytes)| (format!("{name}/{}", path.display()), bytes));
        Input::ModelInMemory(files.collect())
    }
}

/// Whether a file of a folder may be part of a model, by its name. As on the disk, a `smithy-build.json` is not.
fn is_of_a_model(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    is_model_name(&name) || is_neighbour(path)
}

/// An error for a file or a whole input.
fn problem(file: &str, message: String, hint: Option<&str>) -> Diagnostics {
    Diagnostics::from(Diagnostic {
        file: file.to_owned(),
        line: None,
        path: String::new(),
        shape: None,
        message,
        hint: hint.map(str::to_owned),
    })
}

fn no_folder(path: &Path) -> Diagnostics {
    let message = "the model is not in a folder".to_owned();
    problem(&path.display().to_string(), message, None)
}

/// An input that is larger than the limits.
fn too_large(file: &str) -> Diagnostics {
    let message = format!(
        "the models are larger than {} MiB or are more than {MAX_FILES} files, which are the limits",
        MAX_BYTES >> 20
    );
    problem(file, message, Some("unpack it, and compare the folders"))
}
