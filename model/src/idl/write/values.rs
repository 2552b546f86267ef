//! Node values, keys, and what may be a comment.

use std::fmt::Write as _;

use crate::id::is_identifier;
use crate::node::Node;
use crate::visible::is_invisible;

/// Whether comments can have all characters of a documentation, and people see them.
pub(super) fn can_be_comment(text: &str) -> bool {
    !text.contains(|c: char| is_invisible(c) && !matches!(c, '\n' | '\t'))
}

/// Writes a value. As deep as the parsers let values be.
pub(super) fn write(value: &Node, out: &mut String) {
    match value {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) => out.push_str(number.as_str()),
        Node::String(text) => write_text(text, out),
        Node::Array(items) => {
            out.push('[');
            for item in items {
                write(item, out);
                out.push('\n');
            }
            out.push(']');
        }
        Node::Object(entries) => {
            out.push('{');
            write_entries(entries, out);
            out.push('}');
        }
    }
}

/// Writes the value of a trait in its parentheses: the braces of an object are left out.
pub(super) fn write_in_trait(value: &Node, out: &mut String) {
    out.push('(');
    match value {
        Node::Object(entries) if !entries.is_empty() => write_entries(entries, out),
        value => write(value, out),
    }
    out.push(')');
}

fn write_entries(entries: &[(String, Node)], out: &mut String) {
    for (key, value) in entries {
        write_key(key, out);
        out.push_str(": ");
        write(value, out);
        out.push('\n');
    }
}

pub(super) fn write_key(key: &str, out: &mut String) {
    if is_identifier(key) {
        out.push_str(key);
    } else {
        write_text(key, out);
    }
}

/// Writes a quoted text (Smithy 2.0, "String escape characters").
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string does not fail. All invisible characters have up to four digits.
            c if is_invisible(c) => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
}
