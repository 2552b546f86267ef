//! Generates the client from the model of Amazon Connect as of 2022-10-13.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::configure()
        .model("../model/connect/2022-10-13.json")
        .whole_crate()
        .compile()
}
