//! `--fail-on`: the changes for which the command exits with 1.

use clap::ValueEnum;

use crate::model::{Compatibility, Level};
use crate::report::level_words;
use crate::report::page::ChangeLine;

/// A limit of `--fail-on`.
#[derive(Clone, Copy, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// A client made of the old model may fail: incompatible on the wire
    Wire,
    /// Code that uses the client may not compile: major for Rust
    Rust,
    /// At least minor for Rust
    RustMinor,
    /// At least patch for Rust
    RustPatch,
    /// Incompatible on the wire, or major for Rust
    Major,
    /// Incompatible on the wire, or at least minor for Rust
    Minor,
    /// Incompatible on the wire, or at least patch for Rust
    Patch,
}

impl FailOn {
    /// The lowest level for Rust at which the command fails.
    fn level(self) -> Option<Level> {
        match self {
            Self::Wire => None,
            Self::Rust | Self::Major => Some(Level::Major),
            Self::RustMinor | Self::Minor => Some(Level::Minor),
            Self::RustPatch | Self::Patch => Some(Level::Patch),
        }
    }

    fn includes_wire(self) -> bool {
        match self {
            Self::Wire | Self::Major | Self::Minor | Self::Patch => true,
            Self::Rust | Self::RustMinor | Self::RustPatch => false,
        }
    }
}

/// The reason why changes with these verdicts reach one of the limits; none if they reach none.
pub(in crate::cli) fn failure(
    limits: &[FailOn],
    (level, wire): (Level, Compatibility),
) -> Option<String> {
    let fails_on_wire =
        wire == Compatibility::Incompatible && limits.iter().any(|it| it.includes_wire());
    let mut levels = limits.iter().filter_map(|limit| limit.level());
    let fails_for_rust = levels.any(|limit| level >= limit);
    let mut reasons = Vec::new();
    if fails_on_wire {
        reasons.push("incompatible on the wire".to_owned());
    }
    if fails_for_rust {
        reasons.push(format!("{} for the Rust API", level_words(level)));
    }
    (!reasons.is_empty()).then(|| format!("the changes are {}", reasons.join(" and ")))
}

/// Whether a change alone reaches one of the limits; without limits, whether it is breaking.
pub(super) fn fails(limits: &[FailOn], line: &ChangeLine) -> bool {
    if limits.is_empty() {
        return line.is_breaking();
    }
    line.accepted.is_none() && failure(limits, (line.rust, line.wire)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_applies_to_the_wire_or_to_rust_or_to_both() {
        use Compatibility::{Compatible, Incompatible};
        let limits = [
            FailOn::Wire,
            FailOn::Rust,
            FailOn::RustMinor,
            FailOn::RustPatch,
            FailOn::Major,
            FailOn::Minor,
            FailOn::Patch,
        ];
        // One row for each pair of verdicts: which of the limits above fail.
        let rows = [
            (Level::None, Compatible, [0, 0, 0, 0, 0, 0, 0]),
            (Level::Patch, Compatible, [0, 0, 0, 1, 0, 0, 1]),
            (Level::Minor, Compatible, [0, 0, 1, 1, 0, 1, 1]),
            (Level::Major, Compatible, [0, 1, 1, 1, 1, 1, 1]),
            (Level::None, Incompatible, [1, 0, 0, 0, 1, 1, 1]),
            (Level::Patch, Incompatible, [1, 0, 0, 1, 1, 1, 1]),
            (Level::Minor, Incompatible, [1, 0, 1, 1, 1, 1, 1]),
            (Level::Major, Incompatible, [1, 1, 1, 1, 1, 1, 1]),
        ];
        for (level, wire, expected) in rows {
            let failing = limits.map(|limit| u8::from(failure(&[limit], (level, wire)).is_some()));
            assert_eq!(failing, expected, "{level:?} {wire:?}");
        }
        let both = failure(
            &[FailOn::Wire, FailOn::RustMinor],
            (Level::Minor, Incompatible),
        );
        let reason = "the changes are incompatible on the wire and minor for the Rust API";
        assert_eq!(both.as_deref(), Some(reason));
    }
}
