//! The algorithms that a challenge may name.
//!
//! RFC 7616, [section 6.1](https://www.rfc-editor.org/rfc/rfc7616#section-6.1).

use md5::Md5;
use sha2::{Digest, Sha256, Sha512_256};

use crate::hex::hex;

/// How the response to a challenge is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Algorithm {
    pub(super) hash: Hash,
    /// The secret depends on the first nonce (`-sess`).
    pub(super) session: bool,
}

impl Algorithm {
    /// The algorithm with this name; `None` if the name is not known.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (name, session) = match name.len().checked_sub("-sess".len()) {
            Some(at) if name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case("-sess") => {
                (&name[..at], true)
            }
            _ => (name, false),
        };
        let hashes = [Hash::Md5, Hash::Sha256, Hash::Sha512_256];
        let hash = hashes
            .into_iter()
            .find(|hash| hash.name().eq_ignore_ascii_case(name))?;
        Some(Self { hash, session })
    }

    /// The name in headers.
    pub(super) fn name(self) -> String {
        let session = if self.session { "-sess" } else { "" };
        format!("{}{session}", self.hash.name())
    }
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha256,
    Sha512_256,
}

impl Hash {
    fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512_256 => "SHA-512-256",
        }
    }

    /// The hash of a text, in lower-case hexadecimal digits.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
            Self::Sha512_256 => hex(&Sha512_256::digest(text)),
        }
    }
}
