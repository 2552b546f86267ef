//! AWS JSON models (`service-2.json`), lowered into the shapes that AWS's Smithy models have.
//!
//! `shapes` and `members` lower data, `enums` names the values of enums, `operations` and `service` lower
//! the rest; `neighbours` reads what stands in files of its own beside the model: pages, waiters, rules.

mod context;
mod enums;
mod members;
mod merge;
mod names;
mod neighbours;
mod operations;
mod protocol;
mod service;
mod shapes;
mod uses;
mod values;
mod xml;

use std::collections::HashMap;

use std::collections::HashSet;

use crate::issues::Issues;
use crate::node::Node;
use crate::raw::File;
use crate::source::NeighbourKind;
use context::Context;
use names::Names;
use protocol::Protocol;

/// Whether a document is one of this format.
pub(crate) fn is_aws_json(document: &Node) -> bool {
    let metadata = document.get("metadata");
    let metadata = |key| metadata.is_some_and(|metadata| metadata.get(key).is_some());
    document.get("smithy").is_none()
        && (metadata("apiVersion")
            || (metadata("protocol")
                && document.get("operations").is_some()
                && document.get("shapes").is_some()))
}

/// A file beside the model: its number, what it holds, and its document.
pub(crate) struct Neighbour {
    pub(crate) file: u32,
    pub(crate) kind: NeighbourKind,
    pub(crate) document: Node,
}

/// Takes one document apart, with what its neighbours add. Whatever is malformed is reported and left out.
pub(crate) fn parse(
    file: u32,
    mut document: Node,
    neighbours: &[Neighbour],
    issues: &mut Issues<'_>,
) -> File {
    for neighbour in neighbours
        .iter()
        .filter(|known| known.kind == NeighbourKind::Extras)
    {
        merge::extras(&mut document, neighbour, issues);
    }
    let mut lowered = File {
        metadata: Vec::new(),
        shapes: Vec::new(),
        applies: Vec::new(),
    };
    let Some(protocol) = Protocol::of(&document, file, issues) else {
        return lowered;
    };
    let names = Names::of(&document);
    let mut context = Context {
        file,
        protocol,
        names: &names,
        document: &document,
        definitions: uses::definitions(&document),
        operations: uses::operations(&document),
        inputs: uses::only(&document, "input"),
        outputs: uses::only(&document, "output"),
        roots: match protocol {
            Protocol::RestXml => uses::roots(&document),
            _ => HashMap::new(),
        },
        issues,
        shapes: Vec::new(),
        variants: HashSet::new(),
        streams: uses::streams(&document, &names),
    };
    let operations = operations::lower(&mut context, neighbours);
    shapes::lower(&mut context);
    service::lower(&mut context, operations, neighbours);
    lowered.shapes = context.shapes;
    lowered
}
