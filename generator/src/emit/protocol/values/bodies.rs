//! Bodies of HTTP bindings in JSON and CBOR.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Kind;

use super::{Format, read, write};
use crate::emit::protocol::bodies::Bodies;
use crate::plan::{Field, Plan, Structure};

impl Bodies for Format {
    fn write_members(
        &self,
        plan: &Plan<'_>,
        _: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        super::write_body(self.of(plan), fields)
    }

    fn read_members(
        &self,
        plan: &Plan<'_>,
        _: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        super::read_body(self.of(plan), fields)
    }

    fn write_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let write = write::value(
            self.of(plan),
            field.member,
            &quote!(value),
            &quote!(writer.value()),
        );
        let (module, body) = (self.module(), self.body());
        quote! {
            let mut writer = #module::Writer::new();
            let value = &value;
            #write
            request.#body(writer.finish());
        }
    }

    fn write_unset_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        match plan.shape(field.member.target).kind {
            Kind::Structure(_) => super::write_body(self.of(plan), &[]),
            _ => {
                let content_type = self.content_type();
                quote!(request.body_empty(#content_type);)
            }
        }
    }

    fn read_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let ident = &field.ident;
        let read = read::value(self.of(plan), field.member);
        let read = if field.boxed {
            quote!(#read?.map(::std::boxed::Box::new))
        } else {
            quote!(#read?)
        };
        let reader = self.reader();
        quote! {
            if !response.body.is_empty() {
                let reader = &mut #reader;
                fields.#ident = #read;
                reader.end()?;
            }
        }
    }
}
