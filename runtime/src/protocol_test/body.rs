//! The bodies of test cases, and their comparison by media type.

use super::{cbor, form, json, xml};

/// The body in a test case.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The text, or base64 if the media type is binary.
    pub text: &'static str,
    /// The media type, which says how to compare the body. Without one, it is compared byte by byte.
    pub media_type: Option<&'static str>,
}

/// How test cases write bodies of a media type, and how they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Octets,
    Base64,
    Json,
    Xml,
    Form,
    Cbor,
}

impl Body {
    /// No body.
    pub const NONE: Self = Self {
        text: "",
        media_type: None,
    };

    /// The bytes of the body.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        match self.format() {
            Format::Base64 | Format::Cbor => aws_smithy_types::base64::decode(self.text.trim())
                .map_err(|error| format!("the expected body is not base64: {error}")),
            _ => Ok(self.text.as_bytes().to_vec()),
        }
    }

    /// Compares the body with the one that was sent. The error shows both.
    pub(super) fn compare(&self, sent: &[u8]) -> Result<(), String> {
        let expected = self.bytes()?;
        if expected == sent {
            return Ok(());
        }
        // No format has empty documents.
        if expected.is_empty() || sent.is_empty() {
            return Err(differ(&escaped(&expected), &escaped(sent)));
        }
        let canonical: fn(&[u8]) -> Result<String, String> = match self.format() {
            Format::Octets | Format::Base64 => |bytes| Ok(escaped(bytes)),
            Format::Json => json::canonical,
            Format::Xml => xml::canonical,
            Format::Form => form::canonical,
            Format::Cbor => cbor::canonical,
        };
        let expected = canonical(&expected).map_err(|it| format!("the expected body: {it}"))?;
        let sent = canonical(sent).map_err(|it| format!("the body that was sent: {it}"))?;
        if expected == sent {
            Ok(())
        } else {
            Err(differ(&expected, &sent))
        }
    }

    fn format(&self) -> Format {
        let media_type = self.media_type.unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        match media_type {
            "application/json" => Format::Json,
            "application/xml" | "text/xml" => Format::Xml,
            "application/x-www-form-urlencoded" => Format::Form,
            "application/cbor" => Format::Cbor,
            "application/vnd.amazon.eventstream" => Format::Base64,
            other if other.starts_with("application/x-amz-json-") => Format::Json,
            other if other.ends_with("+json") => Format::Json,
            other if other.ends_with("+xml") => Format::Xml,
            _ => Format::Octets,
        }
    }
}

fn differ(expected: &str, sent: &str) -> String {
    format!("expected\n{expected}\nsent was\n{sent}")
}

fn escaped(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}
