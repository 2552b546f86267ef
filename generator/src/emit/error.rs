//! Errors: the structure of a modelled one, an operation's error, and the client's.
//!
//! ```ignore
//! #[non_exhaustive]
//! pub enum DescribeUserError {
//!     ResourceNotFoundException(ResourceNotFoundException),
//!     Unhandled(Unhandled),
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::{ErrorKind, ShapeRef};

use crate::docs::escaped;
use crate::emit::attributes::documented;
use crate::emit::{request_id, structure};
use crate::names::{self, Name};
use crate::plan::customizations::sts;
use crate::plan::{Operation, Plan, Structure, VariantNames};

/// A modelled error: its structure, and the traits of an error.
pub(crate) fn emit_structure(plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
    let structure = structure::emit(plan, error);
    let ident = &error.ident;
    let name = error.name();
    let model_name = plan.shape(error.modeled_shape()).id.name();
    let (message, shown) = message(plan, error);
    let (kind, retryable) = retryable(plan, error);
    let request_id = request_id::of_error(plan, ident, &quote!(&self.meta));
    quote! {
        #structure
        #message
        #kind
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::tinsmith_runtime::codegen::error::fmt_modeled_error(f, #name, #model_name, #shown)
            }
        }
        impl ::std::error::Error for #ident {}
        impl ::tinsmith_runtime::codegen::error::ModeledError for #ident {
            #retryable
        }
        #request_id
        impl ::tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata for #ident {
            fn meta(&self) -> &::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata {
                &self.meta
            }
        }
    }
}

/// The method `message()`, and the message that `Display` shows. The method returns an `Option` unless the member is
/// required. If the member `message` is not text, it has the getter of any other member, and `Display` shows the message
/// that the protocol gives.
fn message(plan: &Plan<'_>, error: &Structure<'_>) -> (TokenStream, TokenStream) {
    let ident = &error.ident;
    let field = error.message();
    if !error.has_text_message(plan) {
        return (quote!(), quote!(self.meta.message()));
    }
    let is_required = field.is_some_and(|field| !field.optional);
    let shown = match field {
        Some(field) if field.sensitive => quote!(::std::option::Option::Some(
            ::tinsmith_runtime::codegen::structure::REDACTED
        )),
        _ if is_required => quote!(::std::option::Option::Some(self.message())),
        _ => quote!(self.message()),
    };
    let (ty, value) = if is_required {
        (quote!(&str), quote!(&self.message))
    } else {
        (
            quote!(::std::option::Option<&str>),
            quote!(self.message.as_deref()),
        )
    };
    let message = quote! {
        impl #ident {
            /// The error message of the service.
            pub fn message(&self) -> #ty {
                #value
            }
        }
    };
    (message, shown)
}

/// The method that returns the kind of retry, and its counterpart in `ModeledError`; both empty if the error is not
/// retryable.
fn retryable(plan: &Plan<'_>, error: &Structure<'_>) -> (TokenStream, TokenStream) {
    let ident = &error.ident;
    let Some(kind) = retryable_kind(plan, error) else {
        return (quote!(), quote!());
    };
    let method = quote! {
        impl #ident {
            /// The kind of retry that the service asks for.
            pub fn retryable_error_kind(
                &self,
            ) -> ::tinsmith_runtime::aws_smithy_types::retry::ErrorKind {
                ::tinsmith_runtime::aws_smithy_types::retry::ErrorKind::#kind
            }
        }
    };
    let of_trait = quote! {
        fn retryable(
            &self,
        ) -> ::std::option::Option<::tinsmith_runtime::aws_smithy_types::retry::ErrorKind> {
            ::std::option::Option::Some(self.retryable_error_kind())
        }
    };
    (method, of_trait)
}

fn retryable_kind(plan: &Plan<'_>, error: &Structure<'_>) -> Option<Ident> {
    let shape = plan.shape(error.modeled_shape());
    if sts::is_transient(plan, shape) {
        return Some(format_ident!("ServerError"));
    }
    let traits = &shape.traits;
    let retryable = traits.retryable()?;
    Some(match (retryable.throttling, traits.error_kind()) {
        (true, _) => format_ident!("ThrottlingError"),
        (false, Some(ErrorKind::Server)) => format_ident!("ServerError"),
        (false, _) => format_ident!("ClientError"),
    })
}

