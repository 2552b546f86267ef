//! Models that the generator does not support: each problem is an error that names the shape and the trait.
//!
//! Two limits keep clients in proportion to their models. The chosen operations may have 100,000 errors, counted
//! for each operation, and their inputs and outputs may have 1,000,000 members.

mod choice;

use tinsmith_model::{Closure, Diagnostic, Diagnostics, Kind, Model, ShapeRef};

use super::customizations::{requests, s3};
use super::{Protocol, auth, checksums, is_unit, structures};

pub(super) use choice::Choice;

/// How deep lists and maps may be nested in each other without a structure between. Their Rust types,
/// and the code that reads and writes them, are nested as deep.
const NESTING: usize = 32;

/// Checks everything that the closure reaches, and chooses the protocol: `wanted`, or the first of the service. If the
/// service is not AWS's, it is the first that can carry the operations.
///
/// # Errors
/// One diagnostic for each shape and trait that is not supported.
pub(super) fn check(closure: &Closure<'_>, wanted: Option<&str>) -> Result<Choice, Diagnostics> {
    let model = closure.model();
    let mut problems = Vec::new();
    if let Some(problem) = too_large(closure) {
        return Err(problem.into());
    }
    let chosen = choice::protocol(closure, wanted);
    match &chosen {
        Ok(_) => {}
        Err(obstacles) if obstacles.is_empty() => {
            problems.push(no_protocol(model, closure.service(), wanted));
        }
        Err(obstacles) => problems.extend(choice::refused(closure, obstacles)),
    }
    if let Some(version) = model[closure.service()].traits.signature_version() {
        let what = format!("signatures of version `{version}`");
        problems.push(Diagnostic {
            hint: None,
            ..unsupported(model, closure.service(), "signatureVersion", &what)
        });
    }
    check_version(model, closure.service(), &mut problems);
    check_auth(model, closure.service(), closure.service(), &mut problems);
    for &operation in closure.operations() {
        check_auth(model, closure.service(), operation, &mut problems);
        check_operation(model, operation, &mut problems);
        check_discovery(closure, operation, &mut problems);
        check_checksums(model, closure.service(), operation, &mut problems);
    }
    for (shape, _) in closure.shapes() {
        check_media_types(model, shape, &mut problems);
        check_nesting(model, shape, &mut problems);
        check_units(model, shape, &mut problems);
    }
    match chosen {
        Ok(chosen) if problems.is_empty() => Ok(chosen),
        _ => Err(Diagnostics::new(problems)),
    }
}

/// The problem with auth schemes that a shape lists and the service does not have: without them, calls would not be
/// authenticated.
fn check_auth(model: &Model, service: ShapeRef, listing: ShapeRef, problems: &mut Vec<Diagnostic>) {
    for id in auth::unknown(model, &model[service].traits, &model[listing].traits) {
        problems.push(Diagnostic {
            message: format!(
                "the auth scheme `{id}` is not one of the service, or is not supported (`smithy.api#auth`)"
            ),
            hint: Some(format!(
                "add the trait `{id}` to {}; a scheme of your own also needs its definition in the model, with \
                 `smithy.api#authDefinition`",
                model[service].id
            )),
            ..unsupported(model, listing, "smithy.api#auth", "")
        });
    }
}

/// How many errors the operations may have in all. Each one is a variant; those of the service count for each
/// operation.
const MOST_ERRORS: usize = 100_000;

/// How many members the inputs and outputs of operations may have in all. Each one is a field; a structure that
/// several operations share becomes a type for each of them.
const MOST_FIELDS: usize = 1_000_000;

/// The problem with a client that would be much larger than its model.
fn too_large(closure: &Closure<'_>) -> Option<Diagnostic> {
    let model = closure.model();
    let (mut errors, mut fields) = (0, 0);
    let shared = match &model[closure.service()].kind {
        Kind::Service(service) => service.errors.len(),
        _ => 0,
    };
    for &operation in closure.operations() {
        if let Kind::Operation(operation) = &model[operation].kind {
            let structures = operation.input.into_iter().chain(operation.output);
            fields += structures
                .map(|it| model[it].members().len())
                .sum::<usize>();
            errors += shared + operation.errors.len();
        }
    }
    let (what, number, limit) = match (errors > MOST_ERRORS, fields > MOST_FIELDS) {
        (true, _) => ("errors", errors, MOST_ERRORS),
        (_, true) => ("members of inputs and outputs", fields, MOST_FIELDS),
        _ => return None,
    };
    Some(Diagnostic {
        message: format!(
            "not supported: the chosen operations have {number} {what}, counted for each of them, more than \
             {limit}, which is the limit"
        ),
        hint: Some("choose fewer operations".to_owned()),
        ..unsupported(model, closure.service(), "", "")
    })
}

fn no_protocol(model: &Model, service: ShapeRef, wanted: Option<&str>) -> Diagnostic {
    if let Some(wanted) = wanted {
        let has = Protocol::ids().filter(|id| model[service].traits.has(id));
        let has: Vec<String> = has.map(|id| format!("`{id}`")).collect();
        return Diagnostic {
            message: format!("the service has no protocol `{wanted}` that is supported"),
            hint: Some(if has.is_empty() {
                "the service has no supported protocol".to_owned()
            } else {
                format!("choose one of {}", has.join(", "))
            }),
            ..unsupported(model, service, "", "")
        };
    }
    let supported: Vec<String> = Protocol::ids().map(|id| format!("`{id}`")).collect();
    Diagnostic {
        message: "the service has no protocol that is supported".to_owned(),
        hint: Some(format!(
            "expected a service with one of the traits {}",
            supported.join(", ")
        )),
        ..unsupported(model, service, "", "")
    }
}

