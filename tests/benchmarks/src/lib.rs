//! Measures Tinsmith and its clients beside the official client. Each benchmark measures both sides
//! in one run, alternating, and prints medians and ratios.
//!
//! ```text
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- codec
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- build
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- application
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- size
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- rebuild
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- generate
//! ```
//!
//! They need `/usr/bin/time` (GNU time) beside cargo, and the network once, to fetch the official
//! client.

pub mod measure;
