//! Archives: a wheel, an sdist, a `.zip`, a `.tar` or a `.tar.gz`.
//!
//! Only the files that may be part of a model are read. Sizes are limited by what is unpacked, not by what an archive
//! says of itself, and names are never used as paths of the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::{MAX_BYTES, MAX_FILES, Tree, is_of_a_model, problem, too_large};
use crate::model::{Diagnostics, MAX_MODEL_BYTES};

/// The form of an archive.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Zip,
    Tar,
    TarGzip,
}

impl Kind {
    /// The form of an archive by its name; none if it is no archive.
    pub(super) fn of(name: &str) -> Option<Self> {
        let is = |endings: &[&str]| endings.iter().any(|it| name.ends_with(it));
        if is(&[".zip", ".whl"]) {
            Some(Self::Zip)
        } else if is(&[".tar.gz", ".tgz"]) {
            Some(Self::TarGzip)
        } else if is(&[".tar"]) {
            Some(Self::Tar)
        } else {
            None
        }
    }
}

/// Reads an archive.
pub(super) fn read(kind: Kind, path: &Path) -> Result<Tree, Diagnostics> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| {
        let message = format!("cannot read the archive: {error}");
        problem(&name, message, None)
    };
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut found = Found {
        name: &name,
        files: BTreeMap::new(),
        names: 0,
        bytes: 0,
        folder: None,
    };
    match kind {
        Kind::Zip => zip(file, &mut found)?,
        Kind::Tar => tar(file, &mut found)?,
        Kind::TarGzip => {
            // The limit holds for files that are passed over, too.
            let left = 4 * MAX_BYTES;
            let inner = MultiGzDecoder::new(file);
            tar(Limited { inner, left }, &mut found)?;
        }
    }
    let files = found.without_outer_folder();
    if files.is_empty() {
        let message = "there is no model in the archive".to_owned();
        let hint = "models are files whose names end with `.smithy`, `.json` or `.json.gz`";
        return Err(problem(&name, message, Some(hint)));
    }
    Ok(Tree { name, files })
}

fn zip(file: BufReader<File>, found: &mut Found<'_>) -> Result<(), Diagnostics> {
    let broken = |error: ::zip::result::ZipError, name: &str| {
        problem(name, format!("not a valid zip archive: {error}"), None)
    };
    let name = found.name;
    let mut archive = ::zip::ZipArchive::new(file).map_err(|error| broken(error, name))?;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| broken(error, name))?;
        if entry.is_dir() {
            continue;
        }
        let path = entry.name().map_err(|error| broken(error, name))?;
        let path = PathBuf::from(path.as_ref());
        if entry.is_symlink() {
            found.refuse_link(&path)?;
        } else {
            found.add(&path, &mut entry)?;
        }
    }
    Ok(())
}

fn tar(reader: impl Read, found: &mut Found<'_>) -> Result<(), Diagnostics> {
    let broken = |error: io::Error, name: &str| match error.kind() {
        ErrorKind::FileTooLarge => too_large(name),
        _ => problem(name, format!("not a valid tar archive: {error}"), None),
    };
    let name = found.name;
    let mut archive = ::tar::Archive::new(reader);
    let entries = archive.entries().map_err(|error| broken(error, name))?;
    for entry in entries {
        let mut entry = entry.map_err(|error| broken(error, name))?;
        let kind = entry.header().entry_type();
        let is_link = kind.is_symlink() || kind.is_hard_link();
        if !is_link && !kind.is_file() && !kind.is_contiguous() && !kind.is_gnu_sparse() {
            continue;
        }
        let path = entry.path().map_err(|error| broken(error, name))?;
        let path = path.into_owned();
        if is_link {
            found.refuse_link(&path)?;
        } else {
            found.add(&path, &mut entry)?;
        }
    }
    Ok(())
}

/// A reader of at most `left` bytes. Where [`Read::take`] would end as a whole file does, more bytes are an error of the
/// kind [`ErrorKind::FileTooLarge`].
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = u64::try_from(read)
            .ok()
            .and_then(|read| self.left.checked_sub(read));
        self.left = left.ok_or(ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}

/// What was read of an archive so far.
struct Found<'n> {
    name: &'n str,
    files: BTreeMap<PathBuf, Vec<u8>>,
    names: usize,
    bytes: u64,
    /// The outermost folder of the files so far; none inside if they have several.
    folder: Option<Option<PathBuf>>,
}

