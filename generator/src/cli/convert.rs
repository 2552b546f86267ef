//! `tinsmith convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::{Model, visible_json};

use super::{Failure, print, progress};

/// Writes models of any format as one document.
///
/// Mixins are kept, and so are traits that are applied to members from mixins.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith convert model/ --to ast --out model.json\n  \
                  tinsmith convert service.smithy traits.json --to ast"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The format to write
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The file to write instead of the standard output
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
    let text = visible_json(&text);
    match &arguments.out {
        Some(path) => Ok(crate::output::replace(path, &text)?),
        None => Ok(print(&text)?),
    }
}
