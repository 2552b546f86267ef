//! The inline content of a paragraph: collects words, code, emphasis and links, and writes them as one line.

use tinsmith_model::is_invisible;

use super::escape;

/// The style of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Subscript,
    Superscript,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Code(String),
    Open(Style),
    Close(Style),
    LinkStart,
    LinkEnd(String),
}

/// A style or link that is open.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    Style(Style),
    Link(String),
}

/// A paragraph that is being collected.
///
/// White space is collapsed, and moved out of emphasis and links, as Markdown requires.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pieces: Vec<Piece>,
    open: Vec<Open>,
    space: bool,
    /// Whether the pending space stood before a closing tag, where formatters put one.
    space_before_end: bool,
}

impl Inline {
    /// Adds plain text. It is escaped when it is written.
    pub(super) fn text(&mut self, text: &str) {
        for word in text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            let printable = |c: &char| !is_invisible(*c);
            if let Some(first) = trimmed.chars().find(printable) {
                self.space &= !(self.space_before_end && ".,;:!?)".contains(first));
                let space = self.place_space();
                if !matches!(self.pieces.last(), Some(Piece::Text(_))) {
                    self.pieces.push(Piece::Text(String::new()));
                }
                if let Some(Piece::Text(last)) = self.pieces.last_mut() {
                    last.extend(space.then_some(' '));
                    last.extend(trimmed.chars().filter(printable));
                }
            }
            self.space |= trimmed.len() < word.len();
        }
    }

    /// Adds code, in which nothing is markup. Adjacent code is joined.
    pub(super) fn code(&mut self, code: &str) {
        self.space |= code.starts_with(char::is_whitespace);
        let printable: String = code
            .chars()
            .filter(|c| c.is_whitespace() || !is_invisible(*c))
            .collect();
        let words: Vec<&str> = printable.split_whitespace().collect();
        if !words.is_empty() {
            let words = words.join(" ");
            let space = self.place_space();
            match self.pieces.last_mut() {
                Some(Piece::Code(last)) if !space => last.push_str(&words),
                last => {
                    let opened = matches!(last, Some(Piece::Text(text)) if text.ends_with('('));
                    self.pieces
                        .extend((space && !opened).then(|| Piece::Text(String::from(" "))));
                    self.pieces.push(Piece::Code(words));
                }
            }
        }
        self.space |= code.ends_with(char::is_whitespace);
        self.space_before_end = self.space;
    }

    /// Adds a space, unless there is one.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Opens a style; does nothing if it is already open.
    pub(super) fn open(&mut self, style: Style) {
        if !self.open.contains(&Open::Style(style)) {
            self.flush_space();
            self.open.push(Open::Style(style));
            self.pieces.push(Piece::Open(style));
        }
    }

    /// Closes a style, and everything that was opened after it.
    pub(super) fn close(&mut self, style: Style) {
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| *open == Open::Style(style))
        {
            self.close_to(at);
        }
    }

    /// Opens a link, and closes the one before it, since links do not nest.
    pub(super) fn link(&mut self, url: String) {
        self.end_link();
        self.flush_space();
        self.open.push(Open::Link(url));
        self.pieces.push(Piece::LinkStart);
    }

    /// Closes the open link, if there is one.
    pub(super) fn end_link(&mut self) {
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| matches!(open, Open::Link(_)))
        {
            self.close_to(at);
        }
    }

    /// Whether a link is open.
    pub(super) fn in_link(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Link(_)))
    }

    /// Whether a style or a link is open.
    pub(super) fn in_span(&self) -> bool {
        !self.open.is_empty()
    }

    /// The last character, unless it is code.
    pub(super) fn last_char(&self) -> Option<char> {
        match self.pieces.last() {
            Some(Piece::Text(text)) => text.chars().next_back(),
            _ => None,
        }
    }

    /// Ends the paragraph and returns it as one line; `None` if there is no text in it.
    pub(super) fn finish(&mut self) -> Option<String> {
        let line = render(&self.take()?, escape::Context::Paragraph);
        Some(escape::line_start(line))
    }

    /// The same as [`Self::finish`], for the cell of a table or a heading.
    pub(super) fn finish_cell(&mut self) -> Option<String> {
        Some(render(&self.take()?, escape::Context::Cell))
    }

    fn take(&mut self) -> Option<Vec<Piece>> {
        self.close_to(0);
        self.space = false;
        let pieces = std::mem::take(&mut self.pieces);
        (!pieces.is_empty()).then_some(pieces)
    }

    fn close_to(&mut self, depth: usize) {
        self.space_before_end |= self.space && self.open.len() > depth;
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { break };
            match (open, self.pieces.last()) {
                (_, Some(Piece::Open(_) | Piece::LinkStart)) => {
                    self.pieces.pop();
                }
                (Open::Style(style), _) => self.pieces.push(Piece::Close(style)),
                (Open::Link(url), _) => self.push_link_end(url),
            }
        }
    }

    /// Closes a link. A link whose text is its own address is written as that address.
    fn push_link_end(&mut self, url: String) {
        let start = self.pieces.len().saturating_sub(2);
        match &self.pieces[start..] {
            [Piece::LinkStart, Piece::Text(text)]
                if *text == url && escape::url(text) == Some(text.len()) =>
            {
                self.pieces.remove(start);
            }
            _ => self.pieces.push(Piece::LinkEnd(url)),
        }
    }

    /// Writes a pending space before a style or link opens.
    fn flush_space(&mut self) {
        if self.place_space() {
            match self.pieces.last_mut() {
                Some(Piece::Text(text)) => text.push(' '),
                _ => self.pieces.push(Piece::Text(String::from(" "))),
            }
        }
    }

    /// Whether a pending space is written here. If a style or link was just opened, the space goes before that.
    fn place_space(&mut self) -> bool {
        self.space_before_end = false;
        if !std::mem::take(&mut self.space) {
            return false;
        }
        let opened = self
            .pieces
            .iter()
            .rev()
            .take_while(|p| matches!(p, Piece::Open(_) | Piece::LinkStart))
            .count();
        let at = self.pieces.len() - opened;
        if at == 0 {
            return false;
        }
        if opened == 0 {
            return true;
        }
        match self.pieces.get_mut(at - 1) {
            Some(Piece::Text(text)) if text.ends_with([' ', '(']) => {}
            Some(Piece::Text(text)) => text.push(' '),
            _ => self.pieces.insert(at, Piece::Text(String::from(" "))),
        }
        false
    }
}

