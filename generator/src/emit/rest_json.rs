//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.
//!
//! Smithy specification: [AWS restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html),
//! [HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html).

mod read;
mod request;
mod response;
mod text;
mod write;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Location, Member, ShapeRef};

use crate::plan::{Field, Operation, Plan, Role, Structure};

pub(crate) use request::host_prefix;

/// How the operation is bound to HTTP: the methods of its `Operation` implementation.
pub(crate) fn operation(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let serialize = request::serialize(plan, operation);
    let deserialize = response::deserialize(plan, operation);
    let errors = response::deserialize_error(plan, operation);
    quote! {
        #serialize
        #deserialize
        #errors
    }
}

/// The codecs of a structure's file.
pub(crate) fn structure(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let Some(shape) = structure.shape else {
        return quote!();
    };
    let usage = plan.codecs(shape);
    let write = usage.input.then(|| write::structure(plan, structure));
    let read = usage.output.then(|| read::structure(plan, structure));
    quote!(#write #read)
}

/// The codecs of a union's file.
pub(crate) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let usage = plan.codecs(shape);
    let write = usage.input.then(|| write::union(plan, shape));
    let read = usage.output.then(|| read::union(plan, shape));
    quote!(#write #read)
}

/// The codecs of an error's file.
pub(crate) fn error(plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
    let read = response::error(plan, error);
    let codecs = structure(plan, error);
    quote!(#read #codecs)
}

/// The member's key in JSON.
fn key(member: &Member) -> &str {
    member.traits.json_name().unwrap_or(&member.name)
}

/// The fields that the body holds as members of an object. A place that is only in the other direction
/// does not count.
fn body_fields<'p, 'm>(structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    let is_input = structure.role == Role::Input;
    let fields = structure.fields.iter();
    fields
        .filter(|field| match field.member.traits.location() {
            Location::Body => true,
            Location::Label | Location::Query(_) | Location::QueryParams => !is_input,
            Location::ResponseCode => is_input,
            _ => false,
        })
        .collect()
}

/// The field that is the body.
fn payload_field<'p, 'm>(structure: &'p Structure<'m>) -> Option<&'p Field<'m>> {
    let mut fields = structure.fields.iter();
    fields.find(|field| matches!(field.member.traits.location(), Location::Payload))
}

/// The media type that the member's target has.
fn media_type<'m>(plan: &Plan<'m>, member: &'m Member) -> Option<&'m str> {
    let own = member.traits.media_type();
    own.or_else(|| plan.shape(member.target).traits.media_type())
}

/// The member's text is of a media type: in a header it stands in base64.
fn is_media_type(plan: &Plan<'_>, member: &Member) -> bool {
    media_type(plan, member).is_some()
}
