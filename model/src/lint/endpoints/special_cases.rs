//! Endpoints of single regions and partitions (Smithy 2.0, "aws.endpoints#standardRegionalEndpoints trait",
//! "aws.endpoints#standardPartitionalEndpoints trait").

use super::super::{Lint, quoted};
use crate::events::Severity;
use crate::node::Node;

const TRAITS: [&str; 2] = [
    "aws.endpoints#standardRegionalEndpoints",
    "aws.endpoints#standardPartitionalEndpoints",
];

const PLACEHOLDERS: [&str; 4] = [
    "{region}",
    "{service}",
    "{dnsSuffix}",
    "{dualStackDnsSuffix}",
];

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for id in TRAITS {
        for service in graph.with_trait(id) {
            let Some(value) = graph.get_trait(*service, id) else {
                continue;
            };
            for endpoint in endpoints(value) {
                for (part, severity, message) in problems(endpoint) {
                    let event = format!("{}.{part}", lint.rule.id);
                    lint.report_trait(*service, id, message)
                        .event(event, severity);
                }
            }
        }
    }
}

/// The endpoints in the special cases of a trait.
fn endpoints(value: &Node) -> Vec<&str> {
    let mut found = Vec::new();
    for key in [
        "regionSpecialCases",
        "partitionSpecialCases",
        "partitionEndpointSpecialCases",
    ] {
        let cases = value.get(key).and_then(Node::as_object).unwrap_or_default();
        for (_, cases) in cases {
            let cases = cases.as_array().unwrap_or_default().iter();
            found.extend(cases.filter_map(|case| case.get("endpoint")?.as_str()));
        }
    }
    found
}

/// The parts of an endpoint between braces, with the braces.
fn placeholders(endpoint: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = endpoint;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest.get(start..).and_then(|rest| rest.find('}')) else {
            break;
        };
        found.extend(rest.get(start..=start + end));
        rest = rest.get(start + end + 1..).unwrap_or_default();
    }
    found
}

fn problems(endpoint: &str) -> Vec<(&'static str, Severity, String)> {
    let mut found = Vec::new();
    let unknown: Vec<&str> = placeholders(endpoint)
        .into_iter()
        .filter(|it| !PLACEHOLDERS.contains(it))
        .collect();
    if !unknown.is_empty() {
        let message = format!(
            "the endpoint `{endpoint}` has {}, for which nothing stands",
            quoted(unknown)
        );
        found.push(("UnsupportedEndpointPattern", Severity::Danger, message));
    }
    let has_scheme = ["http://", "https://"]
        .iter()
        .any(|scheme| endpoint.starts_with(scheme));
    if !has_scheme {
        let message =
            format!("the endpoint `{endpoint}` should start with `http://` or `https://`");
        found.push(("InvalidEndpointPatternScheme", Severity::Danger, message));
    }
    if !has_scheme || endpoint.contains(char::is_whitespace) {
        let message = format!("the endpoint `{endpoint}` is not a URL");
        found.push(("InvalidEndpointPatternUrl", Severity::Error, message));
    }
    found
}
