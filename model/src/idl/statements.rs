//! A file as a whole: control, metadata, namespace and `use` statements (Smithy 2.0, "Control section",
//! "Metadata section", "Shape section").

use std::collections::{HashMap, HashSet};

use super::lexer::{Lexer, Token};
use super::parser::{Parsed, Parser};
use super::syntax::{Document, Name, Value};
use crate::id::is_identifier;
use crate::issues::Issues;
use crate::node::Node;
use crate::raw::Version;

/// Reads one file. Whatever can't be read is reported and left out.
pub(crate) fn parse<'s>(file: u32, text: &'s str, issues: &mut Issues<'_>) -> Document<'s> {
    let mut parser = Parser {
        file,
        lexer: Lexer::new(text),
        docs: Vec::new(),
        depth: 0,
        damaged: false,
        names: HashMap::new(),
        document: Document {
            version: Version::V1,
            input_suffix: "Input".to_owned(),
            output_suffix: "Output".to_owned(),
            metadata: Vec::new(),
            namespace: "",
            uses: Vec::new(),
            shapes: Vec::new(),
            repeated: Vec::new(),
            applies: Vec::new(),
            lost: false,
        },
        issues,
    };
    parser.file();
    parser.document
}

impl<'s> Parser<'s, '_, '_> {
    fn file(&mut self) {
        self.blank();
        let mut seen = HashSet::new();
        while self.is(Token::Dollar) {
            self.or_skip(|parser| parser.control(&mut seen), false);
        }
        while self.is_word("metadata") {
            self.or_skip(Self::metadata, false);
        }
        if self.is(Token::End) {
            return;
        }
        self.or_skip(Self::namespace, true);
        while self.is_word("use") {
            self.or_skip(Self::use_statement, true);
        }
        while !self.is(Token::End) {
            self.shape_or_apply();
        }
    }

    fn shape_or_apply(&mut self) {
        let start = self.lexer.start();
        let read = self.statement();
        let ended = read.is_ok() && self.line_break().is_ok();
        if read.is_err() || !ended && !self.is_statement_word() {
            self.next_statement(start);
        }
    }

    /// A statement, or on to the next one after an error.
    fn or_skip(&mut self, statement: impl FnOnce(&mut Self) -> Parsed<()>, names: bool) {
        let start = self.lexer.start();
        self.docs.clear();
        if statement(self).is_err() {
            self.document.lost |= names;
            self.next_statement(start);
        }
    }

    fn control(&mut self, seen: &mut HashSet<String>) -> Parsed<()> {
        self.advance();
        let key = self.key("the name of a control statement")?;
        self.spaces();
        self.expect(Token::Colon, "`:`")?;
        self.spaces();
        let at = self.lexer.start();
        let value = self.value()?;
        if seen.contains(&key.text) {
            self.report(at, format!("`${}` occurs twice", key.text));
        } else {
            self.apply_control(&key.text, at, &value);
        }
        seen.insert(key.text);
        self.line_break()
    }

    fn apply_control(&mut self, key: &str, at: usize, value: &Value<'_>) {
        let text = match value {
            Value::Plain(Node::String(text)) => Some(text.as_str()),
            _ => None,
        };
        match (key, text) {
            ("version", Some("1" | "1.0")) => self.document.version = Version::V1,
            ("version", Some("2" | "2.0")) => self.document.version = Version::V2,
            ("version", _) => {
                self.report(
                    at,
                    "this version is not supported, expected `\"1.0\"` or `\"2.0\"`",
                );
            }
            ("operationInputSuffix", Some(suffix)) if is_suffix(suffix) => {
                suffix.clone_into(&mut self.document.input_suffix);
            }
            ("operationOutputSuffix", Some(suffix)) if is_suffix(suffix) => {
                suffix.clone_into(&mut self.document.output_suffix);
            }
            ("operationInputSuffix" | "operationOutputSuffix", _) => {
                self.report(at, "expected a string of letters, digits and underscores");
            }
            // Statements that are not known are to be ignored.
            _ => {}
        }
    }

    fn metadata(&mut self) -> Parsed<()> {
        self.advance();
        self.required_space()?;
        let key = self.key("the key of the metadata")?;
        self.spaces();
        self.expect(Token::Equal, "`=`")?;
        self.spaces();
        let value = self.value()?;
        let mut metadata = std::mem::take(&mut self.document.metadata);
        metadata.push((key, value));
        self.document.metadata = metadata;
        self.line_break()
    }

    fn namespace(&mut self) -> Parsed<()> {
        if !self.is_word("namespace") {
            return Err(self.expected("`namespace` and the namespace of the shapes that follow"));
        }
        self.advance();
        self.required_space()?;
        let first = self.identifier("a namespace")?;
        let mut end = first.at + first.text.len();
        while self.eat(Token::Dot) {
            let part = self.identifier("the next part of the namespace")?;
            end = part.at + part.text.len();
        }
        let rest = self.lexer.rest(first.at);
        self.document.namespace = rest.get(..end - first.at).unwrap_or(first.text);
        self.line_break()
    }

    fn use_statement(&mut self) -> Parsed<()> {
        self.advance();
        self.required_space()?;
        let name @ Name { text, at } = self.shape_id("the absolute id of a shape")?;
        if text.contains('#') && !text.contains('$') {
            self.document.uses.push(name);
        } else {
            self.report(
                at,
                format!("`{text}` can't be used, expected the absolute id of a shape"),
            )
            .hint("such as `use example.weather#City`".to_owned());
        }
        self.line_break()
    }
}

fn is_suffix(text: &str) -> bool {
    is_identifier(&format!("a{text}"))
}
