//! The endpoint code that is emitted for a service, and models that are refused.

use proc_macro2::TokenStream;
use tinsmith_model::{Closure, Diagnostics, Model, Operations};

use super::{emit, operation};
use crate::plan::{Choices, Plan};

const RULES: &str = r#"{"version": "1.0", "rules": [], "parameters": {
    "Region": {"type": "String", "builtIn": "AWS::Region"},
    "UseFIPS": {"type": "Boolean", "builtIn": "AWS::UseFIPS", "required": true, "default": false},
    "Names": {"type": "stringArray"},
    "Style": {"type": "string"}
}}"#;

/// A service with the operation `Get`, whose input has `id`, `things` and `kind`.
fn model(service_traits: &str, operation_traits: &str, id_traits: &str) -> Model {
    loaded(service_traits, operation_traits, id_traits).unwrap()
}

/// The message with which the model or the plan refuses the endpoint rules of a service.
fn refused(service_traits: &str, operation_traits: &str, id_traits: &str) -> String {
    match loaded(service_traits, operation_traits, id_traits) {
        Ok(model) => emitted(&model).unwrap_err(),
        Err(problems) => problems.to_string(),
    }
}

fn loaded(
    service_traits: &str,
    operation_traits: &str,
    id_traits: &str,
) -> Result<Model, Diagnostics> {
    let json = format!(
        r#"{{"smithy": "2.0", "shapes": {{
            "example#Things": {{"type": "service", "version": "1", "operations": [{{"target": "example#Get"}}],
                "traits": {{"aws.protocols#restJson1": {{}}{service_traits}}}}},
            "example#Get": {{"type": "operation", "input": {{"target": "example#GetInput"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/", "code": 200}}{operation_traits}}}}},
            "example#GetInput": {{"type": "structure", "members": {{
                "id": {{"target": "smithy.api#String", "traits": {{{id_traits}}}}},
                "things": {{"target": "example#ThingList"}},
                "count": {{"target": "smithy.api#Integer"}}
            }}}},
            "example#ThingList": {{"type": "list", "member": {{"target": "example#Thing"}}}},
            "example#Thing": {{"type": "structure", "members": {{"name": {{"target": "smithy.api#String"}}}}}}
        }}}}"#
    );
    Model::from_bytes("things.json", json.as_bytes())
}

/// The module and the operation's method, or the diagnostics.
fn emitted(model: &Model) -> Result<(TokenStream, TokenStream), String> {
    let closure = Closure::of(model, None, &Operations::All).unwrap();
    let plan = Plan::new(&closure, Choices::default());
    let plan = plan.map_err(|diagnostics| diagnostics.to_string())?;
    Ok((emit(&plan), operation::bind(&plan, &plan.operations[0])))
}

fn service(rules: &str) -> String {
    format!(r#", "smithy.rules#endpointRuleSet": {rules}"#)
}

/// The names of a module's items, and of the methods in its impls.
fn names(module: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(module).unwrap();
    let mut names = Vec::new();
    for item in file.items {
        match item {
            syn::Item::Struct(item) => names.push(item.ident.to_string()),
            syn::Item::Trait(item) => names.push(item.ident.to_string()),
            syn::Item::Fn(item) => names.push(item.sig.ident.to_string()),
            syn::Item::Mod(item) => names.push(item.ident.to_string()),
            syn::Item::Impl(item) => {
                names.extend(item.items.into_iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }))
            }
            _ => {}
        }
    }
    names
}

#[test]
fn a_module_has_the_public_surface() {
    let client = r#", "smithy.rules#clientContextParams": {"Style": {"type": "string"}}"#;
    let model = model(&(service(RULES) + client), "", "");
    let (module, method) = emitted(&model).unwrap();
    let names = names(module.clone());
    for name in [
        "ResolveEndpoint",
        "DefaultResolver",
        "Params",
        "ParamsBuilder",
        "builder",
        "region",
        "set_region",
        "use_fips",
        "set_use_fips",
        "names",
        "style",
        "build",
        "params",
        "context",
        "rules",
    ] {
        assert!(
            names.iter().any(|known| known == name),
            "`{name}` is missing in {names:?}"
        );
    }
    assert!(
        method.is_empty(),
        "an operation without context gives no parameters"
    );
    assert_eq!(emitted(&model).unwrap().0.to_string(), module.to_string());
}

#[test]
fn a_service_without_rules_has_an_endpoint_parameter() {
    let (module, _) = emitted(&model("", "", "")).unwrap();
    let names = names(module);
    assert!(names.iter().any(|name| name == "set_endpoint"), "{names:?}");
}

