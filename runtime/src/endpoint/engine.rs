//! The interpreter of rule sets.
//!
//! It goes through the rules by index, without recursion. It recurses into expressions as deep as they are nested in
//! the rule set, up to [`MAX_DEPTH`].

use std::borrow::Cow;

use aws_smithy_runtime_api::client::endpoint::error::ResolveEndpointError;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::{Endpoint, EndpointAuthScheme};

use super::functions;
use super::parameter::ParamValue;
use super::partitions::Partition;
use super::rules::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Function, Property, RuleSet, Step,
};
use super::value::Value;

/// How deep expressions and properties may be nested. Deeper ones count as unset.
pub const MAX_DEPTH: u8 = 32;

impl RuleSet {
    /// Finds the endpoint for `values`, which are in the order of [`RuleSet::parameters`].
    ///
    /// Missing values count as unset. Unset parameters have their defaults.
    ///
    /// # Errors
    /// An error rule matched, whose message is that of the error; no rule matched; or the rule that matched gives no
    /// URL.
    pub fn resolve(
        &self,
        values: &[Option<ParamValue<'_>>],
    ) -> Result<Endpoint, ResolveEndpointError> {
        let mut evaluation = Evaluation {
            rules: self,
            values,
            variables: vec![None; usize::from(self.variables)],
        };
        let mut at = 0;
        while let Some(rule) = self.rules.get(at) {
            if !evaluation.all_hold(rule.conditions) {
                at = usize::from(rule.next).max(at + 1);
                continue;
            }
            match &rule.action {
                Action::Tree => at += 1,
                Action::Endpoint(endpoint) => return evaluation.endpoint(endpoint),
                Action::Error(message) => return Err(evaluation.error(message)),
            }
        }
        Err(ResolveEndpointError::message(
            "no endpoint rule matched the parameters",
        ))
    }
}

struct Evaluation<'a, 'v> {
    rules: &'a RuleSet,
    values: &'a [Option<ParamValue<'v>>],
    variables: Vec<Option<Value<'v>>>,
}

impl<'v> Evaluation<'_, 'v> {
    fn all_hold(&mut self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|condition| {
            let value = match self.eval(&condition.test, 0) {
                None | Some(Value::Bool(false)) => return false,
                value => value,
            };
            if let Some(variable) = condition
                .assign
                .and_then(|at| self.variables.get_mut(usize::from(at)))
            {
                *variable = value;
            }
            true
        })
    }

    fn error(&self, message: &Expr) -> ResolveEndpointError {
        match self.text(message) {
            Some(message) => ResolveEndpointError::message(message),
            None => ResolveEndpointError::message(
                "an endpoint rule rejected the parameters, but its message is unset",
            ),
        }
    }

    fn endpoint(&self, rule: &EndpointRule) -> Result<Endpoint, ResolveEndpointError> {
        // The builder panics without a URL.
        let url = self
            .static_or_owned(&rule.url)
            .filter(|url| !url.is_empty())
            .ok_or_else(|| {
                ResolveEndpointError::message("the endpoint rule that matched gives no URL")
            })?;
        let mut endpoint = Endpoint::builder().url(url);
        for (name, values) in rule.headers {
            for value in *values {
                let value = self
                    .static_or_owned(value)
                    .ok_or_else(|| unset("header", name))?;
                endpoint = endpoint.header(*name, value);
            }
        }
        for (name, property) in rule.properties {
            let value = self
                .property(property, 0)
                .ok_or_else(|| unset("property", name))?;
            endpoint = endpoint.property(*name, value);
        }
        for scheme in rule.auth_schemes {
            endpoint = endpoint.auth_scheme(self.auth_scheme(scheme)?);
        }
        Ok(endpoint.build())
    }

    fn auth_scheme(&self, scheme: &AuthScheme) -> Result<EndpointAuthScheme, ResolveEndpointError> {
        let name = self
            .static_or_owned(&scheme.name)
            .ok_or_else(|| unset("property", "authSchemes"))?;
        let mut result = EndpointAuthScheme::with_capacity(name, scheme.properties.len());
        for (name, property) in scheme.properties {
            let value = self
                .property(property, 0)
                .ok_or_else(|| unset("auth scheme property", name))?;
            result = result.put(*name, value);
        }
        Ok(result)
    }

    fn property(&self, property: &Property, depth: u8) -> Option<Document> {
        if depth > MAX_DEPTH {
            return None;
        }
        match property {
            Property::Value(expr) => match self.eval(expr, 0)? {
                Value::Text(text) => Some(Document::String(text.into_owned())),
                Value::Bool(value) => Some(Document::Bool(value)),
                Value::Int(value) => Some(Document::from(value)),
                _ => None,
            },
            Property::List(items) => {
                let items = items.iter().map(|item| self.property(item, depth + 1));
                items.collect::<Option<_>>().map(Document::Array)
            }
            Property::Map(entries) => {
                let entries = entries.iter().map(|(name, value)| {
                    Some(((*name).to_owned(), self.property(value, depth + 1)?))
                });
                entries.collect::<Option<_>>().map(Document::Object)
            }
        }
    }

    fn text(&self, expr: &Expr) -> Option<Cow<'v, str>> {
        self.eval(expr, 0)?.into_text()
    }

    /// The text of an expression, for an endpoint, which outlives the parameters. Static text is not copied.
    fn static_or_owned(&self, expr: &Expr) -> Option<Cow<'static, str>> {
        match expr {
            Expr::Text(text) => Some(Cow::Borrowed(text)),
            expr => Some(Cow::Owned(self.text(expr)?.into_owned())),
        }
    }

    fn eval(&self, expr: &Expr, depth: u8) -> Option<Value<'v>> {
        if depth > MAX_DEPTH {
            return None;
        }
        match expr {
            Expr::Text(text) => Some(Value::Text(Cow::Borrowed(text))),
            Expr::Bool(value) => Some(Value::Bool(*value)),
            Expr::Int(value) => Some(Value::Int(*value)),
            Expr::Param(at) => self.parameter(usize::from(*at)).map(Value::from),
            Expr::Var(at) => self.variables.get(usize::from(*at))?.clone(),
            Expr::Template(parts) => self.template(parts, depth),
            Expr::Attr(record, path) => self.attribute(record, path, depth),
            Expr::Call(function, arguments) => Call {
                evaluation: self,
                arguments,
                depth: depth + 1,
            }
            .eval(*function),
        }
    }

    fn parameter(&self, at: usize) -> Option<ParamValue<'v>> {
        match self.values.get(at) {
            Some(Some(value)) => Some(*value),
            _ => self.rules.parameters.get(at)?.default,
        }
    }

    fn template(&self, parts: &[Expr], depth: u8) -> Option<Value<'v>> {
        let mut text = String::new();
        for part in parts {
            match part {
                Expr::Text(literal) => text.push_str(literal),
                part => text.push_str(&self.eval(part, depth + 1)?.into_text()?),
            }
        }
        Some(Value::Text(Cow::Owned(text)))
    }

    fn attribute(&self, record: &Expr, path: &[Step], depth: u8) -> Option<Value<'v>> {
        // A variable is read in place: to copy a record may be to copy its text.
        let (first, rest) = path.split_first()?;
        let value = match record {
            Expr::Var(at) => self.variables.get(usize::from(*at))?.as_ref()?.step(*first),
            record => self.eval(record, depth + 1)?.step(*first),
        };
        rest.iter()
            .try_fold(value?, |value, step| value.step(*step))
    }
}

