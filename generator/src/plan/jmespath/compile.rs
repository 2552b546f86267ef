//! From an expression to what Rust has to do.

use tinsmith_model::jmespath::{self, Comparator, Expression};
use tinsmith_model::{Kind, Node, ShapeRef};

use super::{Code, Field, Item, Over, Place, Ty, Value, functions, unified, wrong};
use crate::plan::{Operation, Plan, is_unit};

/// How many types an object may hold, at all depths.
const MOST_PARTS: usize = 1_000;

/// Compiles paths in the input and output of an operation.
pub(crate) struct Compiler<'p, 'm> {
    plan: &'p Plan<'m>,
    operation: &'p Operation<'m>,
    /// What is absent ends the evaluation, as in the official clients.
    stops: bool,
}

impl<'p, 'm> Compiler<'p, 'm> {
    pub(crate) fn new(plan: &'p Plan<'m>, operation: &'p Operation<'m>) -> Self {
        Self {
            plan,
            operation,
            stops: plan.service.is_aws,
        }
    }

    /// The value of an expression in the input or output.
    ///
    /// # Errors
    /// The expression asks for what can't be written in Rust, or names a member that there is not.
    pub(crate) fn of(&self, place: Place, expression: &Expression) -> Result<Value, String> {
        self.value(expression, &structure(place))
    }

