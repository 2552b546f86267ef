//! `tinsmith completions` and `tinsmith man`: what shells and manuals know of the command.

use std::io;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Failure, print};

/// Prints a script that completes the command's arguments in a shell.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith completions bash > ~/.local/share/bash-completion/completions/tinsmith\n  \
    tinsmith completions fish > ~/.config/fish/completions/tinsmith.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Prints a manual page, in the format of `man`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith man > ~/.local/share/man/man1/tinsmith.1\n  \
    tinsmith man changes | man -l -")]
pub(super) struct Manual {
    /// The subcommand that the page is about; the whole command unless given
    #[arg(value_name = "COMMAND")]
    subcommand: Option<String>,
}

pub(super) fn completions(arguments: &Completions) -> Result<(), Failure> {
    let mut command = super::Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "tinsmith", &mut script);
    write(&script)
}

pub(super) fn manual(arguments: &Manual) -> Result<(), Failure> {
    let mut command = super::Arguments::command();
    // The names of subcommands then have that of the command before them.
    command.build();
    let page = match &arguments.subcommand {
        None => Man::new(command),
        Some(name) => match command.find_subcommand(name) {
            Some(found) => Man::new(found.clone()),
            None => {
                let names = command.get_subcommands().map(clap::Command::get_name);
                let names = names.collect::<Vec<_>>().join(", ");
                let message = format!("`{name}` is no subcommand; expected one of {names}");
                return Err(Failure::Usage(message));
            }
        },
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    write(&text)
}

fn write(text: &[u8]) -> Result<(), Failure> {
    let text = str::from_utf8(text).map_err(io::Error::other)?;
    Ok(print(text)?)
}
