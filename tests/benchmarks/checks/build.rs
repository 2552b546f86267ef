//! Generates two clients of one model: one checks inputs, and one does not.

fn main() -> Result<(), tinsmith::Error> {
    let client = |module: &str, checks: bool| {
        tinsmith::configure()
            .model("models/orders.smithy")
            .module(format!("clients::{module}"))
            .validate_inputs(checks)
            .lock(false)
    };
    tinsmith::compile_all([client("checked", true), client("unchecked", false)])
}
