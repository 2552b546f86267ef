//! How requests to the endpoints of rule sets are signed (Smithy 2.0, "Endpoint authSchemes list property").

use super::super::Lint;
use super::RULE_SET;
use crate::events::Severity;
use crate::graph::VertexKind;
use crate::node::Node;

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let Some(rules) = graph.get_trait(service, RULE_SET) else {
            continue;
        };
        let mut names = Vec::new();
        collect(rules.get("rules"), &mut names);
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (severity, message) = match name {
                "sigv4" | "sigv4a" => continue,
                name if name.starts_with("sigv4-") => (
                    Severity::Danger,
                    format!("what the scheme `{name}` needs may change"),
                ),
                name => (
                    Severity::Warning,
                    format!("the scheme `{name}` is not known"),
                ),
            };
            lint.report_trait(service, RULE_SET, message)
                .event("RuleSetAuthSchemes", severity);
        }
    }
}

/// The schemes of the endpoints of rules. As deep as the parsers let values be.
fn collect<'m>(rules: Option<&'m Node>, names: &mut Vec<&'m str>) {
    for rule in rules.and_then(Node::as_array).unwrap_or_default() {
        let properties = rule.get("endpoint").and_then(|it| it.get("properties"));
        let schemes = properties.and_then(|it| it.get("authSchemes")?.as_array());
        let schemes = schemes.unwrap_or_default().iter();
        names.extend(schemes.filter_map(|scheme| scheme.get("name")?.as_str()));
        collect(rule.get("rules"), names);
    }
}
