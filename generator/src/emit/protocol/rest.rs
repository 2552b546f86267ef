//! HTTP bindings, for bodies of any format.
//!
//! Smithy specification: [HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html).

pub(super) mod request;
pub(super) mod response;
mod text;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Location, Member};

pub(super) use self::response::members;
pub(super) use self::text::text;
pub(super) use super::bodies::Bodies;
use super::call;
use crate::plan::{Field, Operation, Plan, Role, Structure};

/// The methods of an operation's `Operation` implementation that make requests and read responses.
pub(super) fn operation(
    bodies: &dyn Bodies,
    plan: &Plan<'_>,
    operation: &Operation<'_>,
) -> TokenStream {
    let serialize = request::serialize(bodies, plan, operation);
    let deserialize = response::deserialize(bodies, plan, operation);
    let errors = call::deserialize_error(plan, operation, |_| None);
    quote! {
        #serialize
        #deserialize
        #errors
    }
}

/// The fields that are members of the object in the body. A binding that only applies to the other direction does not
/// count.
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

/// The field that is the whole body.
fn payload_field<'p, 'm>(structure: &'p Structure<'m>) -> Option<&'p Field<'m>> {
    let mut fields = structure.fields.iter();
    fields.find(|field| matches!(field.member.traits.location(), Location::Payload))
}

/// The media type of the member's target.
fn media_type<'m>(plan: &Plan<'m>, member: &'m Member) -> Option<&'m str> {
    let own = member.traits.media_type();
    own.or_else(|| plan.shape(member.target).traits.media_type())
}

/// Whether the member is a string with a media type, which is base64 in a header.
fn is_media_type(plan: &Plan<'_>, member: &Member) -> bool {
    media_type(plan, member).is_some()
}
