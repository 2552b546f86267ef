//! Values in the formats that have maps, lists and scalars: JSON and CBOR. Their readers and writers in
//! the runtime have the same methods.

mod bodies;
mod read;
mod write;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::{Member, ShapeRef, TimestampFormat};

use super::codecs::Codecs;
use crate::names::Path;
use crate::plan::{Field, Plan, Structure};

/// The codec of one protocol.
#[derive(Clone, Copy)]
pub(super) struct Values<'p, 'm> {
    /// The client.
    pub(super) plan: &'p Plan<'m>,
    /// What values look like.
    pub(super) format: Format,
}

/// What values look like.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// JSON
    Json(Json),
    /// CBOR
    Cbor,
}

/// What sets the protocols with JSON apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Json {
    /// `smithy.api#jsonName` is heeded.
    Rest,
    /// It is not.
    Aws,
    /// Neither is `smithy.api#timestampFormat`, and big numbers are strings.
    RpcV2,
}

impl Format {
    /// The module of the runtime that reads and writes it.
    fn module(self) -> TokenStream {
        match self {
            Self::Json(_) => quote!(::tinsmith_runtime::codegen::json),
            Self::Cbor => quote!(::tinsmith_runtime::codegen::cbor),
        }
    }

    /// The method that makes a value the body of `request`.
    fn body(self) -> Ident {
        match self {
            Self::Json(_) => format_ident!("body_json"),
            Self::Cbor => format_ident!("body_cbor"),
        }
    }

    /// The type of such a body.
    fn content_type(self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Cbor => "application/cbor",
        }
    }

    /// The expression for a reader of the body of `response`.
    fn reader(self) -> TokenStream {
        match self {
            Self::Json(_) => quote!(response.json()?),
            Self::Cbor => quote!(response.cbor()),
        }
    }

    /// The name of functions that read a shape.
    fn reads(self) -> &'static str {
        match self {
            Self::Json(_) => "read_json",
            Self::Cbor => "read_cbor",
        }
    }

    /// The name of functions that write a shape.
    fn writes(self) -> &'static str {
        match self {
            Self::Json(_) => "write_json",
            Self::Cbor => "write_cbor",
        }
    }

    /// An answer with members has a body, which is never empty. In JSON the official clients read one that is
    /// empty as an object without members.
    pub(super) fn has_no_empty_bodies(self) -> bool {
        matches!(self, Self::Cbor)
    }

    /// The codec of a client's values.
    pub(super) fn of<'p, 'm>(self, plan: &'p Plan<'m>) -> Values<'p, 'm> {
        Values { plan, format: self }
    }
}

impl Codecs for Format {
    fn write_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        write::structure(self.of(plan), structure)
    }

    fn read_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        read::structure(self.of(plan), structure)
    }

    fn write_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        write::union(self.of(plan), shape)
    }

    fn read_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        read::union(self.of(plan), shape)
    }
}

impl Values<'_, '_> {
    /// The member's key.
    fn key<'a>(&self, member: &'a Member) -> &'a str {
        match self.format {
            Format::Json(Json::Rest) => member.traits.json_name().unwrap_or(&member.name),
            _ => &member.name,
        }
    }

    /// The member's key as a writer takes it: in JSON as it stands between quotes.
    fn written_key(&self, member: &Member) -> String {
        let key = self.key(member);
        match self.format {
            Format::Json(_) => write::json_literal(key),
            Format::Cbor => key.to_owned(),
        }
    }

    /// The format of a timestamp, where readers and writers have a choice.
    fn timestamp(&self, member: &Member) -> Option<Path> {
        match self.format {
            Format::Json(Json::RpcV2) => Some(Path::new(
                "::tinsmith_runtime::codegen::json::TimestampFormat::EpochSeconds",
            )),
            Format::Json(_) => {
                let default = TimestampFormat::EpochSeconds;
                Some(self.plan.timestamp_format(member, default))
            }
            Format::Cbor => None,
        }
    }

    /// The methods of a reader for lists and maps that are not sparse. `null` has no place there: the official
    /// clients of AWS refuse it, all others leave it out.
    ///
    /// Smithy specification: [`sparse` trait](https://smithy.io/2.0/spec/type-refinement-traits.html#sparse-trait).
    fn dense(&self) -> [Ident; 2] {
        match self.plan.service.is_aws {
            true => [format_ident!("list"), format_ident!("map")],
            false => [
                format_ident!("list_without_nulls"),
                format_ident!("map_without_nulls"),
            ],
        }
    }

    /// Big numbers are strings.
    fn quotes_big_numbers(&self) -> bool {
        matches!(self.format, Format::Json(Json::RpcV2))
    }
}

/// Makes an object of the fields of `input` the body of `request`.
pub(super) fn write_body(values: Values<'_, '_>, fields: &[&Field<'_>]) -> TokenStream {
    let body = values.format.body();
    if fields.is_empty() {
        let empty = match values.format {
            Format::Json(_) => quote!(b"{}".to_vec()),
            Format::Cbor => quote!(::tinsmith_runtime::codegen::cbor::EMPTY_MAP.to_vec()),
        };
        return quote!(request.#body(#empty););
    }
    let (module, members) = (values.format.module(), write::members(values, fields));
    quote! {
        let mut writer = #module::Writer::new();
        let mut object = writer.value().object();
        #members
        object.end();
        request.#body(writer.finish());
    }
}

/// Reads the object that the body of `response` is into `fields`. Nothing is read for no fields.
pub(super) fn read_body(values: Values<'_, '_>, fields: &[&Field<'_>]) -> TokenStream {
    if fields.is_empty() {
        return quote!();
    }
    let members = read::members(values, fields);
    let reader = values.format.reader();
    quote! {
        let reader = &mut #reader;
        reader.begin_body()?;
        #members
        reader.end()?;
    }
}
