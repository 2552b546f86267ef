//! Traits, and `apply` statements.

use super::super::lexer::Token;
use super::nodes::{Child, Place, Value, bracketed, write_child};
use super::{Printer, STEP, new_line};

impl Printer<'_> {
    /// The traits before something, each on a line of its own, and the comments after each. The line of what follows is
    /// begun.
    pub(super) fn traits(&mut self, indent: usize, out: &mut String) {
        while self.token() == Token::At {
            self.one_trait(indent, out);
            for comment in self.comments() {
                new_line(indent, out);
                comment.write(false, out);
            }
            new_line(indent, out);
        }
    }

    fn one_trait(&mut self, indent: usize, out: &mut String) {
        self.take();
        out.push('@');
        out.push_str(self.shape_id());
        if !self.eat(Token::LeftParen) {
            return;
        }
        let children = self.children(Token::RightParen);
        self.take();
        let place = Place {
            indent,
            ..Place::default()
        };
        match &children[..] {
            [] => {}
            [Child::Value(None, value @ (Value::Array(_) | Value::Object(_)))] => {
                out.push('(');
                let place = Place {
                    are_children_alone: true,
                    followed_by: 1,
                    ..place
                };
                value.write(place, out);
                out.push(')');
            }
            children => {
                let is_value = |child: &Child<'_>| matches!(child, Child::Value(..));
                if children.iter().any(is_value) {
                    bracketed(["(", ")"], children, place, out);
                } else {
                    // Without a value there is nothing that the parentheses could be around.
                    for child in children {
                        new_line(indent, out);
                        write_child(child, place, out);
                    }
                }
            }
        }
    }

    /// `apply Shape @trait` or `apply Shape { @trait @trait }`
    pub(super) fn apply(&mut self, out: &mut String) {
        self.take();
        out.push_str("apply ");
        out.push_str(self.shape_id());
        out.push(' ');
        if self.token() == Token::At {
            let comments = self.comments();
            self.displaced.extend(comments);
            return self.one_trait(0, out);
        }
        self.take();
        let mut lines = String::new();
        while self.token() == Token::At {
            let item = self.item(STEP, false, |printer, out| printer.one_trait(STEP, out));
            item.write(STEP, &mut lines);
        }
        for comment in self.comments() {
            comment.write_line(STEP, false, &mut lines);
        }
        self.take();
        out.push('{');
        if !lines.is_empty() {
            out.push('\n');
            out.push_str(&lines);
        }
        out.push('}');
    }
}
