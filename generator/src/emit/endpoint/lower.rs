//! A rule set as the static tables that the runtime interprets.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use tinsmith_model::endpoint_rules::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Literal, Parameter, Property, Rule, RuleSet,
    Step,
};

use crate::names;

/// The private module that holds the tables:
///
/// ```ignore
/// mod rules {
///     use ::tinsmith_runtime::codegen::endpoint::{..};
///     pub(super) static RULES: RuleSet = RuleSet {
///         parameters: &[Parameter { name: "Region", default: None }, ..],
///         variables: 1,
///         rules: &[
///             Rule { conditions: &[Condition { test: Expr::Call(Function::IsSet, &[Expr::Param(0)]), .. }], .. },
///             ..
///         ],
///     };
/// }
/// ```
pub(super) fn module(rules: &RuleSet) -> TokenStream {
    let parameters = rules.parameters.iter().map(parameter);
    let variables = rules.variables;
    let rules = rules.rules.iter().map(rule);
    quote! {
        mod rules {
            #[allow(unused_imports)]
            use ::tinsmith_runtime::codegen::endpoint::{
                Action, AuthScheme, Condition, EndpointRule, Expr, Field, Function, List, ParamValue,
                Parameter, Property, Rule, RuleSet, Step,
            };

            pub(super) static RULES: RuleSet = RuleSet {
                parameters: &[#(#parameters),*],
                variables: #variables,
                rules: &[#(#rules),*],
            };
        }
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let default = optional(parameter.default.as_ref().map(|value| match value {
        Literal::Text(text) => quote!(ParamValue::Text(#text)),
        Literal::Bool(value) => quote!(ParamValue::Bool(#value)),
        Literal::List(items) => quote!(ParamValue::List(List::Static(&[#(#items),*]))),
    }));
    quote!(Parameter { name: #name, default: #default })
}

fn rule(rule: &Rule) -> TokenStream {
    let conditions = rule.conditions.iter().map(condition);
    let next = rule.next;
    let action = match &rule.action {
        Action::Tree => quote!(Action::Tree),
        Action::Endpoint(rule) => {
            let endpoint = endpoint(rule);
            quote!(Action::Endpoint(&#endpoint))
        }
        Action::Error(message) => {
            let message = expr(message);
            quote!(Action::Error(#message))
        }
    };
    quote!(Rule { conditions: &[#(#conditions),*], action: #action, next: #next })
}

fn condition(condition: &Condition) -> TokenStream {
    let test = expr(&condition.test);
    let assign = optional(condition.assign.map(|at| quote!(#at)));
    quote!(Condition { test: #test, assign: #assign })
}

fn endpoint(rule: &EndpointRule) -> TokenStream {
    let url = expr(&rule.url);
    let headers = rule.headers.iter().map(|(name, values)| {
        let values = values.iter().map(expr);
        quote!((#name, &[#(#values),*]))
    });
    let properties = entries(&rule.properties);
    let auth_schemes = rule.auth_schemes.iter().map(auth_scheme);
    quote! {
        EndpointRule {
            url: #url,
            headers: &[#(#headers),*],
            properties: #properties,
            auth_schemes: &[#(#auth_schemes),*],
        }
    }
}

fn auth_scheme(scheme: &AuthScheme) -> TokenStream {
    let name = expr(&scheme.name);
    let properties = entries(&scheme.properties);
    quote!(AuthScheme { name: #name, properties: #properties })
}

fn entries(entries: &[(String, Property)]) -> TokenStream {
    let entries = entries.iter().map(|(name, value)| {
        let value = property(value);
        quote!((#name, #value))
    });
    quote!(&[#(#entries),*])
}

fn property(value: &Property) -> TokenStream {
    match value {
        Property::Value(value) => {
            let value = expr(value);
            quote!(Property::Value(#value))
        }
        Property::List(items) => {
            let items = items.iter().map(property);
            quote!(Property::List(&[#(#items),*]))
        }
        Property::Map(map) => {
            let map = entries(map);
            quote!(Property::Map(#map))
        }
    }
}

fn expr(value: &Expr) -> TokenStream {
    match value {
        Expr::Text(text) => quote!(Expr::Text(#text)),
        Expr::Bool(value) => quote!(Expr::Bool(#value)),
        Expr::Int(value) => {
            let value = integer(*value);
            quote!(Expr::Int(#value))
        }
        Expr::Param(at) => {
            let at = proc_macro2::Literal::u16_unsuffixed(*at);
            quote!(Expr::Param(#at))
        }
        Expr::Var(at) => {
            let at = proc_macro2::Literal::u16_unsuffixed(*at);
            quote!(Expr::Var(#at))
        }
        Expr::Template(parts) => {
            let parts = parts.iter().map(expr);
            quote!(Expr::Template(&[#(#parts),*]))
        }
        Expr::Attr(record, steps) => {
            let record = expr(record);
            let steps = steps.iter().map(step);
            quote!(Expr::Attr(&#record, &[#(#steps),*]))
        }
        Expr::Call(function, arguments) => {
            let function = variant(function.name());
            let arguments = arguments.iter().map(expr);
            quote!(Expr::Call(Function::#function, &[#(#arguments),*]))
        }
    }
}

fn step(step: &Step) -> TokenStream {
    match step {
        Step::Field(field) => {
            let field = variant(field.name());
            quote!(Step::Field(Field::#field))
        }
        Step::Index(index) => {
            let index = integer(*index);
            quote!(Step::Index(#index))
        }
    }
}

/// An integer as tokens. A negative literal is two tokens.
fn integer(value: i32) -> TokenStream {
    let magnitude = proc_macro2::Literal::u32_unsuffixed(value.unsigned_abs());
    match value {
        ..0 => quote!(-#magnitude),
        _ => quote!(#magnitude),
    }
}

/// The variant of the runtime's enum: `ParseArn` for the function `aws.parseArn`.
fn variant(name: &str) -> Ident {
    let name = name.rsplit('.').next().unwrap_or(name);
    Ident::new(&names::pascal(name), Span::call_site())
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
