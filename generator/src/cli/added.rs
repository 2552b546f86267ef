//! What `tinsmith add` puts into a package and `tinsmith update` brings up to date: a model, dependencies, a call in the build
//! script, an example.

pub(super) mod build_script;
pub(super) mod client;
mod cut;
mod example;
pub(super) mod files;
pub(super) mod find;
pub(super) mod manifest;
pub(super) mod package;
pub(super) mod record;
