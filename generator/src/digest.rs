//! SHA-256 digests in hexadecimal digits: of bytes, and of all that a client is generated from.

use std::fmt::{Debug, Write};

use sha2::{Digest, Sha256};
use tinsmith_model::ModelFiles;

/// The version of the generator: the version of its package, and the digest of its sources.
pub(crate) const GENERATOR: &str =
    concat!(env!("CARGO_PKG_VERSION"), " ", env!("TINSMITH_SOURCES"));

/// The features of this crate that decide which options there are.
const FEATURES: [bool; 2] = [cfg!(feature = "config"), cfg!(feature = "validate-inputs")];

/// The digest of everything that decides what is generated: the model, the choices and the generator.
pub(crate) fn of_inputs(files: &ModelFiles, choices: &[&dyn Debug]) -> String {
    let mut list = format!("{GENERATOR} {FEATURES:?}\n{choices:?}\n");
    for (name, text) in files.texts() {
        list.push_str(&format!("{} {name}\n", sha256(text)));
    }
    sha256(list)
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
