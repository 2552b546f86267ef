//! Values of traits as they are made.

use crate::node::Node;

/// The value of an annotation trait.
pub(super) fn annotation() -> Node {
    Node::Object(Vec::new())
}

/// An object of those entries that have a value.
pub(super) fn object<const N: usize>(entries: [(&str, Option<Node>); N]) -> Node {
    let entries = entries.into_iter();
    Node::Object(
        entries
            .filter_map(|(key, value)| Some((key.to_owned(), value?)))
            .collect(),
    )
}

pub(super) fn string(text: impl Into<String>) -> Node {
    Node::String(text.into())
}
