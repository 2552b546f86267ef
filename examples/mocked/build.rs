//! Compiles a client of one operation of Amazon Connect.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("../../model/connect/2022-10-13.json", ["DescribeUser"])
}
