//! `removeDeprecatedShapes`.

use std::cmp::Ordering;

use super::arguments::Arguments;
use super::edits::{Shapes, remove, remove_members};
use crate::node::Node;
use crate::traits::Traits;

/// Removes the shapes and members that are deprecated since before `relativeDate` or `relativeVersion`.
pub(super) fn remove_deprecated(shapes: &mut Shapes, arguments: &mut Arguments<'_, '_, '_>) {
    let date = arguments.optional_text("relativeDate");
    let version = arguments.optional_text("relativeVersion");
    let (Some(date), Some(version)) = (date, version) else {
        return;
    };
    if let Some(text) = date.filter(|text| !is_date(text)) {
        arguments.report(format!(
            "`{text}` is not a date, expected one such as 2024-10-10"
        ));
        return;
    }
    let limit = version.and_then(Version::parse);
    if let (Some(text), None) = (version, &limit) {
        arguments.report(format!(
            "`{text}` is not a version, expected one such as 1.1.0"
        ));
        return;
    }
    let is_before = |traits: &Traits| {
        let since = traits.get("smithy.api#deprecated");
        let since = since
            .and_then(|value| value.get("since"))
            .and_then(Node::as_str);
        since.is_some_and(|since| {
            let by_date = date.is_some_and(|date| is_date(since) && since < date);
            let since = Version::parse(since);
            by_date || limit.is_some() && since.is_some() && since < limit
        })
    };
    remove_members(shapes, |member| is_before(&member.traits));
    remove(shapes, |_, shape| is_before(&shape.traits));
}

/// Whether a text is a calendar date (`YYYY-MM-DD`).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [4, 2, 2];
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// A semantic version, without its build metadata, which does not count in comparisons.
#[derive(PartialEq, Eq)]
struct Version<'t> {
    numbers: [u64; 3],
    /// The identifiers of a pre-release; none for a release
    before: Vec<&'t str>,
}

impl<'t> Version<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let text = text.split('+').next()?;
        let (release, before) = match text.split_once('-') {
            Some((release, before)) => (release, before.split('.').collect()),
            None => (text, Vec::new()),
        };
        let numbers: Vec<u64> = release
            .split('.')
            .map(|number| is_number(number).then(|| number.parse().ok())?)
            .collect::<Option<_>>()?;
        let is_word = |word: &&str| {
            let mut bytes = word.bytes();
            !word.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let numbers = numbers.try_into().ok()?;
        before
            .iter()
            .all(is_word)
            .then_some(Self { numbers, before })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Ord for Version<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let precedence = |word: &str| {
            // Numbers come before words.
            let number = is_number(word).then(|| word.parse::<u64>().unwrap_or(u64::MAX));
            (number.is_none(), number, word.to_owned())
        };
        let words = |version: &Self| -> Vec<_> {
            let words = version.before.iter();
            words.map(|word| precedence(word)).collect()
        };
        let by_number = self.numbers.cmp(&other.numbers);
        by_number
            .then_with(|| self.before.is_empty().cmp(&other.before.is_empty()))
            .then_with(|| words(self).cmp(&words(other)))
    }
}

impl PartialOrd for Version<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_order_of_their_precedence() {
        let ascending = [
            "0.9.10",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0",
            "1.2.0+build",
            "1.10.0",
        ];
        for pair in ascending.windows(2) {
            let versions = pair.iter().map(|text| Version::parse(text).expect(text));
            let versions: Vec<_> = versions.collect();
            assert!(versions[0] < versions[1], "{pair:?}");
        }
        for text in ["", "1", "1.0", "v1.0.0", "1.0.0.0", "1.0.0-", "2024-10-10"] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn dates() {
        assert!(is_date("2024-10-10"));
        for text in ["", "2024", "2024-1-01", "2024-10-10T00:00:00Z", "1.0.0"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
