//! Generates the clients that are measured, each from the model of its name.

fn main() -> Result<(), tinsmith::Error> {
    let names = ["cloudwatch", "dynamodb", "s3", "sns"];
    let ec2 = cfg!(feature = "ec2").then_some("ec2");
    for name in names.into_iter().chain(ec2) {
        tinsmith::configure()
            .model(format!("models/{name}.smithy"))
            .module(format!("clients::{name}"))
            .lock(false)
            .compile()?;
    }
    Ok(())
}
