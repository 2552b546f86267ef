//! Measures Tinsmith and its clients beside the official client. Each benchmark measures both sides
//! in one run, alternating, and prints medians and ratios.
//!
//! ```text
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- codec
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- build
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- application
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- rebuild
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- generate
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml -- growth
//! ```
//!
//! `application` measures the size of the program too. They need `/usr/bin/time` (GNU time) beside
//! cargo, and the network once, to fetch the official client. `build --help` and so on say what can
//! be chosen.

pub mod application;
pub mod client_build;
pub mod generate;
pub mod growth;
pub mod measure;
pub mod process;
pub mod rebuild;
pub mod setting;
