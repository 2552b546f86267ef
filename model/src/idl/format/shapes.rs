//! Shapes and their members.

use super::super::lexer::Token;
use super::nodes::{Child, Place, Value, write_child, write_key};
use super::{Item, Printer, STEP, WIDTH, column, new_line};

impl<'s> Printer<'s> {
    /// A shape with its traits, or an `apply` statement.
    pub(super) fn statement(&mut self) -> Item<'s> {
        let is_apply = self.token() == Token::Identifier && self.text() == "apply";
        self.item(0, !is_apply, |printer, out| {
            if is_apply {
                printer.apply(out);
            } else {
                printer.traits(0, out);
                printer.shape(out);
            }
        })
    }

    fn shape(&mut self, out: &mut String) {
        let kind = self.take();
        out.push_str(kind);
        out.push(' ');
        out.push_str(self.take());
        self.resource_and_mixins(0, out);
        match kind {
            "service" | "resource" => self.entity(out),
            "operation" => self.members(0, out, Self::property),
            "enum" | "intEnum" | "list" | "set" | "map" | "structure" | "union" => {
                self.members(0, out, Self::member);
            }
            _ => {}
        }
    }

    /// `for Resource with [Mixin]`
    fn resource_and_mixins(&mut self, indent: usize, out: &mut String) {
        if self.token() == Token::Identifier && self.text() == "for" {
            self.take();
            space(out);
            out.push_str("for ");
            out.push_str(self.shape_id());
        }
        if self.token() == Token::Identifier && self.text() == "with" {
            self.take();
            space(out);
            out.push_str("with ");
            let mixins = self.value();
            let place = Place {
                indent,
                ..Place::default()
            };
            mixins.write(place, out);
        }
    }

    /// A block of members, or of what else has a line of its own.
    fn members(
        &mut self,
        indent: usize,
        out: &mut String,
        member: impl Fn(&mut Self, usize) -> Item<'s>,
    ) {
        if self.token() != Token::LeftBrace {
            return;
        }
        let (has_traits, comments) = self.traits_and_comments();
        let before = self.trailing;
        self.take();
        let inner = indent + STEP;
        let mut items = Vec::new();
        while !matches!(self.token(), Token::RightBrace | Token::End) {
            items.push(member(self, inner));
        }
        let is_spaced = has_traits || comments > self.trailing - before;
        let comments = self.comments();
        self.take();
        let braces = if items.is_empty() && comments.is_empty() {
            "{}"
        } else {
            "{"
        };
        brace(braces, indent, out);
        if braces == "{}" {
            return;
        }
        out.push('\n');
        let mut separator = "";
        for item in &items {
            out.push_str(separator);
            item.write(inner, out);
            separator = if is_spaced { "\n" } else { "" };
        }
        if !comments.is_empty() {
            out.push_str(separator);
        }
        for comment in &comments {
            comment.write_line(inner, false, out);
        }
        out.extend(std::iter::repeat_n(' ', indent));
        out.push('}');
    }

    /// Whether there is a trait in the block that starts here, and the number of comments in it.
    fn traits_and_comments(&self) -> (bool, usize) {
        let mut depth = 0_usize;
        let (mut has_traits, mut comments) = (false, 0);
        let rest = self.pieces.get(self.next..).unwrap_or_default();
        for (index, piece) in rest.iter().enumerate() {
            comments += if index > 0 { piece.comments.len() } else { 0 };
            match piece.token {
                Token::At => has_traits = true,
                Token::LeftBrace => depth += 1,
                Token::RightBrace if depth <= 1 => break,
                Token::RightBrace => depth -= 1,
                _ => {}
            }
        }
        (has_traits, comments)
    }

    /// `name: Target = value`, `$name` or, in enums, `NAME = value`
    fn member(&mut self, indent: usize) -> Item<'s> {
        self.item(indent, true, |printer, out| {
            printer.traits(indent, out);
            if printer.eat(Token::Dollar) {
                out.push('$');
            }
            out.push_str(printer.take());
            if printer.eat(Token::Colon) {
                out.push_str(": ");
                out.push_str(printer.shape_id());
            }
            if printer.eat(Token::Equal) {
                out.push_str(" = ");
                printer.value_after_key(indent, out);
            }
        })
    }

    pub(super) fn value_after_key(&mut self, indent: usize, out: &mut String) {
        let value = self.value();
        let place = Place {
            indent,
            after_key: true,
            ..Place::default()
        };
        value.write(place, out);
    }

    /// A property of an operation.
    fn property(&mut self, indent: usize) -> Item<'s> {
        self.item(indent, false, |printer, out| {
            let name = printer.take();
            out.push_str(name);
            if printer.eat(Token::Walrus) {
                return printer.inline_structure(indent, out);
            }
            printer.eat(Token::Colon);
            out.push_str(": ");
            if name == "errors" {
                let errors = printer.value();
                let place = Place {
                    indent,
                    is_open: true,
                    ..Place::default()
                };
                errors.write(place, out);
            } else {
                out.push_str(printer.shape_id());
            }
        })
    }

    /// The structure after `:=`
    fn inline_structure(&mut self, indent: usize, out: &mut String) {
        out.push_str(" :=");
        let comments = self.comments();
        let mut inner = indent;
        if !comments.is_empty() || self.token() == Token::At {
            inner += STEP;
            for comment in comments {
                new_line(inner, out);
                comment.write(true, out);
            }
            new_line(inner, out);
            self.traits(inner, out);
        }
        self.resource_and_mixins(inner, out);
        self.members(inner, out, Self::member);
    }

    /// The properties of a service or resource.
    fn entity(&mut self, out: &mut String) {
        if self.token() != Token::LeftBrace {
            return;
        }
        self.take();
        let children = self.children(Token::RightBrace);
        self.take();
        if children.is_empty() {
            return brace("{}", 0, out);
        }
        brace("{", 0, out);
        for child in &children {
            new_line(STEP, out);
            let place = Place {
                indent: STEP,
                is_open: true,
                ..Place::default()
            };
            match child {
                Child::Value(Some(key), value @ (Value::Array(_) | Value::Object(_))) => {
                    write_key(key, out);
                    out.push_str(": ");
                    value.write(place, out);
                }
                child => write_child(child, place, out),
            }
        }
        new_line(0, out);
        out.push('}');
    }
}

/// Writes a space, unless the line has only been begun.
fn space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Writes an opening brace, on the next line if there is no room for it.
fn brace(brace: &str, indent: usize, out: &mut String) {
    let is_begun = out.ends_with(' ');
    if column(out) + 1 + brace.len() > WIDTH && !is_begun {
        new_line(indent, out);
    } else {
        space(out);
    }
    out.push_str(brace);
}
