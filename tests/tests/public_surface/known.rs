//! Reads `known.txt`: the accepted differences, each with its reason.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;

use tinsmith_tests::repository;

use crate::surface::{Kind, Surface};

/// An accepted difference.
pub(crate) struct Known {
    /// The service, or `*` for all.
    service: String,
    /// The path of an operation, type, member or variant, or a pattern for lines, in which `*` stands for any text.
    what: String,
    reason: String,
    line: usize,
    uses: Cell<usize>,
}

/// The entries of `known.txt`.
pub(crate) struct AllKnown(Vec<Known>);

impl AllKnown {
    /// Reads the file. A line that begins with `=` has the reason for the lines that follow.
    pub(crate) fn read() -> Self {
        let file = repository().join("tests/tests/public_surface/known.txt");
        let text = fs::read_to_string(file).expect("the known differences");
        let mut all = Vec::new();
        let mut reason = String::new();
        for (index, line) in text.lines().enumerate() {
            if let Some(text) = line.strip_prefix("= ") {
                reason = text.to_owned();
            } else if !line.is_empty() && !line.starts_with('#') {
                let (service, what) = line.split_once(' ').expect("a service and what differs");
                all.push(Known {
                    service: service.to_owned(),
                    what: what.to_owned(),
                    reason: reason.clone(),
                    line: index + 1,
                    uses: Cell::new(0),
                });
            }
        }
        Self(all)
    }

    /// The reason for a line that only the official client of the service has.
    pub(crate) fn reason(&self, service: &str, text: &str) -> Option<&str> {
        let mut reason = None;
        for known in &self.0 {
            if (known.service == "*" || known.service == service) && known.explains(text) {
                known.uses.set(known.uses.get() + 1);
                reason = reason.or(Some(known.reason.as_str()));
            }
        }
        reason
    }

    /// How often each entry was used, in the order of the file.
    pub(crate) fn uses(&self) -> Vec<usize> {
        self.0.iter().map(|known| known.uses.get()).collect()
    }

    /// The entries for these services that were not used. Entries for all services are included only if all services were
    /// compared (`all`).
    pub(crate) fn stale(
        &self,
        services: &BTreeSet<&str>,
        all: bool,
        uses: &[usize],
    ) -> Vec<String> {
        let unused = self.0.iter().zip(uses).filter(|(known, uses)| {
            let is_compared = services.contains(known.service.as_str());
            **uses == 0 && (is_compared || (known.service == "*" && all))
        });
        let unused = unused.map(
            |(
                Known {
                    service,
                    what,
                    line,
                    ..
                },
                _,
            )| { format!("known.txt, line {line}: {service} {what}") },
        );
        unused.collect()
    }
}

impl Known {
    fn explains(&self, text: &str) -> bool {
        if self.what.contains('*') || self.what.contains(' ') {
            return matches(&self.what, text);
        }
        is_of(&self.what, text)
    }
}

/// Whether the text matches the pattern, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Whether a line belongs to an operation (`operation::x`), a type (`types::T`), a member of a type (`types::T.m`), or
/// a variant (`types::T::V`).
fn is_of(path: &str, text: &str) -> bool {
    if has_word(text, path) {
        return true;
    }
    if let Some((owner, member)) = path.rsplit_once('.') {
        let methods = [
            format!("::{member}("),
            format!("::set_{member}("),
            format!("::get_{member}("),
        ];
        let owners = [owner.to_owned(), builder_of(owner)];
        let fluent = owner.rsplit_once("::").map_or("", |(module, _)| module);
        let is_input = owner.ends_with("Input");
        return methods.iter().any(|method| {
            let is_of_owner = owners
                .iter()
                .any(|owner| text.contains(&format!(" {owner}{method}")));
            let is_of_call = text.contains(&format!("FluentBuilder{method}"))
                && (text.contains(&format!(" {fluent}::builders::"))
                    || text.contains(" waiters::"));
            is_of_owner || (is_input && is_of_call)
        });
    }
    let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
    if owner == "operation" {
        return text.contains(&format!(" Client::{name}("));
    }
    if owner == "waiters" {
        return text.contains(&format!("Waiters::wait_until_{name}("));
    }
    let snake = snake(name);
    if matches!(owner, "types" | "types::error") {
        return has_word(text, &builder_of(path))
            || (owner == "types::error" && text.contains(&format!("Error::is_{snake}(")));
    }
    // A variant.
    ["is", "as"]
        .iter()
        .any(|helper| text.contains(&format!(" {owner}::{helper}_{snake}(")))
}

/// Whether the text contains the path as a whole, and not as a part of a longer path.
fn has_word(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let is_word = |it: char| it.is_alphanumeric() || it == '_';
        let before = text[..at].chars().next_back();
        let after = text[at + path.len()..].chars().next();
        !before.is_some_and(|it| is_word(it) || it == ':') && !after.is_some_and(is_word)
    })
}

/// The path of a type's builder.
fn builder_of(owner: &str) -> String {
    match owner.rsplit_once("::") {
        Some((module, name)) => format!("{module}::builders::{name}Builder"),
        None => owner.to_owned(),
    }
}

/// The snake case of a variant's name. Names of variants have no acronyms, so each capital letter begins a word.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The path by which `known.txt` can name the line: the smallest part of the model that our client lacks.
pub(crate) fn family(ours: &Surface, kind: Kind, owner: &str, text: &str) -> String {
    let has = |line: String| ours.lines.contains_key(&(Kind::Path, line));
    let mut parts = owner.split("::");
    if let (Some("operation"), Some(name)) = (parts.next(), parts.next()) {
        let operation = format!("operation::{name}");
        if !has(format!("mod {operation}")) {
            return operation;
        }
    }
    if kind == Kind::Path {
        return text
            .split_once(' ')
            .map_or(text, |(_, path)| path)
            .replace("::builders::", "::")
            .trim_end_matches("Builder")
            .to_owned();
    }
    let of = owner.replace("::builders::", "::");
    let of = of.strip_suffix("Builder").unwrap_or(&of);
    if !has(format!("type {owner}")) {
        return of.to_owned();
    }
    let path = text.split(['(', ' ']).find(|it| it.contains("::"));
    let name = path.and_then(|it| it.rsplit("::").next()).unwrap_or(text);
    match text.split(' ').next() {
        Some("field") => {
            let field = text.trim_start_matches("field ");
            field.split(": ").next().unwrap_or_default().to_owned()
        }
        Some("variant") => format!("{of}::{name}"),
        _ if kind == Kind::Signature => {
            let member = ["set_", "get_"]
                .iter()
                .find_map(|it| name.strip_prefix(it))
                .unwrap_or(name);
            format!("{of}.{member}")
        }
        _ => text.to_owned(),
    }
}
