//! Node values (Smithy 2.0, "Node values").

use std::collections::HashSet;

use super::lexer::Token;
use super::parser::{Parsed, Parser, Reported};
use super::syntax::{Fields, Key, Name, Value};
use super::text;
use crate::diagnostics::shortened;
use crate::node::Node;

/// How deep values may be nested; JSON has the same limit.
const DEEPEST: usize = 127;

const VALUE: &str = "a value (a string, number, boolean, null, shape id, `[` or `{`)";

impl<'s> Parser<'s, '_, '_> {
    pub(super) fn value(&mut self) -> Parsed<Value<'s>> {
        match self.token() {
            Token::LeftBracket => self.nested(Self::array),
            Token::LeftBrace => self.nested(|parser| Ok(Value::Object(parser.object()?))),
            Token::Identifier => self.word(),
            Token::Text => Ok(Value::Plain(Node::String(self.text()?))),
            Token::Block => Ok(Value::Plain(Node::String(self.block()?))),
            Token::Number => Ok(Value::Plain(self.number()?)),
            _ => Err(self.expected(VALUE)),
        }
    }

    fn number(&mut self) -> Parsed<Node> {
        match Node::number(self.lexer.slice()) {
            Some(number) => {
                self.advance();
                Ok(number)
            }
            None => Err(self.expected(VALUE)),
        }
    }

    /// The text of the text block at hand, which is stepped over.
    fn block(&mut self) -> Parsed<String> {
        let at = self.lexer.start();
        let slice = self.lexer.slice();
        let inner = slice.get(3..slice.len() - 3).unwrap_or_default();
        let text = text::block(inner).map_err(|message| self.rejected(at, message))?;
        self.advance();
        Ok(text)
    }

    /// The text of the quoted string at hand, which is stepped over.
    fn text(&mut self) -> Parsed<String> {
        let at = self.lexer.start();
        let slice = self.lexer.slice();
        let inner = slice.get(1..slice.len() - 1).unwrap_or_default();
        let text = text::quoted(inner).map_err(|message| self.rejected(at, message))?;
        self.advance();
        Ok(text)
    }

    fn rejected(&mut self, at: usize, message: String) -> Reported {
        self.report(at, message);
        Reported
    }

    /// A keyword or a shape id.
    fn word(&mut self) -> Parsed<Value<'s>> {
        let name = self.shape_id(VALUE)?;
        Ok(match name.text {
            "true" => Value::Plain(Node::Bool(true)),
            "false" => Value::Plain(Node::Bool(false)),
            "null" => Value::Plain(Node::Null),
            _ => Value::Id(name),
        })
    }

    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEEPEST {
            let at = self.lexer.start();
            return Err(self.rejected(at, format!("values are nested more than {DEEPEST} deep")));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn array(&mut self) -> Parsed<Value<'s>> {
        self.advance();
        let mut items = Vec::new();
        loop {
            self.blank();
            if self.eat(Token::RightBracket) {
                self.docs.clear();
                return Ok(Value::Array(items));
            }
            if self.is(Token::End) {
                return Err(self.expected("a value or `]`"));
            }
            items.push(self.value()?);
        }
    }

    /// An object, from its `{` on.
    pub(super) fn object(&mut self) -> Parsed<Fields<'s>> {
        self.expect(Token::LeftBrace, "`{`")?;
        let fields = self.fields(Token::RightBrace, "`}`")?;
        self.advance();
        self.docs.clear();
        Ok(fields)
    }

    /// Entries up to a closing token, which stays.
    pub(super) fn fields(&mut self, end: Token, described: &str) -> Parsed<Fields<'s>> {
        let mut fields = Fields::new();
        let mut known = HashSet::new();
        loop {
            self.blank();
            if self.is(end) {
                return Ok(fields);
            }
            let key = self.key(&format!("a key or {described}"))?;
            self.blank();
            self.expect(Token::Colon, "`:`")?;
            self.blank();
            let value = self.value()?;
            if known.insert(key.text.clone()) {
                fields.push((key, value));
            } else {
                let message = format!("the key `{}` occurs twice", shortened(&key.text));
                self.report(key.at, message);
            }
        }
    }

    pub(super) fn key(&mut self, described: &str) -> Parsed<Key> {
        let at = self.lexer.start();
        let text = match self.token() {
            Token::Text => self.text()?,
            Token::Identifier => self.identifier(described)?.text.to_owned(),
            _ => return Err(self.expected(described)),
        };
        Ok(Key { text, at })
    }

    /// A shape id, relative or absolute, with or without a member.
    pub(super) fn shape_id(&mut self, described: &str) -> Parsed<Name<'s>> {
        let start = self.identifier(described)?;
        let mut end = start.at + start.text.len();
        let mut qualified = false;
        while self.is(Token::Dot) {
            qualified = true;
            self.advance();
            let part = self.identifier("the next part of a namespace")?;
            end = part.at + part.text.len();
        }
        if qualified || self.is(Token::Hash) {
            self.expect(Token::Hash, "`#` after a namespace")?;
            let name = self.identifier("the name of a shape")?;
            end = name.at + name.text.len();
        }
        if self.eat(Token::Dollar) {
            let member = self.identifier("the name of a member")?;
            end = member.at + member.text.len();
        }
        let rest = self.lexer.rest(start.at);
        Ok(Name {
            text: rest.get(..end - start.at).unwrap_or(rest),
            at: start.at,
        })
    }
}
