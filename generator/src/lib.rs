//! Generates Rust clients from service models: types, builders, errors, paginators and an async
//! client, with the public surface of the `aws-sdk-*` crates.
//!
//! In a `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), tinsmith::Error> {
//!     tinsmith::compile("connect.json", ["CreateUser", "DescribeUser"])
//! }
//! ```
//!
//! and in the crate `tinsmith_runtime::include_client!(connect);`. [`configure`] has the choices, and
//! [`compile_all`] takes several clients.
//!
//! The pipeline is load, plan, emit, write: `tinsmith_model` reads and validates the model and computes
//! the closure of the chosen operations; [`Client::new`] plans their Rust names and emits the source.

// The pages of docs.rs say which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod build_step;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "config")]
mod config;
mod digest;
mod docs;
mod emit;
#[cfg(feature = "cli")]
mod git;
#[cfg(feature = "cli")]
mod history;
mod lock;
mod names;
mod output;
mod plan;
pub mod report;
mod shaping;

use std::fmt;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use tinsmith_model::{
    Changes, Clients, Closure, Diagnostics, Model, Operations, Side, compare_clients, visible,
    visible_lines,
};

use crate::plan::client::ClientTraits;
use crate::plan::customizations::optionality::optionality;
use crate::plan::customizations::{s3, s3_express};
use crate::plan::split::Inner;
use crate::plan::{Choices, Plan};

pub use build_step::{Builder, compile, compile_all, configure};
pub use emit::root::{Manifest, Runtime};
pub use output::{Author, Checked, File, Stale, Written};
pub use plan::{EnumValueName, Layout};
pub use shaping::{Dependency, Rule, Shaping};
pub use tinsmith_model as model;

/// The error of generating a client.
///
/// `Display` is the kind of error, `source` has the details, and `Debug` writes both: a build script that returns
/// the error from `main` prints all of it.
#[non_exhaustive]
pub enum Error {
    /// The model or the choice of operations is not valid, or needs what the generator does not support.
    Model(Diagnostics),
    /// `tinsmith.lock` is not valid or can't be written, or is not up to date in a build with `TINSMITH_LOCKED=1`.
    Lock(Diagnostics),
    /// A file could not be read or written.
    Io(io::Error),
    /// Files that the generator did not write would be replaced. Nothing was written.
    InTheWay(Vec<PathBuf>),
    /// The build step was called outside of a build, or with options that are not valid.
    Usage(String),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        match self {
            Self::Model(details) | Self::Lock(details) => write!(f, "\n{details}"),
            Self::Io(error) => write!(f, "\n{}", visible_lines(&error.to_string())),
            Self::InTheWay(_) | Self::Usage(_) => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(_) => f.write_str("no client can be generated from the model"),
            Self::Lock(_) => f.write_str("tinsmith.lock does not allow this build"),
            Self::Io(_) => f.write_str("a file can't be read or written"),
            Self::InTheWay(paths) => f.write_str(&in_the_way(paths)),
            Self::Usage(message) => f.write_str(&visible_lines(message)),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Model(details) | Self::Lock(details) => Some(details),
            Self::Io(error) => Some(error),
            Self::InTheWay(_) | Self::Usage(_) => None,
        }
    }
}

fn in_the_way(paths: &[PathBuf]) -> String {
    let mut text =
        String::from("these files are in the way, and the generator did not write them:");
    for path in paths {
        text.push_str(&format!("\n  {}", visible(&path.display().to_string())));
    }
    text
}

impl From<Diagnostics> for Error {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Model(diagnostics)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The options of a client. The default is a crate with all operations, without a manifest.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The service: its shape id, its name or its SDK id. None for the only one of the model.
    pub service: Option<String>,
    /// The operations.
    pub operations: Operations,
    /// The protocol, by the id of its trait or by its name (`restJson1`). None for the first that the
    /// service has of these: rpcv2Cbor, awsJson1_0, awsJson1_1, restJson1, restXml, awsQuery, ec2Query,
    /// rpcv2Json. If the service is not AWS's, it is the first that can carry the chosen operations: documents, big
    /// numbers, streams, HTTP bindings.
    pub protocol: Option<String>,
    /// Rust names of enum values that replace the ones made from the model.
    pub enum_values: Vec<EnumValueName>,
    /// The chosen operations whose calls may be presigned, by name or shape id, beside those that the official
    /// clients presign: S3's `GetObject`, `PutObject`, `UploadPart`, `DeleteObject`, `HeadObject` and
    /// `ListObjectVersions`, and Polly's `SynthesizeSpeech`.
    pub presign: Vec<String>,
    /// How the generated code differs from what the model alone gives.
    pub shaping: Shaping,
    /// Whether the client is a crate or a module.
    pub layout: Layout,
    /// The manifest of a crate of its own. Its source then goes to `src/`.
    pub manifest: Option<Manifest>,
    /// Whether a crate of its own gets a test for each case of the model's protocol tests.
    pub protocol_tests: bool,
    /// Whether a crate of its own gets a test for each case of the model's endpoint tests: of the resolver, and of the
    /// chosen operations that the case calls.
    pub endpoint_tests: bool,
    /// Into how many parts the operations of a crate of its own are split. Each part is a crate, so that cargo compiles
    /// them side by side; the client re-exports them under the paths that they have without parts. It is a folder with
    /// the inner crates in its folder `crates`. None for one crate.
    pub split: Option<NonZero<usize>>,
}

