//! `tinsmith changes`.

mod accepted;
mod brief;
mod folders;
mod gate;
mod rules;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::compare;
use crate::model::{
    Closure, Diagnostic, Diagnostics, Model, Operations, Side, visible_json, visible_lines,
};
use crate::plan::Service;
use crate::report::page::{Language, Report, ServicePage};
use crate::report::policy::Policy;
use crate::report::{self, Detail, Style, Version};

use super::input::Input;
use super::{Failure, arguments, print};
use gate::FailOn;

/// Shows what changed in a service or in a folder of services, and what each change means for callers.
#[derive(Args)]
#[command(
    after_help = "OLD and NEW are each a model, a folder of models, or:\n  \
    REVISION:PATH  a file or folder at a revision of the git repository of the current folder, such as\n                 \
                   v1.2.0:models or HEAD~1:connect.json; the path starts at the top of the repository, or with ./\n                 \
                   at the current folder\n  \
    FILE           a wheel or an sdist of botocore, or another .zip, .tar or .tar.gz, which is read in place\n  \
    -              one model on the standard input\n\n\
    Examples:\n  \
    tinsmith changes old.json new.json --operation CreateUser\n  \
    tinsmith changes v1.2.0:models models --brief\n  \
    tinsmith changes HEAD~1:connect.json connect.json --fail-on major\n  \
    tinsmith changes old.json new.json --format markdown --out changes.md\n  \
    tinsmith changes botocore-1.43.66-py3-none-any.whl botocore-1.43.67-py3-none-any.whl\n  \
    tinsmith changes botocore-1.27.89 botocore-1.27.90 --format html --out changes.html\n  \
    tinsmith changes botocore-1.27.89 botocore-1.27.90 --syntax boto3 --title 2022/10/13\n  \
    tinsmith changes old.json new.json --fail-on wire --fail-on rust-minor\n  \
    tinsmith changes old new --fail-on major --ignore accepted.toml --level enum-value-renamed=minor\n  \
    tinsmith changes origin/main:models models --format github --fail-on major\n  \
    tinsmith changes --list-rules\n\n\
    The file of --ignore accepts changes, each with a reason. An entry that no change matches is an error,\n  \
    unless --service or --operation may have left the change out:\n  \
    [[accept]]\n  \
    rule = \"member-removed\"\n  \
    subject = \"UserIdentityInfo$Mobile\"\n  \
    service = \"Connect\"   # its SDK id; may be left out\n  \
    reason = \"nobody sends it\"\n\n\
    Exit codes:\n  \
    0  No change reaches a limit of --fail-on.\n  \
    1  A change reaches one, a model is not valid, or an entry of --ignore is stale.\n  \
    2  The arguments are not valid."
)]
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
    /// The format of the report [default: text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Show a line for each change, the worst first, as text or Markdown. This is how folders are shown on a terminal,
    /// if no format is given
    #[arg(long)]
    brief: bool,
    /// The most bytes of a report in Markdown, such as 65536 for a comment on GitHub. A longer one becomes brief, and
    /// ends with the number of changes that it leaves out
    #[arg(long, value_name = "BYTES")]
    limit: Option<usize>,
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
    /// A TOML file of accepted changes, which do not count
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
    /// Judge a kind of change differently: none, patch, minor or major for Rust, compatible or incompatible on the wire;
    /// may be repeated
    #[arg(long = "level", value_name = "RULE=LEVEL", value_parser = arguments::rule_level)]
    levels: Vec<arguments::RuleLevel>,
    /// List the kinds of change with their verdicts, and compare nothing
    #[arg(long, exclusive = true)]
    list_rules: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Html,
    /// Annotations of a GitHub workflow
    Github,
    /// Test results, a failure for each change that reaches a limit of --fail-on
    Junit,
    /// Results for code scanning, SARIF 2.1.0
    Sarif,
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

/// What a comparison found.
struct Found {
    /// The services that changed.
    pages: Vec<ServicePage>,
    /// The problems of models that could not be compared.
    problems: Vec<Diagnostic>,
    /// The SDK ids of the services that were compared.
    compared: BTreeSet<String>,
}

