//! Generates the clients that are compared, from the published models.

#[path = "../build/shared.rs"]
mod shared;

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), tinsmith::Error> {
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-env-changed=TINSMITH_BOTOCORE");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../build/shared.rs");
    for (module, model, operations) in shared::SERVICES {
        let path = shared::model(model);
        println!("cargo::rerun-if-changed={}", path.display());
        let copy = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(module);
        let copy = copy.with_extension("json");
        fs::write(&copy, shared::text(&path)?)?;
        let mut client = tinsmith::configure().model(copy);
        if !operations.is_empty() {
            client = client.operations(operations.iter().copied());
        }
        client
            .emit_rerun_if_changed(false)
            .module(module)
            .lock(false)
            .compile()?;
    }
    Ok(())
}
