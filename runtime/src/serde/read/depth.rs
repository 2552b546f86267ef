//! How deep values may nest: a structure or union may hold itself, and a few bytes of a binary format ask for each level.

use std::cell::Cell;

use serde_core::de::Error;

use crate::json::MAX_DEPTH;

thread_local! {
    /// How many structures and unions are being read within one another. A deserializer can't carry the number: what is
    /// in between may be a type of any crate.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// A structure, union or skipped value that is being read.
pub(super) struct Level(());

impl Level {
    /// Notes that a value is read until this is dropped.
    ///
    /// # Errors
    /// The value is in as many others as there may be.
    pub(super) fn enter<E: Error>() -> Result<Self, E> {
        let depth = DEPTH.get();
        if depth == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "expected at most {MAX_DEPTH} structures and unions within one another"
            )));
        }
        DEPTH.set(depth + 1);
        Ok(Self(()))
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}
