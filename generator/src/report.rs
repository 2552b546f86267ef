//! The report of what changed in a service, for people.
//!
//! [`service`] makes a [`page`] out of two models and their [`Changes`]; each format writes pages in
//! its own way.

mod boto3;
mod build;
pub mod html;
pub mod json;
pub mod markdown;
pub mod page;
mod prose;
mod rust;
mod syntax;
pub mod text;
mod tree;
mod verdict;

use std::cmp::Reverse;

pub use build::{Version, service};
pub use verdict::{level_name, overall};

/// The text without control characters and others that harm where text is shown.
pub fn printable(text: &str) -> String {
    crate::docs::printable(text)
}

use tinsmith_model::{Change, Changes, Compatibility, Level};

use page::ChangeLine;

/// The most operations that a line of a summary names.
const MAX_NAMES: usize = 3;

/// Each change in a line of its own, the worst first, at the first place where it is seen and without
/// reasons: what the build step prints.
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

/// Each change in a line for each place where it is seen, the worst first.
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

/// What changes mean as a whole: `minor for Rust, compatible on the wire`.
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
