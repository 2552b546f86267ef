//! The pages of a site as HTML. None needs a script but the search.

pub(crate) mod breaks;
pub(crate) mod change;
mod code;
pub(crate) mod frame;
mod method;
pub(crate) mod releases;
pub(crate) mod search;
pub(crate) mod services;
