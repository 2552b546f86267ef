//! Documentation in HTML, as AWS writes it.
//!
//! Tags are often unclosed, crossed or stray, and what looks like a tag may be a placeholder
//! (`arn:aws:iam::<account-id>:root`). So only tags of a fixed vocabulary count; [`known_tags`] makes text of
//! all others before the tokenizer sees them.

use std::borrow::Cow;

use html5gum::{StartTag, Token, Tokenizer};

use super::blocks::Blocks;
use super::escape;
use super::inline::{Inline, Style};

/// The known tags, by their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// Starts a paragraph: `<p>` and other block elements.
    Block,
    Break,
    List {
        ordered: bool,
    },
    Item,
    DefinitionList,
    Term,
    Definition,
    Heading(usize),
    /// A quote, with its label.
    Quote(Option<&'static str>),
    Preformatted,
    Table,
    Row,
    Cell,
    Code,
    Styled(Style),
    Anchor,
    /// The tag is ignored, and its content is kept.
    Transparent,
}

impl Tag {
    fn of(name: &str) -> Option<Tag> {
        Some(match name {
            "p" | "para" | "div" | "center" | "caption" | "example" | "examples" | "name"
            | "description" => Tag::Block,
            "br" | "hr" => Tag::Break,
            "ul" => Tag::List { ordered: false },
            "ol" => Tag::List { ordered: true },
            "li" => Tag::Item,
            "dl" => Tag::DefinitionList,
            "dt" => Tag::Term,
            "dd" => Tag::Definition,
            "h1" => Tag::Heading(1),
            "h2" => Tag::Heading(2),
            "h3" => Tag::Heading(3),
            "h4" => Tag::Heading(4),
            "h5" | "fullname" => Tag::Heading(5),
            "h6" => Tag::Heading(6),
            "note" => Tag::Quote(Some("Note")),
            "important" => Tag::Quote(Some("Important")),
            "warning" => Tag::Quote(Some("Warning")),
            "caution" => Tag::Quote(Some("Caution")),
            "tip" => Tag::Quote(Some("Tip")),
            "blockquote" => Tag::Quote(None),
            "pre" | "programlisting" | "request" | "response" => Tag::Preformatted,
            "table" => Tag::Table,
            "tr" => Tag::Row,
            "td" | "th" => Tag::Cell,
            "code" | "tt" | "kbd" | "samp" | "literal" => Tag::Code,
            "i" | "em" | "var" | "cite" | "dfn" => Tag::Styled(Style::Emphasis),
            "b" | "strong" => Tag::Styled(Style::Strong),
            "sub" => Tag::Styled(Style::Subscript),
            "sup" => Tag::Styled(Style::Superscript),
            "a" => Tag::Anchor,
            "span" | "u" | "font" | "small" | "big" | "abbr" | "q" | "link" | "replaceable"
            | "thead" | "tbody" | "tfoot" => Tag::Transparent,
            _ => return None,
        })
    }
}

/// Tags that are known inside of `<examples>` only. Elsewhere they are placeholders.
const EXAMPLE_TAGS: [&str; 6] = [
    "example",
    "examples",
    "name",
    "description",
    "request",
    "response",
];

/// The text with an escape for each `<` that does not start a known tag, and for each `&` that does not start a
/// complete character reference; `None` if there is no known tag.
pub(super) fn known_tags(source: &str) -> Option<Cow<'_, str>> {
    let with_examples = source.contains("<examples>");
    let mut found = false;
    let mut out = String::new();
    let mut copied = 0;
    let mut skip_to = 0;
    for (at, c) in source.match_indices(['<', '&']) {
        if at < skip_to {
            continue;
        }
        let rest = &source[at..];
        let literal = if c == "&" {
            (!escape::is_entity(rest)).then_some("&amp;")
        } else if let Some(length) =
            tag_length(rest, with_examples).or_else(|| comment_length(rest))
        {
            found |= !rest.starts_with("<!");
            skip_to = at + length;
            None
        } else {
            Some("&lt;")
        };
        if let Some(literal) = literal {
            out.push_str(&source[copied..at]);
            out.push_str(literal);
            copied = at + 1;
        }
    }
    if !found {
        return None;
    }
    if copied == 0 {
        return Some(Cow::Borrowed(source));
    }
    out.push_str(&source[copied..]);
    Some(Cow::Owned(out))
}

fn comment_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix("<!--")?;
    // The end is searched in a window, so that many starts without an end take bounded time.
    let window = &body[..body.floor_char_boundary(4096)];
    window
        .find("-->")
        .map(|end| "<!--".len() + end + "-->".len())
}

