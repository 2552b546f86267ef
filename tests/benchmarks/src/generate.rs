//! Generating the client of the full model, with the release build of the command.

use std::fs;
use std::process::Command;

use crate::measure::{Table, machine, median};
use crate::process::{Usage, timed};
use crate::setting::{Failure, Setting, command, model, workshop};

/// Measures the command; every round writes all files anew.
///
/// # Errors
/// There is no model, or the command fails.
pub fn run(setting: &Setting) -> Result<(), Failure> {
    let command = command()?;
    let folder = workshop("generate")?;
    let rounds = setting.rounds.unwrap_or(9);
    let mut table = Table::new(["model", "size", "time", "processor", "peak memory"]);
    let models = [Some(model()), setting.full.clone()];
    for model in models.into_iter().flatten() {
        let mut usages: Vec<Usage> = Vec::new();
        for _ in 0..rounds {
            let out = folder.join("client");
            let _ = fs::remove_dir_all(&out);
            let mut generate = Command::new(&command);
            generate.arg("generate").arg(&model).arg("--out").arg(&out);
            usages.push(timed(&generate, &folder)?);
        }
        let of = |part: fn(&Usage) -> f64| median(&usages.iter().map(part).collect::<Vec<_>>());
        let size = fs::metadata(&model).map_or(0, |file| file.len());
        table.row([
            model
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            format!("{} KB", size / 1000),
            format!("{:.2} s", of(|usage| usage.wall)),
            format!("{:.2} s", of(|usage| usage.cpu)),
            format!("{:.0} MB", of(|usage| usage.peak)),
        ]);
    }
    println!("{}\n{rounds} rounds; medians", machine());
    if setting.full.is_none() {
        println!("the full model of Connect is not there: name it with --model PATH");
    }
    table.print();
    Ok(())
}
