//! Damaged models: whatever is done to a model, reading it and generating from it ends with a client
//! or with diagnostics, and never with half of a client.
//!
//! `TINSMITH_MUTATIONS` says how many there are; the same number damages the same models in the same way.

mod damage;

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use tinsmith_model::Model;
use tinsmith_tests::command;
use tinsmith_tests::{cases, generate, models, repository};

use self::damage::{Random, damage};

/// How many models are damaged unless `TINSMITH_MUTATIONS` says otherwise.
const COUNT: usize = 600;

/// One in so many goes through the command as well.
const COMMAND_SHARE: usize = 25;

/// How long one model may take, on a slow and busy machine, before it counts as endless.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn a_damaged_model_gives_a_whole_client_or_diagnostics() {
    let count = env::var("TINSMITH_MUTATIONS").map_or(COUNT, |count| {
        count.parse().expect("TINSMITH_MUTATIONS is a number")
    });
    let sources = Arc::new(sources());
    let next = Arc::new(AtomicUsize::new(0));
    let (send, ended) = mpsc::channel();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..workers {
        let (sources, next, send) = (Arc::clone(&sources), Arc::clone(&next), send.clone());
        // The stack of the thread is the default one, a quarter of a main thread's.
        thread::spawn(move || {
            loop {
                let case = next.fetch_add(1, Ordering::Relaxed);
                if case >= count || send.send(run(&sources, case)).is_err() {
                    break;
                }
            }
        });
    }
    drop(send);
    let mut tally = Tally::default();
    for _ in 0..count {
        match ended.recv_timeout(PATIENCE) {
            Ok(end) => tally.add(end),
            Err(error) => panic!(
                "no model ended in {PATIENCE:?} ({error}); it is one of the {workers} before {}",
                next.load(Ordering::Relaxed)
            ),
        }
    }
    let Tally {
        refused,
        unsupported,
        generated,
        commands,
        failures,
    } = tally;
    println!(
        "{count} damaged models: {refused} refused by the reader, {unsupported} by the generator, \
         {generated} gave a client; {commands} of them through the command"
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    // If none were read, or none refused, the damage would be of no use.
    assert!(refused > 0 && generated > 0);
}

/// The models as they are: name and text.
fn sources() -> Vec<(String, Vec<u8>)> {
    let mut sources = Vec::new();
    for folder in [models(), repository().join("model/connect")] {
        for (name, files) in cases(&folder) {
            // A folder is one model of several files, or a collection of models; each file serves.
            for file in files.iter().filter(|file| file.is_file()) {
                sources.push((name.clone(), fs::read(file).expect("a model")));
            }
        }
    }
    assert!(!sources.is_empty());
    sources
}

/// How one model ended.
enum End {
    Refused,
    Unsupported,
    Generated,
    Failed(String),
}

fn run(sources: &[(String, Vec<u8>)], case: usize) -> (End, bool) {
    let mut random = Random::new(case);
    let (name, source) = &sources[random.below(sources.len())];
    let bytes = damage(source, &mut random);
    let end = catch_unwind(AssertUnwindSafe(|| through_library(&bytes)));
    let mut end = end.unwrap_or_else(|_| End::Failed("panics".to_owned()));
    let by_command = case.is_multiple_of(COMMAND_SHARE);
    if by_command
        && !matches!(end, End::Failed(_))
        && let Err(failure) = through_command(&bytes, matches!(end, End::Generated))
    {
        end = End::Failed(failure);
    }
    if let End::Failed(failure) = &mut end {
        let path = env::temp_dir().join(format!("tinsmith-mutation-{case}.json"));
        let kept = fs::write(&path, &bytes).map_or(String::new(), |()| path.display().to_string());
        *failure = format!("case {case}, of {name}: {failure} {kept}");
    }
    (end, by_command)
}

fn through_library(bytes: &[u8]) -> End {
    let model = match Model::from_bytes("damaged.json", bytes) {
        Ok(model) => model,
        Err(problems) => return explained(problems.to_string(), problems.is_empty(), End::Refused),
    };
    let client = match generate(&model, "damaged") {
        Ok(client) => client,
        Err(problems) => {
            return explained(problems.to_string(), problems.is_empty(), End::Unsupported);
        }
    };
    // What the emitter can't put together as Rust, it leaves to the compiler.
    let broken = client
        .files
        .iter()
        .find(|file| file.text.contains("compile_error!"));
    match broken {
        Some(file) => End::Failed(format!("gives no Rust in {}", file.path.display())),
        None => End::Generated,
    }
}

/// Diagnostics say something.
fn explained(text: String, empty: bool, end: End) -> End {
    if empty || text.trim().is_empty() {
        End::Failed("is refused without a reason".to_owned())
    } else {
        end
    }
}

/// Generates by the command: a whole crate and 0, or nothing and 1.
fn through_command(bytes: &[u8], expect: bool) -> Result<(), String> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    let model = folder.path().join("model.json");
    let out = folder.path().join("out");
    fs::write(&model, bytes).map_err(|error| error.to_string())?;
    let arguments = [
        "generate".as_ref(),
        model.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ];
    let ended = command::tinsmith().args(arguments).output();
    let ended = ended.map_err(|error| error.to_string())?;
    match (ended.status.code(), expect) {
        (Some(0), true) => is_whole(&model, &out),
        (Some(1), false) if out.exists() => Err("leaves something behind".to_owned()),
        (Some(1), false) if ended.stderr.is_empty() => Err("fails in silence".to_owned()),
        (Some(1), false) => Ok(()),
        (code, _) => Err(format!(
            "ends the command with {code:?}: {}",
            String::from_utf8_lossy(&ended.stderr)
        )),
    }
}

/// The folder is what the command would write.
fn is_whole(model: &Path, out: &Path) -> Result<(), String> {
    let arguments = [
        "generate".as_ref(),
        model.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ];
    let checked = command::tinsmith().args(arguments).arg("--check").output();
    let checked = checked.map_err(|error| error.to_string())?;
    if checked.status.success() && out.join("src/lib.rs").is_file() {
        Ok(())
    } else {
        Err(format!(
            "is stale: {}",
            String::from_utf8_lossy(&checked.stdout)
        ))
    }
}

#[derive(Default)]
struct Tally {
    refused: usize,
    unsupported: usize,
    generated: usize,
    commands: usize,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, (end, by_command): (End, bool)) {
        self.commands += usize::from(by_command);
        match end {
            End::Refused => self.refused += 1,
            End::Unsupported => self.unsupported += 1,
            End::Generated => self.generated += 1,
            End::Failed(failure) => self.failures.push(failure),
        }
    }
}
