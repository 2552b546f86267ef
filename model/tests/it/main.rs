//! Behaviour of the crate as its users see it, on small models.

mod aws_json;
mod build;
mod changes;
mod closure;
mod conformance;
mod diagnostics;
mod format;
mod idl;
mod idl_mutations;
mod jmespath;
mod load;
mod mutations;
mod projection;
mod published;
mod selectors;
mod sizes;
mod support;
mod transforms;
mod validation;
mod written;
