//! A response to an operation's output, or to its error.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Location, TimestampFormat};

use super::{body_fields, payload_field, read};
use crate::plan::{Field, Operation, Plan, Structure};

/// The methods `deserialize` and, for an output that streams, `deserialize_streaming`.
pub(super) fn deserialize(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let output = &operation.output;
    let path = &output.path;
    let bindings = bindings(plan, output);
    let done = match output.is_own_builder_storage() {
        true => quote!(fields),
        false => quote!(complete(fields)),
    };
    let start = quote! {
        let mut fields = <#path as ::tinsmith_runtime::structure::Structure>::unset();
        fields._request_id = response.request_id().map(str::to_owned);
    };
    let Some(stream) = output.stream(plan) else {
        let body = body(plan, output);
        return quote! {
            fn deserialize(
                response: &::tinsmith_runtime::http::Response<'_>,
            ) -> ::std::result::Result<
                Self::Output,
                ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
            > {
                #start
                #bindings
                #body
                ::std::result::Result::Ok(#done)
            }
        };
    };
    let stream = &stream.ident;
    quote! {
        fn deserialize(
            _response: &::tinsmith_runtime::http::Response<'_>,
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
            let response = &::tinsmith_runtime::http::Response::new(http_response);
            #start
            #bindings
            fields.#stream = ::std::option::Option::Some(
                ::tinsmith_runtime::http::take_stream(http_response),
            );
            ::std::result::Result::Ok(#done)
        }
    }
}

/// What is not in the body: headers and status.
fn bindings(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let statements = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        match field.member.traits.location() {
            Location::Header(name) => {
                let value = header(plan, field, &name.to_ascii_lowercase());
                quote!(fields.#ident = #value;)
            }
            Location::PrefixHeaders(prefix) => {
                let prefix = prefix.to_ascii_lowercase();
                quote!(fields.#ident = response.prefix_headers(#prefix);)
            }
            Location::ResponseCode => {
                quote!(fields.#ident = ::std::option::Option::Some(response.status.into());)
            }
            _ => quote!(),
        }
    });
    quote!(#(#statements)*)
}

fn header(plan: &Plan<'_>, field: &Field<'_>, name: &str) -> TokenStream {
    let target = field.member.target;
    match &plan.shape(target).kind {
        Kind::String if super::is_media_type(plan, field.member) => {
            quote!(response.media_type(#name)?)
        }
        Kind::String => quote!(response.header_text(#name)),
        Kind::Enum(_) => quote!(response.enumeration(#name)),
        Kind::Boolean => quote!(response.boolean(#name)?),
        Kind::Timestamp => {
            let format = plan.timestamp_format(field.member, TimestampFormat::HttpDate);
            quote!(response.timestamp(#name, #format)?)
        }
        Kind::List(element) => match &plan.shape(element.target).kind {
            Kind::String | Kind::Enum(_) => quote!(response.list(#name)?),
            Kind::Boolean => quote!(response.boolean_list(#name)?),
            Kind::Timestamp => {
                let format = plan.timestamp_format(element, TimestampFormat::HttpDate);
                quote!(response.timestamp_list(#name, #format)?)
            }
            _ => quote!(response.parse_list(#name)?),
        },
        _ => quote!(response.parse(#name)?),
    }
}

fn body(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    if let Some(field) = payload_field(structure) {
        return payload(plan, field);
    }
    let fields = body_fields(structure);
    if fields.is_empty() {
        return quote!();
    }
    let members = read::members(plan, &fields);
    quote! {
        let reader = &mut response.json()?;
        if reader.begin_object()? {
            #members
        }
        reader.end()?;
    }
}

fn payload(plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
    let ident = &field.ident;
    let target = field.member.target;
    let value = match &plan.shape(target).kind {
        Kind::Blob => quote!(::std::option::Option::Some(
            ::tinsmith_runtime::aws_smithy_types::Blob::new(response.body)
        )),
        Kind::String => quote!(::std::option::Option::Some(
            response.body_text()?.to_owned()
        )),
        Kind::Enum(_) => {
            let path = plan.type_path(target);
            quote!(::std::option::Option::Some(#path::from(response.body_text()?)))
        }
        _ => {
            let read = read::value(plan, field.member);
            return quote! {
                if !response.body.is_empty() {
                    let reader = &mut response.json()?;
                    fields.#ident = #read?;
                    reader.end()?;
                }
            };
        }
    };
    quote! {
        if !response.body.is_empty() {
            fields.#ident = #value;
        }
    }
}

/// The method `deserialize_error`.
pub(super) fn deserialize_error(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let error = operation.error_ident();
    let arms = operation.errors.iter().map(|&shape| {
        let code = plan.shape(shape).id.name();
        let (variant, codec) = (plan.type_ident(shape), plan.codec_path(shape));
        quote!(#code => #error::#variant(#codec::read_error(response, metadata)?),)
    });
    let (code, response) = match operation.errors.is_empty() {
        true => (quote!(_code), quote!(_response)),
        false => (quote!(code), quote!(response)),
    };
    let value = match operation.errors.is_empty() {
        true => quote!(#error::generic(metadata)),
        false => quote! {
            match code {
                #(#arms)*
                _ => #error::generic(metadata),
            }
        },
    };
    quote! {
        fn deserialize_error(
            #code: &str,
            #response: &::tinsmith_runtime::http::Response<'_>,
            metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> ::std::result::Result<
            Self::Error,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            ::std::result::Result::Ok(#value)
        }
    }
}

/// `read_error` of a modelled error.
pub(super) fn error(plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
    let path = &error.path;
    let bindings = bindings(plan, error);
    let body = body(plan, error);
    let reads_response = !bindings.is_empty() || !body.is_empty();
    let response = if reads_response {
        quote!(response)
    } else {
        quote!(_response)
    };
    let (complete, done) = match (error.is_own_builder_storage(), error.shape) {
        (true, _) => (quote!(), quote!(fields)),
        // The codec of an error that is also a member emits it.
        (false, Some(shape)) if plan.codecs(shape).output => (quote!(), quote!(complete(fields))),
        (false, _) => (
            crate::emit::structure::complete(plan, error),
            quote!(complete(fields)),
        ),
    };
    quote! {
        #complete
        pub(crate) fn read_error(
            #response: &::tinsmith_runtime::http::Response<'_>,
            metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> ::std::result::Result<
            #path,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            let mut fields = <#path as ::tinsmith_runtime::structure::Structure>::unset();
            #bindings
            #body
            if fields.message.is_none() {
                fields.message = metadata.message().map(str::to_owned);
            }
            fields.meta = metadata;
            ::std::result::Result::Ok(#done)
        }
    }
}
