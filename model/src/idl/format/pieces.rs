//! Tokens without the white space and the commas between them, and comments.

use super::super::lexer::{Lexer, Token};

/// A token, and the comments between it and the one before.
pub(super) struct Piece<'s> {
    pub(super) token: Token,
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) comments: Vec<Comment<'s>>,
}

/// A comment, from its slashes on.
pub(super) struct Comment<'s> {
    text: &'s str,
    is_doc: bool,
    /// Whether it stands on the line of the token before it.
    pub(super) trails: bool,
}

/// The tokens of a file. The last one is [`Token::End`].
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut lexer = Lexer::new(text);
    let mut pieces = Vec::new();
    let mut comments = Vec::new();
    loop {
        let token = lexer.token();
        match token {
            Token::Space | Token::Newline | Token::Comma => {}
            Token::Comment | Token::Doc => comments.push(Comment {
                text: lexer.slice(),
                is_doc: token == Token::Doc,
                trails: !lexer.is_first(),
            }),
            _ => pieces.push(Piece {
                token,
                text: lexer.slice(),
                at: lexer.start(),
                comments: std::mem::take(&mut comments),
            }),
        }
        if token == Token::End {
            return pieces;
        }
        lexer.advance();
    }
}

impl Comment<'_> {
    /// The same comment where it is no documentation.
    pub(super) fn undocumenting(self) -> Self {
        Self {
            is_doc: false,
            ..self
        }
    }

    /// Writes the comment on a line of its own. `is_documented` tells whether it may be documentation there.
    pub(super) fn write_line(&self, indent: usize, is_documented: bool, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', indent));
        self.write(is_documented, out);
        out.push('\n');
    }

    /// Writes the comment.
    pub(super) fn write(&self, is_documented: bool, out: &mut String) {
        let doc = self.text.strip_prefix("///");
        if let Some(text) = doc.filter(|_| self.is_doc && is_documented && !self.trails) {
            out.push_str("///");
            // The spaces at the end are part of the documentation.
            if text != " " {
                out.push_str(if text.starts_with(' ') || text.is_empty() {
                    ""
                } else {
                    " "
                });
                out.push_str(text);
            }
            return;
        }
        let text = self.text.trim_start_matches('/').trim_end();
        out.push_str("//");
        if !text.is_empty() {
            out.push_str(if text.starts_with([' ', '\t']) {
                ""
            } else {
                " "
            });
            out.push_str(text);
        }
    }
}
