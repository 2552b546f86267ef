//! The formats of bodies and of event payloads, for protocols whose bindings say which members a body has.

use proc_macro2::TokenStream;

use crate::plan::{Field, Plan, Structure};

/// Emits how bodies are written and read. In the emitted code `request` and `response` are those of an operation, or
/// the messages of events.
pub(crate) trait Bodies {
    /// Statements that write `fields` of `input`, at least one, as the body of `request`.
    fn write_members(
        &self,
        plan: &Plan<'_>,
        input: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream;

    /// Statements that read the body of `response` into `fields`, which may be empty.
    fn read_members(
        &self,
        plan: &Plan<'_>,
        output: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream;

    /// Statements that write `value`, the value of a field, as the body of `request`. The field is a structure, a
    /// union or a document.
    fn write_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;

    /// Statements that write the body of `request` for such a field that is not set.
    fn write_unset_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;

    /// Statements that read the body of `response`, if there is one, into such a field.
    fn read_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream;
}
