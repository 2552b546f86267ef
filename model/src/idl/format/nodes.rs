//! Node values.

use super::super::lexer::Token;
use super::super::text::lines_of_block;
use super::pieces::Comment;
use super::{Printer, STEP, WIDTH, column, new_line};
use crate::id::is_identifier;

/// A value as it is written.
pub(super) enum Value<'s> {
    /// A number, a keyword, an id or a quoted text
    Plain(&'s str),
    /// A text block
    Block(&'s str),
    Array(Vec<Child<'s>>),
    Object(Vec<Child<'s>>),
}

/// What has a line of its own between brackets if they are on several lines.
pub(super) enum Child<'s> {
    Comment(Comment<'s>),
    Value(Option<&'s str>, Value<'s>),
}

/// Where a value stands.
#[derive(Copy, Clone, Default)]
pub(super) struct Place {
    /// The indentation of the line on which the value starts.
    pub(super) indent: usize,
    /// Whether it stands after a key, on the key's line.
    pub(super) after_key: bool,
    /// Whether an array or an object that is not empty is on several lines in any case.
    pub(super) is_open: bool,
    /// Whether it may have [`WIDTH`] columns of its own, whatever stands before it on the line.
    pub(super) is_alone: bool,
    /// Whether that is so for the values in it.
    pub(super) are_children_alone: bool,
    /// The number of characters that follow it on its last line.
    pub(super) followed_by: usize,
}

impl<'s> Printer<'s> {
    /// Steps over a value. As deep as the parser lets values be.
    pub(super) fn value(&mut self) -> Value<'s> {
        match self.token() {
            Token::LeftBracket => {
                self.take();
                let items = self.children(Token::RightBracket);
                self.take();
                Value::Array(items)
            }
            Token::LeftBrace => {
                self.take();
                let entries = self.children(Token::RightBrace);
                self.take();
                Value::Object(entries)
            }
            Token::Identifier => Value::Plain(self.shape_id()),
            Token::Block => Value::Block(self.take()),
            _ => Value::Plain(self.take()),
        }
    }

    /// Steps over what is between brackets, up to the closing one.
    pub(super) fn children(&mut self, end: Token) -> Vec<Child<'s>> {
        let mut children = Vec::new();
        loop {
            children.extend(self.comments().into_iter().map(Child::Comment));
            if self.token() == end || self.token() == Token::End {
                return children;
            }
            let outer = std::mem::take(&mut self.displaced);
            let is_key = self.peek(1) == Token::Colon;
            let key = is_key.then(|| self.take());
            if is_key {
                self.take();
            }
            let value = self.value();
            let displaced = std::mem::replace(&mut self.displaced, outer);
            children.extend(displaced.into_iter().map(Child::Comment));
            children.push(Child::Value(key, value));
        }
    }
}

impl Value<'_> {
    pub(super) fn write(&self, place: Place, out: &mut String) {
        match self {
            Value::Plain(text) => write_plain(text, out),
            Value::Block(text) => {
                let step = if place.after_key { STEP } else { 0 };
                write_block(text, place.indent + step, out);
            }
            Value::Array(items) => bracketed(["[", "]"], items, place, out),
            Value::Object(entries) => bracketed(["{", "}"], entries, place, out),
        }
    }

    /// Whether brackets around the value are on several lines.
    pub(super) fn has_lines(&self) -> bool {
        match self {
            Value::Plain(text) => text.contains(['\n', '\r']),
            Value::Block(_) | Value::Array(_) | Value::Object(_) => true,
        }
    }
}

/// Writes children between brackets: on one line if they have no lines of their own and fit.
pub(super) fn bracketed(
    [open, close]: [&str; 2],
    children: &[Child<'_>],
    place: Place,
    out: &mut String,
) {
    let has_lines = |child: &Child<'_>| match child {
        Child::Comment(_) => true,
        Child::Value(_, value) => value.has_lines(),
    };
    let is_open = place.is_open || children.iter().any(has_lines);
    if children.is_empty() || !is_open {
        let start = out.len();
        let before = column(out);
        on_one_line([open, close], children, out);
        let width = out.get(start..).map_or(0, |text| text.chars().count());
        let is_alone = place.is_alone || open == "(" && children.len() == 1;
        let before = if is_alone { 0 } else { before };
        // An item without a key would not get shorter on a line of its own.
        let is_single_item = matches!(children, [] | [Child::Value(None, _)]);
        if is_single_item || before + width + place.followed_by <= WIDTH {
            return;
        }
        out.truncate(start);
    }
    out.push_str(open);
    let inner = place.indent + STEP;
    for child in children {
        new_line(inner, out);
        let place = Place {
            indent: inner,
            is_open: open == "[" && matches!(child, Child::Value(_, Value::Object(_))),
            is_alone: place.are_children_alone,
            are_children_alone: place.are_children_alone,
            ..Place::default()
        };
        write_child(child, place, out);
    }
    new_line(place.indent, out);
    out.push_str(close);
}

fn on_one_line([open, close]: [&str; 2], children: &[Child<'_>], out: &mut String) {
    let is_object = open == "{" && !children.is_empty();
    let padding = if is_object { " " } else { "" };
    out.push_str(open);
    out.push_str(padding);
    for (index, child) in children.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        write_child(child, Place::default(), out);
    }
    out.push_str(padding);
    out.push_str(close);
}

pub(super) fn write_child(child: &Child<'_>, place: Place, out: &mut String) {
    match child {
        Child::Comment(comment) => comment.write(false, out),
        Child::Value(None, value) => value.write(place, out),
        Child::Value(Some(key), value) => {
            write_key(key, out);
            out.push_str(": ");
            let after_key = true;
            value.write(Place { after_key, ..place }, out);
        }
    }
}

/// Writes a key, without the quotes if it needs none.
pub(super) fn write_key(key: &str, out: &mut String) {
    let inner = key
        .strip_prefix('"')
        .and_then(|key| key.strip_suffix('"'))
        .filter(|key| is_identifier(key));
    match inner {
        Some(inner) => out.push_str(inner),
        None => write_plain(key, out),
    }
}

/// Writes a text with one kind of line ends.
fn write_plain(text: &str, out: &mut String) {
    if text.contains('\r') {
        out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        out.push_str(text);
    }
}

/// Writes a text block whose lines are indented.
fn write_block(text: &str, indent: usize, out: &mut String) {
    const QUOTES: &str = "\"\"\"";
    let inner = text.get(3..text.len().saturating_sub(3));
    // The parser has accepted it.
    let Ok(lines) = lines_of_block(inner.unwrap_or_default()) else {
        return write_plain(text, out);
    };
    out.push_str(QUOTES);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() && index != last {
            out.push('\n');
        } else {
            new_line(indent, out);
            out.push_str(line);
        }
    }
    out.push_str(QUOTES);
}
