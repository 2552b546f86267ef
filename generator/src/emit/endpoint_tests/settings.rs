//! The settings of the client of a call.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Node;

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
) -> Result<TokenStream, String> {
    let mut settings = TokenStream::new();
    // Parameters that no setting gives.
    let mut added = TokenStream::new();
    for (name, node) in call.built_in {
        match setting(client, name, node)? {
            Some(setting) => settings.extend(setting),
            None => {
                let mut parameters = plan.endpoints.parameters.iter();
                let parameter = parameters.find(|it| it.declared.built_in.as_deref() == Some(name));
                let parameter =
                    parameter.ok_or_else(|| format!("the rule set has no built-in `{name}`"))?;
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
        let setting = setting.ok_or_else(|| format!("the client has no setting `{name}`"))?;
        let value = value(plan, name, node)?;
        settings.extend(quote!(.#setting(#value)));
    }
    if !added.is_empty() {
        settings.extend(quote!(.endpoint_resolver(crate::WithParams(|params| params #added))));
    }
    Ok(settings)
}

/// The setter of a setting of `smithy.rules#clientContextParams`.
fn context<'c>(client: &'c ClientTraits, name: &str) -> Option<&'c crate::names::Name> {
    let setting = client.context.iter().find(|it| it.name == name)?;
    Some(&setting.names.ident)
}

/// The setting that all clients with a built-in have. None if clients have no such setting.
fn setting(client: &ClientTraits, name: &str, node: &Node) -> Result<Option<TokenStream>, String> {
    let text = || {
        let text = node.as_str();
        text.ok_or_else(|| format!("expected a string as `{name}`"))
    };
    let flag = || {
        let flag = node.as_bool();
        flag.ok_or_else(|| format!("expected a boolean as `{name}`"))
    };
    let has = |there: bool| match there {
        true => Ok(()),
        false => Err(format!("the rule set has no built-in `{name}`")),
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
            quote!(.account_id_endpoint_mode(#mode.parse().expect("a mode")))
        }
        _ => return Ok(None),
    }))
}

/// The resolver that adds parameters, for tests that set what no setting of a client gives; empty if settings give all
/// parameters.
pub(super) fn resolver(plan: &Plan<'_>) -> TokenStream {
    let endpoint = quote!(crate::config::endpoint);
    let copies = plan
        .endpoints
        .parameters
        .iter()
        .map(|parameter: &Parameter| {
            use tinsmith_model::endpoint_rules::ParamType;
            let (get, set) = (&parameter.names.ident, &parameter.names.set);
            let copied = match parameter.declared.ty {
                ParamType::Text => quote!(.map(str::to_owned)),
                ParamType::Bool => quote!(),
                ParamType::List => quote!(.map(<[::std::string::String]>::to_vec)),
            };
            quote!(.#set(params.#get()#copied))
        });
    quote! {
        /// Adds parameters that no setting of a client gives, and resolves by the service's rules.
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
