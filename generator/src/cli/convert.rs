//! `tinsmith convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tinsmith::model::Model;

use super::{Failure, progress};

/// Writes models of any format as one document.
///
/// Mixins stay, and so do traits that are applied to what they bring.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith convert model/ --to ast --out model.json\n  \
                  tinsmith convert service.smithy traits.json --to ast"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz) or folders of them; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The format to write
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The file to write, in the place of the standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Copy, Clone, ValueEnum)]
enum Format {
    /// The Smithy JSON AST
    Ast,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let progress = progress::spinner("reading the model");
    let Format::Ast = arguments.to;
    let document = Model::ast(&arguments.models);
    progress.finish_and_clear();
    let text = format!("{:#}\n", document?);
    match &arguments.out {
        Some(path) => std::fs::write(path, text)?,
        None => anstream::print!("{text}"),
    }
    Ok(())
}
