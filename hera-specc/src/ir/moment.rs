//! Dates and instants that stand as text in specs, in the forms of RFC 3339.
//!
//! The runtime reads payloads with jiff. Literals are few, and jiff would be a tenth of what it costs to
//! have the compiler as a build dependency; so they are read by the crate that reads them in TOML, and a
//! test holds both equal: what is read here is the same there.

use std::fmt;
use std::str::FromStr;

use toml_datetime::{Datetime, Offset, Time};

pub use toml_datetime::Date;

/// No such date, or no such instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMoment;

/// A point in time, ordered as time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Seconds since the start of 1970, UTC; whole years of four digits.
    pub second: i64,
    /// Nanoseconds since that second.
    pub nanosecond: u32,
}

const DAY_S: i64 = 24 * 60 * 60;

impl Instant {
    /// The start of the year 0.
    const MIN_S: i64 = -62_167_219_200;
    /// The last second that is in the year 9999 wherever one is, as jiff has it.
    const MAX_S: i64 = 253_402_207_200;
}

/// The date of a text such as `2025-01-31`.
///
/// # Errors
/// When it is none.
pub fn date(text: &str) -> Result<Date, NoMoment> {
    match text.parse() {
        Ok(Datetime { date: Some(date), time: None, offset: None }) => Ok(date),
        _ => Err(NoMoment),
    }
}

impl FromStr for Instant {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Instant, NoMoment> {
        // The parser drops digits behind the ninth.
        let fraction = text.split_once('.').map_or("", |(_, rest)| rest);
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(Datetime { date: Some(date), time: Some(time), offset: Some(offset) }) =
            text.parse()
        else {
            return Err(NoMoment);
        };
        let minutes = match offset {
            Offset::Z => 0,
            Offset::Custom { minutes } => i64::from(minutes),
        };
        // A leap second is the one before it.
        let clock = i64::from(time.hour) * 3600
            + (i64::from(time.minute) - minutes) * 60
            + i64::from(time.second.unwrap_or(0).min(59));
        let second = days(date) * DAY_S + clock;
        let nanosecond = time.nanosecond.unwrap_or(0);
        match digits <= 9 && (Instant::MIN_S..=Instant::MAX_S).contains(&second) {
            true => Ok(Instant { second, nanosecond }),
            false => Err(NoMoment),
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, clock) = (self.second.div_euclid(DAY_S), self.second.rem_euclid(DAY_S));
        let part = |value: i64| u8::try_from(value).unwrap_or_default();
        let time = Time {
            hour: part(clock / 3600),
            minute: part(clock / 60 % 60),
            second: Some(part(clock % 60)),
            nanosecond: (self.nanosecond > 0).then_some(self.nanosecond),
        };
        Datetime { date: Some(on(day)), time: Some(time), offset: Some(Offset::Z) }.fmt(f)
    }
}

/// Days of 400 years, after which the calendar repeats.
const CYCLE_DAYS: i64 = 146_097;
/// From the first of March of the year 0 to the start of 1970. Years are counted from March, so that the
/// leap day is the last of its year.
const EPOCH_DAYS: i64 = 719_468;

/// Days since the start of 1970.
fn days(date: Date) -> i64 {
    let month = (i64::from(date.month) + 9) % 12;
    let year = i64::from(date.year) - i64::from(date.month <= 2);
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    cycle * CYCLE_DAYS + year * 365 + year / 4 - year / 100 + day - EPOCH_DAYS
}

/// The date of a day since the start of 1970.
fn on(day: i64) -> Date {
    let day = day + EPOCH_DAYS;
    let (cycle, day) = (day.div_euclid(CYCLE_DAYS), day.rem_euclid(CYCLE_DAYS));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let part = |value: i64| u8::try_from(value).unwrap_or_default();
    let (calendar, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Date {
        year: u16::try_from(cycle * 400 + year + next).unwrap_or_default(),
        month: part(calendar),
        day: part(day - (153 * month + 2) / 5 + 1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_instant_is_the_one_of_the_runtime(
            text in "(00|19|20|99)[0-9]{2}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])[T t](2[0-3]|[01][0-9])\
                :[0-5][0-9](:([0-5][0-9]|60)(\\.[0-9]{1,10})?)?(Z|z|[+-](2[0-3]|[01][0-9]):[0-5][0-9])?",
        ) {
            let theirs = text.parse::<jiff::Timestamp>().ok();
            if let Ok(ours) = text.parse::<Instant>() {
                let nanosecond = i32::try_from(ours.nanosecond).unwrap();
                let same = jiff::Timestamp::new(ours.second, nanosecond).ok();
                prop_assert_eq!(same, theirs);
                prop_assert_eq!(Some(ours.to_string()), theirs.map(|at| at.to_string()));
            } else {
                // Ours ends where a year would have no four digits.
                prop_assert!(theirs.is_none_or(|at| at.to_string().starts_with('-')), "{theirs:?}");
            }
        }

        #[test]
        fn a_date_is_the_one_of_the_runtime(text in "[0-9]{4}-(0[0-9]|1[0-3])-([0-2][0-9]|3[0-2])") {
            let ours = date(&text).ok().map(|date| date.to_string());
            let theirs = text.parse::<jiff::civil::Date>().ok().map(|date| date.to_string());
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_day_is_the_same_there_and_back(day in -719_528_i64..2_932_896) {
            prop_assert_eq!(days(on(day)), day);
        }
    }

    #[test]
    fn what_is_no_moment() {
        for text in ["", "2025-01-31", "10:00", "2025-01-31T10:00:00", "2025-02-29T10:00:00Z"] {
            assert_eq!(text.parse::<Instant>(), Err(NoMoment), "{text}");
        }
        for text in ["", "20250131", "2025-01-31T10:00:00Z", "10:00", "2025-02-29"] {
            assert_eq!(date(text), Err(NoMoment), "{text}");
        }
    }
}
