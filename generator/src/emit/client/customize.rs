//! `client::customize`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::Path;
use crate::plan::Plan;
use crate::plan::customizations::s3;

/// The module that customizes one call, in a client some of whose calls may be `presigned`.
pub(super) fn emit(plan: &Plan<'_>, presigned: bool) -> TokenStream {
    let root = &plan.root;
    let unsigned: Vec<&Path> = outputs_of_unsigned(plan).collect();
    let has_plugins = !unsigned.is_empty();
    let (plugins, no_plugins) = if has_plugins {
        let plugin = quote!(
            ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_plugin::SharedRuntimePlugin
        );
        (
            quote!(runtime_plugins: ::std::vec::Vec<#plugin>,),
            quote!(runtime_plugins: ::std::vec::Vec::new(),),
        )
    } else {
        (quote!(), quote!())
    };
    let unsigned: Vec<TokenStream> = match plan.is_split {
        // The outputs are in other crates.
        true if has_plugins => vec![disable_payload_signing(
            &quote!(T),
            &quote!(T: internal::MayLeaveBodyUnsigned,),
        )],
        _ => {
            let unsigned = unsigned.into_iter();
            unsigned
                .map(|output| disable_payload_signing(&quote!(#output), &quote!()))
                .collect()
        }
    };
    let setters = setters(root, has_plugins);
    let presign = presigned.then(|| presign(root));
    let internal = internal(root, presigned, plan.is_split && has_plugins);
    quote! {
        /// Changes to a single call.
        pub mod customize {
            /// A call that is customized before it is sent.
            #[must_use = "a call does nothing until it is sent"]
            pub struct CustomizableOperation<T, E, B> {
                call: B,
                config_override: ::std::option::Option<#root::config::Builder>,
                interceptors: ::std::vec::Vec<#root::config::SharedInterceptor>,
                #plugins
                result: ::std::marker::PhantomData<fn() -> (T, E)>,
            }

            impl<T, E, B> CustomizableOperation<T, E, B> {
                pub(crate) fn new(call: B) -> Self {
                    Self {
                        call,
                        config_override: ::std::option::Option::None,
                        interceptors: ::std::vec::Vec::new(),
                        #no_plugins
                        result: ::std::marker::PhantomData,
                    }
                }
                #setters
                #presign
            }

            #(#unsigned)*
            #internal
        }
    }
}

/// The outputs of the operations whose calls may leave the body out of the signature.
fn outputs_of_unsigned<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p Path> {
    let operations = plan.operations.iter();
    let operations = operations.filter(|it| s3::may_leave_body_unsigned(plan, it));
    operations.map(|operation| &operation.output.path)
}

/// The method that leaves the body out of the signature, for calls with this output. `parameters` are those of the
/// output.
fn disable_payload_signing(output: &TokenStream, parameters: &TokenStream) -> TokenStream {
    quote! {
        impl<#parameters E, B> CustomizableOperation<#output, E, B> {
            /// Leaves the body out of the signature, so that it is not read to be hashed. The service then can't
            /// tell from the signature whether the body was changed on the way.
            pub fn disable_payload_signing(mut self) -> Self {
                let plugin = ::tinsmith_runtime::aws_runtime::auth::PayloadSigningOverrideRuntimePlugin::unsigned();
                self.runtime_plugins.push(
                    ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_plugin::SharedRuntimePlugin::new(plugin),
                );
                self
            }
        }
    }
}

fn setters(root: &Path, has_plugins: bool) -> TokenStream {
    let plugins = has_plugins.then(|| {
        quote! {
            for plugin in self.runtime_plugins {
                config_override.inner.push_runtime_plugin(plugin);
            }
        }
    });
    let interceptors = quote!(::tinsmith_runtime::aws_smithy_runtime::client::interceptors);
    quote! {
        /// Adds an interceptor to this call only.
        pub fn interceptor(mut self, interceptor: impl #root::config::Intercept + 'static) -> Self {
            self.interceptors.push(#root::config::SharedInterceptor::new(interceptor));
            self
        }
        /// Replaces the request, before it is signed.
        pub fn map_request<F, MapE>(self, f: F) -> Self
        where
            F: ::std::ops::Fn(
                    #root::config::http::HttpRequest,
                ) -> ::std::result::Result<#root::config::http::HttpRequest, MapE>
                + ::std::marker::Send
                + ::std::marker::Sync
                + 'static,
            MapE: ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
        {
            self.interceptor(#interceptors::MapRequestInterceptor::new(f))
        }
        /// Changes the request, before it is signed.
        pub fn mutate_request<F>(self, f: F) -> Self
        where
            F: ::std::ops::Fn(&mut #root::config::http::HttpRequest)
                + ::std::marker::Send
                + ::std::marker::Sync
                + 'static,
        {
            self.interceptor(#interceptors::MutateRequestInterceptor::new(f))
        }
        /// Replaces the settings that are set in `config_override`, for this call. All other settings are those of
        /// the client. Only the last override counts.
        pub fn config_override(
            mut self,
            config_override: impl ::std::convert::Into<#root::config::Builder>,
        ) -> Self {
            self.config_override = ::std::option::Option::Some(config_override.into());
            self
        }
        /// Sends the call.
        ///
        /// # Errors
        ///
        /// The same as without customization.
        pub async fn send(self) -> internal::SendResult<T, E>
        where
            E: ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
            B: internal::CustomizableSend<T, E>,
        {
            let (call, config_override) = self.into_parts();
            call.send(config_override).await
        }
        fn into_parts(self) -> (B, #root::config::Builder) {
            let mut config_override = self.config_override.unwrap_or_default();
            for interceptor in self.interceptors {
                config_override.push_interceptor(interceptor);
            }
            #plugins
            (self.call, config_override)
        }
    }
}

/// The method that presigns a call, where the operation can be presigned.
fn presign(root: &Path) -> TokenStream {
    quote! {
        /// Signs the request, and does not send it: whoever is given the URL may send it until it expires.
        ///
        /// # Errors
        ///
        /// As without customization.
        pub async fn presigned(
            self,
            presigning_config: #root::presigning::PresigningConfig,
        ) -> internal::SendResult<#root::presigning::PresignedRequest, E>
        where
            E: ::std::error::Error + ::std::marker::Send + ::std::marker::Sync + 'static,
            B: internal::CustomizablePresigned<E>,
        {
            let (call, config_override) = self.into_parts();
            call.presign(config_override, presigning_config).await
        }
    }
}

fn internal(root: &Path, presigned: bool, unsigned: bool) -> TokenStream {
    let unsigned = unsigned.then(|| {
        quote! {
            /// An output of calls that may leave the body out of the signature.
            pub trait MayLeaveBodyUnsigned {}
        }
    });
    let presigned = presigned.then(|| {
        quote! {
            /// A call that can be presigned with other settings than the client's.
            pub trait CustomizablePresigned<E>: ::std::marker::Send + ::std::marker::Sync {
                fn presign(
                    self,
                    config_override: #root::config::Builder,
                    presigning_config: #root::presigning::PresigningConfig,
                ) -> BoxFuture<SendResult<#root::presigning::PresignedRequest, E>>;
            }
        }
    });
    quote! {
        pub(crate) mod internal {
            pub type BoxFuture<T> = ::std::pin::Pin<
                ::std::boxed::Box<dyn ::std::future::Future<Output = T> + ::std::marker::Send>,
            >;

            pub type SendResult<T, E> = ::std::result::Result<
                T,
                #root::error::SdkError<E, #root::config::http::HttpResponse>,
            >;

            /// A call that can be sent with other settings than the client's.
            pub trait CustomizableSend<T, E>: ::std::marker::Send + ::std::marker::Sync {
                fn send(self, config_override: #root::config::Builder) -> BoxFuture<SendResult<T, E>>;
            }

            #presigned
            #unsigned
        }
    }
}
