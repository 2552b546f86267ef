//! A plan to Rust source: one file for each operation and each type, formatted.
//!
//! Each kind of item has a module: `structure`, `union`, `enumeration`, `error`, `operation`, `paginator`,
//! `client`, `config`, `endpoint`, `protocol`, `root`. An emitter takes the plan and returns tokens, and can't
//! fail; only `protocol_tests` and `endpoint_tests` return errors, for cases that can't be made a test. `source`
//! formats the tokens of a file once.
//!
//! The same input gives the same bytes: everything is ordered by name or by the model. Files are emitted
//! independently of each other, on several threads; the tokens of a file are made on the thread that formats them.
//!
//! # The shape of a client
//!
//! The public surface is that of the `aws-sdk-*` crates. Inside, compile time depends on the number of functions
//! and implementations, so there are few:
//!
//! - One builder type for all structures (`builder`).
//! - A structure is the storage of its builder if each of its members is optional; if not, a hidden struct of the
//!   same fields is (`structure`).
//! - An operation is an implementation of the runtime's trait `Operation`: its types, a few constants, `serialize`,
//!   `deserialize` and `deserialize_error`. The plug-in that the orchestrator runs is generic over it, and so
//!   compiled in the application, for the operations that it calls (`operation`).
//! - An error enum has one method, `variant()`, which returns the modelled error or the unhandled one as a trait
//!   object. The traits of an error are one line each on top of it (`error`).
//! - Small functions and codecs are `#[inline]`: the client crate generates no code for functions that nobody calls
//!   (`source::inline`).

mod attributes;
mod auth_token;
mod builder;
mod checksums;
mod client;
mod config;
mod defaults;
mod endpoint;
pub(crate) mod endpoint_tests;
mod enumeration;
mod error;
mod host_prefix;
mod input_checks;
mod interceptors;
mod jmespath;
mod method_docs;
mod operation;
mod paginator;
mod presigning;
mod primitives;
mod protocol;
pub(crate) mod protocol_tests;
mod request_id;
pub(crate) mod requirements;
pub(crate) mod root;
mod rustdoc;
mod serde;
mod sessions;
mod shaped;
pub(crate) mod source;
pub(crate) mod split;
mod structure;
mod test_client;
mod test_values;
mod types;
mod union;
mod waiters;

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::output::File;
use crate::plan::client::ClientTraits;
use crate::plan::{Layout, Plan};

/// One file of a client.
#[derive(Clone, Copy, Debug)]
enum Part {
    Root,
    Client,
    EndpointDiscovery,
    Sessions,
    Presigning,
    AuthToken,
    InputPatterns,
    Config,
    Endpoint,
    Builder,
    Error,
    ServiceError,
    Meta,
    Primitives,
    Operations,
    Types,
    TypeErrors,
    Operation(usize),
    Structure(usize),
    ErrorStructure(usize),
    Union(usize),
    StreamError(ShapeRef),
    Enum(usize),
    Waiters,
    Waiter(usize),
}

