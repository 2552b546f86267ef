//! Timestamps as text.

use tinsmith_model::TimestampFormat;

/// Decimal seconds in one of the formats.
pub(super) fn format(seconds: &str, format: TimestampFormat) -> String {
    let (whole, millis) = parts(seconds);
    let (days, second) = (whole.div_euclid(86_400), whole.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let clock = format!(
        "{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    match format {
        TimestampFormat::EpochSeconds => seconds.to_owned(),
        TimestampFormat::DateTime => {
            let fraction = match millis {
                0 => String::new(),
                _ => format!(".{millis:03}"),
            };
            format!("{year:04}-{month:02}-{day:02}T{clock}{fraction}Z")
        }
        TimestampFormat::HttpDate => {
            const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
            const MONTHS: [&str; 12] = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ];
            let weekday = DAYS[days.rem_euclid(7) as usize];
            let month = MONTHS[month as usize - 1];
            format!("{weekday}, {day:02} {month} {year:04} {clock} GMT")
        }
    }
}

/// The whole seconds before a moment, and the milliseconds after them.
fn parts(seconds: &str) -> (i64, i64) {
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let millis: i64 = format!("{fraction:0<3}").parse().unwrap_or_default();
    let value: i64 = whole.parse().unwrap_or_default();
    match (seconds.starts_with('-'), millis) {
        (true, 1..) => (value - 1, 1000 - millis),
        _ => (value, millis),
    }
}

/// Year, month and day of a day counted from 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the day that is not in every year is their last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, date)
}

#[test]
fn moments_have_their_texts() {
    let text = |seconds| {
        let formats = [TimestampFormat::DateTime, TimestampFormat::HttpDate];
        formats.map(|it| format(seconds, it))
    };
    let epoch = ["1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"];
    assert_eq!(text("0"), epoch);
    let before = ["1969-12-31T23:59:58.500Z", "Wed, 31 Dec 1969 23:59:58 GMT"];
    assert_eq!(text("-1.5"), before);
    let leap = ["2024-02-29T12:34:56.120Z", "Thu, 29 Feb 2024 12:34:56 GMT"];
    assert_eq!(text("1709210096.12"), leap);
    let first = ["0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT"];
    assert_eq!(text("-62135596800"), first);
    let last = ["9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"];
    assert_eq!(text("253402300799"), last);
}
