//! Paths in the values of a trait (Smithy 2.0, "trait trait", `breakingChanges`).

use super::Lint;
use super::trait_targets::TRAIT;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        let value = graph.get_trait(*definition, TRAIT);
        let rules = value.and_then(|value| value.get("breakingChanges")?.as_array());
        for path in rules
            .unwrap_or_default()
            .iter()
            .filter_map(|rule| rule.get("path")?.as_str())
        {
            if !path.is_empty() && !path.starts_with('/') {
                let message =
                    format!("the path {path} of `breakingChanges` must be empty or start with `/`");
                lint.report_trait(*definition, TRAIT, message);
                continue;
            }
            let mut at = *definition;
            for step in path.split('/').skip(1) {
                let step = step.replace("~1", "/").replace("~0", "~");
                let target = graph.member(at, &step);
                let target = target.and_then(|member| graph.target(member));
                let Some(target) = target else {
                    let message = format!(
                        "the path {path} of `breakingChanges` leads nowhere: {} has no member `{step}`",
                        graph.id(at)
                    );
                    lint.report_trait(*definition, TRAIT, message);
                    break;
                };
                at = target;
            }
        }
    }
}
