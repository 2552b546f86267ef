//! Statements that define shapes (Smithy 2.0, "Shape statements").

use super::lexer::Token;
use super::parser::{Parsed, Parser, Reported};
use super::syntax::{Content, Definition, Name, Operation, Structure, TraitList};
use crate::nearest::did_you_mean;
use crate::raw::{Aggregate, Version};
use crate::smithy_json::{TYPES, Type, type_of};

impl<'s> Parser<'s, '_, '_> {
    /// A shape with its traits, or an `apply` statement.
    pub(super) fn statement(&mut self) -> Parsed<()> {
        let traits = match self.traits() {
            Ok(traits) => traits,
            Err(reported) => {
                // The shape itself comes on one of the next lines.
                self.damaged = true;
                return Err(reported);
            }
        };
        if traits.applied.is_empty() && self.is_word("apply") {
            return self.apply();
        }
        let damaged = std::mem::take(&mut self.damaged);
        let word = self.lexer.slice();
        let at = self.lexer.start();
        if !self.is(Token::Identifier) {
            return Err(self.expected("a shape type, such as `structure`, or `apply`"));
        }
        let Some(kind) = type_of(word) else {
            let hint = match word {
                "metadata" => Some("metadata must come before the namespace".to_owned()),
                "use" => Some("`use` must come before the first shape".to_owned()),
                "namespace" => Some("a file has one namespace".to_owned()),
                "with" => Some("`with` must be on the same line as the shape's name".to_owned()),
                _ => did_you_mean(word, TYPES.iter().map(|(name, _)| *name)),
            };
            self.report(at, format!("`{word}` is not a type of shape"))
                .hint(hint);
            self.advance();
            self.spaces();
            return Err(self.lose());
        };
        self.advance();
        let name = self
            .required_space()
            .and_then(|()| self.identifier("the name of the shape"));
        let Ok(name) = name else {
            return Err(self.lose());
        };
        self.check_type(kind, word, at);
        self.shape(kind, name, traits, damaged)
    }

    /// Whatever refers to a shape that can't be read must not be blamed.
    fn lose(&mut self) -> Reported {
        let shape = Definition {
            name: self.lexer.slice().to_owned(),
            at: self.lexer.start(),
            traits: TraitList::default(),
            implied: None,
            resource: None,
            mixins: Vec::new(),
            content: Content::Broken,
        };
        if self.is(Token::Identifier) {
            self.names.insert(shape.name.clone(), shape.at);
            self.document.shapes.push(shape);
        } else {
            self.document.lost = true;
        }
        Reported
    }

    fn check_type(&mut self, kind: &Type, word: &str, at: usize) {
        match kind {
            Type::Aggregate(Aggregate::Enum | Aggregate::IntEnum) => {
                self.needs_version_2(at, &format!("shapes of type `{word}`"));
            }
            Type::Aggregate(Aggregate::Set) if self.document.version == Version::V2 => {
                self.report(at, "version 2.0 has no shapes of type `set`")
                    .hint("use a `list` with the trait `@uniqueItems`".to_owned());
            }
            _ => {}
        }
    }

    /// The rest of a shape after its name. From here on the shape is known, even if it is broken.
    fn shape(
        &mut self,
        kind: &Type,
        name: Name<'s>,
        traits: TraitList<'s>,
        damaged: bool,
    ) -> Parsed<()> {
        let mut shape = Definition {
            name: name.text.to_owned(),
            at: name.at,
            traits,
            implied: None,
            resource: None,
            mixins: Vec::new(),
            content: Content::Broken,
        };
        let end = self.shape_end(kind, &mut shape);
        if damaged {
            shape.content = Content::Broken;
        }
        self.define(shape);
        end
    }

    /// Adds a shape. Whether another one with its name is the same can't be told before ids are resolved.
    fn define(&mut self, shape: Definition<'s>) {
        let name = &shape.name;
        match self.names.insert(name.clone(), shape.at) {
            None => self.document.shapes.push(shape),
            Some(first) => {
                self.names.insert(name.clone(), first);
                let line = self.issues.line_of(self.file, first);
                self.document.repeated.push((shape, line));
            }
        }
    }

