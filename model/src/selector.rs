//! Selectors: the language that picks shapes out of a model (Smithy 2.0, "Selectors").
//!
//! `parse` reads an expression into [`Step`]s, `attribute` reads the values that shapes have, `compare` compares
//! them, and `matching` runs the steps over a [`Graph`](crate::graph::Graph).

mod attribute;
mod compare;
mod matching;
mod parse;
mod variables;

use std::fmt;

use crate::graph::{Graph, Relationship, Vertex};

pub(crate) use matching::{Matches, TooMuch};

/// How deep the functions of a selector may nest, and how many variables it may define.
pub(crate) const MAX_DEPTH: usize = 64;

/// A parsed selector (Smithy 2.0, "Selectors").
#[derive(Clone, Debug)]
pub struct Selector {
    text: String,
    steps: Vec<Step>,
}

impl Selector {
    /// Parses a selector.
    ///
    /// # Errors
    /// The first place at which the text is not a selector.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        Ok(Self {
            text: text.to_owned(),
            steps: parse::parse(text)?,
        })
    }

    /// The text that was parsed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A text in which the values of a shape stand in the place of `@{path}` (Smithy 2.0, "Message templates"). None if
    /// the template is malformed.
    pub(crate) fn message(
        &self,
        graph: &Graph<'_>,
        vertex: Vertex,
        template: &str,
    ) -> Option<String> {
        let matches = Matches::among(self, graph, vec![vertex]).ok()?;
        let variables = matches.shapes.get(&vertex);
        matching::filled(graph, vertex, variables, template)
    }
}

/// Why a text is not a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    /// The offset in the text, in bytes.
    pub at: usize,
    /// Line and column, both from 1; columns count characters.
    pub position: (usize, usize),
    /// What was expected and what was found.
    pub message: String,
    /// What might have been meant.
    pub hint: Option<String>,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position;
        if line > 1 {
            write!(f, "{} at line {line}, column {column}", self.message)
        } else {
            write!(f, "{} at column {column}", self.message)
        }
    }
}

impl std::error::Error for SelectorError {}

/// One part of a selector. Each takes a set of shapes and gives another one.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// `*`: all of them.
    Any,
    /// `string`: those of this kind.
    Kind(KindName),
    /// `[trait|tags = a]`: those that have such a value.
    Attribute(Attribute),
    /// `[@trait|range: @{min} = @{max}]`: those that have a value for which all comparisons hold.
    Scope(Scope),
    /// `>`, `<`, `-[input]->`: the shapes that are one relationship away.
    Neighbors(Neighbors),
    /// `~>`: the shapes that are any number of relationships away.
    Reachable,
    /// `:is(..)`: what any of the selectors gives.
    Is(Vec<Vec<Step>>),
    /// `:not(..)`: those for which the selector gives nothing.
    Not(Vec<Step>),
    /// `:test(..)`: those for which one of the selectors gives something.
    Test(Vec<Vec<Step>>),
    /// `:in(..)`: those that the selector gives.
    In(Vec<Step>),
    /// `:root(..)`: what the selector gives for all shapes of the model. The number tells one from another.
    Root(usize, Vec<Step>),
    /// `:topdown(a, b)`: services, resources and operations that match the first selector, or that are in one that
    /// does with no match of the second in between.
    TopDown(Vec<Step>, Option<Vec<Step>>),
    /// `:recursive(..)`: what the selector gives, applied any number of times.
    Recursive(Vec<Step>),
    /// `$name(..)`: keeps what the selector gives for each shape, and goes on with that shape.
    Define(String, Vec<Step>),
    /// `${name}`: the shapes of a variable.
    Variable(String),
}

impl Step {
    /// Whether the result is a part of the set that is given, and the same for each shape whatever else is in the set.
    pub(crate) fn is_filter(&self) -> bool {
        let all = |steps: &[Step]| steps.iter().all(Step::is_filter);
        match self {
            Self::Any | Self::Kind(_) | Self::Attribute(_) | Self::Scope(_) => true,
            Self::Not(_) | Self::Test(_) | Self::In(_) | Self::TopDown(..) => true,
            Self::Is(selectors) => selectors.iter().all(|steps| all(steps)),
            _ => false,
        }
    }
}

/// A name of shapes by kind.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum KindName {
    /// The kind of this name, and its subtypes
    Exact(&'static str),
    Number,
    SimpleType,
    Collection,
}

#[derive(Clone, Debug)]
pub(crate) struct Neighbors {
    /// Against the direction of relationships
    pub(crate) is_reverse: bool,
    /// Empty: all that are directed
    pub(crate) relationships: Vec<Relationship>,
    /// `-[trait]->`: from a shape to the definitions of its traits
    pub(crate) traits: bool,
}

/// `[path comparator values]`
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) path: Vec<Key>,
    /// None if it is enough that the value exists
    pub(crate) comparison: Option<(Comparator, Vec<String>, bool)>,
}

/// `[@path: comparisons]`
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) path: Vec<Key>,
    pub(crate) assertions: Vec<Assertion>,
}

/// `@{a} = b, @{c} i`
#[derive(Clone, Debug)]
pub(crate) struct Assertion {
    pub(crate) left: Operand,
    pub(crate) comparator: Comparator,
    pub(crate) right: Vec<Operand>,
    pub(crate) ignores_case: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Literal(String),
    Path(Vec<Key>),
}

/// One part of the path of an attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    Name(String),
    /// `(keys)`
    Keys,
    /// `(values)`
    Values,
    /// `(length)`
    Length,
}

/// How values are compared.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// `{=}`: both have the same values
    SameValues,
    /// `{!=}`
    OtherValues,
    /// `{<}`: all values of the first are values of the second
    Subset,
    /// `{<<}`: they are, and the second has more
    ProperSubset,
}
