//! Checks of members that are bound to requests, and bodies that generated code reads as they are.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;

use super::Response;

/// Longest label of a host name, in bytes.
const MAX_HOST_LABEL: usize = 63;

/// The value of a member that a request must have.
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
/// It is not set, or is not a label of a host name: one to 63 letters, digits and hyphens, the first not a hyphen.
pub fn host_label<'a>(member: &'static str, value: Option<&'a str>) -> Result<&'a str, BuildError> {
    let value = super::request::non_empty(member, value)?;
    if !is_host_label(value) {
        return Err(BuildError::invalid_field(
            member,
            "must be a label of a host name: letters, digits and hyphens",
        ));
    }
    Ok(value)
}

/// Whether the text is one label of a host name: one to 63 letters, digits and hyphens, the first not a hyphen.
pub(crate) fn is_host_label(text: &str) -> bool {
    (1..=MAX_HOST_LABEL).contains(&text.len())
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The value without the one of `prefixes` that it begins with, and without a slash before that. A value without
/// such a prefix stays as it is. With prefix `zone/`, `/zone/Z1` becomes `Z1`: some services return ids with such a
/// prefix, and do not accept it in requests.
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

/// Takes the body out of a response, for the user to read as it arrives.
pub fn take_stream(response: &mut HttpResponse) -> ByteStream {
    ByteStream::new(std::mem::replace(response.body_mut(), SdkBody::taken()))
}
