//! Quoted text, text blocks and documentation comments (Smithy 2.0, "String escape characters",
//! "Text blocks", "Documentation comment").

/// What a quoted text says. The quotes are not part of `inner`.
pub(super) fn quoted(inner: &str) -> Result<String, String> {
    let inner = normalized(inner);
    unescaped(&inner)
}

/// What a text block says: without the white space that all its lines start with, and without that
/// at the ends of lines.
pub(super) fn block(inner: &str) -> Result<String, String> {
    unescaped(&lines_of_block(inner)?.join("\n"))
}

/// The lines of a text block, with escapes, without the white space that all of them start with, and without that
/// at the ends.
pub(super) fn lines_of_block(inner: &str) -> Result<Vec<String>, String> {
    let inner = normalized(inner);
    if inner.is_empty() {
        return Err("the text block is empty".to_owned());
    }
    let first = inner.trim_start_matches([' ', '\t']);
    let Some(inner) = first.strip_prefix('\n') else {
        return Err("the text of a text block must start on a line of its own".to_owned());
    };
    let lines: Vec<&str> = inner.split('\n').collect();
    let last = lines.len() - 1;
    // The last line counts even if it is blank: where the closing quotes stand says how much to keep.
    let counted = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| *index == last || !is_blank(line));
    let margin = counted.map(|(_, line)| indentation(line)).min();
    let margin = margin.unwrap_or(0);
    let lines = lines.iter().map(|line| {
        let line = line.get(margin.min(indentation(line))..);
        let line = line.unwrap_or_default().trim_end_matches([' ', '\t']);
        line.to_owned()
    });
    Ok(lines.collect())
}

/// The text of consecutive documentation comments.
pub(super) fn documentation(comments: &[&str]) -> String {
    let lines = comments.iter().map(|comment| {
        let line = comment.strip_prefix("///").unwrap_or(comment);
        line.strip_prefix(' ').unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c == ' ' || c == '\t')
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// With one kind of line end.
fn normalized(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        result.push_str(plain);
        let mut chars = escaped.chars();
        let plain = match chars.next() {
            Some('\n') => None,
            Some(plain @ ('"' | '\\' | '/')) => Some(plain),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => {
                let (found, after) = unicode(chars.as_str())?;
                chars = after.chars();
                Some(found)
            }
            other => {
                let other = other.map(String::from).unwrap_or_default();
                return Err(format!(
                    "`\\{other}` is not an escape, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
                ));
            }
        };
        result.extend(plain);
        rest = chars.as_str();
    }
    result.push_str(rest);
    Ok(result)
}

/// The character that four hexadecimal digits stand for, or eight that are a surrogate pair.
fn unicode(text: &str) -> Result<(char, &str), String> {
    let (high, rest) = unit(text)?;
    if let Some(found) = char::from_u32(high) {
        return Ok((found, rest));
    }
    let low = rest.strip_prefix("\\u").and_then(|low| unit(low).ok());
    let decoded = low.and_then(|(low, rest)| {
        let in_range = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
        let found = in_range.then(|| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        Some((char::from_u32(found?)?, rest))
    });
    decoded.ok_or_else(|| {
        format!("`\\u{high:04x}` is half of a surrogate pair without the other half")
    })
}

fn unit(text: &str) -> Result<(u32, &str), String> {
    let digits = text
        .get(..4)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let value = value.ok_or("`\\u` must be followed by four hexadecimal digits")?;
    Ok((value, text.get(4..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let text = quoted(r#"a\n\t\"\\\/\u00e9\ud83d\ude00\b\f\r"#);
        assert_eq!(text.as_deref(), Ok("a\n\t\"\\/é😀\u{8}\u{c}\r"));
        assert_eq!(quoted("a\\\nb\r\nc").as_deref(), Ok("ab\nc"));
        for bad in [
            r"\ ", r"\x", r"\u12", r"\u12g4", r"\ud83d", r"\ud83dx", "\\",
        ] {
            assert!(quoted(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn blocks() {
        let cases = [
            ("\n    ", ""),
            ("\n\n    ", "\n"),
            ("\n    Hello\n    ", "Hello\n"),
            ("\n    Hello", "Hello"),
            ("\n      a\n    b  \n\n    c\n  ", "    a\n  b\n\n  c\n"),
            ("  \r\n  a\\\r\n  b", "ab"),
            ("\n  a\n     ", "a\n"),
        ];
        for (block_text, expected) in cases {
            assert_eq!(block(block_text).as_deref(), Ok(expected), "{block_text:?}");
        }
        assert!(block("").is_err());
        assert!(block("Hi").is_err());
    }

    #[test]
    fn comments() {
        assert_eq!(
            documentation(&["/// a", "///b", "///", "///  c"]),
            "a\nb\n\n c"
        );
    }
}
