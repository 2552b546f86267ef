//! An advisory lock on a client's folder, so that one run at a time writes to it. `--check` takes the lock as well.
//!
//! The lock is on the folder itself. It needs no right to write, and the system releases it when the process ends.

use std::cell::RefCell;
use std::env;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::digest::sha256;

/// How often a run checks whether the other has ended.
const INTERVAL: Duration = Duration::from_millis(10);

thread_local! {
    /// The folders that this thread has locked.
    static HELD: RefCell<Vec<PathBuf>> = const { RefCell::new(Vec::new()) };
}

/// The lock on a folder, until it is dropped. The system releases the lock of a process that is killed.
pub(crate) struct Guard {
    _file: Option<File>,
    folder: PathBuf,
}

impl Guard {
    /// Waits for other runs, and then locks the folder.
    ///
    /// The lock is on the folder itself, since files in it are replaced and it may be read-only. If a folder can't be
    /// locked (Windows, some network file systems), the lock is on a temporary file; if that fails too, there is no
    /// lock. A thread that has the lock gets it again.
    ///
    /// # Errors
    /// Another run still has the lock after `patience`.
    pub(crate) fn lock(folder: &Path, patience: Duration) -> io::Result<Self> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let is_held = HELD.with_borrow(|held| held.contains(&folder));
        let file = if is_held {
            None
        } else {
            locked(File::open(&folder), patience)?.map_or_else(
                || locked(stand_in(&folder), patience),
                |file| Ok(Some(file)),
            )?
        };
        HELD.with_borrow_mut(|held| held.push(folder.clone()));
        Ok(Self {
            _file: file,
            folder,
        })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        HELD.with_borrow_mut(|held| {
            if let Some(at) = held.iter().position(|folder| *folder == self.folder) {
                held.swap_remove(at);
            }
        });
    }
}

/// The file that is locked instead of a folder.
fn stand_in(folder: &Path) -> io::Result<File> {
    let mut digest = sha256(folder.to_string_lossy().as_bytes());
    digest.truncate(16);
    let path = env::temp_dir().join(format!("tinsmith-{digest}.guard"));
    File::options().create(true).append(true).open(path)
}

/// The file, locked; `None` if the file system has no locks on such files.
fn locked(file: io::Result<File>, patience: Duration) -> io::Result<Option<File>> {
    let Ok(file) = file else {
        return Ok(None);
    };
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                thread::sleep(INTERVAL);
            }
            Err(TryLockError::WouldBlock) => {
                let message = "another run has locked this folder for writing";
                return Err(io::Error::new(io::ErrorKind::WouldBlock, message));
            }
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_threads_at_a_time() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path();
        let first = Guard::lock(path, Duration::ZERO).expect("a free folder");
        let again = Guard::lock(&path.join("."), Duration::ZERO).expect("the thread's own folder");
        let other = || {
            thread::scope(|scope| {
                let other = scope.spawn(|| Guard::lock(path, Duration::ZERO).map(drop));
                other.join().expect("no panic")
            })
        };
        drop(again);
        let refused = other().expect_err("the folder is locked");
        assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
        drop(first);
        other().expect("a free folder");
    }
}