/// The length of the tag at the start of the text, if it is known and complete.
///
/// Quotes count only after `=`, as in the tokenizer.
fn tag_length(text: &str, with_examples: bool) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(4096)];
    let name_at = if window.get(1) == Some(&b'/') { 2 } else { 1 };
    let name_length = window
        .get(name_at..)?
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let name = text
        .get(name_at..name_at + name_length)?
        .to_ascii_lowercase();
    Tag::of(&name).filter(|_| with_examples || !EXAMPLE_TAGS.contains(&name.as_str()))?;
    let mut at = name_at + name_length;
    if !matches!(window.get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
        return None;
    }
    loop {
        match window.get(at)? {
            b'>' => return Some(at + 1),
            b'<' => return None,
            b'=' => {
                at += 1 + window
                    .get(at + 1..)?
                    .iter()
                    .take_while(|b| b.is_ascii_whitespace())
                    .count();
                if let Some(quote @ (b'"' | b'\'')) = window.get(at) {
                    at += 2 + window.get(at + 1..)?.iter().position(|b| b == quote)?;
                } else {
                    at += window
                        .get(at..)?
                        .iter()
                        .take_while(|b| !b.is_ascii_whitespace() && !b"<>".contains(b))
                        .count();
                }
            }
            _ => at += 1,
        }
    }
}

