//! Rule sets are parsed here and run by the runtime's interpreter, as they are in a client.

mod cases;
mod leak;
mod malformed;

use std::sync::{Mutex, PoisonError};

use tinsmith_model::endpoint_rules::parse;
use tinsmith_model::{Model, Node};
use tinsmith_runtime::aws_smithy_types::endpoint::Endpoint;
use tinsmith_runtime::codegen::endpoint::ParamValue;

use crate::{Client, Options};

/// The rule sets that all threads parsed to generate clients.
static PARSED: Mutex<Vec<Node>> = Mutex::new(Vec::new());

pub(super) fn parsed(rules: Option<&Node>) {
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    parsed.extend(rules.cloned());
}

fn times_parsed(rules: &Node) -> usize {
    let parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    parsed.iter().filter(|it| *it == rules).count()
}

fn node(json: &str) -> Node {
    serde_json::from_str(json).unwrap()
}

/// The endpoint's URL, or the error's message.
fn resolve(rules: &str, values: &[Option<ParamValue<'_>>]) -> Result<Endpoint, String> {
    let rules = leak::rule_set(&parse(&node(rules)).unwrap());
    rules.resolve(values).map_err(|error| error.to_string())
}

const STAGES: &str = r#"{
    "version": "1.0",
    "parameters": {
        "Stage": {"type": "String"},
        "Name": {"type": "string", "required": true, "default": "main"}
    },
    "rules": [
        {
            "type": "tree",
            "conditions": [{"fn": "isSet", "argv": [{"ref": "Stage"}]}],
            "rules": [
                {
                    "type": "endpoint",
                    "conditions": [
                        {"fn": "split", "argv": ["{Stage}", "-", 0], "assign": "parts"},
                        {"fn": "getAttr", "argv": [{"ref": "parts"}, "[1]"], "assign": "number"}
                    ],
                    "endpoint": {
                        "url": "https://{Name}.{parts#[0]}.example.com/{{{number}}}",
                        "headers": {"X-Stage": ["{Stage}", "fixed"]},
                        "properties": {
                            "nested": {"list": ["{number}", true, 3]},
                            "authSchemes": [{"name": "sigv4", "signingRegion": "{number}"}]
                        }
                    }
                }
            ]
        },
        {
            "type": "error",
            "conditions": [{"fn": "isSet", "argv": [{"ref": "Stage"}]}],
            "error": "`{Stage}` has no number"
        },
        {"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{Name}.example.com"}}
    ]
}"#;

#[test]
fn templates_and_properties_are_filled_in() {
    let endpoint = resolve(STAGES, &[Some("beta-7".into()), None]).unwrap();
    assert_eq!(endpoint.url(), "https://main.beta.example.com/{7}");
    let headers: Vec<(&str, Vec<&str>)> = endpoint
        .headers()
        .map(|(name, values)| (name, values.collect()))
        .collect();
    assert_eq!(headers, [("x-stage", vec!["beta-7", "fixed"])]);
    let list = endpoint.properties()["nested"].as_object().unwrap()["list"]
        .as_array()
        .unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!(list[0].as_string(), Some("7"));
    assert_eq!(endpoint.auth_schemes()[0].name(), "sigv4");
    let region = endpoint.auth_schemes()[0].get("signingRegion").unwrap();
    assert_eq!(region.as_string(), Some("7"));
}

#[test]
fn a_tree_without_a_match_goes_on_behind_it() {
    assert_eq!(
        resolve(STAGES, &[Some("beta".into()), None]),
        Err("`beta` has no number".to_owned())
    );
    let endpoint = resolve(STAGES, &[None, Some("other".into())]).unwrap();
    assert_eq!(endpoint.url(), "https://other.example.com");
}

#[test]
fn a_service_without_rules_needs_a_configured_endpoint() {
    let rules = leak::rule_set(&super::endpoint_required());
    let endpoint = rules
        .resolve(&[Some("http://localhost:8000".into())])
        .unwrap();
    assert_eq!(endpoint.url(), "http://localhost:8000");
    let error = rules.resolve(&[None]).unwrap_err().to_string();
    assert!(error.contains("no endpoint URL is configured"), "{error}");
}

#[test]
fn a_client_is_generated_of_rules_that_are_parsed_once() {
    let rules = STAGES.replace("main", "parsed-once");
    let operations: Vec<String> = (0..9).map(|at| format!("Get{at}")).collect();
    let definitions = operations.iter().map(|name| {
        format!(
            r#"@http(method: "POST", uri: "/{name}")
            operation {name} {{ input := {{ @smithy.rules#contextParam(name: "Stage") stage: String }} }}
            "#
        )
    });
    let text = format!(
        "$version: \"2.0\"\nnamespace example.stages\n@smithy.rules#endpointRuleSet({rules})\n\
         @aws.protocols#restJson1\nservice Service {{ version: \"1\", operations: [{}] }}\n{}",
        operations.join(", "),
        definitions.collect::<String>(),
    );
    let model = Model::from_bytes("stages.smithy", text.as_bytes()).expect("a valid model");
    let client = Client::new(&model, &Options::default()).expect("a client");
    let bound = client
        .files
        .iter()
        .filter(|it| it.text.contains("fn bind_endpoint_params"));
    assert_eq!(bound.count(), operations.len());
    assert_eq!(times_parsed(&node(&rules)), 1);
}
