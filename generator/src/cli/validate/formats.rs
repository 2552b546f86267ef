//! Events of validation in the formats of tools.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Event, LintRule, Severity, lint_rules, visible_json};

/// The table of the rules: id, severity, what is checked.
pub(super) fn rules() -> String {
    let rules = lint_rules().iter();
    let width = rules.map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in lint_rules() {
        let severity = rule.severity.name();
        let _ = writeln!(text, "{:width$}  {severity:7}  {}", rule.id, rule.checks);
    }
    text
}

/// An object with the array `events`.
pub(super) fn json(events: &[Event]) -> String {
    let events: Vec<Value> = events
        .iter()
        .map(|event| {
            let diagnostic = &event.diagnostic;
            let (line, column) = diagnostic.line.unzip();
            json!({
                "id": event.id,
                "severity": event.severity.name(),
                "shape": diagnostic.shape,
                "message": diagnostic.message,
                "file": diagnostic.file,
                "line": line,
                "column": column,
                "path": diagnostic.path,
                "hint": diagnostic.hint,
                "suppressionReason": event.reason,
            })
        })
        .collect();
    let text = format!("{:#}\n", json!({ "events": events }));
    visible_json(&text).into_owned()
}

/// Commands that the runner of a GitHub workflow reads from the output of a step. Suppressed events have none.
pub(super) fn github(events: &[Event]) -> String {
    let mut text = String::new();
    for event in events {
        let kind = match event.severity {
            Severity::Error | Severity::Danger => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
            Severity::Suppressed => continue,
        };
        let diagnostic = &event.diagnostic;
        let mut properties = Vec::new();
        if !diagnostic.file.is_empty() {
            properties.push(format!("file={}", property(&diagnostic.file)));
        }
        if let Some((line, column)) = diagnostic.line {
            properties.push(format!("line={line},col={column}"));
        }
        properties.push(format!("title={}", property(&event.id)));
        let shape = diagnostic.shape.as_ref();
        let shape = shape.map_or_else(String::new, |shape| format!("{shape}: "));
        let hint = diagnostic.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!("\n{hint}"));
        let message = data(&format!("{shape}{}{hint}", diagnostic.message));
        let _ = writeln!(text, "::{kind} {}::{message}", properties.join(","));
    }
    text
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// SARIF 2.1.0.
pub(super) fn sarif(events: &[Event]) -> String {
    let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let results: Vec<Value> = events.iter().map(|event| result(event, &ids)).collect();
    let rules: Vec<Value> = ids.iter().map(|id| descriptor(id)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tinsmith",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    });
    let text = format!("{document:#}\n");
    visible_json(&text).into_owned()
}

/// The rule that the events of an id come from.
fn rule(id: &str) -> Option<&'static LintRule> {
    let first = id.split('.').next().unwrap_or(id);
    lint_rules().iter().find(|rule| rule.id == first)
}

fn descriptor(id: &str) -> Value {
    match rule(id) {
        Some(rule) => json!({ "id": id, "shortDescription": { "text": rule.checks } }),
        None => json!({ "id": id }),
    }
}

fn result(event: &Event, ids: &[&str]) -> Value {
    let diagnostic = &event.diagnostic;
    let level = match event.severity {
        Severity::Error | Severity::Danger => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Suppressed => "note",
    };
    let text = match &diagnostic.hint {
        Some(hint) => format!("{}. {hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut location = json!({});
    if !diagnostic.file.is_empty() {
        let uri = crate::report::sarif::uri(&diagnostic.file);
        let mut physical = json!({ "artifactLocation": { "uri": uri } });
        if let Some((line, column)) = diagnostic.line {
            physical["region"] = json!({ "startLine": line, "startColumn": column });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(shape) = &diagnostic.shape {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": shape }]);
    }
    let mut result = json!({
        "ruleId": event.id,
        "ruleIndex": ids.binary_search(&event.id.as_str()).ok(),
        "level": level,
        "message": { "text": text },
        "locations": [location],
        "properties": { "severity": event.severity.name() },
    });
    if event.severity == Severity::Suppressed {
        let mut suppression = json!({ "kind": "inSource" });
        if let Some(reason) = &event.reason {
            suppression["justification"] = json!(reason);
        }
        result["suppressions"] = json!([suppression]);
    }
    result
}
