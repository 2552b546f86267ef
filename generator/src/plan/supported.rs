//! What the generator does not support: each is an error that names the shape and the trait.

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Kind, Model, Shape};

/// Traits of a service that ask for more than the generator does.
const PROTOCOL: &str = "aws.protocols#restJson1";

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

/// Checks everything that the closure reaches.
///
/// # Errors
/// One diagnostic for each shape and trait that is not supported.
pub(super) fn check(model: &Model, closure: &Closure) -> Result<(), Diagnostics> {
    let mut problems = Vec::new();
    check_protocol(&model[closure.service()], &mut problems);
    for &operation in closure.operations() {
        check_operation(&model[operation], &mut problems);
    }
    for (shape, _) in closure.shapes() {
        check_shape(&model[shape], &mut problems);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn check_protocol(service: &Shape, problems: &mut Vec<Diagnostic>) {
    if service.traits.has(PROTOCOL) {
        return;
    }
    let other = OTHER_PROTOCOLS.iter().find(|id| service.traits.has(id));
    problems.push(match other {
        Some(protocol) => unsupported(service, protocol, "the protocol"),
        None => Diagnostic {
            message: format!("the service has no protocol; expected the trait `{PROTOCOL}`"),
            ..unsupported(service, PROTOCOL, "")
        },
    });
}

fn check_operation(operation: &Shape, problems: &mut Vec<Diagnostic>) {
    for (id, what) in OPERATION_TRAITS {
        if operation.traits.has(id) {
            problems.push(unsupported(operation, id, what));
        }
    }
    if operation.traits.http().is_none() {
        problems.push(Diagnostic {
            message: "the operation has no HTTP binding; expected the trait `smithy.api#http`"
                .to_owned(),
            ..unsupported(operation, "smithy.api#http", "")
        });
    }
}

fn check_shape(shape: &Shape, problems: &mut Vec<Diagnostic>) {
    match &shape.kind {
        Kind::Union(_) if shape.traits.is_streaming() => {
            problems.push(unsupported(shape, "smithy.api#streaming", "event streams"));
        }
        Kind::BigInteger => problems.push(unsupported(shape, "bigInteger", "big integers")),
        Kind::BigDecimal => problems.push(unsupported(shape, "bigDecimal", "big decimals")),
        _ => {}
    }
}

fn unsupported(shape: &Shape, trait_id: &str, what: &str) -> Diagnostic {
    Diagnostic {
        file: String::new(),
        line: None,
        path: format!("shapes.{}", shape.id),
        shape: Some(shape.id.to_string()),
        message: format!("{what} (`{trait_id}`) are not supported"),
        hint: Some("choose operations that do not need it".to_owned()),
    }
}
