//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.
//!
//! Smithy specification: [AWS restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html),
//! [HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html).

mod request;
mod response;
mod text;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Location, Member, Model, ShapeRef};

use super::values::{self, Format, Values};
use super::{Protocol, call};
use crate::plan::{Field, Operation, Plan, Role, Structure, unsupported};

/// The protocol.
pub(super) struct RestJson1;

impl Protocol for RestJson1 {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        if model[operation].traits.http().is_none() {
            problems.push(Diagnostic {
                message: "the operation has no HTTP binding; expected the trait `smithy.api#http`"
                    .to_owned(),
                ..unsupported(model, operation, "smithy.api#http", "")
            });
        }
    }

    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::protocol::RestJson1)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let serialize = request::serialize(plan, operation);
        let deserialize = response::deserialize(plan, operation);
        let errors = call::deserialize_error(plan, operation, |_| None);
        quote! {
            #serialize
            #deserialize
            #errors
        }
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        values::structure(codec(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        values::union(codec(plan), shape)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let read = response::error(plan, error);
        let codecs = values::structure(codec(plan), error);
        quote!(#read #codecs)
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Values<'p, 'm> {
    Values {
        plan,
        format: Format::Json { names: true },
    }
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
