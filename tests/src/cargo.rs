//! Cargo, called by a test.

use std::env;
use std::process::Command;

/// Cargo, without what the cargo that runs the tests says of their package. Build scripts of dependencies read those
/// variables, and would run again for each caller.
pub fn cargo() -> Command {
    const OF_THE_PACKAGE: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_"];
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if OF_THE_PACKAGE.iter().any(|prefix| text.starts_with(prefix)) {
            cargo.env_remove(&name);
        }
    }
    cargo
}
