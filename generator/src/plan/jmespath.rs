//! JMESPath expressions, compiled to steps on the types of the client.
//!
//! `model/src/jmespath` parses an expression, and the validation of the model types it against the model's shapes.
//! This module compiles it to a [`Value`]: steps on the client's Rust types, each with the type of its result.
//! `emit/jmespath` writes the steps as one Rust expression, in which lists are iterators and numbers are `f64`. An
//! expression for which Rust has no type is an error.
//!
//! An absent member evaluates to null. By the specification of JMESPath, null can be compared with any value. The
//! official clients stop at null instead: a comparison with an absent member is null, and a filter leaves the element
//! out. Clients of AWS services do as the official clients do, all others as the specification says.

mod compile;
mod functions;

use tinsmith_model::jmespath::{Comparator, Slice};
use tinsmith_model::{Node, ShapeRef};

use crate::names::Name;

pub(crate) use compile::Compiler;

/// A compiled expression. In the emitted code, the current value of JMESPath is the variable `it`.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// The step that evaluates the expression.
    pub(crate) code: Code,
    /// The type of the result.
    pub(crate) item: Item,
}

/// The type of a value, and whether the value may be null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// The type of the value if it is not null.
    pub(crate) ty: Ty,
    /// Whether the value may be null. In Rust it is an `Option` then.
    pub(crate) optional: bool,
}

/// The type of a value that is not null. Each variant names the Rust type of the emitted expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// The type of null itself.
    Null,
    /// `bool`
    Boolean,
    /// `f64`
    Number,
    /// `&str`
    Text,
    /// An iterator that implements `Clone`.
    List(Box<Item>),
    /// A reference to the map of this shape.
    Map(ShapeRef),
    /// A reference to a structure.
    Structure(Place),
    /// A reference to the union of this shape.
    Union(ShapeRef),
    /// A tuple of the members of a JMESPath object (`{a: b}`), with the name and type of each.
    Object(Vec<(String, Item)>),
    /// A reference to a value that has no members and can't be compared.
    Opaque(ShapeRef),
}

/// A structure of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The operation's input.
    Input,
    /// The operation's output.
    Output,
    /// The structure of this shape.
    Shape(ShapeRef),
}

/// A step of a compiled expression.
#[derive(Clone, Debug)]
pub(crate) enum Code {
    /// The current value.
    Current,
    /// A literal boolean, number, string or null.
    Literal(Node),
    /// A field of the current value, which is a structure.
    Field(Field),
    /// The value of a variant of the current value, which is a union. Evaluates to null if the union has another
    /// variant.
    Variant {
        /// The variant's getter.
        getter: Name,
        /// The shape that the union's member targets.
        target: ShapeRef,
        /// Whether the variant's value is in a `Box`.
        boxed: bool,
    },
    /// The value of a key of the current value, which is a map. Evaluates to null if the map does not have the key.
    Entry {
        /// The map's shape.
        map: ShapeRef,
        /// The key.
        key: String,
    },
    /// A member of the current value, which is an object, by its place.
    Part(usize),
    /// The right expression, evaluated with the value of the left one as its current value.
    Then {
        /// The expression that is evaluated first.
        left: Box<Value>,
        /// The expression that is evaluated second.
        right: Box<Value>,
        /// Whether the result is null if the left value is null, so that the right expression always has a value.
        stops: bool,
    },
    /// The element of a list at this place, which counts from the end if it is negative. Evaluates to null if the
    /// list has no such element.
    Index(Box<Value>, i64),
    /// A projection: the list of the results of an expression on each value of a list or map.
    Project {
        /// The list or map.
        of: Box<Value>,
        /// The values that the projection visits.
        over: Over,
        /// The condition of a filter: values for which it is false are left out.
        condition: Option<Box<Value>>,
        /// The expression that is evaluated with each value as its current value. Nulls are left out of the result.
        each: Box<Value>,
    },
    /// `a || b`: the left value if it is true, else the right value. In JMESPath a value is false if it is null,
    /// `false` or empty, and true otherwise.
    Or(Box<Value>, Box<Value>),
    /// `a && b`: the left value if it is false, else the right value.
    And(Box<Value>, Box<Value>),
    /// `!a`: whether the value is false.
    Not(Box<Value>),
    /// A comparison.
    Compare(Comparator, Box<Value>, Box<Value>),
    /// `[a, b]`: a list of the values, which all have one type.
    List(Vec<Value>),
    /// `{a: b}`: an object of the values. Their names are in its type.
    Object(Vec<Value>),
    /// A call of a function. Evaluates to null if an argument is null.
    Call(Function, Vec<Value>),
    /// `not_null(a, b)`: the first argument that is not null.
    NotNull(Vec<Value>),
}

