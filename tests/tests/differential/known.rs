//! Differences that are known, each with the reason for it.

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
    /// Whether a difference of this case is of this kind.
    pub(crate) explains: fn(&Outcome<'_>, &Difference) -> bool,
}

impl Outcome<'_> {
    /// Why botocore could not make the call; empty if it could.
    fn their_failure(&self) -> &str {
        self.theirs["failed"].as_str().unwrap_or_default()
    }
}

/// All of them. A run of all services fails for one that explains nothing.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        reason: "botocore needs the package awscrt for SigV4a and for some checksums",
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure.starts_with("MissingDependencyException: ")
        },
    },
    Known {
        reason: "botocore does not know all checksums that models know",
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure.starts_with("FlexibleChecksumError: Unsupported checksum algorithm")
        },
    },
    Known {
        reason: "botocore does not name the type of a body in XML",
        explains: |outcome, it| {
            it.part == "header content-type"
                && outcome.case["protocol"] == "restXml"
                && it.ours == "application/xml"
                && it.theirs.is_null()
        },
    },
    Known {
        reason: "an empty body is an empty structure in botocore where XML is the payload",
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
        explains: |outcome, it| {
            it.part == "body"
                && outcome.case["protocol"] == "restXml"
                && it.theirs.is_null()
                && it.ours["text"] == ""
        },
    },
    Known {
        reason: "botocore writes years before 1000 without zeros in front",
        explains: |_, it| match (it.ours.as_str(), it.theirs.as_str()) {
            (Some(ours), Some(theirs)) => ours.trim_start_matches('0') == theirs,
            _ => false,
        },
    },
    Known {
        reason: "botocore reads policies in answers of IAM as JSON",
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
        explains: |outcome, _| {
            let failure = outcome.ours["failed"].as_str().unwrap_or_default();
            failure.contains("unknown checksum algorithm")
        },
    },
    Known {
        reason: "official clients send the checksum that is required as MD5, botocore as CRC32",
        explains: |_, it| match it.part.as_str() {
            "header content-md5" => is_unsent(&it.theirs),
            "header x-amz-checksum-crc32" => is_unsent(&it.ours),
            _ => false,
        },
    },
    Known {
        reason: "botocore leaves out all of an id of Route 53 up to its last slash",
        explains: |outcome, it| {
            it.part == "path"
                && outcome.case["service"] == "route53"
                && it.ours.as_str().is_some_and(|it| it.contains("%2F"))
        },
    },
    Known {
        reason: "an empty list is an empty header in official clients",
        explains: |_, it| it.part.starts_with("header ") && it.ours == "" && it.theirs.is_null(),
    },
    Known {
        reason: "botocore names the character set of a form, which has but one",
        explains: |_, it| {
            it.part == "header content-type"
                && it.ours == "application/x-www-form-urlencoded"
                && it.theirs == "application/x-www-form-urlencoded; charset=utf-8"
        },
    },
    Known {
        reason: "what was not in an answer, or was an empty list in XML, is empty or zero where the member's type is no Option",
        explains: |outcome, it| {
            matches!(it.part.as_str(), "output" | "error")
                && it.theirs.is_null()
                && is_empty(&it.ours)
                && is_empty(answered(outcome.case, it))
        },
    },
    Known {
        reason: "official clients name the service in `x-amz-target` by its shape",
        explains: |_, it| {
            let names = (it.ours.as_str(), it.theirs.as_str());
            it.part == "header x-amz-target"
                && matches!(names, (Some(ours), Some(theirs)) if theirs.ends_with(&format!(".{ours}")))
        },
    },
    Known {
        reason: "botocore does not name the type of a payload of bytes",
        explains: |_, it| {
            it.part == "header content-type"
                && it.ours == "application/octet-stream"
                && it.theirs.is_null()
        },
    },
    Known {
        reason: "botocore signs for the region of its older list of endpoints where the rules name none",
        explains: |outcome, it| it.part == "signed" && outcome.case["service"] == "health",
    },
    Known {
        reason: "official clients write a slash behind a bucket in the path",
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
        explains: |_, it| it.part == "header x-amz-api-version" && it.ours.is_null(),
    },
    Known {
        reason: "official clients leave texts of JSON as they are",
        explains: |_, it| {
            let text = it.theirs.as_str();
            it.part == "output"
                && text.and_then(|it| serde_json::from_str(it).ok()).as_ref() == Some(&it.ours)
        },
    },
    Known {
        reason: "an empty payload of bytes is none in official clients",
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
        explains: |outcome, _| {
            let failure = outcome.their_failure();
            failure == "AttributeError: 'NoneType' object has no attribute 'items'"
        },
    },
    Known {
        reason: "an error without a message has an empty one in botocore",
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
