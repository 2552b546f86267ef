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

pub use build::{Version, service};
pub use verdict::{level_name, overall};

/// The text without control characters and others that harm where text is shown.
pub fn printable(text: &str) -> String {
    crate::docs::printable(text)
}

use tinsmith_model::Changes;

/// Each change in a line of its own, the worst first: what the build step prints.
///
/// `CreateUser: member added: UserIdentityInfo$Mobile (request, IdentityInfo.Mobile): minor for Rust...`
pub fn summary(changes: &Changes) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &changes.changes {
        if change.reach.is_empty() {
            lines.push(verdict::sentence(&verdict::line(change, None)));
        }
        for reach in &change.reach {
            let line = verdict::sentence(&verdict::line(change, Some(reach)));
            lines.push(format!("{}: {line}", reach.operation));
        }
    }
    lines
}
