//! `tinsmith validate`.

use std::path::PathBuf;

use clap::Args;

use crate::model::{Diagnostic, Diagnostics, Model};

use super::{Failure, progress};

/// Reads models and reports all problems in them.
///
/// Each file or folder is a model of its own; with `--merge` they are parts of one model.
#[derive(Args)]
#[command(after_help = "Examples:\n  tinsmith validate connect.json\n  \
                        tinsmith validate models/*.json\n  \
                        tinsmith validate --merge traits.json service.json")]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Read the files as parts of one model
    #[arg(long)]
    merge: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let models: Vec<&[PathBuf]> = if arguments.merge {
        vec![&arguments.models]
    } else {
        arguments.models.chunks(1).collect()
    };
    let bar = progress::bar(models.len());
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut shapes = 0;
    for files in &models {
        match Model::load(files) {
            Ok(model) => shapes += model.shapes().count(),
            Err(diagnostics) => problems.extend(diagnostics),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if !problems.is_empty() {
        return Err(Failure::Model(Diagnostics::new(problems)));
    }
    let count = models.len();
    let plural = if count == 1 { "" } else { "s" };
    anstream::println!("{count} model{plural} valid, {shapes} shapes");
    Ok(())
}