/// Emits the source of a client, without a manifest; nothing includes the root of one that is `standalone`.
/// Files are in the order of their paths.
pub(crate) fn client(
    plan: &Plan<'_>,
    client: &ClientTraits,
    standalone: bool,
    threads: NonZero<usize>,
) -> Vec<File> {
    let mut parts = vec![
        Part::Root,
        Part::Client,
        Part::Builder,
        Part::Operations,
        Part::Types,
        Part::TypeErrors,
    ];
    parts.extend(base_parts(client));
    parts.extend(client_parts(plan, client));
    if !plan.waiters.is_empty() {
        parts.push(Part::Waiters);
    }
    parts.extend(item_parts(plan));
    let file =
        |&part: &Part| source::rust(path(plan, part), || emit(plan, client, standalone, part));
    let mut files = in_parallel(threads, &parts, file);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The results for `items`, in any order.
fn in_parallel<T: Sync, R: Send>(
    threads: NonZero<usize>,
    items: &[T],
    run: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    // Each thread takes the next file that nobody has begun, as files differ much in size.
    let next = AtomicUsize::new(0);
    let run_some = || {
        let items = std::iter::from_fn(|| items.get(next.fetch_add(1, Ordering::Relaxed)));
        items.map(&run).collect::<Vec<R>>()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (1..threads.get()).map(|_| scope.spawn(run_some)).collect();
        let own = run_some();
        let others = workers.into_iter().flat_map(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        own.into_iter().chain(others).collect()
    })
}

/// The files that operations and types use, but for those that list or hold what is theirs.
fn base_parts(client: &ClientTraits) -> Vec<Part> {
    let mut parts = vec![
        Part::Config,
        Part::Endpoint,
        Part::Error,
        Part::ServiceError,
        Part::Meta,
        Part::Primitives,
    ];
    parts.extend(client.presigned.then_some(Part::Presigning));
    parts.extend(client.auth_tokens.map(|_| Part::AuthToken));
    parts.extend(client.input_patterns.then_some(Part::InputPatterns));
    parts
}

/// The files of modules that call operations.
fn client_parts(plan: &Plan<'_>, client: &ClientTraits) -> Vec<Part> {
    let discovery = plan.closure.discovery().map(|_| Part::EndpointDiscovery);
    let sessions = client.sessions.as_ref().map(|_| Part::Sessions);
    discovery.into_iter().chain(sessions).collect()
}

/// The files of operations, types and waiters.
fn item_parts(plan: &Plan<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = (0..plan.operations.len()).map(Part::Operation).collect();
    parts.extend((0..plan.structures.len()).map(Part::Structure));
    parts.extend((0..plan.errors.len()).map(Part::ErrorStructure));
    parts.extend((0..plan.unions.len()).map(Part::Union));
    parts.extend(plan.event_unions().map(Part::StreamError));
    parts.extend((0..plan.enums.len()).map(Part::Enum));
    parts.extend((0..plan.waiters.len()).map(Part::Waiter));
    parts
}

fn emit(plan: &Plan<'_>, client: &ClientTraits, standalone: bool, part: Part) -> TokenStream {
    match part {
        Part::Root => {
            let example = plan.operations.first().map(|operation| &operation.method);
            let root = if standalone {
                root::emit_standalone(client, plan.service.docs, example)
            } else {
                root::emit(client, plan.service.docs, example)
            };
            let requirements = serde::requirements(plan);
            quote!(#root #requirements)
        }
        Part::Client => client::emit(plan, client),
        Part::EndpointDiscovery => client::discovery::module(),
        Part::Sessions => {
            let sessions = client.sessions.as_ref();
            sessions::module(client, sessions.expect("the part is there for them"))
        }
        Part::Presigning => presigning::module(),
        Part::AuthToken => {
            let tokens = client.auth_tokens.expect("the part is there for them");
            auth_token::emit(tokens)
        }
        Part::InputPatterns => {
            let checks = plan.input_checks.as_ref();
            input_checks::patterns(checks.expect("the part is there for them"))
        }
        Part::Config => config::emit(client),
        Part::Endpoint => endpoint::emit(plan),
        Part::Builder => builder::emit(plan),
        Part::Error => primitives::emit_error(),
        Part::ServiceError => error::emit_client_error(plan),
        Part::Meta => primitives::emit_meta(),
        Part::Primitives => primitives::emit(client),
        Part::Operations => types::operations(plan),
        Part::Types => types::types(plan),
        Part::TypeErrors => types::errors(plan),
        Part::Operation(index) => operation::emit(plan, &plan.operations[index]),
        Part::Structure(index) => {
            let structure = &plan.structures[index];
            let file = types::structure(plan, structure);
            let conversion = plan
                .is_split
                .then(|| sessions::conversion_of(client, &structure.path));
            let conversion = conversion.flatten();
            quote!(#file #conversion)
        }
        Part::ErrorStructure(index) => types::error(plan, &plan.errors[index]),
        Part::Union(index) => types::union(plan, plan.unions[index]),
        Part::StreamError(union) => error::emit_stream_error(plan, union),
        Part::Enum(index) => enumeration::emit(plan, plan.enums[index]),
        Part::Waiters => waiters::emit(plan, &|_| true),
        Part::Waiter(index) => waiters::emit_waiter(plan, &plan.waiters[index]),
    }
}

fn path(plan: &Plan<'_>, part: Part) -> PathBuf {
    let type_file = |shape| format!("types/{}.rs", plan.type_module(shape));
    PathBuf::from(match part {
        Part::Root => match plan.layout {
            Layout::Crate => "lib.rs".to_owned(),
            Layout::Module(_) => "mod.rs".to_owned(),
        },
        Part::Client => "client.rs".to_owned(),
        Part::EndpointDiscovery => "endpoint_discovery.rs".to_owned(),
        Part::Sessions => "sessions.rs".to_owned(),
        Part::Presigning => "presigning.rs".to_owned(),
        Part::AuthToken => "auth_token.rs".to_owned(),
        Part::InputPatterns => "input_patterns.rs".to_owned(),
        Part::Config => "config.rs".to_owned(),
        Part::Endpoint => "config/endpoint.rs".to_owned(),
        Part::Builder => "builder.rs".to_owned(),
        Part::Error => "error.rs".to_owned(),
        Part::ServiceError => "service_error.rs".to_owned(),
        Part::Meta => "meta.rs".to_owned(),
        Part::Primitives => "primitives.rs".to_owned(),
        Part::Operations => "operation.rs".to_owned(),
        Part::Types => "types.rs".to_owned(),
        Part::TypeErrors => "types/error.rs".to_owned(),
        Part::Operation(index) => {
            format!("operation/{}.rs", plan.operations[index].module.unescaped())
        }
        Part::Structure(index) => type_file(plan.structures[index].modeled_shape()),
        Part::Union(index) => type_file(plan.unions[index]),
        Part::StreamError(union) => {
            format!("types/error/{}.rs", plan.event_error_module(union))
        }
        Part::Enum(index) => type_file(plan.enums[index]),
        Part::Waiters => "waiters.rs".to_owned(),
        Part::Waiter(index) => format!("waiters/{}.rs", plan.waiters[index].module),
        Part::ErrorStructure(index) => {
            let module = plan.type_module(plan.errors[index].modeled_shape());
            format!("types/error/{module}.rs")
        }
    })
}
