//! Makes a client of one model for each protocol whose reader is fuzzed.

fn main() -> Result<(), tinsmith::Error> {
    for (module, protocol) in [
        ("json", "restJson1"),
        ("cbor", "rpcv2Cbor"),
        ("xml", "restXml"),
    ] {
        tinsmith::configure()
            .model("echo.smithy")
            .protocol(protocol)
            .module(format!("clients::{module}"))
            .lock(false)
            .generate()?;
    }
    Ok(())
}
