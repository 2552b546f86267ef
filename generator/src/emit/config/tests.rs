//! The settings and getters that clients have, by the traits of their services.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use tinsmith_model::{Closure, Model, Operations};

use super::emit;
use crate::emit::{client, primitives, root};
use crate::plan::auth::{Auth, AuthScheme};
use crate::plan::client::ClientTraits;
use crate::plan::{CONFIG_METHODS, Choices, Layout, Plan};

/// A service with the traits `service`, and for each entry of `operations` an operation with those
/// traits. Each takes a token and answers with a blob.
fn model(service: &str, operations: &[(&str, &str)]) -> Model {
    model_of("Tin Shop", service, operations)
}

/// The same, of the service with this `sdkId`.
fn model_of(sdk_id: &str, service: &str, operations: &[(&str, &str)]) -> Model {
    let targets: Vec<String> = operations
        .iter()
        .map(|(name, _)| format!(r#"{{"target": "test#{name}"}}"#))
        .collect();
    let shapes: Vec<String> = operations
        .iter()
        .map(|(name, traits)| {
            let comma = if traits.is_empty() { "" } else { "," };
            format!(
                r#""test#{name}": {{
                    "type": "operation",
                    "input": {{"target": "test#{name}Input"}},
                    "output": {{"target": "test#Output"}},
                    "traits": {{
                        "smithy.api#http": {{"method": "POST", "uri": "/{name}"}} {comma} {traits}
                    }}
                }},
                "test#{name}Input": {{
                    "type": "structure",
                    "members": {{
                        "Token": {{
                            "target": "smithy.api#String",
                            "traits": {{"smithy.api#idempotencyToken": {{}}}}
                        }}
                    }}
                }},"#
            )
        })
        .collect();
    let json = format!(
        r#"{{
            "smithy": "2.0",
            "shapes": {{
                {shapes}
                "test#Output": {{
                    "type": "structure",
                    "members": {{"Data": {{"target": "smithy.api#Blob"}}}}
                }},
                "test#Shop": {{
                    "type": "service",
                    "version": "1",
                    "operations": [{targets}],
                    "traits": {{
                        "aws.api#service": {{"sdkId": "{sdk_id}"}},
                        "aws.protocols#restJson1": {{}},
                        {service}
                    }}
                }}
            }}
        }}"#,
        shapes = shapes.join(""),
        targets = targets.join(", "),
    );
    Model::from_bytes("test.json", json.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

const SIGV4: &str = r#""aws.auth#sigv4": {"name": "tin"}"#;

fn with_plan<T>(
    model: &Model,
    layout: Layout,
    ask: impl FnOnce(&Plan<'_>, &ClientTraits) -> T,
) -> T {
    let closure = Closure::of(model, None, &Operations::All).unwrap();
    let choices = Choices {
        layout,
        ..Choices::default()
    };
    let plan = Plan::new(&closure, choices).unwrap();
    ask(&plan, &ClientTraits::of(&plan, "tin-shop"))
}

fn auth(model: &Model) -> Auth {
    with_plan(model, Layout::Crate, |plan, _| Auth::of(plan))
}

fn config(model: &Model, layout: Layout) -> TokenStream {
    with_plan(model, layout, |_, client| emit(client))
}

fn file(tokens: &TokenStream) -> syn::File {
    syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error}: {tokens}"))
}

/// The public methods of `ty`, and those behind a `cfg`.
fn methods(tokens: &TokenStream, ty: &str) -> BTreeSet<String> {
    let file = file(tokens);
    let impls = file.items.iter().filter_map(|item| match item {
        syn::Item::Impl(item) if item.trait_.is_none() => Some(item),
        _ => None,
    });
    let of_type = impls
        .filter(|item| matches!(&*item.self_ty, syn::Type::Path(path) if path.path.is_ident(ty)));
    of_type
        .flat_map(|item| &item.items)
        .filter_map(|item| match item {
            syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
            _ => None,
        })
        .collect()
}

#[test]
fn schemes_come_in_the_order_of_their_ids_unless_the_service_lists_them() {
    let schemes = r#""aws.auth#sigv4": {"name": "tin"}, "smithy.api#httpBearerAuth": {}"#;
    let unlisted = auth(&model(schemes, &[("Buy", "")]));
    assert_eq!(
        unlisted.service,
        [AuthScheme::SigV4, AuthScheme::HttpBearer]
    );
    assert!(unlisted.overrides.is_empty());

    let listed =
        format!(r#"{schemes}, "smithy.api#auth": ["smithy.api#httpBearerAuth", "aws.auth#sigv4"]"#);
    let listed = auth(&model(&listed, &[("Buy", "")]));
    assert_eq!(listed.service, [AuthScheme::HttpBearer, AuthScheme::SigV4]);
}

#[test]
fn operations_override_the_schemes() {
    let operations = [
        ("Browse", r#""smithy.api#auth": []"#),
        ("Buy", ""),
        ("Look", r#""smithy.api#optionalAuth": {}"#),
        (
            "Return",
            r#""smithy.api#auth": ["smithy.api#httpBearerAuth"]"#,
        ),
    ];
    let service = format!(
        r#"{SIGV4}, "smithy.api#httpBearerAuth": {{}}, "smithy.api#auth": ["aws.auth#sigv4"]"#
    );
    let auth = auth(&model(&service, &operations));
    let overrides: Vec<_> = auth
        .overrides
        .iter()
        .map(|(operation, schemes)| (operation.as_str(), schemes.as_slice()))
        .collect();
    assert_eq!(
        overrides,
        [
            ("Browse", [AuthScheme::NoAuth].as_slice()),
            ("Look", &[AuthScheme::SigV4, AuthScheme::NoAuth]),
            ("Return", &[AuthScheme::HttpBearer]),
        ]
    );
    assert!(!auth.uses_sigv4a());
}

#[test]
fn an_api_key_says_where_it_goes() {
    let service =
        r#""smithy.api#httpApiKeyAuth": {"name": "X-Key", "in": "header", "scheme": "Key"}"#;
    let auth = auth(&model(service, &[("Buy", "")]));
    let key = AuthScheme::HttpApiKey {
        name: "X-Key".to_owned(),
        in_query: false,
        scheme: Some("Key".to_owned()),
    };
    assert_eq!(auth.service, [key]);
}

#[test]
fn setters_that_a_service_has_no_use_for_are_left_out() {
    let plain = config(&model(SIGV4, &[("Buy", "")]), Layout::Crate);
    let plain = methods(&plain, "Builder");
    for always in [
        "region",
        "set_region",
        "credentials_provider",
        "retry_config",
        "push_interceptor",
    ] {
        assert!(plain.contains(always), "{always} is missing in {plain:?}");
    }
    assert!(plain.contains("idempotency_token_provider"));
    for never in [
        "use_fips",
        "use_dual_stack",
        "token_provider",
        "bearer_token",
        "force_path_style",
    ] {
        assert!(!plain.contains(never), "{never}");
    }
}

#[test]
fn setters_follow_rules_and_auth() {
    let service = r#"
        "smithy.api#httpBearerAuth": {},
        "smithy.rules#clientContextParams": {
            "ForcePathStyle": {"type": "boolean", "documentation": "Puts the bucket into the path."}
        },
        "smithy.rules#endpointRuleSet": {
            "version": "1.0",
            "parameters": {
                "UseFIPS": {"type": "Boolean", "builtIn": "AWS::UseFIPS", "required": true, "default": false},
                "ForcePathStyle": {"type": "Boolean"}
            },
            "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://x"}}]
        }"#;
    let tokens = config(&model(service, &[("Buy", "")]), Layout::Crate);
    let builder = methods(&tokens, "Builder");
    for name in [
        "use_fips",
        "force_path_style",
        "set_force_path_style",
        "token_provider",
        "bearer_token_resolver",
    ] {
        assert!(builder.contains(name), "{name} is missing in {builder:?}");
    }
    assert!(!builder.contains("use_dual_stack"));
    assert!(!methods(&tokens, "Config").contains("signing_name"));
    assert!(
        tokens
            .to_string()
            .contains("Puts the bucket into the path.")
    );
}

#[test]
fn a_module_asks_for_no_feature() {
    let model = model(SIGV4, &[("Buy", "")]);
    let module = || Layout::Module("shop".to_owned());
    let everything = |layout: Layout| {
        with_plan(&model, layout, |plan, traits| {
            let parts = [
                emit(traits),
                client::emit(plan, traits),
                primitives::emit(traits),
                root::emit(traits, plan.service.docs, None),
            ];
            parts.map(|part| part.to_string()).join(" ")
        })
    };
    assert!(everything(Layout::Crate).contains("feature ="));
    assert!(!everything(module()).contains("feature ="));
    let both = [Layout::Crate, module()].map(|layout| methods(&config(&model, layout), "Builder"));
    assert_eq!(both[0], both[1]);
    assert!(both[0].contains("with_test_defaults_v2"));
}

#[test]
fn the_root_of_a_crate_can_be_included() {
    let model = model(SIGV4, &[("Buy", "")]);
    let root = |layout| {
        with_plan(&model, layout, |plan, traits| {
            root::emit(traits, plan.service.docs, None)
        })
    };
    assert!(file(&root(Layout::Crate)).attrs.is_empty());
    assert!(
        !file(&root(Layout::Module("shop".to_owned())))
            .attrs
            .is_empty()
    );
}

#[test]
fn blobs_and_timestamps_are_always_exported_and_streams_where_members_have_them() {
    let model = model(SIGV4, &[("Buy", "")]);
    let primitives =
        with_plan(&model, Layout::Crate, |_, traits| primitives::emit(traits)).to_string();
    assert!(primitives.contains("Blob"));
    assert!(primitives.contains("DateTimeFormat"));
    assert!(!primitives.contains("ByteStream"));
}

#[test]
fn single_services_take_more_of_the_shared_configuration() {
    let param = r#""smithy.rules#clientContextParams": {
        "DisableS3ExpressSessionAuth": {"type": "boolean", "documentation": "Signs with SigV4."}
    }"#;
    let (retries, setting) = ("take_newer_retries", "service_setting");
    for (sdk_id, taken) in [
        ("DynamoDB", Some(retries)),
        ("S3", Some(setting)),
        ("Shop", None),
    ] {
        let config = config(&model_of(sdk_id, param, &[("Buy", "")]), Layout::Crate);
        let text = config.to_string();
        for method in [retries, setting] {
            assert_eq!(
                text.contains(method),
                taken == Some(method),
                "{sdk_id}: {method}"
            );
        }
    }
}

