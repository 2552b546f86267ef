//! The modules that list operations and types, and the roots, of the crates of a client that is split.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::placement::Placement;
use crate::emit::{Part, client as client_module, request_id, root, types, waiters};
use crate::names::Name;
use crate::plan::Plan;
use crate::plan::client::ClientTraits;
use crate::plan::split::Inner;

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
        (Part::Operations, operations(plan, client, placement)),
        (Part::Types, all_types(plan, client, placement)),
    ];
    if !plan.waiters.is_empty() {
        let waiters = plan.waiters.iter();
        let waiters = waiters.map(|it| (placement.of_operation(it.operation), it.module.clone()));
        modules.push((Part::Waiters, exports(client, "waiters", waiters)));
    }
    modules
}

fn operations(plan: &Plan<'_>, client: &ClientTraits, placement: &Placement) -> TokenStream {
    let base = Inner::Base.root(client);
    let shared = (!request_id::traits(plan).is_empty()).then(|| {
        quote! {
            #[doc(inline)]
            pub use #base::operation::*;
        }
    });
    let operations = plan.operations.iter().enumerate();
    let operations = operations.map(|(at, it)| (placement.of_operation(at), it.module.clone()));
    let exports = exports(client, "operation", operations);
    quote!(#shared #exports)
}

fn all_types(plan: &Plan<'_>, client: &ClientTraits, placement: &Placement) -> TokenStream {
    let base = Inner::Base.root(client);
    let shapes = types::shapes(plan);
    let shapes = shapes.map(|it| (placement.of_type(it), plan.type_ident(it)));
    let types = exports(client, "types", shapes);
    let builders = plan.structures.iter();
    let builders = builders.map(|it| (placement.of_type(it.modeled_shape()), it.builder_ident()));
    let builders = exports(client, "types::builders", builders);
    quote! {
        #types
        /// Builders.
        pub mod builders {
            #builders
        }
        #[doc(inline)]
        pub use #base::types::error;
    }
}

/// Re-exports names of the module of this path in the inner crates, each from the crate that has it.
fn exports(
    client: &ClientTraits,
    module: &str,
    names: impl Iterator<Item = (Inner, Name)>,
) -> TokenStream {
    let mut of_crates: BTreeMap<Inner, Vec<Name>> = BTreeMap::new();
    for (inner, name) in names {
        of_crates.entry(inner).or_default().push(name);
    }
    let exports = of_crates.into_iter().map(|(inner, names)| {
        let module = inner.root(client).join(module);
        quote! {
            #[doc(inline)]
            pub use #module::{#(#names),*};
        }
    });
    quote!(#(#exports)*)
}
