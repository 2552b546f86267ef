//! The function that makes a request from an operation's input.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Location, TimestampFormat, UriPattern, UriSegment};

use super::text::text;
use super::{Bodies, body_fields, payload_field};
use crate::emit::protocol::call;
use crate::plan::customizations::{route_53, s3};
use crate::plan::{Field, Operation, Plan, Structure};

/// The method `serialize`.
pub(super) fn serialize(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    operation: &Operation<'_>,
) -> TokenStream {
    let Some(http) = plan.shape(operation.shape).traits.http() else {
        return quote!();
    };
    let body = body(bodies, plan, &operation.input);
    let request = request(plan, &operation.input, &http.method, &http.uri, &body);
    call::serialize(operation, &request)
}

/// Statements that write `input` to a GET request without a body, whose query string has the members of the body:
/// each under its own name, those of a list one by one.
pub(in crate::emit::protocol) fn members_in_query(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
) -> TokenStream {
    let Some(http) = plan.shape(operation.shape).traits.http() else {
        return quote!();
    };
    let mut fields = body_fields(&operation.input);
    fields.sort_by(|one, other| one.member.name.cmp(&other.member.name));
    let members = fields
        .iter()
        .map(|field| query_member(plan, field, &field.member.name));
    let members: TokenStream = members.collect();
    let request = request(plan, &operation.input, "GET", &http.uri, &members);
    quote! {
        #request
        ::std::result::Result::Ok(request)
    }
}

/// Statements that make the request with what `input` has in the path, in the query string and in headers, and the
/// `rest` of it.
fn request(
    plan: &Plan<'_>,
    input: &Structure<'_>,
    method: &str,
    pattern: &UriPattern,
    rest: &TokenStream,
) -> TokenStream {
    let checks = checks_of_endpoint(plan, input, pattern);
    let uri = uri(plan, input, pattern);
    let query = query(plan, input, pattern);
    let headers = headers(plan, input);
    let is_bare = [&uri, &query, &headers, rest]
        .iter()
        .all(|it| it.is_empty());
    let mutable = (!is_bare).then(|| quote!(mut));
    quote! {
        #(#checks)*
        let #mutable request = ::tinsmith_runtime::codegen::http::Request::new(#method);
        #uri
        #query
        #headers
        #rest
    }
}

