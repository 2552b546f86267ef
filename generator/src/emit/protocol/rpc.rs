//! The emitter of protocols that call operations by name: all members are in the body, also those with HTTP bindings.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::bodies::Bodies;
use super::codecs::Codecs;
use super::emitter::Emitter;
use super::values::{self, Format, Values};
use super::{call, query_compatible};
use crate::plan::{Field, Operation, Plan, Structure};

/// A protocol that calls operations by name.
pub(super) struct Rpc {
    /// The type of the protocol in the runtime.
    pub(super) runtime_type: &'static str,
    /// The format of values.
    pub(super) format: Format,
    /// Emits statements that make `request` from `input`.
    pub(super) request: fn(&Plan<'_>, &Operation<'_>) -> TokenStream,
}

impl Emitter for Rpc {
    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream {
        let ty = format_ident!("{}", self.runtime_type);
        query_compatible::runtime_type(plan, quote!(::tinsmith_runtime::codegen::protocol::#ty))
    }

    fn codecs(&self) -> &dyn Codecs {
        &self.format
    }

    fn events(&self) -> Option<&dyn Bodies> {
        Some(&self.format)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let serialize = call::serialize(operation, &(self.request)(plan, operation));
        let values = self.format.of(plan);
        let read = values::read_body(values, &fields(plan, &operation.output));
        let deserialize = match operation.output.events(plan) {
            None => {
                let required = !read.is_empty() && self.format.has_no_empty_bodies();
                let require = required.then(|| quote!(response.require_body()?;));
                call::deserialize(plan, operation, &quote!(#require #read))
            }
            Some(stream) => {
                let begin = call::deserialize_streaming(plan, operation, stream, &quote!());
                let initial = call::receive_initial(plan, operation, stream, &read);
                quote!(#begin #initial)
            }
        };
        let errors = call::deserialize_error(plan, operation, |error| {
            query_compatible::error_code(plan, error)
        });
        quote! {
            #serialize
            #deserialize
            #errors
        }
    }

    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        values::read_body(self.format.of(plan), &fields(plan, error))
    }
}

/// Statements that write the operation's input as the body of `request`. If the input has an event stream, its other
/// members are the first message.
pub(super) fn write_input(values: Values<'_, '_>, operation: &Operation<'_>) -> TokenStream {
    let write = values::write_body(values, &fields(values.plan, &operation.input));
    let length = call::length(values.plan, operation);
    let Some(stream) = operation.input.events(values.plan) else {
        return quote!(#write #length);
    };
    let stream = &stream.ident;
    quote! {
        let initial = {
            let mut request =
                ::tinsmith_runtime::codegen::event_stream::EventWriter::event("initial-request");
            #write
            request
        };
        request.header("content-type", ::tinsmith_runtime::codegen::event_stream::CONTENT_TYPE)?;
        request.body_events(input.#stream, ::std::option::Option::Some(initial));
    }
}

/// All members but an event stream.
fn fields<'p, 'm>(plan: &Plan<'_>, structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    let fields = structure.fields.iter();
    fields
        .filter(|field| !plan.is_events(field.member.target))
        .collect()
}
