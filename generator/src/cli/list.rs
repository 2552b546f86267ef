//! `tinsmith list`.

use std::path::PathBuf;

use clap::Args;

use crate::model::{Closure, Kind, Model, Operations, ShapeRef, visible, visible_json};

use super::{Failure, load, style};

/// Lists a model's services with their protocols and operations.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  tinsmith list connect.json\n  tinsmith list connect.json --json"
)]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]; several are merged
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The facts that are listed of a service.
struct Listed {
    id: String,
    title: String,
    sdk_id: Option<String>,
    version: String,
    protocols: Vec<String>,
    operations: Vec<String>,
    shapes: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let model = load(&arguments.models)?;
    let services = model.services();
    let mut listed = Vec::new();
    for service in services {
        listed.push(list(&model, service)?);
    }
    if arguments.json {
        let text = format!("{}\n", json(&listed));
        super::print(&visible_json(&text))?;
    } else {
        print(&listed);
    }
    Ok(())
}

fn list(model: &Model, service: ShapeRef) -> Result<Listed, Failure> {
    let shape = &model[service];
    let id = shape.id.to_string();
    let closure = Closure::of(model, Some(&id), &Operations::All)?;
    let protocols = shape
        .traits
        .iter()
        .map(|(id, _)| id)
        .filter(|id| id.starts_with("aws.protocols#") || id.starts_with("smithy.protocols#"));
    let version = match &shape.kind {
        Kind::Service(service) => service.version.clone(),
        _ => String::new(),
    };
    let operations = closure.operations().iter();
    let aws = shape.traits.get("aws.api#service");
    Ok(Listed {
        title: shape
            .traits
            .title()
            .unwrap_or_else(|| shape.id.name())
            .to_owned(),
        sdk_id: aws.and_then(|aws| Some(aws.get("sdkId")?.as_str()?.to_owned())),
        protocols: protocols.map(str::to_owned).collect(),
        operations: operations
            .map(|&it| model[it].id.name().to_owned())
            .collect(),
        shapes: closure.shapes().count(),
        id,
        version,
    })
}

fn print(services: &[Listed]) {
    let strong = style::STRONG;
    for service in services {
        anstream::println!("{strong}{}{strong:#}", visible(&service.title));
        let version = visible(&service.version);
        anstream::println!("  {}, version {version}", visible(&service.id));
        anstream::println!("  protocols: {}", visible(&service.protocols.join(", ")));
        let (operations, shapes) = (service.operations.len(), service.shapes);
        anstream::println!("  {operations} operations, {shapes} shapes");
        for operation in &service.operations {
            anstream::println!("    {}", visible(operation));
        }
    }
}

fn json(services: &[Listed]) -> String {
    let services: Vec<serde_json::Value> = services
        .iter()
        .map(|service| {
            serde_json::json!({
                "id": service.id,
                "title": service.title,
                "sdkId": service.sdk_id,
                "version": service.version,
                "protocols": service.protocols,
                "operations": service.operations,
                "shapes": service.shapes,
            })
        })
        .collect();
    format!("{:#}", serde_json::json!({ "services": services }))
}
