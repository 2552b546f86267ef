//! The known differences, each with its reason.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::compare::Difference;

/// What became of a case on both sides.
pub(crate) struct Outcome<'a> {
    /// The case.
    pub(crate) case: &'a Value,
    /// What the generated client made of it.
    pub(crate) ours: &'a Value,
    /// What botocore made of it.
    pub(crate) theirs: &'a Value,
}

/// A kind of difference that is right as it is.
pub(crate) struct Known {
    /// The reason.
    pub(crate) reason: &'static str,
    /// A case that shows it, whatever the seed.
    pub(crate) witness: Witness,
    /// Whether a difference of this case is of this kind.
    pub(crate) explains: fn(&Outcome<'_>, &Difference) -> bool,
}

/// A case that is called whenever its service is.
pub(crate) struct Witness {
    pub(crate) service: &'static str,
    pub(crate) operation: &'static str,
    /// The members of the input, in JSON.
    pub(crate) input: &'static str,
    /// The error that is the answer, if one is.
    pub(crate) error: Option<&'static str>,
    /// The members of the output or of the error, in JSON.
    pub(crate) answer: &'static str,
    /// Whether the answer has what its model does not know.
    pub(crate) is_noisy: bool,
    /// Whether the client of the service's Smithy model shows it, not that of botocore's model.
    pub(crate) is_of_smithy: bool,
}

impl Witness {
    /// A call whose request shows the difference; the answer is empty.
    const fn request(service: &'static str, operation: &'static str, input: &'static str) -> Self {
        Self::answer(service, operation, input, "{}")
    }

    /// A call that has this output.
    const fn answer(
        service: &'static str,
        operation: &'static str,
        input: &'static str,
        output: &'static str,
    ) -> Self {
        Self {
            service,
            operation,
            input,
            error: None,
            answer: output,
            is_noisy: false,
            is_of_smithy: false,
        }
    }

    /// A call that fails with this error of the model.
    const fn failure(
        service: &'static str,
        operation: &'static str,
        input: &'static str,
        error: &'static str,
        members: &'static str,
    ) -> Self {
        Self {
            error: Some(error),
            ..Self::answer(service, operation, input, members)
        }
    }

    /// The same, answered with what the model does not know.
    const fn noisy(self) -> Self {
        Self {
            is_noisy: true,
            ..self
        }
    }

    /// The same, called by the client of the service's Smithy model.
    const fn of_smithy(self) -> Self {
        Self {
            is_of_smithy: true,
            ..self
        }
    }
}

impl Outcome<'_> {
    /// Why botocore could not make the call; empty if it could.
    fn their_failure(&self) -> &str {
        self.theirs["failed"].as_str().unwrap_or_default()
    }
}