/// A generated client, in memory.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Client {
    /// Its files, in the order of their paths.
    pub files: Vec<File>,
    /// A summary of its content.
    pub summary: Summary,
}

/// The content of a generated client, and the parts of the model that it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The service's title.
    pub service: String,
    /// The client's name: `connect` for the crate `aws-sdk-connect`, `city-weather` for a service `CityWeather` that is
    /// not AWS's.
    pub name: String,
    /// How many operations were chosen.
    pub operations: usize,
    /// How many structures, unions, enums and errors they reach.
    pub types: usize,
    /// The features of `tinsmith-runtime` without which the client does not compile.
    pub runtime_features: Vec<&'static str>,
    /// How many protocol tests were made.
    pub protocol_tests: usize,
    /// How many endpoint tests were made.
    pub endpoint_tests: usize,
    /// How many waiters the chosen operations have.
    pub waiters: usize,
    /// The name of the protocol: `restJson1`.
    pub protocol: &'static str,
    /// A line for each protocol of the service that would be preferred, but can't carry the chosen operations: `rpcv2Cbor
    /// has no documents, which GetReport needs`.
    pub passed_over: Vec<String>,
}

/// Compares a service in two models, as [`tinsmith_model::compare`] does. The verdicts also know the services whose
/// clients have other optional fields or other types than the model says.
///
/// # Errors
/// A model does not have the service, or neither model has an operation.
pub fn compare(
    old: Side<'_>,
    new: Side<'_>,
    operations: &Operations,
) -> Result<Changes, Diagnostics> {
    let clients = Clients {
        optionality: &optionality,
        target: &s3::target,
    };
    compare_clients(old, new, operations, clients)
}

/// Refuses to split a client that is not a crate of its own, or into more parts than it has operations.
fn refuse_split(
    closure: &Closure<'_>,
    options: &Options,
    parts: NonZero<usize>,
) -> Result<(), Diagnostics> {
    let operations = closure.operations().len();
    if options.manifest.is_none() || options.layout != Layout::Crate {
        return Err(shaping::refused(
            closure,
            format!("a client without a manifest of its own can't be split into {parts} parts"),
            "generate a crate of its own: `tinsmith generate --split`, or `Options` with a manifest and `Layout::Crate`",
        ));
    }
    if parts.get() > operations {
        return Err(shaping::refused(
            closure,
            format!("{operations} operations can't be split into {parts} parts"),
            "each part has an operation or more: ask for fewer parts",
        ));
    }
    Ok(())
}

/// The closure of the chosen operations, and of one that their client needs in addition, if there is one.
fn closure<'m>(
    model: &'m Model,
    service: Option<&str>,
    operations: &Operations,
) -> Result<Closure<'m>, Diagnostics> {
    let closure = Closure::of(model, service, operations)?;
    match s3_express::operation_to_add(&closure) {
        // The model may define the operation for another service only. Then the closure is as it was.
        Some(added) => {
            Closure::of(model, service, &s3_express::with(operations, added)).or(Ok(closure))
        }
        None => Ok(closure),
    }
}

impl Client {
    /// Generates a client.
    ///
    /// # Errors
    /// The chosen service or operations are not in the model, or the model needs what the generator does not
    /// support; each error names the shape and the trait.
    pub fn new(model: &Model, options: &Options) -> Result<Self, Diagnostics> {
        let service = options.service.as_deref();
        let closure = closure(model, service, &options.operations)?;
        Self::of(&closure, options)
    }

