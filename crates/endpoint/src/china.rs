//! China's time, in which organizations count their days.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use org::Millis;

/// There has been no summer time since 1991.
fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

fn zoned(time: Millis) -> Option<Zoned> {
    let time = Timestamp::from_millisecond(time.0).ok()?;
    Some(time.to_zoned(zone()))
}

/// The day in which a moment lies; none of a moment that no calendar reaches.
pub fn day_of(time: Millis) -> Option<Date> {
    zoned(time).map(|time| time.date())
}

/// The first moment of a day and of the next; none of a day that no calendar reaches.
pub fn bounds(day: Date) -> Option<(Millis, Millis)> {
    let start = |day: Date| {
        let start = day.to_zoned(zone()).ok()?;
        Some(Millis(start.timestamp().as_millisecond()))
    };
    Some((start(day)?, start(day.tomorrow().ok()?)?))
}

/// A moment as `2026-01-02 11:04:05`, which has no place for the zone; empty for one that no calendar reaches.
pub fn text(time: Millis) -> String {
    zoned(time)
        .map(|time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    const DAY_MS: i64 = 86_400_000;

    #[test]
    fn days_end_at_midnight_of_the_zone() {
        let day = jiff::civil::date(2026, 1, 1);
        let (from, until) = bounds(day).expect("a day");
        assert_eq!(
            (until.0 - from.0, from.0 % DAY_MS),
            (DAY_MS, 16 * 3_600_000)
        );
        assert_eq!(day_of(Millis(until.0 - 1)), Some(day));
        assert_eq!(day_of(until), day.tomorrow().ok());
    }

    #[test]
    fn a_moment_is_written_as_clocks_there_show_it() {
        assert_snapshot!(text(Millis(1_767_323_045_000)), @"2026-01-02 11:04:05");
        assert_eq!(text(Millis(i64::MAX)), "");
    }

    #[test]
    fn what_no_calendar_reaches_has_no_day() {
        assert_eq!(day_of(Millis(i64::MIN)), None);
        assert_eq!(bounds(Date::MAX), None);
    }
}
