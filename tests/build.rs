//! Generates the clients of the small models that `tests/bindings` and `tests/live` call, each as a
//! module, and the lists of the modules. The models are tests: nobody has to be told when they change.

use std::env;
use std::error::Error;
use std::fs;
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
    "greedy_labels",
    "headers",
    "host_label",
    "host_prefix",
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
    "required",
    "response_code",
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

/// The models that `tests/live` calls.
const LIVE_MODELS: &[&str] = &["live_dynamodb", "live_sqs"];

fn main() -> Result<(), Box<dyn Error>> {
    generate("clients", MODELS)?;
    generate("live_clients", LIVE_MODELS)
}

/// Generates the clients of `models`, to be included in the module `parent`.
fn generate(parent: &str, models: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut modules = String::new();
    for model in models {
        tinsmith::configure()
            .model(format!("models/{model}.json"))
            .module(format!("{parent}::{model}"))
            .lock(false)
            .generate()?;
        modules += &format!("tinsmith_runtime::include_client!({model});\n");
    }
    let out_dir = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out_dir).join(format!("{parent}.rs")), modules)?;
    Ok(())
}
