//! JMESPath, the language of paths in `smithy.waiters#waitable` and `smithy.rules#operationContextParams`.
//!
//! `parser` makes an [`Expression`] of a text, `lexer` its tokens. No value is ever computed here.
//!
//! Specification: <https://jmespath.org/specification.html>.

mod lexer;
mod parser;

use std::fmt;

use crate::node::Node;

pub use parser::parse;

/// How deep an expression may be nested; each step of a path is one level.
pub const MAX_DEPTH: usize = 64;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `@`: the current value.
    Current,
    /// `name`: the member of this name of the current value.
    Field(String),
    /// `` `..` `` and `'..'`
    Literal(Node),
    /// `a.b`: the second for the value of the first; null where that is null.
    Chain(Box<Expression>, Box<Expression>),
    /// `a | b`: the second for the value of the first, which may be null.
    Pipe(Box<Expression>, Box<Expression>),
    /// `a[-1]`: an element of a list, counted from the end if negative.
    Index(Box<Expression>, i64),
    /// A list made of each value of another, or of a map.
    Projection {
        /// What the values are of.
        of: Box<Expression>,
        /// Which values.
        over: Over,
        /// What is made of each value; nulls are left out.
        each: Box<Expression>,
    },
    /// `a || b`: the first unless it is empty, false or null.
    Or(Box<Expression>, Box<Expression>),
    /// `a && b`: the first if it is empty, false or null, else the second.
    And(Box<Expression>, Box<Expression>),
    /// `!a`: whether the value is empty, false or null.
    Not(Box<Expression>),
    /// `a == b`
    Comparison(Comparator, Box<Expression>, Box<Expression>),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{a: b}`
    Object(Vec<(String, Expression)>),
    /// `name(..)`
    Function(String, Vec<Expression>),
    /// `&a`: an argument that is evaluated for each element.
    Reference(Box<Expression>),
}

/// The values that a projection goes through.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// `[*]`: the elements of a list.
    Elements,
    /// `[]`: the elements of a list, or the elements of those that are lists.
    Flattened,
    /// `*`: the values of a map, or of the members of a structure.
    Values,
    /// `[?..]`: the elements for which the condition holds.
    Filtered(Box<Expression>),
    /// `[a:b:c]`: some elements of a list by their place.
    Slice(Slice),
}

/// `[start:stop:step]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The first place, from the end if negative.
    pub start: Option<i64>,
    /// The place behind the last, from the end if negative.
    pub stop: Option<i64>,
    /// The distance, never zero; negative from the end to the start.
    pub step: i64,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparator {
    /// The operator as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where, as a number of bytes from the start.
    pub at: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at column {}", self.message, self.at + 1)
    }
}

impl std::error::Error for SyntaxError {}
