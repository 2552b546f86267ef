//! Cases that can't be tests.

use tinsmith_model::Model;

use crate::{Client, Manifest, Options, Runtime};

/// The problems of a service with these cases, each with its hint.
fn problems(cases: &str) -> Vec<String> {
    problems_with(cases, "", false)
}

/// The same, with traits of the operation `GetStore`, and protocol tests if wanted.
fn problems_with(cases: &str, of_operation: &str, protocol_tests: bool) -> Vec<String> {
    let text = r#"$version: "2.0"
namespace a
@aws.auth#sigv4(name: "stores")
@aws.protocols#restJson1
@smithy.rules#clientContextParams(Nearby: { type: "boolean" })
@smithy.rules#endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region" }
        UseFIPS: { type: "boolean", builtIn: "AWS::UseFIPS", required: true, default: false }
        Mode: { type: "string", builtIn: "AWS::Auth::AccountIdEndpointMode" }
        Nearby: { type: "boolean" }
    }
    rules: [{ type: "endpoint", conditions: [], endpoint: { url: "https://example.com" } }]
})
@smithy.rules#endpointTests({ version: "1.0", testCases: [<CASES>] })
service Stores { version: "1", operations: [GetStore, PutStore] }
<TRAITS>
@http(method: "POST", uri: "/get")
operation GetStore {}
@http(method: "POST", uri: "/put")
operation PutStore {}
"#;
    let text = text
        .replace("<CASES>", cases)
        .replace("<TRAITS>", of_operation);
    let model = Model::from_bytes("model.smithy", text.as_bytes());
    let model = model.unwrap_or_else(|problems| panic!("{problems}"));
    let options = Options {
        operations: crate::model::Operations::Named(vec!["GetStore".to_owned()]),
        manifest: Some(Manifest {
            name: None,
            version: "1.0.0".to_owned(),
            license: None,
            runtime: Runtime::Version("0".to_owned()),
        }),
        protocol_tests,
        endpoint_tests: true,
        ..Options::default()
    };
    let problems = Client::new(&model, &options).err();
    let problems = problems.into_iter().flatten();
    let shown = problems.map(|it| {
        let message = it
            .message
            .replace("the case can't be an endpoint test: ", "");
        match it.hint {
            Some(hint) => format!("{message} / {hint}"),
            None => message,
        }
    });
    shown.collect()
}

const FINE: &str = r#"expect: { endpoint: { url: "https://example.com" } }"#;

/// The problems of a call.
fn of_call(call: &str) -> Vec<String> {
    problems(&format!("{{ {FINE}, operationInputs: [{{ {call} }}] }}"))
}

#[test]
fn a_malformed_endpoint_is_one_problem_whatever_calls_expect_it() {
    for (expect, problem) in [
        (
            r#"headers: { x: "one" }"#,
            "expected an array of strings as the header `x`",
        ),
        (
            "headers: { x: [1] }",
            "expected an array of strings as the header `x`",
        ),
        ("properties: 1", "expected an object as `properties`"),
        (
            "properties: { authSchemes: {} }",
            "expected an array as `authSchemes`",
        ),
        (
            "properties: { authSchemes: [1] }",
            "expected objects in `authSchemes`",
        ),
    ] {
        let call = r#"{ operationName: "GetStore" }"#;
        let found = problems(&format!(
            "{{ expect: {{ endpoint: {{ url: \"https://example.com\", {expect} }} }}, \
             operationInputs: [{call}, {call}] }}"
        ));
        assert_eq!(found, [problem]);
    }
    let fine = r#"properties: { authSchemes: [{ name: "sigv4" }] }, headers: { x: ["one"] }"#;
    let fine = format!("{{ expect: {{ endpoint: {{ url: \"https://example.com\", {fine} }} }} }}");
    assert!(problems(&fine).is_empty());
}

#[test]
fn unknown_names_are_problems_with_a_hint() {
    let get = |rest: &str| of_call(&format!(r#"operationName: "GetStore", {rest}"#));
    assert_eq!(
        of_call(r#"operationName: "GetStores""#),
        ["the service has no operation `GetStores` / did you mean `GetStore`?"]
    );
    // An operation that is not chosen.
    assert!(of_call(r#"operationName: "PutStore""#).is_empty());
    assert_eq!(
        get(r#"builtInParams: { "AWS::UseFips": true, "AWS::Regions": "a" }"#),
        ["unknown built-in of the rule set `AWS::UseFips` / did you mean `AWS::UseFIPS`?"]
    );
    assert_eq!(
        get("clientParams: { Nearly: true }"),
        ["unknown setting of the client `Nearly` / did you mean `Nearby`?"]
    );
    assert_eq!(
        get(r#"builtInParams: { "AWS::Auth::AccountIdEndpointMode": "prefered" }"#),
        ["unknown account id endpoint mode `prefered` / did you mean `preferred`?"]
    );
    assert_eq!(
        problems(&format!("{{ params: {{ UseFips: true }}, {FINE} }}")),
        ["unknown parameter of the rule set `UseFips` / did you mean `UseFIPS`?"]
    );
}

#[test]
fn problems_of_protocol_tests_and_of_endpoint_tests_come_in_one_run() {
    let protocol_test = r#"@smithy.test#httpRequestTests([{
        id: "Get", protocol: aws.protocols#restJson1, method: "POST", uri: "/get", params: { Name: 1 }
    }])"#;
    let found = problems_with(
        "{ params: { Regio: \"a\" }, expect: {} }",
        protocol_test,
        true,
    );
    assert_eq!(found.len(), 2, "{found:?}");
}
