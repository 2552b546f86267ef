//! Writes the calls that both clients of a service make: one source, compiled against each of them.

#[path = "build/calls.rs"]
mod calls;
#[path = "build/inputs.rs"]
mod inputs;
#[path = "build/shared.rs"]
mod shared;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-env-changed=TINSMITH_BOTOCORE");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    for (module, model, operations) in shared::SERVICES {
        let model = shared::model(model);
        println!("cargo::rerun-if-changed={}", model.display());
        let text =
            shared::text(&model).map_err(|error| format!("{}: {error:?}", model.display()))?;
        let calls = calls::source(&text, operations)?;
        fs::write(out.join(format!("{module}.rs")), calls)?;
    }
    Ok(())
}
