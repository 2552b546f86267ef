//! Compares JSON by value: the order of keys and the notation of numbers and strings do not count.

use crate::ReadError;
use crate::json::Reader;

/// The canonical form of a document: documents have the same form if and only if they have the same value.
pub(super) fn canonical(bytes: &[u8]) -> Result<String, String> {
    let read = || {
        let mut reader = Reader::new(bytes)?;
        let text = value(&mut reader)?;
        reader.end()?;
        Ok(text)
    };
    read().map_err(|error: ReadError| error.to_string())
}

fn value(reader: &mut Reader<'_>) -> Result<String, ReadError> {
    Ok(match reader.peek() {
        b'{' => {
            reader.begin_object()?;
            let mut entries = Vec::new();
            while let Some(key) = reader.next_key()? {
                entries.push(format!("{key:?}:{}", value(reader)?));
            }
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        b'[' => {
            reader.begin_array()?;
            let mut items = Vec::new();
            while reader.next_element()? {
                items.push(value(reader)?);
            }
            format!("[{}]", items.join(","))
        }
        b'"' => format!("{:?}", reader.string()?.unwrap_or_default()),
        b'-' | b'0'..=b'9' => number(reader.raw()?),
        _ => reader.raw()?.to_owned(),
    })
}

/// The canonical form of a number: its digits, without zeros at either end, and the power of ten.
fn number(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    let Ok(exponent) = exponent.parse::<i128>() else {
        return text.to_owned();
    };
    if short.is_empty() {
        return "0".to_owned();
    }
    let exponent = exponent - fraction.len() as i128 + (digits.len() - short.len()) as i128;
    match exponent {
        0 => format!("{sign}{short}"),
        _ => format!("{sign}{short}e{exponent}"),
    }
}
