//! `filterSuppressions`.

use super::arguments::Arguments;
use super::edits::each_traits;
use crate::assemble::Merged;
use crate::node::Node;

const SUPPRESS: &str = "smithy.api#suppress";
const METADATA: &str = "suppressions";

/// Which texts may stay.
struct Filter {
    allowed: Vec<String>,
    denied: Vec<String>,
}

impl Filter {
    fn of(kind: &str, arguments: &mut Arguments<'_, '_, '_>) -> Option<Self> {
        let [allowed, denied] = ["Allow", "Deny"].map(|list| format!("{kind}{list}List"));
        let filter = Self {
            allowed: arguments.optional_texts(&allowed)?,
            denied: arguments.optional_texts(&denied)?,
        };
        if !filter.allowed.is_empty() && !filter.denied.is_empty() {
            arguments.report(format!("`{allowed}` and `{denied}` can't be used together"));
            return None;
        }
        Some(filter)
    }

    fn keeps(&self, text: &str) -> bool {
        let is_in = |list: &[String]| list.iter().any(|item| item == text);
        (self.allowed.is_empty() || is_in(&self.allowed)) && !is_in(&self.denied)
    }
}

/// Removes suppressions by their ids and namespaces, and their reasons. Suppressions without an effect stay even with
/// `removeUnused`: which those are only the validators of the model's owner tell.
pub(super) fn filter_suppressions(merged: &mut Merged, arguments: &mut Arguments<'_, '_, '_>) {
    let ids = Filter::of("eventId", arguments);
    let namespaces = Filter::of("namespace", arguments);
    let without_reasons = arguments.flag("removeReasons");
    let (Some(ids), Some(namespaces), Some(without_reasons)) = (ids, namespaces, without_reasons)
    else {
        return;
    };
    each_traits(&mut merged.shapes, |traits| {
        if let Some(Node::Array(suppressed)) = traits.get_mut(SUPPRESS) {
            suppressed.retain(|id| id.as_str().is_none_or(|id| ids.keeps(id)));
            if suppressed.is_empty() {
                traits.remove(SUPPRESS);
            }
        }
    });
    merged.metadata.retain_mut(|(key, value)| {
        let Node::Array(suppressions) = value else {
            return true;
        };
        if key != METADATA {
            return true;
        }
        suppressions.retain(|suppression| {
            let text = |key| suppression.get(key).and_then(Node::as_str);
            ids.keeps(text("id").unwrap_or_default())
                && namespaces.keeps(text("namespace").unwrap_or_default())
        });
        for suppression in suppressions.iter_mut().filter(|_| without_reasons) {
            if let Node::Object(entries) = suppression {
                entries.retain(|(key, _)| key != "reason");
            }
        }
        !suppressions.is_empty()
    });
}
