//! Text, code and addresses, escaped for Markdown.

use super::blocks::longest_run;

/// The longest address that is recognized, so that the search takes bounded time.
const MAX_ADDRESS: usize = 2048;

/// The context of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Paragraph,
    /// The cell of a table, in which `|` is a delimiter.
    Cell,
}

/// A span of code between backticks.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeSpan {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of backticks on each side.
    pub(super) ticks: usize,
}

impl CodeSpan {
    /// The text between the backticks.
    pub(super) fn content<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start + self.ticks..self.end - self.ticks)
            .unwrap_or_default()
    }
}

/// Escapes text. Code between backticks stays code; addresses become links if `linkify` is set.
pub(super) fn text(source: &str, linkify: bool, context: Context) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut spans = code_spans(source).into_iter().peekable();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(span) = spans.next_if(|span| span.start == at) {
            out.push_str(&code(span.content(source).trim(), context));
            at = span.end;
            continue;
        }
        let limit = spans.peek().map_or(source.len(), |span| span.start);
        if linkify && let Some((length, markdown)) = address(&source[at..limit], context) {
            out.push_str(&markdown);
            at += length;
            continue;
        }
        let length =
            dash(source, at).unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
        if length > 1 && rest.starts_with('-') {
            out.push_str(&rest[..length]);
        } else {
            character(source, at, context, &mut out);
        }
        at += length;
    }
    out
}

/// The dashes at `at`, if they stand for a dash between words, as opposed to the start of an option.
fn dash(source: &str, at: usize) -> Option<usize> {
    let rest = &source[at..];
    let length = rest.bytes().take(4).take_while(|b| *b == b'-').count();
    let apart = source[..at].ends_with(' ') && rest[length..].starts_with(' ');
    ((2..=3).contains(&length) && apart).then_some(length)
}

/// Writes the character at `at`, with a backslash before it if Markdown would read it as markup.
fn character(source: &str, at: usize, context: Context, out: &mut String) {
    let mut following = source[at..].chars();
    let Some(c) = following.next() else { return };
    let next = following.next();
    let previous = source[..at].chars().next_back();
    let apart = previous == Some(' ') && next == Some(' ');
    let within_word =
        previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    let escaped = match c {
        '[' | ']' | '`' | '\\' => true,
        '*' | '~' => !apart,
        '_' => !apart && !within_word,
        '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => is_entity(&source[at..]),
        '-' => next == Some('-'), // rustdoc makes a dash of two
        '|' => context == Context::Cell,
        _ => false,
    };
    out.extend(escaped.then_some('\\'));
    out.push(c);
}

/// Whether the text starts with the form of a character reference.
pub(super) fn is_entity(text: &str) -> bool {
    let Some(name) = text.strip_prefix('&') else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    let length = name
        .bytes()
        .take(33)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    length > 0 && name[length..].starts_with(';')
}

/// The spans of code in a text: a run of backticks up to the next run of the same length.
pub(super) fn code_spans(text: &str) -> Vec<CodeSpan> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    let mut partner = vec![None; runs.len()];
    let mut latest = std::collections::HashMap::new();
    for (index, (_, length)) in runs.iter().enumerate().rev() {
        partner[index] = latest.insert(*length, index);
    }
    let mut spans = Vec::new();
    let mut index = 0;
    while let Some(&(start, ticks)) = runs.get(index) {
        index += 1;
        if let Some(close) = partner[index - 1] {
            let span = CodeSpan {
                start,
                end: runs[close].0 + ticks,
                ticks,
            };
            if !span.content(text).trim().is_empty() {
                spans.push(span);
                index = close + 1;
            }
        }
    }
    spans
}

/// A span of code, with enough backticks for its content.
pub(super) fn code(content: &str, context: Context) -> String {
    let ticks = "`".repeat(longest_run(content) + 1);
    let pad = if content.starts_with('`') || content.ends_with('`') {
        " "
    } else {
        ""
    };
    let content = if context == Context::Cell {
        content.replace('|', "\\|")
    } else {
        content.to_owned()
    };
    format!("{ticks}{pad}{content}{pad}{ticks}")
}

/// If the text starts with an address: its length and its Markdown.
///
/// An address with placeholders is not a valid link, and is written as code.
fn address(text: &str, context: Context) -> Option<(usize, String)> {
    if !text.starts_with("http") {
        return None;
    }
    let length = url(text)?;
    let window = &text[..text.floor_char_boundary(MAX_ADDRESS)];
    let token = window.split(char::is_whitespace).next().unwrap_or(window);
    let placeholder = token[length..]
        .trim_start_matches(['.', '/', '$'])
        .starts_with(['<', '{', '[', '*']);
    if placeholder {
        let token = token.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '”', '’']);
        return Some((token.len(), code(token, context)));
    }
    Some((length, format!("<{}>", &text[..length])))
}

/// The length of the web address that the text starts with.
pub(super) fn url(text: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(MAX_ADDRESS)];
    let after_scheme = window
        .strip_prefix("https://")
        .or_else(|| window.strip_prefix("http://"))?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-._~%@+=".contains(c);
    let host = &after_scheme[..after_scheme
        .find(|c| !is_host(c))
        .unwrap_or(after_scheme.len())];
    let path = &after_scheme[host.len()..];
    let path = if !host.ends_with('.') && path.starts_with(['/', '?', '#', ':']) {
        url_path(path)
    } else {
        ""
    };
    let host = host.trim_end_matches('.');
    if !host.contains('.') || !host.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let scheme = window.len() - after_scheme.len();
    Some(scheme + host.len() + path.len())
}

/// The part of an address after the host, without a full stop of the sentence or a parenthesis around the address.
fn url_path(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()+,;=%".contains(c);
    let path = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    let path = match (path.find('('), path.find(')')) {
        (None, Some(close)) => &path[..close],
        _ => path,
    };
    path.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '$', '&'])
}

/// An address as the destination of a link.
pub(super) fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '&' if is_entity(&url[at..]) => out.push_str("&amp;"),
            ' ' | '(' | ')' | '<' | '>' | '\\' | '`' | '|' | '"' => {
                out.push_str(&format!("%{:02X}", u32::from(c)))
            }
            _ => out.push(c),
        }
    }
    out
}

/// Keeps a line from being read as a heading, a quote, or the item of a list.
pub(super) fn line_start(line: String) -> String {
    let ends_marker = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let at = match line.chars().next() {
        Some('#' | '>') => Some(0),
        Some('-' | '+' | '*') if ends_marker(&line[1..]) => Some(0),
        Some('0'..='9') => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let numbers = rest.strip_prefix(['.', ')']).is_some_and(ends_marker);
            numbers.then(|| line.len() - rest.len())
        }
        _ => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line,
    }
}
