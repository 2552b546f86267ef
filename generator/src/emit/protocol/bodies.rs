//! Bodies, and the payloads of events, where bindings say which members they hold.

use proc_macro2::TokenStream;

use crate::plan::{Field, Plan, Structure};

/// What a protocol makes of bodies. `request` and `response` may be those of an operation, or an event's.
pub(crate) trait Bodies {
    /// Makes the members of `input`, at least one, the body of `request`.
    fn write_members(
        &self,
        plan: &Plan<'_>,
        input: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream;

    /// Reads the body of `response` into members of `fields`, if there are any.
    fn read_members(
        &self,
        plan: &Plan<'_>,
        output: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream;

    /// Makes `value`, which the field of a structure, a union or a document holds, the body of `request`.
    fn write_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;

    /// Makes what such a field stands for when it is not set the body of `request`.
    fn write_unset_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;

    /// Reads the body of `response`, if there is one, into the field, which is such a one.
    fn read_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;
}
