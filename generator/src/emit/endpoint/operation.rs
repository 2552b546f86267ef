//! How an operation and its input give endpoint parameters.
//!
//! ```ignore
//! fn bind_endpoint_params(input: &Self::Input, mut params: ParamsBuilder) -> ParamsBuilder {
//!     if let Some(value) = input.bucket.as_ref() {
//!         params = params.bucket(value.as_str());
//!     }
//!     params.set_use_s3_express_control_endpoint(Some(true))
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Diagnostics, Kind, Node, ShapeRef};

use super::Endpoints;
use super::expr::unknown;
use super::jmespath::{self, Step};
use super::params::{ident, literal};
use super::parse::{self, Malformed};
use super::ruleset::{ParamType, Parameter};
use crate::emit::union;
use crate::names;
use crate::plan::{Field, Operation, Plan};

const STATIC: &str = "smithy.rules#staticContextParams";
const MEMBER: &str = "smithy.rules#contextParam";
const PATHS: &str = "smithy.rules#operationContextParams";

/// The operation's `bind_endpoint_params`; nothing if it gives no parameters, or if [`check`] rejects it.
pub(crate) fn bind(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    if !has_bindings(plan, operation) {
        return TokenStream::new();
    }
    let Ok(endpoints) = Endpoints::of(plan.model, plan.service.shape) else {
        return TokenStream::new();
    };
    let binder = Binder {
        plan,
        parameters: &endpoints.rules.parameters,
        operation,
    };
    match binder.statements() {
        Ok(statements) if !statements.is_empty() => method(plan, &statements),
        _ => TokenStream::new(),
    }
}

