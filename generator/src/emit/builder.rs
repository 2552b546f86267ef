//! The one builder type of a client, `Builder<T, S>`, which collects the members of the structure `T`.
//!
//! `UserBuilder`, `CreateUserInputBuilder` and `CreateUserFluentBuilder` are aliases of it, so that `Clone`,
//! `PartialEq`, `Debug`, `Default`, `build`, `send` and `customize` are written once. The stage `S` says what a
//! builder is for: `Members<T>` builds a structure, `Unsent<T>` builds an input, and `Call<T>` is an operation's
//! fluent builder.
//!
//! The type stands in the client and not in the runtime because its setters are inherent methods, which Rust allows
//! only in the crate of the type. Its module is public because rustdoc lists the methods of an alias only if the
//! type behind it has a page. The page of an alias shows the implementations that fit its parameters, whatever
//! their bounds are; that is why there is a stage for each kind of builder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::serde;
use crate::names::Path;
use crate::plan::Plan;

/// `builder.rs`.
pub(crate) fn emit(plan: &Plan<'_>) -> TokenStream {
    let root = &plan.root;
    let plain = plain_stage();
    let serde = serde::builders(plan);
    let call = call_stage(plan);
    let wait = if plan.waiters.is_empty() {
        quote!()
    } else {
        wait_stage(root)
    };
    quote! {
        /// Collects the members of a `T`.
        ///
        /// In the stage [`Members`] it builds a structure, in the stage [`Unsent`] an operation's input. In
        /// the stage [`Call`] it is an operation's fluent builder, and sends the call.
        ///
        /// This page lists the setters of all structures. The page of a structure's own builder, such as
        /// `UserBuilder`, lists the setters of that structure.
        #[must_use = "a builder does nothing until the structure is built or the call is sent"]
        #[derive(::std::clone::Clone, ::std::cmp::PartialEq)]
        pub struct Builder<T: ::tinsmith_runtime::codegen::structure::Structure, S = Members<T>> {
            pub(crate) stage: S,
            structure: ::std::marker::PhantomData<fn() -> T>,
        }

        /// The storage of a builder.
        pub trait Stage<T: ::tinsmith_runtime::codegen::structure::Structure> {
            /// The members that were set.
            #[doc(hidden)]
            fn fields(&self) -> &T::Fields;
            /// The members that were set, to change them.
            #[doc(hidden)]
            fn fields_mut(&mut self) -> &mut T::Fields;
        }

        /// An operation's input.
        pub trait Input: ::tinsmith_runtime::codegen::structure::Structure {
            /// The operation.
            type Operation: ::tinsmith_runtime::codegen::operation::Operation<Input = Self>;
            /// The input with the members that were set. Fails if the input has an event stream that was not set.
            #[doc(hidden)]
            fn from_fields(
                fields: Self::Fields,
            ) -> ::std::result::Result<
                Self,
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            >;
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure, S: ::std::fmt::Debug> ::std::fmt::Debug
            for Builder<T, S>
        {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.stage.fmt(f)
            }
        }

        #plain
        #call
        #wait
        #serde
    }
}

fn plain_stage() -> TokenStream {
    quote! {
        /// The stage of a builder that builds a structure.
        #[derive(::std::clone::Clone, ::std::cmp::PartialEq)]
        pub struct Members<T: ::tinsmith_runtime::codegen::structure::Structure> {
            pub(crate) fields: T::Fields,
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> ::std::fmt::Debug for Members<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                T::fmt_fields(&self.fields, T::BUILDER, f)
            }
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> ::std::default::Default for Builder<T> {
            fn default() -> Self {
                Self {
                    stage: Members { fields: T::unset() },
                    structure: ::std::marker::PhantomData,
                }
            }
        }

        /// The stage of a builder that builds an operation's input.
        #[derive(::std::clone::Clone, ::std::cmp::PartialEq)]
        pub struct Unsent<T: ::tinsmith_runtime::codegen::structure::Structure> {
            pub(crate) fields: T::Fields,
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> Stage<T> for Unsent<T> {
            fn fields(&self) -> &T::Fields {
                &self.fields
            }
            fn fields_mut(&mut self) -> &mut T::Fields {
                &mut self.fields
            }
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> ::std::fmt::Debug for Unsent<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                T::fmt_fields(&self.fields, T::BUILDER, f)
            }
        }

        impl<T: Input> ::std::default::Default for Builder<T, Unsent<T>> {
            fn default() -> Self {
                Self {
                    stage: Unsent { fields: T::unset() },
                    structure: ::std::marker::PhantomData,
                }
            }
        }
    }
}

