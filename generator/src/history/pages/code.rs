//! The syntax of requests and responses.
//!
//! Some methods share thousands of lines. A large block of code is shown once on a page: where it comes again, there is a link
//! to the method that has it.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use crate::report::markup::Html;
use crate::report::page::{Syntax, SyntaxLine};

/// The number of lines inside of a block from which on it is shown once.
const LARGE: usize = 60;

/// The large blocks of code that a page has shown already, each with its method.
#[derive(Default)]
pub(crate) struct Code<'p> {
    known: HashMap<Block<'p>, &'p str>,
}

/// The lines inside of brackets. The depth at which they stand does not count.
#[derive(Clone, Copy)]
struct Block<'p>(&'p [SyntaxLine]);

impl<'p> Block<'p> {
    fn lines(self) -> impl Iterator<Item = (usize, &'p str, bool)> {
        let depth = self.0.first().map_or(0, |line| line.indent);
        let lines = self.0.iter();
        lines.map(move |line| {
            (
                line.indent - depth.min(line.indent),
                &*line.text,
                line.changed,
            )
        })
    }
}

impl PartialEq for Block<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.lines().eq(other.lines())
    }
}

impl Eq for Block<'_> {}

impl Hash for Block<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lines().for_each(|line| line.hash(state));
    }
}

impl<'p> Code<'p> {
    /// Writes the code of a method, with its new lines marked.
    pub(crate) fn write(
        &mut self,
        html: &mut Html,
        method: &'p str,
        label: &str,
        code: &'p Syntax,
    ) {
        html.open(
            "pre",
            &[
                ("class", "syntax"),
                ("tabindex", "0"),
                ("role", "region"),
                ("aria-label", &format!("{method}: {label}")),
            ],
        );
        html.raw("<code>");
        let lines = &code.lines;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            self::line(html, line);
            at += 1;
            let inside = lines[at..].iter().take_while(|it| it.indent > line.indent);
            let block = Block(&lines[at..at + inside.count()]);
            if block.0.len() < LARGE {
                continue;
            }
            match self.known.get(&block) {
                Some(known) => {
                    again(html, block, method, known);
                    at += block.0.len();
                }
                None => {
                    self.known.insert(block, method);
                }
            }
        }
        html.raw("</code></pre>\n");
    }
}

fn line(html: &mut Html, line: &SyntaxLine) {
    if line.changed {
        html.raw("<ins>");
    }
    indent(html, line.indent);
    html.text(&line.text).raw("\n");
    if line.changed {
        html.raw("</ins>");
    }
}

/// A link in the place of a block.
fn again(html: &mut Html, block: Block<'_>, method: &str, known: &str) {
    indent(html, block.0.first().map_or(0, |line| line.indent));
    let new = block.0.iter().filter(|line| line.changed).count();
    let new = if new > 0 {
        format!(", {new} new,")
    } else {
        String::new()
    };
    let place = match known == method {
        true => "as above".to_owned(),
        false => format!("as in {known}"),
    };
    let text = format!("\u{2026} {} lines{new} {place}", block.0.len());
    html.anchor(known, &text).raw("\n");
}

fn indent(html: &mut Html, depth: usize) {
    for _ in 0..depth {
        html.raw("    ");
    }
}
