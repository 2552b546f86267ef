//! `client`: the client itself, and what customizes one call.
//!
//! ```ignore
//! pub struct Client { handle: Arc<Handle> }
//! impl Client {
//!     pub fn from_conf(conf: Config) -> Self { .. }
//!     pub fn describe_user(&self) -> DescribeUserFluentBuilder { .. }
//! }
//! pub mod customize { .. }
//! ```

mod customize;
pub(crate) mod discovery;

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::escaped;
use crate::emit::{operation, protocol, waiters};
use crate::names::Path;
use crate::plan::client::ClientTraits;
use crate::plan::{Layout, Plan};

/// `client.rs`.
pub(crate) fn emit(plan: &Plan<'_>, client: &ClientTraits) -> TokenStream {
    let handle = handle(&client.root);
    let definition = client_struct(plan, client, &quote!(Handle), &|_| plan.root.clone());
    let types = types(plan, client);
    let customize = customize::emit(plan, client.presigned);
    quote!(#handle #definition #types #customize)
}

/// What operations use of `client.rs`, for a client that is not in their crate: what its clones share, and the module
/// `customize`.
pub(crate) fn emit_shared(plan: &Plan<'_>, client: &ClientTraits) -> TokenStream {
    let handle = handle(&client.root);
    let types = types(plan, client);
    let customize = customize::emit(plan, client.presigned);
    quote! {
        #handle

        /// A client, by what its clones share.
        #[doc(hidden)]
        pub trait Connected: ::std::marker::Send + ::std::marker::Sync {
            /// What the clones share.
            fn handle(&self) -> &::std::sync::Arc<Handle>;
        }

        impl<C: Connected + ?Sized> Connected for &C {
            fn handle(&self) -> &::std::sync::Arc<Handle> {
                (**self).handle()
            }
        }

        impl<C: Connected + ?Sized> Connected for ::std::sync::Arc<C> {
            fn handle(&self) -> &::std::sync::Arc<Handle> {
                (**self).handle()
            }
        }

        #types
        #customize
    }
}

/// `client.rs` of a client whose operations are in other crates: `base` has what they share, and `home` returns the root
/// of the crate with an operation.
pub(crate) fn emit_apart(
    plan: &Plan<'_>,
    client: &ClientTraits,
    base: &Path,
    home: &dyn Fn(usize) -> Path,
) -> TokenStream {
    let handle = quote!(#base::client::Handle);
    let definition = client_struct(plan, client, &handle, home);
    quote! {
        #[doc(inline)]
        pub use #base::client::customize;

        #definition

        impl #base::client::Connected for Client {
            fn handle(&self) -> &::std::sync::Arc<#handle> {
                &self.handle
            }
        }
    }
}

/// The type `Client` with its methods, and the traits that give it more. `handle` is the type of the part that clones
/// share. `home` returns the root of what has an operation: the client, or one of its crates.
fn client_struct(
    plan: &Plan<'_>,
    client: &ClientTraits,
    handle: &TokenStream,
    home: &dyn Fn(usize) -> Path,
) -> TokenStream {
    let root = &client.root;
    let constructors = constructors(client, handle);
    let operations = plan.operations.iter().enumerate();
    let operations = operations.map(|(at, it)| operation::emit_client_method(plan, it, &home(at)));
    let waiters = waiters::emit_client_trait(plan, home);
    let discovery = client
        .discovery
        .as_ref()
        .map(|it| discovery::emit(it, root));
    let identities = client.identities();
    let docs = [
        format!(" A client of {}: one method for each operation.", escaped(&client.title)),
        String::new(),
        " A method returns a builder of the call, which takes the operation's input; `send` sends it.".to_owned(),
        format!(" Cloning a client is cheap, and clones share connections and {identities}. Creating a client is not:"),
        " create it once.".to_owned(),
    ];
    quote! {
        #(#[doc = #docs])*
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Client {
            pub(crate) handle: ::std::sync::Arc<#handle>,
        }

        impl Client {
            #constructors
            /// The client's configuration.
            pub fn config(&self) -> &#root::config::Config {
                &self.handle.conf
            }
        }

        impl Client {
            #(#operations)*
        }

        #waiters
        #discovery
    }
}

