//! Generates the operation that the application calls.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::configure()
        .model("../../../model/connect/2022-10-13.json")
        .operations(["DescribeUser"])
        .whole_crate()
        .compile()
}
