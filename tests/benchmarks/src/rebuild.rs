//! Building an application again: without a change, and after a structure has got a member.

use std::fs;
use std::path::Path;

use crate::application::{Application, Side};
use crate::measure::{Table, machine, median, ratio};
use crate::process::{run as run_command, timed};
use crate::setting::{Failure, Setting, cargo, model, workshop, write};

/// Where the member is added, and what is added.
const PLACE: &str = "#UserIdentityInfo\": {";
const MEMBERS: &str = "\"members\": {";
const MEMBER: &str = "\n\"Pager\": { \"target\": \"smithy.api#String\" },";

/// What one side spent, in seconds.
#[derive(Default)]
struct Times {
    unchanged: Vec<f64>,
    changed: Vec<f64>,
}

/// Measures both applications.
///
/// # Errors
/// One does not build, or something is compiled although nothing has changed.
pub fn run(setting: &Setting) -> Result<(), Failure> {
    let folder = workshop("rebuild")?;
    let rounds = setting.rounds.unwrap_or(5);
    let before = fs::read_to_string(model())?;
    let after = with_member(&before)
        .ok_or_else(|| Failure(format!("no `{PLACE}` in {}", model().display())))?;
    let changing = folder.join("connect.json");
    write(&changing, &before)?;
    let ours = Application::write(Side::Ours, &folder, &changing)?;
    let official = Application::write(Side::Official, &folder, &changing)?;
    let mut times = [Times::default(), Times::default()];
    for application in [&ours, &official] {
        build(application)?;
    }
    for round in 0..rounds {
        for (application, times) in [&ours, &official].into_iter().zip(&mut times) {
            times.unchanged.push(unchanged(application, &folder)?);
            match application.side {
                Side::Ours => write(&changing, if round % 2 == 0 { &after } else { &before })?,
                // A new version of the model is a new version of the crate.
                Side::Official => {
                    let mut clean = cargo(&application.folder, &application.target);
                    run_command(clean.args(["clean", "--quiet", "--package", "aws-sdk-connect"]))?;
                }
            }
            times
                .changed
                .push(timed(&build_command(application), &folder)?.wall);
        }
    }
    println!(
        "{}\n{rounds} rounds, in turns; medians; nothing was compiled without a change",
        machine()
    );
    report(&times);
    Ok(())
}

fn report([ours, official]: &[Times; 2]) {
    let mut table = Table::new([
        "debug build, again",
        "tinsmith",
        "official",
        "official / tinsmith",
    ]);
    let mut row = |name: &str, of: fn(&Times) -> &[f64]| {
        table.row([
            name.to_owned(),
            format!("{:.2} s", median(of(ours))),
            format!("{:.2} s", median(of(official))),
            format!("{:.1}", ratio(of(ours), of(official))),
        ]);
    };
    row("no change", |times| &times.unchanged);
    row("a member more (official: the crate anew)", |times| {
        &times.changed
    });
    table.print();
}

fn build_command(application: &Application) -> std::process::Command {
    let mut build = cargo(&application.folder, &application.target);
    build.arg("build");
    build
}

fn build(application: &Application) -> Result<String, Failure> {
    run_command(&mut build_command(application))
}

/// Builds without a change, and makes sure that nothing is compiled and no build script run.
fn unchanged(application: &Application, folder: &Path) -> Result<f64, Failure> {
    let usage = timed(&build_command(application), folder)?;
    let said = build(application)?;
    match said
        .lines()
        .find(|line| line.trim_start().starts_with("Compiling"))
    {
        Some(line) => Err(Failure(format!("without a change:{line}"))),
        None => Ok(usage.wall),
    }
}

/// The model with a member more in one structure of the three operations.
fn with_member(model: &str) -> Option<String> {
    let shape = model.find(PLACE)?;
    let members = shape + model.get(shape..)?.find(MEMBERS)? + MEMBERS.len();
    let (before, after) = model.split_at_checked(members)?;
    Some(format!("{before}{MEMBER}{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_member;

    #[test]
    fn a_member_is_added_to_the_structure() {
        let model = r##"{"a#UserIdentityInfo": {"members": {"x": 1}}}"##;
        let changed = with_member(model).expect("the structure");
        assert!(changed.starts_with(r##"{"a#UserIdentityInfo": {"members": {"##));
        assert!(changed.contains("\"Pager\""));
        assert!(changed.ends_with("\"x\": 1}}}"));
    }
}
