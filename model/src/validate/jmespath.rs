//! Computes the types of JMESPath expressions on the shapes of a model, and reports expressions that can't be evaluated.

use std::fmt;

use crate::jmespath::{self, Comparator, Expression, Over};
use crate::model::Model;
use crate::nearest::nearest;
use crate::node::Node;
use crate::shape::{Kind, Shape, ShapeRef};

/// The maximum number of types in the type of an object, at all depths.
const MOST_TYPES: usize = 1_000;

/// The type of a value. A value of any type may also be null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// The type of the value is unknown.
    Any,
    /// The value is always null.
    Null,
    Boolean,
    Number,
    Text,
    List(Box<Type>),
    Map(Box<Type>),
    /// A structure or union. `None` stands for the input or output of an operation that has none.
    Members(Option<ShapeRef>),
    /// An object `{a: b}`, with the types of its values.
    Object(Vec<(String, Type)>),
}

impl Type {
    /// Returns the type of a shape's values.
    pub(crate) fn of(model: &Model, shape: ShapeRef) -> Self {
        let Some(Shape { kind, .. }) = model.get(shape) else {
            return Self::Any;
        };
        match kind {
            Kind::Boolean => Self::Boolean,
            Kind::String | Kind::Enum(_) => Self::Text,
            Kind::Structure(_) | Kind::Union(_) => Self::Members(Some(shape)),
            Kind::List(member) => Self::List(Box::new(Self::element(model, member.target))),
            Kind::Map { value, .. } => Self::Map(Box::new(Self::element(model, value.target))),
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum(_)
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::BigInteger
            | Kind::BigDecimal => Self::Number,
            _ => Self::Any,
        }
    }

    /// Returns the type of the elements of a list or of the values of a map, which may be lists and maps themselves.
    fn element(model: &Model, mut shape: ShapeRef) -> Self {
        // Another check reports lists and maps that contain themselves. Here the loop only has to end.
        let mut around: Vec<fn(Box<Type>) -> Type> = Vec::new();
        while around.len() < jmespath::MAX_DEPTH {
            match model.get(shape).map(|shape| &shape.kind) {
                Some(Kind::List(member)) => {
                    around.push(Type::List);
                    shape = member.target;
                }
                Some(Kind::Map { value, .. }) => {
                    around.push(Type::Map);
                    shape = value.target;
                }
                _ => {
                    let inner = Self::of(model, shape);
                    let wrap = |inner, around: fn(Box<Type>) -> Type| around(Box::new(inner));
                    return around.into_iter().rev().fold(inner, wrap);
                }
            }
        }
        Self::Any
    }

    fn of_literal(value: &Node) -> Self {
        match value {
            Node::Null => Self::Null,
            Node::Bool(_) => Self::Boolean,
            Node::Number(_) => Self::Number,
            Node::String(_) => Self::Text,
            Node::Array(items) => Self::List(Box::new(common(items.iter().map(Self::of_literal)))),
            Node::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, value)| (name.clone(), Self::of_literal(value)));
                Self::Object(entries.collect())
            }
        }
    }

    /// Describes the type for error messages.
    pub(crate) fn described(&self) -> &'static str {
        match self {
            Self::Any => "a value of an unknown type",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Members(_) => "a structure or union",
            Self::Object(_) => "an object",
        }
    }

    /// Returns the number of types that this type consists of, itself included.
    fn size(&self) -> usize {
        match self {
            Self::List(inner) | Self::Map(inner) => 1 + inner.size(),
            Self::Object(entries) => 1 + entries.iter().map(|(_, ty)| ty.size()).sum::<usize>(),
            _ => 1,
        }
    }
}

/// Returns the type that is common to all of `types`, apart from null. It is `Any` if they differ, or if all are null.
fn common(types: impl Iterator<Item = Type>) -> Type {
    let mut known = types.filter(|ty| *ty != Type::Null);
    match known.next() {
        Some(first) if known.all(|other| other == first) => first,
        _ => Type::Any,
    }
}

