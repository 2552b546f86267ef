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
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    for (module, name) in [
        ("bedrockruntime", "bedrock-runtime"),
        ("dynamodb", "dynamodb"),
        ("s3", "s3"),
        ("sqs", "sqs"),
        ("sts", "sts"),
    ] {
        let model = shared::models().join(format!("{name}.json"));
        println!("cargo::rerun-if-changed={}", model.display());
        let text =
            fs::read_to_string(&model).map_err(|error| format!("{}: {error}", model.display()))?;
        let calls = calls::source(&shared::amended(&text))?;
        fs::write(out.join(format!("{module}.rs")), calls)?;
    }
    Ok(())
}
