//! From the options to a checked query: its text, its schema, its endpoint, and what it is bound to.

use std::collections::BTreeMap;

use jiff::{Timestamp, Zoned};
use tamis::endpoint::Profile;
use tamis::openapi::ImportNote;
use tamis::{Bindings, Clock, Dialect, Endpoint, ParameterValue, Path, Query, Schema};

use crate::command::{QueryText, Setting};
use crate::failure::{Failure, tell};
use crate::files::read;
use crate::schema;
use crate::warnings::rejected;

/// A query, checked, with what it was checked against.
pub(crate) struct Prepared {
    pub(crate) query: Query,
    pub(crate) endpoint: Option<Endpoint>,
    /// What is asked where there is no endpoint.
    pub(crate) profile: Profile,
}

/// Reads the query, given on the command line or in a file, and checks it.
pub(crate) fn prepare(given: Option<&str>, source: &QueryText, setting: &Setting) -> Result<Prepared, Failure> {
    let text = text(given, source)?;
    let asked = Asked::read(setting)?;
    asked.tell();
    let query = asked.query(&text, setting)?;
    asked.tell_of(&query);
    Ok(Prepared { query, profile: asked.profile, endpoint: asked.endpoint })
}

/// The text of the query, given on the command line or in a file.
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

/// Whom queries ask, and what they are checked against: the schema in a file, that of an endpoint, or one that takes any
/// property.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) dialect: Dialect,
    /// The dialect's, for the version of the API that was chosen, if one was.
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<Endpoint>,
    /// The schema that was given, which goes before that of the endpoint.
    pub(crate) given: Option<Schema>,
    /// What the document leaves open that it is of.
    notes: Vec<ImportNote>,
}

impl Asked {
    pub(crate) fn read(setting: &Setting) -> Result<Self, Failure> {
        let mut asked = Self::of(setting.dialect, setting.endpoint.as_deref(), setting.schema.as_deref())?;
        if let Some(version) = &setting.api_version {
            asked.profile = asked.profile.with_api_version(version).map_err(Failure::usage)?;
            asked.endpoint = asked.endpoint.map(|endpoint| at_version(endpoint, asked.profile)).transpose()?;
        }
        Ok(asked)
    }

    /// What `--dialect`, `--endpoint` and `--schema` say.
    pub(crate) fn of(dialect: Dialect, path: Option<&str>, file: Option<&str>) -> Result<Self, Failure> {
        let endpoint = path.map(|path| endpoint(dialect, path)).transpose()?;
        let read = file.map(|file| schema::read(file, path, dialect)).transpose()?;
        let (given, notes) = read.map_or((None, Vec::new()), |read| (Some(read.schema), read.notes));
        Ok(Self { dialect, profile: dialect.profile(), endpoint, given, notes })
    }

    /// Asks the collection at a path instead, or none.
    pub(crate) fn ask(&mut self, path: Option<&str>) -> Result<(), Failure> {
        self.endpoint = path.map(|path| at_version(endpoint(self.dialect, path)?, self.profile)).transpose()?;
        Ok(())
    }

    /// Asks another API, and no collection of it.
    pub(crate) fn speak(&mut self, dialect: Dialect) -> Option<Endpoint> {
        (self.dialect, self.profile) = (dialect, dialect.profile());
        self.endpoint.take()
    }

    pub(crate) fn schema(&self) -> Schema {
        match (&self.given, &self.endpoint) {
            (Some(schema), _) => schema.clone(),
            (None, Some(endpoint)) => endpoint.schema().clone(),
            (None, None) => self.dialect.open_schema(),
        }
    }

    /// The query, checked.
    pub(crate) fn query(&self, text: &str, setting: &Setting) -> Result<Query, Failure> {
        Query::parse(text, &self.schema()).map_err(|faults| rejected(&faults, setting))
    }

    /// What a user of its schema should know.
    pub(crate) fn note(&self) -> Option<&str> {
        self.endpoint.as_ref().filter(|_| self.given.is_none())?.note()
    }

    /// Tells what a user of its schema should know.
    pub(crate) fn tell(&self) {
        if let Some(note) = self.note() {
            tell(format_args!("warning: {note}"));
        }
        schema::report(self.notes.iter().filter(|note| note.path.is_none()));
    }

    /// Tells what the document leaves open of the fields that `query` uses; the others are no concern of it.
    pub(crate) fn tell_of(&self, query: &Query) {
        let used = query.fields();
        schema::report(self.notes.iter().filter(|note| {
            let path = note.path.as_ref().map(Path::names);
            path.is_some_and(|above| used.iter().any(|path| above.clone().eq(path.names().take(above.len()))))
        }));
    }
}

