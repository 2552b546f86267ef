//! The method of an operation that sets endpoint parameters.
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
use quote::quote;

use super::params::literal;
use crate::plan::endpoint::bind::{Access, Binding, Get, ParamSource, ProjectionStep, Value};
use crate::plan::{Operation, Plan};

/// The operation's `bind_endpoint_params`; empty if it sets no parameters.
pub(crate) fn bind(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let bindings = &operation.endpoint_params;
    if bindings.is_empty() {
        return quote!();
    }
    let root = &plan.root;
    let reads_input = |it: &Binding| matches!(it.source, ParamSource::Input { .. });
    let input = if bindings.iter().any(reads_input) {
        quote!(input)
    } else {
        quote!(_input)
    };
    let statements = bindings.iter().map(statement);
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

fn statement(binding: &Binding) -> TokenStream {
    let setter = &binding.setter;
    match &binding.source {
        ParamSource::Fixed(value) => {
            let value = literal(value);
            quote!(params = params.#setter(#value);)
        }
        ParamSource::Input { field, path, value } => {
            let path = path.iter().map(on_option);
            let value = self::value(value);
            quote! {
                if let ::std::option::Option::Some(value) = input.#field.as_ref() #(#path)* {
                    params = params.#setter(#value);
                }
            }
        }
    }
}

/// The expression that converts `value`, a reference, to the parameter.
fn value(value: &Value) -> TokenStream {
    match value {
        Value::Text => quote!(value.as_str()),
        Value::Bool => quote!(*value),
        Value::Texts => collect(&quote!(value.iter())),
        Value::Projection(items) => projection(items),
    }
}

/// The expression for a projection of `value`, a reference, as a list of strings.
fn projection(steps: &[ProjectionStep]) -> TokenStream {
    let mut items = quote!(value);
    for (at, step) in steps.iter().enumerate() {
        match step {
            ProjectionStep::Keys => items.extend(quote!(.keys())),
            ProjectionStep::Elements { sparse } => {
                items.extend(match at {
                    0 => quote!(.iter()),
                    _ => quote!(.flatten()),
                });
                if *sparse {
                    items.extend(quote!(.flatten()));
                }
            }
            ProjectionStep::Member(access) => items.extend(on_iterator(access)),
            ProjectionStep::Select(choice) => return select(&items, choice),
        }
    }
    collect(&items)
}

/// The expression for the values of these fields of each item.
fn select(items: &TokenStream, choice: &[Vec<Access>]) -> TokenStream {
    let selected = choice.iter().map(|path| {
        let path = path.iter().map(on_option);
        quote! {
            ::std::option::Option::Some(value) #(#path)* .map(|value| value.as_str().to_owned())
        }
    });
    quote!(#items.flat_map(|value| [#(#selected),*]).flatten().collect::<::std::vec::Vec<_>>())
}

/// The expression for a member of `value`, a reference; an option if the member may be missing.
fn get(access: &Access) -> TokenStream {
    match &access.get {
        Get::Variant(getter) => quote!(value.#getter().ok()),
        Get::Field {
            ident,
            optional: true,
            boxed: true,
        } => quote!(value.#ident.as_deref()),
        Get::Field {
            ident,
            optional: true,
            boxed: false,
        } => quote!(value.#ident.as_ref()),
        Get::Field { ident, .. } => quote!(&value.#ident),
    }
}

fn on_option(access: &Access) -> TokenStream {
    let get = get(access);
    if access.is_optional() {
        quote!(.and_then(|value| #get))
    } else {
        quote!(.map(|value| #get))
    }
}

fn on_iterator(access: &Access) -> TokenStream {
    let get = get(access);
    if access.is_optional() {
        quote!(.filter_map(|value| #get))
    } else {
        quote!(.map(|value| #get))
    }
}

fn collect(items: &TokenStream) -> TokenStream {
    quote!(#items.map(|value| value.as_str().to_owned()).collect::<::std::vec::Vec<_>>())
}
