//! Values as JSON, for every protocol with JSON bodies. Which member names count is up to the protocol.

mod read;
mod write;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Member, ShapeRef};

use crate::plan::{Field, Plan, Structure};

pub(super) use self::read::value as read_value;
pub(super) use self::write::value as write_value;

/// The codec of one protocol.
#[derive(Clone, Copy)]
pub(super) struct Json<'p, 'm> {
    /// The client.
    pub(super) plan: &'p Plan<'m>,
    /// The protocol heeds `smithy.api#jsonName`.
    pub(super) json_names: bool,
}

impl Json<'_, '_> {
    /// The member's key.
    fn key<'a>(&self, member: &'a Member) -> &'a str {
        let other = member.traits.json_name().filter(|_| self.json_names);
        other.unwrap_or(&member.name)
    }
}

/// The codecs of a structure's file.
pub(super) fn structure(json: Json<'_, '_>, structure: &Structure<'_>) -> TokenStream {
    let Some(shape) = structure.shape else {
        return quote!();
    };
    let usage = json.plan.codecs(shape);
    let write = usage.input.then(|| write::structure(json, structure));
    let read = usage.output.then(|| read::structure(json, structure));
    quote!(#write #read)
}

/// The codecs of a union's file.
pub(super) fn union(json: Json<'_, '_>, shape: ShapeRef) -> TokenStream {
    let usage = json.plan.codecs(shape);
    let write = usage.input.then(|| write::union(json, shape));
    let read = usage.output.then(|| read::union(json, shape));
    quote!(#write #read)
}

/// Makes an object of the fields of `input` the body of `request`.
pub(super) fn write_body(json: Json<'_, '_>, fields: &[&Field<'_>]) -> TokenStream {
    if fields.is_empty() {
        return quote!(request.body_json(b"{}".to_vec()););
    }
    let members = write::members(json, fields);
    quote! {
        let mut writer = ::tinsmith_runtime::json::Writer::new();
        let mut object = writer.value().object();
        #members
        object.end();
        request.body_json(writer.finish());
    }
}

/// Reads the object that the body of `response` is into `fields`. Nothing is read for no fields.
pub(super) fn read_body(json: Json<'_, '_>, fields: &[&Field<'_>]) -> TokenStream {
    if fields.is_empty() {
        return quote!();
    }
    let members = read::members(json, fields);
    quote! {
        let reader = &mut response.json()?;
        if reader.begin_object()? {
            #members
        }
        reader.end()?;
    }
}
