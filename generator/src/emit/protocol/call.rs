//! What every protocol emits around what it reads and writes: the methods of an operation's
//! `Operation` implementation, and `read_error` of an error.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::emit::structure::completed;
use crate::plan::{Field, Operation, Plan, Structure};

/// The method `serialize`: `statements` make `request` of `input`.
pub(super) fn serialize(operation: &Operation<'_>, statements: &TokenStream) -> TokenStream {
    let input = match operation.input.fields.is_empty() {
        true => quote!(_input),
        false => quote!(input),
    };
    quote! {
        fn serialize(
            #input: Self::Input,
        ) -> ::std::result::Result<
            ::tinsmith_runtime::codegen::http::Request,
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            #statements
            ::std::result::Result::Ok(request)
        }
    }
}

/// What follows the body of a call by name. The official clients say nothing of its length where no member of
/// an input is in it, and so don't sign it.
pub(super) fn length(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    match operation.input.fields.is_empty() && plan.service.is_aws {
        true => quote!(request.without_length();),
        false => quote!(),
    }
}

/// The method `deserialize`: `statements` read `response` into `fields`.
pub(super) fn deserialize(operation: &Operation<'_>, statements: &TokenStream) -> TokenStream {
    let (start, done) = (unset(operation), done(operation));
    quote! {
        fn deserialize(
            response: &::tinsmith_runtime::codegen::http::Response<'_>,
        ) -> ::std::result::Result<
            Self::Output,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            #start
            #statements
            ::std::result::Result::Ok(#done)
        }
    }
}

/// The method `deserialize_streaming`, where the body of `http_response` becomes the field `stream`
/// after `statements` have read the rest.
pub(super) fn deserialize_streaming(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    stream: &Field<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let take = match plan.is_events(stream.member.target) {
        true => quote!(::tinsmith_runtime::codegen::event_stream::receive(
            http_response
        )),
        false => quote!(::tinsmith_runtime::codegen::http::take_stream(
            http_response
        )),
    };
    let stream = &stream.ident;
    let (start, done) = (unset(operation), done(operation));
    quote! {
        fn deserialize(
            _response: &::tinsmith_runtime::codegen::http::Response<'_>,
        ) -> ::std::result::Result<
            Self::Output,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            ::std::result::Result::Err("the output streams".into())
        }
        fn deserialize_streaming(
            http_response: &mut ::tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpResponse,
        ) -> ::std::result::Result<
            Self::Output,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            let response = &::tinsmith_runtime::codegen::http::Response::new(http_response);
            #start
            #statements
            fields.#stream = ::std::option::Option::Some(#take);
            ::std::result::Result::Ok(#done)
        }
    }
}