/// The values that a projection visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// The elements of a list.
    Elements,
    /// The elements of the lists in a list of lists.
    Flattened,
    /// The values of a map.
    Values,
    /// The elements of a list that the slice selects by their places.
    Slice(Slice),
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The field's name in Rust.
    pub(crate) ident: Name,
    /// The shape that the member targets.
    pub(crate) target: ShapeRef,
    /// Whether the field is an `Option`.
    pub(crate) optional: bool,
    /// Whether the field's value is in a `Box`.
    pub(crate) boxed: bool,
}

/// A function of JMESPath that is supported, except `not_null`, which is [`Code::NotNull`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// `abs`
    Abs,
    /// `ceil`
    Ceil,
    /// `contains`, whose first argument is a list or a string
    Contains,
    /// `ends_with`
    EndsWith,
    /// `floor`
    Floor,
    /// `keys`
    Keys,
    /// `length`
    Length,
    /// `starts_with`
    StartsWith,
    /// `sum`
    Sum,
}

impl Value {
    pub(super) fn new(code: Code, ty: Ty, optional: bool) -> Self {
        Self {
            code,
            item: Item { ty, optional },
        }
    }

    /// Returns a value that is never null.
    pub(super) fn present(code: Code, ty: Ty) -> Self {
        Self::new(code, ty, false)
    }

    /// Returns the expression `@`, where the current value is of the type `item`.
    fn current(item: Item) -> Self {
        Self {
            code: Code::Current,
            item,
        }
    }

    fn literal(value: Node, ty: Ty) -> Self {
        Self::present(Code::Literal(value), ty)
    }

    /// Returns the literal null.
    fn null() -> Self {
        Self::new(Code::Literal(Node::Null), Ty::Null, true)
    }
}

impl Item {
    /// Whether the value's Rust type is `Copy`. Values of other types are cloned where they are used.
    pub(crate) fn is_copy(&self) -> bool {
        match &self.ty {
            Ty::List(_) => false,
            Ty::Object(parts) => parts.iter().all(|(_, part)| part.is_copy()),
            _ => true,
        }
    }
}

impl Ty {
    /// Returns the words for the type in error messages.
    pub(crate) fn described(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Structure(_) => "a structure",
            Self::Union(_) => "a union",
            Self::Object(_) => "an object",
            Self::Opaque(_) => "a blob, timestamp, document or big number",
        }
    }
}

/// Returns the type of a value that is of one type or the other.
///
/// # Errors
/// The types differ, and neither is null.
fn unified(one: &Ty, other: &Ty) -> Result<Ty, String> {
    match (one, other) {
        (Ty::Null, ty) | (ty, Ty::Null) => Ok(ty.clone()),
        _ if one == other => Ok(one.clone()),
        _ => Err(format!(
            "a value may be {} or {}, and Rust has no type for both",
            one.described(),
            other.described()
        )),
    }
}

/// Returns the message that a value has the wrong type: what is needed (`expected`), and the type that was found.
fn wrong(expected: &str, found: &Value) -> String {
    format!("{expected}, not {}", found.item.ty.described())
}
