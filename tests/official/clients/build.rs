//! Generates the clients that are compared, all operations, from the published models.

#[path = "../build/shared.rs"]
mod shared;

use std::path::Path;
use std::{env, fs};

/// The clients and their models.
const SERVICES: [(&str, &str); 5] = [
    ("bedrockruntime", "bedrock-runtime"),
    ("dynamodb", "dynamodb"),
    ("s3", "s3"),
    ("sqs", "sqs"),
    ("sts", "sts"),
];

fn main() -> Result<(), tinsmith::Error> {
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../build/shared.rs");
    for (module, model) in SERVICES {
        let path = shared::models().join(format!("{model}.json"));
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path)?;
        let copy = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(model);
        let copy = copy.with_extension("json");
        fs::write(&copy, shared::amended(&text))?;
        tinsmith::configure()
            .model(copy)
            .emit_rerun_if_changed(false)
            .module(module)
            .lock(false)
            .compile()?;
    }
    Ok(())
}