    /// The value of an expression in an object with the input and the output.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub(crate) fn of_both(&self, expression: &Expression) -> Result<Value, String> {
        let part = |name: &str, place| (name.to_owned(), structure(place));
        let parts = vec![part("input", Place::Input), part("output", Place::Output)];
        let both = Item {
            ty: Ty::Object(parts),
            optional: false,
        };
        self.value(expression, &both)
    }

    pub(super) fn value(&self, expression: &Expression, current: &Item) -> Result<Value, String> {
        let boxed = |expression, current: &Item| {
            let value = self.value(expression, current);
            value.map(Box::new)
        };
        Ok(match expression {
            Expression::Current => Value::current(current.clone()),
            Expression::Field(name) => self.on_current(current, |ty| self.field(name, ty))?,
            Expression::Literal(value) => self.literal(value)?,
            Expression::Chain(left, right) => {
                let left = self.value(left, current)?;
                let ty = left.item.ty.clone();
                let right = self.value(
                    right,
                    &Item {
                        ty,
                        optional: false,
                    },
                )?;
                then(left, right, true)
            }
            Expression::Pipe(left, right) => {
                let left = self.value(left, current)?;
                let right = self.value(right, &left.item)?;
                then(left, right, false)
            }
            Expression::Index(list, at) => {
                let list = self.value(list, current)?;
                let Ty::List(item) = list.item.ty.clone() else {
                    return Err(wrong("an index is of a list", &list));
                };
                Value::new(Code::Index(Box::new(list), *at), item.ty, true)
            }
            Expression::Projection { of, over, each } => {
                let of = self.value(of, current)?;
                self.projection(of, over, each)?
            }
            Expression::Or(left, right) => self.choice(
                Code::Or,
                self.value(left, current)?,
                self.value(right, current)?,
            )?,
            Expression::And(left, right) => self.choice(
                Code::And,
                self.value(left, current)?,
                self.value(right, current)?,
            )?,
            Expression::Not(inner) => {
                let inner = boxed(inner, current)?;
                self.expect_condition(&inner)?;
                let optional = self.stops && inner.item.optional;
                Value::new(Code::Not(inner), Ty::Boolean, optional)
            }
            Expression::Comparison(comparator, left, right) => {
                self.comparison(*comparator, boxed(left, current)?, boxed(right, current)?)?
            }
            Expression::List(items) => {
                let items = items.iter().map(|item| self.value(item, current));
                let list = self.list(items.collect::<Result<_, _>>()?)?;
                stops_at_null(current, list)
            }
            Expression::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.value(value, current)?)));
                let object = object(entries.collect::<Result<_, String>>()?)?;
                stops_at_null(current, object)
            }
            Expression::Function(name, arguments) => self.function(name, arguments, current)?,
            Expression::Reference(_) => {
                return Err("`&` stands where no function takes an expression".to_owned());
            }
        })
    }

    /// What is found in the current value; null of null.
    fn on_current(
        &self,
        current: &Item,
        find: impl FnOnce(&Ty) -> Result<Value, String>,
    ) -> Result<Value, String> {
        let found = find(&current.ty)?;
        Ok(if current.optional {
            then(Value::current(current.clone()), found, true)
        } else {
            found
        })
    }

    fn function(
        &self,
        name: &str,
        arguments: &[Expression],
        current: &Item,
    ) -> Result<Value, String> {
        let arguments = arguments
            .iter()
            .map(|argument| self.value(argument, current));
        let mut arguments: Vec<Value> = arguments.collect::<Result<_, _>>()?;
        let Some(Ty::Structure(place)) = arguments.first().map(|it| &it.item.ty) else {
            return functions::call(name, arguments);
        };
        if name != "keys" {
            return functions::call(name, arguments);
        }
        // Those that are not set are null in this list, and no names.
        let names = self.set_fields(*place)?;
        let names = then(arguments.swap_remove(0), names, true);
        self.projection(names, &jmespath::Over::Elements, &Expression::Current)
    }

    fn field(&self, name: &str, of: &Ty) -> Result<Value, String> {
        let missing = || format!("there is no member `{name}`");
        match of {
            Ty::Null => Ok(Value::null()),
            Ty::Structure(place) => {
                let mut fields = self.fields(*place).iter();
                let field = fields.find(|field| field.member.name == name);
                Ok(self.of_field(field.ok_or_else(missing)?))
            }
            Ty::Union(shape) => {
                let variants = self.plan.variants(*shape);
                let mut variants = variants.iter();
                let variant = variants.find(|variant| variant.member.name == name);
                let variant = variant.ok_or_else(missing)?;
                let target = variant.member.target;
                if is_unit(self.plan.shape(target)) {
                    return Err(format!("the member `{name}` of the union holds nothing"));
                }
                let code = Code::Variant {
                    getter: variant.getter.clone(),
                    target,
                    boxed: variant.boxed,
                };
                Ok(Value::new(code, self.ty(target), true))
            }
            Ty::Map(map) => {
                let code = Code::Entry {
                    map: *map,
                    key: name.to_owned(),
                };
                Ok(Value::new(code, self.map_value(*map).ty, true))
            }
            Ty::Object(parts) => {
                let at = parts.iter().position(|(part, _)| part == name);
                let at = at.ok_or_else(missing)?;
                let item = parts[at].1.clone();
                Ok(Value {
                    code: Code::Part(at),
                    item,
                })
            }
            other => Err(format!(
                "there is no member `{name}` in {}",
                other.described()
            )),
        }
    }

    fn of_field(&self, field: &crate::plan::Field<'_>) -> Value {
        let target = field.member.target;
        let code = Code::Field(Field {
            ident: field.ident.clone(),
            target,
            optional: field.optional,
            boxed: field.boxed,
        });
        Value::new(code, self.ty(target), field.optional)
    }

    /// The fields of a structure.
    fn fields(&self, place: Place) -> &'p [crate::plan::Field<'m>] {
        match place {
            Place::Input => &self.operation.input.fields,
            Place::Output => &self.operation.output.fields,
            Place::Shape(shape) => {
                let errors = &self.plan.errors;
                let error = || errors.iter().find(|error| error.shape == Some(shape));
                let structure = self.plan.structure(shape).or_else(error);
                &structure
                    .expect("a structure that a member targets is a type")
                    .fields
            }
        }
    }

    /// The type of a shape's values.
    fn ty(&self, shape: ShapeRef) -> Ty {
        match &self.plan.shape(shape).kind {
            Kind::Boolean => Ty::Boolean,
            Kind::String | Kind::Enum(_) => Ty::Text,
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum(_)
            | Kind::Long
            | Kind::Float
            | Kind::Double => Ty::Number,
            Kind::Structure(_) => Ty::Structure(Place::Shape(shape)),
            Kind::Union(_) => Ty::Union(shape),
            Kind::Map { .. } => Ty::Map(shape),
            Kind::List(member) => Ty::List(Box::new(Item {
                ty: self.ty(member.target),
                optional: self.plan.shape(shape).traits.is_sparse(),
            })),
            _ => Ty::Opaque(shape),
        }
    }

    /// The values of a map.
    fn map_value(&self, map: ShapeRef) -> Item {
        let Kind::Map { value, .. } = &self.plan.shape(map).kind else {
            unreachable!("a map is a map");
        };
        Item {
            ty: self.ty(value.target),
            optional: self.plan.shape(map).traits.is_sparse(),
        }
    }

    fn literal(&self, value: &Node) -> Result<Value, String> {
        Ok(match value {
            Node::Null => Value::null(),
            Node::Bool(_) => Value::literal(value.clone(), Ty::Boolean),
            Node::String(_) => Value::literal(value.clone(), Ty::Text),
            Node::Number(number) => match value.as_f64() {
                Some(_) => Value::literal(value.clone(), Ty::Number),
                None => return Err(format!("the literal {number} is no number of 64 bits")),
            },
            Node::Array(items) => {
                let items = items.iter().map(|item| self.literal(item));
                self.list(items.collect::<Result<_, _>>()?)?
            }
            Node::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.literal(value)?)));
                object(entries.collect::<Result<_, String>>()?)?
            }
        })
    }

    pub(super) fn projection(
        &self,
        of: Value,
        over: &jmespath::Over,
        each: &Expression,
    ) -> Result<Value, String> {
        let (over_values, element) = match (over, &of.item.ty) {
            (_, Ty::Null) => return Ok(Value::null()),
            (jmespath::Over::Values, Ty::Map(map)) => (Over::Values, self.map_value(*map).ty),
            (jmespath::Over::Values, Ty::Structure(place)) => {
                let fields = self.fields(*place).iter().map(|field| self.of_field(field));
                let values = self.list(fields.collect())?;
                let values = then(of, values, true);
                return self.projection(values, &jmespath::Over::Elements, each);
            }
            (jmespath::Over::Values, _) => {
                return Err(wrong("`*` goes through a map or a structure", &of));
            }
            (jmespath::Over::Flattened, Ty::List(item)) => match &item.ty {
                Ty::List(inner) => (Over::Flattened, inner.ty.clone()),
                other => (Over::Elements, other.clone()),
            },
            (jmespath::Over::Slice(slice), Ty::List(item)) => {
                (Over::Slice(*slice), item.ty.clone())
            }
            (_, Ty::List(item)) => (Over::Elements, item.ty.clone()),
            _ => return Err(wrong("a projection goes through a list", &of)),
        };
        let element = Item {
            ty: element,
            optional: false,
        };
        let condition = match over {
            jmespath::Over::Filtered(condition) => {
                let condition = self.value(condition, &element)?;
                self.expect_condition(&condition)?;
                Some(Box::new(condition))
            }
            _ => None,
        };
        let each = self.value(each, &element)?;
        let item = Item {
            ty: each.item.ty.clone(),
            optional: false,
        };
        if item.ty == Ty::Null {
            return Err("the projection gives null for each element".to_owned());
        }
        let optional = of.item.optional;
        let code = Code::Project {
            of: Box::new(of),
            over: over_values,
            condition,
            each: Box::new(each),
        };
        Ok(Value::new(code, Ty::List(Box::new(item)), optional))
    }

    /// `||` and `&&`.
    fn choice(
        &self,
        code: fn(Box<Value>, Box<Value>) -> Code,
        left: Value,
        right: Value,
    ) -> Result<Value, String> {
        self.expect_condition(&left)?;
        let is_boolean = |value: &Value| value.item.ty == Ty::Boolean;
        let optional = match self.stops && is_boolean(&left) && is_boolean(&right) {
            true => left.item.optional || right.item.optional,
            // What is null does not hold, so that `||` gives the other.
            false => match code(Box::new(Value::null()), Box::new(Value::null())) {
                Code::Or(..) => right.item.optional,
                _ => left.item.optional || right.item.optional,
            },
        };
        let ty = unified(&left.item.ty, &right.item.ty)?;
        Ok(Value::new(
            code(Box::new(left), Box::new(right)),
            ty,
            optional,
        ))
    }

    fn comparison(
        &self,
        comparator: Comparator,
        left: Box<Value>,
        right: Box<Value>,
    ) -> Result<Value, String> {
        let (one, other) = (&left.item, &right.item);
        let is_equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
        if !is_equality && (one.ty != Ty::Number || other.ty != Ty::Number) {
            return Err(format!(
                "`{}` compares numbers, not {} and {}",
                comparator.as_str(),
                one.ty.described(),
                other.ty.described()
            ));
        }
        let is_null = one.ty == Ty::Null || other.ty == Ty::Null;
        if !is_null {
            expect_comparable(one, other)?;
        }
        // A comparison with null itself asks whether a value is absent.
        let stops = self.stops && !is_null || !is_equality;
        let optional = stops && (one.optional || other.optional);
        Ok(Value::new(
            Code::Compare(comparator, left, right),
            Ty::Boolean,
            optional,
        ))
    }

    /// A list of these values.
    pub(super) fn list(&self, values: Vec<Value>) -> Result<Value, String> {
        let mut ty = Ty::Null;
        for value in &values {
            ty = unified(&ty, &value.item.ty)?;
        }
        let optional = values.iter().any(|value| value.item.optional);
        let item = Box::new(Item { ty, optional });
        Ok(Value::present(Code::List(values), Ty::List(item)))
    }

    /// The value holds or does not, in a way that Rust can find out.
    fn expect_condition(&self, value: &Value) -> Result<(), String> {
        match &value.item.ty {
            Ty::Opaque(_) => Err(wrong(
                "a condition is a value that may be empty or false",
                value,
            )),
            _ => Ok(()),
        }
    }

    /// The fields of a structure, any of which makes it one that is not empty.
    pub(super) fn set_fields(&self, place: Place) -> Result<Value, String> {
        let fields = self.fields(place).iter().map(|field| {
            let name = Value::literal(Node::String(field.member.name.clone()), Ty::Text);
            then(self.of_field(field), name, true)
        });
        self.list(fields.collect())
    }
}

