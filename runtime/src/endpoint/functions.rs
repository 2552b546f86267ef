//! The functions of the rules engine that work on strings.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::utf8_percent_encode;

use super::value::{Arn, Url};
use crate::http::{RESERVED, is_host_label};

/// `substring`: the characters from `start` up to `stop`, counted from the end if `reverse`. Unset if the text
/// is too short or not ASCII.
pub(super) fn substring<'a>(
    text: Cow<'a, str>,
    start: i32,
    stop: i32,
    reverse: bool,
) -> Option<Cow<'a, str>> {
    let (start, stop) = (usize::try_from(start).ok()?, usize::try_from(stop).ok()?);
    if start >= stop || text.len() < stop || !text.is_ascii() {
        return None;
    }
    let range = if reverse {
        text.len() - stop..text.len() - start
    } else {
        start..stop
    };
    Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    })
}

/// `split`: into at most `limit` parts, or into all if `limit` is zero. Unset for an empty delimiter.
pub(super) fn split<'a>(
    text: Cow<'a, str>,
    delimiter: &str,
    limit: i32,
) -> Option<Vec<Cow<'a, str>>> {
    if delimiter.is_empty() {
        return None;
    }
    let limit = match usize::try_from(limit).ok()? {
        0 => usize::MAX,
        limit => limit,
    };
    Some(match text {
        Cow::Borrowed(text) => text.splitn(limit, delimiter).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => text
            .splitn(limit, delimiter)
            .map(|part| Cow::Owned(part.to_owned()))
            .collect(),
    })
}

/// `uriEncode`: percent-encodes all but unreserved characters.
pub(super) fn uri_encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// `parseURL`: unset unless the text is an `http` or `https` URL with a host and without a query.
pub(super) fn parse_url(text: Cow<'_, str>) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    if !matches!(scheme, "http" | "https")
        || rest.contains(['?', '#'])
        || text.contains(char::is_whitespace)
    {
        return None;
    }
    let host_start = scheme.len() + "://".len();
    let authority = rest.split('/').next().unwrap_or_default();
    let is_ip = parse_authority(authority)?;
    Some(Url {
        scheme: scheme.len(),
        authority: host_start..host_start + authority.len(),
        is_ip,
        text,
    })
}

/// Whether the host of an authority is an IP address. `None` if the authority is malformed.
fn parse_authority(authority: &str) -> Option<bool> {
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = match host_and_port.strip_prefix('[') {
        Some(bracketed) => {
            let (address, rest) = bracketed.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            (
                address,
                if rest.is_empty() {
                    None
                } else {
                    Some(rest.strip_prefix(':')?)
                },
            )
        }
        None => match host_and_port.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (host_and_port, None),
        },
    };
    let port_is_valid = port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
    if host.is_empty() || !port_is_valid {
        return None;
    }
    Some(host_and_port.starts_with('[') || host.parse::<Ipv4Addr>().is_ok())
}

/// `isValidHostLabel`: one to 63 letters, digits and hyphens that do not start with a hyphen; several of these
/// with dots between them if subdomains are allowed.
pub(crate) fn is_valid_host_label(text: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        text.split('.').all(is_host_label)
    } else {
        is_host_label(text)
    }
}

/// `aws.isVirtualHostableS3Bucket`: whether a bucket's name can be part of a host's name.
pub(super) fn is_virtual_hostable_s3_bucket(bucket: &str, allow_subdomains: bool) -> bool {
    if bucket.parse::<Ipv4Addr>().is_ok() {
        return false;
    }
    if allow_subdomains {
        bucket.split('.').all(is_bucket_label)
    } else {
        is_bucket_label(bucket)
    }
}

fn is_bucket_label(label: &str) -> bool {
    let is_alphanumeric = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = label.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|&b| is_alphanumeric(b) || b == b'-')
        && bytes.first().is_some_and(|&b| is_alphanumeric(b))
        && bytes.last().is_some_and(|&b| is_alphanumeric(b))
}

/// `aws.parseArn`: unset unless the text starts with `arn:` and has a partition, a service and a resource.
pub(super) fn parse_arn(text: Cow<'_, str>) -> Option<Arn<'_>> {
    let mut positions = text.match_indices(':').map(|(at, _)| at);
    let mut colons = [0; 5];
    for colon in &mut colons {
        *colon = positions.next()?;
    }
    let has_partition = colons[0] + 1 < colons[1];
    let has_service = colons[1] + 1 < colons[2];
    let has_resource = colons[4] + 1 < text.len();
    if !text.starts_with("arn:") || !has_partition || !has_service || !has_resource {
        return None;
    }
    Some(Arn { text, colons })
}