    /// Writes the client to the folder. Files with the same content are not touched. Changed files are replaced when
    /// all new ones are on the disk, and generated files that are no longer part of the client are removed.
    ///
    /// Other runs wait. A run that is killed or fails leaves the old files, or a journal by which the next run
    /// completes it.
    ///
    /// # Errors
    /// A file can't be read or written, or a file that the generator did not write (it does not begin with the
    /// generator's mark) would be replaced. Nothing is changed then.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Written, Error> {
        output::write(folder.as_ref(), &self.files)
    }

    /// The same as [`write`](Self::write), but also replaces files that the generator did not write.
    ///
    /// # Errors
    /// A file can't be read or written.
    pub fn overwrite(&self, folder: impl AsRef<Path>) -> Result<Written, Error> {
        output::overwrite(folder.as_ref(), &self.files)
    }

    /// Compares the client with the folder. Nothing is written, except to complete an interrupted run if the folder is
    /// writable.
    ///
    /// # Errors
    /// The folder or a file in it can't be read, or another run keeps writing to it.
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Checked, Error> {
        Ok(output::check(folder.as_ref(), &self.files)?)
    }

    /// Generates the client of a closure, which was made for the service and the operations of `options`, on as many
    /// threads as the machine has cores.
    fn of(closure: &Closure<'_>, options: &Options) -> Result<Self, Diagnostics> {
        let threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        Self::on(threads, closure, options)
    }

    /// Generates the client of a closure on this number of threads.
    fn on(
        threads: NonZero<usize>,
        closure: &Closure<'_>,
        options: &Options,
    ) -> Result<Self, Diagnostics> {
        if options.manifest.is_none() {
            options.shaping.refuse_dependencies(closure)?;
        }
        let split = options.split;
        if let Some(parts) = split {
            refuse_split(closure, options, parts)?;
        }
        let choices = Choices {
            layout: options.layout.clone(),
            is_split: split.is_some(),
            protocol: options.protocol.clone(),
            enum_values: options.enum_values.clone(),
            presign: options.presign.clone(),
            shaping: options.shaping.clone(),
        };
        let plan = Plan::new(closure, choices)?;
        if options.protocol_tests || options.endpoint_tests {
            options.shaping.refuse_tests(closure)?;
        }
        let package = match options
            .manifest
            .as_ref()
            .and_then(|manifest| manifest.name.clone())
        {
            Some(name) => name,
            None => plan.service.package(),
        };
        let client = ClientTraits::of(&plan, &package);
        let mut files = match split {
            Some(parts) => emit::split::client(&plan, &client, parts, threads),
            None => emit::client(&plan, &client, options.manifest.is_some(), threads),
        };
        let mut summary = Summary::of(&plan);
        summary.runtime_features = client.runtime_features.clone();
        if let Some(manifest) = &options.manifest {
            if split.is_none() {
                for file in &mut files {
                    file.path = Path::new("src").join(&file.path);
                }
            }
            let mut tests = Vec::new();
            let mut problems = Vec::new();
            let mut add = |emitted: Result<(Vec<File>, usize), Diagnostics>| match emitted {
                Ok((files, count)) => {
                    tests.extend(files);
                    count
                }
                Err(found) => {
                    problems.extend(found);
                    0
                }
            };
            if options.protocol_tests {
                summary.protocol_tests = add(emit::protocol_tests::emit(&plan, &client));
            }
            if options.endpoint_tests {
                summary.endpoint_tests = add(emit::endpoint_tests::emit(&plan, &client));
            }
            if !problems.is_empty() {
                return Err(Diagnostics::new(problems));
            }
            let inner: Vec<Inner> = split.into_iter().flat_map(Inner::all).collect();
            files.push(File {
                path: "Cargo.toml".into(),
                text: manifest.emit(&client, !tests.is_empty(), &inner),
            });
            files.extend(inner.into_iter().map(|inner| File {
                path: Path::new(&inner.folder()).join("Cargo.toml"),
                text: manifest.emit_inner(&client, inner),
            }));
            files.extend(tests);
            files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        Ok(Self { files, summary })
    }
}

impl Summary {
    /// The protocol, and why it is not one that would be preferred.
    pub(crate) fn about_protocol(&self) -> String {
        let protocol = self.protocol;
        match &self.passed_over[..] {
            [] => format!("the protocol is {protocol}"),
            reasons => format!(
                "the protocol is {protocol}, since {}. Choose it by name to build without this message",
                reasons.join("; ")
            ),
        }
    }

    fn of(plan: &Plan<'_>) -> Self {
        Self {
            service: plan.service.title.to_owned(),
            name: plan.service.crate_id(),
            operations: plan.operations.len(),
            types: plan.structures.len() + plan.unions.len() + plan.enums.len() + plan.errors.len(),
            runtime_features: Vec::new(),
            protocol_tests: 0,
            endpoint_tests: 0,
            waiters: plan.waiters.len(),
            protocol: plan.protocol.name(),
            passed_over: plan.passed_over.clone(),
        }
    }
}
