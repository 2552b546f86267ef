//! Changes as lines of text, which the build step prints.

use std::cmp::Reverse;

use tinsmith_model::{Change, Changes, Compatibility, Level};

use super::page::ChangeLine;
use super::{printable, verdict};

/// The most operations that a line of a summary names.
const MAX_NAMES: usize = 3;

/// A line for each change, the worst first, at the first place that it affects and without reasons.
///
/// `CreateUser, DescribeUser: member added: UserIdentityInfo$Mobile (request, IdentityInfo.Mobile): minor for Rust...`
pub fn summary(changes: &Changes) -> Vec<String> {
    let lines = worst_first(changes).into_iter().map(|change| {
        let mut names: Vec<&str> = change.reach.iter().map(|it| &*it.operation).collect();
        names.dedup();
        let rest = names.split_off(names.len().min(MAX_NAMES));
        let mut operations = names.join(", ");
        if !rest.is_empty() {
            operations.push_str(&format!(" and {} more", rest.len()));
        }
        let mut line = verdict::line(change, change.reach.first());
        line.rust_reason.clear();
        line.wire_reason.clear();
        sentence(&line, &operations)
    });
    lines.collect()
}

/// A line for each change and each place that it affects, the worst first.
///
/// `CreateUser: member added: UserIdentityInfo$Mobile (request, IdentityInfo.Mobile): minor for Rust...`
pub fn every_place(changes: &Changes) -> Vec<String> {
    let mut lines = Vec::new();
    for change in worst_first(changes) {
        if change.reach.is_empty() {
            lines.push(sentence(&verdict::line(change, None), ""));
        }
        for reach in &change.reach {
            let line = verdict::line(change, Some(reach));
            lines.push(sentence(&line, &reach.operation));
        }
    }
    lines
}

/// The verdict of all changes: `minor for Rust, compatible on the wire`.
pub fn verdict_of(changes: &Changes) -> String {
    verdict::words(changes.level(), changes.compatibility())
}

fn sentence(line: &ChangeLine, operations: &str) -> String {
    let sentence = verdict::sentence(line);
    match operations {
        "" => sentence,
        operations => format!("{}: {sentence}", printable(operations)),
    }
}

fn worst_first(changes: &Changes) -> Vec<&Change> {
    let mut changes: Vec<&Change> = changes.changes.iter().collect();
    changes.sort_by_key(|change| {
        let (rust, wire) = (change.verdict.rust, change.verdict.wire);
        let breaks = rust == Level::Major || wire == Compatibility::Incompatible;
        Reverse((breaks, rust, wire))
    });
    changes
}