/// How many endpoints are named in a message at most.
const MOST_ENDPOINTS: usize = 16;

pub(crate) fn endpoint(dialect: Dialect, path: &str) -> Result<Endpoint, Failure> {
    dialect.endpoint(path).map_err(|error| {
        let known: Vec<&str> = dialect.endpoints().collect();
        match known.len() > MOST_ENDPOINTS {
            true => Failure::with_help(
                error,
                format_args!("`tamis schema list --dialect {dialect}` lists the built-in ones"),
            ),
            false => Failure::with_help(error, format_args!("the built-in ones are {}", known.join(", "))),
        }
    })
}

/// `endpoint` in the version of the API that `profile` asks, where one was chosen.
fn at_version(endpoint: Endpoint, profile: Profile) -> Result<Endpoint, Failure> {
    match profile.api_version() {
        Some(version) => endpoint.with_api_version(version).map_err(Failure::usage),
        None => Ok(endpoint),
    }
}

/// Binds the parameters and the clock.
pub(crate) fn bind(query: &Query, setting: &Setting) -> Result<Query, Failure> {
    bind_at(query, setting, clock(setting)?)
}

/// The same, to a clock that was read before.
pub(crate) fn bind_at(query: &Query, setting: &Setting, clock: Clock) -> Result<Query, Failure> {
    let given = parameters(setting)?;
    let used = query.parameters();
    for name in given.keys().filter(|name| !used.contains(name.as_str())) {
        tell(format_args!("warning: the query has no parameter `${name}`"));
    }
    let bindings = given.into_iter().fold(Bindings::at(clock), |bindings, (name, value)| bindings.set(&name, value));
    query.bind(&bindings).map_err(|faults| rejected(&faults, setting))
}

/// What `--param` and `--param-json` say.
pub(crate) fn parameters(setting: &Setting) -> Result<BTreeMap<String, ParameterValue>, Failure> {
    let mut parameters = BTreeMap::new();
    for given in &setting.texts {
        let (name, text) = named(given, "--param name=TEXT")?;
        once(parameters.insert(name.to_owned(), text.into()).is_none(), name)?;
    }
    for given in &setting.jsons {
        let (name, text) = named(given, "--param-json name=JSON")?;
        let value = json(text, "a text needs its quotes here; or use `--param`")?;
        once(parameters.insert(name.to_owned(), value).is_none(), name)?;
    }
    Ok(parameters)
}

/// The JSON of a parameter; `help` says what else may be meant.
pub(crate) fn json(text: &str, help: &str) -> Result<ParameterValue, Failure> {
    let json: Result<serde_json::Value, _> = serde_json::from_str(text);
    Ok(json.map_err(|error| Failure::with_help(format_args!("`{text}` is not JSON: {error}"), help))?.into())
}

fn named<'g>(given: &'g str, form: &str) -> Result<(&'g str, &'g str), Failure> {
    let named = given.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = named.ok_or_else(|| {
        Failure::with_help(format_args!("`{given}` names no parameter"), format_args!("write `{form}`"))
    })?;
    Ok((name.strip_prefix('$').unwrap_or(name), value))
}

fn once(is_first: bool, name: &str) -> Result<(), Failure> {
    if is_first {
        Ok(())
    } else {
        Err(Failure::with_help(format_args!("`${name}` is given twice"), "leave one of them out"))
    }
}

/// What `--now` says, or the machine's clock.
pub(crate) fn clock(setting: &Setting) -> Result<Clock, Failure> {
    match setting.now.as_deref() {
        Some(text) => text.parse().map_err(|error| Failure::usage(format_args!("`{text}` is {error}"))),
        None => machine_clock(),
    }
}

/// The machine's clock, which counts whole seconds: no vendor documents how many digits of a second its API compares, so a
/// plan could not depend on a `now` with a fraction; and cut, it is never in the future.
pub(crate) fn machine_clock() -> Result<Clock, Failure> {
    let now = Zoned::now();
    let second = Timestamp::from_second(now.timestamp().as_second()).unwrap_or(now.timestamp());
    clock_of(&second.to_zoned(now.time_zone().clone()))
}

/// The clock that shows `now`, whose day begins by the rules of its zone.
fn clock_of(now: &Zoned) -> Result<Clock, Failure> {
    let clock = |at: &Zoned| {
        Clock::at(at.timestamp().into()).map_err(|error| Failure::usage(format_args!("the machine's time is {error}")))
    };
    let shown = clock(now)?.with_offset(now.offset().seconds());
    // The calendar of the date crate ends where that of queries does: a day without a start is one without a midnight.
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
            // Clocks go forward, and back, after midnight: the offset is another by noon.
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
            // Not every machine has the database of zones.
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
