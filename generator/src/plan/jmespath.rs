//! Paths of JMESPath as what Rust has to do, each step with its type: no value is made but what the path gives.
//!
//! Two ways to treat what is absent meet here. In JMESPath it is null, which compares like any value. The
//! official clients stop at it: the path gives nothing, or a filter leaves the element out. They are right for
//! AWS's services.

mod compile;
mod functions;

use tinsmith_model::jmespath::{Comparator, Slice};
use tinsmith_model::{Node, ShapeRef};

use crate::names::Name;

pub(crate) use compile::Compiler;

/// A part of a path. The current value stands in the variable that the emitter calls `it`.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// How the value is found.
    pub(crate) code: Code,
    /// What it is.
    pub(crate) item: Item,
}

/// What a value is, and whether it may be null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// The type.
    pub(crate) ty: Ty,
    /// The value may be null: in Rust an `Option`.
    pub(crate) optional: bool,
}

/// The type of a value, and what stands for it in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Always null.
    Null,
    /// `bool`
    Boolean,
    /// `f64`
    Number,
    /// `&str`
    Text,
    /// An iterator that can be cloned.
    List(Box<Item>),
    /// A reference to the map of this shape.
    Map(ShapeRef),
    /// A reference to a structure.
    Structure(Place),
    /// A reference to the union of this shape.
    Union(ShapeRef),
    /// A tuple.
    Object(Vec<(String, Item)>),
    /// A reference to a value that has no parts and can't be compared.
    Opaque(ShapeRef),
}

/// Which structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The operation's input.
    Input,
    /// The operation's output.
    Output,
    /// A type.
    Shape(ShapeRef),
}

/// How a value is found.
#[derive(Clone, Debug)]
pub(crate) enum Code {
    /// The current value.
    Current,
    /// A boolean, number, string or null.
    Literal(Node),
    /// A field of the structure that is current.
    Field(Field),
    /// What the union that is current holds, if it is of this variant.
    Variant {
        /// The method that returns it.
        getter: Name,
        /// What the variant holds.
        target: ShapeRef,
        /// What it holds is boxed.
        boxed: bool,
    },
    /// The value of a key of the map that is current.
    Entry {
        /// The map's shape.
        map: ShapeRef,
        /// The key.
        key: String,
    },
    /// A part of the object that is current.
    Part(usize),
    /// The second, with the first as its current value.
    Then {
        /// The value.
        left: Box<Value>,
        /// What is made of it.
        right: Box<Value>,
        /// Null stays null, so that the second has a value.
        stops: bool,
    },
    /// An element of a list.
    Index(Box<Value>, i64),
    /// A list made of the values of another.
    Project {
        /// A list, or what has values.
        of: Box<Value>,
        /// Which values.
        over: Over,
        /// Values for which this does not hold are left out.
        condition: Option<Box<Value>>,
        /// What is made of each.
        each: Box<Value>,
    },
    /// The first that holds, or the last.
    Or(Box<Value>, Box<Value>),
    /// The first that does not hold, or the last.
    And(Box<Value>, Box<Value>),
    /// Whether the value does not hold.
    Not(Box<Value>),
    /// A comparison.
    Compare(Comparator, Box<Value>, Box<Value>),
    /// A list of these, all of one type.
    List(Vec<Value>),
    /// An object of these.
    Object(Vec<Value>),
    /// A function of arguments, which gives null if one of them is null.
    Call(Function, Vec<Value>),
    /// The first that is not null.
    NotNull(Vec<Value>),
}

/// Which values a projection goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// The elements of a list.
    Elements,
    /// The elements of the lists in a list.
    Flattened,
    /// The values of a map or structure.
    Values,
    /// Some elements of a list.
    Slice(Slice),
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Its name in Rust.
    pub(crate) ident: Name,
    /// What its member targets.
    pub(crate) target: ShapeRef,
    /// It is an `Option`.
    pub(crate) optional: bool,
    /// What it holds is boxed.
    pub(crate) boxed: bool,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// `abs`
    Abs,
    /// `ceil`
    Ceil,
    /// `contains`, of a list or string
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

    /// The value is never null.
    pub(super) fn present(code: Code, ty: Ty) -> Self {
        Self::new(code, ty, false)
    }

    /// The current value.
    fn current(item: Item) -> Self {
        Self {
            code: Code::Current,
            item,
        }
    }

    fn literal(value: Node, ty: Ty) -> Self {
        Self::present(Code::Literal(value), ty)
    }

    /// Null.
    fn null() -> Self {
        Self::new(Code::Literal(Node::Null), Ty::Null, true)
    }
}

impl Item {
    /// The value is `Copy` in Rust; others are cloned where they are used.
    pub(crate) fn is_copy(&self) -> bool {
        match &self.ty {
            Ty::List(_) => false,
            Ty::Object(parts) => parts.iter().all(|(_, part)| part.is_copy()),
            _ => true,
        }
    }
}

impl Ty {
    /// How messages call the type.
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

/// The type of what is one or the other.
fn unified(one: &Ty, other: &Ty) -> Result<Ty, String> {
    match (one, other) {
        (Ty::Null, ty) | (ty, Ty::Null) => Ok(ty.clone()),
        _ if one == other => Ok(one.clone()),
        _ => Err(format!(
            "a value is {} or {}, and Rust has no type for both",
            one.described(),
            other.described()
        )),
    }
}

/// Says that `expected` was expected, and what was found.
fn wrong(expected: &str, found: &Value) -> String {
    format!("{expected}, not of {}", found.item.ty.described())
}
