//! The basics of all productions: white space, expected tokens, and recovery after an error.

use std::collections::HashMap;

use super::lexer::{Lexer, Token, Wrong};
use super::syntax::{Document, Name};
use crate::diagnostics::shortened;
use crate::issues::{At, Issue, Issues};
use crate::raw::Version;
use crate::smithy_json::type_of;

/// A production failed, and that has been reported.
pub(super) struct Reported;

pub(super) type Parsed<T> = Result<T, Reported>;

pub(super) struct Parser<'s, 'i, 'a> {
    pub(super) file: u32,
    pub(super) lexer: Lexer<'s>,
    /// Documentation comments that belong to what comes next.
    pub(super) docs: Vec<(&'s str, usize)>,
    pub(super) depth: usize,
    /// Whether traits of the next shape could not be read.
    pub(super) damaged: bool,
    /// The shapes so far, and where each is.
    pub(super) names: HashMap<String, usize>,
    pub(super) document: Document<'s>,
    pub(super) issues: &'i mut Issues<'a>,
}

/// What statements start with, besides `@` and documentation comments.
const STATEMENTS: [&str; 4] = ["apply", "use", "namespace", "metadata"];

impl<'s> Parser<'s, '_, '_> {
    pub(super) fn token(&self) -> Token {
        self.lexer.token()
    }

    pub(super) fn is(&self, token: Token) -> bool {
        self.lexer.token() == token
    }

