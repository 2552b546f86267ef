//! Members of aggregate shapes and enums (Smithy 2.0, "Shape members", "Enum shapes").

use super::lexer::Token;
use super::parser::{Parsed, Parser, Reported};
use super::syntax::{Member, Target, Value};
use crate::nearest::list;
use crate::raw::Aggregate;

impl<'s> Parser<'s, '_, '_> {
    /// The members in their braces; `None` if one of them is broken.
    pub(super) fn members(&mut self, aggregate: Aggregate) -> Parsed<Option<Vec<Member<'s>>>> {
        self.expect(Token::LeftBrace, "`{`")?;
        self.docs.clear();
        let mut members: Vec<Member<'s>> = Vec::new();
        let mut names = std::collections::HashSet::new();
        let mut whole = true;
        loop {
            self.blank();
            if self.eat(Token::RightBrace) {
                self.docs.clear();
                return Ok(whole.then_some(members));
            }
            if self.is_next_statement() {
                return Err(self.expected("a member or `}`"));
            }
            match self.member(aggregate) {
                Ok(member) if names.insert(member.name.text) => members.push(member),
                Ok(Member { name, .. }) => {
                    self.report(
                        name.at,
                        format!("there are two members named `{}`", name.text),
                    );
                }
                Err(Reported) => {
                    whole = false;
                    if !self.next_member() {
                        return Err(Reported);
                    }
                }
            }
        }
    }

    fn member(&mut self, aggregate: Aggregate) -> Parsed<Member<'s>> {
        const EXPECTED: &str = "a member or `}`";
        let traits = self.traits()?;
        let at = self.lexer.start();
        let is_enum = matches!(aggregate, Aggregate::Enum | Aggregate::IntEnum);
        let elided = !is_enum && self.eat(Token::Dollar);
        let name = self.identifier(if elided {
            "the name of a member"
        } else {
            EXPECTED
        })?;
        let target = if is_enum {
            Target::Unit
        } else if elided {
            self.needs_version_2(at, "members without a target");
            Target::Elided
        } else {
            self.blank();
            self.expect(Token::Colon, "`:`")?;
            self.blank();
            Target::Named(self.shape_id("the id of a shape")?)
        };
        let value = self.assignment()?;
        Ok(Member {
            name,
            target,
            value,
            traits,
        })
    }

    /// `= value`, up to the end of the line
    fn assignment(&mut self) -> Parsed<Option<(Value<'s>, usize)>> {
        // A `=` on the next line would be an error there.
        self.spaces();
        let at = self.lexer.start();
        if !self.eat(Token::Equal) {
            return Ok(None);
        }
        self.needs_version_2(at, "values after `=`");
        self.spaces();
        let value = self.value()?;
        self.spaces();
        let ends = matches!(
            self.token(),
            Token::Comma | Token::Newline | Token::Comment | Token::Doc | Token::RightBrace
        );
        if !ends {
            return Err(self.expected("a line break"));
        }
        Ok(Some((value, at)))
    }
}

/// What is wrong with the name of a member, if lists or maps can't have it.
pub(super) fn unknown_member(aggregate: Aggregate, name: &str) -> Option<String> {
    let (kind, allowed): (_, &[&str]) = match aggregate {
        Aggregate::List | Aggregate::Set => ("list", &["member"]),
        Aggregate::Map => ("map", &["key", "value"]),
        _ => return None,
    };
    (!allowed.contains(&name)).then(|| {
        let expected = list(allowed);
        format!("a {kind} has no member `{name}`, expected {expected}")
    })
}
