//! Cargo, called by a test.

use std::env;
use std::fs;
use std::process::Command;

/// Cargo, [outside of the package](outside_of_the_package) of the tests.
pub fn cargo() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    outside_of_the_package(Command::new(cargo))
}

/// A command without what the cargo that runs the tests says of their package. Build scripts of dependencies read those
/// variables, and would run again for each caller.
pub fn outside_of_the_package(mut command: Command) -> Command {
    const OF_THE_PACKAGE: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_"];
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if OF_THE_PACKAGE.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command that must succeed, and returns what it prints.
///
/// # Panics
/// If it fails, with what it said on the standard error.
pub fn printed(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// The profiles of this repository, as they stand in its manifest. What is built with them elsewhere shares the
/// dependencies that the tests have built.
///
/// # Panics
/// If the manifest has no profiles.
pub fn profiles() -> String {
    let manifest = crate::repository().join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("the manifest");
    let start = manifest.find("[profile.dev]").expect("the profiles");
    let end = manifest.find("[workspace.lints").expect("the lints");
    manifest[start..end].to_owned()
}
