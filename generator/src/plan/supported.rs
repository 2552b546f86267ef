//! What the generator does not support: each is an error that names the shape and the trait.

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Kind, Model, ShapeRef};

use crate::emit::interceptors;
use crate::protocol::{self, Protocol};

/// How deep lists and maps may be nested in each other without a structure between. Their Rust types,
/// and the code that reads and writes them, are nested as deep.
const NESTING: usize = 32;

/// Checks everything that the closure reaches, and chooses the protocol: the one that is `wanted`, if
/// any is.
///
/// # Errors
/// One diagnostic for each shape and trait that is not supported.
pub(super) fn check(
    model: &Model,
    closure: &Closure,
    wanted: Option<&str>,
) -> Result<(&'static str, &'static dyn Protocol), Diagnostics> {
    let mut problems = Vec::new();
    let chosen = protocol::of(&model[closure.service()].traits, wanted);
    if chosen.is_none() {
        problems.push(no_protocol(model, closure.service(), wanted));
    }
    for &operation in closure.operations() {
        check_operation(model, operation, &mut problems);
        check_discovery(model, closure, operation, &mut problems);
        if let Some((_, protocol)) = chosen {
            protocol.check(model, operation, &mut problems);
        }
    }
    for (shape, _) in closure.shapes() {
        if let Some((_, protocol)) = chosen {
            check_shape(model, shape, protocol, &mut problems);
        }
        check_nesting(model, shape, &mut problems);
    }
    match chosen {
        Some(chosen) if problems.is_empty() => Ok(chosen),
        _ => Err(Diagnostics::new(problems)),
    }
}

fn no_protocol(model: &Model, service: ShapeRef, wanted: Option<&str>) -> Diagnostic {
    if let Some(wanted) = wanted {
        let has = protocol::ids().filter(|id| model[service].traits.has(id));
        let has: Vec<String> = has.map(|id| format!("`{id}`")).collect();
        return Diagnostic {
            message: format!("the service has no protocol `{wanted}` that is supported"),
            hint: Some(match has.is_empty() {
                true => "it has none that is".to_owned(),
                false => format!("choose one of {}", has.join(", ")),
            }),
            ..unsupported(model, service, "", "")
        };
    }
    let supported: Vec<String> = protocol::ids().map(|id| format!("`{id}`")).collect();
    Diagnostic {
        message: "the service has no protocol that is supported".to_owned(),
        hint: Some(format!(
            "expected a service with one of the traits {}",
            supported.join(", ")
        )),
        ..unsupported(model, service, "", "")
    }
}

fn check_operation(model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let traits = &model[operation].traits;
    let compression = "smithy.api#requestCompression";
    if traits.has(compression) && !interceptors::compresses(traits) {
        let what = "request compression without gzip";
        problems.push(unsupported(model, operation, compression, what));
    }
}

/// One endpoint serves all calls of a client, as with the official clients: no service asks for more.
fn check_discovery(
    model: &Model,
    closure: &Closure,
    operation: ShapeRef,
    problems: &mut Vec<Diagnostic>,
) {
    let members = |operation: ShapeRef| match &model[operation].kind {
        Kind::Operation(it) => it.input.map_or(&[][..], |input| model[input].members()),
        _ => &[],
    };
    if model[operation].traits.discovered_endpoint() == Some(true) {
        if closure.discovery().is_none() {
            let trait_id = "aws.api#clientDiscoveredEndpoint";
            let what = "an endpoint that the service has no operation to discover by";
            problems.push(unsupported(model, operation, trait_id, what));
        }
        let trait_id = "aws.api#clientEndpointDiscoveryId";
        if members(operation).iter().any(|it| it.traits.has(trait_id)) {
            let what = "endpoint discovery by members of the input";
            problems.push(unsupported(model, operation, trait_id, what));
        }
    }
    if closure.discovery() == Some(operation) && !members(operation).is_empty() {
        let trait_id = "aws.api#clientEndpointDiscovery";
        let what = "endpoint discovery for single operations";
        problems.push(unsupported(model, operation, trait_id, what));
    }
}

fn check_shape(
    model: &Model,
    shape: ShapeRef,
    protocol: &dyn Protocol,
    problems: &mut Vec<Diagnostic>,
) {
    let codecs = protocol.codecs();
    let (what, name) = match &model[shape].kind {
        Kind::Union(_) if model[shape].traits.is_streaming() && protocol.events().is_none() => {
            ("smithy.api#streaming", "event streams")
        }
        Kind::BigInteger if !codecs.has_big_numbers() => ("bigInteger", "big numbers"),
        Kind::BigDecimal if !codecs.has_big_numbers() => ("bigDecimal", "big numbers"),
        Kind::Document if !codecs.has_documents() => ("document", "documents"),
        _ => return,
    };
    let name = format!("{name} in the service's protocol");
    problems.push(unsupported(model, shape, what, &name));
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

/// The problem that the generator does not do `what`, which the trait asks for.
pub(crate) fn unsupported(
    model: &Model,
    shape: ShapeRef,
    trait_id: &str,
    what: &str,
) -> Diagnostic {
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
