//! What the generator does not support: each is an error that names the shape and the trait.

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Kind, Model, ShapeRef};

/// The protocol that is emitted.
pub(super) const PROTOCOL: &str = "aws.protocols#restJson1";

/// Protocols that the generator knows of and does not emit.
const OTHER_PROTOCOLS: &[&str] = &[
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
];

/// Traits of an operation that ask for more than the generator does.
const OPERATION_TRAITS: &[(&str, &str)] = &[
    (
        "aws.protocols#httpChecksum",
        "request and response checksums",
    ),
    ("smithy.api#httpChecksumRequired", "request checksums"),
    ("smithy.api#requestCompression", "request compression"),
];

/// How deep lists and maps may be nested in each other without a structure between. Their Rust types,
/// and the code that reads and writes them, are nested as deep.
const NESTING: usize = 32;

/// Checks everything that the closure reaches.
///
/// # Errors
/// One diagnostic for each shape and trait that is not supported.
pub(super) fn check(model: &Model, closure: &Closure) -> Result<(), Diagnostics> {
    let mut problems = Vec::new();
    check_protocol(model, closure.service(), &mut problems);
    for &operation in closure.operations() {
        check_operation(model, operation, &mut problems);
    }
    for (shape, _) in closure.shapes() {
        check_shape(model, shape, &mut problems);
        check_nesting(model, shape, &mut problems);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn check_protocol(model: &Model, service: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let traits = &model[service].traits;
    if traits.has(PROTOCOL) {
        return;
    }
    let other = OTHER_PROTOCOLS.iter().find(|id| traits.has(id));
    let message = match other {
        Some(protocol) => format!("not supported: the protocol (`{protocol}`)"),
        None => "the service has no protocol".to_owned(),
    };
    problems.push(Diagnostic {
        message,
        hint: Some(format!("expected a service with the trait `{PROTOCOL}`")),
        ..unsupported(model, service, PROTOCOL, "")
    });
}

fn check_operation(model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let traits = &model[operation].traits;
    for (id, what) in OPERATION_TRAITS {
        if traits.has(id) {
            problems.push(unsupported(model, operation, id, what));
        }
    }
    if traits.http().is_none() {
        problems.push(Diagnostic {
            message: "the operation has no HTTP binding; expected the trait `smithy.api#http`"
                .to_owned(),
            ..unsupported(model, operation, "smithy.api#http", "")
        });
    }
}

fn check_shape(model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
    match &model[shape].kind {
        Kind::Union(_) if model[shape].traits.is_streaming() => {
            problems.push(unsupported(
                model,
                shape,
                "smithy.api#streaming",
                "event streams",
            ));
        }
        Kind::BigInteger => problems.push(unsupported(model, shape, "bigInteger", "big integers")),
        Kind::BigDecimal => problems.push(unsupported(model, shape, "bigDecimal", "big decimals")),
        _ => {}
    }
}

/// One problem for each chain of lists and maps that is too long, of the last shape that is too far
/// from its end.
fn check_nesting(model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let (mut depth, mut inner) = (0, shape);
    while let Kind::List(value) | Kind::Map { value, .. } = &model[inner].kind {
        depth += 1;
        if depth > NESTING + 1 {
            return;
        }
        inner = value.target;
    }
    if depth == NESTING + 1 {
        problems.push(Diagnostic {
            message: format!("not supported: lists and maps nested more than {NESTING} deep"),
            ..unsupported(model, shape, "", "")
        });
    }
}

fn unsupported(model: &Model, shape: ShapeRef, trait_id: &str, what: &str) -> Diagnostic {
    let id = &model[shape].id;
    Diagnostic {
        file: model.file_of(shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!("not supported: {what} (`{trait_id}`)"),
        hint: Some("choose operations that do not need it".to_owned()),
    }
}