impl Found<'_> {
    fn add(&mut self, path: &Path, content: &mut impl Read) -> Result<(), Diagnostics> {
        self.names += 1;
        if self.names > MAX_FILES {
            return Err(too_large(self.name));
        }
        let parts = path.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part),
            _ => None,
        });
        let path: PathBuf = parts.collect();
        let mut outer = path.components();
        let first = outer.next().map(|part| PathBuf::from(part.as_os_str()));
        let first = first.filter(|_| outer.next().is_some());
        match &self.folder {
            None => self.folder = Some(first),
            Some(folder) if *folder != first => self.folder = Some(None),
            Some(_) => {}
        }
        if !is_of_a_model(&path) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        let read = content.take(MAX_MODEL_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge => too_large(self.name),
            _ => {
                let file = format!("{}/{}", self.name, path.display());
                problem(&file, format!("cannot read the file: {error}"), None)
            }
        })?;
        self.bytes += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.bytes > MAX_BYTES {
            return Err(too_large(self.name));
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// Refuses a link with the name of a model: without it, the model would seem to be removed.
    fn refuse_link(&self, path: &Path) -> Result<(), Diagnostics> {
        if !is_of_a_model(path) {
            return Ok(());
        }
        let file = format!("{}/{}", self.name, path.display());
        let message = "the model is a link, which is not followed in an archive".to_owned();
        let hint = "unpack the archive, and compare the folders";
        Err(problem(&file, message, Some(hint)))
    }

    /// The files; without the folder that all are in, which has the version in its name in an sdist.
    fn without_outer_folder(self) -> BTreeMap<PathBuf, Vec<u8>> {
        let Some(Some(folder)) = self.folder else {
            return self.files;
        };
        let files = self.files.into_iter().map(|(path, bytes)| {
            let inner = path.strip_prefix(&folder).map(Path::to_owned);
            (inner.unwrap_or(path), bytes)
        });
        files.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Found<'static> {
        Found {
            name: "a.zip",
            files: BTreeMap::new(),
            names: 0,
            bytes: 0,
            folder: None,
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let mut found = found();
        found.bytes = MAX_BYTES - 10;
        let refused = found.add(Path::new("a.json"), &mut io::repeat(b' ').take(11));
        let refused = refused.expect_err("too large").to_string();
        assert!(refused.contains("larger than 1024 MiB"), "{refused}");
        found.names = MAX_FILES;
        assert!(found.add(Path::new("b.txt"), &mut io::empty()).is_err());
        // A single file is cut right after its limit, and refused when it is parsed.
        let mut found = self::found();
        let endless = found.add(Path::new("a.json"), &mut io::repeat(b' '));
        endless.expect("a part of it");
        let length = found.files[Path::new("a.json")].len();
        assert_eq!(u64::try_from(length), Ok(MAX_MODEL_BYTES + 1));
    }

    /// A tar archive of two files without content, whose headers have 512 bytes each.
    fn two_headers() -> Vec<u8> {
        let mut tar = ::tar::Builder::new(Vec::new());
        for name in ["a.json", "b.json"] {
            let mut header = ::tar::Header::new_gnu();
            header.set_size(0);
            tar.append_data(&mut header, name, io::empty())
                .expect("an entry");
        }
        tar.into_inner().expect("an archive")
    }

    #[test]
    fn an_archive_that_is_larger_than_the_limit_is_no_whole_archive_before_it() {
        let archive = two_headers();
        let whole = u64::try_from(archive.len()).expect("a size");
        for (left, files) in [(512, None), (1024, None), (1100, None), (whole, Some(2))] {
            let mut found = found();
            let inner = archive.as_slice();
            match (tar(Limited { inner, left }, &mut found), files) {
                (Ok(()), Some(files)) => assert_eq!(found.files.len(), files),
                (Err(refused), None) => {
                    let refused = refused.to_string();
                    assert!(refused.contains("larger than 1024 MiB"), "{refused}");
                }
                (ended, _) => panic!("{left}: {ended:?}"),
            }
        }
    }

    #[test]
    fn a_model_that_is_a_link_is_refused_by_name() {
        for kind in [::tar::EntryType::Symlink, ::tar::EntryType::Link] {
            let mut tar = ::tar::Builder::new(Vec::new());
            let mut header = ::tar::Header::new_gnu();
            header.set_size(0);
            header.set_entry_type(kind);
            for name in ["README", "models/b.json"] {
                tar.append_link(&mut header, name, "a.json")
                    .expect("a link");
            }
            let archive = tar.into_inner().expect("an archive");
            let refused = tar_of(&archive).expect_err("a link").to_string();
            assert!(refused.contains("a.zip/models/b.json"), "{refused}");
        }
    }

    fn tar_of(archive: &[u8]) -> Result<(), Diagnostics> {
        tar(archive, &mut found())
    }

    #[test]
    fn names_never_lead_out_of_the_archive() {
        let mut found = found();
        for path in ["../../etc/a.json", "/b.json", "./c.json"] {
            found
                .add(Path::new(path), &mut io::empty())
                .expect("a file");
        }
        let names: Vec<&Path> = found.files.keys().map(PathBuf::as_path).collect();
        let expected = ["b.json", "c.json", "etc/a.json"].map(Path::new);
        assert_eq!(names, expected);
    }
}
