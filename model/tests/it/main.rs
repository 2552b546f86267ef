//! Behaviour of the crate as its users see it, on small models.

mod changes;
mod closure;
mod diagnostics;
mod load;
mod mutations;
mod published;
mod support;
