//! What XML can hold.

/// The text without the characters that XML 1.0 can't hold.
pub(crate) fn allowed(text: &str) -> String {
    let is_allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        c => c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    text.chars().filter(|c| is_allowed(*c)).collect()
}
