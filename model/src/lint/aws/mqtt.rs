//! Labels of topics (Smithy 2.0, "MQTT traits").

use super::super::{Lint, quoted};
use super::members_of;

pub(in super::super) fn check_labels(lint: &mut Lint<'_, '_, '_>) {
    const LABEL: &str = "smithy.mqtt#topicLabel";
    let graph = lint.graph;
    for id in ["smithy.mqtt#publish", "smithy.mqtt#subscribe"] {
        for operation in graph.with_trait(id) {
            let value = graph.get_trait(*operation, id);
            let topic = value.and_then(|it| it.as_str().or_else(|| it.get("topic")?.as_str()));
            let labels: Vec<&str> = topic
                .unwrap_or_default()
                .split('/')
                .filter_map(|level| level.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            let mut bound = Vec::new();
            for member in members_of(graph, *operation, false) {
                if !graph.traits(member).has(LABEL) {
                    continue;
                }
                let name = graph.name(member);
                bound.push(name);
                if !labels.contains(&name) {
                    let message = format!(
                        "the topic of {} has no label `{name}`",
                        graph.id(*operation)
                    );
                    lint.report_trait(member, LABEL, message);
                }
            }
            let missing: Vec<&str> = labels
                .into_iter()
                .filter(|label| !bound.contains(label))
                .collect();
            if !missing.is_empty() {
                let message = format!(
                    "no member of the input with trait {LABEL} is the label {}",
                    quoted(missing)
                );
                lint.report_trait(*operation, id, message);
            }
        }
    }
}