#[test]
fn calls_of_s3_need_no_credentials() {
    let own = r#""smithy.api#auth": ["aws.auth#sigv4"]"#;
    let operations = [("Get", ""), ("Write", own)];
    let of_s3 = auth(&model_of("S3", SIGV4, &operations));
    assert_eq!(
        of_s3.service,
        [AuthScheme::SigV4, AuthScheme::SigV4a, AuthScheme::NoAuth]
    );
    let signed = vec![AuthScheme::SigV4];
    assert_eq!(of_s3.overrides, [("Write".to_owned(), signed)]);
    let other = auth(&model_of("Shop", SIGV4, &operations));
    assert_eq!(other.service, [AuthScheme::SigV4]);
    assert!(other.overrides.is_empty());
}

#[test]
fn settings_give_way_to_every_method_of_the_builder() {
    let service = r#"
        "aws.auth#sigv4": {"name": "tin"},
        "aws.auth#sigv4a": {"name": "tin"},
        "smithy.api#httpApiKeyAuth": {"name": "X-Key", "in": "header"},
        "smithy.api#httpBasicAuth": {},
        "smithy.api#httpBearerAuth": {},
        "smithy.api#httpDigestAuth": {},
        "smithy.rules#endpointRuleSet": {
            "version": "1.0",
            "parameters": {
                "Fips": {"type": "Boolean", "builtIn": "AWS::UseFIPS"},
                "DualStack": {"type": "Boolean", "builtIn": "AWS::UseDualStack"},
                "Mode": {"type": "String", "builtIn": "AWS::Auth::AccountIdEndpointMode"}
            },
            "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://x"}}]
        }"#;
    let operation = r#"
        "aws.protocols#httpChecksum": {"requestChecksumRequired": true},
        "smithy.api#requestCompression": {"encodings": ["gzip"]}"#;
    let tokens = config(&model(service, &[("Buy", operation)]), Layout::Crate);
    let builder = methods(&tokens, "Builder");
    for needed in [
        "sigv4a_signing_region_set",
        "api_key",
        "use_fips",
        "account_id_endpoint_mode",
    ] {
        assert!(builder.contains(needed), "{needed}: {builder:?}");
    }
    for needed in [
        "request_checksum_calculation",
        "disable_request_compression",
    ] {
        assert!(builder.contains(needed), "{needed}: {builder:?}");
    }
    for method in &builder {
        let name = method.strip_prefix("set_").unwrap_or(method);
        assert!(CONFIG_METHODS.contains(&name), "{method}");
    }
}
