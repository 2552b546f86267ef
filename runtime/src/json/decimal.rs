//! Numbers in decimal.

use super::error;
use crate::ReadError;

/// Below this, one more digit fits in 64 bits.
const SMALL: u128 = 10_u128.pow(18);
/// Below this, one more digit fits in 128 bits.
const LARGE: u128 = 10_u128.pow(37);

/// The offset of the end of the number that begins at `start`, by the grammar of RFC 8259, section 6.
pub(super) fn number_end(text: &str, start: usize) -> Result<usize, ReadError> {
    let bytes = text.as_bytes();
    let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
    let whole = at;
    at = digits(text, at)?;
    if bytes.get(whole) == Some(&b'0') && at > whole + 1 {
        return Err(error::expected_not(
            "a number",
            "a leading zero",
            text,
            whole,
        ));
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(text, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        at = digits(text, at)?;
    }
    Ok(at)
}

/// The offset of the end of the digits at `start`, of which there must be at least one.
fn digits(text: &str, start: usize) -> Result<usize, ReadError> {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Err(error::expected("a digit", text, start)),
        count => Ok(start + count),
    }
}

/// A number as it is written: `digits` times ten to the `exponent`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal {
    negative: bool,
    digits: u128,
    exponent: i64,
    /// Digits other than zero were dropped after the 38th significant one.
    truncated: bool,
}

impl Decimal {
    /// Parses a number, which [`number_end`] has accepted.
    pub(super) fn parse(number: &str) -> Self {
        let mut decimal = Self {
            negative: false,
            digits: 0,
            exponent: 0,
            truncated: false,
        };
        let mut fraction = false;
        for (at, byte) in number.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    decimal.exponent -= i64::from(fraction);
                    decimal.push(byte - b'0');
                }
                b'.' => fraction = true,
                b'-' => decimal.negative = true,
                _ => {
                    decimal.exponent += parse_exponent(&number[at + 1..]);
                    break;
                }
            }
        }
        decimal
    }

    fn push(&mut self, digit: u8) {
        if self.digits < SMALL {
            // The compiler can't see that 64 bits do.
            self.digits = u128::from(self.digits as u64 * 10 + u64::from(digit));
        } else if self.digits < LARGE {
            self.digits = self.digits * 10 + u128::from(digit);
        } else {
            self.exponent += 1;
            self.truncated |= digit != 0;
        }
    }

    /// The whole number that this is, if it is one and fits.
    pub(super) fn to_i64(mut self) -> Option<i64> {
        while self.exponent < 0 && self.digits.is_multiple_of(10) && self.digits != 0 {
            self.digits /= 10;
            self.exponent += 1;
        }
        if self.truncated || (self.exponent < 0 && self.digits != 0) {
            return None;
        }
        i64::try_from(self.scaled(0)?).ok()
    }

    /// This many times ten to the `places`, rounded down to a whole number; none if too large.
    pub(super) fn scaled(self, places: i64) -> Option<i128> {
        let exponent = self.exponent + places;
        if let Some(small) = self.scaled_small(exponent) {
            return Some(small.into());
        }
        let power = u32::try_from(exponent.unsigned_abs())
            .ok()
            .and_then(|exponent| 10_u128.checked_pow(exponent));
        let (magnitude, exact) = match power {
            _ if self.digits == 0 => (0, true),
            Some(power) if exponent >= 0 => (self.digits.checked_mul(power)?, true),
            Some(power) => (self.digits / power, self.digits.is_multiple_of(power)),
            None if exponent >= 0 => return None,
            None => (0, false),
        };
        let magnitude = i128::try_from(magnitude).ok()?;
        Some(if self.negative {
            -magnitude - i128::from(!exact)
        } else {
            magnitude
        })
    }

    /// Does what [`scaled`](Self::scaled) does where 64 bits suffice, as they do for the times that
    /// services send: division of 128 bits is slow.
    fn scaled_small(self, exponent: i64) -> Option<i64> {
        let digits = i64::try_from(self.digits).ok()?;
        let power = 10_i64.checked_pow(u32::try_from(exponent).ok()?)?;
        let magnitude = digits.checked_mul(power)?;
        Some(if self.negative { -magnitude } else { magnitude })
    }
}

/// An exponent out of all bounds is as good as a very large one.
fn parse_exponent(text: &str) -> i64 {
    let limit = i64::from(i32::MAX);
    match text.parse::<i64>() {
        Ok(exponent) => exponent.clamp(-limit, limit),
        Err(_) if text.starts_with('-') => -limit,
        Err(_) => limit,
    }
}
