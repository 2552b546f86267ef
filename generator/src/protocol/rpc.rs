//! What the protocols have in common that call operations by name: all members are in the body,
//! wherever `smithy.api#http` would bind them.

use proc_macro2::TokenStream;
use quote::quote;

use super::values::{self, Values};
use super::{call, query_compatible};
use crate::plan::{Field, Operation, Plan, Structure};

/// The methods of an operation: `statements` make `request` of `input`.
pub(super) fn operation(
    values: Values<'_, '_>,
    operation: &Operation<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let serialize = call::serialize(operation, statements);
    let read = values::read_body(values, &fields(values.plan, &operation.output));
    let deserialize = match operation.output.events(values.plan) {
        None => call::deserialize(operation, &read),
        Some(stream) => {
            let deserialize =
                call::deserialize_streaming(values.plan, operation, stream, &quote!());
            let initial = call::receive_initial(values.plan, operation, stream, &read);
            quote!(#deserialize #initial)
        }
    };
    let errors = call::deserialize_error(values.plan, operation, |error| {
        query_compatible::error_code(values.plan, error)
    });
    quote! {
        #serialize
        #deserialize
        #errors
    }
}

/// The codecs of an error's file.
pub(super) fn error(values: Values<'_, '_>, error: &Structure<'_>) -> TokenStream {
    let read = values::read_body(values, &fields(values.plan, error));
    let read = call::read_error(values.plan, error, &read);
    let codecs = values::structure(values, error);
    quote!(#read #codecs)
}

/// Makes the operation's input the body of `request`: if it has a stream of events, its other members
/// are the first message.
pub(super) fn write_input(values: Values<'_, '_>, operation: &Operation<'_>) -> TokenStream {
    let write = values::write_body(values, &fields(values.plan, &operation.input));
    let Some(stream) = operation.input.events(values.plan) else {
        return write;
    };
    let stream = &stream.ident;
    quote! {
        let initial = {
            let mut request =
                ::tinsmith_runtime::event_stream::EventWriter::event("initial-request");
            #write
            request
        };
        request.header("content-type", ::tinsmith_runtime::event_stream::CONTENT_TYPE)?;
        request.body_events(input.#stream, ::std::option::Option::Some(initial));
    }
}

/// The members that are values: all but a stream of events.
fn fields<'p, 'm>(plan: &Plan<'_>, structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    let fields = structure.fields.iter();
    fields
        .filter(|field| !plan.is_events(field.member.target))
        .collect()
}
