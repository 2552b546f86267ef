//! The compiler from parsed expressions to steps on the client's types.

use tinsmith_model::jmespath::{self, Comparator, Expression};
use tinsmith_model::{Kind, Node, ShapeRef};

use super::{Code, Field, Item, Over, Place, Ty, Value, functions, unified, wrong};
use crate::plan::{Operation, Plan, is_unit};

/// The largest number of types in the type of an object, at all depths.
const MOST_PARTS: usize = 1_000;

/// Compiles expressions on the input and output of an operation.
pub(crate) struct Compiler<'p, 'm> {
    plan: &'p Plan<'m>,
    operation: &'p Operation<'m>,
    /// Whether null ends the evaluation of comparisons and of boolean operators, as in the official clients.
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

    /// Compiles an expression on the structure `place`.
    ///
    /// # Errors
    /// Rust has no type for the expression, or the expression names a member that does not exist.
    pub(crate) fn of(&self, place: Place, expression: &Expression) -> Result<Value, String> {
        self.value(expression, &structure(place))
    }

    /// Compiles an expression on the object whose members `input` and `output` are the operation's input and output.
    ///
    /// # Errors
    /// The same as those of [`of`](Self::of).
    pub(crate) fn of_both(&self, expression: &Expression) -> Result<Value, String> {
        let part = |name: &str, place| (name.to_owned(), structure(place));
        let parts = vec![part("input", Place::Input), part("output", Place::Output)];
        let both = Item {
            ty: Ty::Object(parts),
            optional: false,
        };
        self.value(expression, &both)
    }

