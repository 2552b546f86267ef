//! A parsed rule set as the runtime's static types, without generated code. The memory is leaked, which tests can
//! afford.

use tinsmith_model::endpoint_rules::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Literal, Parameter, Property, Rule, RuleSet,
    Step,
};
use tinsmith_runtime::codegen::endpoint as runtime;

pub(super) fn rule_set(rules: &RuleSet) -> runtime::RuleSet {
    runtime::RuleSet {
        parameters: each(&rules.parameters, parameter),
        variables: rules.variables,
        rules: each(&rules.rules, rule),
    }
}

fn each<T, U: 'static>(items: &[T], convert: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(convert).collect::<Vec<_>>().leak()
}

fn one<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn parameter(parameter: &Parameter) -> runtime::Parameter {
    let default = parameter.default.as_ref().map(|value| match value {
        Literal::Text(value) => runtime::ParamValue::Text(text(value)),
        Literal::Bool(value) => runtime::ParamValue::Bool(*value),
        Literal::List(items) => {
            runtime::ParamValue::List(runtime::List::Static(each(items, |item| text(item))))
        }
    });
    runtime::Parameter {
        name: text(&parameter.name),
        default,
    }
}

fn rule(rule: &Rule) -> runtime::Rule {
    let action = match &rule.action {
        Action::Tree => runtime::Action::Tree,
        Action::Endpoint(rule) => runtime::Action::Endpoint(one(endpoint(rule))),
        Action::Error(message) => runtime::Action::Error(expr(message)),
    };
    runtime::Rule {
        conditions: each(&rule.conditions, condition),
        action,
        next: rule.next,
    }
}

fn condition(condition: &Condition) -> runtime::Condition {
    runtime::Condition {
        test: expr(&condition.test),
        assign: condition.assign,
    }
}

fn endpoint(rule: &EndpointRule) -> runtime::EndpointRule {
    runtime::EndpointRule {
        url: expr(&rule.url),
        headers: each(&rule.headers, |(name, values)| {
            (text(name), each(values, expr))
        }),
        properties: entries(&rule.properties),
        auth_schemes: each(&rule.auth_schemes, auth_scheme),
    }
}

fn auth_scheme(scheme: &AuthScheme) -> runtime::AuthScheme {
    runtime::AuthScheme {
        name: expr(&scheme.name),
        properties: entries(&scheme.properties),
    }
}

fn entries(entries: &[(String, Property)]) -> &'static [(&'static str, runtime::Property)] {
    each(entries, |(name, value)| (text(name), property(value)))
}

fn property(value: &Property) -> runtime::Property {
    match value {
        Property::Value(value) => runtime::Property::Value(expr(value)),
        Property::List(items) => runtime::Property::List(each(items, property)),
        Property::Map(map) => runtime::Property::Map(entries(map)),
    }
}

fn expr(value: &Expr) -> runtime::Expr {
    match value {
        Expr::Text(value) => runtime::Expr::Text(text(value)),
        Expr::Bool(value) => runtime::Expr::Bool(*value),
        Expr::Int(value) => runtime::Expr::Int(*value),
        Expr::Param(at) => runtime::Expr::Param(*at),
        Expr::Var(at) => runtime::Expr::Var(*at),
        Expr::Template(parts) => runtime::Expr::Template(each(parts, expr)),
        Expr::Attr(record, steps) => runtime::Expr::Attr(one(expr(record)), each(steps, step)),
        Expr::Call(name, arguments) => {
            runtime::Expr::Call(function(&format!("{name:?}")), each(arguments, expr))
        }
    }
}

fn step(step: &Step) -> runtime::Step {
    match step {
        Step::Field(name) => runtime::Step::Field(field(&format!("{name:?}"))),
        Step::Index(index) => runtime::Step::Index(*index),
    }
}

/// A variant by its name, which is what the emitter writes into the code.
macro_rules! variant {
    ($name:expr, $of:path { $($variant:ident)* }) => {{
        use $of as Of;
        match $name {
            $(stringify!($variant) => Of::$variant,)*
            other => panic!("the runtime has no `{other}`"),
        }
    }};
}

fn function(name: &str) -> runtime::Function {
    variant!(name, runtime::Function {
        IsSet Not BooleanEquals StringEquals Coalesce Ite Substring Split UriEncode ParseUrl
        IsValidHostLabel Partition ParseArn IsVirtualHostableS3Bucket
    })
}

fn field(name: &str) -> runtime::Field {
    variant!(name, runtime::Field {
        Name DnsSuffix DualStackDnsSuffix SupportsFips SupportsDualStack ImplicitGlobalRegion
        Scheme Authority Path NormalizedPath IsIp Partition Service Region AccountId ResourceId
    })
}
