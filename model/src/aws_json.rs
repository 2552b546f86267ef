//! AWS JSON models (`service-2.json`, the format of botocore), lowered into the shapes and traits that AWS's Smithy
//! models have.
//!
//! `shapes` and `members` lower data, `enums` names the values of enums, `operations` and `service` lower the rest;
//! `neighbours` reads the files beside the model: pages, waiters, endpoint rules and tests.
//!
//! The format of a file is recognized by its content. Beside a file whose name ends with `service-2.json` these
//! files are read too, plain or gzipped, first with the model's own prefix and then without: `paginators-1.json`,
//! `waiters-2.json`, `endpoint-rule-set-1.json`, `endpoint-tests-1.json`, `examples-1.json`,
//! `service-2.sdk-extras.json`. `Model::files` lists all files that were read, for build steps to watch. `Issues`
//! knows the file that each shape came from: a problem that assembly or validation finds has the path `shapes.Name`
//! or `operations.Name`, in the neighbour's file if the trait came from there.
//!
//! # What the format can't say
//!
//! Found by comparing 307 services with their Smithy models:
//!
//! - The name of the service shape: it is made of `targetPrefix` or `serviceId`. Resources and their traits are
//!   absent, and so are the traits that only describe (`aws.iam`, `aws.cloudformation`, `tags`, `suppress`).
//! - Names of enum values: they are made of the values, and empty values are left out. In Rust they are mostly the
//!   same.
//! - Defaults, except for four members of Inspector in releases of 2022, which have the key `default`. So a number
//!   or boolean that is not required is an `Option`. The absence of `box` is no evidence of a default of zero: read
//!   that way, it is wrong for 504 of 1,608 members, and clients would send zeros that nobody set. Of 9,879 numbers
//!   and booleans below inputs and in outputs, 1,812 are an `Option` here and have a default in the Smithy model.
//!   The 20 services of `tests/tests/formats.rs` lose 227 defaults, of which 150 make a field an `Option`.
//! - `clientOptional` of members: 242 of the same 9,879 are required here, and an `Option` by the Smithy model.
//! - Constraints of members (`length`, `range`, `pattern`), anchors of patterns, `uniqueItems`.
//! - `timestampFormat` of members if it is the one that the protocol uses anyway; `xmlFlattened`, `xmlName` and
//!   `http` in services of another protocol; `xmlNamespace` of services that are not XML; `noErrorWrapping`.
//! - `httpError` of errors that have no `httpStatusCode`, which is common with the protocol `json`; whether an
//!   error without a status is the server's, unless it has `fault`.
//! - The codes that errors of a service with `awsQueryCompatible` had in awsQuery.
//! - Pages without items: they are in no paginator. Several tokens, and tokens that are expressions, have no trait;
//!   items that are neither a list nor a map are left out. The trait has no field for `more_results` and
//!   `non_aggregate_keys`.
//! - Waiters on a certain HTTP status: the trait knows success, failure and the names of errors. A status stands for the
//!   errors of the operation that have it; an acceptor for a status that no error has is left out. The trait has no
//!   field for `maxAttempts`, and AWS JSON has none for the longest delay.
//! - The error of endpoint discovery: `endpointoperation` marks the operation, and nothing marks the error.

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