    /// Compiles an expression for a current value of the type `current`.
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
                    return Err(wrong("an index needs a list", &list));
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
                return Err(
                    "`&` and the functions that take it, such as `sort_by`, are not supported"
                        .to_owned(),
                );
            }
        })
    }

    /// Compiles a step with `find`, which is given the type of the current value without null. If the current value is
    /// null, the step evaluates to null.
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

    /// Compiles a call of the function `name`.
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
        // The list has a null for each field that is not set. The projection leaves the nulls out.
        let names = self.set_fields(*place)?;
        let names = then(arguments.swap_remove(0), names, true);
        self.projection(names, &jmespath::Over::Elements, &Expression::Current)
    }

    /// Compiles the step to the member `name` of a current value of the type `of`.
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

    /// Returns the step to a field of the current value.
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

    /// Returns the fields of a structure.
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

    /// Returns the type of a shape's values.
    fn ty(&self, shape: ShapeRef) -> Ty {
        // An expression can't know what a user's type holds.
        if self.plan.own_type(shape).is_some() {
            return Ty::Opaque(shape);
        }
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

    /// Returns the type of a map's values.
    fn map_value(&self, map: ShapeRef) -> Item {
        let Kind::Map { value, .. } = &self.plan.shape(map).kind else {
            unreachable!("a map is a map");
        };
        Item {
            ty: self.ty(value.target),
            optional: self.plan.shape(map).traits.is_sparse(),
        }
    }

    /// Compiles a literal. Arrays and objects become the expressions `[a, b]` and `{a: b}` of their values.
    fn literal(&self, value: &Node) -> Result<Value, String> {
        Ok(match value {
            Node::Null => Value::null(),
            Node::Bool(_) => Value::literal(value.clone(), Ty::Boolean),
            Node::String(_) => Value::literal(value.clone(), Ty::Text),
            Node::Number(number) => match value.as_f64() {
                Some(_) => Value::literal(value.clone(), Ty::Number),
                None => return Err(format!("the number {number} does not fit in an `f64`")),
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

    /// Compiles a projection over the values of `of`, with the expression `each` for each value.
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
                return Err(wrong("`*` needs a map or a structure", &of));
            }
            (jmespath::Over::Flattened, Ty::List(item)) => match &item.ty {
                Ty::List(inner) => (Over::Flattened, inner.ty.clone()),
                other => (Over::Elements, other.clone()),
            },
            (jmespath::Over::Slice(slice), Ty::List(item)) => {
                (Over::Slice(*slice), item.ty.clone())
            }
            (_, Ty::List(item)) => (Over::Elements, item.ty.clone()),
            _ => return Err(wrong("a projection needs a list", &of)),
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
            return Err("every element of the projection is null".to_owned());
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

    /// Compiles `||` or `&&`: `code` is `Code::Or` or `Code::And`.
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
            // Null is false, so that `||` evaluates to the right value if the left one is null.
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

    /// Compiles a comparison.
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
        // A comparison with the literal null tests whether a value is absent, and is never null itself.
        let stops = self.stops && !is_null || !is_equality;
        let optional = stops && (one.optional || other.optional);
        Ok(Value::new(
            Code::Compare(comparator, left, right),
            Ty::Boolean,
            optional,
        ))
    }

    /// Compiles a list of these values.
    ///
    /// # Errors
    /// The values have several types.
    pub(super) fn list(&self, values: Vec<Value>) -> Result<Value, String> {
        let mut ty = Ty::Null;
        for value in &values {
            ty = unified(&ty, &value.item.ty)?;
        }
        let optional = values.iter().any(|value| value.item.optional);
        let item = Box::new(Item { ty, optional });
        Ok(Value::present(Code::List(values), Ty::List(item)))
    }

    /// Checks that a value can be a condition.
    ///
    /// # Errors
    /// Rust can't tell whether a value of this type is empty or false.
    fn expect_condition(&self, value: &Value) -> Result<(), String> {
        match &value.item.ty {
            Ty::Opaque(_) => Err(wrong(
                "a condition must be a value that can be empty or false",
                value,
            )),
            _ => Ok(()),
        }
    }

    /// Returns the list of the names of a structure's members, with null for each member that is not set.
    pub(super) fn set_fields(&self, place: Place) -> Result<Value, String> {
        let fields = self.fields(place).iter().map(|field| {
            let name = Value::literal(Node::String(field.member.name.clone()), Ty::Text);
            then(self.of_field(field), name, true)
        });
        self.list(fields.collect())
    }
}

/// Returns the type of a structure that is never null.
fn structure(place: Place) -> Item {
    Item {
        ty: Ty::Structure(place),
        optional: false,
    }
}

/// Returns the step that evaluates `right` with the value of `left` as its current value. If `stops`, it evaluates to
/// null if `left` is null.
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

/// Makes `value`, which is a list or an object of expressions on the current value, evaluate to null if the current
/// value is null.
fn stops_at_null(current: &Item, value: Value) -> Value {
    if current.optional {
        then(Value::current(current.clone()), value, true)
    } else {
        value
    }
}

/// Returns an object of these members.
///
/// # Errors
/// The type of the object is too large.
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

/// Returns the number of types in a type, including itself.
fn size(ty: &Ty) -> usize {
    match ty {
        Ty::List(item) => 1 + size(&item.ty),
        Ty::Object(parts) => 1 + parts.iter().map(|(_, part)| size(&part.ty)).sum::<usize>(),
        _ => 1,
    }
}

/// Checks that values of the two types can be compared.
///
/// # Errors
/// The types differ, or Rust can't compare their values.
fn expect_comparable(one: &Item, other: &Item) -> Result<(), String> {
    match (&one.ty, &other.ty) {
        (Ty::Text, Ty::Text) | (Ty::Number, Ty::Number) | (Ty::Boolean, Ty::Boolean) => Ok(()),
        (Ty::List(one), Ty::List(other)) if one == other && !matches!(one.ty, Ty::List(_)) => {
            expect_comparable(one, other)
        }
        (one, other) => Err(format!(
            "{} can't be compared with {}: both must be strings, numbers, booleans, or lists of one of these",
            one.described(),
            other.described()
        )),
    }
}