/// Why an expression can't be evaluated.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It names a member that is not there, or compares values whose types can't be compared.
    Mistyped(String),
    Other(String),
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Mistyped(message) | Self::Other(message)) = self;
        f.write_str(message)
    }
}

/// Returns the type of an expression's value, where the current value has the type `current`.
///
/// # Errors
/// Fails if every evaluation would fail, or if the expression names a member or function that does not exist.
pub(crate) fn check(
    model: &Model,
    expression: &Expression,
    current: &Type,
) -> Result<Type, Problem> {
    let of = |expression, current: &Type| check(model, expression, current);
    Ok(match expression {
        Expression::Current => current.clone(),
        Expression::Literal(value) => Type::of_literal(value),
        Expression::Field(name) => field(model, name, current)?,
        Expression::Chain(left, right) | Expression::Pipe(left, right) => {
            of(right, &of(left, current)?)?
        }
        Expression::Index(list, _) => match of(list, current)? {
            Type::List(element) => *element,
            Type::Any => Type::Any,
            other => {
                let message = format!("an index applies to a list, not to {}", other.described());
                return Err(message.into());
            }
        },
        Expression::Projection {
            of: list,
            over,
            each,
        } => {
            let elements = elements(model, over, of(list, current)?)?;
            if let Over::Filtered(condition) = over {
                of(condition, &elements)?;
            }
            Type::List(Box::new(of(each, &elements)?))
        }
        Expression::Or(left, right) | Expression::And(left, right) => {
            common([of(left, current)?, of(right, current)?].into_iter())
        }
        Expression::Not(inner) => {
            of(inner, current)?;
            Type::Boolean
        }
        Expression::Comparison(comparator, left, right) => {
            let (left, right) = (of(left, current)?, of(right, current)?);
            compared(*comparator, &left, &right)?
        }
        Expression::List(items) => {
            let items = items.iter().map(|item| of(item, current));
            let items: Vec<Type> = items.collect::<Result<_, _>>()?;
            let element = common(items.into_iter());
            Type::List(Box::new(element))
        }
        Expression::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| Ok((name.clone(), of(value, current)?)));
            let object = Type::Object(entries.collect::<Result<_, Problem>>()?);
            if object.size() > MOST_TYPES {
                let message = format!("the object holds more than {MOST_TYPES} values");
                return Err(message.into());
            }
            object
        }
        Expression::Function(name, arguments) => function(model, name, arguments, current)?,
        Expression::Reference(_) => {
            let message =
                "`&` is only allowed in an argument of a function that takes an expression";
            return Err(message.to_owned().into());
        }
    })
}

fn field(model: &Model, name: &str, of: &Type) -> Result<Type, Problem> {
    match of {
        Type::Any => Ok(Type::Any),
        Type::Map(value) => Ok((**value).clone()),
        Type::Object(entries) => {
            let entry = entries.iter().find(|(other, _)| other == name);
            let names = entries.iter().map(|(name, _)| name.as_str());
            entry
                .map(|(_, ty)| ty.clone())
                .ok_or_else(|| no_member(name, names))
        }
        Type::Members(shape) => {
            let members = shape
                .and_then(|shape| model.get(shape))
                .map_or(&[][..], Shape::members);
            let member = members.iter().find(|member| member.name == name);
            let names = members.iter().map(|member| member.name.as_str());
            let member = member.ok_or_else(|| no_member(name, names))?;
            Ok(Type::of(model, member.target))
        }
        other => Err(Problem::Mistyped(format!(
            "there is no member `{name}` in {}",
            other.described()
        ))),
    }
}

fn no_member<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Problem {
    let hint = nearest(name, names);
    let hint = hint
        .first()
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Problem::Mistyped(format!("there is no member `{name}`{hint}"))
}