/// An operation's error.
pub(crate) fn emit_operation_error(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let docs = format!(" The errors of `{}`.", operation.name);
    emit_enum(plan, &operation.error_ident(), &docs, &operation.errors)
}

/// The error of a stream of events.
pub(crate) fn emit_stream_error(plan: &Plan<'_>, union: ShapeRef) -> TokenStream {
    let docs = format!(
        " The errors of a stream of [`{0}`](super::super::{0}).",
        plan.type_name(union)
    );
    let errors: BTreeSet<ShapeRef> = plan.exceptions(union).map(|it| it.target).collect();
    let errors: Vec<ShapeRef> = errors.into_iter().collect();
    emit_enum(plan, &plan.event_error_ident(union), &docs, &errors)
}

fn emit_enum(plan: &Plan<'_>, ident: &Name, docs: &str, errors: &[ShapeRef]) -> TokenStream {
    let root = &plan.root;
    let variants = variants(plan, errors);
    let is_variant = variants.iter().map(|names| {
        let (variant, is_variant) = (&names.ident, &names.is);
        let docs = format!(" Whether this is [`{variant}`](Self::{variant}).");
        quote! {
            #[doc = #docs]
            pub fn #is_variant(&self) -> bool {
                ::std::matches!(self, Self::#variant(_))
            }
        }
    });
    let definition = definition(plan, ident, docs, errors);
    let variant_of = variant_of(&variants);
    let request_id = request_id::of_error(plan, ident, &quote!(self.meta()));
    let names = variants.iter().map(|names| &names.ident);
    quote! {
        #definition
        impl #ident {
            /// An error that is not in the model, with `error` as its cause.
            pub fn unhandled(
                error: impl ::std::convert::Into<
                    ::std::boxed::Box<
                        dyn ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
                    >,
                >,
            ) -> Self {
                Self::Unhandled(::tinsmith_runtime::codegen::error::Unhandled::new(
                    error,
                    ::std::default::Default::default(),
                ))
            }
            /// An error that is not in the model, with its code and message.
            pub fn generic(
                error: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
            ) -> Self {
                Self::Unhandled(::tinsmith_runtime::codegen::error::Unhandled::new(error.clone(), error))
            }
            /// The error's code, message and request id.
            pub fn meta(&self) -> &::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata {
                self.variant().meta()
            }
            #(#is_variant)*
            #variant_of
        }
        impl ::std::error::Error for #ident {
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                ::std::option::Option::Some(self.variant().source())
            }
        }
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.variant().fmt_operation_error(f)
            }
        }
        impl ::tinsmith_runtime::aws_smithy_types::retry::ProvideErrorKind for #ident {
            fn code(&self) -> ::std::option::Option<&str> {
                self.meta().code()
            }
            fn retryable_error_kind(
                &self,
            ) -> ::std::option::Option<::tinsmith_runtime::aws_smithy_types::retry::ErrorKind> {
                self.variant().retryable()
            }
        }
        impl ::tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata for #ident {
            fn meta(&self) -> &::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata {
                self.variant().meta()
            }
        }
        impl ::tinsmith_runtime::aws_smithy_runtime_api::client::result::CreateUnhandledError
            for #ident
        {
            fn create_unhandled_error(
                source: ::std::boxed::Box<
                    dyn ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
                >,
                meta: ::std::option::Option<
                    ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
                >,
            ) -> Self {
                Self::Unhandled(::tinsmith_runtime::codegen::error::Unhandled::new(
                    source,
                    meta.unwrap_or_default(),
                ))
            }
        }
        #request_id
        impl ::std::convert::From<#ident> for #root::Error {
            fn from(error: #ident) -> Self {
                match error {
                    #(#ident::#names(error) => Self::#names(error),)*
                    #ident::Unhandled(error) => Self::Unhandled(error),
                }
            }
        }
    }
}