/// Checks what all operations give.
pub(super) fn check(plan: &Plan<'_>, endpoints: &Endpoints) -> Result<(), Diagnostics> {
    let mut problems = Vec::new();
    for operation in &plan.operations {
        let binder = Binder {
            plan,
            parameters: &endpoints.rules.parameters,
            operation,
        };
        problems.extend(binder.statements().err().into_iter().flatten());
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn has_bindings(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let traits = &plan.shape(operation.shape).traits;
    let mut fields = operation.input.fields.iter();
    traits.has(STATIC) || traits.has(PATHS) || fields.any(|field| field.member.traits.has(MEMBER))
}

fn method(plan: &Plan<'_>, statements: &[Statement]) -> TokenStream {
    let root = &plan.root;
    let reads_input = statements.iter().any(|statement| statement.reads_input);
    let input = match reads_input {
        true => quote!(input),
        false => quote!(_input),
    };
    let statements = statements.iter().map(|statement| &statement.tokens);
    quote! {
        fn bind_endpoint_params(
            #input: &Self::Input,
            mut params: #root::config::endpoint::ParamsBuilder,
        ) -> #root::config::endpoint::ParamsBuilder {
            #(#statements)*
            params
        }
    }
}

struct Statement {
    tokens: TokenStream,
    reads_input: bool,
}

struct Binder<'p, 'm> {
    plan: &'p Plan<'m>,
    parameters: &'p [Parameter],
    operation: &'p Operation<'m>,
}

impl Binder<'_, '_> {
    /// In rising precedence, as the last to set a parameter wins.
    fn statements(&self) -> Result<Vec<Statement>, Diagnostics> {
        let traits = &self.plan.shape(self.operation.shape).traits;
        let mut statements = Vec::new();
        for (name, node) in entries(traits.get(PATHS)) {
            let statement = self.path_statement(name, node).map_err(|bad| bad.at(name));
            statements.push(statement.map_err(|bad| self.problem(PATHS, &bad))?);
        }
        for field in &self.operation.input.fields {
            if let Some(node) = field.member.traits.get(MEMBER) {
                let statement = self.member_statement(field, node);
                statements.push(statement.map_err(|bad| {
                    let member = format!("{}${}", self.operation.name, field.member.name);
                    self.problem(MEMBER, &bad.at(&member))
                })?);
            }
        }
        for (name, node) in entries(traits.get(STATIC)) {
            let statement = self
                .static_statement(name, node)
                .map_err(|bad| bad.at(name));
            statements.push(statement.map_err(|bad| self.problem(STATIC, &bad))?);
        }
        Ok(statements)
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

    fn static_statement(&self, name: &str, node: &Node) -> Result<Statement, Malformed> {
        let parameter = self.parameter(name)?;
        let value = parse::literal(node.get("value").unwrap_or(&Node::Null))
            .map_err(|bad| bad.at("value"))?;
        if value.ty() != parameter.ty {
            return Err(Malformed::new("the value is not of the parameter's type").at("value"));
        }
        let (setter, value) = (ident(parameter), literal(&value));
        Ok(Statement {
            tokens: quote!(params = params.#setter(#value);),
            reads_input: false,
        })
    }

    fn member_statement(&self, field: &Field<'_>, node: &Node) -> Result<Statement, Malformed> {
        let name = node.get("name").and_then(Node::as_str);
        let parameter =
            self.parameter(name.ok_or_else(|| Malformed::new("expected a string `name`"))?)?;
        let value = self.scalar(parameter.ty, field.member.target)?;
        let member = &field.ident;
        Ok(set_if_some(
            parameter,
            &quote!(input.#member.as_ref()),
            &value,
        ))
    }

    fn path_statement(&self, name: &str, node: &Node) -> Result<Statement, Malformed> {
        let parameter = self.parameter(name)?;
        let path = node.get("path").and_then(Node::as_str);
        let steps =
            jmespath::parse(path.ok_or_else(|| Malformed::new("expected a string `path`"))?)?;
        let fields = steps
            .iter()
            .take_while(|step| matches!(step, Step::Field(_)))
            .count();
        let (fields, projection) = steps.split_at(fields);
        let (source, shape) = self.input_path(fields)?;
        let value = match projection {
            [] => self.scalar(parameter.ty, shape)?,
            steps if parameter.ty == ParamType::List => self.projection(steps, shape)?,
            _ => {
                return Err(Malformed::new(
                    "the path gives a list, and the parameter is none",
                ));
            }
        };
        Ok(set_if_some(parameter, &source, &value))
    }

    /// The value of a parameter, from `value`, a reference to a value of the shape.
    fn scalar(&self, ty: ParamType, shape: ShapeRef) -> Result<TokenStream, Malformed> {
        let shape = self.plan.shape(shape);
        match (ty, &shape.kind) {
            (ParamType::Text, Kind::String | Kind::Enum(_)) => Ok(quote!(value.as_str())),
            (ParamType::Bool, Kind::Boolean) => Ok(quote!(*value)),
            (ParamType::List, Kind::List(member)) if !shape.traits.is_sparse() => {
                self.expect_text(member.target)?;
                Ok(collect(&quote!(value.iter())))
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

    /// A path of fields from the input, as an `Option` of a reference, and what it leads to.
    fn input_path(&self, fields: &[Step]) -> Result<(TokenStream, ShapeRef), Malformed> {
        let Some((Step::Field(first), rest)) = fields.split_first() else {
            return Err(Malformed::new("the path is empty"));
        };
        let field = self
            .operation
            .input
            .field(first)
            .ok_or_else(|| no_member(first))?;
        let member = &field.ident;
        let mut path = quote!(input.#member.as_ref());
        let mut shape = field.member.target;
        for step in rest {
            if let Step::Field(name) = step {
                let access = self.access(shape, name)?;
                path.extend(access.on_option());
                shape = access.target;
            }
        }
        Ok((path, shape))
    }

    /// A projection of `value`, a reference to a value of the shape, as a list of strings.
    fn projection(&self, steps: &[Step], mut shape: ShapeRef) -> Result<TokenStream, Malformed> {
        let mut items = TokenStream::new();
        for (at, step) in steps.iter().enumerate() {
            match (step, &self.plan.shape(shape).kind) {
                (Step::Keys, Kind::Map { key, .. }) if at == 0 => {
                    items = quote!(value.keys());
                    shape = key.target;
                }
                (Step::Each { flatten }, Kind::List(member)) if at == 0 || *flatten => {
                    items = match at {
                        0 => quote!(value.iter()),
                        _ => quote!(#items.flatten()),
                    };
                    if self.plan.shape(shape).traits.is_sparse() {
                        items.extend(quote!(.flatten()));
                    }
                    shape = member.target;
                }
                (Step::Field(name), _) => {
                    let access = self.access(shape, name)?;
                    items.extend(access.on_iterator());
                    shape = access.target;
                }
                (Step::Select(choice), _) if at + 1 == steps.len() => {
                    return self.select(&items, choice, shape);
                }
                _ => {
                    return Err(Malformed::new(
                        "the path projects what is no list, or gives lists of lists",
                    ));
                }
            }
        }
        self.expect_text(shape)?;
        Ok(collect(&items))
    }

    /// The values of some fields of each item.
    fn select(
        &self,
        items: &TokenStream,
        choice: &[Vec<String>],
        shape: ShapeRef,
    ) -> Result<TokenStream, Malformed> {
        let mut selected = Vec::new();
        for fields in choice {
            let (mut path, mut shape) = (quote!(::std::option::Option::Some(value)), shape);
            for name in fields {
                let access = self.access(shape, name)?;
                path.extend(access.on_option());
                shape = access.target;
            }
            self.expect_text(shape)?;
            selected.push(quote!(#path.map(|value| value.as_str().to_owned())));
        }
        Ok(
            quote!(#items.flat_map(|value| [#(#selected),*]).flatten().collect::<::std::vec::Vec<_>>()),
        )
    }

    fn access(&self, shape: ShapeRef, name: &str) -> Result<Access, Malformed> {
        if let Kind::Union(_) = self.plan.shape(shape).kind {
            let variants = union::variants(self.plan, shape);
            let variant = variants.iter().find(|variant| variant.member.name == name);
            let variant = variant.ok_or_else(|| no_member(name))?;
            let getter = format_ident!("as_{}", names::snake(&variant.ident.to_string()));
            let get = quote!(value.#getter().ok());
            return Ok(Access {
                get,
                optional: true,
                target: variant.member.target,
            });
        }
        let structure = self
            .plan
            .structures
            .iter()
            .find(|structure| structure.shape == Some(shape));
        let field = structure
            .and_then(|structure| structure.field(name))
            .ok_or_else(|| no_member(name))?;
        let ident = &field.ident;
        let get = match (field.optional, field.boxed) {
            (true, true) => quote!(value.#ident.as_deref()),
            (true, false) => quote!(value.#ident.as_ref()),
            (false, _) => quote!(&value.#ident),
        };
        Ok(Access {
            get,
            optional: field.optional,
            target: field.member.target,
        })
    }
}

/// How to get from a reference, `value`, to one of its members.
struct Access {
    get: TokenStream,
    /// `get` is an `Option`.
    optional: bool,
    target: ShapeRef,
}

impl Access {
    fn on_option(&self) -> TokenStream {
        let get = &self.get;
        match self.optional {
            true => quote!(.and_then(|value| #get)),
            false => quote!(.map(|value| #get)),
        }
    }

    fn on_iterator(&self) -> TokenStream {
        let get = &self.get;
        match self.optional {
            true => quote!(.filter_map(|value| #get)),
            false => quote!(.map(|value| #get)),
        }
    }
}

fn no_member(name: &str) -> Malformed {
    Malformed::new(format!(
        "the path names the member `{name}`, which does not exist there"
    ))
}

fn set_if_some(parameter: &Parameter, source: &TokenStream, value: &TokenStream) -> Statement {
    let setter = ident(parameter);
    let tokens = quote! {
        if let ::std::option::Option::Some(value) = #source {
            params = params.#setter(#value);
        }
    };
    Statement {
        tokens,
        reads_input: true,
    }
}

fn collect(items: &TokenStream) -> TokenStream {
    quote!(#items.map(|value| value.as_str().to_owned()).collect::<::std::vec::Vec<_>>())
}

fn entries(node: Option<&Node>) -> &[(String, Node)] {
    node.and_then(Node::as_object).unwrap_or_default()
}
