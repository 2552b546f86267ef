//! Reading files: sizes, compression and encoding, before any syntax.

pub(crate) mod build_file;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::node::Node;

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

/// What a file beside an AWS JSON model holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum NeighbourKind {
    Paginators,
    Waiters,
    EndpointRules,
    EndpointTests,
    Examples,
    Extras,
}

/// The extension of files in the Smithy IDL, which may be empty.
const IDL: &str = ".smithy";

const MODEL_NAME: &str = "service-2.json";
const NEIGHBOURS: [(&str, NeighbourKind); 6] = [
    ("paginators-1.json", NeighbourKind::Paginators),
    ("waiters-2.json", NeighbourKind::Waiters),
    ("endpoint-rule-set-1.json", NeighbourKind::EndpointRules),
    ("endpoint-tests-1.json", NeighbourKind::EndpointTests),
    ("examples-1.json", NeighbourKind::Examples),
    ("service-2.sdk-extras.json", NeighbourKind::Extras),
];

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
            for (kind, path) in existing_neighbours(path) {
                read(&path, Some((model, kind)));
            }
        }
        sources.extend(builds);
        if named.is_empty() {
            diagnostics.push(diagnostic(
                "",
                Problem::new("no model file was given, expected at least one"),
            ));
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

    /// Takes files that are in memory. Those that belong to an AWS JSON model come after all others.
    pub(crate) fn in_memory(files: Vec<(String, Vec<u8>)>) -> Result<Vec<Source>, Diagnostics> {
        let paths: BTreeSet<PathBuf> = files.iter().map(|(path, _)| path.into()).collect();
        let models = files.iter().map(|(path, _)| path.as_str());
        let models: Vec<&str> = models.filter(|path| is_own_model(path)).collect();
        let mut belongs: BTreeMap<PathBuf, (u32, NeighbourKind)> = BTreeMap::new();
        for (number, path) in (0..).zip(&models) {
            for (kind, path) in neighbours_in(Path::new(path), |path| paths.contains(path)) {
                belongs.entry(path).or_insert((number, kind));
            }
        }
        let mut sources = Vec::new();
        let mut neighbours = Vec::new();
        let mut diagnostics = Vec::new();
        for (path, bytes) in &files {
            let neighbour_of = belongs.get(Path::new(path)).copied();
            // A paginators file without its model, for example, is part of no model.
            if neighbour_of.is_none() && !is_own_model(path) {
                continue;
            }
            match Self::from_bytes(path, bytes) {
                Ok(source) if neighbour_of.is_some() => neighbours.push(Source {
                    neighbour_of,
                    ..source
                }),
                Ok(source) => sources.push(source),
                Err(problems) => diagnostics.extend(problems),
            }
        }
        sources.append(&mut neighbours);
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

/// The files that stand beside an AWS JSON model and are read with it.
pub fn neighbours(path: &Path) -> Vec<PathBuf> {
    neighbours_among(path, Path::is_file)
}

/// The same for files that are not on the disk: of those that `exists` tells.
pub fn neighbours_among(path: &Path, exists: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    neighbours_in(path, exists)
        .into_iter()
        .map(|(_, path)| path)
        .collect()
}

/// The folder in which files may stand that belong to an AWS JSON model: that of a file with such a model's name.
pub fn folder_of_neighbours(path: &Path) -> Option<&Path> {
    let name = path.file_name()?.to_str()?;
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let folder = path.parent().filter(|_| plain.ends_with(MODEL_NAME))?;
    Some(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    })
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
    let is_neighbour =
        |(ending, _): &(&str, NeighbourKind)| name.trim_end_matches(".gz").ends_with(ending);
    let is_build = name == build_file::NAME;
    let has_extension = name.trim_end_matches(".gz").ends_with(".json") || is_idl_name(name);
    has_extension && !is_build && !NEIGHBOURS.iter().any(is_neighbour)
}

/// Whether a file may belong to an AWS JSON model in the same folder, by its name.
pub fn is_neighbour(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| !is_own_model(name))
}

/// Whether the file at a path can be a model of its own, by its name.
fn is_own_model(path: &str) -> bool {
    let plain = path.trim_end_matches(".gz");
    !NEIGHBOURS.iter().any(|(ending, _)| plain.ends_with(ending))
}

