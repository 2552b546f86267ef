//! The model that is written: the chosen operations of a service and what they reach, with as much documentation as is
//! wanted.

use crate::model::{Closure, Node, visible_json};

use super::record::{Docs, KEY, Record};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// The value of `enum` has documentation of its own (Smithy 1.0, "enum trait").
const ENUM: &str = "smithy.api#enum";

/// The text of the model of a closure, with the note.
pub(in crate::cli) fn text(closure: &Closure<'_>, record: &Record) -> String {
    let mut document = closure.cut(closure.model());
    if let Node::Object(fields) = &mut document {
        if record.docs != Docs::Full
            && let Some((_, Node::Object(shapes))) =
                fields.iter_mut().find(|(key, _)| key == "shapes")
        {
            for (_, shape) in shapes {
                cut(shape, record.docs);
            }
        }
        let note = vec![(KEY.to_owned(), record.node())];
        // After the version of Smithy, so that whoever opens the file sees it.
        fields.insert(1, ("metadata".to_owned(), Node::Object(note)));
    }
    visible_json(&format!("{document:#}\n")).into_owned()
}

/// Cuts the documentation of a shape and of its members.
fn cut(shape: &mut Node, docs: Docs) {
    let Node::Object(fields) = shape else { return };
    for (key, value) in fields.iter_mut() {
        match (key.as_str(), value) {
            ("traits", Node::Object(traits)) => cut_traits(traits, docs),
            ("member" | "key" | "value", member) => cut_member(member, docs),
            ("members", Node::Object(members)) => {
                for (_, member) in members {
                    cut_member(member, docs);
                }
            }
            _ => {}
        }
    }
    remove_empty(fields);
}

fn cut_member(member: &mut Node, docs: Docs) {
    let Node::Object(fields) = member else { return };
    for (key, value) in fields.iter_mut() {
        if let ("traits", Node::Object(traits)) = (key.as_str(), value) {
            cut_traits(traits, docs);
        }
    }
    remove_empty(fields);
}

/// Removes the traits if none are left.
fn remove_empty(fields: &mut Vec<(String, Node)>) {
    fields.retain(|(key, value)| {
        !(key == "traits" && matches!(value, Node::Object(traits) if traits.is_empty()))
    });
}

fn cut_traits(traits: &mut Vec<(String, Node)>, docs: Docs) {
    for (id, value) in traits.iter_mut() {
        if let (ENUM, Node::Array(values)) = (id.as_str(), value) {
            for value in values {
                if let Node::Object(fields) = value {
                    cut_texts(fields, "documentation", docs);
                }
            }
        }
    }
    cut_texts(traits, DOCUMENTATION, docs);
}

fn cut_texts(fields: &mut Vec<(String, Node)>, wanted: &str, docs: Docs) {
    if docs == Docs::None {
        fields.retain(|(key, _)| key != wanted);
        return;
    }
    for (key, value) in fields {
        if let (true, Node::String(text)) = (*key == wanted, value) {
            *text = first_sentence(text).to_owned();
        }
    }
}

/// Words that end with a full stop and do not end a sentence.
const ABBREVIATIONS: [&str; 8] = ["e.g", "i.e", "etc", "vs", "cf", "approx", "incl", "no"];

/// The tags after which another block begins.
const BLOCKS: [&str; 12] = [
    "</p",
    "<br",
    "<ul",
    "<ol",
    "<dl",
    "<note",
    "<important",
    "<table",
    "<pre",
    "<h",
    "</title",
    "</div",
];

/// As long as the longest of these.
const LONGEST_TAG: usize = 10;

/// The first sentence of a text in HTML or CommonMark. Elements that it leaves open end with it.
fn first_sentence(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let mut has_words = false;
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let next = at + c.len_utf8();
        if c == '<' {
            let name: String = rest.chars().take(LONGEST_TAG).collect();
            let name = name.to_ascii_lowercase();
            if has_words && BLOCKS.iter().any(|tag| name.starts_with(tag)) {
                return text[..at].trim();
            }
            at = rest.find('>').map_or(next, |end| at + end + 1);
            continue;
        }
        if has_words && rest.starts_with("\n\n") {
            return text[..at].trim();
        }
        let ends = matches!(c, '.' | '!' | '?')
            && text[next..]
                .chars()
                .next()
                .is_none_or(|after| after.is_whitespace() || after == '<');
        if ends && has_words && !is_abbreviation(&text[..at]) {
            return text[..next].trim();
        }
        has_words |= c.is_alphanumeric();
        at = next;
    }
    text.trim()
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '>'))
        .next();
    word.is_some_and(|word| ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_before_the_next() {
        for (text, expected) in [
            ("", ""),
            ("One. Two.", "One."),
            ("<p>One <i>word</i>. Two.</p>", "<p>One <i>word</i>."),
            ("<p>No end</p><p>Two.</p>", "<p>No end"),
            (
                "<p>A version, e.g. 1.2.3. Two.</p>",
                "<p>A version, e.g. 1.2.3.",
            ),
            ("Of these:<ul><li>a.</li></ul>", "Of these:"),
            ("One line\nand another\n\nTwo", "One line\nand another"),
            ("Not <closed", "Not <closed"),
            ("\u{e9}t\u{e9}? Oui.", "\u{e9}t\u{e9}?"),
            ("<p/>", "<p/>"),
        ] {
            assert_eq!(first_sentence(text), expected, "{text}");
        }
    }
}