/// A function call. Its arguments are evaluated only when they are needed.
struct Call<'a, 'v> {
    evaluation: &'a Evaluation<'a, 'v>,
    arguments: &'a [Expr],
    depth: u8,
}

impl<'v> Call<'_, 'v> {
    fn eval(&self, function: Function) -> Option<Value<'v>> {
        match function {
            Function::IsSet => Some(Value::Bool(self.any(0).is_some())),
            Function::Not => Some(Value::Bool(!self.bool(0)?)),
            Function::BooleanEquals => Some(Value::Bool(self.bool(0)? == self.bool(1)?)),
            Function::StringEquals => Some(Value::Bool(self.text(0)? == self.text(1)?)),
            Function::Coalesce => (0..self.arguments.len()).find_map(|at| self.any(at)),
            Function::Ite => self.any(if self.bool(0)? { 1 } else { 2 }),
            Function::Substring => {
                let (start, stop) = (self.int(1)?, self.int(2)?);
                functions::substring(self.text(0)?, start, stop, self.bool(3)?).map(Value::Text)
            }
            Function::Split => {
                functions::split(self.text(0)?, &self.text(1)?, self.int(2)?).map(Value::Parts)
            }
            Function::UriEncode => {
                let text = self.text(0)?;
                Some(Value::Text(Cow::Owned(
                    functions::uri_encode(&text).into_owned(),
                )))
            }
            Function::ParseUrl => functions::parse_url(self.text(0)?).map(Value::Url),
            Function::IsValidHostLabel => Some(Value::Bool(functions::is_valid_host_label(
                &self.text(0)?,
                self.bool(1)?,
            ))),
            Function::Partition => Some(Value::Partition(Partition::of(&self.text(0)?))),
            Function::ParseArn => functions::parse_arn(self.text(0)?).map(Value::Arn),
            Function::IsVirtualHostableS3Bucket => Some(Value::Bool(
                functions::is_virtual_hostable_s3_bucket(&self.text(0)?, self.bool(1)?),
            )),
        }
    }

    fn any(&self, at: usize) -> Option<Value<'v>> {
        self.evaluation.eval(self.arguments.get(at)?, self.depth)
    }

    fn text(&self, at: usize) -> Option<Cow<'v, str>> {
        self.any(at)?.into_text()
    }

    fn bool(&self, at: usize) -> Option<bool> {
        self.any(at)?.as_bool()
    }

    fn int(&self, at: usize) -> Option<i32> {
        self.any(at)?.as_int()
    }
}

fn unset(kind: &str, name: &str) -> ResolveEndpointError {
    ResolveEndpointError::message(format!("the endpoint's {kind} `{name}` is unset"))
}
