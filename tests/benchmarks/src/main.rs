//! The benchmarks' command.
fn main() {}
