//! Runs that are killed, and runs beside each other: a folder holds the old client or the new one, `--check` says
//! which, and files of others stay.
//!
//! `TINSMITH_KILLS` and `TINSMITH_PAIRS` say how many, `TINSMITH_STRESS_COMMAND` which command, instead of the one that is
//! built.

use std::env;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::*;

/// The files of the user's own, one of them beside generated ones.
const OWN: [(&str, &str); 3] = [
    ("README.md", "# Mine\n"),
    ("src/operation/own.rs", "//! Mine.\n"),
    (".hidden", "mine\n"),
];

/// What there is to generate.
struct Choice {
    model: PathBuf,
    options: Vec<&'static str>,
}

impl Choice {
    fn command(&self, out: &Path, more: &[&'static str]) -> Command {
        let options = [&self.options[..], more].concat();
        let mut command = match env::var_os("TINSMITH_STRESS_COMMAND") {
            Some(command) => Command::new(command),
            None => tinsmith(),
        };
        command.args(arguments(&self.model, out, &options));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn generate(&self, out: &Path) {
        let status = self.command(out, &[]).status().expect("tinsmith runs");
        assert!(status.success());
    }

    fn is_up_to_date(&self, out: &Path) -> bool {
        let status = self.command(out, &["--check"]).status();
        status.expect("tinsmith runs").success()
    }

    /// The client and the user's own files, as they are where nothing disturbs.
    fn tree(&self) -> Tree {
        let folder = TempDir::new().expect("a folder");
        set_up(folder.path());
        self.generate(folder.path());
        tree(folder.path())
    }
}

type Tree = BTreeMap<PathBuf, String>;

/// Two clients of Connect, of which each has files that the other has not, and files that differ.
fn connects() -> [Choice; 2] {
    let choice = |day: &str, options: &[&'static str]| Choice {
        model: repository().join(format!("model/connect/{day}.json")),
        options: [&[RUNTIME], options].concat(),
    };
    [
        choice(
            "2022-10-12",
            &["--operation=CreateInstance", "--operation=CreateUser"],
        ),
        choice(
            "2022-10-13",
            &["--operation=DescribeUser", "--operation=CreateUser"],
        ),
    ]
}

/// Two that are generated in a moment.
fn small() -> [Choice; 2] {
    ["errors.json", "labels.json"].map(|model| Choice {
        model: models().join(model),
        options: vec![RUNTIME],
    })
}

/// The path to the runtime would depend on the folder.
const RUNTIME: &str = "--runtime-version=0.1.0";

fn set_up(folder: &Path) {
    for (path, text) in OWN {
        write(&folder.join(path), text);
    }
}

/// What became of many runs.
#[derive(Debug, Default)]
struct Tally {
    runs: usize,
    /// Runs that were killed before their end.
    killed: usize,
    old: usize,
    new: usize,
    /// Neither, in a way that the next run or `--check` has to complete.
    begun: usize,
    /// Folders that had something staged.
    staged: usize,
    faults: Vec<String>,
}

impl Tally {
    fn print(&self, what: &str) {
        println!(
            "{} {what}: {} killed in time; then old {}, new {}, begun and then completed {}; staged files in {}; faults {}",
            self.runs,
            self.killed,
            self.old,
            self.new,
            self.begun,
            self.staged,
            self.faults.len()
        );
    }
}

fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// Kills runs at random times: half of them over the whole run, half over the time in which it writes.
fn kill(choices: [Choice; 2], count: usize) -> Tally {
    let trees = [choices[0].tree(), choices[1].tree()];
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    set_up(&client);
    choices[0].generate(&client);
    let mut now = 0;
    let mut seed = 0x2545_f491_4f6c_dd1d;
    let mut tally = Tally::default();
    let mut whole = Duration::ZERO;
    for _ in 0..4 {
        let start = Instant::now();
        now = 1 - now;
        choices[now].generate(&client);
        whole = whole.max(start.elapsed());
    }
    for number in 0..count {
        let (old, new) = (now, 1 - now);
        let mut run = choices[new]
            .command(&client, &[])
            .spawn()
            .expect("tinsmith runs");
        let begin = Instant::now();
        if number % 2 == 1 {
            // Something appears in the folder.
            while !client.join(STAGED).exists() && begin.elapsed() < whole {
                thread::sleep(Duration::from_micros(50));
            }
            thread::sleep(Duration::from_micros(random(&mut seed) % 8_000));
        } else {
            let micros = u64::try_from(whole.as_micros()).expect("a short time");
            thread::sleep(Duration::from_micros(random(&mut seed) % micros));
        }
        run.kill().expect("a run of ours");
        tally.runs += 1;
        tally.killed += usize::from(run.wait().expect("it ends").code().is_none());

        let staged = client.join(STAGED);
        tally.staged += usize::from(staged.exists());
        let visible = |mut tree: Tree| {
            tree.retain(|path, _| !path.starts_with(STAGED));
            tree
        };
        let is_begun = staged.join("journal").exists();
        let after_kill = visible(tree(&client));
        if after_kill == trees[old] {
            tally.old += 1;
        } else if after_kill == trees[new] {
            tally.new += 1;
        } else if is_begun {
            tally.begun += 1;
        } else {
            let fault = format!("{number}: neither old nor new after the kill");
            tally.faults.push(fault);
        }
        // The next that looks at it: `--check` of either, or another run.
        let asked = match random(&mut seed) % 2 {
            0 => old,
            _ => new,
        };
        let answer = choices[asked].is_up_to_date(&client);
        let found = tree(&client);
        let is = [found == trees[0], found == trees[1]];
        if !is[0] && !is[1] {
            tally
                .faults
                .push(format!("{number}: neither old nor new after --check"));
        }
        if answer != is[asked] {
            tally
                .faults
                .push(format!("{number}: --check said {answer}"));
        }
        for (path, text) in OWN {
            if found.get(Path::new(path)).is_none_or(|found| found != text) {
                tally.faults.push(format!("{number}: {path} was changed"));
            }
        }
        now = match is {
            [false, false] => {
                fs::remove_dir_all(&client).expect("a folder of ours");
                set_up(&client);
                choices[old].generate(&client);
                old
            }
            [_, is_new] => usize::from(is_new),
        };
    }
    tally
}

/// Starts two runs at once, in either order and with a check beside them.
fn pair_up(choices: [Choice; 2], count: usize) -> Tally {
    let trees = [choices[0].tree(), choices[1].tree()];
    let folder = TempDir::new().expect("a folder");
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let mut tally = Tally::default();
    for number in 0..count {
        let client = folder.path().join(format!("client-{}", number % 4));
        set_up(&client);
        let spawn = |choice: &Choice, more: &[&'static str]| {
            choice
                .command(&client, more)
                .spawn()
                .expect("tinsmith runs")
        };
        let mut runs = [spawn(&choices[number % 2], &[]), {
            thread::sleep(Duration::from_micros(random(&mut seed) % 5_000));
            spawn(&choices[1 - number % 2], &[])
        }];
        // A check beside them must not disturb them.
        let mut check = spawn(&choices[0], &["--check"]);
        for run in &mut runs {
            if !run.wait().expect("it ends").success() {
                tally.faults.push(format!("{number}: a run failed"));
            }
        }
        check.wait().expect("it ends");
        tally.runs += 1;
        let found = tree(&client);
        let is = [found == trees[0], found == trees[1]];
        tally.old += usize::from(is[0]);
        tally.new += usize::from(is[1]);
        if !is[0] && !is[1] {
            tally
                .faults
                .push(format!("{number}: both outputs are mixed"));
        }
        for (choice, is) in choices.iter().zip(is) {
            let answer = choice.is_up_to_date(&client);
            if answer != is {
                tally
                    .faults
                    .push(format!("{number}: --check said {answer}"));
            }
        }
    }
    tally
}

fn count(variable: &str, otherwise: usize) -> usize {
    let value = env::var(variable).ok();
    value.map_or(otherwise, |value| value.parse().expect("a number"))
}

fn assert_none(tally: &Tally, what: &str) {
    tally.print(what);
    assert!(tally.faults.is_empty(), "{:#?}", tally.faults);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_client_or_the_new_one() {
    assert_none(&kill(small(), 20), "kills");
}

#[test]
fn of_two_runs_at_once_one_is_the_last() {
    assert_none(&pair_up(small(), 5), "pairs");
}

/// `cargo test --package tinsmith-tests --test files -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes; the two above are a sample of it"]
fn a_thousand_runs_are_killed_and_two_hundred_pairs_run_at_once() {
    let kills = kill(connects(), count("TINSMITH_KILLS", 1000));
    kills.print("kills");
    let pairs = pair_up(connects(), count("TINSMITH_PAIRS", 200));
    pairs.print("pairs");
    assert!(
        kills.faults.is_empty() && pairs.faults.is_empty(),
        "{:#?}{:#?}",
        kills.faults,
        pairs.faults
    );
}
