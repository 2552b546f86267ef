//! Git in tests, whatever is configured on the machine.

use std::path::Path;
use std::process::Command;

use crate::shared;

/// The bundle of botocore's releases 1.27.40 to 1.29.20.
const BOTOCORE: &str = "history/botocore-1.27.40-1.29.20.bundle";

/// A command of git in a folder, with a user of the tests' own and without the configuration of the machine and its
/// user.
pub fn git(folder: &Path) -> Command {
    let mut git = isolated();
    git.arg("-C").arg(folder);
    git.args(["-c", "user.name=Test", "-c", "user.email=test@localhost"]);
    git
}

/// Clones botocore's releases as a bare repository. Whether the bundle is there.
///
/// # Panics
/// Git can't clone the bundle.
pub fn clone_botocore(repository: &Path) -> bool {
    let Some(bundle) = shared(BOTOCORE) else {
        return false;
    };
    let mut git = isolated();
    git.args(["clone", "--quiet", "--bare"]);
    let status = git.arg(bundle).arg(repository).status();
    assert!(status.expect("git").success());
    true
}

fn isolated() -> Command {
    let mut git = Command::new("git");
    git.env("GIT_CONFIG_GLOBAL", "/dev/null");
    git.env("GIT_CONFIG_NOSYSTEM", "1");
    git
}
