//! Lines and columns of offsets.

use std::cell::RefCell;
use std::collections::HashMap;

/// How much of a line is counted at once.
const STRIDE: usize = 4096;

/// Where the lines of a text start, and what is known of the characters in them.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters are before each [`STRIDE`] bytes of a long line, by where the line starts.
    characters: RefCell<HashMap<usize, Vec<usize>>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(newlines);
        Self {
            text,
            starts: starts.collect(),
            characters: RefCell::default(),
        }
    }

    /// The number of the line that an offset is in.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Line and column, in characters, of an offset.
    pub(super) fn position(&self, offset: usize) -> Option<(usize, usize)> {
        let line = self.line_of(offset);
        let start = self.starts.get(line.checked_sub(1)?)?;
        let before = self.text.as_bytes().get(*start..offset)?;
        let (whole, rest) = before.split_at(before.len() - before.len() % STRIDE);
        let mut all = self.characters.borrow_mut();
        let known = all.entry(*start).or_insert_with(|| vec![0]);
        while known.len() <= whole.len() / STRIDE {
            let last = known.len() - 1;
            let next = whole.get(last * STRIDE..(last + 1) * STRIDE)?;
            known.push(known.last()? + characters(next));
        }
        let counted = known.get(whole.len() / STRIDE)?;
        Some((line, counted + characters(rest) + 1))
    }
}

/// How many characters start among some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    let starts = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80);
    starts.count()
}
