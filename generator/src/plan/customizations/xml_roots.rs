//! The roots of XML documents that services send although their models name others, or none.
//!
//! The root of an output is named by the output's shape, or by the member that is the body. The roots here are
//! accepted beside that one: S3's in AWS JSON models, which have no place for them; any root for three operations
//! of S3, as in the official client; and `<Operation>Response`, which servers that stand in for AWS's services
//! send. The 265 modelled roots of the four services with restXml are those that the official clients expect.

use super::s3_control;
use crate::plan::{Operation, Plan};

/// The roots that the body of an output may have in addition to the one that the model names.
pub(crate) struct Roots {
    /// Any root is accepted: the official clients do not check it.
    pub(crate) any: bool,
    /// The root that the service sends.
    pub(crate) sent: Option<&'static str>,
    /// The root that servers which stand in for the service send, unless the body is a single member. They are made
    /// from AWS JSON models, which have no place for a root's name.
    pub(crate) of_stand_ins: Option<String>,
}

impl Roots {
    /// No other roots.
    pub(crate) const NONE: Self = Self {
        any: false,
        sent: None,
        of_stand_ins: None,
    };

    /// The roots of the operation's output.
    pub(crate) fn of(plan: &Plan<'_>, operation: &Operation<'_>) -> Self {
        let service = plan.service.customized_as;
        Self {
            any: service == Some("S3") && ANY_OF_S3.contains(&operation.name),
            sent: match service {
                Some("S3") => of_s3(operation.name),
                Some(s3_control::ID) => of_s3_control(operation.name),
                _ => None,
            },
            of_stand_ins: plan
                .service
                .is_aws
                .then(|| format!("{}Response", operation.name)),
        }
    }
}

/// Operations of S3 whose responses have had other roots than its models named.
const ANY_OF_S3: [&str; 3] = [
    "CreateSession",
    "GetObjectAttributes",
    "ListDirectoryBuckets",
];

/// S3's roots. Today's Smithy models name all of them. AWS JSON models name only those of members that are the
/// body, and only since 2023.
fn of_s3(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "CompleteMultipartUpload" => "CompleteMultipartUploadResult",
        "CreateMultipartUpload" => "InitiateMultipartUploadResult",
        "DeleteObjects" => "DeleteResult",
        "GetBucketAccelerateConfiguration" => "AccelerateConfiguration",
        "GetBucketAcl" | "GetObjectAcl" => "AccessControlPolicy",
        "GetBucketCors" => "CORSConfiguration",
        "GetBucketLifecycle" | "GetBucketLifecycleConfiguration" => "LifecycleConfiguration",
        "GetBucketLogging" => "BucketLoggingStatus",
        "GetBucketNotification" => "NotificationConfiguration",
        "GetBucketRequestPayment" => "RequestPaymentConfiguration",
        "GetBucketTagging" | "GetObjectTagging" => "Tagging",
        "GetBucketVersioning" => "VersioningConfiguration",
        "GetBucketWebsite" => "WebsiteConfiguration",
        "GetObjectLegalHold" => "LegalHold",
        "GetObjectRetention" => "Retention",
        "ListBucketAnalyticsConfigurations" => "ListBucketAnalyticsConfigurationResult",
        "ListBucketInventoryConfigurations" => "ListInventoryConfigurationsResult",
        "ListBucketMetricsConfigurations" => "ListMetricsConfigurationsResult",
        "ListBuckets" => "ListAllMyBucketsResult",
        "ListMultipartUploads" => "ListMultipartUploadsResult",
        "ListObjectVersions" => "ListVersionsResult",
        "ListObjects" | "ListObjectsV2" => "ListBucketResult",
        "ListParts" => "ListPartsResult",
        _ => return None,
    })
}

/// The one root of S3 Control that AWS JSON models of 2022 do not name.
fn of_s3_control(operation: &str) -> Option<&'static str> {
    (operation == "ListStorageLensConfigurations").then_some("ListStorageLensConfigurationResult")
}
