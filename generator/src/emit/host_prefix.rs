//! The host prefix of an operation (`smithy.api#endpoint`).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{HostPrefix, HostSegment};

use crate::plan::customizations::s3_control;
use crate::plan::{Operation, Plan};

/// The host prefix that the client adds to the endpoint of an operation.
pub(super) fn of(plan: &Plan<'_>, operation: &Operation<'_>) -> Option<HostPrefix> {
    let prefix = plan.shape(operation.shape).traits.host_prefix();
    prefix.filter(|prefix| !s3_control::is_in_endpoint(plan, prefix))
}

/// The method `host_prefix`, for an operation with the trait `endpoint`.
pub(crate) fn emit(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let Some(prefix) = of(plan, operation) else {
        return quote!();
    };
    let has_labels = prefix
        .0
        .iter()
        .any(|segment| matches!(segment, HostSegment::Label(_)));
    let input = if has_labels {
        quote!(input)
    } else {
        quote!(_input)
    };
    let statements = prefix.0.iter().map(|segment| match segment {
        HostSegment::Literal(text) => match text.parse::<char>() {
            Ok(letter) => quote!(prefix.push(#letter);),
            Err(_) => quote!(prefix.push_str(#text);),
        },
        HostSegment::Label(name) => match operation.input.field(name) {
            None => quote!(),
            Some(field) => {
                let (ident, name) = (&field.ident, &field.snake);
                quote! {
                    prefix.push_str(
                        ::tinsmith_runtime::codegen::http::host_label(#name, input.#ident.as_deref())?,
                    );
                }
            }
        },
    });
    quote! {
        fn host_prefix(
            #input: &Self::Input,
        ) -> ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            let mut prefix = ::std::string::String::new();
            #(#statements)*
            ::std::result::Result::Ok(::std::option::Option::Some(prefix))
        }
    }
}
