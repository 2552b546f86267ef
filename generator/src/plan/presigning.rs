//! Which operations can be presigned, and which part of the body the signature covers.
//!
//! Two kinds of operations can be presigned: those that `plan/customizations/presigned` lists for the official
//! clients, and those that the option `presign` names.
//!
//! The signature covers one of these:
//!
//! - nothing, where the service accepts unsigned payloads: in S3 and S3 Control, with the trait
//!   `aws.auth#unsignedPayload`, and for streaming blobs;
//! - the empty body, where the input goes to the query string: the forms of awsQuery and ec2Query, and in Polly the
//!   members by their own names;
//! - the serialized body in all other cases. `PresignedRequest::body` returns it.

use tinsmith_model::{Diagnostic, Diagnostics, Kind, Location};

use super::auth::{Auth, AuthScheme};
use super::customizations::presigned::{self, Way};
use super::customizations::s3::Signing;
use super::{Operation, Plan, Protocol};

/// How calls of an operation are presigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Presigned {
    /// The part of the body that the signature covers.
    pub(crate) payload: Payload,
    /// How the presigned request differs from the request that `send` makes.
    pub(crate) way: Way,
}

/// The part of the body that the signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// Nothing: the service accepts any body.
    Unsigned,
    /// The empty body: the service accepts no other.
    Empty,
    /// The serialized input: the service accepts no other body.
    Signed,
}

/// Returns how each operation of the plan is presigned, or `None` for an operation that is not. `wanted` are the
/// names or shape ids of the operations that the option `presign` names.
///
/// # Errors
/// An operation in `wanted` is not chosen, or can't be presigned.
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
            // The user did not name the operation, so it is no error that it can't be presigned.
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

/// Whether the operation can be presigned in this way. For [`Way::MembersInQuery`] the protocol must have HTTP
/// bindings, and the members of the body must be scalars or lists of scalars.
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

/// Returns how the operation is presigned. `official` is the way of the official client.
fn presigned_as(plan: &Plan<'_>, operation: &Operation<'_>, official: Option<Way>) -> Presigned {
    let way = match plan.protocol {
        Protocol::AwsQuery | Protocol::Ec2Query => Way::FormInQuery,
        _ => official.unwrap_or(Way::AsSent),
    };
    let traits = &plan.shape(operation.shape).traits;
    // A streaming body is not in memory. The signature of a call that is sent does not cover it either.
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

/// Returns the reason why the operation can't be presigned, if there is one.
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

/// Returns the error that an operation can't be presigned because of `what`.
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

/// Returns the error that the option `presign` names an operation that is not chosen.
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
