//! `excludeShapesBySelector` and `includeShapesBySelector`.

use std::collections::HashSet;

use super::arguments::Arguments;
use super::edits::{Shapes, remove, remove_members_by_id};
use crate::assemble::{Inherited, Merged};
use crate::graph::Graph;
use crate::selector::{Matches, Selector, TooMuch};

/// Removes the shapes and members that a selector matches, or all others.
pub(super) fn filter_shapes(
    merged: &mut Merged,
    is_excluded: bool,
    arguments: &mut Arguments<'_, '_, '_>,
) {
    let Some(text) = arguments.text("selector") else {
        return;
    };
    let selector = match Selector::parse(text.trim()) {
        Ok(selector) => selector,
        Err(error) => {
            let message = format!("`{text}` is not a selector: {error}");
            arguments.report(message).hint(error.hint);
            return;
        }
    };
    let selected: HashSet<String> = {
        // Mixins are flat already.
        let inherited = Inherited::default();
        let graph = Graph::of(merged, &inherited);
        match Matches::of(&selector, &graph) {
            Ok(found) => found.shapes.into_keys().map(|it| graph.id(it)).collect(),
            Err(TooMuch) => {
                arguments.report(TooMuch::MESSAGE);
                return;
            }
        }
    };
    let unwanted = |id: &str| selected.contains(id) == is_excluded;
    let shapes: &mut Shapes = &mut merged.shapes;
    remove_members_by_id(shapes, unwanted);
    remove(shapes, |id, _| unwanted(id.as_str()));
}