/// Converts text from [`known_tags`].
pub(super) fn convert(markup: &str) -> String {
    let mut converter = Converter::default();
    for Ok(token) in Tokenizer::new(markup) {
        match token {
            Token::String(text) => converter.text(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some(known) = Tag::of(&name) {
                    converter.start(known, &tag);
                    if tag.self_closing {
                        converter.end(known);
                    }
                }
            }
            Token::EndTag(tag) => {
                if let Some(known) = Tag::of(&String::from_utf8_lossy(&tag.name)) {
                    converter.end(known);
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    converter.finish()
}

/// The text with character references replaced by their characters.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for Ok(token) in Tokenizer::new(text.replace('<', "&lt;").as_str()) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    Cow::Owned(out)
}

/// Code that is being collected.
#[derive(Debug, PartialEq, Eq)]
enum Capture {
    Code(String),
    /// The content of `<a>` without an address, which names a shape or an operation.
    Reference(String),
}

/// A table that is being collected: its rows without the open cell, which is in [`Converter::inline`].
#[derive(Debug, Default)]
struct Rows(Vec<Vec<String>>);

#[derive(Debug, Default)]
struct Converter {
    blocks: Blocks,
    inline: Inline,
    capture: Option<Capture>,
    preformatted: Option<String>,
    heading: Option<usize>,
    table: Option<Rows>,
}

impl Converter {
    fn finish(mut self) -> String {
        self.end_preformatted();
        self.end_table();
        self.flush();
        self.blocks.finish()
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.preformatted {
            code.push_str(text);
        } else if let Some(Capture::Code(code) | Capture::Reference(code)) = &mut self.capture {
            code.push_str(text);
        } else {
            self.running_text(text);
        }
    }

    /// Adds text to the paragraph. A blank line after a sentence ends the paragraph, as its author probably meant;
    /// other blank lines come from formatting.
    fn running_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, blank)) = blank_line(rest) {
            let (before, after) = (&rest[..at], &rest[at + blank..]);
            self.inline.text(before);
            self.inline.space();
            let sentence_ends = self.inline.last_char().is_some_and(|c| ".:!?".contains(c));
            if sentence_ends && after.starts_with(char::is_uppercase) && !self.inline.in_span() {
                self.break_paragraph();
            }
            rest = after;
        }
        self.inline.text(rest);
    }

    fn start(&mut self, tag: Tag, attributes: &StartTag<()>) {
        if self.preformatted.is_some() {
            return;
        }
        match tag {
            Tag::Code => self.start_code(),
            Tag::Styled(style) => {
                if self.capture.is_none() {
                    self.inline.open(style);
                }
            }
            Tag::Anchor => self.start_anchor(attributes),
            Tag::Transparent => {}
            _ if self.table.is_some() => self.start_in_table(tag),
            _ => self.start_block(tag),
        }
    }

    fn start_block(&mut self, tag: Tag) {
        self.flush();
        match tag {
            Tag::List { ordered } => self.blocks.begin_list(ordered),
            Tag::DefinitionList => self.blocks.begin_list(false),
            Tag::Item => self.blocks.begin_item(),
            Tag::Term => {
                self.blocks.begin_item();
                self.inline.open(Style::Strong);
            }
            Tag::Heading(level) => self.heading = Some(level),
            Tag::Quote(label) => self.blocks.begin_quote(label),
            Tag::Preformatted => self.preformatted = Some(String::new()),
            Tag::Table => self.table = Some(Rows::default()),
            _ => {}
        }
    }

    /// Handles a start tag within a table, where only rows and cells have structure.
    fn start_in_table(&mut self, tag: Tag) {
        match tag {
            Tag::Row => {
                self.end_cell();
                self.table.get_or_insert_default().0.push(Vec::new());
            }
            Tag::Cell => self.end_cell(),
            _ => self.break_paragraph(),
        }
    }

    fn end(&mut self, tag: Tag) {
        if self.preformatted.is_some() {
            if tag == Tag::Preformatted {
                self.end_preformatted();
            }
            return;
        }
        match tag {
            Tag::Code => {
                if matches!(self.capture, Some(Capture::Code(_))) {
                    self.end_capture();
                }
            }
            Tag::Styled(style) => {
                if self.capture.is_none() {
                    self.inline.close(style);
                }
            }
            Tag::Anchor => self.end_anchor(),
            Tag::Transparent => {}
            _ if self.table.is_some() => self.end_in_table(tag),
            _ => self.end_block(tag),
        }
    }

    fn end_block(&mut self, tag: Tag) {
        self.flush();
        match tag {
            Tag::List { .. } | Tag::DefinitionList => self.blocks.end_list(),
            Tag::Item => self.blocks.end_item(),
            Tag::Quote(_) => self.blocks.end_quote(),
            _ => {}
        }
    }

    fn end_in_table(&mut self, tag: Tag) {
        match tag {
            Tag::Table => self.end_table(),
            Tag::Cell => self.end_cell(),
            _ => self.break_paragraph(),
        }
    }

    fn start_code(&mut self) {
        match &mut self.capture {
            None => self.capture = Some(Capture::Code(String::new())),
            Some(Capture::Code(code)) if code.trim().is_empty() => code.clear(),
            // A second start tag is a misspelled end tag.
            Some(Capture::Code(_)) => self.end_capture(),
            Some(Capture::Reference(_)) => {}
        }
    }

    fn start_anchor(&mut self, attributes: &StartTag<()>) {
        let href = attributes
            .attributes
            .get(b"href".as_slice())
            .map(|href| String::from_utf8_lossy(&href.value).into_owned());
        match href {
            Some(href) => {
                // Code around a link continues inside of it.
                let in_code = matches!(self.capture, Some(Capture::Code(_)));
                self.end_capture();
                if let Some(url) = absolute(&href) {
                    self.inline.link(url);
                }
                self.capture = in_code.then(|| Capture::Code(String::new()));
            }
            None if self.capture.is_none() && !self.inline.in_link() => {
                self.capture = Some(Capture::Reference(String::new()));
            }
            None => {}
        }
    }

    fn end_anchor(&mut self) {
        if matches!(self.capture, Some(Capture::Reference(_))) {
            self.end_capture();
        } else if self.inline.in_link() {
            let in_code = self.capture.is_some();
            self.end_capture();
            self.inline.end_link();
            self.capture = in_code.then(|| Capture::Code(String::new()));
        }
    }

    fn end_capture(&mut self) {
        match self.capture.take() {
            Some(Capture::Code(code)) => self.inline.code(&code),
            Some(Capture::Reference(name)) => {
                let is_name = !name.trim().contains(char::is_whitespace);
                if is_name {
                    self.inline.code(&name)
                } else {
                    self.inline.text(&name)
                }
            }
            None => {}
        }
    }

    fn end_preformatted(&mut self) {
        if let Some(code) = self.preformatted.take() {
            self.blocks.code(&code);
        }
    }

    fn end_cell(&mut self) {
        self.end_capture();
        if let Some(cell) = self.inline.finish_cell()
            && let Some(Rows(rows)) = &mut self.table
        {
            match rows.last_mut() {
                Some(row) => row.push(cell),
                None => rows.push(vec![cell]),
            }
        }
    }

    fn end_table(&mut self) {
        if self.table.is_some() {
            self.end_cell();
        }
        if let Some(Rows(mut rows)) = self.table.take() {
            rows.retain(|row| !row.is_empty());
            self.blocks.table(&rows);
        }
    }

    /// Ends the paragraph, or adds a space in a table cell, which has no paragraphs.
    fn break_paragraph(&mut self) {
        if self.table.is_some() {
            self.inline.space();
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.end_capture();
        if let Some(level) = self.heading.take() {
            if let Some(text) = self.inline.finish_cell() {
                self.blocks.heading(level, &text);
            }
        } else if let Some(text) = self.inline.finish() {
            self.blocks.paragraph(&text);
        }
    }
}

/// The position and length of a blank line between two lines of the text.
fn blank_line(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(newline) = text[from..].find('\n') {
        let at = from + newline;
        let rest = &text[at + 1..];
        let after = rest.trim_start();
        let blank = &rest[..rest.len() - after.len()];
        if blank.contains('\n') {
            return Some((at, 1 + blank.len()));
        }
        from = at + 1;
    }
    None
}

/// An absolute address, without line breaks.
fn absolute(href: &str) -> Option<String> {
    let url: String = href.split_whitespace().collect();
    let lower = url.to_ascii_lowercase();
    let is_absolute = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len());
    is_absolute.then_some(url)
}
