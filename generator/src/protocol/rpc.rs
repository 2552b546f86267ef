//! What the protocols have in common that call operations by name: all members are in the body,
//! wherever `smithy.api#http` would bind them.

use proc_macro2::TokenStream;
use quote::quote;

use super::values::{self, Values};
use super::{call, query_compatible};
use crate::plan::{Field, Operation, Structure};

/// The methods of an operation: `statements` make `request` of `input`.
pub(super) fn operation(
    values: Values<'_, '_>,
    operation: &Operation<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let serialize = call::serialize(operation, statements);
    let read = values::read_body(values, &fields(&operation.output));
    let deserialize = call::deserialize(operation, &read);
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
    let read = values::read_body(values, &fields(error));
    let read = call::read_error(values.plan, error, &read);
    let codecs = values::structure(values, error);
    quote!(#read #codecs)
}

/// Makes the operation's input the body of `request`.
pub(super) fn write_input(values: Values<'_, '_>, operation: &Operation<'_>) -> TokenStream {
    values::write_body(values, &fields(&operation.input))
}

fn fields<'p, 'm>(structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    structure.fields.iter().collect()
}
