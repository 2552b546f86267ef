//! A test of a response: of the output or the error that is read from it.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Location, Node, ShapeRef};

use super::case::Case;
use super::same;
use super::settings;
use crate::emit::test_values::Values;
use crate::plan::client::ClientTraits;
use crate::plan::{Field, Operation, Plan, Structure};

/// The body of a test of an operation's output.
pub(super) fn emit_output<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    if !settings::error_code(case, true)?.is_empty() {
        return Err("an output has no error code".to_owned());
    }
    let call = call(plan, client, operation, case)?;
    let output = quote!(server.run(call.send()).expect("the response is the output"));
    let compared = compared(plan, &operation.output, case)?;
    Ok(if compared.is_empty() {
        quote!(#call #output;)
    } else {
        quote!(#call let actual = #output; #compared)
    })
}

/// The body of a test of an error, which calls the first operation with that error.
pub(super) fn emit_error<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    error: ShapeRef,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    let mut operations = plan.operations.iter();
    let operation = operations.find(|operation| operation.errors.contains(&error));
    let operation = operation.ok_or("no operation has the error")?;
    let structure = plan.errors.iter().find(|it| it.shape == Some(error));
    let structure = structure.ok_or("the error has no type")?;
    let call = call(plan, client, operation, case)?;
    let mut compared = compared(plan, structure, case)?;
    let meta = quote! {
        ::tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata::meta(&actual)
    };
    for (key, text) in settings::error_code(case, plan.service.is_query_compatible)? {
        let told = match key {
            "code" => quote!(#meta.code()),
            _ => quote!(#meta.extra(#key)),
        };
        compared
            .extend(quote!(::std::assert_eq!(#told, ::std::option::Option::Some(#text), #key);));
    }
    let (module, ident) = (&operation.path, operation.error_ident());
    let (variant, name) = (&plan.error_variant(error).ident, plan.type_name(error));
    let wanted = format!("expected a `{name}`, found {{other:?}}");
    let matched = if compared.is_empty() {
        quote!(#module::#ident::#variant(_) => {})
    } else {
        quote!(#module::#ident::#variant(actual) => { #compared })
    };
    Ok(quote! {
        #call
        let error = server.run(call.send()).expect_err("the response is an error");
        match error.into_service_error() {
            #matched
            other => ::std::panic!(#wanted),
        }
    })
}

/// Statements up to `call`, with a server that answers with the response of the case.
fn call<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    let server = server(case)?;
    let client = settings::client(client, case)?;
    let (method, labels) = (&operation.method, labels(plan, &operation.input)?);
    Ok(quote! {
        let server = #server;
        #client
        let call = client.#method() #labels;
    })
}

/// A server that answers with the response of the case.
pub(super) fn server(case: &Case<'_>) -> Result<TokenStream, String> {
    for key in ["forbidHeaders", "requireHeaders"] {
        // Headers that a response must not have are for servers, and do not concern clients.
        case.texts(key)?;
    }
    let code = case.get("code").and_then(Node::as_i64);
    let code = code.and_then(|code| u16::try_from(code).ok());
    let code = code.ok_or("expected a status as `code`")?;
    let headers = case.headers()?;
    let body = match case.body()? {
        Some(body) => body,
        None => quote!(::tinsmith_runtime::protocol_test::Body::NONE),
    };
    Ok(quote! {
        ::tinsmith_runtime::protocol_test::Server::answering(
            ::tinsmith_runtime::protocol_test::Response {
                code: #code,
                headers: &[#(#headers),*],
                body: #body,
            },
        )
    })
}

/// The setters of the members without which no request can be made.
pub(super) fn labels<'m>(plan: &Plan<'m>, input: &Structure<'m>) -> Result<TokenStream, String> {
    let labels = input.fields.iter().filter(|field| {
        let traits = &field.member.traits;
        matches!(traits.location(), Location::Label) || traits.is_host_label()
    });
    let members: Vec<(String, Node)> = labels
        .map(|field| (field.member.name.clone(), any_value(plan, field)))
        .collect();
    Values::sent(plan).setters(input, &members, "input")
}

fn any_value(plan: &Plan<'_>, field: &Field<'_>) -> Node {
    match &plan.shape(field.member.target).kind {
        Kind::String | Kind::Enum(_) => Node::String("any".to_owned()),
        Kind::Boolean => Node::Bool(true),
        _ => Node::Number(1.into()),
    }
}

/// Statements that compare each member of `actual` with the case.
fn compared<'m>(
    plan: &Plan<'m>,
    structure: &Structure<'m>,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    compared_to(plan, structure, case.params()?)
}

/// Statements that compare each member of `actual`, except an event stream, with `params`.
pub(super) fn compared_to<'m>(
    plan: &Plan<'m>,
    structure: &Structure<'m>,
    params: &[(String, Node)],
) -> Result<TokenStream, String> {
    let expected = Values::read(plan).structure(structure, params, "params")?;
    let param = |field: &Field<'_>| {
        let given = params.iter().find(|(name, _)| *name == field.member.name);
        given.map(|(_, node)| node)
    };
    let mut compared = TokenStream::new();
    for field in &structure.fields {
        let (ident, name) = (&field.ident, &field.member.name);
        compared.extend(match param(field) {
            text if plan.is_stream(field.member.target) => {
                let text = text.and_then(Node::as_str).unwrap_or_default();
                quote! {
                    let body = server.run(actual.#ident.collect()).expect("the body can be read");
                    ::std::assert_eq!(body.to_vec(), #text.as_bytes(), #name);
                }
            }
            _ if plan.is_events(field.member.target) => quote!(),
            node => same::field(plan, field, node),
        });
    }
    let is_read = structure.fields.iter().any(|field| {
        let target = field.member.target;
        !plan.is_stream(target) && !plan.is_events(target)
    });
    let expected = is_read.then(|| quote!(let expected = #expected;));
    Ok(quote!(#expected #compared))
}
