//! The endpoint parameters that operations set, from traits and from members of their inputs.

use tinsmith_model::endpoint_rules::{Literal, Malformed, ParamType, literal, unknown};
use tinsmith_model::jmespath::parse;
use tinsmith_model::{Diagnostics, Kind, Node, ShapeRef};

use super::Parameter;
use crate::names::Name;
use crate::plan::jmespath::{self, Compiler, Place, Ty};
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
    /// A field of the input, if it is set.
    Field {
        /// The field.
        field: Name,
        /// What is made of it.
        value: Value,
    },
    /// What a path from the input leads to, if that is not null.
    Path {
        /// The path.
        path: Box<jmespath::Value>,
        /// What is made of its end.
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
            parameters: &plan.endpoints.parameters,
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
            .find(|parameter| parameter.declared.name == name)
            .ok_or_else(|| {
                let known = self
                    .parameters
                    .iter()
                    .map(|parameter| parameter.declared.name.as_str());
                unknown("endpoint parameter", name, known)
            })
    }

    fn fixed(&self, name: &str, node: &Node) -> Result<Binding, Malformed> {
        let parameter = self.parameter(name)?;
        let value =
            literal(node.get("value").unwrap_or(&Node::Null)).map_err(|bad| bad.at("value"))?;
        if value.ty() != parameter.declared.ty {
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
            source: ParamSource::Field {
                field: field.ident.clone(),
                value: self.scalar(parameter.declared.ty, field.member.target)?,
            },
        })
    }

    fn of_path(&self, name: &str, node: &Node) -> Result<Binding, Malformed> {
        let parameter = self.parameter(name)?;
        let path = node.get("path").and_then(Node::as_str);
        let path = path.ok_or_else(|| Malformed::new("expected a string `path`"))?;
        let at_path =
            |problem: String| Malformed::new(format!("the path `{path}`: {problem}")).at("path");
        let expression = parse(path).map_err(|problem| at_path(problem.to_string()))?;
        let compiler = Compiler::new(self.plan, self.operation);
        let path = compiler.of(Place::Input, &expression).map_err(at_path)?;
        let value = match (parameter.declared.ty, &path.item.ty) {
            (ParamType::Text, Ty::Text) => Value::Text,
            (ParamType::Bool, Ty::Boolean) => Value::Bool,
            (ParamType::List, Ty::List(item)) if item.ty == Ty::Text => Value::Texts,
            (_, found) => {
                let found = found.described();
                let problem = format!("it leads to {found}, which is not the parameter's type");
                return Err(at_path(problem));
            }
        };
        Ok(Binding {
            setter: parameter.names.ident.clone(),
            source: ParamSource::Path {
                path: Box::new(path),
                value,
            },
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
}

fn entries(node: Option<&Node>) -> &[(String, Node)] {
    node.and_then(Node::as_object).unwrap_or_default()
}
