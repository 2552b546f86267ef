//! Bodies: what a case says of one, and comparison by media type.

use super::{cbor, form, json, xml};

/// A body as a case has it.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The text; of a media type that is binary, in base64.
    pub text: &'static str,
    /// How it is compared. Without one, byte by byte.
    pub media_type: Option<&'static str>,
}

/// How bodies of a media type are written down and compared.
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

    /// The body itself.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        match self.format() {
            Format::Base64 | Format::Cbor => aws_smithy_types::base64::decode(self.text.trim())
                .map_err(|error| format!("the expected body is not base64: {error}")),
            _ => Ok(self.text.as_bytes().to_vec()),
        }
    }

    /// Compares the body with what was sent. The error tells both.
    pub(super) fn compare(&self, sent: &[u8]) -> Result<(), String> {
        let expected = self.bytes()?;
        if expected == sent {
            return Ok(());
        }
        // Nothing is no document of any format.
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
        let expected = canonical(&expected).map_err(|it| format!("the expected one: {it}"))?;
        let sent = canonical(sent).map_err(|it| format!("what was sent: {it}"))?;
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
