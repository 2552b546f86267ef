//! Generates this package from the model: the operations that any of the applications calls.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::configure()
        .model("../../../model/connect/2022-10-13.json")
        .operations(["DescribeUser", "UpdateUserIdentityInfo"])
        .whole_crate()
        .compile()
}
