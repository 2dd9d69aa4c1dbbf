use super::{Clock, DateTime, Duration, Number, Uuid};
use crate::shared_str::SharedStr;

#[test]
fn numbers_are_equal_by_value() {
    let number = |text| Number::read(SharedStr::from(text)).unwrap();
    assert_eq!(number("5"), number("5.0"));
    assert_ne!(number("5"), number("6"));
    assert_ne!(number("9007199254740993"), number("9007199254740992.0"));
    assert_eq!(Number::read_bytes("1KiB".into()), Ok(number("1024")));
}

#[test]
fn durations_are_ordered_by_length_whatever_the_unit() {
    let (short, long) = (|text| Duration::read_short(text).unwrap(), |text| Duration::read(text).unwrap());
    assert_eq!(short("2w"), long("P14D"));
    assert_ne!(short("2w"), long("P14DT0.000000001S"));
    assert!(short("2w") < short("15d") && short("61s") > short("1m"));
}

#[test]
fn durations_are_displayed_with_the_fraction_digits_they_need() {
    let displayed = |text| Duration::read(text).unwrap().to_string();
    assert_eq!(displayed("PT1M30.500S"), "PT90.5S");
    assert_eq!(displayed("PT0.000000001S"), "PT0.000000001S");
    assert_eq!(displayed("P1D"), "PT86400S");
    assert_eq!(displayed("-1.00:00:00.5"), "-PT86400.5S");
    assert_eq!(displayed("-00:00:00.5"), "-PT0.5S");
}

#[test]
fn the_start_of_a_day_may_be_given() {
    let clock: Clock = "2026-03-29T12:00:00+02:00".parse().unwrap();
    let start: DateTime = "2026-03-28T23:00:00Z".parse().unwrap();
    assert_eq!(clock.today().unwrap().to_string(), "2026-03-28T22:00:00Z");
    assert_eq!(clock.with_today(start).today(), Some(start));
    assert_eq!(clock.with_today(start).now(), clock.now());
    // Another offset has days of its own.
    assert_eq!(clock.with_today(start).with_offset(0).today().unwrap().to_string(), "2026-03-29T00:00:00Z");
}

#[test]
fn today_begins_at_midnight_in_the_offset_of_the_clock() {
    let clock: Clock = "2026-01-31T23:30:00Z".parse().unwrap();
    let today = |clock: Clock| clock.today().unwrap().to_string();
    assert_eq!(today(clock), "2026-01-31T00:00:00Z");
    assert_eq!(today(clock.with_offset(3_600)), "2026-01-31T23:00:00Z");
    assert_eq!(today(clock.with_offset(-3_600)), "2026-01-31T01:00:00Z");
}

#[test]
fn debug_text_is_what_is_displayed() {
    let moment: DateTime = "2026-01-31".parse().unwrap();
    let id = Uuid::read("{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}").unwrap();
    let shown = format!("{moment:?} {:?} {id:?}", Duration::read_short("30m").unwrap());
    assert_eq!(shown, "2026-01-31T00:00:00Z PT30M f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
}
