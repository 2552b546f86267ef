//! `tinsmith select`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::model::{Selected, Selector, select, visible, visible_json};

use super::{Failure, input, progress};

/// Lists the shapes and members that a selector matches.
///
/// The selector is an expression in the language of the Smithy specification. Mixins and the definitions of traits are
/// shapes too. Shapes of the prelude (`smithy.api#..`) are left out unless `--prelude` asks for them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith select connect.json 'operation [trait|deprecated]'\n  \
                  tinsmith select connect.json 'operation -[input]-> ~> [trait|sensitive]'\n  \
                  tinsmith select connect.json 'string :not([trait|length]) :not([trait|pattern])'\n  \
                  tinsmith select connect.json 'service $used(~> structure) structure :not(:in(${used}))' --json\n  \
                  tinsmith convert traits.smithy service.json | tinsmith select - 'structure > member'"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION], or `-` for the standard
    /// input; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The selector
    #[arg(required = true)]
    selector: String,
    /// List shapes of the prelude too
    #[arg(long)]
    prelude: bool,
    /// Print JSON: each shape with its kind and the variables that the selector defines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let selector = Selector::parse(&arguments.selector).map_err(|error| {
        let hint = error.hint.as_ref();
        let hint = hint.map_or(String::new(), |hint| format!("\n  help: {hint}"));
        Failure::Usage(format!(
            "not a selector: {error}\n  {}{hint}",
            arguments.selector
        ))
    })?;
    let files = input::files(&arguments.models)??;
    let progress = progress::spinner("reading the model");
    let selected = select(&files, &selector);
    progress.finish_and_clear();
    let mut selected = selected?;
    selected.retain(|shape| arguments.prelude || !shape.is_prelude);
    if arguments.json {
        let text = format!("{}\n", json(&selected));
        super::print(&visible_json(&text))?;
        return Ok(());
    }
    let ids: BTreeSet<String> = selected
        .iter()
        .map(|shape| format!("{}\n", visible(&shape.id)))
        .collect();
    super::print(&ids.into_iter().collect::<String>())?;
    Ok(())
}

fn json(selected: &[Selected]) -> String {
    let shapes: Vec<serde_json::Value> = selected
        .iter()
        .map(|shape| {
            serde_json::json!({
                "id": shape.id,
                "type": shape.kind,
                "variables": shape.variables,
            })
        })
        .collect();
    format!("{:#}", serde_json::json!({ "shapes": shapes }))
}
