//! A plan to Rust source: one file for each operation and each type, formatted.
//!
//! Files are emitted independently of each other, on as many threads as the machine has; which
//! thread made a file does not show in it.

pub(crate) mod builder;
pub(crate) mod checksums;
pub(crate) mod client;
pub(crate) mod config;
pub(crate) mod endpoint;
pub(crate) mod enumeration;
pub(crate) mod error;
pub(crate) mod host_prefix;
pub(crate) mod inline;
pub(crate) mod interceptors;
pub(crate) mod operation;
pub(crate) mod paginator;
pub(crate) mod primitives;
pub(crate) mod protocol;
pub(crate) mod protocol_tests;
pub(crate) mod root;
pub(crate) mod structure;
pub(crate) mod types;
pub(crate) mod union;

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Closure, Diagnostics, Model, ShapeRef, Traits};

use crate::docs::doc_attributes;
use crate::emit::config::ClientTraits;
use crate::emit::endpoint::Endpoints;
use crate::output::File;
use crate::plan::{Layout, Plan};

/// What the source is to become.
pub(crate) struct Form {
    /// Where the client stands.
    pub(crate) layout: Layout,
    /// The protocol to speak, by its id or name, if one was chosen.
    pub(crate) protocol: Option<String>,
    /// The package that the client is, or is said to be in the user agent's metrics.
    pub(crate) package: String,
    /// Nothing includes the client's root: it is a file of its own.
    pub(crate) standalone: bool,
}

/// One file of a client.
#[derive(Clone, Copy, Debug)]
enum Part {
    Root,
    Client,
    EndpointDiscovery,
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
}

/// Emits the source of a client, without a manifest. Files are in the order of their paths.
///
/// # Errors
/// What the generator does not support.
pub(crate) fn client(
    model: &Model,
    closure: &Closure,
    form: &Form,
) -> Result<Vec<File>, Diagnostics> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let parts: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| scope.spawn(move || emit_share(model, closure, form, worker, threads)))
            .collect();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    let mut files = Vec::new();
    for share in parts {
        files.extend(share?);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Every `threads`th file. A plan holds token streams, which belong to one thread; it is cheap next
/// to what is emitted from it, so each thread makes its own.
fn emit_share(
    model: &Model,
    closure: &Closure,
    form: &Form,
    worker: usize,
    threads: usize,
) -> Result<Vec<File>, Diagnostics> {
    let plan = Plan::new(
        model,
        closure,
        form.layout.clone(),
        form.protocol.as_deref(),
    )?;
    let client = ClientTraits::of(
        &plan,
        &Endpoints::of(model, closure.service())?,
        &form.package,
    );
    let share = parts(&plan).into_iter().skip(worker).step_by(threads);
    share
        .map(|part| {
            Ok(File::rust(
                path(&plan, part),
                emit(&plan, &client, form, part)?,
            ))
        })
        .collect()
}

fn parts(plan: &Plan<'_>) -> Vec<Part> {
    let mut parts = vec![
        Part::Root,
        Part::Client,
        Part::Config,
        Part::Endpoint,
        Part::Builder,
        Part::Error,
        Part::ServiceError,
        Part::Meta,
        Part::Primitives,
        Part::Operations,
        Part::Types,
        Part::TypeErrors,
    ];
    parts.extend(plan.closure.discovery().map(|_| Part::EndpointDiscovery));
    parts.extend((0..plan.operations.len()).map(Part::Operation));
    parts.extend((0..plan.structures.len()).map(Part::Structure));
    parts.extend((0..plan.errors.len()).map(Part::ErrorStructure));
    parts.extend((0..plan.unions.len()).map(Part::Union));
    parts.extend(plan.event_unions().map(Part::StreamError));
    parts.extend((0..plan.enums.len()).map(Part::Enum));
    parts
}

fn emit(
    plan: &Plan<'_>,
    client: &ClientTraits,
    form: &Form,
    part: Part,
) -> Result<TokenStream, Diagnostics> {
    Ok(match part {
        Part::Root => {
            let example = plan.operations.first().map(|operation| &operation.method);
            match form.standalone {
                true => root::emit_standalone(client, plan.service.docs, example),
                false => root::emit(client, plan.service.docs, example),
            }
        }
        Part::Client => {
            let methods = plan.operations.iter();
            let methods = methods.map(|operation| operation::emit_client_method(plan, operation));
            client::emit(client, &methods.collect::<Vec<_>>())
        }
        Part::EndpointDiscovery => client::discovery::module(),
        Part::Config => config::emit(client),
        Part::Endpoint => endpoint::emit(plan)?,
        Part::Builder => builder::emit(plan),
        Part::Error => primitives::emit_error(),
        Part::ServiceError => error::emit_client_error(plan),
        Part::Meta => primitives::emit_meta(),
        Part::Primitives => primitives::emit(client),
        Part::Operations => types::operations(plan),
        Part::Types => types::types(plan),
        Part::TypeErrors => types::errors(plan),
        Part::Operation(index) => operation::emit(plan, &plan.operations[index]),
        Part::Structure(index) => types::structure(plan, &plan.structures[index]),
        Part::ErrorStructure(index) => types::error(plan, &plan.errors[index]),
        Part::Union(index) => types::union(plan, plan.unions[index]),
        Part::StreamError(union) => error::emit_stream_error(plan, union),
        Part::Enum(index) => enumeration::emit(plan, plan.enums[index]),
    })
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
        Part::Operation(index) => format!("operation/{}.rs", plan.operations[index].module),
        Part::Structure(index) => plan.structures[index]
            .shape
            .map_or_else(String::new, type_file),
        Part::Union(index) => type_file(plan.unions[index]),
        Part::StreamError(union) => {
            format!("types/error/{}.rs", plan.event_error_module(union))
        }
        Part::Enum(index) => type_file(plan.enums[index]),
        Part::ErrorStructure(index) => plan.errors[index].shape.map_or_else(String::new, |shape| {
            format!("types/error/{}.rs", plan.type_module(shape))
        }),
    })
}

/// A shape's documentation; where the model has none, the permission to have none.
pub(crate) fn documented(docs: Option<&str>) -> TokenStream {
    let docs = doc_attributes(docs);
    match docs.is_empty() {
        true => quote!(#[allow(missing_docs)]),
        false => docs,
    }
}

/// `#[deprecated]`, with what the model says about it. Since when is part of the note, since Rust
/// takes nothing but a semantic version for it.
pub(crate) fn deprecated(traits: &Traits) -> TokenStream {
    let Some(deprecated) = traits.deprecated() else {
        return quote!();
    };
    let note = match (deprecated.message, deprecated.since) {
        (None, None) => return quote!(#[deprecated]),
        (Some(note), None) => note.to_owned(),
        (None, Some(since)) => format!("since {since}"),
        (Some(note), Some(since)) => format!("{note} (since {since})"),
    };
    quote!(#[deprecated(note = #note)])
}
