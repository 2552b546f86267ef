//! Generates the clients of the small models that `tests/bindings` and `tests/live` call, each as a
//! module, and the lists of the modules. The models are tests: nobody has to be told when they change.

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tinsmith_model::{Closure, Model, Operations};

/// The models that `tests/bindings` calls.
const MODELS: &[&str] = &[
    "auth_api_key_header",
    "auth_api_key_query",
    "auth_basic",
    "auth_bearer",
    "auth_digest",
    "auth_environment_token",
    "auth_none",
    "auth_optional",
    "auth_several",
    "aws_json_1_0",
    "aws_json_1_1",
    "aws_json_errors",
    "aws_json_host_prefix",
    "aws_json_no_defaults",
    "aws_json_paginated",
    "aws_json_query_compatible",
    "aws_query",
    "defaults",
    "documents",
    "ec2_query",
    "endpoint_discovery",
    "endpoint_discovery_from_aws_json",
    "endpoint_params",
    "enums",
    "errors",
    "event_streams",
    "greedy_labels",
    "headers",
    "host_label",
    "host_prefix",
    "http_checksum",
    "idempotency_token",
    "int_enums",
    "json_name",
    "labels",
    "media_type",
    "names",
    "no_inputs",
    "not_of_aws",
    "numbers",
    "paginated",
    "paginated_no_defaults",
    "payload_blob",
    "payload_document",
    "payload_enum",
    "payload_string",
    "payload_structure",
    "payload_union",
    "prefix_headers",
    "query",
    "query_params",
    "recursion",
    "request_compression",
    "required",
    "response_code",
    "rest_xml",
    "rpcv2_cbor",
    "rpcv2_cbor_query_compatible",
    "sensitive",
    "several_protocols",
    "sparse",
    "streaming_both",
    "streaming_request",
    "streaming_response",
    "timestamp_formats",
    "unions",
    "unsigned_payload",
];

/// The protocols of the model `unsent_defaults`, each of which `tests/bindings` calls.
const UNSENT_DEFAULTS: [&str; 6] = [
    "awsJson1_1",
    "awsQuery",
    "ec2Query",
    "restJson1",
    "restXml",
    "rpcv2Cbor",
];

/// The folder of the models that `tests/live` calls, each beside the test of its name.
const LIVE: &str = "tests/live";

/// The release of botocore whose models are taken where there is no published model of Smithy's.
const BOTOCORE: &str = "1.37.29/botocore/data";

fn main() -> Result<(), Box<dyn Error>> {
    let mut clients = Clients::default();
    for name in MODELS {
        let mut files = ["json", "smithy"]
            .map(|end| format!("models/{name}.{end}"))
            .into_iter();
        let file = files.find(|file| Path::new(file).is_file());
        let file = file.ok_or_else(|| format!("there is no model of the name {name}"))?;
        clients.generate(tinsmith::configure().model(file), name)?;
    }
    let model = |name: &str| tinsmith::configure().model(format!("models/{name}.smithy"));
    for protocol in UNSENT_DEFAULTS {
        let name = format!("unsent_defaults_{}", protocol.to_lowercase());
        clients.generate(model("unsent_defaults").protocol(protocol), &name)?;
    }
    clients.generate(model("sent_defaults"), "sent_defaults")?;
    clients.write("clients")?;

    println!("cargo::rerun-if-changed={LIVE}");
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-env-changed=TINSMITH_BOTOCORE");
    println!("cargo::rustc-check-cfg=cfg(published, values(any()))");
    let files = fs::read_dir(LIVE)?.map(|file| Ok(file?.path()));
    let mut models: Vec<PathBuf> = files.collect::<io::Result<_>>()?;
    models.retain(|file| file.extension().is_some_and(|it| it != "rs"));
    models.sort();
    let (mut own, mut published) = (Clients::of("own"), Clients::of("published"));
    for model in models {
        let name = model
            .file_stem()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        own.generate(tinsmith::configure().model(&model), name)?;
        let Some(file) = published_model(name)? else {
            continue;
        };
        println!("cargo::rustc-cfg=published=\"{name}\"");
        let builder = tinsmith::configure()
            .model(file)
            .operations(operations(&model)?);
        published.generate(builder, name)?;
    }
    own.write("own")?;
    published.write("published")
}

/// The published model of a service, if it is there.
fn published_model(name: &str) -> io::Result<Option<PathBuf>> {
    let folder = |variable: &str, other: &str| {
        env::var_os(variable).map_or_else(|| Path::new("..").join(other), PathBuf::from)
    };
    let models = folder("TINSMITH_SHARED", "../shared").join("models/aws");
    let prefix = format!("{}-2", name.replace('_', "-"));
    if models.is_dir() {
        for file in fs::read_dir(models)? {
            let file = file?;
            if file.file_name().to_string_lossy().starts_with(&prefix) {
                return Ok(Some(file.path()));
            }
        }
    }
    let versions = folder("TINSMITH_BOTOCORE", "target/botocore")
        .join(BOTOCORE)
        .join(name);
    if !versions.is_dir() {
        return Ok(None);
    }
    let files = ["service-2.json", "service-2.json.gz"];
    let mut models = Vec::new();
    for version in fs::read_dir(versions)? {
        let version = version?.path();
        models.extend(files.map(|file| version.join(file)));
    }
    Ok(models.into_iter().filter(|file| file.is_file()).max())
}

/// The operations of a model.
fn operations(model: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let model = Model::load(&[model])?;
    let closure = Closure::of(&model, None, &Operations::All)?;
    let operations = closure.operations().iter();
    Ok(operations
        .map(|&it| model[it].id.name().to_owned())
        .collect())
}

/// Clients, each a module of its name in a module `clients`.
#[derive(Default)]
struct Clients {
    /// The module around that, if it is not the root.
    place: Option<&'static str>,
    modules: String,
}

impl Clients {
    fn of(place: &'static str) -> Self {
        Self {
            place: Some(place),
            ..Self::default()
        }
    }

    fn generate(&mut self, builder: tinsmith::Builder, name: &str) -> Result<(), Box<dyn Error>> {
        // The last segment names the files, of which there is one folder for all.
        let (path, module) = match self.place {
            None => (format!("clients::{name}"), name.to_owned()),
            Some(place) => {
                let module = format!("{place}_{name}");
                self.modules += &format!("pub(crate) use self::{module} as {name};\n");
                (format!("{place}::clients::{module}"), module)
            }
        };
        builder.module(path).lock(false).generate()?;
        self.modules += &format!("tinsmith_runtime::include_client!({module});\n");
        Ok(())
    }

    /// Writes the list of the modules, for the module around them to include.
    fn write(self, list: &str) -> Result<(), Box<dyn Error>> {
        let out_dir = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
        fs::write(Path::new(&out_dir).join(format!("{list}.rs")), self.modules)?;
        Ok(())
    }
}
