//! The client of a case: its endpoint, and the settings in `vendorParams`.
//!
//! The settings are those of the shape `aws.protocoltests.config#AwsConfig`. A setting that the client does not have is
//! an error.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::Node;

use super::case::Case;
use crate::plan::client::ClientTraits;

/// The host of cases without one.
const HOST: &str = "example.com";

/// A statement that creates `client`, the client of a case.
pub(super) fn client(client: &ClientTraits, case: &Case<'_>) -> Result<TokenStream, String> {
    let host = case.text("host")?.unwrap_or(HOST);
    let url = format!("https://{host}");
    let settings = vendor(client, case)?;
    Ok(if settings.setters.is_empty() {
        quote!(let client = crate::client(&server, #url);)
    } else {
        let url = (!settings.moves_endpoint).then(|| quote!(.endpoint_url(#url)));
        let setters = settings.setters;
        quote! {
            let settings = crate::settings(&server) #url #setters;
            let client = crate::Client::from_conf(settings.build());
        }
    })
}

/// The settings of a case for the call alone, which override those of the client: a method call after the setters.
pub(super) fn call(client: &ClientTraits, case: &Case<'_>) -> Result<TokenStream, String> {
    let config = case
        .get("vendorParams")
        .and_then(|it| it.get("scopedConfig"));
    let Some(node) = config.and_then(|config| config.get("operation")) else {
        return Ok(quote!());
    };
    let mut settings = Settings::default();
    of_client(client, node, &mut settings)?;
    let setters = settings.setters;
    Ok(quote!(.customize().config_override(crate::config::Config::builder() #setters)))
}

/// The expected metadata of an error: names of fields, and their values.
///
/// Only clients with `aws.protocols#awsQueryCompatible` keep the `type` of an error (sender or receiver). Clients of
/// awsQuery do not, as the official ones.
pub(super) fn error_code<'m>(
    case: &Case<'m>,
    keeps_type: bool,
) -> Result<Vec<(&'m str, &'m str)>, String> {
    let mut told = Vec::new();
    let keys: &[&str] = if keeps_type {
        &["code", "type"]
    } else {
        &["code"]
    };
    for &key in keys {
        if let Some(node) = case.get("vendorParams").and_then(|params| params.get(key)) {
            let text = node.as_str();
            told.push((
                key,
                text.ok_or_else(|| format!("expected a string as `{key}`"))?,
            ));
        }
    }
    Ok(told)
}

#[derive(Default)]
struct Settings {
    setters: TokenStream,
    /// Whether the endpoint follows from the settings, so that no endpoint URL is set.
    moves_endpoint: bool,
}

fn vendor(client: &ClientTraits, case: &Case<'_>) -> Result<Settings, String> {
    let mut settings = Settings::default();
    let Some(params) = case.get("vendorParams") else {
        return Ok(settings);
    };
    for (key, node) in object(params, "vendorParams")? {
        match key.as_str() {
            "code" | "type" => {}
            "clockTime" => {
                let seconds = node
                    .as_i64()
                    .and_then(|seconds| u64::try_from(seconds).ok());
                let seconds = seconds.ok_or("expected seconds since 1970 as `clockTime`")?;
                settings.setters.extend(quote! {
                    .time_source(
                        ::tinsmith_runtime::aws_smithy_async::time::StaticTimeSource::from_secs(
                            #seconds,
                        ),
                    )
                });
            }
            "scopedConfig" => {
                for (key, node) in object(node, "scopedConfig")? {
                    match key.as_str() {
                        "client" => of_client(client, node, &mut settings)?,
                        // See `call`.
                        "operation" => {}
                        _ => return Err(unknown(key)),
                    }
                }
            }
            _ => return Err(unknown(key)),
        }
    }
    Ok(settings)
}

fn of_client(client: &ClientTraits, node: &Node, settings: &mut Settings) -> Result<(), String> {
    for (key, node) in object(node, "client")? {
        match (key.as_str(), node.as_str()) {
            ("region", Some(region)) if client.uses_aws => settings.setters.extend(quote! {
                .region(::tinsmith_runtime::aws_types::region::Region::from_static(#region))
            }),
            ("s3", _) => {
                for (key, node) in object(node, "s3")? {
                    of_s3(client, key, node, settings)?;
                }
            }
            _ => return Err(unknown(key)),
        }
    }
    Ok(())
}

fn of_s3(
    client: &ClientTraits,
    key: &str,
    node: &Node,
    settings: &mut Settings,
) -> Result<(), String> {
    let has = |name: &str| {
        let mut own = client.context.iter();
        own.any(|param| param.names.ident.unescaped() == name)
    };
    let (setter, is_there, moves_endpoint) = match (key, node.as_str(), node.as_bool()) {
        ("addressing_style", Some("auto"), _) | (_, _, Some(false)) => return Ok(()),
        ("addressing_style", Some("virtual"), _) if !has("force_path_style") => return Ok(()),
        ("addressing_style", Some("path" | "virtual"), _) => {
            ("force_path_style", has("force_path_style"), false)
        }
        ("use_accelerate_endpoint", _, Some(true)) => ("accelerate", has("accelerate"), true),
        ("use_dualstack_endpoint", _, Some(true)) => {
            ("use_dual_stack", client.use_dual_stack, true)
        }
        _ => return Err(unknown(key)),
    };
    if !is_there {
        return Err(format!("the client has no setting `{setter}`"));
    }
    let setter = format_ident!("{setter}");
    let value = node.as_str() != Some("virtual");
    settings.setters.extend(quote!(.#setter(#value)));
    settings.moves_endpoint |= moves_endpoint;
    Ok(())
}

fn object<'m>(node: &'m Node, key: &str) -> Result<&'m [(String, Node)], String> {
    node.as_object()
        .ok_or_else(|| format!("expected an object as `{key}`"))
}

fn unknown(key: &str) -> String {
    format!("a client has no setting for `{key}` of `vendorParams`")
}
