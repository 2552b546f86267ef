//! `tinsmith explain`.

use std::path::PathBuf;

use clap::Args;

use crate::model::{Closure, Operations, nearest, visible};

use super::{Failure, load, style};

/// Shows why a shape is generated: the path of members from an operation to it.
#[derive(Args)]
#[command(
    after_help = "Example:\n  tinsmith explain connect.json --shape com.amazonaws.connect#UserIdentityInfo"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The shape, by its id or by its name
    #[arg(long, value_name = "ID")]
    shape: String,
    /// Start only from this operation; may be repeated
    #[arg(long = "operation", value_name = "NAME")]
    operations: Vec<String>,
    /// The service, by its shape id, its name or its SDK id
    #[arg(long, value_name = "ID")]
    service: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let model = load(&arguments.models)?;
    let operations = if arguments.operations.is_empty() {
        Operations::All
    } else {
        Operations::Named(arguments.operations.clone())
    };
    let closure = Closure::of(&model, arguments.service.as_deref(), &operations)?;
    let wanted = &arguments.shape;
    let shape = model
        .shapes()
        .find(|(_, shape)| shape.id.as_str() == wanted || shape.id.name() == wanted);
    let Some((shape, _)) = shape else {
        let names = model.shapes().map(|(_, shape)| shape.id.name());
        let near = nearest(wanted, names).join(", ");
        return Err(Failure::Usage(format!(
            "the model has no shape `{wanted}`; the nearest are {near}"
        )));
    };
    let Some(path) = closure.path_to(&model, shape) else {
        let id = &model[shape].id;
        return Err(Failure::Usage(format!(
            "none of the chosen operations reaches `{id}`"
        )));
    };
    let strong = style::STRONG;
    for (depth, step) in path.iter().enumerate() {
        let indent = "  ".repeat(depth);
        let step = visible(step);
        match depth {
            0 => anstream::println!("{strong}{step}{strong:#}"),
            _ => anstream::println!("{indent}{step}"),
        }
    }
    Ok(())
}