fn structure(place: Place) -> Item {
    Item {
        ty: Ty::Structure(place),
        optional: false,
    }
}

/// The second of the value of the first; if `stops`, null of null.
fn then(left: Value, right: Value, stops: bool) -> Value {
    if matches!(right.code, Code::Current) {
        return left;
    }
    let optional = right.item.optional || (stops && left.item.optional);
    let ty = right.item.ty.clone();
    let code = Code::Then {
        left: Box::new(left),
        right: Box::new(right),
        stops,
    };
    Value::new(code, ty, optional)
}

/// A choice of members of what may be null, which is null then.
fn stops_at_null(current: &Item, value: Value) -> Value {
    if current.optional {
        then(Value::current(current.clone()), value, true)
    } else {
        value
    }
}

fn object(entries: Vec<(String, Value)>) -> Result<Value, String> {
    let parts = entries.iter();
    let parts = parts.map(|(name, value)| (name.clone(), value.item.clone()));
    let ty = Ty::Object(parts.collect());
    if size(&ty) > MOST_PARTS {
        return Err(format!("the object holds more than {MOST_PARTS} values"));
    }
    let values = entries.into_iter().map(|(_, value)| value).collect();
    Ok(Value::present(Code::Object(values), ty))
}

/// How many types this holds, itself included.
fn size(ty: &Ty) -> usize {
    match ty {
        Ty::List(item) => 1 + size(&item.ty),
        Ty::Object(parts) => 1 + parts.iter().map(|(_, part)| size(&part.ty)).sum::<usize>(),
        _ => 1,
    }
}

/// Values of these types are equal or not, in a way that Rust can find out.
fn expect_comparable(one: &Item, other: &Item) -> Result<(), String> {
    match (&one.ty, &other.ty) {
        (Ty::Text, Ty::Text) | (Ty::Number, Ty::Number) | (Ty::Boolean, Ty::Boolean) => Ok(()),
        (Ty::List(one), Ty::List(other)) if one == other && !matches!(one.ty, Ty::List(_)) => {
            expect_comparable(one, other)
        }
        (one, other) => Err(format!(
            "{} is compared with {}, and only strings, numbers, booleans and lists of those can be",
            one.described(),
            other.described()
        )),
    }
}
