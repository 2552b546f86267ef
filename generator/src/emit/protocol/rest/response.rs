//! The functions that make an operation's output or error from a response.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Location, TimestampFormat};

use super::{Bodies, body_fields, payload_field};
use crate::emit::protocol::call;
use crate::plan::customizations::s3;
use crate::plan::{Field, Operation, Plan, Structure};

/// The methods `deserialize` and, for an output with a stream, `deserialize_streaming`.
pub(super) fn deserialize(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    operation: &Operation<'_>,
) -> TokenStream {
    let output = &operation.output;
    match output.stream(plan) {
        Some(stream) => {
            let bindings = bindings(plan, output);
            let required = call::require_initial(plan, output);
            call::deserialize_streaming(plan, operation, stream, &quote!(#bindings #required))
        }
        None => {
            let raw = payload_field(output).is_some_and(|field| is_raw(plan, field));
            let raw = raw.then(|| {
                quote!(
                    const RAW_OUTPUT: bool = true;
                )
            });
            let deserialize = call::deserialize(plan, operation, &members(bodies, plan, output));
            quote!(#raw #deserialize)
        }
    }
}

/// Whether the field, which is the whole body, holds its bytes or text.
fn is_raw(plan: &Plan<'_>, field: &Field<'_>) -> bool {
    let kind = &plan.shape(field.member.target).kind;
    matches!(kind, Kind::Blob | Kind::String | Kind::Enum(_))
}

/// Statements that read members from headers and the status.
fn bindings(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let statements = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        match field.member.traits.location() {
            Location::Header(name) => {
                let value = header(plan, field, &name.to_ascii_lowercase());
                quote!(fields.#ident = #value;)
            }
            Location::PrefixHeaders(prefix) => {
                let prefix = prefix.to_ascii_lowercase();
                quote!(fields.#ident = response.prefix_headers(#prefix)?;)
            }
            Location::ResponseCode => {
                quote!(fields.#ident = ::std::option::Option::Some(response.status.into());)
            }
            _ => quote!(),
        }
    });
    quote!(#(#statements)*)
}

fn header(plan: &Plan<'_>, field: &Field<'_>, name: &str) -> TokenStream {
    let target = field.member.target;
    match &plan.shape(target).kind {
        Kind::String if super::is_media_type(plan, field.member) => {
            quote!(response.media_type(#name)?)
        }
        Kind::String => quote!(response.header_text(#name)?),
        Kind::Enum(_) => quote!(response.enumeration(#name)?),
        Kind::Boolean => quote!(response.boolean(#name)?),
        Kind::Timestamp => {
            let format = plan.timestamp_format(field.member, TimestampFormat::HttpDate);
            let read = quote!(response.timestamp(#name, #format));
            if s3::may_be_unreadable(plan, field.member) {
                quote!(#read.unwrap_or_default())
            } else {
                quote!(#read?)
            }
        }
        Kind::List(element) => match &plan.shape(element.target).kind {
            Kind::String | Kind::Enum(_) => quote!(response.list(#name)?),
            Kind::Boolean => quote!(response.boolean_list(#name)?),
            Kind::Timestamp => {
                let format = plan.timestamp_format(element, TimestampFormat::HttpDate);
                quote!(response.timestamp_list(#name, #format)?)
            }
            _ => quote!(response.parse_list(#name)?),
        },
        _ => quote!(response.parse(#name)?),
    }
}

fn body(bodies: &dyn Bodies, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    if let Some(field) = payload_field(structure) {
        return payload(bodies, plan, field);
    }
    bodies.read_members(plan, structure, &body_fields(structure))
}

/// Statements that read the body of `response` into the field.
pub(in crate::emit::protocol) fn payload(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    field: &Field<'_>,
) -> TokenStream {
    let ident = &field.ident;
    let target = field.member.target;
    let value = match &plan.shape(target).kind {
        Kind::Blob if plan.shaped.is_bytes(target) => quote!(::std::option::Option::Some(
            ::tinsmith_runtime::codegen::Bytes::copy_from_slice(response.body)
        )),
        Kind::Blob => quote!(::std::option::Option::Some(
            ::tinsmith_runtime::aws_smithy_types::Blob::new(response.body)
        )),
        Kind::String => quote!(::std::option::Option::Some(
            response.body_text()?.to_owned()
        )),
        Kind::Enum(_) => {
            let path = plan.type_path(target);
            quote!(::std::option::Option::Some(#path::from(response.body_text()?)))
        }
        _ => return bodies.read_payload(plan, field),
    };
    quote! {
        if !response.body.is_empty() {
            fields.#ident = #value;
        }
    }
}

/// Statements that read all members of a response into `fields`.
pub(in crate::emit::protocol) fn members(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let bindings = bindings(plan, structure);
    let body = body(bodies, plan, structure);
    quote!(#bindings #body)
}
