//! Percent-encoding of labels and of the query string.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, section 2.3. Signatures cover the encoded form, so exactly these
/// characters must be encoded.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The characters to encode in a greedy label, whose segments have slashes between.
const RESERVED_BUT_SLASH: &AsciiSet = &RESERVED.remove(b'/');

/// Appends `value`, encoded for a label or the query string.
pub(super) fn push(out: &mut String, value: &str) {
    out.extend(utf8_percent_encode(value, RESERVED));
}

/// Appends `value`, encoded for a greedy label.
pub(super) fn push_greedy(out: &mut String, value: &str) {
    out.extend(utf8_percent_encode(value, RESERVED_BUT_SLASH));
}