    /// Whether the token is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is(Token::Identifier) && self.lexer.slice() == word
    }

    pub(super) fn advance(&mut self) {
        self.lexer.advance();
    }

    /// Steps over the token if it is this one.
    pub(super) fn eat(&mut self, token: Token) -> bool {
        let found = self.is(token);
        if found {
            self.advance();
        }
        found
    }

    /// `[SP]`
    pub(super) fn spaces(&mut self) {
        while self.is(Token::Space) {
            self.advance();
        }
    }

    /// `[WS]`. Keeps the documentation comments that stand on lines of their own.
    pub(super) fn blank(&mut self) {
        loop {
            match self.token() {
                Token::Space | Token::Newline | Token::Comma | Token::Comment => {}
                Token::Doc if self.lexer.is_first() => {
                    self.docs.push((self.lexer.slice(), self.lexer.start()));
                }
                Token::Doc => {}
                _ => return,
            }
            self.advance();
        }
    }

    /// `SP`
    pub(super) fn required_space(&mut self) -> Parsed<()> {
        if !self.is(Token::Space) {
            return Err(self.expected("a space"));
        }
        self.spaces();
        Ok(())
    }

    /// `BR`: the end of a line, or of the file, and what is blank after it.
    pub(super) fn line_break(&mut self) -> Parsed<()> {
        self.spaces();
        match self.token() {
            Token::Newline | Token::Comment | Token::Doc | Token::End => {
                self.docs.clear();
                self.blank();
                Ok(())
            }
            _ => Err(self.expected("a line break")),
        }
    }

    pub(super) fn expect(&mut self, token: Token, described: &str) -> Parsed<()> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.expected(described))
        }
    }

    pub(super) fn identifier(&mut self, described: &str) -> Parsed<Name<'s>> {
        if !self.is(Token::Identifier) {
            return Err(self.expected(described));
        }
        let name = Name {
            text: self.lexer.slice(),
            at: self.lexer.start(),
        };
        self.advance();
        Ok(name)
    }

    /// Reports what was expected at the token, and what is there.
    pub(super) fn expected(&mut self, described: &str) -> Reported {
        if let Token::Wrong(wrong) = self.token() {
            return self.wrong(wrong);
        }
        let found = self.found();
        let at = self.lexer.start();
        self.report(at, format!("expected {described}, found {found}"));
        Reported
    }

    fn wrong(&mut self, wrong: Wrong) -> Reported {
        let slice = shortened(self.lexer.slice());
        let message = match wrong {
            Wrong::Character => format!("`{slice}` has no meaning here"),
            Wrong::Underscores => format!("`{slice}` is no name: a letter or digit must follow"),
            Wrong::Minus => "`-` must be followed by a digit".to_owned(),
            Wrong::Fraction => format!("`{slice}` is no number: a digit must follow the point"),
            Wrong::Exponent => format!("`{slice}` is no number: digits must follow the exponent"),
            Wrong::LeadingZero => format!("`{slice}` is no number: it starts with a zero"),
            Wrong::Unclosed => {
                let (start, end) = (self.lexer.start(), self.lexer.end());
                let line = self.issues.line_of(self.file, start);
                self.report(end, "the file ends inside of a string, expected `\"`")
                    .hint(format!("the string starts in line {line}"));
                return Reported;
            }
        };
        self.report(self.lexer.start(), message);
        Reported
    }

    /// The token, for messages.
    fn found(&self) -> String {
        match self.token() {
            Token::End => "the end of the file".to_owned(),
            Token::Newline => "the end of the line".to_owned(),
            Token::Space => "a space".to_owned(),
            Token::Comment => "a comment".to_owned(),
            Token::Doc => "a documentation comment".to_owned(),
            Token::Text => "a string".to_owned(),
            Token::Block => "a text block".to_owned(),
            _ => format!("`{}`", shortened(self.lexer.slice())),
        }
    }

    pub(super) fn report(&mut self, at: usize, message: impl Into<String>) -> &mut Issue {
        let issue = self.issues.report(self.file, &At::ROOT, message);
        issue.offset(at);
        issue
    }

    /// Reports what version 1.0 does not have.
    pub(super) fn needs_version_2(&mut self, at: usize, what: &str) {
        if self.document.version == Version::V1 {
            self.report(
                at,
                format!("{what} need version 2.0, but the file has version 1.0"),
            )
            .hint("start the file with `$version: \"2.0\"`".to_owned());
        }
    }

    /// Whether a statement may start at the token.
    fn is_statement(&self) -> bool {
        let is_word = || self.is(Token::Doc) || self.is_statement_word();
        self.lexer.is_at_margin() && is_word()
    }

    /// Whether the token is what a statement starts with, wherever it stands.
    pub(super) fn is_statement_word(&self) -> bool {
        match self.token() {
            Token::At => true,
            Token::Identifier => {
                let word = self.lexer.slice();
                STATEMENTS.contains(&word) || type_of(word).is_some()
            }
            _ => false,
        }
    }

    /// Whether a statement starts here where a member was expected: a brace is missing.
    pub(super) fn is_next_statement(&self) -> bool {
        if !self.is(Token::Identifier) || !self.is_statement() {
            return false;
        }
        let after = self.lexer.rest(self.lexer.end());
        let word = after.trim_start_matches([' ', '\t']);
        word.len() < after.len() && word.starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// Goes to the next line that starts like a statement. `from` is where the broken one started.
    pub(super) fn next_statement(&mut self, from: usize) {
        if self.lexer.start() == from {
            self.advance();
        }
        while !self.is(Token::End) && !self.is_statement() {
            // What comes after can't be told from text.
            self.document.lost |= self.is(Token::Wrong(Wrong::Unclosed));
            self.advance();
        }
        self.docs.clear();
    }

    /// Goes to the next line, or to the closing brace, of the block that the token is in. False if the
    /// block ends in another way.
    pub(super) fn next_member(&mut self) -> bool {
        let mut depth = 0_usize;
        loop {
            match self.token() {
                Token::End | Token::Wrong(Wrong::Unclosed) => return false,
                Token::RightBrace if depth == 0 => return true,
                Token::LeftBrace | Token::LeftBracket | Token::LeftParen => depth += 1,
                Token::RightBrace | Token::RightBracket | Token::RightParen => {
                    depth = depth.saturating_sub(1);
                }
                Token::Newline if depth == 0 => {
                    self.docs.clear();
                    return true;
                }
                _ if self.is_next_statement() => return false,
                _ => {}
            }
            self.advance();
        }
    }
}