/// All of them. A run fails for one that its witness no longer shows.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        reason: "botocore needs the package awscrt for SigV4a and for some checksums",
        witness: Witness::request(
            "s3",
            "RestoreObject",
            r#"{"Bucket": "0-9", "Key": "a", "ChecksumAlgorithm": "CRC32C"}"#,
        ),
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure.starts_with("MissingDependencyException: ")
        },
    },
    Known {
        reason: "botocore does not know all checksums that models know",
        witness: Witness::request(
            "s3",
            "RestoreObject",
            r#"{"Bucket": "0-9", "Key": "a", "ChecksumAlgorithm": "MD5"}"#,
        ),
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure.starts_with("FlexibleChecksumError: Unsupported checksum algorithm")
        },
    },
    Known {
        reason: "botocore does not name the type of a body in XML",
        witness: Witness::request("cloudfront", "ListDistributionTenants", "{}"),
        explains: |outcome, it| {
            it.part == "header content-type"
                && outcome.case["protocol"] == "restXml"
                && it.ours == "application/xml"
                && it.theirs.is_null()
        },
    },
    Known {
        reason: "an empty body is an empty structure in botocore where XML is the payload",
        witness: Witness::request("cloudfront", "ListDistributions", "{}"),
        explains: |outcome, it| {
            it.part == "output"
                && outcome.case["protocol"] == "restXml"
                && it.path.len() == 1
                && it.ours.is_null()
                && it.theirs == json!({})
                && outcome.case["answer"]["body"] == ""
        },
    },
    Known {
        reason: "botocore sends no body in XML where no member of it is set",
        witness: Witness::request("cloudfront", "ListDistributionTenants", "{}"),
        explains: |outcome, it| {
            it.part == "body"
                && outcome.case["protocol"] == "restXml"
                && it.theirs.is_null()
                && it.ours["text"] == ""
        },
    },
    Known {
        reason: "botocore writes years before 1000 without zeros in front",
        witness: Witness::failure(
            "autoscaling",
            "GetPredictiveScalingForecast",
            r#"{"AutoScalingGroupName": "a", "PolicyName": "b", "StartTime": "-62135596800", "EndTime": "0"}"#,
            "ResourceContentionFault",
            "{}",
        ),
        explains: |_, it| match (it.ours.as_str(), it.theirs.as_str()) {
            (Some(ours), Some(theirs)) => ours.trim_start_matches('0') == theirs,
            _ => false,
        },
    },
    Known {
        reason: "botocore reads policies in answers of IAM as JSON",
        witness: Witness::answer(
            "iam",
            "GetRolePolicy",
            r#"{"RoleName": "a", "PolicyName": "b"}"#,
            r#"{"RoleName": "a", "PolicyName": "b", "PolicyDocument": "{\"c\":1}"}"#,
        ),
        explains: |outcome, it| {
            let decoded = it.ours.as_str().map(percent_decode_str);
            let text = decoded.and_then(|it| it.decode_utf8().ok());
            it.part == "output"
                && outcome.case["service"] == "iam"
                && text.and_then(|it| serde_json::from_str(&it).ok()).as_ref() == Some(&it.theirs)
        },
    },
    Known {
        reason: "the official checksum crate does not know all checksums that models know",
        witness: Witness::request(
            "s3",
            "RestoreObject",
            r#"{"Bucket": "0-9", "Key": "a", "ChecksumAlgorithm": "SHA512"}"#,
        ),
        explains: |outcome, _| {
            let failure = outcome.ours["failed"].as_str().unwrap_or_default();
            failure.contains("unknown checksum algorithm")
        },
    },
    Known {
        reason: "official clients send the checksum that is required as MD5, botocore as CRC32",
        witness: Witness::request(
            "s3control",
            "PutBucketLifecycleConfiguration",
            r#"{"AccountId": "123456789012", "Bucket": "0-9"}"#,
        ),
        explains: |_, it| match it.part.as_str() {
            "header content-md5" => is_unsent(&it.theirs),
            "header x-amz-checksum-crc32" => is_unsent(&it.ours),
            _ => false,
        },
    },
    Known {
        reason: "botocore leaves out all of an id of Route 53 up to its last slash",
        witness: Witness::failure(
            "route53",
            "GetHostedZone",
            r#"{"Id": "a/b"}"#,
            "NoSuchHostedZone",
            "{}",
        ),
        explains: |outcome, it| {
            it.part == "path"
                && outcome.case["service"] == "route53"
                && it.ours.as_str().is_some_and(|it| it.contains("%2F"))
        },
    },
    Known {
        reason: "an empty list is an empty header in official clients",
        witness: Witness::request(
            "s3",
            "GetObjectAttributes",
            r#"{"Bucket": "0-9", "Key": "a", "ObjectAttributes": []}"#,
        ),
        explains: |_, it| it.part.starts_with("header ") && it.ours == "" && it.theirs.is_null(),
    },
    Known {
        reason: "botocore names the character set of a form, which has but one",
        witness: Witness::request("sns", "ListTopics", "{}"),
        explains: |_, it| {
            it.part == "header content-type"
                && it.ours == "application/x-www-form-urlencoded"
                && it.theirs == "application/x-www-form-urlencoded; charset=utf-8"
        },
    },
    Known {
        reason: "what was not in an answer, or was an empty list in XML, is empty or zero where the member's type is no Option",
        witness: Witness::answer(
            "s3",
            "GetBucketReplication",
            r#"{"Bucket": "0-9"}"#,
            r#"{"ReplicationConfiguration": {"Role": "a", "Rules": []}}"#,
        ),
        explains: |outcome, it| {
            matches!(it.part.as_str(), "output" | "error")
                && it.theirs.is_null()
                && is_empty(&it.ours)
                && is_empty(answered(outcome.case, it))
        },
    },
    Known {
        reason: "official clients name the service in `x-amz-target` by its shape",
        witness: Witness::request("cloudtrail", "ListEventDataStores", "{}"),
        explains: |_, it| {
            let names = (it.ours.as_str(), it.theirs.as_str());
            it.part == "header x-amz-target"
                && matches!(names, (Some(ours), Some(theirs)) if theirs.ends_with(&format!(".{ours}")))
        },
    },
    Known {
        reason: "botocore does not name the type of a payload of bytes",
        witness: Witness::request("iot-data", "Publish", r#"{"topic": "a"}"#),
        explains: |_, it| {
            it.part == "header content-type"
                && it.ours == "application/octet-stream"
                && it.theirs.is_null()
        },
    },
    Known {
        reason: "botocore signs for the region of its older list of endpoints where the rules name none",
        witness: Witness::request("health", "DescribeAffectedEntitiesForOrganization", "{}"),
        explains: |outcome, it| it.part == "signed" && outcome.case["service"] == "health",
    },
    Known {
        reason: "official clients write a slash behind a bucket in the path",
        witness: Witness::request(
            "s3",
            "GetBucketLifecycleConfiguration",
            r#"{"Bucket": "a_b"}"#,
        ),
        explains: |outcome, it| match (it.ours.as_str(), it.theirs.as_str()) {
            (Some(ours), Some(theirs)) => {
                it.part == "path"
                    && outcome.case["service"] == "s3"
                    && ours.strip_suffix('/') == Some(theirs)
            }
            _ => false,
        },
    },
    Known {
        reason: "botocore names the version of the API where it discovers endpoints",
        witness: Witness::failure(
            "timestream-query",
            "DescribeEndpoints",
            "{}",
            "ValidationException",
            "{}",
        ),
        explains: |_, it| it.part == "header x-amz-api-version" && it.ours.is_null(),
    },
    Known {
        reason: "official clients leave texts of JSON as they are",
        witness: Witness::answer(
            "pricing",
            "GetProducts",
            r#"{"ServiceCode": "a"}"#,
            r#"{"PriceList": ["{\"b\":1}"]}"#,
        ),
        explains: |_, it| {
            let text = it.theirs.as_str();
            it.part == "output"
                && text.and_then(|it| serde_json::from_str(it).ok()).as_ref() == Some(&it.ours)
        },
    },
    Known {
        reason: "an empty payload of bytes is none in official clients",
        witness: Witness::request(
            "appconfig",
            "CreateHostedConfigurationVersion",
            r#"{"ApplicationId": "a", "ConfigurationProfileId": "b", "Content": "", "ContentType": "c"}"#,
        ),
        explains: |outcome, it| {
            it.part == "output"
                && it.path.len() == 1
                && it.ours.is_null()
                && it.theirs == ""
                && outcome.case["answer"]["body"] == ""
        },
    },
    Known {
        reason: "the Smithy model of ElastiCache names the items of pending log deliveries otherwise",
        witness: Witness::answer(
            "elasticache",
            "TestMigration",
            r#"{"ReplicationGroupId": "a", "CustomerNodeEndpointList": []}"#,
            r#"{"ReplicationGroup": {"PendingModifiedValues": {"LogDeliveryConfigurations": [{"LogType": "slow-log"}]}}}"#,
        )
        .of_smithy(),
        explains: |outcome, it| {
            outcome.case["service"] == "elasticache"
                && it
                    .path
                    .iter()
                    .any(|name| name == "LogDeliveryConfigurations")
        },
    },
    Known {
        reason: "official clients take the code of an error from `code` before `__type`",
        witness: Witness::failure(
            "lightsail",
            "GetDistributions",
            "{}",
            "NotFoundException",
            r#"{"code": "a"}"#,
        ),
        explains: |outcome, it| {
            let of_body = &outcome.theirs["error"]["members"]["code"];
            it.part == "error"
                && matches!(
                    it.path.first().map(String::as_str),
                    Some("code" | "members")
                )
                && (it.ours == *of_body || it.theirs["code"] == *of_body && it.ours.is_null())
                && !of_body.is_null()
        },
    },
    Known {
        reason: "botocore does not read an error of the server whose body is empty",
        witness: Witness::failure(
            "opensearch",
            "DescribeDomainChangeProgress",
            r#"{"DomainName": "a"}"#,
            "InternalException",
            "{}",
        ),
        explains: |outcome, it| {
            let status = outcome.case["answer"]["status"].as_u64();
            it.part == "error"
                && status.is_some_and(|status| status >= 500)
                && outcome.theirs["error"]["code"]
                    == status.unwrap_or_default().to_string().as_str()
        },
    },
    Known {
        reason: "botocore leaves the values of maps in CBOR as they are, with members that no model has",
        witness: Witness::answer(
            "transcribe",
            "GetTranscriptionJob",
            r#"{"TranscriptionJobName": "a"}"#,
            r#"{"TranscriptionJob": {"LanguageIdSettings": {"so-SO": {}}}}"#,
        )
        .noisy(),
        explains: |outcome, it| {
            it.part == "output"
                && outcome.case["protocol"] == "rpcv2Cbor"
                && it.ours.is_null()
                && it
                    .path
                    .last()
                    .is_some_and(|name| name == "UnmodelledMember")
        },
    },
    Known {
        reason: "botocore fails at a null among the structures of a list",
        witness: Witness::failure(
            "rds-data",
            "ExecuteStatement",
            r#"{"resourceArn": "a", "secretArn": "b", "sql": "c", "parameters": [{"value": {"arrayValue": {"arrayValues": [null]}}}]}"#,
            "DatabaseResumingException",
            "{}",
        ),
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure == "AttributeError: 'NoneType' object has no attribute 'items'"
        },
    },
    Known {
        reason: "an error without a message has an empty one in botocore",
        witness: Witness::failure(
            "acm-pca",
            "ListCertificateAuthorities",
            "{}",
            "InvalidNextTokenException",
            "{}",
        ),
        explains: |_, it| {
            it.part == "error" && it.path == ["message"] && it.ours.is_null() && it.theirs == ""
        },
    },
];

/// What the answer had in the place of a difference; null for nothing.
fn answered<'a>(case: &'a Value, difference: &Difference) -> &'a Value {
    let path = match difference.part.as_str() {
        "error" => difference.path.get(1..).unwrap_or_default(),
        _ => &difference.path,
    };
    path.iter()
        .fold(&case["expected"], |value, name| match value {
            Value::Array(values) => name.parse().map_or(&Value::Null, |it: usize| &values[it]),
            value => &value[name.as_str()],
        })
}

/// Whether there is no such header; of digests only that is compared.
fn is_unsent(header: &Value) -> bool {
    header.is_null() || *header == Value::Bool(false)
}

/// Whether a value is what a member is that was not set.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty() || text == "0",
        Value::Array(values) => values.is_empty(),
        Value::Object(entries) => entries.values().all(is_empty),
        Value::Null => true,
    }
}
