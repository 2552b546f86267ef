//! The `tinsmith` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tinsmith::cli::run()
}
