//! The code that all protocols emit around their own: the methods of an operation's implementation of `Operation`,
//! and `read_error` of an error.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::emit::structure::{ExtraField, completion, extra_fields};
use crate::plan::{Field, Operation, Plan, Structure};

/// The method `serialize`: `statements` make `request` from `input`.
pub(super) fn serialize(operation: &Operation<'_>, statements: &TokenStream) -> TokenStream {
    let input = if operation.input.fields.is_empty() {
        quote!(_input)
    } else {
        quote!(input)
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

/// Adds the header `content-length` after the body of a call by name. The official clients do not set it for an input
/// without members, and so do not sign it.
pub(super) fn length(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    if operation.input.fields.is_empty() && plan.service.is_aws {
        quote!(request.without_length();)
    } else {
        quote!()
    }
}

/// The method `deserialize`: `statements` read `response` into `fields`.
pub(super) fn deserialize(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let (extra, built) = (read_extra(plan, operation), built_output(operation));
    // An output without members of any kind is not read, and a client of no service of AWS adds none.
    let reads = !(extra.is_empty() && statements.is_empty());
    let start = unset(operation, reads);
    let response = if reads {
        quote!(response)
    } else {
        quote!(_response)
    };
    quote! {
        fn deserialize(
            #response: &::tinsmith_runtime::codegen::http::Response<'_>,
        ) -> ::std::result::Result<
            Self::Output,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            #start
            #extra
            #statements
            ::std::result::Result::Ok(#built)
        }
    }
}

/// The method `deserialize_streaming`: `statements` read the other members, then the body of `http_response` becomes
/// the field `stream`.
pub(super) fn deserialize_streaming(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    stream: &Field<'_>,
    statements: &TokenStream,
) -> TokenStream {
    let take = if plan.is_events(stream.member.target) {
        quote!(::tinsmith_runtime::codegen::event_stream::receive(
            http_response
        ))
    } else {
        quote!(::tinsmith_runtime::codegen::http::take_stream(
            http_response
        ))
    };
    let stream = &stream.ident;
    let (extra, built) = (read_extra(plan, operation), built_output(operation));
    let start = unset(operation, true);
    let response = (!(extra.is_empty() && statements.is_empty())).then(|| {
        quote! {
            let response = &::tinsmith_runtime::codegen::http::Response::new(http_response);
        }
    });
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
            #response
            #start
            #extra
            #statements
            fields.#stream = ::std::option::Option::Some(#take);
            ::std::result::Result::Ok(#built)
        }
    }
}

/// Statements that return an error if `fields` lacks a member that the initial response of an event stream must have.
/// Such members are not filled in as in other outputs.
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
    let extra = extra_fields(plan, &operation.output);
    let extra = extra.iter().map(|it| &it.ident);
    let built = built_output(operation);
    let required = require_initial(plan, &operation.output);
    let response = (!statements.is_empty()).then(|| {
        quote! {
            let response = ::tinsmith_runtime::codegen::event_stream::Event::new(&message).response();
        }
    });
    let message = if statements.is_empty() {
        quote!(_)
    } else {
        quote!(message)
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
            #(fields.#extra = output.#extra;)*
            fields.#stream = ::std::option::Option::Some(output.#stream);
            #response
            #statements
            #required
            ::std::result::Result::Ok(#built)
        }
    }
}

/// The fields of an output, of which none is set. Some are set later if it `changes`.
fn unset(operation: &Operation<'_>, changes: bool) -> TokenStream {
    let path = &operation.output.path;
    let mutable = changes.then(|| quote!(mut));
    quote! {
        let #mutable fields = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
    }
}

/// Statements that set the fields that the model does not have, such as the request's id.
fn read_extra(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let extra = extra_fields(plan, &operation.output);
    let extra = extra
        .iter()
        .map(|ExtraField { ident, read, .. }| quote!(fields.#ident = #read;));
    quote!(#(#extra)*)
}

/// The expression that makes the output from `fields`. It may call the function `complete` of the operation's file.
fn built_output(operation: &Operation<'_>) -> TokenStream {
    if operation.output.is_own_builder_storage() {
        quote!(fields)
    } else {
        quote!(complete(fields))
    }
}

/// The method `deserialize_error`. It recognizes an error by its shape's name, and by `other_name` unless another
/// error has that name.
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
        quote!(#name #other => #codec::read_error(response, metadata).map(#error::#variant),)
    });
    let arms: Vec<_> = arms.collect();
    let (code, response, value) = if arms.is_empty() {
        (
            quote!(_code),
            quote!(_response),
            quote!(::std::result::Result::Ok(#error::generic(metadata))),
        )
    } else {
        (
            quote!(code),
            quote!(response),
            quote! {
                match code {
                    #(#arms)*
                    _ => ::std::result::Result::Ok(#error::generic(metadata)),
                }
            },
        )
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
            #value
        }
    }
}

/// The function `read_error` of a modelled error that a response may be: `statements` read `response` into `fields`.
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
    let response = if statements.is_empty() {
        quote!(_response)
    } else {
        quote!(response)
    };
    // If the error is also the target of a member, its codec emits the function `complete`.
    let (complete, built) = completion(plan, error, plan.codecs(shape).output);
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
            ::std::result::Result::Ok(#built)
        }
    }
}

/// Statements that make an error's `fields`, from what `statements` read and from `metadata`.
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
