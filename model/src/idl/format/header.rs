//! The file as a whole, and the statements before its shapes.

use super::super::lexer::Token;
use super::nodes::write_key;
use super::pieces::Comment;
use super::{Item, Printer};

/// A `use` statement.
struct Use<'s> {
    id: &'s str,
    item: Item<'s>,
}

impl<'s> Printer<'s> {
    pub(super) fn file(&mut self) -> String {
        let mut sections = Sections::default();
        for comment in self.comments() {
            comment.write_line(0, false, &mut sections.out);
        }
        let mut control = Vec::new();
        while self.token() == Token::Dollar {
            control.push(self.control());
        }
        sections.write(&control);
        let mut metadata = Vec::new();
        while self.is_word("metadata") {
            metadata.push(self.metadata());
        }
        sections.write(&metadata);
        if self.is_word("namespace") {
            sections.has_text = !sections.out.is_empty();
            sections.write(&[self.namespace()]);
        }
        let mut uses = Vec::new();
        while self.is_word("use") {
            uses.push(self.use_statement());
        }
        let mut shapes = Vec::new();
        while self.token() != Token::End {
            shapes.push(self.statement());
        }
        let mut last = self.comments();
        let (uses, left) = self.needed(uses);
        let after = shapes.first_mut().map(|shape| &mut shape.comments);
        after.unwrap_or(&mut last).splice(0..0, left);
        sections.write(&uses);
        for shape in &shapes {
            sections.separate();
            shape.write(0, &mut sections.out);
        }
        if shapes.is_empty() && !last.is_empty() {
            sections.separate();
        }
        for comment in last {
            comment.write_line(0, false, &mut sections.out);
        }
        sections.out
    }

    /// The sorted `use` statements for names that the file refers to. Of the others only the comments are left that
    /// may be about something else: those above the first of several that are removed.
    fn needed(&self, uses: Vec<Use<'s>>) -> (Vec<Item<'s>>, Vec<Comment<'s>>) {
        let mut needed: Vec<Use<'s>> = Vec::new();
        let mut left = Vec::new();
        let mut is_removed = false;
        for mut used in uses {
            let name = used.id.split_once('#').map_or("", |(_, name)| name);
            if self.used.contains(name) {
                used.item.comments.splice(0..0, left.drain(..));
                needed.push(used);
                is_removed = false;
            } else {
                if !is_removed {
                    let comments = used.item.comments.into_iter();
                    left.extend(comments.map(Comment::undocumenting));
                }
                is_removed = true;
            }
        }
        needed.sort_by_key(|used| used.id);
        let needed = needed.into_iter().map(|used| used.item);
        (needed.collect(), left)
    }

    fn is_word(&self, word: &str) -> bool {
        self.token() == Token::Identifier && self.text() == word
    }

    fn namespace(&mut self) -> Item<'s> {
        self.item(0, false, |printer, out| {
            printer.take();
            out.push_str("namespace ");
            out.push_str(printer.id());
        })
    }

    /// `$key: value`
    fn control(&mut self) -> Item<'s> {
        self.item(0, false, |printer, out| {
            printer.take();
            out.push('$');
            write_key(printer.take(), out);
            printer.eat(Token::Colon);
            out.push_str(": ");
            printer.value_after_key(0, out);
        })
    }

    /// `metadata key = value`
    fn metadata(&mut self) -> Item<'s> {
        self.item(0, false, |printer, out| {
            printer.take();
            out.push_str("metadata ");
            write_key(printer.take(), out);
            printer.eat(Token::Equal);
            out.push_str(" = ");
            printer.value_after_key(0, out);
        })
    }

    /// `use id`
    fn use_statement(&mut self) -> Use<'s> {
        let mut id = "";
        let item = self.item(0, false, |printer, out| {
            printer.take();
            id = printer.id();
            out.push_str("use ");
            out.push_str(id);
        });
        Use { id, item }
    }
}

/// The file so far.
#[derive(Default)]
struct Sections {
    out: String,
    /// Whether a blank line must come before what comes next.
    has_text: bool,
}

impl Sections {
    /// Writes statements. Those that have several lines, or comments, stand apart.
    fn write(&mut self, items: &[Item<'_>]) {
        for (index, item) in items.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| items.get(before));
            if before.is_none_or(|before| before.has_lines() || item.has_lines()) {
                self.separate();
            }
            item.write(0, &mut self.out);
        }
    }

    fn separate(&mut self) {
        if std::mem::replace(&mut self.has_text, true) {
            self.out.push('\n');
        }
    }
}
