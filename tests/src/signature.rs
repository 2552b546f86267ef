//! A second implementation of Signature Version 4, from its description, to check the signatures of requests.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::server::Received;

/// What an `Authorization` header says.
#[derive(Debug, PartialEq, Eq)]
pub struct Authorization {
    /// The id of the key.
    pub key_id: String,
    /// `20241231`
    pub date: String,
    /// The region that the signature is good for.
    pub region: String,
    /// The service that it is good for.
    pub service: String,
    /// The headers that are part of it.
    pub signed_headers: Vec<String>,
    /// The signature, in hexadecimal digits.
    pub signature: String,
}

/// Reads the `Authorization` header of a request.
///
/// # Panics
/// There is none, or it is not one of Signature Version 4.
pub fn authorization(request: &Received) -> Authorization {
    let header = request.header("authorization").expect("an authorization");
    let fields = header
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .unwrap_or_else(|| panic!("another algorithm: {header}"));
    let field = |name: &str| {
        fields
            .split(", ")
            .find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
            .unwrap_or_else(|| panic!("no {name}: {header}"))
    };
    let scope: Vec<&str> = field("Credential").split('/').collect();
    let [key_id, date, region, service, "aws4_request"] = scope[..] else {
        panic!("not a scope: {header}");
    };
    Authorization {
        key_id: key_id.to_owned(),
        date: date.to_owned(),
        region: region.to_owned(),
        service: service.to_owned(),
        signed_headers: field("SignedHeaders")
            .split(';')
            .map(str::to_owned)
            .collect(),
        signature: field("Signature").to_owned(),
    }
}

/// Checks that a request is signed with `secret`, and that the signature covers what it has to.
///
/// # Panics
/// It is not.
pub fn check(request: &Received, secret: &str) -> Authorization {
    let found = authorization(request);
    for name in ["host", "x-amz-date"] {
        assert!(
            found.signed_headers.iter().any(|it| it == name),
            "{name} is not signed"
        );
    }
    let to_sign = [
        "AWS4-HMAC-SHA256",
        request.header("x-amz-date").expect("a date"),
        &scope(&found),
        &hex(&Sha256::digest(canonical_request(request, &found))),
    ]
    .join("\n");
    let key = signing_key(&found, secret);
    assert_eq!(found.signature, hex(&mac(&key, &to_sign)), "the signature");
    found
}

/// The signature of an event, which goes on from that of the one before, `prior`, or of the request. `time` is
/// in milliseconds since 1970, and `date` the same as in the header `x-amz-date`.
pub fn of_event(
    found: &Authorization,
    prior: &str,
    secret: &str,
    (date, time): (&str, i64),
    payload: &[u8],
) -> String {
    // The header as it stands in the frame: name, type and value.
    let mut signed_header = b"\x05:date\x08".to_vec();
    signed_header.extend(time.to_be_bytes());
    let to_sign = [
        "AWS4-HMAC-SHA256-PAYLOAD",
        date,
        &scope(found),
        prior,
        &hex(&Sha256::digest(signed_header)),
        &hex(&Sha256::digest(payload)),
    ]
    .join("\n");
    hex(&mac(&signing_key(found, secret), &to_sign))
}

fn signing_key(found: &Authorization, secret: &str) -> Vec<u8> {
    let mut key = format!("AWS4{secret}").into_bytes();
    for part in [&found.date, &found.region, &found.service, "aws4_request"] {
        key = mac(&key, part);
    }
    key
}

fn scope(found: &Authorization) -> String {
    let Authorization {
        date,
        region,
        service,
        ..
    } = found;
    format!("{date}/{region}/{service}/aws4_request")
}

fn canonical_request(request: &Received, found: &Authorization) -> String {
    let headers: String = found
        .signed_headers
        .iter()
        .map(|name| {
            let lines = request.header_lines(name).into_iter().map(single_spaced);
            let lines: Vec<String> = lines.collect();
            format!("{name}:{}\n", lines.join(","))
        })
        .collect();
    let payload = match request.header("x-amz-content-sha256") {
        Some(hash) => hash.to_owned(),
        None => hex(&Sha256::digest(&request.body)),
    };
    [
        request.method.clone(),
        // What is encoded on the wire is encoded again.
        encode_again(&request.path),
        canonical_query(request.query.as_deref().unwrap_or_default()),
        headers,
        found.signed_headers.join(";"),
        payload,
    ]
    .join("\n")
}

fn encode_again(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn single_spaced(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key is long enough");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
