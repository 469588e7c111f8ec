//! Times as exports write them.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use kizukai_model::Timestamp;
use serde_json::Value;

/// Below it a number counts seconds since 1970, from it on milliseconds: seconds up to the year 5138.
const SECONDS_BELOW: i64 = 100_000_000_000;
/// Forms of a time without an offset.
const TIMES: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y/%m/%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M",
];
/// Forms of a day alone, which is its first moment.
const DAYS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"];
/// Digits of a day that is written without signs between (`20250304`).
const DAY_DIGITS: usize = 8;

/// Reads a time; where it says no offset, it is of the zone.
pub(super) fn read(value: &Value, zone: &TimeZone) -> Option<Timestamp> {
    match value {
        Value::Number(number) => number.as_i64().map(of_number),
        Value::String(text) => of_text(text.trim(), zone),
        _ => None,
    }
}

const fn of_number(number: i64) -> Timestamp {
    let is_seconds = number.abs() < SECONDS_BELOW;
    Timestamp::from_ms(if is_seconds { number.saturating_mul(1_000) } else { number })
}

fn of_text(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Some(time) = Timestamp::parse(text) {
        return Some(time);
    }
    if text.len() != DAY_DIGITS
        && let Ok(number) = text.parse()
    {
        return Some(of_number(number));
    }
    let local = TIMES.iter().find_map(|form| DateTime::strptime(form, text).ok());
    let local = local.or_else(|| {
        let day = DAYS.iter().find_map(|form| Date::strptime(form, text).ok())?;
        Some(day.at(0, 0, 0, 0))
    })?;
    let at = zone.to_ambiguous_zoned(local).compatible().ok()?;
    Some(Timestamp::from_ms(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_is_read_in_every_form_that_exports_use() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        for (written, utc) in [
            (json!("2025-03-04T15:00:00+09:00"), "2025-03-04T06:00:00.000Z"),
            (json!("2025-03-04T06:00:00.250Z"), "2025-03-04T06:00:00.250Z"),
            (json!("2025-03-04 15:00:00"), "2025-03-04T06:00:00.000Z"),
            (json!("2025-03-04 15:00:00.25"), "2025-03-04T06:00:00.250Z"),
            (json!("2025-03-04T15:00:00"), "2025-03-04T06:00:00.000Z"),
            (json!("2025/3/4 15:00"), "2025-03-04T06:00:00.000Z"),
            (json!("2025/03/04"), "2025-03-03T15:00:00.000Z"),
            (json!("2025年3月4日"), "2025-03-03T15:00:00.000Z"),
            (json!("19970101"), "1996-12-31T15:00:00.000Z"),
            (json!(1_741_068_000), "2025-03-04T06:00:00.000Z"),
            (json!("1741068000000"), "2025-03-04T06:00:00.000Z"),
        ] {
            let read = read(&written, &zone).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(read.to_rfc3339(), utc, "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for written in [json!("soon"), json!("2025-13-01"), json!(""), json!(true), json!("04/03/2025")] {
            assert!(read(&written, &TimeZone::UTC).is_none(), "{written}");
        }
    }
}
