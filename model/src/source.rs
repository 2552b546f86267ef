//! Reading files: sizes, compression and encoding, before any syntax.

pub(crate) mod build_file;
mod neighbours;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::node::Node;

pub(crate) use neighbours::NeighbourKind;
pub use neighbours::{folder_of_neighbours, is_neighbour, neighbours, neighbours_among};

/// The most bytes that one model file may have, before and after decompression: 64 MiB.
///
/// The largest published model has about a tenth of that. The limit keeps a file that was chosen by
/// mistake, or made to expand without end, from taking the machine's memory.
pub const MAX_MODEL_BYTES: u64 = 64 << 20;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The text of one model file.
pub(crate) struct Source {
    /// The name as the caller gave it.
    pub(crate) name: String,
    pub(crate) text: String,
    /// For a file that was found beside a model: the number of the model's file, and what it holds.
    pub(crate) neighbour_of: Option<(u32, NeighbourKind)>,
    /// For a `smithy-build.json`: the projection that is wanted.
    pub(crate) build: Option<Option<String>>,
}

/// The extension of files in the Smithy IDL, which may be empty.
const IDL: &str = ".smithy";

/// Why a file could not be read as text.
struct Problem {
    message: String,
    hint: Option<String>,
    line: Option<(usize, usize)>,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            line: None,
        }
    }

    fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}

impl Source {
    /// Reads every file; each unreadable file is an error with its reason. A folder means the models in it.
    pub(crate) fn read_all(named: &[impl AsRef<Path>]) -> Result<Vec<Source>, Diagnostics> {
        let mut sources = Vec::new();
        let mut diagnostics = Vec::new();
        let mut paths: Vec<PathBuf> = Vec::new();
        let mut builds = Vec::new();
        let mut wanted: Vec<PathBuf> = Vec::new();
        for path in named {
            match build_file::split(path.as_ref()) {
                None => wanted.push(path.as_ref().to_path_buf()),
                Some((file, projection)) => match read_build(&file, projection) {
                    Ok((source, found)) => {
                        builds.push(source);
                        wanted.extend(found);
                    }
                    Err(problem) => {
                        diagnostics.push(diagnostic(&file.display().to_string(), problem));
                    }
                },
            }
        }
        for path in &wanted {
            match files_of(path) {
                Ok(found) => paths.extend(found),
                Err(problem) => {
                    diagnostics.push(diagnostic(&path.display().to_string(), problem));
                }
            }
        }
        let mut read = |path: &Path, neighbour_of| {
            let name = path.display().to_string();
            let text = read_file(path).and_then(|bytes| decode(bytes, MAX_MODEL_BYTES));
            match text.and_then(|text| not_empty(&name, text)) {
                Ok(text) => sources.push(Source {
                    name,
                    text,
                    neighbour_of,
                    build: None,
                }),
                Err(problem) => diagnostics.push(diagnostic(&name, problem)),
            }
        };
        for path in &paths {
            read(path, None);
        }
        for (model, path) in (0..).zip(&paths) {
            for (kind, path) in neighbours::existing(path) {
                read(&path, Some((model, kind)));
            }
        }
        sources.extend(builds);
        if named.is_empty() {
            diagnostics.push(no_file());
        }
        if diagnostics.is_empty() {
            Ok(sources)
        } else {
            Err(Diagnostics::new(diagnostics))
        }
    }

    /// Whether the file is in the Smithy IDL: by its extension, or, without a known extension, by how its text
    /// starts.
    pub(crate) fn is_idl(&self) -> bool {
        let starts = ["$", "//", "namespace ", "metadata "];
        let text = self.text.trim_ascii_start();
        is_idl_name(&self.name)
            || !self.name.trim_end_matches(".gz").ends_with(".json")
                && starts.iter().any(|start| text.starts_with(start))
    }

    /// Takes files that are in memory. Those that belong to an AWS JSON model come after all models, once for each model
    /// that they belong to. A file that belongs to none of the models, such as a paginators file without its model, is
    /// left out.
    pub(crate) fn in_memory(files: Vec<(String, Vec<u8>)>) -> Result<Vec<Source>, Diagnostics> {
        let (models, others): (Vec<_>, Vec<_>) = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
            .partition(|(path, _)| neighbours::is_own_model(path));
        if models.is_empty() {
            let lone = others.iter().map(|(path, _)| belongs_to_no_model(path));
            let lone: Vec<Diagnostic> = lone.collect();
            return Err(Diagnostics::new(match lone.is_empty() {
                true => vec![no_file()],
                false => lone,
            }));
        }
        let others: BTreeMap<&Path, &[u8]> = others
            .into_iter()
            .map(|(path, bytes)| (Path::new(path), bytes))
            .collect();
        let mut sources = Vec::new();
        let mut beside = Vec::new();
        let mut diagnostics = Vec::new();
        for (number, (path, bytes)) in (0..).zip(models) {
            match Self::from_bytes(path, bytes) {
                Ok(source) => sources.push(source),
                Err(problems) => diagnostics.extend(problems),
            }
            let exists = |path: &Path| others.contains_key(path);
            for (kind, path) in neighbours::existing_by(Path::new(path), exists) {
                match Self::from_bytes(&path.to_string_lossy(), others[path.as_path()]) {
                    Ok(source) => beside.push(Source {
                        neighbour_of: Some((number, kind)),
                        ..source
                    }),
                    Err(problems) => diagnostics.extend(problems),
                }
            }
        }
        sources.append(&mut beside);
        if diagnostics.is_empty() {
            Ok(sources)
        } else {
            Err(Diagnostics::new(diagnostics))
        }
    }

