//! Files of any format put together as one model.
//!
//! `merge` puts files together and applies traits, `mixins` flattens, `upgrade` gives 1.0 shapes their
//! 2.0 meaning, `lower` resolves ids into the model's arena.

mod enums;
mod lower;
mod merge;
mod mixins;
mod upgrade;

use crate::issues::Issues;
use crate::model::Model;

pub(crate) use enums::ENUM_VALUE;
pub(crate) use merge::{Merged, merge, merge_traits};
pub(crate) use upgrade::upgrade;

/// The model of merged files, of whose names `names` has one for each number.
///
/// What comes back may contain [`ShapeRef::MISSING`](crate::ShapeRef) if issues were reported.
pub(crate) fn assemble(mut merged: Merged, names: Vec<String>, issues: &mut Issues<'_>) -> Model {
    mixins::flatten(&mut merged.shapes, issues);
    upgrade(&mut merged.shapes);
    lower::lower(merged, names, issues)
}
