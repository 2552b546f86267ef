//! Building the client crate alone: what it depends on is built before, and one compiler process is
//! measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{Table, machine, median, ratio};
use crate::process::{Usage, run as run_command, timed_crate};
use crate::setting::{
    Failure, OFFICIAL, OFFICIAL_OPERATIONS, OPERATIONS, Setting, cargo, command, model, package,
    quoted, workshop,
};

/// The generated clients' crate.
const OURS: &str = "connect-client";

/// The modes: a name, and cargo's arguments.
const MODES: [(&str, &[&str]); 3] = [
    ("check", &["check"]),
    ("debug", &["build"]),
    ("release", &["build", "--release"]),
];

/// Into how many parts the client of all operations is split.
const PARTS: [usize; 3] = [2, 4, 8];

/// A crate that is measured, below a package that depends on it.
struct Subject {
    name: String,
    operations: usize,
    /// The crate.
    package: &'static str,
    /// Into how many parts it is split; 0 if it is not.
    parts: usize,
    /// The package that depends on it.
    folder: PathBuf,
    /// Further arguments of the compiler.
    arguments: &'static str,
}

/// What a subject spent in the rounds of one mode.
struct Row<'a> {
    subject: &'a Subject,
    mode: &'static str,
    usages: Vec<Usage>,
}

impl Row<'_> {
    fn of(&self, part: fn(&Usage) -> f64) -> Vec<f64> {
        self.usages.iter().map(part).collect()
    }
}

/// Measures three operations, all operations and the official crate.
///
/// # Errors
/// Something does not build.
pub fn run(setting: &Setting) -> Result<(), Failure> {
    let folder = workshop("build")?;
    let subjects = subjects(setting, &folder)?;
    let target = folder.join("target");
    let rounds = setting.rounds.unwrap_or(3);
    let mut rows = Vec::new();
    for (mode, arguments) in MODES {
        let wanted = |subject: &&Subject| setting.wants(&format!("{}, {mode}", subject.name));
        let mut of_mode: Vec<Row<'_>> = subjects
            .iter()
            .filter(wanted)
            .map(|subject| Row {
                subject,
                mode,
                usages: Vec::new(),
            })
            .collect();
        for row in &of_mode {
            prepare(row.subject, arguments, &target)?;
        }
        for round in 0..rounds {
            for row in &mut of_mode {
                let usage = measure(row.subject, arguments, &target)?;
                eprintln!(
                    "{}, {mode}, round {}: {:.1} s, {:.0} MB",
                    row.subject.name,
                    round + 1,
                    usage.wall,
                    usage.peak
                );
                row.usages.push(usage);
            }
        }
        rows.extend(of_mode);
    }
    println!("{}\n{rounds} rounds, in turns; medians", machine());
    if setting.full.is_none() {
        println!("the full model of Connect is not there: name it with --model PATH");
    }
    report(&rows);
    Ok(())
}

fn subjects(setting: &Setting, folder: &Path) -> Result<Vec<Subject>, Failure> {
    let command = command()?;
    let mut subjects = Vec::new();
    let three = folder.join("three");
    let operations = OPERATIONS.iter().flat_map(|name| ["--operation", name]);
    generate(&command, &model(), operations, &three)?;
    subjects.push(Subject {
        name: "three operations".to_owned(),
        operations: OPERATIONS.len(),
        package: OURS,
        parts: 0,
        folder: three,
        arguments: "",
    });
    if let Some(model) = &setting.full {
        let all = folder.join("all");
        generate(&command, model, [], &all)?;
        let operations = fs::read_dir(all.join("client/src/operation"))?.count();
        subjects.push(Subject {
            name: format!("all {operations} operations"),
            operations,
            package: OURS,
            parts: 0,
            folder: all,
            arguments: "",
        });
        for parts in PARTS {
            let split = folder.join(format!("split-{parts}"));
            generate(
                &command,
                model,
                ["--split", parts.to_string().as_str()],
                &split,
            )?;
            subjects.push(Subject {
                name: format!("all {operations} operations in {parts} parts"),
                operations,
                package: OURS,
                parts,
                folder: split,
                arguments: "",
            });
        }
    }
    let official = folder.join("official");
    let manifest = format!(
        "[package]\nname = \"official\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [dependencies]\naws-sdk-connect = \"={OFFICIAL}\"\n"
    );
    package(&official, &manifest, &[("src/lib.rs", "")])?;
    for (what, arguments) in [("", ""), (", mostly-unused hint", "-Zhint-mostly-unused")] {
        subjects.push(Subject {
            name: format!("official, {OFFICIAL_OPERATIONS} operations{what}"),
            operations: OFFICIAL_OPERATIONS,
            package: "aws-sdk-connect",
            parts: 0,
            folder: official.clone(),
            arguments,
        });
    }
    Ok(subjects)
}

