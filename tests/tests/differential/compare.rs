//! The differences between the outcomes of a case on both sides.

use std::collections::{BTreeMap, BTreeSet};

use base64_simd::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::bodies::{expanded, meaning, parameters};

/// A place where the two sides differ.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// The part of the request (`header content-type`, `body`) or of the outcome (`output`, `error`).
    pub(crate) part: String,
    /// The way to the value in it.
    pub(crate) path: Vec<String>,
    /// What the generated client has there; null for nothing.
    pub(crate) ours: Value,
    /// What botocore has there.
    pub(crate) theirs: Value,
}

/// The differences of two requests.
pub(crate) fn requests(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let (ours, theirs) = (Request::of(ours), Request::of(theirs));
    let mut differences = Vec::new();
    let (one, other) = match (&ours, &theirs) {
        (Some(one), Some(other)) => (one, other),
        (None, None) => return differences,
        _ => {
            let sent = |request: &Option<Request>| json!(request.is_some());
            differences.push(Difference {
                part: "sent".to_owned(),
                path: Vec::new(),
                ours: sent(&ours),
                theirs: sent(&theirs),
            });
            return differences;
        }
    };
    let parts = |it: &Request| {
        [
            ("method", json!(it.method)),
            ("host", json!(it.host)),
            ("path", json!(it.path)),
            ("query", json!(it.query)),
            ("signed", json!(it.signed)),
            ("body", it.body.clone()),
        ]
    };
    for ((part, ours), (_, theirs)) in parts(one).into_iter().zip(parts(other)) {
        values(part, &ours, &theirs, &mut differences);
    }
    // Digests of bodies that are the same in other bytes are others.
    let is_digest = |name: &str| DIGESTS.iter().any(|it| name.starts_with(it));
    let told = |it: &Request, name: &str| {
        if one.raw == other.raw || !is_digest(name) {
            json!(it.headers.get(name))
        } else {
            json!(it.headers.contains_key(name))
        }
    };
    let names: BTreeSet<&String> = one.headers.keys().chain(other.headers.keys()).collect();
    for name in names {
        let part = format!("header {name}");
        values(
            &part,
            &told(one, name),
            &told(other, name),
            &mut differences,
        );
    }
    differences
}

/// The differences of what two answers were read as.
pub(crate) fn answers(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let mut differences = Vec::new();
    for part in ["output", "error", "failed"] {
        let (one, other) = (ours.get(part), theirs.get(part));
        match (one, other) {
            // Why is each side's own.
            (Some(_), Some(_)) if part == "failed" => {}
            (None, None) => {}
            (one, other) => {
                let (one, other) = (without_message(one), without_message(other));
                values(part, &one, &other, &mut differences);
            }
        }
    }
    differences
}

/// An error's message is compared as that, and not as the member that has it too.
fn without_message(outcome: Option<&Value>) -> Value {
    let mut outcome = outcome.cloned().unwrap_or_default();
    if let Some(Value::Object(members)) = outcome.get_mut("members") {
        members.retain(|name, _| !name.eq_ignore_ascii_case("message"));
    }
    outcome
}

/// A request by meaning.
struct Request {
    method: String,
    host: String,
    path: String,
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    /// The scope of the signature, or the scheme of another authorization.
    signed: Option<String>,
    body: Value,
    /// The bytes of the body.
    raw: Vec<u8>,
}

/// How the names of headers begin that are digests of the body.
const DIGESTS: &[&str] = &["content-md5", "x-amz-checksum-", "x-amz-content-sha256"];

/// What is one side's own, or follows from the rest.
const ASIDE: &[&str] = &[
    "accept-encoding",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "content-length",
    "host",
    "user-agent",
    "x-amz-date",
    "x-amz-user-agent",
];

