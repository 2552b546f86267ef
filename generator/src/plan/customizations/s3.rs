//! Amazon S3.

use std::collections::BTreeMap;

use tinsmith_model::{Closure, Kind, Member, Node, Shape, ShapeRef, UriSegment};

use super::s3_control;
use crate::plan::{Field, Operation, Plan, Role, Structure};

pub(super) const ID: Option<&str> = Some("S3");

pub(super) fn is_s3(plan: &Plan<'_>) -> bool {
    plan.service.customized_as == ID
}

/// Whether the label is part of the endpoint: the endpoint rules put the bucket into the host or the path, so that
/// the operation's own path must not have it, although its URI pattern does.
pub(crate) fn is_in_endpoint(plan: &Plan<'_>, member: &Member) -> bool {
    let param = member.traits.get("smithy.rules#contextParam");
    let param = param
        .and_then(|param| param.get("name"))
        .and_then(Node::as_str);
    let service = &plan.shape(plan.service.shape).traits;
    is_s3(plan) && param == Some("Bucket") && service.has("smithy.rules#endpointRuleSet")
}

/// Whether calls without credentials are sent unsigned, since public objects may be read by anybody. Operations with
/// an `auth` trait of their own are excepted.
pub(crate) fn allows_no_auth(plan: &Plan<'_>) -> bool {
    is_s3(plan)
}

/// Whether the endpoint rules check the region and no other code does (S3 Control too), so that the error for a region that
/// can't be part of a host is that of the rules.
pub(crate) fn rules_check_region(plan: &Plan<'_>) -> bool {
    is_s3(plan) || plan.service.customized_as == Some(s3_control::ID)
}

/// Whether a call of the operation may be made without signing its body, which may be large.
pub(crate) fn may_leave_body_unsigned(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    is_s3(plan) && matches!(operation.name, "PutObject" | "UploadPart")
}

/// Whether the operation's path is the bucket alone. As the bucket is part of the endpoint, the path becomes a
/// slash after the bucket, as in the official client.
pub(crate) fn is_path_of_bucket(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let http = plan.shape(operation.shape).traits.http();
    let segments = http.map(|http| http.uri.segments);
    let Some([UriSegment::Label(label)]) = segments.as_deref() else {
        return false;
    };
    let field = operation.input.field(label);
    field.is_some_and(|field| is_in_endpoint(plan, field.member))
}

/// Whether the root of the output's body is the output's only member, without an element around it.
///
/// Smithy specification: [`s3UnwrappedXmlOutput` trait][spec].
///
/// [spec]: https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait
pub(crate) fn has_unwrapped_output(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let traits = &plan.shape(operation.shape).traits;
    traits.has("aws.customizations#s3UnwrappedXmlOutput")
}

/// The member of the output that says whether another page follows, for operations whose last page has a token too.
pub(crate) fn more_pages<'p, 'm>(
    plan: &Plan<'m>,
    operation: &'p Operation<'m>,
) -> Option<&'p Field<'m>> {
    let has_last_token = is_s3(plan) && operation.name == "ListParts";
    has_last_token.then(|| operation.output.field("IsTruncated"))?
}

/// The header with the second id of a request, and the name of that id in the metadata of errors, as in the official
/// clients. AWS support needs both ids.
pub(super) const EXTENDED_REQUEST_ID: (&str, &str) = ("x-amz-id-2", "s3_extended_request_id");

/// The header with the second id of a request, and the name of that id in the metadata of errors, if the service has one.
pub(crate) fn extended_request_id(plan: &Plan<'_>) -> Option<(&'static str, &'static str)> {
    is_s3(plan).then_some(EXTENDED_REQUEST_ID)
}

/// Whether the header is ignored if it is malformed: objects keep any value with which they were stored.
pub(crate) fn may_be_unreadable(plan: &Plan<'_>, member: &Member) -> bool {
    is_s3(plan) && is_expires(member)
}

fn is_expires(member: &Member) -> bool {
    member.name.eq_ignore_ascii_case("expires")
}

/// The name of the field that holds the text of a header which may be unreadable, and the field of the member that is
/// bound to that header.
pub(crate) fn raw_header<'p, 'm>(
    plan: &Plan<'_>,
    structure: &'p Structure<'m>,
) -> Option<(&'static str, &'p Field<'m>)> {
    let is_output = structure.role == Role::Output;
    let mut fields = structure.fields.iter();
    let field = fields.find(|field| is_output && may_be_unreadable(plan, field.member))?;
    let is_taken = structure.fields.iter().any(|it| it.snake == RAW_EXPIRES);
    (!is_taken).then_some((RAW_EXPIRES, field))
}

const RAW_EXPIRES: &str = "expires_string";

/// Why a member of a structure of this role is deprecated, although the model does not say so.
pub(crate) fn deprecation(plan: &Plan<'_>, role: Role, member: &Member) -> Option<&'static str> {
    (role == Role::Output && may_be_unreadable(plan, member))
        .then_some("use `expires_string`: this is `None` if the header is not a date")
}

/// The target that a member has in the official client, if it is another than in the model: members named `Expires` are
/// timestamps there, as they were in older models. In newer models they are strings.
pub(crate) fn target(closure: &Closure<'_>, member: &Member) -> Option<ShapeRef> {
    let model = closure.model();
    let is_text = is_expires(member) && matches!(model[member.target].kind, Kind::String);
    let is_s3 = || super::id(&model[closure.service()]) == ID;
    if is_text && is_s3() {
        model.find("smithy.api#Timestamp")
    } else {
        None
    }
}

/// The shapes that are targets of such members, with the targets of the official client.
pub(crate) fn replaced(closure: &Closure<'_>) -> BTreeMap<ShapeRef, ShapeRef> {
    let shapes = closure.shapes();
    let members = shapes.flat_map(|(shape, _)| closure.model()[shape].members());
    members
        .filter_map(|member| Some((member.target, target(closure, member)?)))
        .collect()
}

/// Whether the model may name unsupported checksums, as the models of S3 do since 2026. As in the official client,
/// a call that chooses one fails before anything is sent, and a response with one is not checked.
pub(crate) fn may_name_other_checksums(service: &Shape) -> bool {
    super::id(service) == ID
}

/// How signatures of a service differ from those of most services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signing {
    /// The path is signed as it is sent, without normalization and a second encoding.
    pub(crate) path_as_sent: bool,
    /// A header has the hash of the body.
    pub(crate) content_hash: bool,
}

impl Signing {
    /// The signing options of the service.
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        Self {
            path_as_sent: is_s3(plan),
            content_hash: is_s3(plan) || plan.service.customized_as == Some(s3_control::ID),
        }
    }
}