/// Generates a client, and writes a package that depends on it.
fn generate<'a>(
    command: &Path,
    model: &Path,
    operations: impl IntoIterator<Item = &'a str>,
    folder: &Path,
) -> Result<(), Failure> {
    let client = folder.join("client");
    run_command(
        Command::new(command)
            .arg("generate")
            .arg(model)
            .args(operations)
            .args(["--crate-name", OURS, "--out"])
            .arg(&client),
    )?;
    let manifest = format!(
        "[package]\nname = \"ours\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [dependencies]\n{OURS} = {{ path = {} }}\n",
        quoted(&client)
    );
    package(folder, &manifest, &[("src/lib.rs", "")])
}

/// Builds everything, so that later only the crate is missing.
fn prepare(subject: &Subject, arguments: &[&str], target: &Path) -> Result<(), Failure> {
    let mut build = cargo(&subject.folder, target);
    build.args(arguments).arg("--quiet");
    // The same wrapper as when it is measured, so that cargo sees no difference.
    let folder = &subject.folder;
    match timed_crate(&mut build, &crate_name(subject), "", folder) {
        Ok(_) => Ok(()),
        // It was built by an earlier run.
        Err(_) => run_command(&mut build).map(|_| ()),
    }
}

fn measure(subject: &Subject, arguments: &[&str], target: &Path) -> Result<Usage, Failure> {
    let mut clean = cargo(&subject.folder, target);
    clean.args(["clean", "--quiet", "--package", subject.package]);
    if subject.parts > 0 {
        let parts = (1..=subject.parts).map(|part| format!("part-{part}"));
        for inner in std::iter::once("base".to_owned()).chain(parts) {
            clean.args(["--package", &format!("{}-{inner}", subject.package)]);
        }
    }
    if arguments.contains(&"--release") {
        clean.arg("--release");
    }
    run_command(&mut clean)?;
    let mut build = cargo(&subject.folder, target);
    build.args(arguments).arg("--quiet");
    timed_crate(
        &mut build,
        &crate_name(subject),
        subject.arguments,
        &subject.folder,
    )
}

fn crate_name(subject: &Subject) -> String {
    subject.package.replace('-', "_")
}

fn report(rows: &[Row<'_>]) {
    let mut table = Table::new([
        "client crate alone",
        "mode",
        "time",
        "processor",
        "peak memory",
        "ms an operation",
        "times faster",
        "processor",
        "an operation",
        "memory",
    ]);
    for row in rows {
        let official = rows.iter().find(|other| {
            other.mode == row.mode
                && other.subject.package != OURS
                && other.subject.arguments.is_empty()
        });
        let wall = row.of(|usage| usage.wall);
        let operations = row.subject.operations as f64;
        let times = |part: fn(&Usage) -> f64, factor: f64| {
            official.map_or_else(String::new, |official| {
                format!("{:.1}", ratio(&row.of(part), &official.of(part)) * factor)
            })
        };
        table.row([
            row.subject.name.clone(),
            row.mode.to_owned(),
            format!("{:.1} s", median(&wall)),
            format!("{:.1} s", median(&row.of(|usage| usage.cpu))),
            format!("{:.0} MB", median(&row.of(|usage| usage.peak))),
            format!("{:.0}", median(&wall) * 1e3 / operations),
            times(|usage| usage.wall, 1.0),
            times(|usage| usage.cpu, 1.0),
            times(|usage| usage.wall, operations / OFFICIAL_OPERATIONS as f64),
            times(|usage| usage.peak, 1.0),
        ]);
    }
    table.print();
}
