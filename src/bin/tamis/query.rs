//! From options to a checked and bound query: its text, its schema and endpoint, its parameters and clock.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};
use tamis::endpoint::Profile;
use tamis::openapi::ImportNote;
use tamis::{Bindings, Clock, Dialect, Endpoint, ParameterValue, Path, Query, Schema};

use crate::cli::{QueryText, Setting};
use crate::failure::{Failure, eprint_line};
use crate::files::read;
use crate::schema_file::{self, eprint_notes};
use crate::warnings::rejected;

/// A checked query with its target.
pub(crate) struct Prepared {
    pub(crate) query: Query,
    pub(crate) endpoint: Option<Endpoint>,
    /// The target of a request if there is no endpoint.
    pub(crate) profile: Profile,
}

/// Reads the query, from the command line or a file, and checks it. Prints the notes of its schema.
pub(crate) fn prepare(given: Option<&str>, source: &QueryText, setting: &Setting) -> Result<Prepared, Failure> {
    let text = text(given, source)?;
    let target = QueryTarget::from_setting(setting)?;
    target.eprint_notes();
    let query = target.check(&text, setting)?;
    target.eprint_notes_on_fields(&query);
    Ok(Prepared { query, profile: target.profile, endpoint: target.endpoint })
}

/// Returns the text of the query, from the command line or a file.
pub(crate) fn text(given: Option<&str>, source: &QueryText) -> Result<String, Failure> {
    match (given, &source.file) {
        (Some(text), None) => Ok(text.to_owned()),
        (None, Some(file)) => read(file),
        (Some(text), Some(_)) => Err(Failure::with_help(
            format_args!("two queries: `{text}` and the one in the file of `-f`"),
            "leave one of them out",
        )),
        (None, None) => Err(Failure::with_help("no query", "give it as one word, in quotes, or in a file with `-f`")),
    }
}

/// The API, collection and schema that queries are for. The schema is that of a file, else of the endpoint, else one that
/// accepts any property.
#[derive(Clone, Debug)]
pub(crate) struct QueryTarget {
    pub(crate) dialect: Dialect,
    /// The dialect's profile, in the version of `--api-version` if it is given.
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<Endpoint>,
    /// The schema of `--schema`, which takes precedence over the endpoint's.
    pub(crate) given: Option<Schema>,
    /// Open points in the OpenAPI document of that schema.
    notes: Vec<ImportNote>,
}

impl QueryTarget {
    /// Returns the target of a command's options.
    pub(crate) fn from_setting(setting: &Setting) -> Result<Self, Failure> {
        let mut target = Self::new(setting.api.dialect, setting.endpoint.as_deref(), setting.schema.as_deref())?;
        if let Some(version) = &setting.api_version {
            target.profile = target.profile.with_api_version(version).map_err(Failure::usage)?;
            target.endpoint = target.endpoint.map(|endpoint| at_version(endpoint, target.profile)).transpose()?;
        }
        Ok(target)
    }

    /// Returns the target of `--dialect`, `--endpoint` and `--schema`.
    pub(crate) fn new(dialect: Dialect, path: Option<&str>, file: Option<&str>) -> Result<Self, Failure> {
        let endpoint = path.map(|path| endpoint(dialect, path)).transpose()?;
        let read = file.map(|file| schema_file::read(file, path, dialect)).transpose()?;
        let (given, notes) = read.map_or((None, Vec::new()), |read| (Some(read.schema), read.notes));
        Ok(Self { dialect, profile: dialect.profile(), endpoint, given, notes })
    }

    /// Switches to the collection at `path`, or to none.
    pub(crate) fn set_endpoint(&mut self, path: Option<&str>) -> Result<(), Failure> {
        self.endpoint = path.map(|path| at_version(endpoint(self.dialect, path)?, self.profile)).transpose()?;
        Ok(())
    }

    /// Switches to another API, without a collection. Returns the collection before.
    pub(crate) fn set_dialect(&mut self, dialect: Dialect) -> Option<Endpoint> {
        (self.dialect, self.profile) = (dialect, dialect.profile());
        self.endpoint.take()
    }

    /// Returns the schema that queries are checked against.
    pub(crate) fn schema(&self) -> Schema {
        match (&self.given, &self.endpoint) {
            (Some(schema), _) => schema.clone(),
            (None, Some(endpoint)) => endpoint.schema().clone(),
            (None, None) => self.dialect.open_schema(),
        }
    }

    /// Parses and checks a query.
    pub(crate) fn check(&self, text: &str, setting: &Setting) -> Result<Query, Failure> {
        Query::parse(text, &self.schema()).map_err(|faults| rejected(&faults, setting))
    }

    /// Returns the note that users of the endpoint's schema should see, if any.
    pub(crate) fn note(&self) -> Option<&str> {
        self.endpoint.as_ref().filter(|_| self.given.is_none())?.note()
    }