/// The problem with a service's version that requests have in a header.
fn check_version(model: &Model, service: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let Kind::Service(definition) = &model[service].kind else {
        return;
    };
    let Some(header) = requests::version_header(&model[service]) else {
        return;
    };
    if !is_header_value(&definition.version) {
        let version = &definition.version;
        problems.push(Diagnostic {
            message: format!("not supported: the version {version:?} in the header `{header}`"),
            hint: Some("expected a version without control characters".to_owned()),
            ..unsupported(model, service, "", "")
        });
    }
}

/// One problem for each payload whose media type can't be the header `Content-Type`.
fn check_media_types(model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let trait_id = "smithy.api#mediaType";
    for member in model[shape].members() {
        let of_member = member.traits.media_type();
        let media_type = of_member.or_else(|| model[member.target].traits.media_type());
        let Some(media_type) = media_type.filter(|it| !is_header_value(it)) else {
            continue;
        };
        if member.traits.has("smithy.api#httpPayload") {
            let what = format!(
                "the media type {media_type:?} of the payload `{}`",
                member.name
            );
            problems.push(Diagnostic {
                hint: Some("expected a media type without control characters".to_owned()),
                ..unsupported(model, shape, trait_id, &what)
            });
        }
    }
}

/// Whether the text can be the value of an HTTP header (RFC 9110, section 5.5).
fn is_header_value(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_control() && c != '\t')
}

fn check_operation(model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let traits = &model[operation].traits;
    let compression = "smithy.api#requestCompression";
    if traits.has(compression) && !traits.compresses_request() {
        let what = "request compression without gzip";
        problems.push(unsupported(model, operation, compression, what));
    }
}

/// Refuses endpoint discovery that needs more than one endpoint for all calls of a client. The official clients
/// do not have it either, and no service needs it.
fn check_discovery(closure: &Closure<'_>, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let model = closure.model();
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

/// One problem for each unsupported algorithm that the operation names.
fn check_checksums(
    model: &Model,
    service: ShapeRef,
    operation: ShapeRef,
    problems: &mut Vec<Diagnostic>,
) {
    if s3::may_name_other_checksums(&model[service]) {
        return;
    }
    for name in checksums::unknown(model, operation) {
        let what = format!("checksums by `{name}`");
        let known = checksums::ALGORITHMS.map(|it| format!("`{it}`")).join(", ");
        problems.push(Diagnostic {
            hint: Some(format!("the algorithms are {known}")),
            ..unsupported(model, operation, checksums::TRAIT, &what)
        });
    }
}

/// One problem for each chain of lists and maps that is nested too deep, at the innermost shape that is too far
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

/// The problem with a structure, list or map that has members of the type `Unit`.
fn check_units(model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
    let may_hold_none = matches!(model[shape].kind, Kind::Union(_));
    let mut targets = structures::targets(model, shape).into_iter();
    if !may_hold_none && targets.any(|target| is_unit(&model[target])) {
        let what = "a member that has no value";
        problems.push(unsupported(model, shape, "smithy.api#Unit", what));
    }
}

/// The problem that the generator does not support `what`, which the trait requires.
fn unsupported(model: &Model, shape: ShapeRef, trait_id: &str, what: &str) -> Diagnostic {
    let id = &model[shape].id;
    let line = model.position_of(shape, None);
    Diagnostic {
        file: model.file_of(shape).to_owned(),
        // What has a line needs no path.
        path: line.map_or_else(|| format!("shapes.{id}"), |_| String::new()),
        line,
        shape: Some(id.to_string()),
        message: format!("not supported: {what} (`{trait_id}`)"),
        hint: Some("choose operations that do not need it".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    use crate::{Client, Options};

    /// The error for a service with this many operations and errors, and an input of this many members.
    fn refused(operations: usize, errors: usize, members: usize) -> Option<String> {
        let each =
            |count: usize, line: fn(usize) -> String| -> String { (0..count).map(line).collect() };
        let model = format!(
            "$version: \"2.0\"\nnamespace a\n@aws.protocols#restJson1\nservice V {{ operations: [{}], errors: [{}] }}\n\
             {}{}structure In {{\n{}}}\n",
            each(operations, |i| format!("Op{i} ")),
            each(errors, |i| format!("E{i} ")),
            each(operations, |i| format!(
                "@http(method: \"POST\", uri: \"/{i}\")\noperation Op{i} {{ input: In }}\n"
            )),
            each(errors, |i| format!(
                "@error(\"client\")\nstructure E{i} {{ }}\n"
            )),
            each(members, |i| format!("    m{i}: String\n")),
        );
        let model = Model::from_bytes("model.smithy", model.as_bytes()).expect("a valid model");
        let problems = Client::new(&model, &Options::default()).err()?;
        let problem = problems.iter().next()?;
        assert_eq!(problem.shape.as_deref(), Some("a#V"));
        Some(problem.message.clone())
    }

    #[test]
    fn clients_much_larger_than_their_models_are_refused_with_the_limit() {
        assert_eq!(refused(2, 2, 2), None);
        let errors = refused(400, 300, 1);
        let expected = "not supported: the chosen operations have 120000 errors, counted for each of them, more \
                        than 100000, which is the limit";
        assert_eq!(errors.as_deref(), Some(expected));
        let members = refused(1100, 1, 1000).unwrap_or_default();
        assert!(members.contains("1100000 members of inputs"), "{members}");
    }
}
