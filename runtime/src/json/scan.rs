//! Finds the bytes of a string that JSON escapes, several at a time.

/// A word whose bytes are all 1.
const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
/// A word in which the high bit of each byte is set.
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Sets the high bit of each byte that is `"`, `\` or a control character.
///
/// Only the lowest of the bits that are set is reliable: a borrow can set bits of bytes above it.
fn marks(word: u64) -> u64 {
    let quote = word ^ (LOW * b'"' as u64);
    let backslash = word ^ (LOW * b'\\' as u64);
    let quotes = quote.wrapping_sub(LOW) & !quote;
    let backslashes = backslash.wrapping_sub(LOW) & !backslash;
    let controls = word.wrapping_sub(LOW * 0x20) & !word;
    (quotes | backslashes | controls) & HIGH
}

/// Whether `byte` must be escaped within a string, or ends it.
fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Whether none of `bytes` must be escaped. For a constant length, the compiler makes vector instructions of it.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    !bytes
        .iter()
        .fold(false, |any, &byte| any | is_special(byte))
}

/// The number of bytes before the first `"`, `\` or control character, or before the end.
pub(super) fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        if !is_plain(chunk) {
            break;
        }
        at += 16;
    }
    at + plain_len_by_words(&bytes[at..])
}

fn plain_len_by_words(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let marks = marks(u64::from_le_bytes(*chunk));
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if is_special(byte) {
            break;
        }
        at += 1;
    }
    at
}
