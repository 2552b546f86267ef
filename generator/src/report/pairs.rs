//! The operations of two models, paired by their names.

use std::collections::BTreeMap;

use tinsmith_model::{Operations, ShapeRef};

use super::tree::Scope;

/// Operations by name, in the old and in the new model.
pub(super) type Pairs<'m> = BTreeMap<&'m str, [Option<ShapeRef>; 2]>;

/// The chosen operations.
pub(super) fn pairs<'m>(
    old: Option<Scope<'m>>,
    new: Option<Scope<'m>>,
    operations: &Operations,
) -> Pairs<'m> {
    let is_wanted = |name: &str, id: &str| match operations {
        Operations::All => true,
        Operations::Named(names) => names.iter().any(|wanted| wanted == name || wanted == id),
    };
    let mut pairs = Pairs::new();
    for (at, scope) in [old, new].into_iter().enumerate() {
        for scope in scope.into_iter() {
            for operation in scope.closure.operations() {
                let id = &scope.model[*operation].id;
                if is_wanted(id.name(), id.as_str()) {
                    pairs.entry(id.name()).or_default()[at] = Some(*operation);
                }
            }
        }
    }
    pairs
}
