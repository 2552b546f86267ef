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

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use tinsmith_model::{Kind, ShapeRef};

use crate::plan::{Field, Plan, Structure};

/// How a client looks endpoints up.
pub(crate) struct Discovery {
    /// The client's method for the operation that tells endpoints.
    method: Ident,
    /// The first endpoint of `output`, an option.
    first: TokenStream,
    /// The address of `endpoint`, an option.
    address: TokenStream,
    /// For how many minutes it is good, an option.
    minutes: TokenStream,
}

impl Discovery {
    /// None if no operation requires it. The model is known to have all that is named here.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        let shape = plan.closure.discovery()?;
        let mut operations = plan.operations.iter();
        let operation = operations.find(|it| it.shape == shape)?;
        let endpoints = operation.output.field("Endpoints")?;
        let endpoint = element(plan, endpoints)?;
        let list = &endpoints.ident;
        let first = match endpoints.optional {
            true => quote!(output.#list.into_iter().flatten().next()),
            false => quote!(output.#list.into_iter().next()),
        };
        Some(Self {
            method: operation.method.clone(),
            first,
            address: value(endpoint.field("Address")?),
            minutes: value(endpoint.field("CachePeriodInMinutes")?),
        })
    }

    /// The method of the client in `root`.
    pub(super) fn emit(&self, root: &TokenStream) -> TokenStream {
        let Self {
            method,
            first,
            address,
            minutes,
        } = self;
        let error = quote!(::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError);
        let lookup =
            format!(" The lookup ([`{method}`](Self::{method})) fails or gives no endpoint, or");
        quote! {
            impl Client {
                /// This client, but at an endpoint that the service has for it, which is looked up now; and what
                /// keeps that endpoint up to date.
                ///
                /// The service's operations require that: the regional endpoint may refuse them. Let the second
                /// value run beside the client, until the client is dropped:
                ///
                /// ```ignore
                /// let (client, reload) = Client::new(&config).with_endpoint_discovery_enabled().await?;
                /// tokio::spawn(reload.reload_task());
                /// ```
                ///
                /// # Errors
                ///
                #[doc = #lookup]
                /// nothing can wait for the next one: the configuration has no `sleep_impl`, and the feature
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
                                ::tinsmith_runtime::endpoint_discovery::Discovered {
                                    address: #address,
                                    minutes: #minutes,
                                }
                            }))
                        }
                    };
                    let (resolver, reload) =
                        ::tinsmith_runtime::endpoint_discovery::discover(&conf.inner, lookup).await?;
                    let mut conf = conf.to_builder();
                    conf.set_endpoint_resolver(::std::option::Option::Some(resolver));
                    ::std::result::Result::Ok((Self::from_conf(conf.build()), reload))
                }
            }
        }
    }
}

/// `endpoint_discovery.rs`.
pub(crate) fn module() -> TokenStream {
    quote! {
        pub use ::tinsmith_runtime::endpoint_discovery::ReloadEndpoint;
    }
}

/// The structure that the list has.
fn element<'p, 'm>(plan: &'p Plan<'m>, list: &Field<'_>) -> Option<&'p Structure<'m>> {
    let Kind::List(member) = &plan.shape(list.member.target).kind else {
        return None;
    };
    let target: ShapeRef = member.target;
    let mut structures = plan.structures.iter();
    structures.find(|it| it.shape == Some(target))
}

/// The field of `endpoint`, as an option.
fn value(field: &Field<'_>) -> TokenStream {
    let ident = &field.ident;
    match field.optional {
        true => quote!(endpoint.#ident),
        false => quote!(::std::option::Option::Some(endpoint.#ident)),
    }
}
