//! Computes a digest of the generator's sources and passes it to the build as `TINSMITH_SOURCES`, so that
//! `generate --each` knows which crates another version of the generator wrote. Unchanged sources have the same digest
//! on every machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The files that decide what is generated. The last two exist only in the repository, not in a published package.
const SOURCES: [&str; 3] = ["src", "../model/src", "../Cargo.lock"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return;
    }
    let mut digest = Fnv::new();
    for source in SOURCES.map(Path::new).into_iter().filter(|it| it.exists()) {
        println!("cargo:rerun-if-changed={}", source.display());
        let mut files = Vec::new();
        collect(source, &mut files);
        files.sort();
        for file in files {
            digest.add(file.to_string_lossy().replace('\\', "/").as_bytes());
            digest.add(&fs::read(&file).expect("a source file can be read"));
        }
    }
    println!("cargo:rustc-env=TINSMITH_SOURCES={:032x}", digest.0);
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

/// FNV-1a with 128 bits, so that accidental collisions are unlikely. The digest need not resist attacks.
struct Fnv(u128);

impl Fnv {
    const fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Adds the length of the bytes and the bytes, so that their boundaries count.
    fn add(&mut self, bytes: &[u8]) {
        let length = bytes.len().to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
    }
}
