//! The benchmarks' command.

use std::process::{Command, ExitCode};

use tinsmith_benchmarks::setting::{Failure, Setting};
use tinsmith_benchmarks::{application, client_build, generate, growth, process, rebuild};

const USAGE: &str = "\
Usage: benchmarks <codec | protocols | checks | build | application | rebuild | generate | growth> [options]

  codec [ROUNDS]  reading and writing JSON, in whole calls of both clients, and the floors
  protocols [--ec2] [ROUNDS [TEXT]]
                  reading and writing each protocol, in whole calls of both clients: with EC2, whose
                  official client takes long to build; of the rows those whose name contains TEXT
  checks [ROUNDS] writing an input with and without checks of its constraints
  build           the client crate alone: three operations, all operations, the official crate
  application     a clean build of an application with three operations, and its size
  rebuild         building again: without a change, and after the model has a member more
  generate        generating the full model's client: time and memory
  growth          models that are large in one way, of sizes n, 2n and 4n: times, exponent, memory

Options, not for codec, protocols and checks:
  --rounds N      how many rounds are measured
  --only TEXT     only the rows whose name contains TEXT
  --model PATH    the full model of Connect
  --command PATH  the command whose growth is measured; built unless given
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
        "codec" => program(&mut cargo(), "codec", arguments),
        "checks" => program(&mut cargo(), "checks", arguments),
        "protocols" => {
            let (ec2, arguments): (Vec<String>, Vec<String>) =
                arguments.partition(|argument| argument == "--ec2");
            let mut cargo = cargo();
            if !ec2.is_empty() {
                cargo.args(["--features", "ec2"]);
                // Two of hundreds of operations are called. Without the rest it builds in minutes.
                let profile = "profile.release.package.aws-sdk-ec2.hint-mostly-unused=true";
                cargo.args(["-Zprofile-hint-mostly-unused", "--config", profile]);
                cargo.env("RUSTC_BOOTSTRAP", "1");
            }
            program(&mut cargo, "protocols", arguments.into_iter())
        }
        "build" => client_build::run(&Setting::parse(arguments)?),
        "application" => application::run(&Setting::parse(arguments)?),
        "rebuild" => rebuild::run(&Setting::parse(arguments)?),
        "generate" => generate::run(&Setting::parse(arguments)?),
        "growth" => growth::run(&Setting::parse(arguments)?),
        other => Err(Failure(format!("no benchmark is called `{other}`"))),
    }
}

fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--release", "--manifest-path"]);
    cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    cargo
}

/// What holds official clients has a program of its own, because it takes minutes to build.
fn program(
    cargo: &mut Command,
    name: &str,
    arguments: impl Iterator<Item = String>,
) -> Result<(), Failure> {
    let package = format!("tinsmith-benchmark-{name}");
    cargo.args(["--package", &package, "--"]).args(arguments);
    if cargo.status()?.success() {
        Ok(())
    } else {
        Err(Failure("the benchmark failed".to_owned()))
    }
}
