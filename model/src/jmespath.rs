//! JMESPath, the language of paths in `smithy.waiters#waitable` and `smithy.rules#operationContextParams`.
//!
//! `lexer` splits a text into tokens, and `parser` builds an [`Expression`] from them. This module never evaluates an
//! expression.
//!
//! Specification: <https://jmespath.org/specification.html>.

mod lexer;
mod parser;

use std::fmt;

use crate::node::Node;

pub use parser::parse;

/// The maximum nesting depth of an expression. Each step of a path is one level.
pub const MAX_DEPTH: usize = 64;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `@`: the current value.
    Current,
    /// `name`: the member `name` of the current value.
    Field(String),
    /// `` `..` ``: a JSON value; or `'..'`: a string.
    Literal(Node),
    /// `a.b`: evaluates the second expression on the value of the first. Null if that value is null.
    Chain(Box<Expression>, Box<Expression>),
    /// `a | b`: evaluates the second expression on the value of the first, even if that value is null.
    Pipe(Box<Expression>, Box<Expression>),
    /// `a[-1]`: the element of a list at an index. A negative index counts from the end.
    Index(Box<Expression>, i64),
    /// A projection: evaluates an expression on each value of a list, map or structure, and lists the results.
    Projection {
        /// The list, map or structure.
        of: Box<Expression>,
        /// The values that are selected from it.
        over: Over,
        /// The expression that is evaluated on each value. Results that are null are left out.
        each: Box<Expression>,
    },
    /// `a || b`: the first value, or the second if the first is empty, false or null.
    Or(Box<Expression>, Box<Expression>),
    /// `a && b`: the first value if it is empty, false or null, otherwise the second.
    And(Box<Expression>, Box<Expression>),
    /// `!a`: whether the value is empty, false or null.
    Not(Box<Expression>),
    /// `a == b`: compares two values.
    Comparison(Comparator, Box<Expression>, Box<Expression>),
    /// `[a, b]`: a list of the values of expressions.
    List(Vec<Expression>),
    /// `{a: b}`: an object with named values of expressions.
    Object(Vec<(String, Expression)>),
    /// `name(..)`: a function and its arguments.
    Function(String, Vec<Expression>),
    /// `&a`: an argument that the function evaluates on each element of a list.
    Reference(Box<Expression>),
}

/// The values that a projection selects.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// `[*]`: the elements of a list.
    Elements,
    /// `[]`: the elements of a list. An element that is a list is replaced by its own elements.
    Flattened,
    /// `*`: the values of a map, or of a structure's members.
    Values,
    /// `[?..]`: the elements for which the condition is true.
    Filtered(Box<Expression>),
    /// `[a:b:c]`: the elements of a list in a slice.
    Slice(Slice),
}

/// A slice of a list: `[start:stop:step]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The index of the first element. A negative index counts from the end.
    pub start: Option<i64>,
    /// The index at which the slice stops, not included. A negative index counts from the end.
    pub stop: Option<i64>,
    /// The distance between two elements, never zero. A negative step goes backwards.
    pub step: i64,
}

/// A comparison operator.
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
    /// Returns the operator as it is written in an expression.
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

/// The error for a text that is not a valid expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offset of the error in the text, in bytes.
    pub at: usize,
    /// The message, without the position.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at column {}", self.message, self.at + 1)
    }
}

impl std::error::Error for SyntaxError {}
