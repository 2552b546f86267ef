//! Which operations can be presigned, and how.

use tinsmith_model::{Diagnostic, Diagnostics, Kind, Location};

use super::auth::{Auth, AuthScheme};
use super::customizations::presigned::{self, Way};
use super::customizations::s3::Signing;
use super::{Operation, Plan, Protocol};

/// How calls of an operation are presigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Presigned {
    /// What of the body the signature covers.
    pub(crate) payload: Payload,
    /// How the request differs from one that is sent.
    pub(crate) way: Way,
}

/// What of the body a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// Nothing: the service takes any body.
    Unsigned,
    /// That there is none.
    Empty,
    /// The body that the input makes.
    Signed,
}

/// How each of the plan's operations is presigned: those that the official clients presign, and those that are
/// `wanted`, by their names or shape ids.
///
/// # Errors
/// An operation is wanted that was not chosen, or that can't be presigned.
pub(super) fn all(
    plan: &Plan<'_>,
    wanted: &[String],
) -> Result<Vec<Option<Presigned>>, Diagnostics> {
    let mut problems = Vec::new();
    let is_meant = |operation: &Operation<'_>, name: &String| {
        *name == operation.name || *name == plan.shape(operation.shape).id.to_string()
    };
    for name in wanted {
        if !plan.operations.iter().any(|it| is_meant(it, name)) {
            problems.push(not_chosen(plan, name));
        }
    }
    let auth = Auth::of(plan);
    let operations = plan.operations.iter().map(|operation| {
        let official =
            presigned::by_default(plan, operation).filter(|way| fits(plan, operation, *way));
        let is_wanted = wanted.iter().any(|name| is_meant(operation, name));
        if !is_wanted && official.is_none() {
            return None;
        }
        match problem(plan, &auth, operation) {
            // Nobody has asked.
            Some(_) if !is_wanted => None,
            Some(problem) => {
                problems.push(problem);
                None
            }
            None => Some(presigned_as(plan, operation, official)),
        }
    });
    let operations = operations.collect();
    if problems.is_empty() {
        Ok(operations)
    } else {
        Err(Diagnostics::new(problems))
    }
}

/// The operation has HTTP bindings, and members that can stand in a query string, if that is how it is presigned.
fn fits(plan: &Plan<'_>, operation: &Operation<'_>, way: Way) -> bool {
    let is_scalar = |shape| {
        !matches!(
            plan.shape(shape).kind,
            Kind::Structure(_)
                | Kind::Union(_)
                | Kind::Map { .. }
                | Kind::List(_)
                | Kind::Blob
                | Kind::Document
        )
    };
    let mut fields = operation.input.fields.iter();
    way != Way::MembersInQuery
        || plan.protocol.has_http_bindings()
            && fields.all(|field| {
                let target = field.member.target;
                match (field.member.traits.location(), &plan.shape(target).kind) {
                    (Location::Payload, _) => false,
                    (Location::Body, Kind::List(element)) => is_scalar(element.target),
                    (Location::Body, _) => is_scalar(target),
                    _ => true,
                }
            })
}

fn presigned_as(plan: &Plan<'_>, operation: &Operation<'_>, official: Option<Way>) -> Presigned {
    let way = match plan.protocol {
        Protocol::AwsQuery | Protocol::Ec2Query => Way::FormInQuery,
        _ => official.unwrap_or(Way::AsSent),
    };
    let traits = &plan.shape(operation.shape).traits;
    // What streams is not in memory, and is not covered by the signature of a call that is sent either.
    let is_unsigned = traits.has("aws.auth#unsignedPayload")
        || Signing::of(plan).content_hash
        || operation.input.stream(plan).is_some();
    Presigned {
        payload: match way {
            Way::AsSent if is_unsigned => Payload::Unsigned,
            Way::AsSent => Payload::Signed,
            Way::FormInQuery | Way::MembersInQuery => Payload::Empty,
        },
        way,
    }
}

/// Why the operation can't be presigned.
fn problem(plan: &Plan<'_>, auth: &Auth, operation: &Operation<'_>) -> Option<Diagnostic> {
    if operation.input.events(plan).is_some() {
        let what = "a presigned call that sends events, each of which is signed when it is sent";
        return Some(unsupported(plan, operation, "smithy.api#streaming", what));
    }
    let mut schemes = auth.of_operation(operation.name).iter();
    if schemes.any(|it| matches!(it, AuthScheme::SigV4 | AuthScheme::SigV4a)) {
        return None;
    }
    let service = &plan.shape(plan.service.shape).traits;
    let trait_id = if service.has("aws.auth#sigv4") {
        "smithy.api#auth"
    } else {
        "aws.auth#sigv4"
    };
    let what = "a presigned call of an operation that is not signed by AWS Signature Version 4";
    Some(unsupported(plan, operation, trait_id, what))
}

fn unsupported(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    trait_id: &str,
    what: &str,
) -> Diagnostic {
    let id = &plan.shape(operation.shape).id;
    Diagnostic {
        file: plan.model.file_of(operation.shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!("not supported: {what} (`{trait_id}`)"),
        hint: Some("do not ask for presigned calls of this operation".to_owned()),
    }
}

fn not_chosen(plan: &Plan<'_>, name: &str) -> Diagnostic {
    let id = &plan.shape(plan.service.shape).id;
    Diagnostic {
        file: plan.model.file_of(plan.service.shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!(
            "the operation `{name}`, whose calls are to be presigned, is not among those chosen"
        ),
        hint: Some("choose the operation, by its name in the model".to_owned()),
    }
}
