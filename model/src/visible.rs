//! Text of models and names of files, as people read it: invisible characters become escapes.
//!
//! Control characters command terminals, and some others change the direction of text. Every message that shows
//! such text goes through this module. A `Diagnostic` does it itself. Reports and generated documentation leave the
//! characters out; in JSON they are JSON's escapes. What is printed for cargo is always one line.

use std::borrow::Cow;

/// Whether a character only confuses or harms where it is shown: controls, which command a terminal; invisible
/// ones; those that change the direction of the text; and noncharacters, which neither HTML nor XML may hold.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// A single line of text with escapes in the place of invisible characters, line breaks among them:
/// `\u{1b}`, `\n`.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_invisible, |c| c.escape_default().collect())
}

/// The same of text that has several lines.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let is_meant = |c: char| is_invisible(c) && !matches!(c, '\n' | '\t');
    escaped(text, is_meant, |c| c.escape_default().collect())
}

/// A JSON document that means the same, with escapes of JSON in the place of invisible characters, which are in
/// strings. `document` has been written by a serializer.
pub fn visible_json(document: &str) -> Cow<'_, str> {
    let is_meant = |c: char| is_invisible(c) && c != '\n';
    escaped(document, is_meant, |c| {
        // JSON has escapes of UTF-16.
        let mut units = [0; 2];
        let units = c.encode_utf16(&mut units).iter();
        units.map(|unit| format!("\\u{unit:04x}")).collect()
    })
}

fn escaped(
    text: &str,
    is_meant: impl Fn(char) -> bool,
    escape: impl Fn(char) -> String,
) -> Cow<'_, str> {
    if !text.contains(&is_meant) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_meant(c) {
            shown.push_str(&escape(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_is_escaped() {
        for (text, shown) in [
            ("plain, ünïcode, \u{1f980}", "plain, ünïcode, \u{1f980}"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\u{7}b\u{8}c\u{7f}", "a\\u{7}b\\u{8}c\\u{7f}"),
            ("over\rwritten", "over\\rwritten"),
            ("\u{202e}desrever\u{2066}", "\\u{202e}desrever\\u{2066}"),
            ("\u{fffe}\u{fdd0}\u{1ffff}", "\\u{fffe}\\u{fdd0}\\u{1ffff}"),
        ] {
            assert_eq!(visible(text), shown);
            assert_eq!(visible_lines(text), shown);
        }
        assert_eq!(visible("one\n\ttwo"), "one\\n\\ttwo");
        assert_eq!(visible_lines("one\n\ttwo"), "one\n\ttwo");
    }

    #[test]
    fn a_document_means_the_same() {
        let value = serde_json::json!({ "a\u{9b}": "\u{202e}\u{7f}\n\u{1b}\u{1fffe}é" });
        let document = format!("{value:#}");
        let shown = visible_json(&document);
        assert!(
            !shown.chars().any(|c| is_invisible(c) && c != '\n'),
            "{shown}"
        );
        let read: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        assert_eq!(read, value);
    }
}
