//! `tinsmith changes`.

mod folders;
mod gate;
mod rules;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::compare;
use crate::model::{Closure, Diagnostics, Model, Operations, Side, visible_json, visible_lines};
use crate::report::page::{Language, Report, ServicePage};
use crate::report::policy::Policy;
use crate::report::{self, Detail, Style, Version};

use super::folders::is_one_model;
use super::{Failure, load, print};
use gate::FailOn;

/// Shows what changed in a service or in a folder of services, and what each change means for callers.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith changes old.json new.json --operation CreateUser\n  \
    tinsmith changes old.json new.json --format markdown --out changes.md\n  \
    tinsmith changes botocore-1.27.89 botocore-1.27.90 --format html --out changes.html\n  \
    tinsmith changes botocore-1.27.89 botocore-1.27.90 --syntax boto3 --title 2022/10/13\n  \
    tinsmith changes old.json new.json --fail-on major\n  \
    tinsmith changes old.json new.json --fail-on wire --fail-on rust-minor\n  \
    tinsmith changes --list-rules")]
pub(super) struct Arguments {
    /// The model before, or a folder of models
    #[arg(value_name = "OLD", required_unless_present = "list_rules")]
    old: Option<PathBuf>,
    /// The model after, or a folder of models
    #[arg(value_name = "NEW", required_unless_present = "list_rules")]
    new: Option<PathBuf>,
    /// Show only this operation; may be repeated
    #[arg(long = "operation", value_name = "NAME")]
    operations: Vec<String>,
    /// The service, by its shape id, its name or its SDK id
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of the syntax blocks
    #[arg(long, value_enum, default_value_t = Syntax::Rust)]
    syntax: Syntax,
    /// How much to say of each operation that changed [default: whole for two models, folded for two folders]
    #[arg(long, value_enum)]
    detail: Option<HowMuch>,
    /// A date or title before the name of each service
    #[arg(long, value_name = "DATE")]
    title: Option<String>,
    /// A note about the release, for the top of the report
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The file to write instead of the standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Exit with 1 if the changes reach this limit; may be repeated
    #[arg(long, value_enum, value_name = "LIMIT")]
    fail_on: Vec<FailOn>,
    /// List the kinds of change with their verdicts, and compare nothing
    #[arg(long, exclusive = true)]
    list_rules: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
enum Syntax {
    Rust,
    Boto3,
}

#[derive(Clone, Copy, ValueEnum)]
enum HowMuch {
    /// The whole request and response of each operation
    Whole,
    /// Only what changed, and each type once
    Folded,
}

/// The service, operations and style of a comparison.
#[derive(Clone)]
struct Question {
    service: Option<String>,
    operations: Operations,
    style: Style,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (Some(old), Some(new)) = (&arguments.old, &arguments.new) else {
        // Only `--list-rules` leaves them out.
        return Ok(print(&rules::list())?);
    };
    let is_folder = |path: &PathBuf| path.is_dir() && !is_one_model(path);
    let are_folders = is_folder(old) && is_folder(new);
    let language = match arguments.syntax {
        Syntax::Rust => Language::Rust,
        Syntax::Boto3 => Language::Boto3,
    };
    let detail = match arguments.detail {
        Some(HowMuch::Whole) => Detail::Whole,
        Some(HowMuch::Folded) => Detail::Folded,
        None if are_folders => Detail::Folded,
        None => Detail::Whole,
    };
    let question = Question {
        service: arguments.service.clone(),
        operations: if arguments.operations.is_empty() {
            Operations::All
        } else {
            Operations::Named(arguments.operations.clone())
        },
        style: Style {
            language,
            detail,
            policy: Policy::default(),
        },
    };
    let (services, problems) = match (is_folder(old), is_folder(new)) {
        (true, true) => folders::compare(old, new, &question)?,
        (false, false) => {
            let (old, new) = (one(old)?, one(new)?);
            let page = question.ask(Some(&old), Some(&new))?;
            (page.into_iter().collect(), Vec::new())
        }
        _ => {
            // Loading reports a path that does not exist.
            for path in [old, new] {
                fs::metadata(path).map_err(|error| at(path, error))?;
            }
            let message = "expected two files or two folders, found one of each";
            return Err(Failure::Usage(message.to_owned()));
        }
    };
    let unread: BTreeSet<&str> = problems.iter().map(|it| it.file.as_str()).collect();
    let report = Report {
        unread: unread.len(),
        title: arguments.title.as_deref().map(report::printable),
        note: arguments.note.as_deref().map(report::printable),
        inputs: Some([old, new].map(|path| report::printable(&path.display().to_string()))),
        language,
        services,
    };
    let text = match arguments.format {
        Format::Text => report::text::write(&report),
        Format::Markdown => report::markdown::write(&report),
        Format::Json => report::json::write(&report),
        Format::Html => report::html::write(&report),
    };
    let text = match arguments.format {
        Format::Json => visible_json(&text),
        Format::Text | Format::Markdown | Format::Html => visible_lines(&text),
    };
    match &arguments.out {
        Some(path) => write(path, &text, [old, new])?,
        None => print(&text)?,
    }
    if !problems.is_empty() {
        return Err(Failure::Model(Diagnostics::new(problems)));
    }
    match gate::failure(&arguments.fail_on, report::worst(&report)) {
        Some(reason) => Err(Failure::Changed(reason)),
        None => Ok(()),
    }
}

/// Writes the report to a file, completely or not at all.
fn write(path: &Path, text: &str, models: [&PathBuf; 2]) -> Result<(), Failure> {
    let is_out = |model: &PathBuf| {
        let paths = [path, model.as_path()].map(|path| path.canonicalize().ok());
        paths[0].is_some() && paths[0] == paths[1]
    };
    if models.into_iter().any(is_out) {
        let message = format!("`{}` is a model that is compared", path.display());
        return Err(Failure::Usage(message));
    }
    Ok(crate::output::replace(path, text)?)
}

fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn one(path: &Path) -> Result<Model, Failure> {
    load(&[path.to_owned()])
}

impl Question {
    /// The page of a service in two models, one of which may be missing; `None` if nothing changed.
    fn ask(
        &self,
        old: Option<&Model>,
        new: Option<&Model>,
    ) -> Result<Option<ServicePage>, Diagnostics> {
        let side = |model| Side {
            model,
            service: self.service.as_deref(),
        };
        let version = Version {
            old: old.map(side),
            new: new.map(side),
        };
        let changes = match (version.old, version.new) {
            (Some(old), Some(new)) => compare(old, new, &self.operations)?,
            _ => Default::default(),
        };
        report::service_page(version, &self.operations, &changes, &self.style)
    }
}

/// The id by which services are paired: the SDK id, or else the shape id.
fn identity(model: &Model, closure: &Closure) -> String {
    let shape = &model[closure.service()];
    let aws = shape.traits.get("aws.api#service");
    let sdk_id = aws.and_then(|aws| aws.get("sdkId")?.as_str());
    sdk_id.unwrap_or(shape.id.as_str()).to_owned()
}
