//! The settings of the client of a call.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Node;
use tinsmith_model::endpoint_rules::{Malformed, ParamType, unknown};

use super::case::Call;
use super::resolver::value;
use crate::plan::Plan;
use crate::plan::client::ClientTraits;
use crate::plan::endpoint::Parameter;

/// The settings that a call lists, as calls of the builder of the configuration.
pub(super) fn of_call(
    plan: &Plan<'_>,
    client: &ClientTraits,
    call: &Call<'_>,
) -> Result<TokenStream, Malformed> {
    let mut settings = TokenStream::new();
    // Parameters that no setting gives.
    let mut added = TokenStream::new();
    let mut parameters = plan.endpoints.parameters.iter();
    let region = parameters.find(|it| it.declared.built_in.as_deref() == Some("AWS::Region"));
    if let Some(region) = region.filter(|_| call.built_in("AWS::Region").is_none()) {
        let setter = &region.names.set;
        added.extend(quote!(.#setter(::std::option::Option::None)));
    }
    for (name, node) in call.built_in {
        match setting(plan, client, name, node)? {
            Some(setting) => settings.extend(setting),
            None => {
                let mut parameters = plan.endpoints.parameters.iter();
                let parameter = parameters.find(|it| it.declared.built_in.as_deref() == Some(name));
                let parameter = parameter.ok_or_else(|| unknown_built_in(plan, name))?;
                let value = value(plan, &parameter.declared.name, node)?;
                match context(client, &parameter.declared.name) {
                    Some(setting) => settings.extend(quote!(.#setting(#value))),
                    None => {
                        let setter = &parameter.names.ident;
                        added.extend(quote!(.#setter(#value)));
                    }
                }
            }
        }
    }
    for (name, node) in call.client {
        let setting = context(client, name);
        let setting = setting.ok_or_else(|| {
            let known = client.context.iter().map(|it| it.name.as_str());
            unknown("setting of the client", name, known)
        })?;
        let value = value(plan, name, node)?;
        settings.extend(quote!(.#setting(#value)));
    }
    if !added.is_empty() {
        settings.extend(quote!(.endpoint_resolver(crate::WithParams(|params| params #added))));
    }
    Ok(settings)
}

/// The values of the built-in `AWS::Auth::AccountIdEndpointMode`.
const ACCOUNT_ID_MODES: [&str; 3] = ["preferred", "disabled", "required"];

/// The problem of a built-in that the rule set does not have.
fn unknown_built_in(plan: &Plan<'_>, name: &str) -> Malformed {
    let parameters = plan.endpoints.parameters.iter();
    let known = parameters.filter_map(|it| it.declared.built_in.as_deref());
    unknown("built-in of the rule set", name, known)
}

/// The setter of a setting of `smithy.rules#clientContextParams`.
fn context<'c>(client: &'c ClientTraits, name: &str) -> Option<&'c crate::names::Name> {
    let setting = client.context.iter().find(|it| it.name == name)?;
    Some(&setting.names.ident)
}

/// The setting that all clients with a built-in have. None if clients have no such setting.
fn setting(
    plan: &Plan<'_>,
    client: &ClientTraits,
    name: &str,
    node: &Node,
) -> Result<Option<TokenStream>, Malformed> {
    let text = || {
        let text = node.as_str();
        text.ok_or_else(|| Malformed::new(format!("expected a string as `{name}`")))
    };
    let flag = || {
        let flag = node.as_bool();
        flag.ok_or_else(|| Malformed::new(format!("expected a boolean as `{name}`")))
    };
    let has = |there: bool| match there {
        true => Ok(()),
        false => Err(unknown_built_in(plan, name)),
    };
    Ok(Some(match name {
        "AWS::Region" => {
            let region = text()?;
            quote!(.region(crate::config::Region::from_static(#region)))
        }
        "SDK::Endpoint" => {
            let url = text()?;
            quote!(.endpoint_url(#url))
        }
        "AWS::UseFIPS" => {
            has(client.use_fips)?;
            let flag = flag()?;
            quote!(.use_fips(#flag))
        }
        "AWS::UseDualStack" => {
            has(client.use_dual_stack)?;
            let flag = flag()?;
            quote!(.use_dual_stack(#flag))
        }
        "AWS::Auth::AccountId" => {
            let account = text()?;
            quote! {
                .credentials_provider(
                    ::tinsmith_runtime::protocol_test::credentials_of_account(#account),
                )
            }
        }
        "AWS::Auth::AccountIdEndpointMode" => {
            has(client.account_id_endpoint_mode)?;
            let mode = text()?;
            if !ACCOUNT_ID_MODES.contains(&mode) {
                return Err(unknown("account id endpoint mode", mode, ACCOUNT_ID_MODES));
            }
            quote!(.account_id_endpoint_mode(#mode.parse().expect("a mode")))
        }
        _ => return Ok(None),
    }))
}

/// The resolver that changes parameters, for tests that set what no setting of a client gives. It is there even if no test
/// needs it.
pub(super) fn resolver(plan: &Plan<'_>) -> TokenStream {
    let endpoint = quote!(crate::config::endpoint);
    let copies = plan
        .endpoints
        .parameters
        .iter()
        .map(|parameter: &Parameter| {
            let (get, set) = (&parameter.names.ident, &parameter.names.set);
            let copied = match parameter.declared.ty {
                ParamType::Text => quote!(.map(str::to_owned)),
                ParamType::Bool => quote!(),
                ParamType::List => quote!(.map(<[::std::string::String]>::to_vec)),
            };
            quote!(.#set(params.#get()#copied))
        });
    quote! {
        /// Sets parameters as no setting of a client does, and resolves by the service's rules.
        #[allow(dead_code)]
        #[derive(Debug)]
        struct WithParams(fn(#endpoint::ParamsBuilder) -> #endpoint::ParamsBuilder);

        impl #endpoint::ResolveEndpoint for WithParams {
            fn resolve_endpoint<'a>(
                &'a self,
                params: &'a #endpoint::Params,
            ) -> #endpoint::EndpointFuture<'a> {
                let params = self.0(#endpoint::Params::builder() #(#copies)*);
                #endpoint::EndpointFuture::new(async move {
                    let resolver = #endpoint::DefaultResolver::new();
                    resolver.resolve_endpoint(&params.build()?).await
                })
            }
        }
    }
}
