//! Responses that do not come from the service, such as a proxy's HTML page or another service's document.
//!
//! A successful response that is not the service's is an error, which has its status, its media type and the
//! beginning of its body (left out if the output is sensitive). An error response that is not the service's has no
//! code; its status still decides whether the call is tried again.
//!
//! | format | foreign bodies |
//! |---|---|
//! | all | an HTML page, also if the output has no members in the body; not if a member is the body's text or bytes |
//! | XML | no root, a root that the model does not name, an end before the root's end, content after it |
//! | awsQuery | no `<Operation>Result` in the root |
//! | JSON | anything but one object; an empty body is `{}`, also if members are required |
//! | CBOR | anything but one map; an empty body is foreign if the output has members |
//! | event streams | an end inside a message; the official receiver takes an end after the prelude of a message for the end of the stream |

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;

use super::Response;
use crate::ReadError;

/// How much of a body an error shows, in bytes.
const MAX_START: usize = 80;

/// The error for a response that the service can't have sent.
///
/// Displays the status and the beginning of the body, which show who has answered. The beginning is left out if the
/// operation's output may have sensitive data.
#[derive(Debug)]
pub(crate) struct ForeignAnswer {
    status: u16,
    content_type: Option<String>,
    start: Option<String>,
    cause: BoxError,
}

impl ForeignAnswer {
    /// The error for `response`, which is foreign because of `cause`.
    pub(crate) fn new(
        response: &Response<'_>,
        is_sensitive: bool,
        cause: impl Into<BoxError>,
    ) -> Self {
        Self {
            status: response.status,
            content_type: response.header("content-type").map(str::to_owned),
            start: (!is_sensitive).then(|| start(response.body)),
            cause: cause.into(),
        }
    }

    /// `cause`, within an error for `response` if `cause` says that the body is foreign.
    pub(crate) fn wrap(response: &Response<'_>, is_sensitive: bool, cause: BoxError) -> BoxError {
        match cause.downcast_ref::<ReadError>() {
            Some(error) if error.is_foreign() => Self::new(response, is_sensitive, cause).into(),
            _ => cause,
        }
    }

    /// The error for a successful response that is an HTML page.
    pub(crate) fn page(response: &Response<'_>, is_sensitive: bool) -> Option<Self> {
        is_page(response.body).then(|| Self::new(response, is_sensitive, "it is an HTML page"))
    }
}

impl fmt::Display for ForeignAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            content_type,
            start,
            cause: _,
        } = self;
        write!(f, "the response is not the service's (HTTP status {status}")?;
        if let Some(content_type) = content_type {
            write!(f, ", content type {content_type:?}")?;
        }
        match start.as_deref() {
            None => f.write_str(")"),
            Some("") => f.write_str(", no body)"),
            Some(start) => write!(f, ", the body begins with \"{start}\")"),
        }
    }
}

impl Error for ForeignAnswer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}

/// The beginning of the body, as text on one line.
fn start(body: &[u8]) -> String {
    let bytes = body.get(..MAX_START).unwrap_or(body);
    let text = String::from_utf8_lossy(bytes);
    let start: String = text.escape_debug().collect();
    if body.len() > MAX_START {
        start + "…"
    } else {
        start
    }
}

/// Whether the body is HTML, by its root element or its document type.
fn is_page(body: &[u8]) -> bool {
    let mut rest = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    loop {
        rest = rest.trim_ascii_start();
        rest = match rest {
            [b'<', b'?', ..] => after(rest, b"?>"),
            [b'<', b'!', b'-', b'-', ..] => after(rest, b"-->"),
            [b'<', tag @ ..] => return is_html(tag),
            _ => return false,
        };
    }
}

/// The bytes after the first `end`; none, if it is absent.
fn after<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    let at = bytes.windows(end.len()).position(|window| window == end);
    at.map_or(&[], |at| &bytes[at + end.len()..])
}

/// Whether a tag is HTML's root element or document type.
fn is_html(tag: &[u8]) -> bool {
    ["!doctype html", "html"].iter().any(|name| {
        tag.split_at_checked(name.len())
            .is_some_and(|(begin, rest)| {
                let ends = !rest
                    .first()
                    .is_some_and(|byte| byte.is_ascii_alphanumeric());
                ends && begin.eq_ignore_ascii_case(name.as_bytes())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_START, is_page, start};

    #[test]
    fn pages_are_known_by_root_or_document_type() {
        for page in [
            "<html>",
            "<HTML lang='en'><body>",
            "<!DOCTYPE html>\n<html>",
            "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
            "\u{feff} \r\n<?xml version=\"1.0\"?><!-- a > b --><html xmlns=\"x\"/>",
            "<html",
        ] {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for other in [
            "",
            " ",
            "{}",
            "<htmlx/>",
            "<ListBucketResult/>",
            "<?xml version=\"1.0\"?><Error/>",
            "<?xml",
            "<!-- <html> ",
            "<!DOCTYPE svg>",
            "<",
            "html",
        ] {
            assert!(!is_page(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn the_start_of_a_body_is_one_line_of_few_bytes() {
        assert_eq!(start(b""), "");
        assert_eq!(start(b"a\n\"b\"\x00"), "a\\n\\\"b\\\"\\0");
        let long = "é".repeat(MAX_START);
        let shown = start(long.as_bytes());
        assert!(shown.starts_with("éé") && shown.ends_with('…'), "{shown}");
        assert_eq!(start(b"\xff"), "\u{fffd}");
    }
}
