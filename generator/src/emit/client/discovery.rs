//! Endpoint discovery (`aws.api#clientEndpointDiscovery`): the method that turns it on, and the module
//! of its type.
//!
//! ```ignore
//! impl Client {
//!     pub async fn with_endpoint_discovery_enabled(
//!         self,
//!     ) -> Result<(Self, ReloadEndpoint), BoxError> { .. }
//! }
//! pub mod endpoint_discovery;
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::Path;
use crate::plan::discovery::{Discovery, FieldAccess};

/// The method of the client whose root is `root`.
pub(super) fn emit(discovery: &Discovery, root: &Path) -> TokenStream {
    let method = &discovery.method;
    let list = &discovery.endpoints.field;
    let first = if discovery.endpoints.optional {
        quote!(output.#list.into_iter().flatten().next())
    } else {
        quote!(output.#list.into_iter().next())
    };
    let (address, minutes) = (value(&discovery.address), value(&discovery.minutes));
    let error = quote!(::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError);
    let lookup =
        format!(" The lookup ([`{method}`](Self::{method})) fails or returns no endpoint, or");
    quote! {
        impl Client {
            /// Looks up the endpoint that the service has for this client. Returns a client that uses it, and a value
            /// that keeps the endpoint up to date.
            ///
            /// The service's operations require it: the regional endpoint may refuse them. Run the second value in a
            /// task beside the client; it ends when the client is dropped:
            ///
            /// ```ignore
            /// let (client, reload) = Client::new(&config).with_endpoint_discovery_enabled().await?;
            /// tokio::spawn(reload.reload_task());
            /// ```
            ///
            /// # Errors
            ///
            #[doc = #lookup]
            /// there is no timer for the next lookup: the configuration has no `sleep_impl`, and the feature
            /// `rt-tokio` is off.
            pub async fn with_endpoint_discovery_enabled(
                self,
            ) -> ::std::result::Result<
                (Self, #root::endpoint_discovery::ReloadEndpoint),
                #error,
            > {
                let conf = self.handle.conf.clone();
                let lookup = move || {
                    let call = self.#method().send();
                    async move {
                        let output = call.await?;
                        let endpoint = #first;
                        ::std::result::Result::<_, #error>::Ok(endpoint.map(|endpoint| {
                            ::tinsmith_runtime::codegen::endpoint_discovery::Discovered {
                                address: #address,
                                minutes: #minutes,
                            }
                        }))
                    }
                };
                let (resolver, reload) =
                    ::tinsmith_runtime::codegen::endpoint_discovery::discover(&conf.inner, lookup).await?;
                let mut conf = conf.to_builder();
                conf.set_endpoint_resolver(::std::option::Option::Some(resolver));
                ::std::result::Result::Ok((Self::from_conf(conf.build()), reload))
            }
        }
    }
}

/// `endpoint_discovery.rs`.
pub(crate) fn module() -> TokenStream {
    quote! {
        pub use ::tinsmith_runtime::codegen::endpoint_discovery::ReloadEndpoint;
    }
}

/// The field of `endpoint`, as an option.
fn value(access: &FieldAccess) -> TokenStream {
    let field = &access.field;
    if access.optional {
        quote!(endpoint.#field)
    } else {
        quote!(::std::option::Option::Some(endpoint.#field))
    }
}
