//! What emitters of other things ask of that of a protocol.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies::Bodies;
use super::call;
use super::codecs::Codecs;
use crate::plan::{Operation, Plan, Structure};

/// Emits what depends on the protocol.
pub(crate) trait Emitter: Sync {
    /// The type in the runtime that stands for the protocol.
    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream;

    /// The methods of an operation's `Operation` implementation that make requests and read responses.
    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream;

    /// How values are read and written.
    fn codecs(&self) -> &dyn Codecs;

    /// What the events of streams are made of; `None` if the protocol has no event streams.
    fn events(&self) -> Option<&dyn Bodies> {
        None
    }

    /// Statements that read the members of an error of `response` into `fields`; none if it has none.
    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream;

    /// The codecs of an error's file.
    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let read = call::read_error(plan, error, &self.read_members_of_error(plan, error));
        let codecs = self.codecs().structure(plan, error);
        quote!(#read #codecs)
    }
}
