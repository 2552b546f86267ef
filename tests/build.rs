//! Generates the clients of the small models that `tests/bindings` and `tests/live` call, each as a
//! module, and the lists of the modules. The models are tests: nobody has to be told when they change.

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

/// The models that `tests/bindings` calls.
const MODELS: &[&str] = &[
    "auth_api_key_header",
    "auth_api_key_query",
    "auth_basic",
    "auth_bearer",
    "auth_digest",
    "auth_none",
    "auth_optional",
    "auth_several",
    "aws_json_1_0",
    "aws_json_1_1",
    "aws_json_errors",
    "aws_json_host_prefix",
    "aws_json_paginated",
    "aws_json_query_compatible",
    "defaults",
    "documents",
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

/// The folder of the models that `tests/live` calls, each beside the test of its name.
const LIVE: &str = "tests/live";

fn main() -> Result<(), Box<dyn Error>> {
    let models = MODELS.iter().map(|name| format!("{name}.json"));
    generate("clients", "models", models.collect())?;
    println!("cargo::rerun-if-changed={LIVE}");
    let files = fs::read_dir(LIVE)?.map(|file| Ok(file?.file_name().into_string().ok()));
    let files: Vec<Option<String>> = files.collect::<io::Result<_>>()?;
    let mut live: Vec<String> = files.into_iter().flatten().collect();
    live.retain(|file| !file.ends_with(".rs"));
    live.sort();
    generate("live_clients", LIVE, live)
}

/// Generates the clients of model files in a folder, to be included in the module `parent`.
fn generate(parent: &str, folder: &str, files: Vec<String>) -> Result<(), Box<dyn Error>> {
    let mut modules = String::new();
    for file in files {
        let (module, _) = file.split_once('.').ok_or("a model has an extension")?;
        tinsmith::configure()
            .model(format!("{folder}/{file}"))
            .module(format!("{parent}::{module}"))
            .lock(false)
            .generate()?;
        modules += &format!("tinsmith_runtime::include_client!({module});\n");
    }
    let out_dir = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out_dir).join(format!("{parent}.rs")), modules)?;
    Ok(())
}
