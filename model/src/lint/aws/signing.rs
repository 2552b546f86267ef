//! Names in signatures (Smithy 2.0, "AWS authentication traits").

use super::super::Lint;
use super::arns;
use crate::graph::VertexKind;

/// The names for which requests are signed are the namespace of the service's ARNs.
pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let of_trait = |id: &str, key: &str| -> Option<String> {
            let value = graph.get_trait(service, id)?.get(key)?.as_str()?;
            Some(value.to_owned())
        };
        let namespace = graph
            .get_trait(service, "aws.api#service")
            .map(|_| arns::namespace(graph, service));
        let values = [
            ("`arnNamespace` of aws.api#service", namespace),
            (
                "`name` of aws.auth#sigv4",
                of_trait("aws.auth#sigv4", "name"),
            ),
            (
                "`name` of aws.auth#sigv4a",
                of_trait("aws.auth#sigv4a", "name"),
            ),
        ];
        for (index, (what, value)) in values.iter().enumerate() {
            for (other_what, other) in values.iter().skip(index + 1) {
                if let (Some(value), Some(other)) = (value, other)
                    && value != other
                {
                    let message = format!("{what} is `{value}`, but {other_what} is `{other}`");
                    lint.report(service, message);
                }
            }
        }
    }
}
