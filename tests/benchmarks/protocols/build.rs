//! Generates the clients that are measured, each from the model of its name.

fn main() -> Result<(), tinsmith::Error> {
    for name in ["dynamodb", "s3"] {
        tinsmith::configure()
            .model(format!("models/{name}.smithy"))
            .module(format!("clients::{name}"))
            .lock(false)
            .generate()?;
    }
    Ok(())
}