/// Statements that refuse `fields` without a member that the initial response of the stream must have:
/// it opens a conversation, where what is missing is not filled in.
///
/// Smithy specification: [Initial-response messages][spec].
///
/// [spec]: https://smithy.io/2.0/spec/event-streams.html#initial-response-messages
pub(super) fn require_initial(plan: &Plan<'_>, output: &Structure<'_>) -> TokenStream {
    let required = output.initial_required(plan);
    let required = required.map(|Field { ident, snake, .. }| {
        quote!(::tinsmith_runtime::codegen::event_stream::require_initial(&fields.#ident, #snake)?;)
    });
    quote!(#(#required)*)
}

/// The method `receive_initial`: `statements` read `response`, the payload of the first message of the
/// stream, into `fields`.
pub(super) fn receive_initial(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    stream: &Field<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let (path, stream) = (&operation.output.path, &stream.ident);
    let done = done(operation);
    let required = require_initial(plan, &operation.output);
    let response = (!statements.is_empty()).then(|| {
        quote! {
            let response = ::tinsmith_runtime::codegen::event_stream::Event::new(&message).response();
        }
    });
    let message = match statements.is_empty() {
        true => quote!(_),
        false => quote!(message),
    };
    quote! {
        async fn receive_initial(
            mut output: Self::Output,
        ) -> ::std::result::Result<
            Self::Output,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            let ::std::option::Option::Some(#message) = output.#stream.initial_response().await?
            else {
                return ::std::result::Result::Ok(output);
            };
            let mut fields = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
            fields._request_id = output._request_id;
            fields.#stream = ::std::option::Option::Some(output.#stream);
            #response
            #statements
            #required
            ::std::result::Result::Ok(#done)
        }
    }
}

fn unset(operation: &Operation<'_>) -> TokenStream {
    let path = &operation.output.path;
    quote! {
        let mut fields = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
        fields._request_id = response.request_id().map(str::to_owned);
    }
}

/// What makes the output of `fields`; the operation's file has what it calls.
fn done(operation: &Operation<'_>) -> TokenStream {
    match operation.output.is_own_builder_storage() {
        true => quote!(fields),
        false => quote!(complete(fields)),
    }
}

/// The method `deserialize_error`. An error goes by its shape's name, and by `other_name` if nothing
/// else has that.
pub(super) fn deserialize_error<'m>(
    plan: &Plan<'m>,
    operation: &Operation<'m>,
    other_name: impl Fn(ShapeRef) -> Option<&'m str>,
) -> TokenStream {
    let error = operation.error_ident();
    let mut taken: BTreeSet<&str> = operation
        .errors
        .iter()
        .map(|&shape| plan.shape(shape).id.name())
        .collect();
    let arms = operation.errors.iter().map(|&shape| {
        let name = plan.shape(shape).id.name();
        let other = other_name(shape).filter(|other| taken.insert(other));
        let other = other.map(|other| quote!(| #other));
        let (variant, codec) = (&plan.error_variant(shape).ident, plan.codec_path(shape));
        quote!(#name #other => #error::#variant(#codec::read_error(response, metadata)?),)
    });
    let arms: Vec<_> = arms.collect();
    let (code, response, value) = match arms.is_empty() {
        true => (
            quote!(_code),
            quote!(_response),
            quote!(#error::generic(metadata)),
        ),
        false => (
            quote!(code),
            quote!(response),
            quote! {
                match code {
                    #(#arms)*
                    _ => #error::generic(metadata),
                }
            },
        ),
    };
    quote! {
        fn deserialize_error(
            #code: &str,
            #response: &::tinsmith_runtime::codegen::http::Response<'_>,
            metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> ::std::result::Result<
            Self::Error,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            ::std::result::Result::Ok(#value)
        }
    }
}

/// `read_error` of a modelled error, if a response can be one: `statements`, if any, read `response` into `fields`.
pub(super) fn read_error(
    plan: &Plan<'_>,
    error: &Structure<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let shape = error.modeled_shape();
    if !plan.is_answer(shape) {
        return quote!();
    }
    let path = &error.path;
    let response = match statements.is_empty() {
        true => quote!(_response),
        false => quote!(response),
    };
    // The codec of an error that is also a member emits what completes it.
    let (complete, done) = completed(plan, error, plan.codecs(shape).output);
    let fields = error_fields(plan, error, statements);
    quote! {
        #complete
        pub(crate) fn read_error(
            #response: &::tinsmith_runtime::codegen::http::Response<'_>,
            metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> ::std::result::Result<
            #path,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            #fields
            ::std::result::Result::Ok(#done)
        }
    }
}

/// Makes `fields` of an error, of what `statements` read and of `metadata`.
pub(super) fn error_fields(
    plan: &Plan<'_>,
    error: &Structure<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let path = &error.path;
    let message = error.has_text_message(plan).then(|| {
        quote! {
            if fields.message.is_none() {
                fields.message = metadata.message().map(str::to_owned);
            }
        }
    });
    quote! {
        let mut fields = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
        #statements
        #message
        fields.meta = metadata;
    }
}
