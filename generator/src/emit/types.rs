//! The modules `operation`, `types` and `types::error`, and the file of each type.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::emit::protocol::{self, events};
use crate::emit::{error, input_checks, request_id, structure, union};
use crate::plan::{Operation, Plan, Structure};

/// `operation.rs`.
pub(crate) fn operations(plan: &Plan<'_>) -> TokenStream {
    let request_ids = request_id::traits(plan);
    let modules = operation_modules(&plan.operations);
    quote!(#request_ids #modules)
}

/// The modules of operations.
pub(crate) fn operation_modules<'p, 'm: 'p>(
    operations: impl IntoIterator<Item = &'p Operation<'m>>,
) -> TokenStream {
    let modules = operations.into_iter().map(|operation| {
        let module = &operation.module;
        let docs = format!(" The operation `{}`.", operation.name);
        quote! {
            #[doc = #docs]
            pub mod #module;
        }
    });
    quote!(#(#modules)*)
}

/// `types.rs`.
pub(crate) fn types(plan: &Plan<'_>) -> TokenStream {
    let types = some_types(plan, &|_| true);
    quote! {
        #types
        /// Errors.
        pub mod error;
    }
}

/// The types that `is_here` accepts, and their builders.
pub(crate) fn some_types(plan: &Plan<'_>, is_here: &dyn Fn(ShapeRef) -> bool) -> TokenStream {
    let shapes: Vec<ShapeRef> = shapes(plan).filter(|&it| is_here(it)).collect();
    let structures = plan.structures.iter();
    let structures = structures.filter(|it| is_here(it.modeled_shape()));
    let exports = exports(plan, &shapes);
    let builders = builders(plan, structures);
    quote!(#exports #builders)
}

/// The types, by Rust name.
pub(crate) fn shapes(plan: &Plan<'_>) -> impl Iterator<Item = ShapeRef> {
    let structures = plan.structures.iter().map(Structure::modeled_shape);
    let mut shapes: Vec<ShapeRef> = structures.collect();
    shapes.extend(&plan.unions);
    shapes.extend(&plan.enums);
    shapes.sort_by_key(|&shape| plan.type_name(shape).to_owned());
    shapes.into_iter()
}

/// `types/error.rs`.
pub(crate) fn errors(plan: &Plan<'_>) -> TokenStream {
    let shapes: Vec<ShapeRef> = plan.errors.iter().map(Structure::modeled_shape).collect();
    let exports = exports(plan, &shapes);
    let of_streams = plan.event_unions().map(|union| {
        let module = plan.event_error_module(union);
        let ident = plan.event_error_ident(union);
        quote! {
            mod #module;
            pub use self::#module::#ident;
        }
    });
    let builders = builders(plan, &plan.errors);
    quote! {
        #exports
        #(#of_streams)*
        #builders
    }
}

/// Re-exports each type. Its file is visible within the crate, since it has the type's codecs.
fn exports(plan: &Plan<'_>, shapes: &[ShapeRef]) -> TokenStream {
    let exports = shapes.iter().map(|&shape| {
        let (module, ident) = (plan.type_module(shape), plan.type_ident(shape));
        quote! {
            pub(crate) mod #module;
            pub use self::#module::#ident;
        }
    });
    quote!(#(#exports)*)
}

fn builders<'p, 'm: 'p>(
    plan: &Plan<'_>,
    structures: impl IntoIterator<Item = &'p Structure<'m>>,
) -> TokenStream {
    let root = &plan.root;
    let aliases = structures.into_iter().map(|structure| {
        let (alias, ident) = (structure.builder_ident(), &structure.ident);
        let docs = format!(" Builds a [`{ident}`](super::{ident}).");
        quote! {
            #[doc = #docs]
            pub type #alias = #root::builder::Builder<super::#ident>;
        }
    });
    quote! {
        /// Builders.
        pub mod builders {
            #(#aliases)*
        }
    }
}

/// The file of a structure.
pub(crate) fn structure(plan: &Plan<'_>, it: &Structure<'_>) -> TokenStream {
    let definition = structure::emit(plan, it);
    let codecs = protocol::of(plan.protocol).codecs().structure(plan, it);
    let check = input_checks::structure(plan, it);
    let event = events::event(plan, it);
    quote!(#definition #check #codecs #event)
}

/// The file of an error.
pub(crate) fn error(plan: &Plan<'_>, it: &Structure<'_>) -> TokenStream {
    let definition = error::emit_structure(plan, it);
    let codecs = protocol::of(plan.protocol).error(plan, it);
    let check = input_checks::structure(plan, it);
    let event = events::event(plan, it);
    quote!(#definition #check #codecs #event)
}

/// The file of a union.
pub(crate) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let definition = union::emit(plan, shape);
    let codecs = if plan.is_events(shape) {
        events::union(plan, shape)
    } else {
        protocol::of(plan.protocol).codecs().union(plan, shape)
    };
    let check = input_checks::union(plan, shape);
    quote!(#definition #check #codecs)
}
