//! `Params`, its builder, and the values that come from the configuration.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::endpoint_rules::{Literal, ParamType};

use crate::docs::doc_attributes;
use crate::names::{self, Name};
use crate::plan::Plan;
use crate::plan::customizations::s3;
use crate::plan::endpoint::{Endpoints, Parameter};

const ACCOUNT_ID: &str = "AWS::Auth::AccountId";

/// ```ignore
/// pub struct Params { pub(crate) region: Option<String>, pub(crate) use_fips: bool }
/// impl Params { pub fn builder() -> ParamsBuilder; pub fn region(&self) -> Option<&str>; .. }
/// ```
pub(super) fn emit(parameters: &[Parameter]) -> TokenStream {
    let idents = parameters.iter().map(|it| &it.names.ident);
    let docs: Vec<TokenStream> = parameters.iter().map(docs).collect();
    let types = parameters.iter().map(|parameter| {
        if parameter.declared.required {
            owned_type(parameter.declared.ty)
        } else {
            optional(&owned_type(parameter.declared.ty))
        }
    });
    let getters = parameters.iter().map(getter);
    let values = parameters.iter().map(|parameter| {
        let ident = &parameter.names.ident;
        quote!(params.#ident().map(::std::convert::Into::into))
    });
    let count = parameters.len();
    quote! {
        /// The parameters of an endpoint.
        #[non_exhaustive]
        #[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::std::fmt::Debug)]
        pub struct Params {
            #(#docs pub(crate) #idents: #types,)*
        }

        impl Params {
            /// Creates a builder of parameters.
            pub fn builder() -> ParamsBuilder {
                ParamsBuilder::default()
            }
            #(#docs #getters)*
        }

        // Not a method, which a parameter may be called as.
        fn values(
            params: &Params,
        ) -> [::std::option::Option<::tinsmith_runtime::codegen::endpoint::ParamValue<'_>>; #count] {
            [#(#values),*]
        }
    }
}

/// ```ignore
/// pub struct ParamsBuilder { region: Option<String>, use_fips: Option<bool> }
/// impl ParamsBuilder { pub fn build(self) -> Result<Params, InvalidParams>; pub fn region(..); .. }
/// ```
pub(super) fn emit_builder(plan: &Plan<'_>) -> TokenStream {
    let parameters = &plan.endpoints.parameters;
    let idents: Vec<&Name> = parameters.iter().map(|it| &it.names.ident).collect();
    let types = parameters
        .iter()
        .map(|parameter| optional(&owned_type(parameter.declared.ty)));
    let setters = parameters.iter().map(setters);
    let check_region = parameters
        .iter()
        .find(|p| p.declared.built_in.as_deref() == Some("AWS::Region"))
        .filter(|_| !s3::rules_check_region(plan))
        .map(|parameter| {
            let (ident, name) = (&parameter.names.ident, names::snake(&parameter.declared.name));
            quote!(::tinsmith_runtime::codegen::endpoint::check_region(#name, self.#ident.as_deref())?;)
        });
    let values = parameters.iter().map(built_value);
    let errors = if plan.uses_aws {
        " A required parameter is not set and has no default, or the region can't be part of a host name."
    } else {
        " A required parameter is not set and has no default."
    };
    quote! {
        /// Builds [`Params`].
        #[derive(
            ::std::clone::Clone,
            ::std::cmp::PartialEq,
            ::std::default::Default,
            ::std::fmt::Debug,
        )]
        pub struct ParamsBuilder {
            #(#idents: #types,)*
        }

        impl ParamsBuilder {
            /// Builds the parameters, with defaults for those that are not set.
            ///
            /// # Errors
            #[doc = #errors]
            pub fn build(self) -> ::std::result::Result<Params, InvalidParams> {
                #check_region
                ::std::result::Result::Ok(Params { #(#idents: #values,)* })
            }
            #(#setters)*
        }
    }
}

/// The function that reads parameters from the configuration: the settings of `smithy.rules#clientContextParams`,
/// and built-ins for those that are not set.
pub(super) fn emit_from_config(endpoints: &Endpoints) -> TokenStream {
    let settings = endpoints.parameters.iter().filter_map(|parameter| {
        let setter = &parameter.names.set;
        let setting = endpoints
            .client
            .iter()
            .find(|setting| setting.name == parameter.declared.name)
            .map(|setting| {
                let ident = &setting.ident;
                let value = match setting.ty {
                    ParamType::Bool => quote!(setting.0),
                    ParamType::Text | ParamType::List => quote!(setting.0.clone()),
                };
                quote!(cfg.load::<context::#ident>().map(|setting| #value))
            });
        let built_in = built_in(parameter);
        let value = match (setting, built_in) {
            (Some(setting), Some(built_in)) => quote!(#setting.or_else(|| #built_in)),
            (setting, built_in) => setting.or(built_in)?,
        };
        Some(quote!(.#setter(#value)))
    });
    let settings: Vec<TokenStream> = settings.collect();
    let cfg = if settings.is_empty() {
        quote!(_cfg)
    } else {
        quote!(cfg)
    };
    quote! {
        /// The parameters from the configuration.
        pub(crate) fn params(
            #cfg: &::tinsmith_runtime::aws_smithy_types::config_bag::ConfigBag,
        ) -> ParamsBuilder {
            Params::builder()#(#settings)*
        }
    }
}

/// The value of a built-in. The account id is known only after the identity is resolved.
fn built_in(parameter: &Parameter) -> Option<TokenStream> {
    let runtime = quote!(::tinsmith_runtime::codegen::endpoint::builtin);
    match parameter.declared.built_in.as_deref()? {
        "AWS::Region" => Some(quote!(#runtime::region(cfg))),
        "AWS::UseFIPS" => Some(quote!(#runtime::use_fips(cfg))),
        "AWS::UseDualStack" => Some(quote!(#runtime::use_dual_stack(cfg))),
        "SDK::Endpoint" => Some(quote!(#runtime::endpoint_url(cfg))),
        "AWS::Auth::AccountIdEndpointMode" => Some(quote!(#runtime::account_id_endpoint_mode(cfg))),
        _ => None,
    }
}

/// The types in which the config bag stores the settings of `smithy.rules#clientContextParams`:
///
/// ```ignore
/// pub(crate) mod context {
///     pub(crate) struct ForcePathStyle(pub(crate) bool);
///     impl Storable for ForcePathStyle { .. }
/// }
/// ```
pub(super) fn emit_context(endpoints: &Endpoints) -> Option<TokenStream> {
    if endpoints.client.is_empty() {
        return None;
    }
    let idents: Vec<&Name> = endpoints
        .client
        .iter()
        .map(|setting| &setting.ident)
        .collect();
    let docs = endpoints
        .client
        .iter()
        .map(|setting| doc_attributes(setting.docs.as_deref()));
    let types = endpoints
        .client
        .iter()
        .map(|setting| owned_type(setting.ty));
    // Nothing reads a setting that the rules do not ask for.
    let unread = endpoints.client.iter().map(|setting| {
        let is_unread = endpoints.rules.parameter(&setting.name).is_none();
        is_unread.then(|| quote!(#[allow(dead_code)]))
    });
    Some(quote! {
        /// The service's endpoint settings, as the config bag stores them.
        pub(crate) mod context {
            #(
                #docs
                #unread
                #[derive(::std::clone::Clone, ::std::fmt::Debug)]
                pub(crate) struct #idents(pub(crate) #types);
                impl ::tinsmith_runtime::aws_smithy_types::config_bag::Storable for #idents {
                    type Storer =
                        ::tinsmith_runtime::aws_smithy_types::config_bag::StoreReplace<Self>;
                }
            )*
        }
    })
}

/// The function that sets the account id after the identity is resolved, if the rule set has that parameter.
pub(super) fn account_id_setter(parameters: &[Parameter]) -> TokenStream {
    let account = parameters
        .iter()
        .find(|p| p.declared.built_in.as_deref() == Some(ACCOUNT_ID) && !p.declared.required);
    match account {
        Some(parameter) => {
            let ident = &parameter.names.ident;
            quote! {
                ::std::option::Option::Some(|params: &mut Params, account| {
                    params.#ident = ::std::option::Option::Some(account.to_owned());
                })
            }
        }
        None => quote!(::std::option::Option::None),
    }
}

fn docs(parameter: &Parameter) -> TokenStream {
    match &parameter.declared.docs {
        Some(docs) => doc_attributes(Some(docs)),
        None => {
            let docs = format!(
                " The parameter `{}` of the endpoint rules.",
                parameter.declared.name
            );
            quote!(#[doc = #docs])
        }
    }
}

/// The getter of a parameter. It returns an `Option` also for required parameters, as in the official crates.
fn getter(parameter: &Parameter) -> TokenStream {
    let ident = &parameter.names.ident;
    let ty = match parameter.declared.ty {
        ParamType::Text => quote!(&str),
        ParamType::Bool => quote!(bool),
        ParamType::List => quote!(&[::std::string::String]),
    };
    let value = match (parameter.declared.required, parameter.declared.ty) {
        (true, ParamType::Bool) => quote!(::std::option::Option::Some(self.#ident)),
        (true, _) => quote!(::std::option::Option::Some(&self.#ident)),
        (false, ParamType::Bool) => quote!(self.#ident),
        (false, _) => quote!(self.#ident.as_deref()),
    };
    quote! {
        pub fn #ident(&self) -> ::std::option::Option<#ty> {
            #value
        }
    }
}

fn setters(parameter: &Parameter) -> TokenStream {
    let (ident, set_ident, docs) = (
        &parameter.names.ident,
        &parameter.names.set,
        docs(parameter),
    );
    let ty = owned_type(parameter.declared.ty);
    quote! {
        #docs
        pub fn #ident(mut self, value: impl ::std::convert::Into<#ty>) -> Self {
            self.#ident = ::std::option::Option::Some(value.into());
            self
        }
        #docs
        pub fn #set_ident(mut self, value: ::std::option::Option<#ty>) -> Self {
            self.#ident = value;
            self
        }
    }
}

fn built_value(parameter: &Parameter) -> TokenStream {
    let ident = &parameter.names.ident;
    let default = parameter.declared.default.as_ref().map(literal);
    match (
        parameter.declared.required,
        &parameter.declared.default,
        default,
    ) {
        (true, Some(Literal::Bool(value)), _) => quote!(self.#ident.unwrap_or(#value)),
        (true, _, Some(default)) => quote!(self.#ident.unwrap_or_else(|| #default)),
        (true, _, None) => {
            let name = names::snake(&parameter.declared.name);
            quote!(self.#ident.ok_or_else(|| InvalidParams::missing(#name))?)
        }
        (false, Some(Literal::Bool(value)), _) => {
            quote!(self.#ident.or(::std::option::Option::Some(#value)))
        }
        (false, _, Some(default)) => {
            quote!(self.#ident.or_else(|| ::std::option::Option::Some(#default)))
        }
        (false, _, None) => quote!(self.#ident),
    }
}

/// The expression for a value of the model, as an owned value.
pub(crate) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote!(::std::string::String::from(#text)),
        Literal::Bool(value) => quote!(#value),
        Literal::List(items) => quote!(::std::vec![#(::std::string::String::from(#items)),*]),
    }
}

/// The Rust type of a parameter's or setting's value.
pub(crate) fn owned_type(ty: ParamType) -> TokenStream {
    match ty {
        ParamType::Text => quote!(::std::string::String),
        ParamType::Bool => quote!(bool),
        ParamType::List => quote!(::std::vec::Vec<::std::string::String>),
    }
}

fn optional(ty: &TokenStream) -> TokenStream {
    quote!(::std::option::Option<#ty>)
}
