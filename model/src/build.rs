//! `smithy-build.json`: which files make a model, and what a projection makes of it (Smithy 2.0,
//! "smithy-build.json").
//!
//! `source` reads the files that it names. The transforms of the projection change the merged shapes, after mixins
//! are flattened; `edits` has what several of them need, `rename`, `types`, `deprecated`, `selected` and
//! `suppressions` have one or two each. A shape that is removed takes with it what refers to it: members, bindings, and the lists and
//! maps that hold it.

mod arguments;
mod deprecated;
mod edits;
mod rename;
mod selected;
mod suppressions;
mod transforms;
mod types;

use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::source::build_file::paths;

pub(crate) use transforms::transform;

/// Reports what is wrong with a configuration, transforms apart.
pub(crate) fn check(file: u32, document: &Node, projection: Option<&str>, issues: &mut Issues<'_>) {
    let root = At::ROOT;
    for key in ["sources", "imports"] {
        check_paths(file, document.get(key), &root.key(key), issues);
    }
    if paths(document, projection).is_empty() {
        issues.report(file, &root, "the file names no `sources` and no `imports`");
    }
    let Some(name) = projection else { return };
    let at = root.key("projections");
    let projections = document.get("projections").and_then(Node::as_object);
    let projections = projections.unwrap_or_default();
    match projections.iter().find(|(known, _)| known == name) {
        Some((_, found)) => {
            let at = at.key(name);
            check_paths(file, found.get("imports"), &at.key("imports"), issues);
        }
        None => {
            let hint = did_you_mean(name, projections.iter().map(|(name, _)| name.as_str()));
            let message = format!("there is no projection `{name}`");
            issues.report(file, &at, message).hint(hint);
        }
    }
}

fn check_paths(file: u32, value: Option<&Node>, at: &At<'_>, issues: &mut Issues<'_>) {
    let is_path = |item: &Node| item.as_str().is_some();
    let is_list = |value: &Node| {
        value
            .as_array()
            .is_some_and(|items| items.iter().all(is_path))
    };
    if value.is_some_and(|value| !is_list(value)) {
        issues.report(file, at, "expected an array of paths");
    }
}
