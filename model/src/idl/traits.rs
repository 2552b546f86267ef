//! Traits and the `apply` statement (Smithy 2.0, "Applying traits", "Apply statement").

use super::lexer::Token;
use super::parser::{Parsed, Parser};
use super::syntax::{Application, Applied, TraitList, Value};
use super::text::documentation;

impl<'s> Parser<'s, '_, '_> {
    /// Documentation comments and the traits after them; comments between or after traits do not count.
    pub(super) fn traits(&mut self) -> Parsed<TraitList<'s>> {
        self.blank();
        let docs = std::mem::take(&mut self.docs);
        let mut traits = TraitList::default();
        if let Some((_, at)) = docs.first() {
            let lines: Vec<&str> = docs.iter().map(|(line, _)| *line).collect();
            traits.documentation = Some((documentation(&lines), *at));
        }
        while self.is(Token::At) {
            traits.applied.push(self.one_trait()?);
            self.blank();
        }
        self.docs.clear();
        Ok(traits)
    }

    fn one_trait(&mut self) -> Parsed<Applied<'s>> {
        self.expect(Token::At, "`@`")?;
        let name = self.shape_id("the id of a trait")?;
        if !self.eat(Token::LeftParen) {
            return Ok(Applied { name, value: None });
        }
        self.blank();
        if self.eat(Token::RightParen) {
            return Ok(Applied { name, value: None });
        }
        let value = self.trait_body()?;
        self.blank();
        self.expect(Token::RightParen, "`)`")?;
        self.docs.clear();
        Ok(Applied {
            name,
            value: Some(value),
        })
    }

    /// A value, or the entries of an object without its braces.
    fn trait_body(&mut self) -> Parsed<Value<'s>> {
        if matches!(self.token(), Token::Identifier | Token::Text) && self.is_key() {
            return Ok(Value::Object(self.fields(Token::RightParen, "`)`")?));
        }
        self.value()
    }

    /// Whether the token is followed by a colon.
    fn is_key(&self) -> bool {
        let mut ahead = self.lexer.clone();
        ahead.advance();
        while matches!(
            ahead.token(),
            Token::Space | Token::Newline | Token::Comma | Token::Comment | Token::Doc
        ) {
            ahead.advance();
        }
        ahead.token() == Token::Colon
    }

    /// `apply Shape @trait` or `apply Shape { @trait @trait }`
    pub(super) fn apply(&mut self) -> Parsed<()> {
        self.advance();
        self.required_space()?;
        let target = self.shape_id("the id of a shape")?;
        if !matches!(
            self.token(),
            Token::Space | Token::Newline | Token::Comma | Token::Comment | Token::Doc
        ) {
            return Err(self.expected("a space"));
        }
        self.blank();
        self.docs.clear();
        let traits = if self.eat(Token::LeftBrace) {
            let traits = self.traits()?;
            self.expect(Token::RightBrace, "a trait or `}`")?;
            traits
        } else if self.is(Token::At) {
            TraitList {
                applied: vec![self.one_trait()?],
                documentation: None,
            }
        } else {
            return Err(self.expected("`@` and a trait, or `{`"));
        };
        self.document.applies.push(Application { target, traits });
        Ok(())
    }
}