impl Request {
    fn of(outcome: &Value) -> Option<Self> {
        let request = outcome.get("request").filter(|it| !it.is_null())?;
        let uri = request["uri"].as_str()?;
        let (_, rest) = uri.split_once("://")?;
        let (target, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = target.split_at(target.find('/').unwrap_or(target.len()));
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        for header in request["headers"].as_array()? {
            let name = header[0].as_str()?.to_lowercase();
            // White space between the elements of a list means nothing.
            let value = &header[1].as_str()?.replace(", ", ",");
            headers
                .entry(name)
                .and_modify(|all| *all = format!("{all},{value}"))
                .or_insert_with(|| value.to_owned());
        }
        let signed = headers.get("authorization").map(|it| scope(it));
        let raw = STANDARD.decode_to_vec(request["body"].as_str()?).ok()?;
        let header = |name: &str| headers.get(name).map_or("", String::as_str);
        let raw = expanded(header("content-encoding"), raw);
        let body = meaning(header("content-type"), &raw);
        headers.retain(|name, _| !ASIDE.contains(&name.as_str()));
        Some(Self {
            method: request["method"].as_str()?.to_owned(),
            host: host.to_owned(),
            path: match path {
                "" => "/".to_owned(),
                path => normal(path),
            },
            query: parameters(query),
            headers,
            signed,
            body,
            raw,
        })
    }
}

/// The region, service and scheme that a signature is for: of `AWS4-HMAC-SHA256 Credential=id/date/region/..`.
fn scope(authorization: &str) -> String {
    let (scheme, rest) = authorization.split_once(' ').unwrap_or((authorization, ""));
    let credential = rest
        .split([',', ' '])
        .find_map(|it| it.strip_prefix("Credential="));
    match credential {
        Some(credential) => {
            let scope: Vec<&str> = credential.split('/').skip(2).collect();
            format!("{scheme} {}", scope.join("/"))
        }
        None => authorization.to_owned(),
    }
}

/// A path with all that need not be escaped as it is, and all else escaped.
fn normal(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        let bytes: Vec<u8> = percent_decode_str(segment).collect();
        percent_encoding::percent_encode(&bytes, percent_encoding::NON_ALPHANUMERIC).to_string()
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Adds where two values of a part differ.
fn values(part: &str, ours: &Value, theirs: &Value, differences: &mut Vec<Difference>) {
    walk(part, &mut Vec::new(), ours, theirs, differences);
}

fn walk(
    part: &str,
    path: &mut Vec<String>,
    ours: &Value,
    theirs: &Value,
    differences: &mut Vec<Difference>,
) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                let member =
                    |members: &Map<String, Value>| members.get(name).cloned().unwrap_or_default();
                path.push(name.clone());
                walk(part, path, &member(one), &member(other), differences);
                path.pop();
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (one, other)) in one.iter().zip(other).enumerate() {
                path.push(index.to_string());
                walk(part, path, one, other, differences);
                path.pop();
            }
        }
        (Value::Number(one), Value::Number(other)) if same_number(one.as_str(), other.as_str()) => {
        }
        (Value::String(one), Value::String(other)) if same_moment(one, other) => {}
        (one, other) if one == other => {}
        (one, other) => differences.push(Difference {
            part: part.to_owned(),
            path: path.clone(),
            ours: one.clone(),
            theirs: other.clone(),
        }),
    }
}

/// Whether two date-times are the same: `..:01.5Z` and `..:01.500000Z`.
fn same_moment(one: &str, other: &str) -> bool {
    let parts = |text: &str| {
        let (whole, fraction) = text.strip_suffix('Z')?.rsplit_once('.')?;
        let fraction = fraction.trim_end_matches('0').to_owned();
        (whole.len() == 19).then(|| (whole.to_owned(), fraction))
    };
    parts(one).is_some_and(|one| parts(other) == Some(one))
}

/// Whether two numbers are the same, however they are written. Whole numbers are compared exactly.
fn same_number(one: &str, other: &str) -> bool {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => {
            let (one, other) = (one.parse::<f64>(), other.parse::<f64>());
            // A float of 32 bits is written with fewer digits than the same value in 64.
            one.is_ok_and(|one| {
                other.is_ok_and(|other| {
                    one == other
                        || one as f32 == other as f32 && one.abs() > 0.0 && (one as f32).is_finite()
                })
            })
        }
    }
}
