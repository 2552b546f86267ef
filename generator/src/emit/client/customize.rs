//! `client::customize`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::Path;

/// The module that customizes one call, in a client some of whose calls may be `presigned`. The calls with the outputs
/// `unsigned` may be signed without their payload.
pub(super) fn emit(root: &Path, presigned: bool, unsigned: &[Path]) -> TokenStream {
    let setters = setters(root, !unsigned.is_empty());
    let flag = (!unsigned.is_empty()).then(|| quote!(unsigned_payload: bool,));
    let unset = (!unsigned.is_empty()).then(|| quote!(unsigned_payload: false,));
    let without_payload = without_payload(unsigned);
    let presign = presigned.then(|| presign(root));
    let internal = internal(root, presigned);
    quote! {
        /// Changes to a single call.
        pub mod customize {
            /// A call that is customized before it is sent.
            #[must_use = "a call does nothing until it is sent"]
            pub struct CustomizableOperation<T, E, B> {
                call: B,
                config_override: ::std::option::Option<#root::config::Builder>,
                interceptors: ::std::vec::Vec<#root::config::SharedInterceptor>,
                #flag
                result: ::std::marker::PhantomData<fn() -> (T, E)>,
            }

            impl<T, E, B> CustomizableOperation<T, E, B> {
                pub(crate) fn new(call: B) -> Self {
                    Self {
                        call,
                        config_override: ::std::option::Option::None,
                        interceptors: ::std::vec::Vec::new(),
                        #unset
                        result: ::std::marker::PhantomData,
                    }
                }
                #setters
                #presign
            }

            #without_payload
            #internal
        }
    }
}

/// The method that leaves the payload out of the signature.
fn without_payload(outputs: &[Path]) -> TokenStream {
    let methods = outputs.iter().map(|output| {
        quote! {
            impl<E, B> CustomizableOperation<#output, E, B> {
                /// Signs the request without its payload. The service then can't tell whether the payload that it
                /// receives is the one that was sent, and not every bucket allows it.
                pub fn disable_payload_signing(mut self) -> Self {
                    self.unsigned_payload = true;
                    self
                }
            }
        }
    });
    quote!(#(#methods)*)
}

fn setters(root: &Path, may_be_unsigned: bool) -> TokenStream {
    let unsigned = may_be_unsigned.then(|| {
        quote! {
            if self.unsigned_payload {
                config_override.inner.push_unsigned_payload();
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
            #unsigned
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

fn internal(root: &Path, presigned: bool) -> TokenStream {
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
        }
    }
}
