//! The report of what changed in a service, for people.
//!
//! [`page`] is the document; each format writes it in its own way.

pub mod page;
