//! Generates the clients from the published models, with the operations that the test presigns.

#[path = "../build/shared.rs"]
mod shared;

use std::path::Path;
use std::{env, fs};

/// The module of each client, its model in the folder of shared models, and its operations. Tokens need no operation, so
/// the clients of RDS and DSQL have an arbitrary one.
const SERVICES: [(&str, &str, &[&str]); 4] = [
    ("dsql", "aws/dsql-2018-05-10.json", &["GetCluster"]),
    ("polly", "aws-2026/polly.json", &["SynthesizeSpeech"]),
    ("rds", "aws/rds-2014-10-31.json", &["DescribeCertificates"]),
    (
        "s3",
        "aws-2026/s3.json",
        &[
            "DeleteObject",
            "GetObject",
            "HeadObject",
            "PutObject",
            "UploadPart",
        ],
    ),
];

fn main() -> Result<(), tinsmith::Error> {
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../build/shared.rs");
    for (module, model, operations) in SERVICES {
        let path = shared::model(model);
        println!("cargo::rerun-if-changed={}", path.display());
        let copy = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(module);
        let copy = copy.with_extension("json");
        fs::write(&copy, shared::text(&path)?)?;
        tinsmith::configure()
            .model(copy)
            .operations(operations.iter().copied())
            .emit_rerun_if_changed(false)
            .module(module)
            .lock(false)
            .compile()?;
    }
    Ok(())
}
