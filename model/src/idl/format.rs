//! The layout of a file in the Smithy IDL, as Smithy's own formatter gives it.
//!
//! The parser says whether the file is valid. After that, `pieces` splits it into tokens with the comments before
//! them, and one function for each production writes it again: `header` the statements before the shapes, `shapes`
//! the shapes and their members, `traits` and `nodes` what stands in them.
//!
//! - Blocks are indented by four spaces. There are no commas between members, and one after each value but the last where
//!   values share a line.
//! - An array, an object or the value of a trait is on one line if it has only plain values and the line has at most 120
//!   columns; inside of an array or object that is the whole value of a trait, it has 120 columns of its own. It is on
//!   several lines if a comment, an array, an object, a text block or a text with a line break is in it. Objects in arrays, the lists of
//!   services and resources, and the errors of operations are always on several lines.
//! - Members are separated by a blank line if one of them has a trait or a comment above it.
//! - `use` statements are sorted by the id, and those that nothing needs are removed.
//! - Comments stay. One at the end of a statement's or member's line stays there; one inside of anything else gets a line of
//!   its own. A `///` that documents nothing becomes `//`.
//! - The model stays the same, to the spaces of its documentation. Formatting what is formatted changes nothing.

mod header;
mod nodes;
mod pieces;
mod shapes;
mod traits;

use std::collections::HashSet;

use self::pieces::{Comment, Piece, pieces};
use super::lexer::Token;

/// The columns of a line.
const WIDTH: usize = 120;

/// The columns of a step of indentation.
const STEP: usize = 4;

/// Lays out a file that the parser accepts.
pub(crate) fn format(text: &str) -> String {
    let mut printer = Printer {
        source: text,
        pieces: pieces(text),
        next: 0,
        displaced: Vec::new(),
        trailing: 0,
        used: HashSet::new(),
    };
    printer.file()
}

struct Printer<'s> {
    source: &'s str,
    /// The tokens; the last one is the end of the file.
    pieces: Vec<Piece<'s>>,
    next: usize,
    /// Comments inside of the item at hand, which are written above it.
    displaced: Vec<Comment<'s>>,
    /// How many comments have stayed at the ends of lines.
    trailing: usize,
    /// The relative names of shapes that the file refers to.
    used: HashSet<&'s str>,
}

/// What has lines of its own: a statement, a member, a property of an operation.
struct Item<'s> {
    /// The comments above it.
    comments: Vec<Comment<'s>>,
    /// The item, indented, without the last line break.
    text: String,
    /// The comment at the end of its last line.
    trailing: Option<Comment<'s>>,
    /// Whether comments above it may be documentation.
    is_documented: bool,
}

impl<'s> Printer<'s> {
    fn token(&self) -> Token {
        self.peek(0)
    }

    /// The token so many places ahead.
    fn peek(&self, ahead: usize) -> Token {
        let piece = self.pieces.get(self.next + ahead);
        piece.map_or(Token::End, |piece| piece.token)
    }

    /// The text of the token.
    fn text(&self) -> &'s str {
        self.pieces.get(self.next).map_or("", |piece| piece.text)
    }

    /// Steps over the token and returns its text.
    fn take(&mut self) -> &'s str {
        let comments = self.comments();
        self.displaced.extend(comments);
        let text = self.text();
        self.next += 1;
        text
    }

    /// Steps over the token if it is this one.
    fn eat(&mut self, token: Token) -> bool {
        let found = self.token() == token;
        if found {
            self.take();
        }
        found
    }

    /// Takes the comments before the token.
    fn comments(&mut self) -> Vec<Comment<'s>> {
        let piece = self.pieces.get_mut(self.next);
        piece.map_or_else(Vec::new, |piece| std::mem::take(&mut piece.comments))
    }

    /// Takes the comment that stands on the line of the token before.
    fn trailing(&mut self) -> Option<Comment<'s>> {
        let comments = &mut self.pieces.get_mut(self.next)?.comments;
        let trails = comments.first().is_some_and(|comment| comment.trails);
        self.trailing += usize::from(trails);
        trails.then(|| comments.remove(0))
    }

    /// A shape id or an identifier, whose parts have nothing between them.
    fn id(&mut self) -> &'s str {
        let start = self.pieces.get(self.next).map_or(0, |piece| piece.at);
        let first = self.take();
        let mut end = start + first.len();
        while let Some(piece) = self.pieces.get(self.next)
            && piece.at == end
            && matches!(piece.token, Token::Dot | Token::Hash | Token::Dollar)
        {
            end += self.take().len();
            end += self.take().len();
        }
        self.source.get(start..end).unwrap_or(first)
    }

    /// The id of a shape. A relative one needs the `use` statement for it.
    fn shape_id(&mut self) -> &'s str {
        let id = self.id();
        if !id.contains('#') {
            self.used
                .insert(id.split_once('$').map_or(id, |(root, _)| root));
        }
        id
    }

    /// An item with the comments around it.
    fn item(
        &mut self,
        indent: usize,
        is_documented: bool,
        write: impl FnOnce(&mut Self, &mut String),
    ) -> Item<'s> {
        let mut comments = self.comments();
        let outer = std::mem::take(&mut self.displaced);
        let mut text = " ".repeat(indent);
        write(self, &mut text);
        let displaced = std::mem::replace(&mut self.displaced, outer);
        comments.extend(displaced.into_iter().map(Comment::undocumenting));
        Item {
            comments,
            text,
            trailing: self.trailing(),
            is_documented,
        }
    }
}

impl Item<'_> {
    /// Whether the item has more than one line, with its comments.
    fn has_lines(&self) -> bool {
        !self.comments.is_empty() || self.text.contains('\n')
    }

    /// Writes the item with its comments and a line break.
    fn write(&self, indent: usize, out: &mut String) {
        for comment in &self.comments {
            comment.write_line(indent, self.is_documented, out);
        }
        out.push_str(&self.text);
        if let Some(comment) = &self.trailing {
            out.push(' ');
            comment.write(false, out);
        }
        out.push('\n');
    }
}

/// The columns of the last line.
fn column(out: &str) -> usize {
    let line = out.rfind('\n').map_or(0, |newline| newline + 1);
    out.get(line..).unwrap_or_default().chars().count()
}

/// Starts a new line.
fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}
