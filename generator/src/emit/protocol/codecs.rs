//! Codecs: the functions that read and write values of a type, in the file of the type.

pub(super) mod write;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::plan::{Plan, Structure};

/// Emits the codecs of a format. The names and parameters of the functions are known only to the implementation, which
/// also emits their calls.
pub(crate) trait Codecs {
    /// The writing function of a structure.
    fn write_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream;

    /// The reading function of a structure.
    fn read_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream;

    /// The writing function of a union.
    fn write_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream;

    /// The reading function of a union.
    fn read_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream;

    /// The codecs that a structure needs.
    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        let usage = plan.codecs(structure.modeled_shape());
        let write = usage.input.then(|| self.write_structure(plan, structure));
        let read = usage.output.then(|| self.read_structure(plan, structure));
        quote!(#write #read)
    }

    /// The codecs that a union needs.
    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        let usage = plan.codecs(shape);
        let write = usage.input.then(|| self.write_union(plan, shape));
        let read = usage.output.then(|| self.read_union(plan, shape));
        quote!(#write #read)
    }
}

/// The expression `read`, a `Result`, with its value converted if a user named another type for the shape.
pub(super) fn own(plan: &Plan<'_>, target: ShapeRef, read: TokenStream) -> TokenStream {
    if plan.own_type(target).is_none() {
        return read;
    }
    let modeled = plan.modeled_type(target);
    quote!(reader.own::<#modeled, _>(|reader| #read))
}
