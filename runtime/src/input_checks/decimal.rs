//! Compares decimal numbers of any size by their digits.

use std::cmp::Ordering;

/// A number other than zero: `0.<digits>` times ten to the power of `point`. Its digits neither begin nor end with 0.
struct Decimal {
    negative: bool,
    point: i64,
    digits: Vec<u8>,
}

/// Compares two numbers, in the spelling of JSON or with a `+`. `None` if one of them is not a number.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(match (parse(a)?, parse(b)?) {
        (None, None) => Ordering::Equal,
        (Some(a), None) => sign(&a),
        (None, Some(b)) => sign(&b).reverse(),
        (Some(a), Some(b)) => sign(&a).cmp(&sign(&b)).then_with(|| {
            let size = a.point.cmp(&b.point).then_with(|| a.digits.cmp(&b.digits));
            if a.negative { size.reverse() } else { size }
        }),
    })
}

/// How the number compares to zero.
fn sign(number: &Decimal) -> Ordering {
    if number.negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

/// The number; `Some(None)` for zero, and `None` if the text is not a number.
fn parse(text: &str) -> Option<Option<Decimal>> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..zeros);
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    let exponent = parse_exponent(exponent)?;
    let before_point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
    Some((!digits.is_empty()).then_some(Decimal {
        negative,
        point: exponent.saturating_add(before_point),
        digits,
    }))
}

/// The exponent; one that does not fit becomes the nearest that does.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let most = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(text.parse().unwrap_or(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_exactly() {
        let ascending = [
            "-1e400",
            "-10",
            "-9.5",
            "-0.001",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000000000000000000000001",
            "9",
            "10",
            "10.5",
            "123456789012345678901234567890",
            "123456789012345678901234567891",
            "1e99999999999999999999",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), Some(i.cmp(&j)), "{a} and {b}");
            }
        }
    }

    #[test]
    fn spellings_of_a_number_are_equal() {
        for same in [
            ["100", "1.00E+2"],
            ["-0.0", "0"],
            ["+5", "5"],
            ["007", "7"],
            ["120e-1", "12"],
        ] {
            assert_eq!(compare(same[0], same[1]), Some(Ordering::Equal), "{same:?}");
        }
        for wrong in ["", "-", "1.2.3", "1e", "1e+-2", "NaN", "0x1"] {
            assert_eq!(compare(wrong, "0"), None, "{wrong}");
        }
    }
}
