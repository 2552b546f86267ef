//! `--list-rules`: lists the kinds of change, with both verdicts and their reasons.

use std::fmt::Write as _;

use crate::model::{Compatibility, Rule};
use crate::report::level_words;

/// The rules as text, in the order of their table.
pub(super) fn list() -> String {
    let mut text = String::new();
    for rule in Rule::ALL {
        let verdict = rule.verdict();
        let wire = match verdict.wire {
            Compatibility::Compatible => "compatible",
            Compatibility::Incompatible => "INCOMPATIBLE",
        };
        let level = level_words(verdict.rust);
        let (name, change) = (rule.name(), rule.describe());
        let (on_wire, for_rust) = (verdict.wire_reason, verdict.rust_reason);
        let _ = writeln!(
            text,
            "{name}: {change}\n    wire: {wire} ({on_wire})\n    Rust: {level} ({for_rust})"
        );
    }
    text
}
