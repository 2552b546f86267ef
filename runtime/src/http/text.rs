//! Values as the text of labels, query parameters and headers.
//!
//! Smithy specification: [`httpLabel` serialization rules][spec] and those of the other bindings.
//!
//! [spec]: https://smithy.io/2.0/spec/http-bindings.html#httplabel-serialization-rules

use std::borrow::Cow;

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use super::TimestampFormat;

/// An integer in decimal.
pub fn integer(value: impl Into<i64>) -> String {
    itoa::Buffer::new().format(value.into()).to_owned()
}

/// `true` or `false`.
pub fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A number with the fewest digits that identify it among those of 32 bits, or `NaN`, `Infinity`, `-Infinity`.
pub fn float(value: f32) -> Cow<'static, str> {
    if value.is_finite() {
        Cow::Owned(zmij::Buffer::new().format_finite(value).to_owned())
    } else {
        double(value.into())
    }
}

/// A number with the fewest digits that identify it among those of 64 bits, or `NaN`, `Infinity`, `-Infinity`.
pub fn double(value: f64) -> Cow<'static, str> {
    if value.is_finite() {
        Cow::Owned(zmij::Buffer::new().format_finite(value).to_owned())
    } else if value.is_nan() {
        Cow::Borrowed("NaN")
    } else if value > 0.0 {
        Cow::Borrowed("Infinity")
    } else {
        Cow::Borrowed("-Infinity")
    }
}

/// A timestamp in `format`. Fails if the format can't express the year.
pub fn timestamp(value: &DateTime, format: TimestampFormat) -> Result<String, BuildError> {
    Ok(value.fmt(format)?)
}

/// Bytes, or the text of a `@mediaType` string, in base64.
pub fn base64(value: impl AsRef<[u8]>) -> String {
    base64_simd::STANDARD.encode_to_string(value.as_ref())
}