/// Emits the stage of the fluent builders of waiters.
fn wait_stage(root: &Path) -> TokenStream {
    let operation = quote!(<T as Input>::Operation);
    quote! {
        /// The stage of a waiter's fluent builder.
        pub struct Wait<T: ::tinsmith_runtime::codegen::structure::Structure, W> {
            handle: ::std::sync::Arc<#root::client::Handle>,
            input: Builder<T, Unsent<T>>,
            waiter: ::std::marker::PhantomData<fn() -> W>,
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure, W> ::std::fmt::Debug for Wait<T, W> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Wait")
                    .field("handle", &self.handle)
                    .field("input", &self.input)
                    .finish()
            }
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure, W> ::std::clone::Clone for Wait<T, W>
        where
            Builder<T, Unsent<T>>: ::std::clone::Clone,
        {
            fn clone(&self) -> Self {
                Self {
                    handle: ::std::clone::Clone::clone(&self.handle),
                    input: ::std::clone::Clone::clone(&self.input),
                    waiter: ::std::marker::PhantomData,
                }
            }
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure, W> Stage<T> for Wait<T, W> {
            fn fields(&self) -> &T::Fields {
                &self.input.stage.fields
            }
            fn fields_mut(&mut self) -> &mut T::Fields {
                &mut self.input.stage.fields
            }
        }

        impl<T, W> Builder<T, Wait<T, W>>
        where
            T: Input,
            W: ::tinsmith_runtime::codegen::waiter::Waiter<Operation = #operation>,
        {
            pub(crate) fn wait_for(handle: ::std::sync::Arc<#root::client::Handle>) -> Self {
                Self {
                    stage: Wait {
                        handle,
                        input: ::std::default::Default::default(),
                        waiter: ::std::marker::PhantomData,
                    },
                    structure: ::std::marker::PhantomData,
                }
            }

            /// The input as it was set so far.
            pub fn as_input(&self) -> &Builder<T, Unsent<T>> {
                &self.stage.input
            }

            /// Calls the operation until a response ends the wait, but no longer than `max_wait`. The time is
            /// checked between calls only: a call that has begun is not interrupted.
            ///
            /// # Errors
            /// [`WaiterError`](::tinsmith_runtime::aws_smithy_runtime_api::client::waiters::error::WaiterError):
            /// a response means that the resource will never be in the expected state, `max_wait` has passed, a
            /// call failed with an error that no acceptor matches, or the input could not be built.
            pub async fn wait(
                self,
                max_wait: ::std::time::Duration,
            ) -> ::std::result::Result<
                ::tinsmith_runtime::codegen::waiter::Final<#operation>,
                ::tinsmith_runtime::codegen::waiter::Failed<#operation>,
            > {
                let Wait { handle, input, .. } = self.stage;
                let input = T::from_fields(input.stage.fields).map_err(
                    ::tinsmith_runtime::aws_smithy_runtime_api::client::waiters::error::WaiterError::construction_failure,
                )?;
                let plugins = handle.operation_plugins::<#operation>(::std::option::Option::None);
                ::tinsmith_runtime::codegen::waiter::wait::<W>(plugins, input, max_wait).await
            }
        }
    }
}

fn call_stage(plan: &Plan<'_>) -> TokenStream {
    let root = &plan.root;
    let (client, handle) = if plan.is_split {
        (
            quote!(impl #root::client::Connected),
            quote!(client.handle()),
        )
    } else {
        (quote!(#root::Client), quote!(&client.handle))
    };
    let result = quote! {
        ::tinsmith_runtime::codegen::operation::SendResult<T::Operation>
    };
    let output =
        quote!(<T::Operation as ::tinsmith_runtime::codegen::operation::Operation>::Output);
    let error = quote!(<T::Operation as ::tinsmith_runtime::codegen::operation::Operation>::Error);
    quote! {
        /// The stage of an operation's fluent builder.
        #[derive(::std::fmt::Debug)]
        pub struct Call<T: ::tinsmith_runtime::codegen::structure::Structure> {
            handle: ::std::sync::Arc<#root::client::Handle>,
            input: Builder<T, Unsent<T>>,
            pub(crate) config_override: ::std::option::Option<#root::config::Builder>,
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> ::std::clone::Clone for Call<T>
        where
            Builder<T, Unsent<T>>: ::std::clone::Clone,
        {
            fn clone(&self) -> Self {
                Self {
                    handle: ::std::clone::Clone::clone(&self.handle),
                    input: ::std::clone::Clone::clone(&self.input),
                    config_override: ::std::clone::Clone::clone(&self.config_override),
                }
            }
        }

        impl<T: ::tinsmith_runtime::codegen::structure::Structure> Stage<T> for Call<T> {
            fn fields(&self) -> &T::Fields {
                &self.input.stage.fields
            }
            fn fields_mut(&mut self) -> &mut T::Fields {
                &mut self.input.stage.fields
            }
        }

        // Not of the builder, which has the names of members.
        impl<T: Input> Call<T> {
            /// The fluent builder of a call with nothing set.
            pub(crate) fn of(handle: ::std::sync::Arc<#root::client::Handle>) -> Builder<T, Self> {
                Builder {
                    stage: Self {
                        handle,
                        input: ::std::default::Default::default(),
                        config_override: ::std::option::Option::None,
                    },
                    structure: ::std::marker::PhantomData,
                }
            }

            /// The plug-ins of the call, and the members that were set.
            pub(crate) fn into_parts(
                self,
            ) -> (
                ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins,
                T::Fields,
            ) {
                (
                    self.handle.operation_plugins::<T::Operation>(self.config_override),
                    self.input.stage.fields,
                )
            }
        }

        impl<T: Input> Builder<T, Unsent<T>> {
            /// Builds the operation's input.
            ///
            /// # Errors
            /// If the input has an event stream that is not set. Other required members are checked when the
            /// operation is sent.
            pub fn build(
                self,
            ) -> ::std::result::Result<
                T,
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            > {
                T::from_fields(self.stage.fields)
            }

            /// Sends the operation with `client`.
            ///
            /// # Errors
            /// The same as those of the fluent builder's `send`.
            pub async fn send_with(self, client: &#client) -> #result {
                let mut call = Call::<T>::of(::std::sync::Arc::clone(#handle));
                call.stage.input = self;
                call.send().await
            }
        }

        impl<T: Input> Builder<T, Call<T>> {
            /// The input as it was set so far.
            pub fn as_input(&self) -> &Builder<T, Unsent<T>> {
                &self.stage.input
            }

            /// Sends the request: serializes and signs it, retries as configured, and reads the
            /// response.
            ///
            /// # Errors
            /// [`SdkError`](::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError):
            /// the request could not be made or sent, the response could not be read, or the
            /// service refused.
            pub async fn send(self) -> #result {
                let (plugins, fields) = self.stage.into_parts();
                let input = T::from_fields(fields).map_err(
                    ::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError::construction_failure,
                )?;
                ::tinsmith_runtime::codegen::operation::invoke::<T::Operation>(&plugins, input).await
            }

            /// Customizes this call before it is sent.
            pub fn customize(
                self,
            ) -> #root::client::customize::CustomizableOperation<#output, #error, Self> {
                #root::client::customize::CustomizableOperation::new(self)
            }
        }

        impl<T> #root::client::customize::internal::CustomizableSend<#output, #error>
            for Builder<T, Call<T>>
        where
            T: Input + ::std::marker::Send + ::std::marker::Sync + 'static,
            T::Fields: ::std::marker::Send + ::std::marker::Sync,
        {
            fn send(
                mut self,
                config_override: #root::config::Builder,
            ) -> #root::client::customize::internal::BoxFuture<#result> {
                self.stage.config_override = ::std::option::Option::Some(config_override);
                ::std::boxed::Box::pin(Builder::send(self))
            }
        }
    }
}