    /// Prints the notes on the schema as a whole.
    pub(crate) fn eprint_notes(&self) {
        if let Some(note) = self.note() {
            eprint_line(format_args!("warning: {note}"));
        }
        eprint_notes(self.notes.iter().filter(|note| note.path.is_none()));
    }

    /// Prints the notes on the fields that `query` uses.
    pub(crate) fn eprint_notes_on_fields(&self, query: &Query) {
        let used = query.fields();
        eprint_notes(self.notes.iter().filter(|note| {
            let path = note.path.as_ref().map(Path::names);
            path.is_some_and(|above| used.iter().any(|path| above.clone().eq(path.names().take(above.len()))))
        }));
    }
}

/// The most endpoints that a message lists.
const MOST_ENDPOINTS: usize = 16;

/// Returns the endpoint at `path`.
///
/// # Errors
///
/// If `path` is no endpoint of the dialect; the help lists or points to those that are.
pub(crate) fn endpoint(dialect: Dialect, path: &str) -> Result<Endpoint, Failure> {
    dialect.endpoint(path).map_err(|error| {
        let known: Vec<&str> = dialect.endpoints().collect();
        match known.len() > MOST_ENDPOINTS {
            true => Failure::with_help(
                error,
                format_args!("`tamis schema list --dialect {dialect}` lists the built-in endpoints"),
            ),
            false => Failure::with_help(error, format_args!("the built-in endpoints are {}", known.join(", "))),
        }
    })
}

/// Returns `endpoint` in the API version of `profile`, if that has one.
fn at_version(endpoint: Endpoint, profile: Profile) -> Result<Endpoint, Failure> {
    match profile.api_version() {
        Some(version) => endpoint.with_api_version(version).map_err(Failure::usage),
        None => Ok(endpoint),
    }
}

/// Binds the parameters and the clock of the options.
pub(crate) fn bind(query: &Query, setting: &Setting) -> Result<Query, Failure> {
    bind_at(query, setting, clock(setting)?)
}

/// Binds the parameters of the options, and `clock`.
pub(crate) fn bind_at(query: &Query, setting: &Setting, clock: Clock) -> Result<Query, Failure> {
    let given = parameters(setting)?;
    let used = query.parameters();
    for name in given.keys().filter(|name| !used.contains(name.as_str())) {
        eprint_line(format_args!("warning: the query has no parameter `${name}`"));
    }
    let bindings = given.into_iter().fold(Bindings::at(clock), |bindings, (name, value)| bindings.set(&name, value));
    query.bind(&bindings).map_err(|faults| rejected(&faults, setting))
}

/// Returns the parameters of `--param` and `--param-json`.
pub(crate) fn parameters(setting: &Setting) -> Result<BTreeMap<String, ParameterValue>, Failure> {
    let mut parameters = BTreeMap::new();
    for given in &setting.texts {
        let (name, text) = named(given, "--param name=TEXT")?;
        once(parameters.insert(name.to_owned(), text.into()).is_none(), name)?;
    }
    for given in &setting.jsons {
        let (name, text) = named(given, "--param-json name=JSON")?;
        let value = parse_json(text, "a JSON text needs its quotes; or use `--param`")?;
        once(parameters.insert(name.to_owned(), value).is_none(), name)?;
    }
    Ok(parameters)
}

/// Parses the JSON of a parameter; `help` is the help of the error.
pub(crate) fn parse_json(text: &str, help: &str) -> Result<ParameterValue, Failure> {
    let json: Result<serde_json::Value, _> = serde_json::from_str(text);
    Ok(json.map_err(|error| Failure::with_help(format_args!("`{text}` is not JSON: {error}"), help))?.into())
}

/// Splits `name=value`, with or without a `$` before the name.
fn named<'g>(given: &'g str, form: &str) -> Result<(&'g str, &'g str), Failure> {
    let named = given.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = named.ok_or_else(|| {
        Failure::with_help(format_args!("`{given}` has no parameter name"), format_args!("write `{form}`"))
    })?;
    Ok((name.strip_prefix('$').unwrap_or(name), value))
}

/// Fails if the parameter was already given.
fn once(is_first: bool, name: &str) -> Result<(), Failure> {
    if is_first {
        Ok(())
    } else {
        Err(Failure::with_help(format_args!("`${name}` is given twice"), "leave one of them out"))
    }
}

/// Returns the clock of `--now`, or the machine's.
pub(crate) fn clock(setting: &Setting) -> Result<Clock, Failure> {
    match setting.now.as_deref() {
        Some(text) => text.parse().map_err(|error| Failure::usage(format_args!("`{text}` is {error}"))),
        None => machine_clock(),
    }
}

/// Returns the machine's clock, cut to whole seconds.
///
/// No vendor documents how many digits of a second its API compares, so a plan could not depend on a `now` with a fraction.
/// Cutting never yields a time in the future.
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
