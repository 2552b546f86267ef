//! A single file that the user names: a report, a model, `tinsmith.lock`.
//!
//! It is written aside and then renamed, at the end of all symbolic links. A device, a pipe, or an open file by the
//! system's name for it (`/dev/stdout`) is opened and written to instead.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::at;

/// The number of consecutive links that are followed, as on Linux.
const MOST_LINKS: usize = 40;

/// Writes a file.
///
/// A regular or new file is written under another name and then renamed, so that it is never incomplete, and the old
/// file stays if writing fails. Links are followed, and the file at their end is replaced. Anything else (a device, a
/// pipe) is opened and written to. So is an open file that is reached by its handle (`/dev/stdout`), and a file whose
/// folder the user can't write to.
///
/// # Errors
/// The file can't be written.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let done = match fs::metadata(path) {
        Ok(found) if found.is_file() => match target(path)? {
            Some(target) => rename_over(&target, text, Some(found.permissions())),
            None => write_into(path, text),
        },
        Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(_) => write_into(path, text),
        // The path does not exist, or is a dangling link.
        Err(error) if error.kind() == ErrorKind::NotFound => match target(path)? {
            Some(target) => rename_over(&target, text, None),
            None => Err(error),
        },
        Err(error) => Err(error),
    };
    done.map_err(|error| at(path, error))
}

/// The path at the end of all links. `None` if one of them is the system's link to an open file, which is not a path.
fn target(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !path.is_symlink() {
            return Ok(Some(path));
        }
        let folder = folder_of(&path);
        let is_open_file = folder.canonicalize().is_ok_and(|folder| {
            let systems = ["/dev", "/proc"].map(Path::new);
            systems.iter().any(|system| folder.starts_with(system))
        });
        if is_open_file {
            return Ok(None);
        }
        path = folder.join(fs::read_link(&path).map_err(|error| at(&path, error))?);
    }
    Err(io::Error::other(format!(
        "{}: too many links",
        path.display()
    )))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn rename_over(path: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    let is_there = permissions.is_some();
    let folder = folder_of(path);
    if !is_there {
        fs::create_dir_all(folder)?;
    }
    let done = beside(folder).and_then(|(file, temporary)| {
        let done = fill(file, text, permissions).and_then(|()| fs::rename(&temporary, path));
        if done.is_err() {
            // If it can't be removed either, a hidden file remains.
            let _ = fs::remove_file(&temporary);
        }
        done
    });
    match done {
        Err(error) if is_there && is_fixed(&error) => write_into(path, text),
        done => done,
    }
}

/// A new hidden file in the folder.
fn beside(folder: &Path) -> io::Result<(File, PathBuf)> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".tinsmith-{}-{count}", process::id()));
        match File::create_new(&path) {
            // A killed process with the same id may have left this file.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            file => return Ok((file?, path)),
        }
    }
}

fn fill(mut file: File, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    if let Some(permissions) = permissions {
        // File systems without permissions refuse that; only the content matters.
        let _ = file.set_permissions(permissions);
    }
    file.write_all(text.as_bytes())
}

/// Whether the entry in the folder can't be replaced although the file may be writable: the user can't write to the
/// folder, or the file is a mount point.
fn is_fixed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::ResourceBusy
            | ErrorKind::CrossesDevices
    )
}

/// Opens the existing file and writes to it.
fn write_into(path: &Path, text: &str) -> io::Result<()> {
    let file = File::options().write(true).truncate(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        // The reader has closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}
