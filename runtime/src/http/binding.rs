//! What generated code needs around requests and responses.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;

use super::Response;

/// Longest label of a host name, in bytes.
const MAX_HOST_LABEL: usize = 63;

/// A value that a request can't do without.
///
/// # Errors
/// It is not set.
pub fn required<'a, T>(member: &'static str, value: Option<&'a T>) -> Result<&'a T, BuildError> {
    value.ok_or_else(|| BuildError::missing_field(member, "cannot be empty or unset"))
}

/// A member's value as one label of the host name.
///
/// Smithy specification: [`hostLabel` trait](https://smithy.io/2.0/spec/endpoint-traits.html#hostlabel-trait).
///
/// # Errors
/// It is not set, or is no label of a host name: letters, digits and hyphens, at most 63, no hyphen
/// first.
pub fn host_label<'a>(member: &'static str, value: Option<&'a str>) -> Result<&'a str, BuildError> {
    let value = value
        .filter(|value| !value.is_empty())
        .ok_or_else(|| BuildError::missing_field(member, "cannot be empty or unset"))?;
    if !is_host_label(value) {
        return Err(BuildError::invalid_field(
            member,
            "must be a label of a host name: letters, digits and hyphens",
        ));
    }
    Ok(value)
}

/// The text is one label of a host name: one to 63 letters, digits and hyphens, the first no hyphen.
pub(crate) fn is_host_label(text: &str) -> bool {
    (1..=MAX_HOST_LABEL).contains(&text.len())
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A value without the one of these prefixes that it has, and a slash before it; as it is, if it has none.
/// So an id of an answer can be that of a request, where a service puts the kind of what it names before
/// it and does not take it back: `Z1` of `/zone/Z1`.
pub fn unprefixed<'a>(value: &'a str, prefixes: &[&str]) -> &'a str {
    let rest = value.strip_prefix('/').unwrap_or(value);
    let bare = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix));
    bare.unwrap_or(value)
}

impl<'a> Response<'a> {
    /// The body as text.
    ///
    /// # Errors
    /// The body is not UTF-8.
    pub fn body_text(&self) -> Result<&'a str, BoxError> {
        Ok(std::str::from_utf8(self.body)?)
    }
}

/// The body, to be read by the user as it comes.
pub fn take_stream(response: &mut HttpResponse) -> ByteStream {
    ByteStream::new(std::mem::replace(response.body_mut(), SdkBody::taken()))
}
