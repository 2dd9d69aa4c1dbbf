//! The clock that queries are bound to.

use jiff::{Timestamp, Zoned};
use tamis::Clock;

use crate::cli::Setting;
use crate::failure::Failure;

/// Returns the clock of `--now`, or the machine's.
pub(crate) fn clock(setting: &Setting) -> Result<Clock, Failure> {
    match setting.now.as_deref() {
        Some(text) => text.parse().map_err(|error| Failure::usage(format_args!("`{text}` is {error}"))),
        None => machine_clock(),
    }
}

/// Returns the machine's clock, cut to whole seconds.
///
/// No vendor documents how many digits of a second its API compares, so a plan could not depend on a `now` with a
/// fraction. Cutting never yields a time in the future.
pub(crate) fn machine_clock() -> Result<Clock, Failure> {
    let now = Zoned::now();
    let second = Timestamp::from_second(now.timestamp().as_second()).unwrap_or(now.timestamp());
    clock_of(&second.to_zoned(now.time_zone().clone()))
}

/// Returns the clock at `now`, whose day begins by the rules of its time zone.
fn clock_of(now: &Zoned) -> Result<Clock, Failure> {
    let clock = |at: &Zoned| {
        Clock::at(at.timestamp().into()).map_err(|error| Failure::usage(format_args!("the machine's time is {error}")))
    };
    let shown = clock(now)?.with_offset(now.offset().seconds());
    // Both calendars end at the same date, so only a day without a midnight has no start here.
    Ok(match now.start_of_day() {
        Ok(start) => shown.with_today(clock(&start)?.now()),
        Err(_) => shown,
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use jiff::{Timestamp, Zoned};

    use super::clock_of;

    #[test]
    fn today_begins_by_the_rules_of_the_zone() {
        let days = [
            // Clocks go forward, and back, after midnight: by noon the offset is different.
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:30:00Z", "2026-03-28T23:00:00Z"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T11:00:00Z", "2026-10-24T22:00:00Z"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-11-28T11:00:00Z", "2026-11-27T23:00:00Z"),
            // They go from 00:00 to 01:00: the day has no midnight.
            ("EET-2EEST,M3.5.0/0,M10.5.0/0", "2026-03-29T09:00:00Z", "2026-03-28T22:00:00Z"),
            ("<-03>3<-02>,M11.1.0/0,M2.3.0/0", "2026-11-01T15:00:00Z", "2026-11-01T03:00:00Z"),
            // They go from 24:00 to 23:00: the day before is longer, and its last hour is still in it.
            ("EET-2EEST,M3.5.0/0,M10.5.0/0", "2026-10-25T09:00:00Z", "2026-10-24T22:00:00Z"),
            ("EET-2EEST,M3.5.0/0,M10.5.0/0", "2026-10-24T21:30:00Z", "2026-10-23T21:00:00Z"),
            // They go from 01:00 to 00:00: the day has two midnights, of which the first begins it.
            ("CST5CDT,M3.2.0/0,M11.1.0/1", "2026-11-01T15:00:00Z", "2026-11-01T04:00:00Z"),
            ("CST5CDT,M3.2.0/0,M11.1.0/1", "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z"),
            ("UTC0", "2026-11-28T00:00:00Z", "2026-11-28T00:00:00Z"),
        ];
        for (zone, now, start) in days {
            assert_eq!(today(TimeZone::posix(zone).unwrap(), now), start, "{zone}, {now}");
        }
    }

    #[test]
    fn today_begins_by_the_rules_of_a_named_zone() {
        let days = [
            ("America/Sao_Paulo", "2018-11-04T15:00:00Z", "2018-11-04T03:00:00Z"),
            ("Asia/Beirut", "2022-03-27T09:00:00Z", "2022-03-26T22:00:00Z"),
            ("America/Havana", "2023-11-05T15:00:00Z", "2023-11-05T04:00:00Z"),
            ("Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z"),
            ("Australia/Lord_Howe", "2026-04-05T05:00:00Z", "2026-04-04T13:00:00Z"),
        ];
        for (zone, now, start) in days {
            // Not every machine has the time zone database.
            if let Ok(zone) = TimeZone::get(zone) {
                assert_eq!(today(zone, now), start, "{now}");
            }
        }
    }

    fn today(zone: TimeZone, now: &str) -> String {
        let now = Zoned::new(now.parse::<Timestamp>().unwrap(), zone);
        clock_of(&now).ok().and_then(|clock| clock.today()).unwrap().to_string()
    }
}
