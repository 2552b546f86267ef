//! Places in texts.

/// Line and column, both from 1 and in characters, of an offset in bytes. An offset beyond the text, or inside of a
/// character, has the place of the end.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before);
    (line, column.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn columns_are_characters() {
        let text = "é\nüx";
        for (offset, expected) in [
            (0, (1, 1)),
            (2, (1, 2)),
            (3, (2, 1)),
            (5, (2, 2)),
            (9, (2, 3)),
        ] {
            assert_eq!(position(text, offset), expected, "{offset}");
        }
    }
}
