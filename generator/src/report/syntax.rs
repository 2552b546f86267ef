//! Blocks of code in the making, and what the two languages have in common.

use tinsmith_model::Kind;

use super::page::{Block, Parameter, Syntax, SyntaxLine};
use super::tree::Tree;
use crate::docs::printable;

/// Writes code line by line.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<SyntaxLine>,
    indent: usize,
    /// The next text starts a line.
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

    /// Writes on in the line, which is new if any part of it is.
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

    /// Ends the line; what follows is one level deeper.
    pub(super) fn deeper(&mut self) {
        self.indent += 1;
        self.fresh = true;
    }

    /// Ends the line; what follows is one level less deep.
    pub(super) fn shallower(&mut self) {
        self.indent = self.indent.saturating_sub(1);
        self.fresh = true;
    }

    /// One level less deep from the next line on.
    pub(super) fn back(&mut self) {
        self.indent = self.indent.saturating_sub(1);
    }

    /// Ends the line.
    pub(super) fn next(&mut self) {
        self.fresh = true;
    }

    /// All of it.
    pub(super) fn finish(self) -> Syntax {
        Syntax { lines: self.lines }
    }
}

/// What a language says of a member.
pub(super) struct Spelling {
    /// Its name; none for what is in lists and maps.
    pub(super) name: Option<String>,
    /// Its type.
    pub(super) type_name: String,
}

/// The tree as parameters, with names and types as `spell` has them, and descriptions by `describe`.
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
    // The whole is described by its operation.
    let documentation = tree.member.and_then(|_| tree.documentation());
    Parameter {
        name: name.map(|name| printable(&name)),
        type_name,
        required: is_request && tree.is_required(),
        changed: tree.changed,
        description: describe(documentation),
        children,
    }
}