/// The client's error: every error of its operations.
pub(crate) fn emit_client_error(plan: &Plan<'_>) -> TokenStream {
    let ident = names::type_ident("Error");
    let shapes: Vec<ShapeRef> = plan.errors.iter().map(Structure::modeled_shape).collect();
    let docs = format!(" All errors of {}.", escaped(plan.service.title));
    let definition = definition(plan, &ident, &docs, &shapes);
    let variant_of = variant_of(&variants(plan, &shapes));
    let request_id = request_id::of_error(plan, &ident, &quote!(self.variant().meta()));
    let waiters = (!plan.waiters.is_empty()).then(from_waiter_error);
    quote! {
        #definition
        impl Error {
            #variant_of
        }
        impl ::std::error::Error for Error {
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                self.variant().cause()
            }
        }
        impl ::std::fmt::Display for Error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.variant().fmt_operation_error(f)
            }
        }
        impl ::tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata for Error {
            fn meta(&self) -> &::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata {
                self.variant().meta()
            }
        }
        #request_id
        impl ::std::convert::From<
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > for Error {
            fn from(
                error: ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            ) -> Self {
                Self::Unhandled(::tinsmith_runtime::codegen::error::Unhandled::new(
                    error,
                    ::std::default::Default::default(),
                ))
            }
        }
        #waiters
        impl<E, R> ::std::convert::From<
            ::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError<E, R>,
        > for Error
        where
            E: ::tinsmith_runtime::codegen::error::OperationError + ::std::convert::Into<Self>,
            R: ::std::marker::Send + ::std::marker::Sync + ::std::fmt::Debug + 'static,
        {
            fn from(
                error: ::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError<E, R>,
            ) -> Self {
                match ::tinsmith_runtime::codegen::error::service_error(error) {
                    ::std::result::Result::Ok(error) => error.into(),
                    ::std::result::Result::Err(unhandled) => Self::Unhandled(unhandled),
                }
            }
        }
    }
}

/// What waiters fail with is none of the service's errors, whatever its cause.
fn from_waiter_error() -> TokenStream {
    let waiter_error = quote! {
        ::tinsmith_runtime::aws_smithy_runtime_api::client::waiters::error::WaiterError<O, E>
    };
    quote! {
        impl<O, E> ::std::convert::From<#waiter_error> for Error
        where
            O: ::std::fmt::Debug + ::std::marker::Send + ::std::marker::Sync + 'static,
            E: ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
        {
            fn from(error: #waiter_error) -> Self {
                Self::Unhandled(::tinsmith_runtime::codegen::error::Unhandled::new(
                    error,
                    ::std::default::Default::default(),
                ))
            }
        }
    }
}

fn variants<'p>(plan: &'p Plan<'_>, errors: &[ShapeRef]) -> Vec<&'p VariantNames> {
    let variants = errors.iter().map(|&error| plan.error_variant(error));
    let mut variants: Vec<&VariantNames> = variants.collect();
    variants.sort_by_cached_key(|names| names.ident.to_string());
    variants
}

fn definition(plan: &Plan<'_>, ident: &Name, docs: &str, errors: &[ShapeRef]) -> TokenStream {
    let mut errors = errors.to_vec();
    errors.sort_by_key(|&error| plan.type_name(error).to_owned());
    let variants = errors.iter().map(|&error| {
        let (variant, path) = (&plan.error_variant(error).ident, plan.type_path(error));
        let docs = plan.docs(&plan.shape(error).traits);
        let docs = documented(docs);
        quote!(#docs #variant(#path),)
    });
    quote! {
        #[doc = #docs]
        #[non_exhaustive]
        #[derive(::std::fmt::Debug)]
        pub enum #ident {
            #(#variants)*
            /// An error that is not in the model, or not from the service.
            #[deprecated(
                note = "a later client may name the error: match it with `_` and compare `code()`"
            )]
            Unhandled(::tinsmith_runtime::codegen::error::Unhandled),
        }
    }
}

fn variant_of(variants: &[&VariantNames]) -> TokenStream {
    let variants = variants.iter().map(|names| &names.ident);
    quote! {
        fn variant(&self) -> ::tinsmith_runtime::codegen::error::Variant<'_> {
            match self {
                #(Self::#variants(error) => ::tinsmith_runtime::codegen::error::Variant::Modeled(error),)*
                Self::Unhandled(error) => ::tinsmith_runtime::codegen::error::Variant::Unhandled(error),
            }
        }
    }
}