/// The service, operations and style of a comparison.
#[derive(Clone)]
struct Question {
    service: Option<String>,
    operations: Operations,
    style: Style,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (Some(old_path), Some(new_path)) = (&arguments.old, &arguments.new) else {
        // Only `--list-rules` leaves them out.
        return Ok(print(&rules::list())?);
    };
    let format = arguments.format.unwrap_or(Format::Text);
    check(arguments, format)?;
    let accepted = match &arguments.ignore {
        Some(path) => accepted::File::read(path)?,
        None => accepted::File::default(),
    };
    let (old, new) = (Input::of(old_path)?, Input::of(new_path)?);
    let are_folders = old.is_folder() && new.is_folder();
    let question = arguments.question(&accepted, are_folders);
    let found = if are_folders {
        folders::compare(&old, &new, &question)?
    } else {
        match (old.model()?, new.model()?) {
            (Some(old), Some(new)) => Found {
                pages: Vec::from_iter(question.ask(Some(&old), Some(&new))?),
                problems: Vec::new(),
                compared: BTreeSet::from([question.sdk_id(&old)?, question.sdk_id(&new)?]),
            },
            _ => {
                let message = "expected two models or two folders, found one of each";
                return Err(Failure::Usage(message.to_owned()));
            }
        }
    };
    let (services, mut problems) = (found.pages, found.problems);
    let unread: BTreeSet<&str> = problems.iter().map(|it| it.file.as_str()).collect();
    let report = Report {
        unread: unread.len(),
        title: arguments.title.as_deref().map(report::printable),
        note: arguments.note.as_deref().map(report::printable),
        inputs: Some(
            [old_path, new_path].map(|path| report::printable(&path.display().to_string())),
        ),
        language: question.style.language,
        services,
    };
    let is_brief = arguments.brief || arguments.is_brief_by_default(are_folders);
    show(arguments, &report, format, is_brief)?;
    if problems.is_empty() {
        // What could not be read may have what an entry is about.
        problems = accepted.stale(&report.services, &question.reach(found.compared));
    }
    if !problems.is_empty() {
        return Err(Failure::Model(Diagnostics::new(problems)));
    }
    match gate::failure(&arguments.fail_on, report::worst(&report)) {
        Some(reason) => Err(Failure::Changed(reason)),
        None => Ok(()),
    }
}

/// Checks the options that only some formats have.
fn check(arguments: &Arguments, format: Format) -> Result<(), Failure> {
    let usage = |message: &str| Err(Failure::Usage(message.to_owned()));
    if arguments.brief && !matches!(format, Format::Text | Format::Markdown) {
        return usage("`--brief` is for the formats text and markdown");
    }
    if arguments.limit.is_some() && format != Format::Markdown {
        return usage("`--limit` is for the format markdown");
    }
    let inputs = [&arguments.old, &arguments.new];
    if inputs
        .iter()
        .all(|it| it.as_deref() == Some(Path::new("-")))
    {
        return usage("only one of the two models can be on the standard input");
    }
    Ok(())
}

impl Arguments {
    fn question(&self, accepted: &accepted::File, are_folders: bool) -> Question {
        let detail = match self.detail {
            Some(HowMuch::Whole) => Detail::Whole,
            Some(HowMuch::Folded) => Detail::Folded,
            None if are_folders => Detail::Folded,
            None => Detail::Whole,
        };
        let mut policy = Policy {
            accepted: accepted.entries.iter().map(|(it, _)| it.clone()).collect(),
            ..Policy::default()
        };
        for arguments::RuleLevel { rule, level } in &self.levels {
            match level {
                arguments::OwnLevel::Rust(level) => {
                    policy.rust.insert(*rule, *level);
                }
                arguments::OwnLevel::Wire(wire) => {
                    policy.wire.insert(*rule, *wire);
                }
            }
        }
        Question {
            service: self.service.clone(),
            operations: match &self.operations[..] {
                [] => Operations::All,
                names => Operations::Named(names.to_vec()),
            },
            style: Style {
                language: match self.syntax {
                    Syntax::Rust => Language::Rust,
                    Syntax::Boto3 => Language::Boto3,
                },
                detail,
                policy,
            },
        }
    }