    /// Takes a file in the Smithy IDL that is in memory, whatever its name. It may be empty, but not compressed.
    pub(crate) fn from_idl(name: &str, bytes: &[u8]) -> Result<Source, Diagnostics> {
        let text = if bytes.starts_with(&GZIP_MAGIC) {
            Err(Problem::new(
                "the file is compressed, expected text in the Smithy IDL",
            ))
        } else {
            text_of(bytes)
        };
        let text = text.map_err(|problem| diagnostic(name, problem))?;
        Ok(Source {
            name: name.to_owned(),
            text,
            neighbour_of: None,
            build: None,
        })
    }

    /// Takes a file that is in memory.
    pub(crate) fn from_bytes(name: &str, bytes: &[u8]) -> Result<Source, Diagnostics> {
        let text = text_of(bytes).and_then(|text| not_empty(name, text));
        let text = text.map_err(|problem| diagnostic(name, problem))?;
        Ok(Source {
            name: name.to_owned(),
            text,
            neighbour_of: None,
            build: None,
        })
    }
}

/// A `smithy-build.json`, and the files and folders that it names.
fn read_build(path: &Path, projection: Option<String>) -> Result<(Source, Vec<PathBuf>), Problem> {
    let text = read_file(path).and_then(|bytes| decode(bytes, MAX_MODEL_BYTES))?;
    let text = build_file::without_comments(&text);
    // Malformed JSON is reported later, when all files are parsed.
    let document = serde_json::from_str(&text).unwrap_or(Node::Null);
    let folder = path.parent().unwrap_or(Path::new(""));
    let paths = build_file::paths(&document, projection.as_deref());
    let paths = paths.into_iter().map(|path| folder.join(path)).collect();
    let source = Source {
        name: path.display().to_string(),
        text,
        neighbour_of: None,
        build: Some(projection),
    };
    Ok((source, paths))
}

/// A file itself, or the models in a folder and those below it, in the order of names.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let unreadable = |error: io::Error| Problem::new(format!("cannot read the folder: {error}"));
    let mut folders = vec![path.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            // Links are not followed: they may lead back.
            let kind = entry.file_type().map_err(unreadable)?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if is_model_name(&entry.file_name().to_string_lossy()) {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        return Err(Problem::new("there is no model in this folder")
            .hint("models are files whose names end with `.smithy`, `.json` or `.json.gz`"));
    }
    files.sort();
    Ok(files)
}

/// Whether a file of a folder is a model, by its name without the folder. The neighbours of an AWS JSON model belong to
/// that model, and a `smithy-build.json` is read only if it is asked for.
pub fn is_model_name(name: &str) -> bool {
    let is_build = name == build_file::NAME;
    let has_extension = name.trim_end_matches(".gz").ends_with(".json") || is_idl_name(name);
    has_extension && !is_build && neighbours::is_own_model(name)
}

fn no_file() -> Diagnostic {
    let problem = Problem::new("no model file was given, expected at least one");
    diagnostic("", problem)
}

fn belongs_to_no_model(file: &str) -> Diagnostic {
    let problem = Problem::new("the file belongs to an AWS JSON model and is none itself");
    let hint =
        "name the model, whose name ends with `service-2.json`: files beside it are read with it";
    diagnostic(file, problem.hint(hint))
}

fn diagnostic(file: &str, problem: Problem) -> Diagnostic {
    Diagnostic {
        file: file.to_owned(),
        line: problem.line,
        path: String::new(),
        shape: None,
        message: problem.message,
        hint: problem.hint,
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable =
        |error: io::Error| Problem::new(format!("cannot read the model file: {error}"));
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.len() > MAX_MODEL_BYTES {
        return Err(too_large(MAX_MODEL_BYTES));
    }
    let file = File::open(path).map_err(unreadable)?;
    read_limited(file, MAX_MODEL_BYTES)
        .map_err(unreadable)?
        .ok_or_else(|| too_large(MAX_MODEL_BYTES))
}

/// All bytes of a reader; `None` if there are more than `limit`.
fn read_limited(reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((u64::try_from(read).unwrap_or(u64::MAX) <= limit).then_some(bytes))
}

fn too_large(limit: u64) -> Problem {
    Problem::new(format!(
        "the model is larger than {} MiB, which is the limit",
        limit >> 20
    ))
    .hint("check that this is a service model; the largest published ones have a few megabytes")
}

/// The text of a file that is in memory.
fn text_of(bytes: &[u8]) -> Result<String, Problem> {
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= MAX_MODEL_BYTES => decode(bytes.to_vec(), MAX_MODEL_BYTES),
        _ => Err(too_large(MAX_MODEL_BYTES)),
    }
}

/// Bytes of a file to text: gzip by its magic number, whatever the file is called.
fn decode(bytes: Vec<u8>, limit: u64) -> Result<String, Problem> {
    let bytes = if bytes.starts_with(&GZIP_MAGIC) {
        decompress(&bytes, limit)?
    } else {
        bytes
    };
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        let column = 1 + valid
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count();
        Problem {
            line: Some((line, column)),
            ..Problem::new("the file is not UTF-8 text, expected a model")
        }
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len());
    }
    Ok(text)
}

fn is_idl_name(name: &str) -> bool {
    name.trim_end_matches(".gz").ends_with(IDL)
}

/// Only a file in the Smithy IDL may be empty.
fn not_empty(name: &str, text: String) -> Result<String, Problem> {
    if text.trim_ascii().is_empty() && !is_idl_name(name) {
        return Err(Problem::new("the file is empty, expected a model"));
    }
    Ok(text)
}

fn decompress(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Problem> {
    match read_limited(MultiGzDecoder::new(bytes), limit) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(too_large(limit)),
        Err(error) => Err(Problem::new(format!("the file is not valid gzip: {error}"))),
    }
}