    fn shape_end(&mut self, kind: &Type, shape: &mut Definition<'s>) -> Parsed<()> {
        self.spaces();
        if let Type::Aggregate(_) = kind {
            self.for_resource(shape)?;
        }
        self.mixins(shape)?;
        if let Type::Simple(simple) = kind {
            shape.content = Content::Simple(simple.clone());
            return Ok(());
        }
        self.blank();
        shape.content = match kind {
            Type::Simple(simple) => Content::Simple(simple.clone()),
            Type::Aggregate(aggregate) => match self.members(*aggregate)? {
                Some(members) => Content::Aggregate(*aggregate, members),
                None => Content::Broken,
            },
            Type::Operation => match self.operation(&shape.name)? {
                Some(operation) => Content::Operation(operation),
                None => Content::Broken,
            },
            Type::Resource => Content::Resource(self.object()?),
            Type::Service => Content::Service(self.object()?),
        };
        Ok(())
    }

    /// `for Resource`, on the line of the name
    fn for_resource(&mut self, shape: &mut Definition<'s>) -> Parsed<()> {
        if self.is_word("for") {
            self.needs_version_2(self.lexer.start(), "structures `for` a resource");
            self.advance();
            self.required_space()?;
            shape.resource = Some(self.shape_id("the id of a resource")?);
            self.spaces();
        }
        Ok(())
    }

    /// `with [Mixin Mixin]`, on the line of the name
    fn mixins(&mut self, shape: &mut Definition<'s>) -> Parsed<()> {
        if !self.is_word("with") {
            return Ok(());
        }
        self.needs_version_2(self.lexer.start(), "mixins");
        self.advance();
        self.blank();
        shape.mixins = self.ids("the id of a mixin")?;
        if shape.mixins.is_empty() {
            return Err(self.expected("at least one mixin"));
        }
        Ok(())
    }

    /// `[Id Id]`
    fn ids(&mut self, described: &str) -> Parsed<Vec<Name<'s>>> {
        self.expect(Token::LeftBracket, "`[`")?;
        let mut ids = Vec::new();
        loop {
            self.blank();
            if self.eat(Token::RightBracket) {
                self.docs.clear();
                return Ok(ids);
            }
            ids.push(self.shape_id(&format!("{described} or `]`"))?);
        }
    }

    /// The body of an operation; `None` if a part of it is broken.
    fn operation(&mut self, name: &str) -> Parsed<Option<Operation<'s>>> {
        self.expect(Token::LeftBrace, "`{`")?;
        let mut operation = Operation::default();
        let mut seen = Vec::new();
        let mut whole = true;
        loop {
            self.blank();
            self.docs.clear();
            if self.eat(Token::RightBrace) {
                return Ok(whole.then_some(operation));
            }
            if self.is_next_statement() {
                return Err(self.expected("`input`, `output`, `errors` or `}`"));
            }
            if self.property(name, &mut operation, &mut seen).is_err() {
                whole = false;
                if !self.next_member() {
                    return Err(Reported);
                }
            }
        }
    }

    fn property(
        &mut self,
        operation_name: &str,
        operation: &mut Operation<'s>,
        seen: &mut Vec<&'s str>,
    ) -> Parsed<()> {
        const EXPECTED: &str = "`input`, `output`, `errors` or `}`";
        let property = self.lexer.slice();
        let at = self.lexer.start();
        if !["input", "output", "errors"].contains(&property) {
            return Err(self.expected(EXPECTED));
        }
        self.advance();
        if seen.contains(&property) {
            self.report(at, format!("`{property}` occurs twice"));
        }
        seen.push(property);
        self.blank();
        match property {
            "errors" => {
                self.expect(Token::Colon, "`:`")?;
                self.blank();
                operation.errors = self.ids("the id of an error")?;
            }
            "input" => {
                let suffix = self.document.input_suffix.clone();
                operation.input =
                    Some(self.structure(format!("{operation_name}{suffix}"), "smithy.api#input")?);
            }
            _ => {
                let suffix = self.document.output_suffix.clone();
                operation.output =
                    Some(self.structure(format!("{operation_name}{suffix}"), "smithy.api#output")?);
            }
        }
        Ok(())
    }

    /// `: Id`, or `:=` and an inline structure
    fn structure(&mut self, name: String, implied: &'static str) -> Parsed<Structure<'s>> {
        if self.eat(Token::Colon) {
            self.blank();
            return Ok(Structure::Named(self.shape_id("the id of a structure")?));
        }
        let at = self.lexer.start();
        self.expect(Token::Walrus, "`:` or `:=`")?;
        self.needs_version_2(at, "inline inputs and outputs");
        self.docs.clear();
        let traits = self.traits()?;
        let mut shape = Definition {
            name: name.clone(),
            at,
            traits,
            implied: Some(implied),
            resource: None,
            mixins: Vec::new(),
            content: Content::Broken,
        };
        let end = self.shape_end(&Type::Aggregate(Aggregate::Structure), &mut shape);
        self.define(shape);
        end.map(|()| Structure::Inline(name))
    }
}
