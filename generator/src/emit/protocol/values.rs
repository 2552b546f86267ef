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

/// The codec of a protocol.
#[derive(Clone, Copy)]
pub(super) struct Values<'p, 'm> {
    /// The plan of the client.
    pub(super) plan: &'p Plan<'m>,
    /// The format of values.
    pub(super) format: Format,
}

/// The format of values.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// JSON
    Json(Json),
    /// CBOR
    Cbor,
}

/// The dialects of JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Json {
    /// restJson1: names are those of `smithy.api#jsonName`.
    Rest,
    /// awsJson: `jsonName` is ignored.
    Aws,
    /// rpcv2Json: `smithy.api#timestampFormat` is ignored as well, and big numbers are strings.
    RpcV2,
}

impl Format {
    /// The runtime's module for the format.
    fn module(self) -> TokenStream {
        match self {
            Self::Json(_) => quote!(::tinsmith_runtime::codegen::json),
            Self::Cbor => quote!(::tinsmith_runtime::codegen::cbor),
        }
    }

    /// The method of `request` that writes a body.
    fn body(self) -> Ident {
        match self {
            Self::Json(_) => format_ident!("body_json"),
            Self::Cbor => format_ident!("body_cbor"),
        }
    }

    /// The content type of a body.
    fn content_type(self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Cbor => "application/cbor",
        }
    }

    /// The expression that creates a reader of the body of `response`.
    fn reader(self) -> TokenStream {
        match self {
            Self::Json(_) => quote!(response.json()?),
            Self::Cbor => quote!(response.cbor()),
        }
    }

    /// The name of the reading functions.
    fn reads(self) -> &'static str {
        match self {
            Self::Json(_) => "read_json",
            Self::Cbor => "read_cbor",
        }
    }

    /// The name of the writing functions.
    fn writes(self) -> &'static str {
        match self {
            Self::Json(_) => "write_json",
            Self::Cbor => "write_cbor",
        }
    }

    /// Whether the body of an output with members is never empty. In JSON the official clients read an empty body as an
    /// object without members.
    pub(super) fn has_no_empty_bodies(self) -> bool {
        matches!(self, Self::Cbor)
    }

    /// The codec of the format for a client.
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

    /// The member's key as the argument of a writer: for JSON, escaped as it stands between the quotes.
    fn written_key(&self, member: &Member) -> String {
        let key = self.key(member);
        match self.format {
            Format::Json(_) => write::json_literal(key),
            Format::Cbor => key.to_owned(),
        }
    }

    /// The format of a timestamp, if the reader and the writer have several.
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

    /// The reader's methods for lists and maps that are not sparse. A `null` there is an error for AWS's services, as
    /// in the official clients, and is left out for all others.
    ///
    /// Smithy specification: [`sparse` trait](https://smithy.io/2.0/spec/type-refinement-traits.html#sparse-trait).
    fn dense(&self) -> [Ident; 2] {
        if self.plan.service.is_aws {
            [format_ident!("list"), format_ident!("map")]
        } else {
            [
                format_ident!("list_without_nulls"),
                format_ident!("map_without_nulls"),
            ]
        }
    }

    /// Whether big numbers are strings.
    fn quotes_big_numbers(&self) -> bool {
        matches!(self.format, Format::Json(Json::RpcV2))
    }
}

/// Statements that write the fields of `input` as an object, which is the body of `request`.
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

/// Statements that read the body of `response`, an object, into `fields`. Empty if there are no fields.
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
