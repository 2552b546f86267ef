//! Makes a client of one model for each protocol whose reader is fuzzed.

fn main() -> Result<(), tinsmith::Error> {
    // Forms have no events.
    let calls = ["Say"].as_slice();
    let all = ["Say", "Listen"].as_slice();
    for (module, protocol, operations) in [
        ("json", "restJson1", all),
        ("cbor", "rpcv2Cbor", all),
        ("xml", "restXml", all),
        ("aws_query", "awsQuery", calls),
        ("ec2_query", "ec2Query", calls),
    ] {
        tinsmith::configure()
            .model("echo.smithy")
            .operations(operations.iter().copied())
            .protocol(protocol)
            .module(format!("clients::{module}"))
            .lock(false)
            .compile()?;
    }
    Ok(())
}
