//! `config::endpoint`: the service's endpoint rules as static data, their parameters, the resolver; and the
//! parameters that operations set (Smithy specification, "Rules engine").
//!
//! ```ignore
//! pub trait ResolveEndpoint { fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>; .. }
//! pub struct DefaultResolver { .. }
//! pub struct Params { .. }
//! pub struct ParamsBuilder { .. }
//! mod rules { static RULES: RuleSet = RuleSet { .. }; }
//! ```

mod lower;
pub(crate) mod operation;
pub(crate) mod params;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::escaped;
use crate::plan::Plan;
use crate::plan::endpoint::Parameter;

/// The module `config::endpoint`.
pub(crate) fn emit(plan: &Plan<'_>) -> TokenStream {
    let endpoints = &plan.endpoints;
    let parameters = &endpoints.parameters;
    let resolver = resolver(parameters, plan.service.title);
    let params = params::emit(parameters);
    let builder = params::emit_builder(plan);
    let from_config = params::emit_from_config(endpoints);
    let context = params::emit_context(endpoints);
    let rules = lower::module(&endpoints.rules);
    quote! {
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::endpoint::{
            EndpointFuture, SharedEndpointResolver,
        };
        pub use ::tinsmith_runtime::aws_smithy_types::endpoint::Endpoint;
        pub use ::tinsmith_runtime::codegen::endpoint::InvalidParams;

        #resolver
        #params
        #builder
        #from_config
        #context
        #rules
    }
}

fn resolver(parameters: &[Parameter], title: &str) -> TokenStream {
    let account_id = params::account_id_setter(parameters);
    let trait_docs = format!(" Resolves the endpoint of a request to {}.", escaped(title));
    quote! {
        #[doc = #trait_docs]
        pub trait ResolveEndpoint:
            ::std::marker::Send + ::std::marker::Sync + ::std::fmt::Debug
        {
            /// Resolves the endpoint for `params`.
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

            /// Converts the resolver into the type that a configuration stores.
            fn into_shared_resolver(self) -> SharedEndpointResolver
            where
                Self: ::std::marker::Sized + 'static,
            {
                ::tinsmith_runtime::codegen::endpoint::shared_resolver(
                    self,
                    Self::resolve_endpoint,
                    #account_id,
                )
            }
        }

        /// Resolves endpoints by the service's rules.
        #[derive(::std::default::Default, ::std::fmt::Debug)]
        #[non_exhaustive]
        pub struct DefaultResolver {}

        impl DefaultResolver {
            /// Creates the resolver.
            pub fn new() -> Self {
                Self {}
            }
        }

        impl ResolveEndpoint for DefaultResolver {
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
                let endpoint = rules::RULES.resolve(&values(params));
                EndpointFuture::ready(endpoint.map_err(::std::convert::Into::into))
            }
        }
    }
}
