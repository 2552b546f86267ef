//! A test of a request.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::case::Case;
use super::settings;
use crate::emit::test_values::Values;
use crate::plan::client::ClientTraits;
use crate::plan::customizations::s3;
use crate::plan::{Operation, Plan};

/// The body of the test.
pub(super) fn emit<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    let method = &operation.method;
    let customized = settings::call(client, case)?;
    let client = settings::client(client, case)?;
    let setters = Values::sent(plan).setters(&operation.input, case.params()?, "params")?;
    let path = case.needed("uri")?;
    let slash = if s3::is_path_of_bucket(plan, operation) && !path.ends_with('/') {
        "/"
    } else {
        ""
    };
    let expected = of_path(case, &format!("{path}{slash}"))?;
    Ok(quote! {
        let server = ::tinsmith_runtime::protocol_test::Server::default();
        #client
        let call = client.#method() #setters #customized;
        server.received(call.send()).assert(&#expected);
    })
}

/// The expected request, as an expression of the runtime's `Request`.
pub(super) fn expected(case: &Case<'_>) -> Result<TokenStream, String> {
    of_path(case, case.needed("uri")?)
}

/// The same, with the path `uri` instead of the case's.
fn of_path(case: &Case<'_>, uri: &str) -> Result<TokenStream, String> {
    let method = case.needed("method")?;
    let mut fields = vec![quote!(method: #method), quote!(uri: #uri)];
    let host = case.text("host")?.map(without_path);
    if let Some(host) = case.text("resolvedHost")?.or(host) {
        fields.push(quote!(host: ::std::option::Option::Some(#host)));
    }
    for (key, field) in [
        ("queryParams", "query"),
        ("forbidQueryParams", "forbid_query"),
        ("requireQueryParams", "require_query"),
        ("forbidHeaders", "forbid_headers"),
        ("requireHeaders", "require_headers"),
    ] {
        let texts = case.texts(key)?;
        if !texts.is_empty() {
            let field = format_ident!("{field}");
            fields.push(quote!(#field: &[#(#texts),*]));
        }
    }
    let headers = case.headers()?;
    if !headers.is_empty() {
        fields.push(quote!(headers: &[#(#headers),*]));
    }
    if let Some(body) = case.body()? {
        fields.push(quote!(body: ::std::option::Option::Some(#body)));
    }
    let request = quote!(::tinsmith_runtime::protocol_test::Request);
    let rest = (fields.len() < ALL).then(|| quote!(..#request::ANY));
    Ok(quote!(#request { #(#fields,)* #rest }))
}

/// The number of fields of an expected request.
const ALL: usize = 10;

/// The host without a path, which the case's `host` may have.
fn without_path(host: &str) -> &str {
    host.split('/').next().unwrap_or(host)
}
