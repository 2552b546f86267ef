//! Files of any format put together as one model.
//!
//! `merge` puts files together and applies traits, `mixins` flattens, `upgrade` gives 1.0 shapes their
//! 2.0 meaning, `lower` resolves ids into the model's arena. `inherited` keeps what flattening would lose.

mod enums;
mod inherited;
mod lower;
mod merge;
mod mixins;
mod upgrade;

use crate::issues::Issues;

pub(crate) use enums::ENUM_VALUE;
pub(crate) use inherited::Inherited;
pub(crate) use lower::lower;
pub(crate) use merge::{Merged, merge, merge_traits};
pub(crate) use mixins::flatten;
pub(crate) use upgrade::upgrade;

/// Flattens mixins, and gives 1.0 shapes their 2.0 meaning. What comes back says which mixins shapes had.
pub(crate) fn prepare(merged: &mut Merged, issues: &mut Issues<'_>) -> Inherited {
    let inherited = Inherited::of(&merged.shapes);
    flatten(&mut merged.shapes, issues);
    upgrade(&mut merged.shapes);
    inherited
}