    /// Folders on a terminal, if nothing was said of what to show.
    fn is_brief_by_default(&self, are_folders: bool) -> bool {
        let is_open = self.format.is_none() && self.detail.is_none() && self.out.is_none();
        are_folders && is_open && io::stdout().is_terminal()
    }
}

/// Writes the report to where it belongs.
fn show(
    arguments: &Arguments,
    report: &Report,
    format: Format,
    is_brief: bool,
) -> Result<(), Failure> {
    let fails = |line: &report::brief::Line<'_>| gate::fails(&arguments.fail_on, &line.change.line);
    let text = match format {
        Format::Text if is_brief && arguments.out.is_none() => {
            return brief_on_terminal(report);
        }
        Format::Text if is_brief => brief::write(report, brief::Look::default()),
        Format::Text => report::text::write(report),
        Format::Markdown if is_brief => report::markdown::brief(report, arguments.limit),
        Format::Markdown => match (report::markdown::write(report), arguments.limit) {
            (text, Some(limit)) if text.len() > limit => {
                report::markdown::brief(report, Some(limit))
            }
            (text, _) => text,
        },
        Format::Json => report::json::write(report),
        Format::Html => report::html::write(report),
        Format::Github => report::github::write(report, &fails),
        Format::Junit => report::junit::write(report, &fails),
        Format::Sarif => report::sarif::write(report, &fails),
    };
    let text = match format {
        Format::Json | Format::Sarif => visible_json(&text),
        _ => visible_lines(&text),
    };
    if let Some(limit) = arguments.limit
        && text.len() > limit
    {
        let message = format!(
            "`--limit {limit}` is too low: the title, the verdict and the names of the inputs alone have {} bytes",
            text.len()
        );
        return Err(Failure::Usage(message));
    }
    match &arguments.out {
        Some(path) => write(
            path,
            &text,
            [arguments.old.as_ref(), arguments.new.as_ref()],
        ),
        None => Ok(print(&text)?),
    }
}

/// Prints the report in brief, wrapped and in colour if the output is a terminal.
fn brief_on_terminal(report: &Report) -> Result<(), Failure> {
    let is_terminal = io::stdout().is_terminal();
    let size = terminal_size::terminal_size().filter(|_| is_terminal);
    let look = brief::Look {
        width: size.map(|(width, _)| usize::from(width.0)),
        colours: anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    };
    Ok(print(&brief::write(report, look))?)
}

/// Writes the report to a file, completely or not at all.
fn write(path: &Path, text: &str, models: [Option<&PathBuf>; 2]) -> Result<(), Failure> {
    let is_out = |model: &PathBuf| {
        let paths = [path, model.as_path()].map(|path| path.canonicalize().ok());
        paths[0].is_some() && paths[0] == paths[1]
    };
    if models.into_iter().flatten().any(is_out) {
        let message = format!("`{}` is a model that is compared", path.display());
        return Err(Failure::Usage(message));
    }
    Ok(crate::output::replace(path, text)?)
}

fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
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

    /// The SDK id of the service that is compared.
    fn sdk_id(&self, model: &Model) -> Result<String, Diagnostics> {
        let closure = Closure::of(model, self.service.as_deref(), &Operations::All)?;
        Ok(report::printable(
            &Service::new(model, closure.service()).sdk_id,
        ))
    }

    /// The changes that the comparison shows, of all changes between the two inputs.
    fn reach(&self, compared: BTreeSet<String>) -> accepted::Reach {
        match (&self.operations, &self.service) {
            (Operations::All, None) => accepted::Reach::All,
            (Operations::All, Some(_)) => accepted::Reach::Services(compared),
            (Operations::Named(_), _) => accepted::Reach::Some,
        }
    }
}
