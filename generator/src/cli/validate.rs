//! `tinsmith validate`.

mod formats;

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::{Event, Severity};

use super::{Failure, input, parallel, progress, snippets};

/// Reads models and reports everything that validation finds: errors, dangers, warnings and notes.
///
/// Each file or folder is a model of its own; with `--merge` they are parts of one model. The metadata `suppressions`
/// and the trait `suppress` of a model suppress events, and `severityOverrides` raise them. The command fails if there
/// is an error or a danger.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith validate connect.json\n  tinsmith validate models/*.json\n  \
                  tinsmith validate --merge traits.json service.json\n  \
                  tinsmith validate service.smithy --severity note\n  \
                  tinsmith validate service.smithy --format sarif > validation.sarif\n  \
                  tinsmith convert service.smithy | tinsmith validate -\n  \
                  tinsmith validate --rules"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION], or `-` for the standard
    /// input
    #[arg(required_unless_present = "rules", value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Read the files as parts of one model
    #[arg(long)]
    merge: bool,
    /// Show events of this severity and more serious ones
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    severity: Least,
    /// The format of the events. Text goes to the standard error, other formats to the standard output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The same as `--format json`
    #[arg(long, conflicts_with_all = ["format", "sarif"])]
    json: bool,
    /// The same as `--format sarif`
    #[arg(long, conflicts_with = "format")]
    sarif: bool,
    /// List the rules with their severities, and read no models
    #[arg(long)]
    rules: bool,
}

#[derive(Copy, Clone, ValueEnum)]
enum Least {
    /// Also events that the model suppresses, with the reasons
    Suppressed,
    Note,
    Warning,
    Danger,
    Error,
}

impl Least {
    fn severity(self) -> Severity {
        match self {
            Self::Suppressed => Severity::Suppressed,
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Danger => Severity::Danger,
            Self::Error => Severity::Error,
        }
    }
}

#[derive(Copy, Clone, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines of the files
    Text,
    /// An object with an array of events
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.rules {
        super::print(&formats::rules())?;
        return Ok(());
    }
    let models: Vec<&[PathBuf]> = if arguments.merge {
        vec![&arguments.models]
    } else {
        arguments.models.chunks(1).collect()
    };
    let bar = progress::bar(models.len());
    let order: Vec<usize> = (0..models.len()).collect();
    let found = parallel::run(parallel::cores(), &order, |number| {
        let files = models.get(number).copied().unwrap_or_default();
        let found = of_model(files);
        bar.inc(1);
        found
    });
    bar.finish_and_clear();
    let mut events: Vec<Event> = Vec::new();
    let mut shapes = 0;
    for found in found {
        let (of_model, count) = found?;
        events.extend(of_model);
        shapes += count;
    }
    let failed = events.iter().any(|it| it.severity >= Severity::Danger);
    events.retain(|event| event.severity >= arguments.severity.severity());
    let format = match (arguments.json, arguments.sarif) {
        (true, _) => Format::Json,
        (_, true) => Format::Sarif,
        _ => arguments.format,
    };
    match format {
        Format::Text if events.is_empty() => {}
        Format::Text => anstream::eprintln!("{}", snippets::render_events(&events)),
        Format::Json => super::print(&formats::json(&events))?,
        Format::Github => super::print(&formats::github(&events))?,
        Format::Sarif => super::print(&formats::sarif(&events))?,
    }
    if failed {
        return Err(Failure::Shown);
    }
    if format == Format::Text {
        let count = models.len();
        let plural = if count == 1 { "" } else { "s" };
        anstream::println!("{count} model{plural} valid, {shapes} shapes");
    }
    Ok(())
}

/// The events of a model, and how many shapes it has.
fn of_model(files: &[PathBuf]) -> io::Result<(Vec<Event>, usize)> {
    Ok(match input::files(files)? {
        Ok(files) => {
            let found = files.events();
            let shapes = found.shapes();
            (found.into_iter().collect(), shapes)
        }
        Err(problems) => (problems.into_iter().map(Event::unnamed).collect(), 0),
    })
}