/// The parameters that the operation's method sets, in order.
fn bound(operation_traits: &str, id_traits: &str) -> Vec<String> {
    let (_, method) = emitted(&model(&service(RULES), operation_traits, id_traits)).unwrap();
    syn::parse2::<syn::ImplItemFn>(method.clone()).unwrap();
    let text = method.to_string();
    let calls = text
        .match_indices("= params . ")
        .map(|(at, found)| &text[at + found.len()..]);
    calls
        .map(|rest| rest.split([' ', '(']).next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn operations_give_parameters() {
    let fixed = r#", "smithy.rules#staticContextParams": {"UseFIPS": {"value": true}, "Names": {"value": ["a"]}}"#;
    let member = r#""smithy.rules#contextParam": {"name": "Style"}"#;
    assert_eq!(bound(fixed, member), ["style", "use_fips", "names"]);
    let path = r#", "smithy.rules#operationContextParams": {"Names": {"path": "things[*].name"}}"#;
    assert_eq!(bound(path, ""), ["names"]);
}

#[test]
fn what_can_t_be_bound_is_rejected() {
    let fixed = |entries: &str| format!(r#", "smithy.rules#staticContextParams": {{{entries}}}"#);
    let path = |path: &str| {
        format!(r#", "smithy.rules#operationContextParams": {{"Names": {{"path": "{path}"}}}}"#)
    };
    for (operation, message) in [
        (
            fixed(r#""Stile": {"value": "x"}"#),
            "unknown endpoint parameter `Stile`",
        ),
        (
            fixed(r#""Style": {"value": true}"#),
            "not of the parameter's type",
        ),
        (
            path("length(things)"),
            "the path `length(things)`: it leads to a number, which is not the parameter's type",
        ),
        (
            path("things[*].title"),
            "the path `things[*].title`: there is no member `title`",
        ),
        (
            path("nothing.name"),
            "the path `nothing.name`: there is no member `nothing`",
        ),
        (
            path("count"),
            "the path `count`: it leads to a number, which is not the parameter's type",
        ),
        (path("things"), "which is not the parameter's type"),
        (path("id[*].name"), "the path `id[*].name`: "),
        (path("things.[name][]"), "the path `things.[name][]`: "),
    ] {
        let error = refused(&service(RULES), &operation, "");
        assert!(error.contains(message), "expected `{message}` in:\n{error}");
        assert!(
            error.contains("example#Get") && error.contains("smithy.rules#"),
            "{error}"
        );
    }
    let member = r#""smithy.rules#contextParam": {"name": "UseFIPS"}"#;
    let error = refused(&service(RULES), "", member);
    assert!(
        error.contains("Get$id") && error.contains("not of the parameter's type"),
        "{error}"
    );
}

#[test]
fn what_is_wrong_with_the_service_is_rejected() {
    let unknown = r#"{"version": "1.0", "parameters": {}, "rules": [
        {"type": "error", "conditions": [{"fn": "isPrime", "argv": [7]}], "error": "x"}]}"#;
    let clash = r#"{"version": "1.0", "rules": [], "parameters": {
        "useFips": {"type": "boolean"}, "UseFIPS": {"type": "boolean"}}}"#;
    let diagram = r#", "smithy.rules#endpointBdd": {}"#.to_owned();
    let client =
        service(RULES) + r#", "smithy.rules#clientContextParams": {"Style": {"type": "boolean"}}"#;
    for (traits, message) in [
        (service(unknown), "unknown function `isPrime`"),
        (service("7"), "`version` is missing"),
        (
            service(clash),
            "`useFips` and the endpoint parameter `UseFIPS` are both `use_fips` in Rust",
        ),
        (diagram, "`version` is missing"),
        (client, "another type"),
    ] {
        let error = refused(&traits, "", "");
        assert!(error.contains(message), "expected `{message}` in:\n{error}");
        assert!(
            error.contains("example#Things") && error.contains("smithy.rules#"),
            "{error}"
        );
    }
}

#[test]
fn the_region_is_checked_by_the_rules_alone_in_s3_and_s3_control() {
    for (sdk_id, is_checked) in [("S3", false), ("S3 Control", false), ("Route 53", true)] {
        let service = format!(
            r#", "aws.api#service": {{"sdkId": "{sdk_id}"}}{}"#,
            service(RULES)
        );
        let (module, _) = emitted(&model(&service, "", "")).unwrap();
        let found = module.to_string().contains("check_region");
        assert_eq!(found, is_checked, "{sdk_id}");
    }
}
