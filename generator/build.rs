//! Passes two facts to the build of the command:
//!
//! - `TINSMITH_SOURCES`, a digest of the generator's sources, so that `generate --each` knows which crates another version
//!   of the generator wrote. Unchanged sources have the same digest on every machine.
//! - `TINSMITH_COMMIT`, the commit that the sources are of, for `--version`: a space and a part of its hash in parentheses.
//!   It is empty where the commit is not known, and in debug builds, which a commit would else make stale.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

/// The files that decide what is generated. The last two exist only in the repository, not in a published package.
const SOURCES: [&str; 3] = ["src", "../model/src", "../Cargo.lock"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return;
    }
    let mut digest = Sha256::new();
    for source in SOURCES.map(Path::new).into_iter().filter(|it| it.exists()) {
        println!("cargo:rerun-if-changed={}", source.display());
        let mut files = Vec::new();
        collect(source, &mut files);
        files.sort();
        for file in files {
            let name = file.to_string_lossy().replace('\\', "/");
            let text = fs::read(&file).expect("a source file can be read");
            // The lengths keep the boundaries between names and texts.
            for part in [name.as_bytes(), &text] {
                digest.update((part.len() as u64).to_le_bytes());
                digest.update(part);
            }
        }
    }
    let digest = digest.finalize();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=TINSMITH_SOURCES={digest}");
    let commit = commit().map(|hash| format!(" ({hash})"));
    println!(
        "cargo:rustc-env=TINSMITH_COMMIT={}",
        commit.unwrap_or_default()
    );
}

/// The first digits of the commit's hash: from the file that cargo adds to a package, or from git.
fn commit() -> Option<String> {
    const PACKAGED: &str = ".cargo_vcs_info.json";
    let hash = if let Ok(packaged) = fs::read_to_string(PACKAGED) {
        let (_, rest) = packaged.split_once("\"sha1\": \"")?;
        rest.split('"').next()?.to_owned()
    } else if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // Another repository may surround sources that are in none themselves.
        let root = fs::canonicalize(git(&["--show-toplevel"])?).ok()?;
        if root != fs::canonicalize("..").ok()? {
            return None;
        }
        // In a linked worktree these files are not below `.git`.
        for file in ["HEAD", "logs/HEAD"] {
            let file = git(&["--git-path", file])?;
            if Path::new(&file).exists() {
                println!("cargo:rerun-if-changed={file}");
            }
        }
        git(&["HEAD"])?
    } else {
        return None;
    };
    hash.get(..10).map(str::to_owned)
}

/// What `git rev-parse` prints.
fn git(arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    let output = git.arg("rev-parse").args(arguments).output().ok()?;
    let text = output.status.success().then_some(output.stdout)?;
    let text = String::from_utf8(text).ok()?;
    Some(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of sources can be read") {
            collect(&entry.expect("an entry of a folder").path(), files);
        }
    } else {
        files.push(path.to_owned());
    }
}
