//! Malformed rule sets are errors that say where and what.

use tinsmith_model::endpoint_rules::{Malformed, parse};

use super::node;

/// A rule set with one parameter, `Region`, and these rules.
fn problems(rules: &str) -> Vec<Malformed> {
    let json = format!(
        r#"{{"version": "1.0", "parameters": {{"Region": {{"type": "String"}}}}, "rules": {rules}}}"#
    );
    parse(&node(&json)).err().unwrap_or_default()
}

fn assert_problem(rules: &str, path: &str, message: &str) {
    let problems = problems(rules);
    let text = |bad: &Malformed| match &bad.hint {
        Some(hint) => format!("{}; {hint}", bad.message),
        None => bad.message.clone(),
    };
    let found = problems
        .iter()
        .any(|bad| bad.path == path && text(bad).contains(message));
    assert!(found, "expected `{message}` at `{path}`, got {problems:?}");
}

fn condition(condition: &str) -> String {
    format!(r#"[{{"type": "error", "conditions": [{condition}], "error": "no"}}]"#)
}

#[test]
fn calls() {
    let unknown = condition(r#"{"fn": "isset", "argv": []}"#);
    assert_problem(
        &unknown,
        "rules[0].conditions[0].fn",
        "unknown function `isset`; did you mean `isSet`?",
    );
    let arity = condition(r#"{"fn": "not", "argv": [true, false]}"#);
    assert_problem(
        &arity,
        "rules[0].conditions[0]",
        "`not` takes 1 argument, 2 given",
    );
    let nested =
        condition(r#"{"fn": "not", "argv": [{"fn": "isSet", "argv": [{"ref": "Reigon"}]}]}"#);
    assert_problem(
        &nested,
        "rules[0].conditions[0].argv[0].argv[0]",
        "unknown parameter or variable `Reigon`; did you mean `Region`?",
    );
    let argv = condition(r#"{"fn": "not"}"#);
    assert_problem(&argv, "rules[0].conditions[0]", "has no `argv`");
}

#[test]
fn paths() {
    let attribute = condition(
        r#"{"fn": "getAttr", "argv": [{"fn": "aws.partition", "argv": ["x"]}, "dnssuffix"]}"#,
    );
    assert_problem(
        &attribute,
        "rules[0].conditions[0].argv[1]",
        "did you mean `dnsSuffix`?",
    );
    let index = condition(r#"{"fn": "getAttr", "argv": [{"ref": "Region"}, "name[x]"]}"#);
    assert_problem(&index, "rules[0].conditions[0].argv[1]", "malformed");
    let empty = condition(r#"{"fn": "getAttr", "argv": [{"ref": "Region"}, "name..name"]}"#);
    assert_problem(&empty, "rules[0].conditions[0].argv[1]", "empty step");
}

#[test]
fn templates() {
    for template in ["{Region", "Region}", "{Region#}", "{nobody}", "{}"] {
        let rules = format!(r#"[{{"type": "error", "conditions": [], "error": "{template}"}}]"#);
        let problems = problems(&rules);
        assert_eq!(problems.len(), 1, "{template}");
        assert_eq!(problems[0].path, "rules[0].error", "{template}");
    }
}

#[test]
fn variables_end_with_their_rule() {
    let rules = r#"[
        {"type": "tree", "conditions": [{"fn": "uriEncode", "argv": ["{Region}"], "assign": "a"}], "rules": [
            {"type": "error", "conditions": [], "error": "{a}"}
        ]},
        {"type": "error", "conditions": [], "error": "{a}"}
    ]"#;
    let problems = problems(rules);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "rules[1].error");
    let shadow = condition(r#"{"fn": "uriEncode", "argv": ["x"], "assign": "Region"}"#);
    assert_problem(
        &shadow,
        "rules[0].conditions[0].assign",
        "already has a value",
    );
}

#[test]
fn rules() {
    assert_problem(r#"{}"#, "rules", "expected an array");
    assert_problem(
        r#"[{"type": "leaf", "conditions": []}]"#,
        "rules[0].type",
        "unknown type `leaf`",
    );
    assert_problem(
        r#"[{"type": "tree", "conditions": []}]"#,
        "rules[0]",
        "`rules` is missing",
    );
    assert_problem(
        r#"[{"type": "endpoint", "conditions": []}]"#,
        "rules[0].endpoint",
        "expected an object",
    );
    let url = r#"[{"type": "endpoint", "conditions": [], "endpoint": {}}]"#;
    assert_problem(url, "rules[0].endpoint.url", "expected a string");
    let name = r#"[{"type": "endpoint", "conditions": [], "endpoint":
        {"url": "https://x", "properties": {"authSchemes": [{"signingName": "x"}]}}}]"#;
    assert_problem(
        name,
        "rules[0].endpoint.properties.authSchemes.[0]",
        "expected a string `name`",
    );
    // Each rule's problem is reported.
    assert_eq!(
        problems(r#"[{"type": "leaf", "conditions": []}, {"conditions": []}]"#).len(),
        2
    );
}

#[test]
fn depth_is_bounded() {
    let mut expr = r#"{"ref": "Region"}"#.to_owned();
    for _ in 0..40 {
        expr = format!(r#"{{"fn": "isSet", "argv": [{expr}]}}"#);
    }
    let problems = problems(&condition(&expr));
    assert!(problems[0].message.contains("nest deeper"), "{problems:?}");
}

#[test]
fn headers_of_the_trait() {
    let version = r#"{"version": "2.0", "parameters": {}, "rules": []}"#;
    assert_eq!(parse(&node(version)).unwrap_err()[0].path, "version");
    let ty = r#"{"version": "1.0", "parameters": {"A": {"type": "blob"}}, "rules": []}"#;
    assert_eq!(parse(&node(ty)).unwrap_err()[0].path, "parameters.A.type");
    let default = r#"{"version": "1.0", "parameters": {"A": {"type": "string", "default": true}}, "rules": []}"#;
    assert_eq!(
        parse(&node(default)).unwrap_err()[0].path,
        "parameters.A.default"
    );
    assert!(parse(&node("[]")).is_err());
}
