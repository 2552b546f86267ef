//! Compares form-urlencoded bodies by their parameters, in any order.

use percent_encoding::percent_decode_str;

/// The canonical form of a body: bodies have the same form if and only if they have the same parameters.
pub(super) fn canonical(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut parameters = Vec::new();
    for parameter in text.trim().split('&') {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        parameters.push(format!("{:?}={:?}", decoded(name)?, decoded(value)?));
    }
    parameters.sort();
    Ok(parameters.join("\n"))
}

fn decoded(text: &str) -> Result<String, String> {
    let text = text.trim().replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8();
    decoded
        .map(|text| text.into_owned())
        .map_err(|error| error.to_string())
}
