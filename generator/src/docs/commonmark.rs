//! Documentation in plain CommonMark: the subset that documentation of models uses.
//!
//! One difference to CommonMark is intended: indentation alone never makes a code block, since paragraphs of models
//! are indented like the file that they were written in.

use std::iter::Peekable;
use std::str::Lines;

use super::blocks::Blocks;
use super::escape;
use super::html::decode;
use super::inline::{Inline, Style};

/// The longest text of a link or an emphasis that is recognized, in bytes.
const MAX_SPAN: usize = 1000;

/// Converts documentation without tags.
pub(super) fn convert(source: &str) -> String {
    let mut converter = Converter::default();
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        converter.line(line, &mut lines);
    }
    converter.flush();
    converter.blocks.finish()
}

/// A list that is open: the columns of its marker and of its text.
#[derive(Debug)]
struct List {
    ordered: bool,
    marker: usize,
    text: usize,
}

#[derive(Debug, Default)]
struct Converter {
    blocks: Blocks,
    paragraph: String,
    lists: Vec<List>,
    quoted: bool,
}

impl Converter {
    fn line(&mut self, line: &str, following: &mut Peekable<Lines<'_>>) {
        let (indent, body) = measure(line);
        if body.is_empty() {
            self.flush();
            return;
        }
        let quote = body.strip_prefix('>');
        if quote.is_some() != self.quoted && (quote.is_some() || self.paragraph.is_empty()) {
            self.toggle_quote();
        }
        let (indent, body) = match quote.map(measure) {
            Some((_, "")) => return self.flush(),
            Some(inner) => inner,
            None => (indent, body),
        };
        if let Some(fence) = fence(body) {
            self.flush();
            self.leave_lists(indent);
            self.blocks.code(&fenced(fence, indent, following));
        } else if let Some((level, text)) = heading(body) {
            self.flush();
            self.leave_lists(indent);
            self.heading(level, text);
        } else if let Some(level) = underline(body) {
            let text = std::mem::take(&mut self.paragraph);
            self.heading(level, &text);
        } else if body.contains('|') && following.peek().is_some_and(|next| is_delimiter_row(next))
        {
            self.flush();
            self.leave_lists(indent);
            self.table(body, following);
        } else if let Some(marker) = Marker::of(body).filter(|marker| self.starts_item(marker)) {
            self.item(indent, &marker, &body[marker.length..]);
        } else {
            if self.paragraph.is_empty() {
                self.leave_lists(indent);
            }
            self.paragraph.push_str(body);
            self.paragraph.push('\n');
        }
    }

    /// Whether the marker starts an item. A number at the start of a line within a paragraph is part of the sentence,
    /// unless a numbered list is open.
    fn starts_item(&self, marker: &Marker) -> bool {
        self.paragraph.is_empty()
            || marker.starts_list
            || self.lists.last().is_some_and(|list| list.ordered)
    }

    fn toggle_quote(&mut self) {
        self.flush();
        self.lists.clear();
        self.blocks.end_all();
        self.quoted = !self.quoted;
        if self.quoted {
            self.blocks.begin_quote(None);
        }
    }

    fn item(&mut self, indent: usize, marker: &Marker, text: &str) {
        self.flush();
        self.leave_lists_but(|list| {
            indent >= list.text || (indent >= list.marker && list.ordered == marker.ordered)
        });
        if self.lists.last().is_none_or(|list| indent >= list.text) {
            self.blocks.begin_list(marker.ordered);
            self.lists.push(List {
                ordered: marker.ordered,
                marker: indent,
                text: indent + marker.length,
            });
        }
        self.blocks.begin_item();
        self.paragraph.push_str(text.trim_start());
        self.paragraph.push('\n');
    }

    /// Closes the lists that a block at this column is not part of.
    fn leave_lists(&mut self, indent: usize) {
        self.leave_lists_but(|list| indent >= list.text);
    }

    fn leave_lists_but(&mut self, contains: impl Fn(&List) -> bool) {
        while self.lists.last().is_some_and(|list| !contains(list)) {
            self.lists.pop();
            self.blocks.end_list();
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        if let Some(text) = running_text(text).finish_cell() {
            self.blocks.heading(level, &text);
        }
    }

    fn table(&mut self, head: &str, following: &mut Peekable<Lines<'_>>) {
        let mut rows = vec![cells(head)];
        following.next(); // the delimiter row
        while let Some(row) = following.next_if(|line| line.contains('|')) {
            rows.push(cells(row));
        }
        self.blocks.table(&rows);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if let Some(text) = running_text(&text).finish() {
            self.blocks.paragraph(&text);
        }
    }
}

/// The column at which a line starts, and the line from there.
fn measure(line: &str) -> (usize, &str) {
    let body = line.trim_start();
    let indent = line[..line.len() - body.len()]
        .chars()
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum();
    (indent, body.trim_end())
}

/// The marker of a list's item.
#[derive(Debug)]
struct Marker {
    ordered: bool,
    /// With the space after it.
    length: usize,
    /// Whether a list can start with it: a bullet or the number 1.
    starts_list: bool,
}

impl Marker {
    fn of(body: &str) -> Option<Marker> {
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let rest = match digits {
            0 => body.strip_prefix(['-', '*', '+', '•'])?,
            1..=9 => body[digits..].strip_prefix(['.', ')'])?,
            _ => return None,
        };
        let text = rest.strip_prefix([' ', '\t'])?;
        let starts_at_one = digits == 0 || body[..digits].parse() == Ok(1);
        Some(Marker {
            ordered: digits > 0,
            length: body.len() - text.len(),
            starts_list: starts_at_one,
        })
    }
}

/// The fence of a code block: its character and length.
fn fence(body: &str) -> Option<(char, usize)> {
    let character = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = body.trim_start_matches(character);
    let length = body.len() - info.len();
    (length >= 3 && !info.contains('`')).then_some((character, length))
}

/// The lines up to the end of the code block.
fn fenced(
    (character, length): (char, usize),
    indent: usize,
    following: &mut Peekable<Lines<'_>>,
) -> String {
    let mut code = String::new();
    for line in following {
        let body = line.trim();
        if body.len() >= length && body.chars().all(|c| c == character) {
            break;
        }
        let extra = line.bytes().take(indent).take_while(|b| *b == b' ').count();
        code.push_str(&line[extra..]);
        code.push('\n');
    }
    code
}

fn heading(body: &str) -> Option<(usize, &str)> {
    let text = body.trim_start_matches('#');
    let level = body.len() - text.len();
    let text = text
        .strip_prefix(' ')
        .filter(|_| (1..=6).contains(&level))?;
    Some((level, text.trim_end_matches('#').trim()))
}

/// The level of the heading that this line underlines.
fn underline(body: &str) -> Option<usize> {
    let rule = |c: char| body.len() >= 3 && body.chars().all(|other| other == c);
    match body.chars().next()? {
        '=' if rule('=') => Some(1),
        c @ ('-' | '*' | '_') if rule(c) => Some(2),
        _ => None,
    }
}

fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
}

fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|')
        .map(|cell| running_text(cell).finish_cell().unwrap_or_default())
        .collect()
}

/// Reads the inline markup of a paragraph.
fn running_text(text: &str) -> Inline {
    let decoded = decode(text);
    let text = decoded.as_ref();
    let mut inline = Inline::default();
    let mut spans = escape::code_spans(text).into_iter().peekable();
    let mut closers: Vec<(usize, usize, Style)> = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while at < text.len() {
        if let Some(span) = spans.next_if(|span| span.start == at) {
            inline.text(&text[copied..at]);
            inline.code(span.content(text));
            (at, copied) = (span.end, span.end);
            continue;
        }
        if let Some((_, length, style)) = closers.pop_if(|(end, ..)| *end == at) {
            inline.text(&text[copied..at]);
            inline.close(style);
            (at, copied) = (at + length, at + length);
            continue;
        }
        let limit = closers
            .last()
            .map_or(text.len(), |(end, ..)| *end)
            .min(spans.peek().map_or(text.len(), |s| s.start));
        let rest = &text[at..limit.max(at)];
        let previous = text[..at].chars().next_back();
        if let Some(c) = escaped(rest) {
            inline.text(&text[copied..at]);
            (at, copied) = (at + 1, at + 1);
            at += c.len_utf8();
        } else if let Some((label, url, length)) = link(rest) {
            inline.text(&text[copied..at]);
            inline.link(url.to_owned());
            inline.text(label);
            inline.end_link();
            (at, copied) = (at + length, at + length);
        } else if let Some((url, length)) = autolink(rest) {
            inline.text(&text[copied..at]);
            inline.text(url);
            (at, copied) = (at + length, at + length);
        } else if let Some((inside, length, style)) =
            emphasis(previous, rest, text[limit..].chars().next())
        {
            inline.text(&text[copied..at]);
            inline.open(style);
            closers.push((at + length + inside, length, style));
            (at, copied) = (at + length, at + length);
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    inline.text(&text[copied..]);
    inline
}

/// The character after a backslash that escapes it.
fn escaped(text: &str) -> Option<char> {
    text.strip_prefix('\\')?
        .chars()
        .next()
        .filter(char::is_ascii_punctuation)
}

/// `[label](address)`: the label, the address and the total length.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let label = text.strip_prefix('[')?;
    let label = &label[..label.floor_char_boundary(MAX_SPAN)];
    let label = &label[..label.find([']', '['])?];
    let destination = text[label.len() + 1..].strip_prefix("](")?;
    let destination = &destination[..destination.floor_char_boundary(MAX_SPAN)];
    let destination = &destination[..destination.find(')')?];
    let url = destination
        .split_whitespace()
        .next()?
        .trim_matches(['<', '>']);
    let is_absolute =
        url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    is_absolute.then_some((label, url, label.len() + destination.len() + 4))
}

/// `<address>`: the address and the total length.
fn autolink(text: &str) -> Option<(&str, usize)> {
    let address = text.strip_prefix('<')?;
    let length = escape::url(address)?;
    address[length..]
        .starts_with('>')
        .then(|| (&address[..length], length + 2))
}

/// An emphasis that starts here: the length of its content and of its delimiter, and the style.
///
/// Stricter than CommonMark: an emphasis covers whole words, so that `2*3*4` and `*.txt` are plain text.
fn emphasis(
    previous: Option<char>,
    text: &str,
    after: Option<char>,
) -> Option<(usize, usize, Style)> {
    let (delimiter, style) = [
        ("**", Style::Strong),
        ("__", Style::Strong),
        ("*", Style::Emphasis),
        ("_", Style::Emphasis),
    ]
    .into_iter()
    .find(|(delimiter, _)| text.starts_with(delimiter))?;
    let inside = &text[delimiter.len()..];
    let is_word =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '*' | '_'));
    if is_word(previous) || !inside.starts_with(char::is_alphanumeric) {
        return None;
    }
    let window = &inside[..inside.floor_char_boundary(MAX_SPAN)];
    let end = window
        .match_indices(delimiter)
        .map(|(at, _)| at)
        .find(|&at| {
            let before = window[..at].chars().next_back();
            let next = inside[at + delimiter.len()..].chars().next().or(after);
            before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '*' | '_')) && !is_word(next)
        })?;
    Some((end, delimiter.len(), style))
}
