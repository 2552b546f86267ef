//! A test of the resolver.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Node;
use tinsmith_model::endpoint_rules::{Malformed, literal, unknown};

use super::case::{Case, Endpoint, Expected};
use crate::emit::endpoint::params;
use crate::plan::Plan;

/// `resolver.rs`, with the function that all tests use.
pub(super) fn module(tests: &TokenStream) -> TokenStream {
    let test = quote!(::tinsmith_runtime::protocol_test);
    let endpoint = quote!(crate::config::endpoint);
    quote! {
        //! Of the resolver.

        use crate::config::endpoint::ResolveEndpoint as _;

        fn resolved(
            params: ::std::result::Result<#endpoint::Params, #endpoint::InvalidParams>,
        ) -> #test::Resolved {
            match params {
                ::std::result::Result::Ok(params) => {
                    let resolver = #endpoint::DefaultResolver::new();
                    #test::Resolved::of(resolver.resolve_endpoint(&params))
                }
                ::std::result::Result::Err(error) => #test::Resolved::no_params(error),
            }
        }

        #tests
    }
}

/// The body of the test.
pub(super) fn emit<'m>(
    plan: &Plan<'m>,
    case: &Case<'m>,
    expected: &Expected<'m>,
) -> Result<TokenStream, Malformed> {
    let mut setters = TokenStream::new();
    for (name, node) in case.params()? {
        let value = value(plan, name, node)?;
        let parameter = plan.endpoints.parameter(name);
        let setter = parameter.map(|parameter| &parameter.names.set);
        setters.extend(quote!(.#setter(::std::option::Option::Some(#value))));
    }
    let assertion = match expected {
        Expected::Error(message) => quote!(assert_refused(#message)),
        Expected::Endpoint(endpoint) => {
            let endpoint = endpoint_of(endpoint);
            quote!(assert(&#endpoint))
        }
    };
    Ok(quote! {
        let params = crate::config::endpoint::Params::builder() #setters .build();
        resolved(params).#assertion;
    })
}

/// The value of a parameter of the rule set.
pub(super) fn value(plan: &Plan<'_>, name: &str, node: &Node) -> Result<TokenStream, Malformed> {
    let parameter = plan.endpoints.parameter(name).ok_or_else(|| {
        let known = plan.endpoints.parameters.iter();
        let known = known.map(|it| it.declared.name.as_str());
        unknown("parameter of the rule set", name, known)
    })?;
    let value = literal(node).map_err(|bad| Malformed {
        message: format!("`{name}`: {}", bad.message),
        ..bad
    })?;
    if value.ty() != parameter.declared.ty {
        let message = format!("`{name}` has another type in the rule set");
        return Err(Malformed::new(message));
    }
    Ok(params::literal(&value))
}

/// The expected endpoint, as an expression of the runtime's `Endpoint`.
fn endpoint_of(endpoint: &Endpoint<'_>) -> TokenStream {
    let url = endpoint.url;
    let headers = endpoint.headers.iter();
    let headers = headers.map(|(name, values)| quote!((#name, &[#(#values),*])));
    let properties = endpoint.properties.map(Node::to_string);
    let properties = properties.unwrap_or_else(|| "{}".to_owned());
    quote! {
        ::tinsmith_runtime::protocol_test::Endpoint {
            url: #url,
            headers: &[#(#headers),*],
            properties: #properties,
        }
    }
}
