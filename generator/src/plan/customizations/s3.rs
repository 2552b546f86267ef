//! Amazon S3.

use tinsmith_model::{Member, Node, Shape, UriSegment};

use crate::plan::{Field, Operation, Plan};

const ID: Option<&str> = Some("S3");

fn is_s3(plan: &Plan<'_>) -> bool {
    plan.service.customized_as == ID
}

/// The label stands in the endpoint that the rules make, in its host or path, and not in the path of the
/// operation, whose pattern has it nevertheless.
pub(crate) fn is_in_endpoint(plan: &Plan<'_>, member: &Member) -> bool {
    let param = member.traits.get("smithy.rules#contextParam");
    let param = param
        .and_then(|param| param.get("name"))
        .and_then(Node::as_str);
    let service = &plan.shape(plan.service.shape).traits;
    is_s3(plan) && param == Some("Bucket") && service.has("smithy.rules#endpointRuleSet")
}

/// Calls without credentials are sent, and not signed: anybody may read what is public. Operations with an
/// `auth` of their own are not meant.
pub(crate) fn allows_no_auth(plan: &Plan<'_>) -> bool {
    is_s3(plan)
}

/// The operation's path is the bucket alone, which stands in the endpoint: a slash is left of the path, and
/// is sent behind the bucket, as the official client does.
pub(crate) fn is_path_of_bucket(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let http = plan.shape(operation.shape).traits.http();
    let segments = http.map(|http| http.uri.segments);
    let Some([UriSegment::Label(label)]) = segments.as_deref() else {
        return false;
    };
    let field = operation.input.field(label);
    field.is_some_and(|field| is_in_endpoint(plan, field.member))
}

/// The root of the output's body is the output's only member, without an element around it.
///
/// Smithy specification: [`s3UnwrappedXmlOutput` trait][spec].
///
/// [spec]: https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait
pub(crate) fn has_unwrapped_output(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let traits = &plan.shape(operation.shape).traits;
    traits.has("aws.customizations#s3UnwrappedXmlOutput")
}

/// The member of the output that says whether another page follows, where the last page has a token too.
pub(crate) fn more_pages<'p, 'm>(
    plan: &Plan<'m>,
    operation: &'p Operation<'m>,
) -> Option<&'p Field<'m>> {
    let has_last_token = is_s3(plan) && operation.name == "ListParts";
    has_last_token.then(|| operation.output.field("IsTruncated"))?
}

/// The header is left out where it can't be read: objects keep whatever it was when they were put.
pub(crate) fn may_be_unreadable(plan: &Plan<'_>, member: &Member) -> bool {
    is_s3(plan) && member.name == "Expires"
}

/// The service's model may name checksums that nobody calculates, as its models do since 2026: a call that
/// chooses one fails before anything is sent, and a response with one is not checked, as in the official
/// client.
pub(crate) fn may_name_other_checksums(service: &Shape) -> bool {
    super::id(service) == ID
}

/// What errors of a service are that its protocol does not say.
pub(crate) struct Errors {
    /// Codes of errors that are worth another try.
    pub(crate) transient: &'static [&'static str],
    /// The name of an error with the status 404 and without a body, as an answer to `HEAD` is.
    pub(crate) absent: &'static str,
    /// An answer whose status says success may be an error: what takes long begins with that status.
    pub(crate) in_success: bool,
    /// Headers that are kept with an error, and the names under which the official clients keep them.
    pub(crate) kept_headers: &'static [(&'static str, &'static str)],
}

impl Errors {
    /// What they are, if the protocol does not say all.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        is_s3(plan).then_some(Self {
            transient: &["InternalError"],
            absent: "NotFound",
            in_success: true,
            kept_headers: &[("x-amz-id-2", "s3_extended_request_id")],
        })
    }
}

/// What signatures leave to the service, where it is not what most want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signing {
    /// The path is signed as it is sent.
    pub(crate) path_as_sent: bool,
    /// A header says the hash of the body.
    pub(crate) content_hash: bool,
}

impl Signing {
    /// What the service wants.
    pub(crate) fn of(plan: &Plan<'_>) -> Self {
        let service = plan.service.customized_as;
        Self {
            path_as_sent: is_s3(plan),
            content_hash: matches!(service, Some("S3" | "S3 Control")),
        }
    }
}
