//! An operation's file: its marker type with the implementation of `Operation`, input, output, error, builders and
//! paginator.
//!
//! ```ignore
//! pub struct DescribeUser;
//! impl Operation for DescribeUser { .. }
//! pub struct DescribeUserInput { .. }
//! pub struct DescribeUserOutput { .. }
//! pub enum DescribeUserError { .. }
//! pub mod builders { .. }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::attributes::deprecated;
use crate::emit::{
    endpoint, error, host_prefix, input_checks, interceptors, method_docs, paginator, presigning,
    protocol, structure,
};
use crate::names::Path;
use crate::plan::customizations::{requests, s3, slow};
use crate::plan::{Operation, Plan};

/// The operation's file.
pub(crate) fn emit(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let input = structure::emit(plan, &operation.input);
    let output = structure::emit(plan, &operation.output);
    let error = error::emit_operation_error(plan, operation);
    let marker = marker(plan, operation);
    let input_trait = input_trait(plan, operation);
    let builders = builders(plan, operation);
    let paginator = paginator::emit(plan, operation);
    let presigned = presigning::operation(plan, operation);
    let (complete, _) = structure::completion(plan, &operation.output, false);
    let check = input_checks::input(plan, operation);
    let unsigned = unsigned_output(plan, operation);
    quote! {
        #marker
        #input
        #input_trait
        #check
        #output
        #unsigned
        #complete
        #error
        #builders
        #presigned
        #paginator
    }
}

/// The operation's method of the client. `home` is the root of what has the operation: the client, or one of its crates.
pub(crate) fn emit_client_method(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    home: &Path,
) -> TokenStream {
    let (method, path) = (&operation.method, &operation.path);
    let fluent = operation.fluent_ident();
    let traits = &plan.shape(operation.shape).traits;
    let docs = method_docs::lines(plan, operation);
    let deprecation = deprecated(traits);
    quote! {
        #(#[doc = #docs])*
        #deprecation
        pub fn #method(&self) -> #path::builders::#fluent {
            #home::builder::Call::of(::std::sync::Arc::clone(&self.handle))
        }
    }
}

fn marker(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let client = plan.client_type();
    let (ident, name) = (&operation.ident, operation.name);
    let (input, output) = (&operation.input.ident, &operation.output.ident);
    let error = operation.error_ident();
    let constants = constants(plan, operation);
    let token = idempotency_token(operation);
    let complete = set_defaults(plan, operation);
    let check = input_checks::method(plan, operation);
    let host_prefix = host_prefix::emit(plan, operation);
    let interceptors = interceptors::emit(plan, operation);
    let endpoint_params = endpoint::operation::bind(plan, operation);
    let attributes = attributes(plan, operation);
    let binding = protocol::of(plan.protocol).operation(plan, operation);
    let docs = format!(" The operation `{name}`.");
    let new_docs = format!(" Creates a [`{ident}`].");
    quote! {
        #[doc = #docs]
        #[derive(::std::clone::Clone, ::std::default::Default, ::std::fmt::Debug)]
        #[non_exhaustive]
        pub struct #ident;

        impl #ident {
            #[doc = #new_docs]
            pub fn new() -> Self {
                Self
            }
        }

        impl ::tinsmith_runtime::codegen::operation::Operation for #ident {
            type Client = #client;
            type Input = #input;
            type Output = #output;
            type Error = #error;
            const NAME: &'static str = #name;
            #constants
            #complete
            #token
            #check
            #host_prefix
            #interceptors
            #endpoint_params
            #attributes
            #binding
        }
    }
}

