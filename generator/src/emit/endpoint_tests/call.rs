//! A test of a call.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{HostSegment, Node};

use super::case::{Call, Case, Endpoint, Expected};
use super::settings;
use crate::emit::host_prefix;
use crate::emit::test_values::Values;
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;
use crate::plan::{Operation, Plan};

/// The body of the test.
pub(super) fn emit<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    case: &Case<'m>,
    call: &Call<'m>,
) -> Result<TokenStream, String> {
    let settings = settings::of_call(plan, client, call)?;
    let setters = Values::sent(plan).setters(&operation.input, call.params, "operationParams")?;
    let method = &operation.method;
    let assertion = match case.expected()? {
        Expected::Error(message) => quote!(server.assert_refused(call.send(), #message)),
        Expected::Endpoint(endpoint) => {
            let expected = expected(plan, client, operation, call, &endpoint)?;
            quote!(server.received(call.send()).assert_endpoint(&#expected))
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
fn expected(
    plan: &Plan<'_>,
    client: &ClientTraits,
    operation: &Operation<'_>,
    call: &Call<'_>,
    endpoint: &Endpoint<'_>,
) -> Result<TokenStream, String> {
    let http = plan.shape(operation.shape).traits.http();
    let http = http.filter(|_| plan.protocol.has_http_bindings());
    let method = http.map_or_else(|| "POST".to_owned(), |http| http.method);
    let url = match host_prefix(plan, operation, call)? {
        None => endpoint.url.to_owned(),
        Some(prefix) => match endpoint.url.split_once("://") {
            Some((scheme, rest)) => format!("{scheme}://{prefix}{rest}"),
            None => {
                return Err(format!(
                    "expected a URL with a scheme, found `{}`",
                    endpoint.url
                ));
            }
        },
    };
    let headers = endpoint.headers.iter().map(|(name, values)| {
        let value = values.join(", ");
        quote!((#name, #value))
    });
    let signed = match signed(plan, client, operation, call, endpoint) {
        None => quote!(::std::option::Option::None),
        Some(Signed {
            scheme,
            name,
            region,
        }) => quote! {
            ::std::option::Option::Some(::tinsmith_runtime::protocol_test::Signed {
                scheme: #scheme,
                name: #name,
                region: #region,
            })
        },
    };
    Ok(quote! {
        ::tinsmith_runtime::protocol_test::Call {
            method: #method,
            url: #url,
            headers: &[#(#headers),*],
            signed: #signed,
        }
    })
}

/// The host prefix of the operation, with the members of the call in it.
fn host_prefix(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    call: &Call<'_>,
) -> Result<Option<String>, String> {
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
                text.push_str(given.ok_or_else(|| format!("expected a string as `{label}`"))?);
            }
        }
    }
    Ok(Some(text))
}

/// The facts about a signature that an endpoint decides.
struct Signed<'a> {
    scheme: &'a str,
    name: &'a str,
    region: String,
}

/// The expected signature; none if the call is not signed with AWS's credentials.
///
/// The first of the endpoint's auth schemes signs the call where the endpoint chooses, and otherwise the first of the
/// operation's. What the endpoint does not say about that scheme is the service's name and the client's region.
fn signed<'a>(
    plan: &'a Plan<'_>,
    client: &ClientTraits,
    operation: &Operation<'_>,
    call: &Call<'_>,
    endpoint: &Endpoint<'a>,
) -> Option<Signed<'a>> {
    let schemes = endpoint.auth_schemes();
    let name_of = |scheme: &'a Node| scheme.get("name").and_then(Node::as_str);
    let of_operation = match client.auth.of_operation(operation.name).first()? {
        AuthScheme::SigV4 => "sigv4",
        AuthScheme::SigV4a => "sigv4a",
        _ => return None,
    };
    let scheme = if client.auth.by_endpoint {
        schemes.first()
    } else {
        let mut schemes = schemes.iter();
        schemes.find(|it| name_of(it) == Some(of_operation))
    };
    let text = |key: &str| scheme?.get(key).and_then(Node::as_str);
    let scheme_name = scheme.and_then(name_of).unwrap_or(of_operation);
    let regions = scheme.and_then(|it| it.get("signingRegionSet"));
    let regions = regions.and_then(Node::as_array).map(|regions| {
        let regions: Vec<&str> = regions.iter().filter_map(Node::as_str).collect();
        regions.join(",")
    });
    let mut built_in = call.built_in.iter();
    let of_client = built_in.find(|(name, _)| name == "AWS::Region");
    let of_client = of_client.and_then(|(_, node)| node.as_str());
    let region = regions.filter(|_| scheme_name == "sigv4a");
    let region = region.or_else(|| Some(text("signingRegion").or(of_client)?.to_owned()));
    Some(Signed {
        scheme: scheme_name,
        name: text("signingName").unwrap_or(&plan.service.signing_name),
        region: region?,
    })
}
