//! Processes, and what they spent.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Instant;
use std::{env, fmt, fs};

use crate::setting::Failure;

/// What a process and those that it waited for spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds on processors, in the program and in the system.
    pub cpu: f64,
    /// The largest resident set of any of the processes, in megabytes of 10^6 bytes.
    pub peak: f64,
}

/// What GNU time is told to write: seconds, seconds, seconds, kibibytes.
const FORMAT: &str = "%e %U %S %M";

const TIME: &str = "/usr/bin/time";

impl Usage {
    fn parse(line: &str) -> Option<Self> {
        let numbers: Vec<f64> = line
            .split(' ')
            .map(|number| number.parse().ok())
            .collect::<Option<_>>()?;
        let [wall, user, system, kibibytes] = numbers[..] else {
            return None;
        };
        Some(Self {
            wall,
            cpu: user + system,
            peak: kibibytes * 1024.0 / 1e6,
        })
    }

    /// The usages in what GNU time wrote to a file.
    fn read(path: &Path) -> Vec<Self> {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines().filter_map(Self::parse).collect()
    }
}

/// Runs a command to its end.
///
/// # Errors
/// It can't be started, or fails; the error has its output.
pub fn run(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .output()
        .map_err(|error| Failure(format!("{command:?}: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(text.into_owned());
    }
    Err(Failure(format!("{command:?}: {}\n{text}", output.status)))
}

/// Runs a command to its end and says what it spent.
///
/// # Errors
/// As [`run`].
pub fn timed(command: &Command, folder: &Path) -> Result<Usage, Failure> {
    let log = folder.join("usage.txt");
    let _ = fs::remove_file(&log);
    let mut timed = Command::new(TIME);
    timed.args(["-f", FORMAT, "-o"]).arg(&log);
    timed.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    run(&mut timed)?;
    let usages = Usage::read(&log);
    usages
        .last()
        .copied()
        .ok_or_else(|| Failure(format!("{TIME} wrote nothing to {}", log.display())))
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With success.
    Done,
    /// With this exit code.
    Failed(i32),
    /// It took too long and was stopped.
    Stopped,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => Ok(()),
            Self::Failed(1) => f.write_str("refused"),
            Self::Failed(code) => write!(f, "exit code {code}"),
            Self::Stopped => f.write_str("stopped"),
        }
    }
}

/// The exit code by which `timeout` says that it stopped the command.
const STOPPED: i32 = 124;

/// Runs a command to its end, or for so many seconds, and says what it spent. It may fail.
///
/// # Errors
/// It can't be started.
pub fn timed_within(
    command: &Command,
    folder: &Path,
    seconds: u32,
) -> Result<(Usage, Outcome), Failure> {
    let mut limited = Command::new("timeout");
    limited.arg(seconds.to_string());
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            limited.env(name, value);
        }
    }
    let (status, usage) = measured(&limited, folder)?;
    let outcome = match status.code() {
        Some(0) => Outcome::Done,
        Some(STOPPED) => Outcome::Stopped,
        code => Outcome::Failed(code.unwrap_or(-1)),
    };
    Ok((usage, outcome))
}

/// Runs a command to its end under GNU time.
fn measured(command: &Command, folder: &Path) -> Result<(ExitStatus, Usage), Failure> {
    let log = folder.join("usage.txt");
    let _ = fs::remove_file(&log);
    let mut timed = Command::new(TIME);
    timed.args(["-f", FORMAT, "-o"]).arg(&log);
    timed.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            timed.env(name, value);
        }
    }
    // What a command prints goes to files: it may be much.
    let output = |name: &str| fs::File::create(folder.join(name));
    timed
        .stdout(output("stdout.txt")?)
        .stderr(output("stderr.txt")?);
    let status = timed.status()?;
    let usages = Usage::read(&log);
    let usage = usages.last().copied();
    let usage =
        usage.ok_or_else(|| Failure(format!("{TIME} wrote nothing to {}", log.display())))?;
    Ok((status, usage))
}

/// Names the crate whose compilation is measured, for [`wrap_rustc`], with the crates whose names continue it: those that a
/// client is split into.
const WATCHED: &str = "TINSMITH_BENCHMARK_CRATE";
/// Names the file that takes what it spent.
const LOG: &str = "TINSMITH_BENCHMARK_LOG";
/// Further arguments of the compiler for that crate alone.
const ARGUMENTS: &str = "TINSMITH_BENCHMARK_ARGUMENTS";

/// Lets cargo run the compiler through this program, which measures the compiler of the crate alone. If the crate is split
/// into several, the time is that of cargo, the processor time that of all of them, and the memory that of the largest.
/// The cargo command then spends next to nothing besides, so that crates are measured without what
/// they depend on.
///
/// # Errors
/// As [`run`], or the crate was not compiled.
pub fn timed_crate(
    cargo: &mut Command,
    name: &str,
    arguments: &str,
    folder: &Path,
) -> Result<Usage, Failure> {
    let log = folder.join("crate-usage.txt");
    let _ = fs::remove_file(&log);
    let program = env::current_exe().map_err(|error| Failure(error.to_string()))?;
    cargo
        .env("RUSTC_WRAPPER", program)
        .env(WATCHED, name)
        .env(LOG, &log)
        .env(ARGUMENTS, arguments);
    let start = Instant::now();
    run(cargo)?;
    let wall = start.elapsed().as_secs_f64();
    match &Usage::read(&log)[..] {
        [] => Err(Failure(format!("{cargo:?} did not compile `{name}`"))),
        [one] => Ok(*one),
        several => Ok(Usage {
            wall,
            cpu: several.iter().map(|usage| usage.cpu).sum(),
            peak: several.iter().map(|usage| usage.peak).fold(0.0, f64::max),
        }),
    }
}

/// What this program does as cargo's compiler: runs the compiler, and for the watched crate also
/// writes down what it spent. None if this program was started by someone else.
pub fn wrap_rustc() -> Option<i32> {
    let name = env::var_os(WATCHED)?;
    let log = env::var_os(LOG)?;
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let mut command = if is_of_crate(&arguments, &name) {
        let mut command = Command::new(TIME);
        command.args(["-a", "-f", FORMAT, "-o"]).arg(log).arg(rustc);
        let further = env::var(ARGUMENTS).unwrap_or_default();
        if !further.is_empty() {
            // What is measured is the compiler's own unstable option, on a stable compiler.
            command.env("RUSTC_BOOTSTRAP", "1").args(further.split(' '));
        }
        command
    } else {
        Command::new(rustc)
    };
    let status = command.args(arguments).status();
    Some(status.ok().and_then(|status| status.code()).unwrap_or(1))
}

fn is_of_crate(arguments: &[OsString], name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    arguments.windows(2).any(|pair| {
        let of = pair[1].to_string_lossy();
        let rest = of.strip_prefix(&*name);
        pair[0] == "--crate-name" && rest.is_some_and(|it| it.is_empty() || it.starts_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::Usage;

    #[test]
    fn what_gnu_time_writes() {
        let usage = Usage::parse("1.50 2.00 0.25 1000").expect("a usage");
        assert_eq!((usage.wall, usage.cpu, usage.peak), (1.5, 2.25, 1.024));
        assert_eq!(Usage::parse("Command exited with non-zero status 1"), None);
    }
}