/// The part that clones of a client share.
fn handle(root: &Path) -> TokenStream {
    let plugins =
        quote!(::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins);
    quote! {
        #[derive(::std::fmt::Debug)]
        pub(crate) struct Handle {
            pub(crate) conf: #root::config::Config,
            pub(crate) runtime_plugins: #plugins,
        }

        impl Handle {
            /// The plug-ins for a call of `O`.
            pub(crate) fn operation_plugins<O: ::tinsmith_runtime::codegen::operation::Operation>(
                &self,
                config_override: ::std::option::Option<#root::config::Builder>,
            ) -> #plugins {
                ::tinsmith_runtime::codegen::config::operation_plugins(
                    &self.runtime_plugins,
                    ::tinsmith_runtime::codegen::operation::OperationPlugin::<O>::new(),
                    &self.conf.inner,
                    config_override.map(|builder| builder.inner),
                )
            }
        }
    }
}

fn constructors(client: &ClientTraits, handle: &TokenStream) -> TokenStream {
    let root = &client.root;
    // A module belongs to a package that has no such feature, and `cfg` with an unknown feature is a warning.
    let latest = match client.layout {
        Layout::Crate => quote!(::std::cfg!(feature = "behavior-version-latest")),
        Layout::Module(_) => quote!(false),
    };
    let plugins = match client.sessions {
        Some(_) => quote!(::tinsmith_runtime::codegen::config::client_plugins_with_sessions(
            &conf.inner,
            #latest,
            &#root::sessions::SESSIONS,
        )),
        None => quote!(::tinsmith_runtime::codegen::config::client_plugins(&conf.inner, #latest)),
    };
    let from_shared = client.uses_aws.then(|| {
        quote! {
            /// Creates a client with the configuration that all clients share, as `aws-config` loads it.
            ///
            /// # Panics
            ///
            /// The same as for [`from_conf`](Self::from_conf).
            #[track_caller]
            pub fn new(sdk_config: &::tinsmith_runtime::aws_types::sdk_config::SdkConfig) -> Self {
                Self::from_conf(::std::convert::Into::into(sdk_config))
            }
        }
    });
    quote! {
        /// Creates a client with the configuration `conf`.
        ///
        /// # Panics
        ///
        /// If `conf` is incomplete. The message says what is missing:
        ///
        /// - a behavior version;
        /// - a `sleep_impl`, if retries, timeouts or stalled-stream protection need one;
        /// - a time source, if the identity cache needs one.
        #[track_caller]
        pub fn from_conf(conf: #root::config::Config) -> Self {
            match #plugins {
                ::std::result::Result::Ok(runtime_plugins) => Self {
                    handle: ::std::sync::Arc::new(#handle { conf, runtime_plugins }),
                },
                ::std::result::Result::Err(error) => {
                    ::std::panic!("Invalid client configuration: {error}")
                }
            }
        }
        #from_shared
    }
}

/// The connection of the client to the runtime.
fn types(plan: &Plan<'_>, client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let ident = if plan.is_split {
        quote!(Handle)
    } else {
        quote!(Client)
    };
    let protocol = protocol::of(plan.protocol).runtime_type(plan);
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api);
    quote! {
        impl ::tinsmith_runtime::codegen::operation::Client for #ident {
            const SERVICE: &'static ::tinsmith_runtime::codegen::service::Service = &#root::config::SERVICE;
            type Protocol = #protocol;
            type EndpointParamsBuilder = #root::config::endpoint::ParamsBuilder;
            fn endpoint_params(
                cfg: &#root::config::ConfigBag,
            ) -> #root::config::endpoint::ParamsBuilder {
                #root::config::endpoint::params(cfg)
            }
            fn resolver_params(
                params: #root::config::endpoint::ParamsBuilder,
            ) -> ::std::result::Result<
                #api::client::endpoint::EndpointResolverParams,
                #api::box_error::BoxError,
            > {
                ::std::result::Result::Ok(#api::client::endpoint::EndpointResolverParams::new(
                    params.build()?,
                ))
            }
        }
    }
}
