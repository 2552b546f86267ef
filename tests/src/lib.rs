//! The parts that tests share: the places of models, and generating a client of a model.

mod asked;
pub mod browser;
pub mod caller;
pub mod cargo;
pub mod command;
pub mod compiled;
pub mod git;
pub mod guide;
pub mod locks;
pub mod moto;
pub mod official;
pub mod plain;
pub mod server;
pub mod signature;

use std::env;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use tinsmith::{Client, Manifest, Options, Runtime};
use tinsmith_model::{Diagnostics, Model, Operations};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_owned)
}

/// The folder of the small models, one for each behaviour.
pub fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

/// The small models that become clients, by name.
pub fn behaviours() -> Vec<(String, Vec<PathBuf>)> {
    let mut behaviours = cases(&models());
    behaviours.retain(|(name, _)| !["invalid", "unsupported"].contains(&name.as_str()));
    behaviours
}

/// The models in a folder, by name. A folder in it is one model of several files.
pub fn cases(folder: &Path) -> Vec<(String, Vec<PathBuf>)> {
    let mut cases: Vec<(String, Vec<PathBuf>)> = entries(folder)
        .into_iter()
        .filter(|path| {
            let extension = path.extension();
            path.is_dir() || extension.is_some_and(|it| it == "json" || it == "smithy")
        })
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let files = if path.is_dir() {
                entries(&path)
            } else {
                vec![path]
            };
            (name, files)
        })
        .collect();
    cases.sort();
    cases
}

/// What is in a folder, by name.
///
/// # Panics
/// If the folder can't be read.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder's entry").path())
        .collect();
    paths.sort();
    paths
}

/// Models and suites that are not part of the repository: the folder that `TINSMITH_SHARED` names,
/// or one called `shared` beside the repository. Says so if there is none.
pub fn shared(what: &str) -> Option<PathBuf> {
    let folder = env::var_os("TINSMITH_SHARED")
        .map_or_else(|| repository().with_file_name("shared"), PathBuf::from);
    let path = folder.join(what);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// The models of a release of botocore: below the folder that `TINSMITH_BOTOCORE` names, or
/// `target/botocore`. Says so if they are not there.
pub fn botocore(version: &str) -> Option<PathBuf> {
    let folder = env::var_os("TINSMITH_BOTOCORE")
        .map_or_else(|| repository().join("target/botocore"), PathBuf::from);
    let data = folder.join(version).join("botocore/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("skipped: {} is not there", data.display());
    None
}

/// The folder of the models of botocore in this version, if the Python environment of `moto_server` has it: the
/// environment whose folder of commands is in `PATH`. Prints a message if there is none.
pub fn installed_botocore(version: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let environments = env::split_paths(&path)
        .filter(|folder| folder.join("moto_server").is_file())
        .filter_map(|folder| Some(folder.parent()?.join("lib")))
        .filter(|libraries| libraries.is_dir());
    let pythons = environments.flat_map(|libraries| entries(&libraries));
    let mut packages = pythons.map(|python| python.join("site-packages"));
    let packages = packages.find(|it| it.join(format!("botocore-{version}.dist-info")).is_dir());
    if packages.is_none() {
        println!("skipped: botocore {version} is not installed");
    }
    packages.map(|packages| packages.join("botocore/data"))
}

/// Generates the client of a model, all operations, as the crate `name`, with what its metadata asks
/// for: `asked.rs` lists it.
///
/// # Errors
/// The model is not valid or needs what is not supported.
pub fn generate(model: &Model, name: &str) -> Result<Client, Diagnostics> {
    Client::new(model, &asked(model, name))
}

/// The options of a client with all operations, and with what the model's metadata ask for.
fn asked(model: &Model, name: &str) -> Options {
    let mut options = options(None, name, Operations::All);
    let asked = asked::Asked::of(model);
    options.presign = asked.presign;
    options.shaping.validate_inputs = asked.validate_inputs;
    options.shaping.unchecked_patterns = asked.unchecked_patterns;
    options
}

/// Generates the client of some operations of a model, as the crate `name`.
///
/// # Errors
/// The model is not valid or needs what is not supported.
pub fn generate_operations(
    model: &Model,
    name: &str,
    operations: Operations,
) -> Result<Client, Diagnostics> {
    Client::new(model, &options(None, name, operations))
}

/// Generates the client of some operations of a service, as the crate `name`, with the tests that
/// are made of the model's protocol tests.
///
/// # Errors
/// The model is not valid or needs what is not supported, or a case can't be a test.
pub fn generate_tests(
    model: &Model,
    service: &str,
    name: &str,
    operations: Operations,
) -> Result<Client, Diagnostics> {
    let mut options = options(Some(service), name, operations);
    options.protocol_tests = true;
    Client::new(model, &options)
}

/// The same, with the tests that are made of the model's endpoint tests.
///
/// # Errors
/// The model is not valid or needs what is not supported, or a case can't be a test.
pub fn generate_endpoint_tests(
    model: &Model,
    service: &str,
    name: &str,
    operations: Operations,
) -> Result<Client, Diagnostics> {
    let mut options = options(Some(service), name, operations);
    options.endpoint_tests = true;
    Client::new(model, &options)
}

/// Generates the client of a model, as the crate `name`, split into parts; with `tests` also the tests that are made of the
/// model's protocol tests.
///
/// # Errors
/// The model is not valid or needs what is not supported, a case can't be a test, or there are fewer operations than parts.
pub fn generate_split(
    model: &Model,
    name: &str,
    parts: usize,
    tests: bool,
) -> Result<Client, Diagnostics> {
    let mut options = asked(model, name);
    options.protocol_tests = tests;
    options.split = NonZero::new(parts);
    Client::new(model, &options)
}

fn options(service: Option<&str>, name: &str, operations: Operations) -> Options {
    let mut options = Options::default();
    options.service = service.map(str::to_owned);
    options.operations = operations;
    options.manifest = Some(Manifest {
        name: Some(name.to_owned()),
        version: "0.1.0".to_owned(),
        license: None,
        runtime: Runtime::Path(repository().join("runtime").to_string_lossy().into_owned()),
    });
    options
}
