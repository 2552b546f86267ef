//! A test of a call.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::endpoint_rules::Malformed;
use tinsmith_model::{HostSegment, Node};

use super::case::{Call, Endpoint, Expected};
use super::settings;
use crate::emit::test_values::Values;
use crate::emit::{host_prefix, test_client};
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;
use crate::plan::{Operation, Plan};

/// The body of the test.
pub(super) fn emit<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    expected: &Expected<'m>,
    call: &Call<'m>,
) -> Result<TokenStream, Malformed> {
    let settings = settings::of_call(plan, client, call)?;
    let setters = Values::sent(plan).setters(&operation.input, call.params, "operationParams");
    let setters = setters.map_err(Malformed::new)?;
    let method = &operation.method;
    let assertion = match expected {
        Expected::Error(message) => quote!(server.assert_refused(call.send(), #message)),
        Expected::Endpoint(endpoint) => {
            let call = call_of(plan, client, operation, call, endpoint)?;
            quote!(server.received(call.send()).assert_endpoint(&#call))
        }
    };
    Ok(quote! {
        let server = ::tinsmith_runtime::protocol_test::Server::default();
        let settings = crate::settings(&server) #settings;
        let client = crate::Client::from_conf(settings.build());
        let call = client.#method() #setters;
        #assertion;
    })
}

/// What is expected of the call, as an expression of the runtime's `Call`.
fn call_of(
    plan: &Plan<'_>,
    client: &ClientTraits,
    operation: &Operation<'_>,
    call: &Call<'_>,
    endpoint: &Endpoint<'_>,
) -> Result<TokenStream, Malformed> {
    let http = plan.shape(operation.shape).traits.http();
    let http = http.filter(|_| plan.protocol.has_http_bindings());
    let method = http.map_or_else(|| "POST".to_owned(), |http| http.method);
    let url = match host_prefix(plan, operation, call)? {
        None => endpoint.url.to_owned(),
        Some(prefix) => match endpoint.url.split_once("://") {
            Some((scheme, rest)) => format!("{scheme}://{prefix}{rest}"),
            None => {
                let message = format!("expected a URL with a scheme, found `{}`", endpoint.url);
                return Err(Malformed::new(message));
            }
        },
    };
    let headers = endpoint.headers.iter().map(|(name, values)| {
        let value = values.join(", ");
        quote!((#name, #value))
    });
    let signature = signature(plan, client, operation, call, endpoint);
    Ok(quote! {
        ::tinsmith_runtime::protocol_test::Call {
            method: #method,
            url: #url,
            headers: &[#(#headers),*],
            signature: #signature,
        }
    })
}

/// The host prefix of the operation, with the members of the call in it.
fn host_prefix(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    call: &Call<'_>,
) -> Result<Option<String>, Malformed> {
    let Some(prefix) = host_prefix::of(plan, operation) else {
        return Ok(None);
    };
    let mut text = String::new();
    for segment in &prefix.0 {
        match segment {
            HostSegment::Literal(literal) => text.push_str(literal),
            HostSegment::Label(label) => {
                let given = call.params.iter().find(|(name, _)| name == label);
                let given = given.and_then(|(_, node)| node.as_str());
                text.push_str(
                    given
                        .ok_or_else(|| Malformed::new(format!("expected a string as `{label}`")))?,
                );
            }
        }
    }
    Ok(Some(text))
}

/// The expected signature, as an expression of the runtime's `Signature`.
///
/// The first of the endpoint's auth schemes signs the call where the endpoint chooses, and otherwise the first of the
/// operation's. What the endpoint does not say about that scheme is the service's name and the client's region.
fn signature(
    plan: &Plan<'_>,
    client: &ClientTraits,
    operation: &Operation<'_>,
    call: &Call<'_>,
    endpoint: &Endpoint<'_>,
) -> TokenStream {
    let test = quote!(::tinsmith_runtime::protocol_test);
    let of_operation = match client.auth.of_operation(operation.name).first() {
        Some(AuthScheme::SigV4) => "sigv4",
        Some(AuthScheme::SigV4a) => "sigv4a",
        None | Some(AuthScheme::NoAuth) => return quote!(#test::Signature::None),
        // The clients of tests have AWS's credentials only.
        Some(
            AuthScheme::HttpBearer
            | AuthScheme::HttpBasic
            | AuthScheme::HttpDigest
            | AuthScheme::HttpApiKey { .. }
            | AuthScheme::Custom(_),
        ) => return quote!(#test::Signature::Any),
    };
    let mut schemes = endpoint.auth_schemes.iter();
    let scheme = if client.auth.by_endpoint {
        schemes.next()
    } else {
        schemes.find(|it| it.get("name").and_then(Node::as_str) == Some(of_operation))
    };
    let text = |key: &str| scheme?.get(key).and_then(Node::as_str);
    let scheme_name = text("name").unwrap_or(of_operation);
    let regions = scheme.and_then(|it| it.get("signingRegionSet"));
    let regions = regions.and_then(Node::as_array).map(|regions| {
        let regions: Vec<&str> = regions.iter().filter_map(Node::as_str).collect();
        regions.join(",")
    });
    let regions = regions.filter(|_| scheme_name == "sigv4a");
    let region = regions.unwrap_or_else(|| {
        let of_client = call.built_in("AWS::Region").and_then(Node::as_str);
        let region = text("signingRegion").or(of_client);
        region.unwrap_or(test_client::REGION).to_owned()
    });
    let name = text("signingName").unwrap_or(&plan.service.signing_name);
    quote! {
        #test::Signature::Of(#test::Signed {
            scheme: #scheme_name,
            name: #name,
            region: #region,
        })
    }
}
