//! The report of what changed in a service, for people and for programs.
//!
//! [`summary`] has a line for each change. With the feature `report`, `build` makes a [`page::Report`] of two
//! models and their [`Changes`](tinsmith_model::Changes). `text`, `markdown`, `json`, `html`, `github`, `junit` and
//! `sarif` write it; `brief` has its changes as single lines, which most of them show.
//! `rust` and `boto3` are the two languages of the syntax that a report shows. The calls that `rust` shows are
//! compiled against generated clients by the test `compiles`.
//!
//! A report shows at most 500,000 members in the requests and responses of changed operations; more is an error.

#[cfg(feature = "report")]
mod boto3;
#[cfg(feature = "report")]
pub mod brief;
#[cfg(feature = "report")]
mod build;
#[cfg(feature = "report")]
mod fields;
#[cfg(feature = "report")]
mod fold;
#[cfg(feature = "report")]
pub mod github;
#[cfg(feature = "report")]
pub mod html;
#[cfg(feature = "report")]
pub mod json;
#[cfg(feature = "report")]
pub mod junit;
#[cfg(feature = "report")]
mod layout;
#[cfg(feature = "report")]
pub mod markdown;
#[cfg(feature = "report")]
mod members;
pub mod page;
#[cfg(feature = "report")]
mod pairs;
#[cfg(feature = "report")]
pub mod policy;
#[cfg(feature = "report")]
mod prose;
#[cfg(feature = "report")]
mod rust;
#[cfg(feature = "report")]
pub mod sarif;
mod summary;
#[cfg(feature = "report")]
mod syntax;
#[cfg(feature = "report")]
pub mod text;
#[cfg(feature = "report")]
mod tree;
mod verdict;
#[cfg(feature = "report")]
pub(crate) mod xml;

#[cfg(feature = "report")]
pub use build::{Detail, Style, Version, page as service_page, service};
pub use summary::{every_place, summary, verdict_of};
pub use verdict::{level_words, overall, worst};

// For the pages of a history.
#[cfg(feature = "cli")]
pub(crate) use {
    html::{markup, parts, prose as markup_of},
    text::{counts_of, excerpt_title, status_name},
    verdict::{MAX_VALUE, part_name, values, wire_name, words},
};

/// The text without control characters, invisible characters, and those that change the direction of text.
pub fn printable(text: &str) -> String {
    crate::docs::printable(text)
}
