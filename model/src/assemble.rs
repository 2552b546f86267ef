//! Files of any format put together as one model.
//!
//! `merge` puts files together and applies traits, `mixins` flattens, `upgrade` gives 1.0 shapes their
//! 2.0 meaning, `lower` resolves ids into the model's arena.

mod enums;
mod lower;
mod merge;
mod mixins;
mod upgrade;

pub(crate) use merge::merge_traits;

use crate::issues::Issues;
use crate::model::Model;
use crate::raw::File;

/// The model of these files with their numbers; `names` has the name for each number.
///
/// What comes back may contain [`ShapeRef::MISSING`](crate::ShapeRef) if issues were reported.
pub(crate) fn assemble(
    files: Vec<(u32, File)>,
    names: Vec<String>,
    issues: &mut Issues<'_>,
) -> Model {
    let mut merged = merge::merge(files, issues);
    mixins::flatten(&mut merged.shapes, issues);
    upgrade::upgrade(&mut merged.shapes);
    lower::lower(merged, names, issues)
}
