//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.
//!
//! Smithy specification: [AWS restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Kind, Model, ShapeRef};

use super::Protocol;
use super::rest::{self, Bodies};
use super::values::{self, Format, Json, Values};
use crate::plan::{Field, Operation, Plan, Structure};

/// The protocol.
pub(super) struct RestJson1;

impl Protocol for RestJson1 {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        rest::check(model, operation, problems);
    }

    fn has_big_numbers(&self) -> bool {
        true
    }

    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::protocol::RestJson1)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        rest::operation(self, plan, operation)
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        values::structure(codec(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        values::union(codec(plan), shape)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let read = rest::error(self, plan, error);
        let codecs = values::structure(codec(plan), error);
        quote!(#read #codecs)
    }
}

impl Bodies for RestJson1 {
    fn write_members(
        &self,
        plan: &Plan<'_>,
        _: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        values::write_body(codec(plan), fields)
    }

    fn read_members(
        &self,
        plan: &Plan<'_>,
        _: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        values::read_body(codec(plan), fields)
    }

    fn write_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let write = values::write_value(
            codec(plan),
            field.member,
            &quote!(value),
            &quote!(writer.value()),
        );
        quote! {
            let mut writer = ::tinsmith_runtime::json::Writer::new();
            let value = &value;
            #write
            request.body_json(writer.finish());
        }
    }

    fn write_unset_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        match plan.shape(field.member.target).kind {
            Kind::Structure(_) => quote!(request.body_json(b"{}".to_vec());),
            _ => quote!(),
        }
    }

    fn read_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let ident = &field.ident;
        let read = values::read_value(codec(plan), field.member);
        quote! {
            let reader = &mut response.json()?;
            fields.#ident = #read?;
            reader.end()?;
        }
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Values<'p, 'm> {
    Values {
        plan,
        format: Format::Json(Json::Rest),
    }
}
