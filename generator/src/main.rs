//! The `tinsmith` command.

use std::process::ExitCode;

/// Tokens and syntax trees are many small allocations: with the allocator of the C library a run takes
/// 1.3 times as long.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    tinsmith::cli::run()
}
