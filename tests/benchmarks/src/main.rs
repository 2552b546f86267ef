//! The benchmarks' command.

use std::process::{Command, ExitCode};

use tinsmith_benchmarks::setting::{Failure, Setting};
use tinsmith_benchmarks::{application, client_build, generate, process, rebuild};

const USAGE: &str = "\
Usage: benchmarks <codec | protocols | build | application | rebuild | generate> [options]

  codec [ROUNDS]  reading and writing JSON, in whole calls of both clients, and the floors
  protocols [ROUNDS [TEXT]]  reading and writing each protocol, in whole calls of both clients; with a
                  text only the rows whose name contains it
  build           the client crate alone: three operations, all operations, the official crate
  application     a clean build of an application with three operations, and its size
  rebuild         building again: without a change, and after the model has a member more
  generate        generating the full model's client: time and memory

Options, not for codec and protocols:
  --rounds N      how many rounds are measured
  --only TEXT     only the rows whose name contains TEXT
  --model PATH    the full model of Connect
";

fn main() -> ExitCode {
    if let Some(code) = process::wrap_rustc() {
        return ExitCode::from(u8::try_from(code).unwrap_or(1));
    }
    let mut arguments = std::env::args().skip(1);
    let benchmark = arguments.next().unwrap_or_default();
    match run(&benchmark, arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}\n\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn run(benchmark: &str, arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    match benchmark {
        "codec" => program("tinsmith-benchmark-codec", arguments),
        "protocols" => program("tinsmith-benchmark-protocols", arguments),
        "build" => client_build::run(&Setting::parse(arguments)?),
        "application" => application::run(&Setting::parse(arguments)?),
        "rebuild" => rebuild::run(&Setting::parse(arguments)?),
        "generate" => generate::run(&Setting::parse(arguments)?),
        other => Err(Failure(format!("no benchmark is called `{other}`"))),
    }
}

/// What holds official clients has a program of its own, because it takes minutes to build.
fn program(package: &str, arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--release", "--package", package, "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .arg("--")
        .args(arguments);
    match cargo.status()?.success() {
        true => Ok(()),
        false => Err(Failure("the benchmark failed".to_owned())),
    }
}
