//! Passes two facts to the build:
//!
//! - `TINSMITH_SOURCES`, a digest of the generator's sources and of the version of its formatter, by which a later run
//!   knows which clients another version of the generator wrote. Unchanged sources have the same digest on every machine.
//! - `TINSMITH_COMMIT`, which the command shows with its version: a space, and in parentheses a part of the hash of the commit
//!   that the sources are of. It is empty where the commit is not known, and in debug builds, which a commit would else
//!   make stale.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that decide what is generated. The last two exist only in the repository, not in a published package.
const SOURCES: [&str; 3] = ["src", "../model/src", "../Cargo.lock"];

/// The version of `prettyplease`, which its own build script tells.
const FORMATTER: &str = "DEP_PRETTYPLEASE02_VERSION";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let mut digest = Digest::default();
    digest.add(env::var(FORMATTER).unwrap_or_default().as_bytes());
    for source in SOURCES.map(Path::new).into_iter().filter(|it| it.exists()) {
        println!("cargo:rerun-if-changed={}", source.display());
        let mut files = Vec::new();
        collect(source, &mut files);
        files.sort();
        for file in files {
            let name = file.to_string_lossy().replace('\\', "/");
            digest.add(name.as_bytes());
            digest.add(&fs::read(&file).expect("a source file can be read"));
        }
    }
    println!("cargo:rustc-env=TINSMITH_SOURCES={:016x}", digest.0);
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return;
    }
    let commit = commit().map(|hash| format!(" ({hash})"));
    println!(
        "cargo:rustc-env=TINSMITH_COMMIT={}",
        commit.unwrap_or_default()
    );
}

/// The FNV-1a digest, 64 bits. It only has to tell versions apart, and a crate for a better one would be compiled for
/// this alone.
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Adds bytes after their number, which keeps the boundaries between them.
    fn add(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
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
