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

/// How many links a path may have in a row, as on Linux.
const MOST_LINKS: usize = 40;

/// Writes a file.
///
/// A regular file, or a new one, is written under another name and then renamed, so that nobody ever sees
/// half of it and what was there stays if it can't be written. Links are followed: the file that they
/// lead to is the one that is replaced. Whatever else is there (a device, a pipe) is opened and written to,
/// and stays what it is. So is a file that is open already and reached by the number of its handle
/// (`/dev/stdout`), and one whose folder the user can't write to.
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
        // Nothing is there, or a link to nothing.
        Err(error) if error.kind() == ErrorKind::NotFound => match target(path)? {
            Some(target) => rename_over(&target, text, None),
            None => Err(error),
        },
        Err(error) => Err(error),
    };
    done.map_err(|error| at(path, error))
}

/// The path that is no link, at the end of all links. `None` if one of them is the system's name of an open
/// file, which is no path.
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
            // What can't be removed either is only a hidden file.
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
            // What a killed process of the same number left.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            file => return Ok((file?, path)),
        }
    }
}

fn fill(mut file: File, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    if let Some(permissions) = permissions {
        // File systems without permissions refuse that; the content is what counts.
        let _ = file.set_permissions(permissions);
    }
    file.write_all(text.as_bytes())
}

/// The entry of the folder can't be replaced, though the file itself may be writable: the folder is not the
/// user's, or the file is mounted.
fn is_fixed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::ResourceBusy
            | ErrorKind::CrossesDevices
    )
}

/// Writes to what is there.
fn write_into(path: &Path, text: &str) -> io::Result<()> {
    let file = File::options().write(true).truncate(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        // Nobody reads on.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}
