//! Lists within the value of a header (RFC 9110, sections 5.5 and 5.6).

use std::borrow::Cow;

/// Appends an element of a list. It is quoted if it would otherwise be read as another value.
pub(super) fn quote(line: &mut String, value: &str) {
    let exposed = value.is_empty() || value.trim().len() != value.len();
    if !exposed && !value.contains(['"', ',', '(', ')']) {
        line.push_str(value);
        return;
    }
    line.push('"');
    for char in value.chars() {
        if matches!(char, '"' | '\\') {
            line.push('\\');
        }
        line.push(char);
    }
    line.push('"');
}

/// Splits a line into the elements of its list, without quotes and escapes. It is an error if a quote does not close,
/// or if there is text beside a quoted element.
pub(super) fn split_quoted(line: &str) -> Result<Vec<Cow<'_, str>>, &'static str> {
    let mut values = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (value, behind) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (Cow::Borrowed(rest[..end].trim_end()), &rest[end..])
            }
        };
        values.push(value);
        rest = match behind.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if behind.is_empty() => behind,
            None => return Err("text beside a quoted one"),
        };
    }
    Ok(values)
}

/// Reads up to the closing quote. Returns the text, and what follows without white space before it.
fn unquote(quoted: &str) -> Result<(Cow<'_, str>, &str), &'static str> {
    let mut text = String::new();
    let mut rest = quoted;
    loop {
        let special = rest.find(['"', '\\']).ok_or("a quote that isn't closed")?;
        let (plain, tail) = rest.split_at(special);
        if let Some(behind) = tail.strip_prefix('"') {
            let text = if text.is_empty() {
                Cow::Borrowed(plain)
            } else {
                Cow::Owned(text + plain)
            };
            return Ok((text, behind.trim_start()));
        }
        text.push_str(plain);
        let mut escaped = tail[1..].chars();
        text.push(escaped.next().ok_or("a quote that isn't closed")?);
        rest = escaped.as_str();
    }
}

/// Splits a line of HTTP dates, each of which contains a comma.
pub(super) fn split_http_dates(line: &str) -> Vec<&str> {
    let mut dates = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = rest.match_indices(',').nth(1).map(|(at, _)| at);
        let (date, behind) = match end {
            Some(end) => (&rest[..end], rest[end + 1..].trim_start()),
            None => (rest, ""),
        };
        dates.push(date.trim_end());
        rest = behind;
    }
    dates
}