/// How a pair of [`Piece::Open`] and [`Piece::Close`] is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notation {
    Markdown,
    Html,
}

fn render(pieces: &[Piece], context: escape::Context) -> String {
    let mut linked = false;
    let texts: Vec<String> = pieces
        .iter()
        .map(|piece| {
            match piece {
                Piece::LinkStart => linked = true,
                Piece::LinkEnd(_) => linked = false,
                _ => {}
            }
            match piece {
                Piece::Text(text) => escape::text(text, !linked, context),
                Piece::Code(code) => escape::code(code, context),
                Piece::LinkStart => String::from("["),
                Piece::LinkEnd(url) => format!("]({})", escape::destination(url)),
                Piece::Open(_) | Piece::Close(_) => String::new(),
            }
        })
        .collect();
    let notations = notations(pieces, &texts);
    let mut out = String::new();
    for ((piece, text), notation) in pieces.iter().zip(&texts).zip(notations) {
        match piece {
            Piece::Open(style) => out.push_str(mark(*style, notation, false)),
            Piece::Close(style) => out.push_str(mark(*style, notation, true)),
            Piece::LinkStart if out.ends_with('!') => {
                out.insert(out.len() - 1, '\\'); // otherwise an image
                out.push('[');
            }
            _ => {
                // Two adjacent spans of code would be read as one.
                if text.starts_with('`') && out.ends_with('`') && !out.ends_with("\\`") {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
    }
    out
}

fn mark(style: Style, notation: Notation, close: bool) -> &'static str {
    match (style, notation, close) {
        (Style::Emphasis, Notation::Markdown, _) => "*",
        (Style::Strong, Notation::Markdown, _) => "**",
        (Style::Emphasis, Notation::Html, false) => "<em>",
        (Style::Emphasis, Notation::Html, true) => "</em>",
        (Style::Strong, Notation::Html, false) => "<strong>",
        (Style::Strong, Notation::Html, true) => "</strong>",
        (Style::Subscript, _, false) => "<sub>",
        (Style::Subscript, _, true) => "</sub>",
        (Style::Superscript, _, false) => "<sup>",
        (Style::Superscript, _, true) => "</sup>",
    }
}

/// The notation of each pair. Asterisks are delimiters only next to certain characters (CommonMark, "left-flanking
/// delimiter run"); other pairs, and pairs inside of others, are written as tags.
fn notations(pieces: &[Piece], texts: &[String]) -> Vec<Notation> {
    let mut notations = vec![Notation::Html; pieces.len()];
    let mut opened = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => opened.push(at),
            Piece::Close(style) => {
                let Some(start) = opened.pop() else { continue };
                let outermost = opened.is_empty();
                if outermost
                    && matches!(style, Style::Emphasis | Style::Strong)
                    && flanked(pieces, texts, start, at)
                {
                    notations[start] = Notation::Markdown;
                    notations[at] = Notation::Markdown;
                }
            }
            _ => {}
        }
    }
    notations
}

fn flanked(pieces: &[Piece], texts: &[String], start: usize, end: usize) -> bool {
    // Pairs inside of this one are written as tags; the pair after it may have asterisks.
    let mark = |at: usize, tag: char| {
        if (start..=end).contains(&at) {
            tag
        } else {
            '*'
        }
    };
    let first = |at: usize| match pieces.get(at)? {
        Piece::Open(_) | Piece::Close(_) => Some(mark(at, '<')),
        _ => texts.get(at)?.chars().next(),
    };
    let last = |at: usize| match pieces.get(at)? {
        Piece::Open(_) | Piece::Close(_) => Some(mark(at, '>')),
        _ => texts.get(at)?.chars().next_back(),
    };
    let touches = |inside: Option<char>, outside: Option<char>| match (inside, outside) {
        (None | Some('*'), _) | (_, Some('*')) => false,
        (Some(inside), _) if inside.is_alphanumeric() => true,
        (Some(inside), outside) => {
            !inside.is_whitespace()
                && outside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
        }
    };
    touches(first(start + 1), start.checked_sub(1).and_then(last))
        && touches(last(end - 1), first(end + 1))
}
