//! Words in names, as far as the metadata configures a validator for them (Smithy 2.0, "Linters").

use super::Lint;
use super::custom::{Configured, configured, matches, parsed_selector, report_configuration};
use super::naming::{emit, is_skipped};
use super::quoted;
use crate::events::Severity;
use crate::graph::VertexKind;
use crate::node::Node;

/// The words of a name: `IPAddress_v2` has `IP`, `Address`, `v` and `2`.
pub(super) fn words(name: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Upper,
        Lower,
        Digit,
        Other,
    }
    let class = |c: char| match c {
        _ if c.is_ascii_uppercase() => Class::Upper,
        _ if c.is_ascii_lowercase() => Class::Lower,
        _ if c.is_ascii_digit() => Class::Digit,
        _ => Class::Other,
    };
    let mut starts = vec![0];
    let mut before: Option<(usize, Class, bool)> = None;
    for (at, c) in name.char_indices() {
        let class = class(c);
        if let Some((last, of_last, is_start)) = before
            && of_last != class
        {
            // The last capital of several starts the next word.
            let starts_word = of_last == Class::Upper && class == Class::Lower;
            if !starts_word {
                starts.push(at);
            } else if !is_start {
                starts.push(last);
            }
        }
        let is_start = starts.last() == Some(&at);
        before = Some((at, class, is_start));
    }
    let ends = starts.iter().skip(1).copied().chain([name.len()]);
    let words = starts.iter().zip(ends);
    let words = words.filter_map(|(start, end)| name.get(*start..end));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .collect()
}

pub(super) fn check_abbreviations(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "AbbreviationName") {
        let allowed = configured.texts("allowedAbbreviations").unwrap_or_default();
        let is_allowed = |word: &str| allowed.iter().any(|it| it.eq_ignore_ascii_case(word));
        for vertex in graph.vertices() {
            if is_skipped(lint, &configured, vertex) {
                continue;
            }
            let name = graph.name(vertex);
            let is_abbreviation = |word: &&str| {
                word.chars().filter(char::is_ascii_uppercase).count() > 1 && !is_allowed(word)
            };
            let found: Vec<&str> = words(name).into_iter().filter(is_abbreviation).collect();
            if !found.is_empty() {
                let message = format!("the name `{name}` has abbreviations: {}", quoted(found));
                emit(lint, &configured, vertex, Severity::Danger, message);
            }
        }
    }
}

pub(super) fn check_reserved(lint: &mut Lint<'_, '_, '_>) {
    for configured in configured(lint.graph, "ReservedWords") {
        let Some(reserved) = configured.get("reserved").and_then(Node::as_array) else {
            report_configuration(lint, &configured, "has no `reserved`");
            continue;
        };
        for entry in reserved {
            check_reserved_words(lint, &configured, entry);
        }
    }
}

fn check_reserved_words(lint: &mut Lint<'_, '_, '_>, configured: &Configured<'_>, entry: &Node) {
    let graph = lint.graph;
    let text = |key: &str| entry.get(key).and_then(Node::as_str);
    let list = |key: &str| -> Vec<String> {
        let list = entry.get(key).and_then(Node::as_array);
        let list = list.unwrap_or_default().iter().filter_map(Node::as_str);
        list.map(str::to_lowercase).collect()
    };
    let (reserved, terms) = (list("words"), list("terms"));
    let is_pattern = |word: &String| {
        let inner = word.strip_prefix('*').unwrap_or(word);
        let inner = inner.strip_suffix('*').unwrap_or(inner);
        !inner.is_empty() && !inner.contains('*')
    };
    if (reserved.is_empty() && terms.is_empty()) || !reserved.iter().all(is_pattern) {
        let problem = "needs `words`, which may start and end with `*`, or `terms`";
        return report_configuration(lint, configured, problem);
    }
    let selector = text("selector").unwrap_or("*");
    let Some(selector) = parsed_selector(lint, configured, selector) else {
        return;
    };
    for vertex in matches(lint, configured, &selector).unwrap_or_default() {
        let name = graph.name(vertex);
        let lower = name.to_lowercase();
        let words: Vec<String> = words(name).into_iter().map(str::to_lowercase).collect();
        let is_reserved = terms.iter().any(|term| has_term(&words, term))
            || reserved.iter().any(
                |word| match (word.strip_prefix('*'), word.strip_suffix('*')) {
                    (Some(inner), Some(_)) => lower.contains(inner.trim_end_matches('*')),
                    (Some(end), None) => lower.ends_with(end),
                    (None, Some(start)) => lower.starts_with(start),
                    (None, None) => lower == *word,
                },
            );
        if is_reserved {
            let reason = text("reason").map_or_else(String::new, |reason| format!(": {reason}"));
            let message = format!("the name `{name}` is reserved{reason}");
            emit(lint, configured, vertex, Severity::Danger, message);
        }
    }
}

pub(super) fn check_verbs(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "StandardOperationVerb") {
        let verbs = configured.texts("verbs").unwrap_or_default();
        let prefixes = configured.texts("prefixes").unwrap_or_default();
        let alternatives = configured.get("suggestAlternatives");
        let is_empty = |node: &Node| node.as_object().is_none_or(<[_]>::is_empty);
        if verbs.is_empty() && alternatives.is_none_or(is_empty) {
            report_configuration(
                lint,
                &configured,
                "has neither `verbs` nor `suggestAlternatives`",
            );
            continue;
        }
        for operation in graph.of_kind(VertexKind::Operation) {
            if is_skipped(lint, &configured, operation) {
                continue;
            }
            let name = graph.name(operation);
            let words = words(name);
            let prefixed = words.first().is_some_and(|word| prefixes.contains(word));
            let Some(verb) = words.get(usize::from(prefixed)) else {
                let message = format!("the name `{name}` has no verb");
                emit(lint, &configured, operation, Severity::Danger, message);
                continue;
            };
            let better = alternatives.and_then(|it| it.get(verb)?.as_array());
            let expected = match better {
                Some(better) => better.iter().filter_map(Node::as_str).collect(),
                None if verbs.contains(verb) || verbs.is_empty() => continue,
                None => verbs.clone(),
            };
            let message = format!(
                "the verb of the name, `{verb}`, is not a usual one, expected {}",
                quoted(expected)
            );
            emit(lint, &configured, operation, Severity::Danger, message);
        }
    }
}

/// Whether words follow each other as in a term, or are written as one.
pub(super) fn has_term(words: &[String], term: &str) -> bool {
    let parts: Vec<&str> = term.split(' ').collect();
    let joined = parts.concat();
    words.windows(parts.len()).any(|window| window == parts) || words.contains(&joined)
}