/// The neighbours of an AWS JSON model that exist. Where there is one with the model's prefix and one without,
/// the first is taken.
fn existing_neighbours(path: &Path) -> Vec<(NeighbourKind, PathBuf)> {
    neighbours_in(path, Path::is_file)
}

fn neighbours_in(path: &Path, exists: impl Fn(&Path) -> bool) -> Vec<(NeighbourKind, PathBuf)> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let Some(prefix) = plain.strip_suffix(MODEL_NAME) else {
        return Vec::new();
    };
    let existing = NEIGHBOURS.into_iter().filter_map(|(name, kind)| {
        let names = [prefix, ""]
            .into_iter()
            .flat_map(|prefix| ["", ".gz"].map(|suffix| format!("{prefix}{name}{suffix}")));
        let mut paths = names.map(|name| path.with_file_name(name));
        Some((kind, paths.find(|path| exists(path))?))
    });
    existing.collect()
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn plain_and_gzip_text() {
        for bytes in [
            b"{}".to_vec(),
            gzip(b"{}"),
            "\u{feff}{}".as_bytes().to_vec(),
        ] {
            assert_eq!(Source::from_bytes("m", &bytes).expect("text").text, "{}");
        }
    }

    #[test]
    fn what_is_not_text() {
        let mut truncated = gzip(b"{\"smithy\": \"2.0\"}");
        truncated.truncate(14);
        let empty = gzip(b"");
        let cases = [
            (&b""[..], "the file is empty", None),
            (b" \r\n", "the file is empty", None),
            (&empty, "the file is empty", None),
            (b"{\n  \"\xff\"}", "not UTF-8", Some((2, 4))),
            (&truncated, "not valid gzip", None),
        ];
        for (bytes, message, line) in cases {
            let problems: Vec<_> = Source::from_bytes("m", bytes)
                .err()
                .expect(message)
                .into_iter()
                .collect();
            assert_eq!(problems.len(), 1);
            assert!(problems[0].message.contains(message), "{}", problems[0]);
            assert_eq!((problems[0].line, problems[0].file.as_str()), (line, "m"));
        }
    }

    #[test]
    fn a_small_file_that_expands_without_end() {
        let bomb = gzip(&vec![b' '; 1 << 20]);
        assert!(bomb.len() < 4096);
        let Err(problem) = decode(bomb, 1 << 18) else {
            panic!("not too large")
        };
        assert!(
            problem.message.contains("larger than"),
            "{}",
            problem.message
        );
    }

    #[test]
    fn files_in_memory_have_the_neighbours_beside_them() {
        let file = |path: &str| (path.to_owned(), b"{}".to_vec());
        let files = [
            "a/1/paginators-1.json",
            "a/1/service-2.json",
            "b/service-2.json",
            "b/waiters-2.json",
            "c/waiters-2.json",
        ];
        let sources = Source::in_memory(files.map(file).into()).expect("text");
        let sources: Vec<_> = sources
            .iter()
            .map(|it| (it.name.as_str(), it.neighbour_of))
            .collect();
        let expected = [
            ("a/1/service-2.json", None),
            ("b/service-2.json", None),
            (
                "a/1/paginators-1.json",
                Some((0, NeighbourKind::Paginators)),
            ),
            ("b/waiters-2.json", Some((1, NeighbourKind::Waiters))),
        ];
        assert_eq!(sources, expected);
    }

    #[test]
    fn files() {
        let folder = tempfile::tempdir().expect("a folder");
        let sparse = folder.path().join("sparse.json");
        File::create(&sparse)
            .and_then(|file| file.set_len(MAX_MODEL_BYTES + 1))
            .expect("a sparse file");
        std::fs::create_dir(folder.path().join("empty")).expect("a folder");
        let paths = [
            folder.path().join("missing.json"),
            folder.path().join("empty"),
            sparse,
        ];
        let problems: Vec<_> = Source::read_all(&paths)
            .err()
            .expect("unreadable")
            .into_iter()
            .collect();
        let expected = [
            "no model in this folder",
            "cannot read",
            "larger than 64 MiB",
        ];
        assert_eq!(problems.len(), expected.len());
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.message.contains(expected), "{problem}");
        }
        assert!(Source::read_all(&[] as &[&str]).is_err());
    }
}
