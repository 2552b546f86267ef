//! Regular expressions (Smithy 2.0, "pattern trait").

use super::Lint;
use crate::node::Node;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    const PATTERN: &str = "smithy.api#pattern";
    let graph = lint.graph;
    for vertex in graph.with_trait(PATTERN) {
        let text = graph.get_trait(*vertex, PATTERN).and_then(Node::as_str);
        let text = text.unwrap_or_default();
        let missing = match (text.starts_with('^'), text.ends_with('$')) {
            (true, true) => continue,
            (false, true) => "`^` at the start",
            (true, false) => "`$` at the end",
            (false, false) => "`^` at the start and `$` at the end",
        };
        if graph.is_prelude(*vertex) {
            continue;
        }
        let message = format!("the pattern has no {missing}, so a part of a string may match it");
        lint.report_trait(*vertex, PATTERN, message)
            .hint("write `^.*` at the start and `.*$` at the end if that is meant".to_owned());
    }
}
