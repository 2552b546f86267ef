//! Writing of code blocks, and the parts that the two languages share.

use tinsmith_model::Kind;

use super::page::{Block, Parameter, Syntax, SyntaxLine};
use super::tree::Tree;
use crate::docs::printable;

/// Writes code line by line.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<SyntaxLine>,
    indent: usize,
    /// Whether the next text starts a line.
    fresh: bool,
}

impl Lines {
    /// Starts with a line.
    pub(super) fn new(text: &str) -> Self {
        let mut lines = Self {
            fresh: true,
            ..Self::default()
        };
        lines.push(text, false);
        lines
    }

    /// Continues the line. It is marked as new if any part of it is.
    pub(super) fn push(&mut self, text: &str, changed: bool) {
        let text = printable(text);
        match self.lines.last_mut() {
            Some(line) if !self.fresh => {
                line.text.push_str(&text);
                line.changed |= changed;
            }
            _ => self.lines.push(SyntaxLine {
                indent: self.indent,
                text,
                changed,
            }),
        }
        self.fresh = false;
    }

    /// Ends the line, and indents the next ones by one more level.
    pub(super) fn deeper(&mut self) {
        self.indent += 1;
        self.fresh = true;
    }

    /// Ends the line, and indents the next ones by one level less.
    pub(super) fn shallower(&mut self) {
        self.indent = self.indent.saturating_sub(1);
        self.fresh = true;
    }

    /// Indents the next lines by one level less.
    pub(super) fn back(&mut self) {
        self.indent = self.indent.saturating_sub(1);
    }

    /// Ends the line.
    pub(super) fn next(&mut self) {
        self.fresh = true;
    }

    /// Returns the code block.
    pub(super) fn finish(self) -> Syntax {
        Syntax { lines: self.lines }
    }
}

/// A member's name and type in a language.
pub(super) struct Spelling {
    /// Its name; `None` for elements of lists and maps.
    pub(super) name: Option<String>,
    /// Its type.
    pub(super) type_name: String,
}

/// The tree as parameters, with names and types by `spell`, and documentation by `describe`.
pub(super) fn parameter(
    tree: &Tree<'_>,
    is_request: bool,
    spell: &impl Fn(&Tree<'_>) -> Spelling,
    describe: &impl Fn(Option<&str>) -> Vec<Block>,
) -> Parameter {
    let Spelling { name, type_name } = spell(tree);
    let is_map = matches!(tree.shape().kind, Kind::Map { .. });
    let mut children: Vec<Parameter> = tree
        .children
        .iter()
        .map(|child| parameter(child, is_request, spell, describe))
        .collect();
    if is_map
        && children.len() == 2
        && let Some(value) = children.pop()
        && let Some(key) = children.last_mut()
    {
        key.children.push(value);
    }
    // The operation has the documentation of the input or output itself.
    let documentation = tree.member.and_then(|_| tree.documentation());
    Parameter {
        name: name.map(|name| printable(&name)),
        type_name,
        shape: tree.named_type().map(printable),
        required: is_request && tree.is_required(),
        changed: tree.changed,
        description: describe(documentation),
        children,
    }
}
