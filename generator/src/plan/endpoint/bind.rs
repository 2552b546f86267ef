//! The endpoint parameters that operations set, from traits and from members of their inputs.

use tinsmith_model::{Diagnostics, Kind, Node, ShapeRef};

use super::jmespath::{self, Step};
use super::parse;
use super::ruleset::{Literal, ParamType, Parameter};
use super::scope::{Malformed, unknown};
use crate::names::Name;
use crate::plan::{Field, Operation, Plan};

const STATIC: &str = "smithy.rules#staticContextParams";
const MEMBER: &str = "smithy.rules#contextParam";
const PATHS: &str = "smithy.rules#operationContextParams";

/// A parameter that an operation sets.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// The setter of the parameter.
    pub(crate) setter: Name,
    /// Its value.
    pub(crate) source: ParamSource,
}

/// The value of a parameter.
#[derive(Clone, Debug)]
pub(crate) enum ParamSource {
    /// A constant.
    Fixed(Literal),
    /// The value at the end of a path from the input, if it is set.
    Input {
        /// The field of the input that the path begins with.
        field: Name,
        /// The steps after it..
        path: Vec<Access>,
        /// How the value at the end of the path becomes a parameter.
        value: Value,
    },
}

/// How a value in the input becomes a parameter.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// The text of a string or enum.
    Text,
    /// A boolean.
    Bool,
    /// The strings of a list.
    Texts,
    /// The strings that these steps, at least one, select from a list or map.
    Projection(Vec<ProjectionStep>),
}

/// A step of a projection.
#[derive(Clone, Debug)]
pub(crate) enum ProjectionStep {
    /// The keys of a map, which is the first value.
    Keys,
    /// The elements of a list: of the first value, or of each so far.
    Elements {
        /// Elements may be null.
        sparse: bool,
    },
    /// A member of each.
    Member(Access),
    /// The values at the end of these paths from each. It is the last step.
    Select(Vec<Vec<Access>>),
}

/// The access to a member of a structure or union.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// How the member is read.
    pub(crate) get: Get,
    /// The member's target.
    target: ShapeRef,
}

/// How a member is read.
#[derive(Clone, Debug)]
pub(crate) enum Get {
    /// The method of a union that returns the value of its variant.
    Variant(Name),
    /// The field of a structure.
    Field {
        /// Its name.
        ident: Name,
        /// It is an `Option`.
        optional: bool,
        /// Its value is boxed.
        boxed: bool,
    },
}

impl Access {
    /// Whether the member may be missing.
    pub(crate) fn is_optional(&self) -> bool {
        match self.get {
            Get::Variant(_) => true,
            Get::Field { optional, .. } => optional,
        }
    }
}

/// The parameters of each operation, in rising precedence: the last one that sets a parameter wins.
///
/// # Errors
/// A trait can't be bound: at most one problem for each operation.
pub(in crate::plan) fn all(plan: &Plan<'_>) -> Result<Vec<Vec<Binding>>, Diagnostics> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for operation in &plan.operations {
        let binder = Binder {
            plan,
            parameters: &plan.endpoints.rules.parameters,
            operation,
        };
        match binder.bindings() {
            Ok(bindings) => all.push(bindings),
            Err(bad) => problems.extend(bad),
        }
    }
    if problems.is_empty() {
        Ok(all)
    } else {
        Err(Diagnostics::new(problems))
    }
}

struct Binder<'p, 'm> {
    plan: &'p Plan<'m>,
    parameters: &'p [Parameter],
    operation: &'p Operation<'m>,
}

