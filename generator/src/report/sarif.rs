//! The report in SARIF 2.1.0, which code scanning reads. A test reads it with the types of the standard's schema.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tinsmith_model::{Level, Rule};

use super::brief::{Line, lines};
use super::page::Report;
use super::verdict;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes a report. A change that `fails` is an error, another breaking one a warning, the rest are notes. Accepted
/// ones are suppressed.
///
/// # Panics
/// Never: all keys are strings.
pub fn write(report: &Report, fails: &dyn Fn(&Line<'_>) -> bool) -> String {
    let lines = lines(report);
    // The rules that occur, in the order of their table.
    let rules: BTreeMap<Rule, usize> = {
        let found = lines.iter().map(|line| line.change.line.rule);
        let found: std::collections::BTreeSet<Rule> = found.collect();
        found.into_iter().zip(0..).collect()
    };
    let results: Vec<Value> = lines
        .iter()
        .map(|line| result(line, &rules, fails(line)))
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tinsmith",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.keys().map(|rule| descriptor(*rule)).collect::<Vec<_>>(),
            }},
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&document).expect("all keys are strings");
    text.push('\n');
    text
}

fn descriptor(rule: Rule) -> Value {
    let is = rule.verdict();
    let words = verdict::words(is.rust, is.wire);
    json!({
        "id": rule.name(),
        "shortDescription": { "text": rule.describe() },
        "fullDescription": {
            "text": format!("{words} ({}; {})", is.rust_reason, is.wire_reason),
        },
    })
}

fn result(line: &Line<'_>, rules: &BTreeMap<Rule, usize>, is_failure: bool) -> Value {
    let change = &line.change.line;
    let level = match change.rust {
        _ if is_failure => "error",
        _ if change.is_breaking() => "warning",
        Level::None => "none",
        _ => "note",
    };
    let mut result = json!({
        "ruleId": change.rule.name(),
        "ruleIndex": rules.get(&change.rule),
        "level": level,
        "message": { "text": format!("{}: {}", line.text(), verdict::words(change.rust, change.wire)) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(&line.service.file) } },
            "logicalLocations": [{
                "name": change.subject,
                "fullyQualifiedName": format!("{}: {}", line.service.id, change.subject),
            }],
        }],
        "partialFingerprints": {
            "change/v1": format!("{} {} {}", line.service.id, change.rule.name(), change.subject),
        },
    });
    if let Some(reason) = &change.accepted {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result
}

/// The path of a file as a relative or absolute reference.
pub(crate) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
