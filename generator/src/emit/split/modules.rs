//! The modules that list operations and types, and the roots, of the crates of a client that is split.

use std::num::NonZero;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use super::placement::Placement;
use crate::emit::{Part, client as client_module, request_id, root, types, waiters};
use crate::names::{Name, Path};
use crate::plan::client::ClientTraits;
use crate::plan::split::Inner;
use crate::plan::{Plan, Structure};

/// The modules of an inner crate.
pub(super) fn of_inner(
    plan: &Plan<'_>,
    client: &ClientTraits,
    placement: &Placement,
    inner: Inner,
) -> Vec<(Part, TokenStream)> {
    let base = Inner::Base.root(client);
    let is_here = |index: usize| placement.of_operation(index) == inner;
    let own_types = types::some_types(plan, &|shape| placement.of_type(shape) == inner);
    let request_ids = request_id::traits(plan);
    if inner == Inner::Base {
        let types = quote! {
            #own_types
            /// Errors.
            pub mod error;
        };
        return vec![
            (Part::Root, root::emit_base(client)),
            (Part::Client, client_module::emit_shared(plan, client)),
            (Part::Operations, request_ids),
            (Part::Types, types),
            (Part::TypeErrors, types::errors(plan)),
        ];
    }
    let has_waiters = plan.waiters.iter().any(|it| is_here(it.operation));
    let operations = plan.operations.iter().enumerate();
    let operations = operations.filter(|(index, _)| is_here(*index));
    let operations = types::operation_modules(operations.map(|(_, operation)| operation));
    // An import of everything from an empty module is a warning.
    let shared = (!request_ids.is_empty()).then(|| quote!(pub use #base::operation::*;));
    let types = quote! {
        pub use #base::types::*;
        #own_types
    };
    let mut modules = vec![
        (Part::Root, root::emit_part(client, &base, has_waiters)),
        (Part::Operations, quote!(#shared #operations)),
        (Part::Types, types),
    ];
    if has_waiters {
        modules.push((Part::Waiters, waiters::emit(plan, &is_here)));
    }
    modules
}

/// The modules of the client itself. They list each name, so that the names that only generated code uses stay hidden.
pub(super) fn of_client(
    plan: &Plan<'_>,
    client: &ClientTraits,
    placement: &Placement,
    parts: NonZero<usize>,
) -> Vec<(Part, TokenStream)> {
    let base = Inner::Base.root(client);
    let home = |index: usize| placement.of_operation(index).root(client);
    let example = plan.operations.first().map(|operation| &operation.method);
    let mut modules = vec![
        (
            Part::Root,
            root::emit_apart(client, &base, plan.service.docs, example),
        ),
        (
            Part::Client,
            client_module::emit_apart(plan, client, &base, &home),
        ),
        (Part::Operations, operations(plan, client, placement, parts)),
        (Part::Types, all_types(plan, client, placement, parts)),
    ];
    if !plan.waiters.is_empty() {
        let exports = Inner::all(parts).map(|inner| {
            let waiters = plan.waiters.iter();
            let waiters = waiters.filter(|it| placement.of_operation(it.operation) == inner);
            exports(
                &inner.root(client).join("waiters"),
                waiters.map(|it| &it.module),
            )
        });
        modules.push((Part::Waiters, quote!(#(#exports)*)));
    }
    modules
}

fn operations(
    plan: &Plan<'_>,
    client: &ClientTraits,
    placement: &Placement,
    parts: NonZero<usize>,
) -> TokenStream {
    let base = Inner::Base.root(client);
    let shared = (!request_id::traits(plan).is_empty()).then(|| {
        quote! {
            #[doc(inline)]
            pub use #base::operation::*;
        }
    });
    let exports = Inner::all(parts).map(|inner| {
        let operations = plan.operations.iter().enumerate();
        let operations = operations.filter(|(index, _)| placement.of_operation(*index) == inner);
        exports(
            &inner.root(client).join("operation"),
            operations.map(|(_, operation)| &operation.module),
        )
    });
    quote!(#shared #(#exports)*)
}

fn all_types(
    plan: &Plan<'_>,
    client: &ClientTraits,
    placement: &Placement,
    parts: NonZero<usize>,
) -> TokenStream {
    let base = Inner::Base.root(client);
    let is_in = |inner: Inner| move |shape: &ShapeRef| placement.of_type(*shape) == inner;
    let types = Inner::all(parts).map(|inner| {
        let names = types::shapes(plan).filter(is_in(inner));
        let names: Vec<Name> = names.map(|shape| plan.type_ident(shape)).collect();
        exports(&inner.root(client).join("types"), &names)
    });
    let builders = Inner::all(parts).map(|inner| {
        let structures = plan.structures.iter();
        let structures = structures.filter(|it| is_in(inner)(&it.modeled_shape()));
        let names: Vec<Name> = structures.map(Structure::builder_ident).collect();
        exports(&inner.root(client).join("types::builders"), &names)
    });
    quote! {
        #(#types)*
        /// Builders.
        pub mod builders {
            #(#builders)*
        }
        #[doc(inline)]
        pub use #base::types::error;
    }
}

/// Re-exports names of a module, if there are any.
fn exports<'n>(module: &Path, names: impl IntoIterator<Item = &'n Name>) -> TokenStream {
    let mut names = names.into_iter().peekable();
    if names.peek().is_none() {
        return quote!();
    }
    quote! {
        #[doc(inline)]
        pub use #module::{#(#names),*};
    }
}
