//! Additions to a model that stand in a file of their own.

use std::collections::{HashMap, HashSet};

use super::Neighbour;
use crate::issues::{At, Issues};
use crate::node::Node;

/// Merges what an extras file adds into the document: objects key by key, all else in place of what was.
pub(super) fn extras(document: &mut Node, extras: &Neighbour, issues: &mut Issues<'_>) {
    match extras.document.get("merge") {
        Some(added @ Node::Object(_)) => merge(document, added),
        Some(other) => {
            let message = format!("expected an object, found {}", other.describe());
            issues.report(extras.file, &At::ROOT.key("merge"), message);
        }
        None => {
            let message = "the file has no `merge`, expected an object with additions to the model";
            issues.report(extras.file, &At::ROOT, message);
        }
    }
}

fn merge(document: &mut Node, added: &Node) {
    let mut waiting = vec![(document, added)];
    while let Some((into, added)) = waiting.pop() {
        if into.as_object().is_none() || added.as_object().is_none() {
            *into = added.clone();
            continue;
        }
        let (Node::Object(entries), Node::Object(added)) = (into, added) else {
            continue;
        };
        let known: HashSet<String> = entries.iter().map(|(key, _)| key.clone()).collect();
        let (known, fresh): (Vec<_>, Vec<_>) =
            added.iter().partition(|(key, _)| known.contains(key));
        let mut known: HashMap<&String, &Node> =
            known.into_iter().map(|(key, value)| (key, value)).collect();
        entries.extend(fresh.into_iter().cloned());
        for (key, into) in entries {
            if let Some(value) = known.remove(key) {
                waiting.push((into, value));
            }
        }
    }
}