/// Statements that check the labels whose values are part of the endpoint, and not of the path.
fn checks_of_endpoint<'p>(
    plan: &'p Plan<'_>,
    input: &'p Structure<'_>,
    pattern: &'p UriPattern,
) -> impl Iterator<Item = TokenStream> + 'p {
    let fields = pattern.segments.iter().filter_map(|segment| match segment {
        UriSegment::Literal(_) => None,
        UriSegment::Label(name) | UriSegment::GreedyLabel(name) => input.field(name),
    });
    let in_endpoint = fields.filter(|field| s3::is_in_endpoint(plan, field.member));
    in_endpoint.map(|field| {
        let (ident, name) = (&field.ident, &field.snake);
        quote!(::tinsmith_runtime::codegen::http::non_empty(#name, input.#ident.as_deref())?;)
    })
}

/// The path with its labels, and the constant part of the query.
fn uri(plan: &Plan<'_>, input: &Structure<'_>, pattern: &UriPattern) -> TokenStream {
    let mut statements = Vec::new();
    let mut literal = String::new();
    for segment in &pattern.segments {
        literal.push('/');
        let (name, greedy) = match segment {
            UriSegment::Literal(text) => {
                literal.push_str(text);
                continue;
            }
            UriSegment::Label(name) => (name, false),
            UriSegment::GreedyLabel(name) => (name, true),
        };
        let field = input.field(name);
        if field.is_some_and(|field| s3::is_in_endpoint(plan, field.member)) {
            literal.pop();
            continue;
        }
        let prefix = std::mem::take(&mut literal);
        statements.push(quote!(request.literal(#prefix);));
        statements.extend(field.map(|field| label(plan, field, greedy)));
    }
    if pattern.segments.is_empty() {
        literal.push('/');
    }
    if !literal.is_empty() {
        statements.push(quote!(request.literal(#literal);));
    }
    for (key, value) in &pattern.query {
        statements.push(match value {
            Some(value) => quote!(request.query_literal(#key, #value);),
            None => quote!(request.query_flag(#key);),
        });
    }
    quote!(#(#statements)*)
}

fn label(plan: &Plan<'_>, field: &Field<'_>, greedy: bool) -> TokenStream {
    let (ident, name) = (&field.ident, &field.snake);
    let method = if greedy {
        quote!(greedy_label)
    } else {
        quote!(label)
    };
    if matches!(plan.shape(field.member.target).kind, Kind::String) {
        let bare = route_53::id_prefixes(plan, field.member).map(|prefixes| {
            quote!(.map(|id| ::tinsmith_runtime::codegen::http::unprefixed(id, &[#(#prefixes),*])))
        });
        return quote!(request.#method(#name, input.#ident.as_deref() #bare)?;);
    }
    let text = text(
        plan,
        field.member,
        &quote!(value),
        TimestampFormat::DateTime,
    );
    quote! {
        let value = ::tinsmith_runtime::codegen::http::required(#name, input.#ident.as_ref())?;
        request.#method(#name, ::std::option::Option::Some(#text))?;
    }
}

/// The part of the query that comes from members. Maps come first, as in the official clients.
fn query(plan: &Plan<'_>, input: &Structure<'_>, pattern: &UriPattern) -> TokenStream {
    let bound = input
        .fields
        .iter()
        .filter_map(|field| match field.member.traits.location() {
            Location::Query(name) => Some((name, field)),
            _ => None,
        });
    let bound: Vec<(&str, &Field<'_>)> = bound.collect();
    let literals = pattern.query.iter().map(|(key, _)| key.as_str());
    let taken: BTreeSet<&str> = literals
        .chain(bound.iter().map(|(name, _)| *name))
        .collect();
    let maps = input
        .fields
        .iter()
        .filter(|field| matches!(field.member.traits.location(), Location::QueryParams))
        .map(|field| query_params(plan, field, &taken));
    let members = bound
        .iter()
        .map(|(name, field)| query_member(plan, field, name));
    quote!(#(#maps)* #(#members)*)
}

/// Statements that add a member to the query string. A member that is required has to be set, and to be more than an
/// empty string, as the official clients have it: without it the URI is that of another resource or operation.
fn query_member(plan: &Plan<'_>, field: &Field<'_>, name: &str) -> TokenStream {
    let (ident, member) = (&field.ident, &field.snake);
    let kind = &plan.shape(field.member.target).kind;
    let required = field.member.traits.is_required().then(|| match kind {
        Kind::String => quote! {
            ::tinsmith_runtime::codegen::http::non_empty(#member, input.#ident.as_deref())?
        },
        _ => quote!(::tinsmith_runtime::codegen::http::required(#member, input.#ident.as_ref())?),
    });
    if let Kind::List(element) = kind {
        let text = text(plan, element, &quote!(value), TimestampFormat::DateTime);
        let values = required.unwrap_or_else(|| quote!(input.#ident.iter().flatten()));
        return quote! {
            for value in #values {
                request.query(#name, #text);
            }
        };
    }
    let text = text(
        plan,
        field.member,
        &quote!(value),
        TimestampFormat::DateTime,
    );
    match required {
        Some(value) => quote! {
            let value = #value;
            request.query(#name, #text);
        },
        None => quote! {
            if let ::std::option::Option::Some(value) = &input.#ident {
                request.query(#name, #text);
            }
        },
    }
}

/// Statements that add a map of parameters, except those in `taken`: members are bound to them, or the URI pattern
/// has them.
fn query_params(plan: &Plan<'_>, field: &Field<'_>, taken: &BTreeSet<&str>) -> TokenStream {
    let ident = &field.ident;
    let Kind::Map { value, .. } = &plan.shape(field.member.target).kind else {
        return quote!();
    };
    let add = match &plan.shape(value.target).kind {
        Kind::List(element) => {
            let text = text(plan, element, &quote!(value), TimestampFormat::DateTime);
            quote!(for value in value { request.query(key.as_str(), #text); })
        }
        _ => {
            let text = text(plan, value, &quote!(value), TimestampFormat::DateTime);
            quote!(request.query(key.as_str(), #text);)
        }
    };
    let add = if taken.is_empty() {
        add
    } else {
        let taken = taken.iter();
        quote!(if !::std::matches!(key.as_str(), #(#taken)|*) { #add })
    };
    quote! {
        for (key, value) in input.#ident.iter().flatten() {
            #add
        }
    }
}

fn headers(plan: &Plan<'_>, input: &Structure<'_>) -> TokenStream {
    let statements = input
        .fields
        .iter()
        .map(|field| match field.member.traits.location() {
            Location::Header(name) => header(plan, field, &name.to_ascii_lowercase()),
            Location::PrefixHeaders(prefix) => {
                let ident = &field.ident;
                let prefix = prefix.to_ascii_lowercase();
                quote! {
                    for (key, value) in input.#ident.iter().flatten() {
                        request.prefix_header(#prefix, key, value)?;
                    }
                }
            }
            _ => quote!(),
        });
    quote!(#(#statements)*)
}

fn header(plan: &Plan<'_>, field: &Field<'_>, name: &str) -> TokenStream {
    let ident = &field.ident;
    let add = match &plan.shape(field.member.target).kind {
        Kind::List(element) => {
            let is_text = matches!(
                plan.shape(element.target).kind,
                Kind::String | Kind::Enum(_)
            );
            let method = if is_text {
                quote!(header_list)
            } else {
                quote!(header_list_unquoted)
            };
            let text = text(plan, element, &quote!(value), TimestampFormat::HttpDate);
            quote! {
                let mut values = ::std::vec::Vec::new();
                for value in value {
                    values.push(::std::string::String::from(#text));
                }
                request.#method(#name, &values)?;
            }
        }
        Kind::String if super::is_media_type(plan, field.member) => {
            quote!(request.header(#name, &::tinsmith_runtime::codegen::http::text::base64(value))?;)
        }
        _ => {
            let text = text(
                plan,
                field.member,
                &quote!(value),
                TimestampFormat::HttpDate,
            );
            quote!(request.header(#name, #text)?;)
        }
    };
    quote! {
        if let ::std::option::Option::Some(value) = &input.#ident {
            #add
        }
    }
}

fn body(bodies: &dyn Bodies, plan: &Plan<'_>, input: &Structure<'_>) -> TokenStream {
    if let Some(field) = payload_field(input) {
        return payload(bodies, plan, field);
    }
    let mut fields = body_fields(input);
    if fields.is_empty() {
        return quote!();
    }
    // The order is that of the official clients, so that the same input gives the same bytes.
    fields.sort_by(|one, other| one.member.name.cmp(&other.member.name));
    bodies.write_members(plan, input, &fields)
}

/// Statements that write a field of `input` as the body of `request`.
pub(in crate::emit::protocol) fn payload(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    field: &Field<'_>,
) -> TokenStream {
    let ident = &field.ident;
    let target = plan.shape(field.member.target);
    let content_type = super::media_type(plan, field.member)
        .map(|media_type| quote!(request.content_type(#media_type);));
    if plan.is_stream(field.member.target) {
        return quote!(#content_type request.body_stream(input.#ident););
    }
    if plan.is_events(field.member.target) {
        return quote!(request.body_events(input.#ident, ::std::option::Option::None););
    }
    let (set, unset) = match &target.kind {
        Kind::Blob => (
            quote!(request.body_bytes(value);),
            quote!(request.body_empty("application/octet-stream");),
        ),
        Kind::String => (
            quote!(request.body_text(value);),
            quote!(request.body_empty("text/plain");),
        ),
        Kind::Enum(_) => (
            quote!(request.body_text(value.as_str().to_owned());),
            quote!(request.body_empty("text/plain");),
        ),
        _ => (
            bodies.write_payload(plan, field),
            bodies.write_unset_payload(plan, field),
        ),
    };
    if !field.optional {
        return quote! {
            let value = input.#ident;
            #content_type
            #set
        };
    }
    quote! {
        #content_type
        if let ::std::option::Option::Some(value) = input.#ident {
            #set
        } else {
            #unset
        }
    }
}
