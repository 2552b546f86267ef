//! The `tinsmith` command: its arguments, its exit codes, and what is common to its subcommands.

mod add;
mod added;
mod arguments;
mod changes;
mod convert;
mod explain;
mod folders;
mod format;
mod generate;
mod history;
mod input;
mod list;
mod parallel;
mod paths;
mod progress;
mod runtime;
mod select;
mod shell;
mod snippets;
mod update;
mod validate;

use std::fmt;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use colorchoice_clap::Color;

use crate::Error;
use crate::model::{Diagnostics, Model, ModelFiles, visible_lines};

/// Colours, on a terminal only.
mod style {
    use anstyle::{AnsiColor, Style};

    /// Errors.
    pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
    /// Headings.
    pub(super) const STRONG: Style = Style::new().bold();
    /// Added lines.
    pub(super) const ADDED: Style = AnsiColor::Green.on_default();
    /// Removed lines.
    pub(super) const REMOVED: Style = AnsiColor::Red.on_default();
}

/// The version, with the commit that it was built from if that is known.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("TINSMITH_COMMIT"));

/// Generates Rust clients from service models.
#[derive(Parser)]
#[command(name = "tinsmith", version = VERSION, arg_required_else_help = true)]
#[command(after_help = "Exit codes:\n  \
        0  The command succeeded.\n  \
        1  A model is not valid or has dangers, a file can't be read, written or replaced, `--check` found differences,\n     \
           or the changes reach a limit of `--fail-on`. With `--each` that is so for one service or more;\n     \
           the others are written.\n  \
        2  The arguments are not valid.")]
struct Arguments {
    #[command(flatten)]
    color: Color,
    /// Show no progress and no summaries, only results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Add(add::Arguments),
    Update(update::Arguments),
    Generate(Box<generate::Arguments>),
    List(list::Arguments),
    Validate(validate::Arguments),
    Select(select::Arguments),
    Explain(explain::Arguments),
    Changes(changes::Arguments),
    History(history::Arguments),
    Convert(convert::Arguments),
    Format(format::Arguments),
    Completions(shell::Completions),
    Man(shell::Manual),
}

/// The failure of a command, with a message for the user.
enum Failure {
    /// A model is not valid or not supported.
    Model(Diagnostics),
    /// What makes the command fail has been shown.
    Shown,
    /// Files in the folder differ from those that would be generated.
    Stale(usize),
    /// Files would be formatted.
    Unformatted(usize),
    /// The changes reach a limit of `--fail-on`, for this reason.
    Changed(String),
    /// Some services could not be generated, and their problems have been shown. `stale` files in the folder differ.
    Services {
        failed: usize,
        of: usize,
        stale: usize,
    },
    /// A file could not be read or written.
    Io(io::Error),
    /// Files that were not generated would be replaced.
    InTheWay(Error),
    /// The arguments are not valid.
    Usage(String),
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Model(_)
            | Self::Shown
            | Self::Stale(_)
            | Self::Unformatted(_)
            | Self::Services { .. }
            | Self::Changed(_)
            | Self::Io(_)
            | Self::InTheWay(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Model(diagnostics)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Model(diagnostics) | Error::Lock(diagnostics) => Self::Model(diagnostics),
            Error::Io(error) => Self::Io(error),
            Error::InTheWay(_) => Self::InTheWay(error),
            Error::Usage(message) => Self::Usage(message),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(diagnostics) => f.write_str(&snippets::render(diagnostics)),
            Self::Shown => Ok(()),
            Self::Stale(1) => f.write_str("1 file is stale; run without --check to write it"),
            Self::Stale(count) => {
                write!(
                    f,
                    "{count} files are stale; run without --check to write them"
                )
            }
            Self::Unformatted(1) => {
                f.write_str("1 file is not formatted; run without --check to format it")
            }
            Self::Unformatted(count) => {
                write!(
                    f,
                    "{count} files are not formatted; run without --check to format them"
                )
            }
            Self::Services { failed, of, stale } => {
                let plural = if *of == 1 { "" } else { "s" };
                write!(f, "{failed} of {of} service{plural} failed")?;
                match stale {
                    0 => Ok(()),
                    count => write!(f, "\n{}", Self::Stale(*count)),
                }
            }
            Self::Changed(reason) => f.write_str(reason),
            Self::InTheWay(error) => {
                write!(f, "{error}\nnothing was written; --force replaces them")
            }
            Self::Io(error) => f.write_str(&visible_lines(&error.to_string())),
            Self::Usage(message) => f.write_str(&visible_lines(message)),
        }
    }
}

/// Runs the command that the process was started with. It is public for the program of this package only, and not part
/// of the library's stable interface.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    progress::set_quiet(arguments.quiet);
    let done = match arguments.command {
        Command::Add(arguments) => add::run(&arguments),
        Command::Update(arguments) => update::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Select(arguments) => select::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Changes(arguments) => changes::run(&arguments),
        Command::History(arguments) => history::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Format(arguments) => format::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::manual(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure @ Failure::Shown) => ExitCode::from(failure.exit_code()),
        Err(failure @ Failure::Model(_)) => {
            anstream::eprintln!("{failure}");
            ExitCode::from(failure.exit_code())
        }
        Err(failure) => {
            let style = style::ERROR;
            anstream::eprintln!("{style}error{style:#}: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Prints a document byte for byte. `anstream` would remove escape sequences when the output is not a terminal, but here
/// they are part of the document. A reader that has closed the pipe is not an error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Loads the files as one model, with a spinner if that takes long.
fn load(models: &[PathBuf]) -> Result<Model, Failure> {
    parse(&ModelFiles::read(models)?)
}

/// Parses the files as one model, with a spinner if that takes long.
fn parse(files: &ModelFiles) -> Result<Model, Failure> {
    let progress = progress::spinner("reading the model");
    let model = files.model();
    progress.finish_and_clear();
    Ok(model?)
}