/// Lets calls of the operation leave the body out of the signature, if they may and the client is split.
fn unsigned_output(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    if !plan.is_split || !s3::may_leave_body_unsigned(plan, operation) {
        return quote!();
    }
    let (root, output) = (&plan.root, &operation.output.ident);
    quote!(impl #root::client::customize::internal::MayLeaveBodyUnsigned for #output {})
}

/// The method that fills in members which have a value if the user sets none.
fn set_defaults(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let filled = requests::filled(plan, operation);
    if filled.is_empty() {
        return quote!();
    }
    let filled = filled.iter().map(|(field, value)| {
        let ident = &field.ident;
        quote!(::tinsmith_runtime::codegen::operation::set_if_empty(&mut input.#ident, #value);)
    });
    quote! {
        fn set_defaults(input: &mut Self::Input) {
            #(#filled)*
        }
    }
}

fn constants(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let traits = &plan.shape(operation.shape).traits;
    let has_token = operation.input.fields.iter();
    let has_token = has_token
        .into_iter()
        .any(|field| field.member.traits.is_idempotency_token());
    let flags = [
        ("SENSITIVE_OUTPUT", plan.holds_sensitive(&operation.output)),
        ("STREAMING_OUTPUT", operation.output.stream(plan).is_some()),
        ("SENDS_EVENTS", operation.input.events(plan).is_some()),
        ("RECEIVES_EVENTS", operation.output.events(plan).is_some()),
        ("MAY_STALL", slow::may_stall(plan, operation)),
        ("UNSIGNED_PAYLOAD", traits.has("aws.auth#unsignedPayload")),
        ("IDEMPOTENCY_TOKEN", has_token),
    ];
    let set = flags
        .iter()
        .filter(|(_, set)| *set)
        .map(|(name, _)| format_ident!("{name}"));
    quote!(#(const #set: bool = true;)*)
}

fn idempotency_token(operation: &Operation<'_>) -> TokenStream {
    let mut fields = operation.input.fields.iter();
    match fields.find(|field| field.member.traits.is_idempotency_token()) {
        None => quote!(),
        Some(field) => {
            let ident = &field.ident;
            quote! {
                fn idempotency_token(
                    input: &mut Self::Input,
                ) -> ::std::option::Option<&mut ::std::option::Option<::std::string::String>> {
                    ::std::option::Option::Some(&mut input.#ident)
                }
            }
        }
    }
}

/// The members whose values telemetry may show: strings of the input that are not sensitive.
fn attributes(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let shown: Vec<_> = operation
        .input
        .fields
        .iter()
        .filter(|field| {
            let kind = &plan.shape(field.member.target).kind;
            matches!(kind, tinsmith_model::Kind::String) && !field.sensitive
        })
        .collect();
    if shown.is_empty() {
        return quote!();
    }
    let names: Vec<&str> = shown
        .iter()
        .map(|field| field.member.name.as_str())
        .collect();
    let idents = shown.iter().map(|field| &field.ident);
    quote! {
        const ATTRIBUTES: &'static [&'static str] = &[#(#names),*];
        fn attribute<'a>(input: &'a Self::Input, member: &str) -> ::std::option::Option<&'a str> {
            match member {
                #(#names => input.#idents.as_deref(),)*
                _ => ::std::option::Option::None,
            }
        }
    }
}

fn input_trait(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let root = &plan.root;
    let (ident, input) = (&operation.ident, &operation.input.ident);
    let value = if operation.input.is_own_builder_storage() {
        quote!(fields)
    } else {
        let fields = operation.input.fields.iter().map(|field| {
            let ident = &field.ident;
            let value = structure::built_value(plan, &operation.input, field);
            quote!(#ident: #value,)
        });
        quote!(#input { #(#fields)* })
    };
    quote! {
        impl #root::builder::Input for #input {
            type Operation = #ident;
            fn from_fields(
                fields: <Self as ::tinsmith_runtime::codegen::structure::Structure>::Fields,
            ) -> ::std::result::Result<
                Self,
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            > {
                ::std::result::Result::Ok(#value)
            }
        }
    }
}

fn builders(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let root = &plan.root;
    let fluent = operation.fluent_ident();
    let (input, output) = (&operation.input, &operation.output);
    let (input_ident, input_builder) = (&input.ident, input.builder_ident());
    let (output_ident, output_builder) = (&output.ident, output.builder_ident());
    let fluent_docs = format!(" Builds and sends a call of `{}`.", operation.name);
    let input_docs = format!(" Builds a [`{input_ident}`](super::{input_ident}).");
    let output_docs = format!(" Builds a [`{output_ident}`](super::{output_ident}).");
    quote! {
        /// Builders.
        pub mod builders {
            #[doc = #fluent_docs]
            pub type #fluent = #root::builder::Builder<
                super::#input_ident,
                #root::builder::Call<super::#input_ident>,
            >;
            #[doc = #input_docs]
            pub type #input_builder = #root::builder::Builder<
                super::#input_ident,
                #root::builder::Unsent<super::#input_ident>,
            >;
            #[doc = #output_docs]
            pub type #output_builder = #root::builder::Builder<super::#output_ident>;
        }
    }
}