/// Returns the type of the values that a projection selects.
fn elements(model: &Model, over: &Over, of: Type) -> Result<Type, String> {
    match (over, of) {
        (_, Type::Any) => Ok(Type::Any),
        (Over::Values, Type::Map(value)) => Ok(*value),
        (Over::Values, Type::Members(shape)) => {
            let members = shape
                .and_then(|shape| model.get(shape))
                .map_or(&[][..], Shape::members);
            Ok(common(
                members.iter().map(|member| Type::of(model, member.target)),
            ))
        }
        (Over::Values, Type::Object(entries)) => Ok(common(entries.into_iter().map(|(_, ty)| ty))),
        (Over::Values, other) => Err(format!(
            "`*` applies to a map or a structure, not to {}",
            other.described()
        )),
        (Over::Flattened, Type::List(element)) => Ok(match *element {
            Type::List(inner) => *inner,
            other => other,
        }),
        (_, Type::List(element)) => Ok(*element),
        (_, other) => Err(format!(
            "a projection applies to a list, not to {}",
            other.described()
        )),
    }
}

/// Returns the type of a comparison. Only numbers have an order: `<` of any other values is null, and so is refused.
fn compared(comparator: Comparator, left: &Type, right: &Type) -> Result<Type, Problem> {
    let is_ordered = |ty: &Type| matches!(ty, Type::Number | Type::Any);
    match comparator {
        Comparator::Equal | Comparator::NotEqual => Ok(Type::Boolean),
        _ if is_ordered(left) && is_ordered(right) => Ok(Type::Boolean),
        _ => Err(Problem::Mistyped(format!(
            "`{}` compares numbers, not {} and {}",
            comparator.as_str(),
            left.described(),
            right.described()
        ))),
    }
}

/// The built-in functions of JMESPath, each with the minimum and maximum number of its arguments.
const FUNCTIONS: [(&str, usize, usize); 26] = [
    ("abs", 1, 1),
    ("avg", 1, 1),
    ("ceil", 1, 1),
    ("contains", 2, 2),
    ("ends_with", 2, 2),
    ("floor", 1, 1),
    ("join", 2, 2),
    ("keys", 1, 1),
    ("length", 1, 1),
    ("map", 2, 2),
    ("max", 1, 1),
    ("max_by", 2, 2),
    ("merge", 1, usize::MAX),
    ("min", 1, 1),
    ("min_by", 2, 2),
    ("not_null", 1, usize::MAX),
    ("reverse", 1, 1),
    ("sort", 1, 1),
    ("sort_by", 2, 2),
    ("starts_with", 2, 2),
    ("sum", 1, 1),
    ("to_array", 1, 1),
    ("to_number", 1, 1),
    ("to_string", 1, 1),
    ("type", 1, 1),
    ("values", 1, 1),
];

