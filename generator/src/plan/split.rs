//! The crates of a client that is split: `emit/split.rs` says what each of them has.

use std::num::NonZero;

use super::client::ClientTraits;
use crate::names::Path;

/// The folder of the inner crates, below that of the client.
const CRATES: &str = "crates";

/// One of the inner crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Inner {
    /// The crate that all others use.
    Base,
    /// A part of the operations, counted from 0.
    Part(usize),
}

impl Inner {
    /// The base and this number of parts.
    pub(crate) fn all(parts: NonZero<usize>) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Base).chain((0..parts.get()).map(Self::Part))
    }

    fn name(self) -> String {
        match self {
            Self::Base => "base".to_owned(),
            Self::Part(index) => format!("part-{}", index + 1),
        }
    }

    /// The name of the package, in a client that is the package `client`.
    pub(crate) fn package(self, client: &str) -> String {
        format!("{client}-{}", self.name())
    }

    /// The folder below that of the client, with slashes on every system.
    pub(crate) fn folder(self) -> String {
        format!("{CRATES}/{}", self.name())
    }

    /// The path of the crate's root in the code of other crates.
    pub(crate) fn root(self, client: &ClientTraits) -> Path {
        let library = self.package(&client.package).replace('-', "_");
        Path::new(format!("::{library}"))
    }
}
