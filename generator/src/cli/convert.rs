//! `tinsmith convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::{Model, visible_json};

use super::progress::say;
use super::{Failure, print, progress};

/// Writes models of any format as one model in another format.
///
/// Mixins are kept, and so are traits that are applied to members from mixins. The Smithy IDL is written in version 2.0, a
/// file for each namespace, as `tinsmith format` lays it out; what version 1.0 implies is written out.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith convert model/ --to ast --out model.json\n  \
                  tinsmith convert service.smithy traits.json --to ast\n  \
                  tinsmith convert connect.json --to idl > connect.smithy\n  \
                  tinsmith convert model/ --to idl --out smithy/"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The format to write
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The file to write instead of the standard output; with `--to idl` the folder, in which each namespace gets a file
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

#[derive(Copy, Clone, ValueEnum)]
enum Format {
    /// The Smithy JSON AST
    Ast,
    /// The Smithy IDL, version 2.0
    Idl,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match arguments.to {
        Format::Ast => ast(arguments),
        Format::Idl => idl(arguments),
    }
}

fn ast(arguments: &Arguments) -> Result<(), Failure> {
    let progress = progress::spinner("reading the model");
    let document = Model::ast(&arguments.models);
    progress.finish_and_clear();
    let text = format!("{:#}\n", document?);
    let text = visible_json(&text);
    match &arguments.out {
        Some(path) => Ok(crate::output::replace(path, &text)?),
        None => Ok(print(&text)?),
    }
}

fn idl(arguments: &Arguments) -> Result<(), Failure> {
    let progress = progress::spinner("reading the model");
    let files = Model::idl(&arguments.models);
    progress.finish_and_clear();
    let files = files?;
    let Some(folder) = &arguments.out else {
        let mut texts = files.values();
        return match (texts.next(), texts.next()) {
            (Some(text), None) => Ok(print(text)?),
            _ => {
                let namespaces: Vec<&str> = files.keys().map(String::as_str).collect();
                Err(Failure::Usage(format!(
                    "the model has {} namespaces ({}), and each gets a file: name a folder with --out",
                    namespaces.len(),
                    namespaces.join(", ")
                )))
            }
        };
    };
    for (namespace, text) in &files {
        let name = match namespace.as_str() {
            "" => "metadata",
            namespace => namespace,
        };
        crate::output::replace(&folder.join(format!("{name}.smithy")), text)?;
    }
    let plural = if files.len() == 1 { "" } else { "s" };
    say!("{} file{plural} written", files.len());
    Ok(())
}
