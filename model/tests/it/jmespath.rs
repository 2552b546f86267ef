//! JMESPath's own compliance cases, where they are at hand, and limits.

use std::fs;

use tinsmith_model::jmespath::{MAX_DEPTH, parse};
use tinsmith_model::{Model, Node};

use crate::conformance::files;
use crate::published::shared;

/// What the suite lets fail only when it is evaluated, and is refused here.
const REFUSED_EARLY: &str = "foo[8:2:0]";

#[test]
fn the_compliance_cases_parse_or_are_refused() {
    let Some(folder) = shared("conformance/jmespath") else {
        return;
    };
    let (mut parsed, mut refused, mut too_deep) = (0, 0, 0);
    let mut failures = Vec::new();
    for path in files(&folder, "json") {
        let text = fs::read(&path).expect("a file");
        let suites: Node = serde_json::from_slice(&text).expect("JSON");
        for suite in suites.as_array().expect("suites") {
            for case in suite.get("cases").and_then(Node::as_array).expect("cases") {
                let expression = case.get("expression").and_then(Node::as_str);
                let expression = expression.expect("an expression");
                let is_error = case.get("error").and_then(Node::as_str) == Some("syntax");
                match (parse(expression), is_error || expression == REFUSED_EARLY) {
                    (Ok(_), false) => parsed += 1,
                    (Err(_), true) => refused += 1,
                    (Ok(_), true) => failures.push(format!("accepted: {expression}")),
                    (Err(problem), false) if problem.message.contains("nested deeper") => {
                        too_deep += 1
                    }
                    (Err(problem), false) => failures.push(format!("{expression}: {problem}")),
                }
            }
        }
    }
    println!("{parsed} expressions parse, {refused} are refused, {too_deep} are too deep");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(parsed > 700 && refused > 90);
    assert_eq!(too_deep, 2, "two cases have more than 64 steps");
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("!", ""),
        ("a[?", "]"),
        ("f(", ")"),
        ("{a:", "}"),
    ] {
        let nested = |depth| format!("{}a{}", open.repeat(depth), close.repeat(depth));
        assert!(parse(&nested(15)).is_ok(), "{open}");
        for depth in [MAX_DEPTH + 1, 100_000] {
            let problem = parse(&nested(depth)).expect_err(open);
            assert!(
                problem.message.contains("nested deeper"),
                "{open}: {problem}"
            );
        }
    }
    for step in [".a", "[0]", "[]", "[*]", " | a", " || a", " == a"] {
        let long = format!("a{}", step.repeat(100_000));
        let problem = parse(&long).expect_err(step);
        assert!(
            problem.message.contains("nested deeper"),
            "{step}: {problem}"
        );
    }
}

#[test]
fn what_is_malformed_is_told_with_its_column() {
    for (text, expected) in [
        ("", "expected an expression, found the end at column 1"),
        (
            "a.",
            "expected a name, `*`, `[` or `{`, found the end at column 3",
        ),
        (
            "a b",
            "expected an operator or the end, found the name `b` at column 3",
        ),
        ("a[b]", "expected `*`, found the name `b` at column 3"),
        (
            "a[*][b]",
            "expected a `.` before the list, found `[` at column 5",
        ),
        ("`x`", "expected a literal that is JSON at column 1"),
        ("'x", "expected another `'`, found the end at column 1"),
        ("a = b", "unexpected `=` at column 3"),
        ("a[0:1:0]", "the step of a slice is 0 at column 3"),
        (
            "\"f\"(a)",
            "expected no `(` after a quoted name, found `(` at column 4",
        ),
        ("f(a,)", "expected an argument, found `)` at column 5"),
    ] {
        let problem = parse(text).expect_err(text);
        assert_eq!(problem.to_string(), expected, "{text}");
    }
}

/// Waiters that Smithy's suite warns of only, and that are accepted here.
const WARNINGS: &[&str] = &["inputOutput-operation-with-no-input", "invalid-errorType"];

#[test]
fn waiters_that_smithy_refuses_are_refused() {
    let Some(folder) = shared("conformance/validation/smithy-waiters") else {
        return;
    };
    let mut refused = 0;
    for path in files(&folder, "smithy") {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let accepted = WARNINGS.contains(&name);
        match Model::load(&[&path]) {
            Ok(_) => assert!(accepted, "{name} is accepted"),
            Err(problems) => {
                assert!(!accepted, "{problems}");
                refused += 1;
                for problem in &problems {
                    println!("{name}: {}", problem.message);
                    assert!(problem.message.contains("wait"), "{problem}");
                }
            }
        }
    }
    println!("{refused} refused");
    assert!(refused > 10);
}
