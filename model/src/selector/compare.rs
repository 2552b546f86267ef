//! Comparisons of the values of attributes (Smithy 2.0, "Attribute comparison").

use std::borrow::Cow;
use std::collections::HashSet;

use super::Comparator;
use super::attribute::Value;
use crate::graph::Graph;
use crate::node::Node;

/// Whether a comparison holds for one of the values on each side.
pub(super) fn holds(
    graph: &Graph<'_>,
    left: &Value<'_>,
    comparator: Comparator,
    right: &Value<'_>,
    ignores_case: bool,
) -> bool {
    match comparator {
        Comparator::Exists => {
            let wanted = texts(graph, right, false);
            let exists = !matches!(left, Value::Missing);
            wanted.iter().any(|text| match text.as_ref() {
                "true" => exists,
                "false" => !exists,
                _ => false,
            })
        }
        Comparator::SameValues
        | Comparator::OtherValues
        | Comparator::Subset
        | Comparator::ProperSubset => {
            let set = |value| -> HashSet<Cow<'_, str>> {
                texts(graph, value, ignores_case).into_iter().collect()
            };
            if !is_several(left) || !is_several(right) {
                return false;
            }
            let (left, right) = (set(left), set(right));
            match comparator {
                Comparator::SameValues => left == right,
                Comparator::OtherValues => left != right,
                Comparator::Subset => left.is_subset(&right),
                _ => left.is_subset(&right) && left != right,
            }
        }
        _ => {
            let (left, right) = (
                texts(graph, left, ignores_case),
                texts(graph, right, ignores_case),
            );
            left.iter()
                .any(|left| right.iter().any(|right| one(left, comparator, right)))
        }
    }
}

/// Whether there are several values. Where `(values)` gives none, there are none of them.
fn is_several(value: &Value<'_>) -> bool {
    matches!(value, Value::Several(_) | Value::Missing)
}

fn one(left: &str, comparator: Comparator, right: &str) -> bool {
    let numbers = || Some((left.parse::<f64>().ok()?, right.parse::<f64>().ok()?));
    match comparator {
        Comparator::Equal => left == right,
        Comparator::NotEqual => left != right,
        Comparator::StartsWith => left.starts_with(right),
        Comparator::EndsWith => left.ends_with(right),
        Comparator::Contains => left.contains(right),
        Comparator::Greater => numbers().is_some_and(|(left, right)| left > right),
        Comparator::GreaterOrEqual => numbers().is_some_and(|(left, right)| left >= right),
        Comparator::Less => numbers().is_some_and(|(left, right)| left < right),
        Comparator::LessOrEqual => numbers().is_some_and(|(left, right)| left <= right),
        _ => false,
    }
}

/// The values that can be compared, as text.
pub(super) fn texts<'v>(
    graph: &Graph<'_>,
    value: &'v Value<'_>,
    ignores_case: bool,
) -> Vec<Cow<'v, str>> {
    let found: Vec<Cow<'v, str>> = match value {
        Value::Several(values) => values
            .iter()
            .filter_map(|value| text(graph, value))
            .collect(),
        value => text(graph, value).into_iter().collect(),
    };
    if !ignores_case {
        return found;
    }
    let found = found.into_iter();
    found.map(|text| Cow::Owned(text.to_lowercase())).collect()
}

fn text<'v>(graph: &Graph<'_>, value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    let of_node = |node: &'v Node| match node {
        Node::String(text) => Some(Cow::Borrowed(text.as_str())),
        Node::Bool(_) | Node::Number(_) => Some(Cow::Owned(node.to_string())),
        _ => None,
    };
    match value {
        Value::Id(text) | Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Shape(vertex) | Value::Service(vertex) => Some(Cow::Owned(graph.id(*vertex))),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Node(node) => of_node(node),
        Value::Made(node) => of_node(node),
        Value::Missing | Value::Traits(_) | Value::Variables | Value::Several(_) => None,
    }
}
