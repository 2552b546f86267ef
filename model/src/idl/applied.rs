//! The values of traits (Smithy 2.0, "Trait values").

use super::lower::Lowering;
use super::syntax::{Applied, TraitList};
use crate::assemble::merge_traits;
use crate::issues::At;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::prelude::{self, ValueKind};
use crate::traits::Traits;

impl Lowering<'_, '_, '_> {
    /// The traits of what is at a path.
    pub(super) fn traits(&mut self, list: TraitList<'_>, at: &At<'_>) -> Traits {
        let mut traits = Traits::default();
        let at_traits = at.key("traits");
        if let Some((text, offset)) = list.documentation {
            const DOCUMENTATION: &str = "smithy.api#documentation";
            self.issues
                .place_offset(self.number, &at_traits.key(DOCUMENTATION), offset);
            traits.set(DOCUMENTATION, Node::String(text));
        }
        let mut added = Vec::with_capacity(list.applied.len());
        for applied in list.applied {
            let offset = applied.name.at;
            let Some((id, value)) = self.applied(applied) else {
                continue;
            };
            self.issues
                .place_offset(self.number, &at_traits.key(&id), offset);
            added.push((self.number, id, value));
        }
        merge_traits(&mut traits, added, at, self.issues);
        traits
    }

    /// The id and value of a trait; nothing if there is no such trait.
    fn applied(&mut self, applied: Applied<'_>) -> Option<(String, Node)> {
        let at = applied.name.at;
        let found = self.scope.trait_shape(applied.name.text);
        let form = self.scope.known.trait_value_kind(&found.id);
        if form.is_none() && self.scope.known.knows_namespace_of(&found.id) {
            let hint = did_you_mean(applied.name.text, prelude::trait_names());
            self.report(at, format!("there is no trait {}", found.id))
                .hint(hint);
            return None;
        }
        if let Some(value) = applied.value {
            return Some((found.id, self.node(value)));
        }
        let value = match form {
            // Most traits without a known definition are annotations.
            Some(ValueKind::Object) | None => Node::Object(Vec::new()),
            Some(ValueKind::Array) => Node::Array(Vec::new()),
            Some(ValueKind::Boolean) => Node::Bool(true),
            Some(ValueKind::Document) => Node::Null,
            Some(ValueKind::Other) => {
                self.report(at, format!("the trait {} needs a value", found.id));
                return None;
            }
        };
        Some((found.id, value))
    }
}