impl Binder<'_, '_> {
    fn bindings(&self) -> Result<Vec<Binding>, Diagnostics> {
        let traits = &self.plan.shape(self.operation.shape).traits;
        let mut bindings = Vec::new();
        for (name, node) in entries(traits.get(PATHS)) {
            let binding = self.of_path(name, node).map_err(|bad| bad.at(name));
            bindings.push(binding.map_err(|bad| self.problem(PATHS, &bad))?);
        }
        for field in &self.operation.input.fields {
            if let Some(node) = field.member.traits.get(MEMBER) {
                let binding = self.of_member(field, node);
                bindings.push(binding.map_err(|bad| {
                    let member = format!("{}${}", self.operation.name, field.member.name);
                    self.problem(MEMBER, &bad.at(&member))
                })?);
            }
        }
        for (name, node) in entries(traits.get(STATIC)) {
            let binding = self.fixed(name, node).map_err(|bad| bad.at(name));
            bindings.push(binding.map_err(|bad| self.problem(STATIC, &bad))?);
        }
        Ok(bindings)
    }

    fn problem(&self, trait_id: &str, bad: &Malformed) -> Diagnostics {
        super::problem(self.plan.model, self.operation.shape, trait_id, bad).into()
    }

    fn parameter(&self, name: &str) -> Result<&Parameter, Malformed> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
            .ok_or_else(|| {
                let known = self
                    .parameters
                    .iter()
                    .map(|parameter| parameter.name.as_str());
                unknown("endpoint parameter", name, known)
            })
    }

    fn fixed(&self, name: &str, node: &Node) -> Result<Binding, Malformed> {
        let parameter = self.parameter(name)?;
        let value = parse::literal(node.get("value").unwrap_or(&Node::Null))
            .map_err(|bad| bad.at("value"))?;
        if value.ty() != parameter.ty {
            return Err(Malformed::new("the value is not of the parameter's type").at("value"));
        }
        Ok(Binding {
            setter: parameter.names.ident.clone(),
            source: ParamSource::Fixed(value),
        })
    }

    fn of_member(&self, field: &Field<'_>, node: &Node) -> Result<Binding, Malformed> {
        let name = node.get("name").and_then(Node::as_str);
        let parameter =
            self.parameter(name.ok_or_else(|| Malformed::new("expected a string `name`"))?)?;
        Ok(Binding {
            setter: parameter.names.ident.clone(),
            source: ParamSource::Input {
                field: field.ident.clone(),
                path: Vec::new(),
                value: self.scalar(parameter.ty, field.member.target)?,
            },
        })
    }

    fn of_path(&self, name: &str, node: &Node) -> Result<Binding, Malformed> {
        let parameter = self.parameter(name)?;
        let path = node.get("path").and_then(Node::as_str);
        let steps =
            jmespath::parse(path.ok_or_else(|| Malformed::new("expected a string `path`"))?)?;
        let fields = steps
            .iter()
            .take_while(|step| matches!(step, Step::Field(_)))
            .count();
        let (fields, projection) = steps.split_at(fields);
        let (field, path, shape) = self.input_path(fields)?;
        let value = match projection {
            [] => self.scalar(parameter.ty, shape)?,
            steps if parameter.ty == ParamType::List => {
                Value::Projection(self.projection(steps, shape)?)
            }
            _ => {
                return Err(Malformed::new(
                    "the path gives a list, and the parameter is not a list",
                ));
            }
        };
        Ok(Binding {
            setter: parameter.names.ident.clone(),
            source: ParamSource::Input { field, path, value },
        })
    }

    /// How a value of the shape becomes a parameter of the type `ty`.
    fn scalar(&self, ty: ParamType, shape: ShapeRef) -> Result<Value, Malformed> {
        let shape = self.plan.shape(shape);
        match (ty, &shape.kind) {
            (ParamType::Text, Kind::String | Kind::Enum(_)) => Ok(Value::Text),
            (ParamType::Bool, Kind::Boolean) => Ok(Value::Bool),
            (ParamType::List, Kind::List(member)) if !shape.traits.is_sparse() => {
                self.expect_text(member.target)?;
                Ok(Value::Texts)
            }
            _ => Err(Malformed::new(format!(
                "a value of `{}` is not of the parameter's type",
                shape.id
            ))),
        }
    }

    fn expect_text(&self, shape: ShapeRef) -> Result<(), Malformed> {
        let shape = self.plan.shape(shape);
        match shape.kind {
            Kind::String | Kind::Enum(_) => Ok(()),
            _ => Err(Malformed::new(format!(
                "expected strings, not values of `{}`",
                shape.id
            ))),
        }
    }

    /// A path of fields from the input: its first field, the other steps, and the target of the last one.
    fn input_path(&self, fields: &[Step]) -> Result<(Name, Vec<Access>, ShapeRef), Malformed> {
        let Some((Step::Field(first), rest)) = fields.split_first() else {
            return Err(Malformed::new("the path is empty"));
        };
        let field = self
            .operation
            .input
            .field(first)
            .ok_or_else(|| no_member(first))?;
        let mut path = Vec::new();
        let mut shape = field.member.target;
        for step in rest {
            if let Step::Field(name) = step {
                let access = self.access(shape, name)?;
                shape = access.target;
                path.push(access);
            }
        }
        Ok((field.ident.clone(), path, shape))
    }

    /// The steps of a projection of a value of the shape, which gives a list of strings.
    fn projection(
        &self,
        steps: &[Step],
        mut shape: ShapeRef,
    ) -> Result<Vec<ProjectionStep>, Malformed> {
        let mut items = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            match (step, &self.plan.shape(shape).kind) {
                (Step::Keys, Kind::Map { key, .. }) if at == 0 => {
                    items.push(ProjectionStep::Keys);
                    shape = key.target;
                }
                (Step::Each { flatten }, Kind::List(member)) if at == 0 || *flatten => {
                    let sparse = self.plan.shape(shape).traits.is_sparse();
                    items.push(ProjectionStep::Elements { sparse });
                    shape = member.target;
                }
                (Step::Field(name), _) => {
                    let access = self.access(shape, name)?;
                    shape = access.target;
                    items.push(ProjectionStep::Member(access));
                }
                (Step::Select(choice), _) if at > 0 && at + 1 == steps.len() => {
                    items.push(ProjectionStep::Select(self.select(choice, shape)?));
                    return Ok(items);
                }
                _ => {
                    return Err(Malformed::new(
                        "the path projects a value that is not a list, or gives lists of lists",
                    ));
                }
            }
        }
        self.expect_text(shape)?;
        Ok(items)
    }

    /// The paths of some fields of a shape.
    fn select(
        &self,
        choice: &[Vec<String>],
        shape: ShapeRef,
    ) -> Result<Vec<Vec<Access>>, Malformed> {
        let paths = choice.iter().map(|fields| {
            let (mut path, mut shape) = (Vec::new(), shape);
            for name in fields {
                let access = self.access(shape, name)?;
                shape = access.target;
                path.push(access);
            }
            self.expect_text(shape)?;
            Ok(path)
        });
        paths.collect()
    }

    fn access(&self, shape: ShapeRef, name: &str) -> Result<Access, Malformed> {
        if let Kind::Union(_) = self.plan.shape(shape).kind {
            let variants = self.plan.variants(shape);
            let variant = variants.iter().find(|variant| variant.member.name == name);
            let variant = variant.ok_or_else(|| no_member(name))?;
            return Ok(Access {
                get: Get::Variant(variant.getter.clone()),
                target: variant.member.target,
            });
        }
        let structure = self.plan.structure(shape);
        let field = structure
            .and_then(|structure| structure.field(name))
            .ok_or_else(|| no_member(name))?;
        Ok(Access {
            get: Get::Field {
                ident: field.ident.clone(),
                optional: field.optional,
                boxed: field.boxed,
            },
            target: field.member.target,
        })
    }
}

fn no_member(name: &str) -> Malformed {
    Malformed::new(format!(
        "the path names the member `{name}`, which does not exist there"
    ))
}

fn entries(node: Option<&Node>) -> &[(String, Node)] {
    node.and_then(Node::as_object).unwrap_or_default()
}
