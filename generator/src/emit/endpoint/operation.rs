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
use crate::emit::jmespath;
use crate::plan::endpoint::bind::{Binding, ParamSource, Value};
use crate::plan::jmespath::Ty;
use crate::plan::{Operation, Plan};

/// The operation's `bind_endpoint_params`; empty if it sets no parameters.
pub(crate) fn bind(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let bindings = &operation.endpoint_params;
    if bindings.is_empty() {
        return quote!();
    }
    let root = &plan.root;
    let reads_input = |it: &Binding| !matches!(it.source, ParamSource::Fixed(_));
    let input = if bindings.iter().any(reads_input) {
        quote!(input)
    } else {
        quote!(_input)
    };
    let statements = bindings.iter().map(|binding| statement(plan, binding));
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

fn statement(plan: &Plan<'_>, binding: &Binding) -> TokenStream {
    let setter = &binding.setter;
    match &binding.source {
        ParamSource::Fixed(value) => {
            let value = literal(value);
            quote!(params = params.#setter(#value);)
        }
        ParamSource::Field { field, value } => {
            let value = match value {
                Value::Text => quote!(value.as_str()),
                Value::Bool => quote!(*value),
                Value::Texts => texts(&quote!(value.iter().map(|value| value.as_str()))),
            };
            quote! {
                if let ::std::option::Option::Some(value) = input.#field.as_ref() {
                    params = params.#setter(#value);
                }
            }
        }
        ParamSource::Path { path, value } => {
            let found = jmespath::value(plan, path);
            let value = match (value, &path.item.ty) {
                // A list of strings has no nulls.
                (Value::Texts, Ty::List(item)) if item.optional => texts(&quote!(value.flatten())),
                (Value::Texts, _) => texts(&quote!(value)),
                _ => quote!(value),
            };
            if path.item.optional {
                quote! {
                    if let ::std::option::Option::Some(value) = { let it = input; #found } {
                        params = params.#setter(#value);
                    }
                }
            } else {
                quote! {
                    let value = { let it = input; #found };
                    params = params.#setter(#value);
                }
            }
        }
    }
}

/// The texts of an iterator as a list.
fn texts(items: &TokenStream) -> TokenStream {
    quote!(#items.map(|value| value.to_owned()).collect::<::std::vec::Vec<_>>())
}
