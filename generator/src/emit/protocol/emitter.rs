//! The interface of a protocol's emitter.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies::Bodies;
use super::call;
use super::codecs::Codecs;
use crate::plan::{Operation, Plan, Structure};

/// Emits the code that depends on the protocol.
pub(crate) trait Emitter: Sync {
    /// The type in the runtime that stands for the protocol.
    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream;

    /// The methods of an operation's `Operation` implementation that make requests and read responses.
    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream;

    /// The codecs of the protocol's format.
    fn codecs(&self) -> &dyn Codecs;

    /// The format of event payloads; `None` if the protocol has no event streams.
    fn events(&self) -> Option<&dyn Bodies> {
        None
    }

    /// Statements that read the members of an error from `response` into `fields`; empty if it has no members.
    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream;

    /// The codecs of an error's file.
    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let read = call::read_error(plan, error, &self.read_members_of_error(plan, error));
        let codecs = self.codecs().structure(plan, error);
        quote!(#read #codecs)
    }
}