/// Checks the arguments of a function, and returns the type of its result.
fn function(
    model: &Model,
    name: &str,
    arguments: &[Expression],
    current: &Type,
) -> Result<Type, Problem> {
    let Some((_, least, most)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
        let hint = nearest(name, FUNCTIONS.iter().map(|(name, ..)| *name));
        let hint = hint
            .first()
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("there is no function `{name}`{hint}").into());
    };
    if !(*least..=*most).contains(&arguments.len()) {
        let more = if most > least { " or more" } else { "" };
        let count = arguments.len();
        let message =
            format!("wrong number of arguments of `{name}`: expected {least}{more}, found {count}");
        return Err(message.into());
    }
    let mut types = Vec::new();
    for argument in arguments {
        types.push(match argument {
            // It is checked below, with an element of the other argument as its current value.
            Expression::Reference(_) => Type::Null,
            other => check(model, other, current)?,
        });
    }
    let references: Vec<bool> = arguments
        .iter()
        .map(|it| matches!(it, Expression::Reference(_)))
        .collect();
    let place = match name {
        "map" => Some(0),
        "max_by" | "min_by" | "sort_by" => Some(1),
        _ => None,
    };
    for (at, is_reference) in references.iter().enumerate() {
        match (*is_reference, place == Some(at)) {
            (true, false) => return Err(format!("`{name}` takes no expression with `&`").into()),
            (false, true) => return Err(format!("`{name}` takes an expression with `&`").into()),
            _ => {}
        }
    }
    let by = |at: usize, list: usize| match (&arguments[at], &types[list]) {
        (Expression::Reference(by), Type::List(element)) => check(model, by, element),
        _ => Ok(Type::Any),
    };
    let expect = |at: usize, expected: &str, fits: fn(&Type) -> bool| match &types[at] {
        Type::Any | Type::Null => Ok(()),
        ty if fits(ty) => Ok(()),
        other => {
            let found = other.described();
            Err(format!(
                "argument {} of `{name}` must be {expected}, found {found}",
                at + 1
            ))
        }
    };
    let is_list: fn(&Type) -> bool = |ty| matches!(ty, Type::List(_));
    let is_number: fn(&Type) -> bool = |ty| matches!(ty, Type::Number);
    let is_text: fn(&Type) -> bool = |ty| matches!(ty, Type::Text);
    let is_object: fn(&Type) -> bool =
        |ty| matches!(ty, Type::Map(_) | Type::Members(_) | Type::Object(_));
    Ok(match name {
        "abs" | "ceil" | "floor" => {
            expect(0, "a number", is_number)?;
            Type::Number
        }
        "avg" | "sum" => {
            expect(
                0,
                "a list of numbers",
                |ty| matches!(ty, Type::List(element) if matches!(**element, Type::Number | Type::Any)),
            )?;
            Type::Number
        }
        "contains" => {
            expect(0, "a list or a string", |ty| {
                matches!(ty, Type::List(_) | Type::Text)
            })?;
            Type::Boolean
        }
        "starts_with" | "ends_with" => {
            expect(0, "a string", is_text)?;
            expect(1, "a string", is_text)?;
            Type::Boolean
        }
        "join" => {
            expect(0, "a string", is_text)?;
            expect(
                1,
                "a list of strings",
                |ty| matches!(ty, Type::List(element) if matches!(**element, Type::Text | Type::Any)),
            )?;
            Type::Text
        }
        "keys" => {
            expect(0, "a map or a structure", is_object)?;
            Type::List(Box::new(Type::Text))
        }
        "values" => {
            expect(0, "a map or a structure", is_object)?;
            Type::List(Box::new(match &types[0] {
                Type::Any | Type::Null => Type::Any,
                object => elements(model, &Over::Values, object.clone())?,
            }))
        }
        "length" => {
            expect(0, "a list, a map, a structure or a string", |ty| {
                !matches!(ty, Type::Number | Type::Boolean)
            })?;
            Type::Number
        }
        "map" => {
            expect(1, "a list", is_list)?;
            Type::List(Box::new(by(0, 1)?))
        }
        "max" | "min" | "sort" => {
            expect(0, "a list of numbers or strings", |ty| {
                matches!(ty, Type::List(element)
                    if matches!(**element, Type::Number | Type::Text | Type::Any))
            })?;
            match (name, &types[0]) {
                ("sort", list) => list.clone(),
                (_, Type::List(element)) => (**element).clone(),
                _ => Type::Any,
            }
        }
        "max_by" | "min_by" | "sort_by" => {
            expect(0, "a list", is_list)?;
            let key = by(1, 0)?;
            if !matches!(key, Type::Number | Type::Text | Type::Any) {
                let found = key.described();
                let message = format!("`{name}` compares numbers or strings, found {found}");
                return Err(message.into());
            }
            match (name, &types[0]) {
                ("sort_by", list) => list.clone(),
                (_, Type::List(element)) => (**element).clone(),
                _ => Type::Any,
            }
        }
        "reverse" => {
            expect(0, "a list or a string", |ty| {
                matches!(ty, Type::List(_) | Type::Text)
            })?;
            types[0].clone()
        }
        "not_null" => common(types.iter().cloned()),
        "to_string" | "type" => Type::Text,
        "to_number" => Type::Number,
        "to_array" => match &types[0] {
            list @ Type::List(_) => list.clone(),
            other => Type::List(Box::new(other.clone())),
        },
        _ => Type::Any,
    })
}
