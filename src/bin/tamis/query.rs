//! From the options to a checked query: its text, its schema, its endpoint, and what it is bound to.

use std::collections::BTreeSet;
use std::io::Read;
use std::process::ExitCode;

use jiff::Zoned;
use tamis::{Bindings, Clock, Dialect, Endpoint, ImportNote, Path, Query, Schema, Severity};

use crate::command::{QueryOptions, Setting};
use crate::failure::{Failure, tell};
use crate::schema;
use crate::warnings::{Warnings, rejected};

/// A query, checked, with what it was checked against.
pub(crate) struct Prepared {
    pub(crate) query: Query,
    pub(crate) endpoint: Option<Endpoint>,
}

/// `tamis check`: everything odd is shown; everything wrong is the failure.
pub(crate) fn check(options: &QueryOptions) -> Result<ExitCode, Failure> {
    let setting = &options.setting;
    let prepared = prepare(options.query.as_deref(), setting)?;
    let has_values = !setting.texts.is_empty() || !setting.jsons.is_empty();
    let mut found = Vec::new();
    if prepared.query.parameters().is_empty() || has_values {
        let bound = bind(&prepared.query, setting)?;
        found.push(bound.warnings().clone());
        // What the endpoint cannot be asked can still be run locally: that is for the user to know, not a fault.
        found.extend(prepared.endpoint.as_ref().map(|endpoint| match bound.lower(endpoint) {
            Ok(request) => request.warnings(),
            Err(refused) => refused.at_most(Severity::Advice),
        }));
    } else {
        found.push(prepared.query.warnings().clone());
    }
    Warnings::new(setting).heed(&found)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the query, given on the command line or in a file, and checks it.
pub(crate) fn prepare(text: Option<&str>, setting: &Setting) -> Result<Prepared, Failure> {
    let text = match (text, &setting.file) {
        (Some(text), None) => text.to_owned(),
        (None, Some(file)) => read(file)?,
        (Some(text), Some(_)) => {
            return Err(Failure::with_help(
                format_args!("two queries: `{text}` and the one in the file of `-f`"),
                "leave one of them out",
            ));
        }
        (None, None) => {
            return Err(Failure::with_help("no query", "give it as one word, in quotes, or in a file with `-f`"));
        }
    };
    let ground = Ground::of(setting.dialect, setting.endpoint.as_deref(), setting.schema.as_deref())?;
    let query = Query::parse(&text, &ground.schema).map_err(|faults| rejected(&faults, setting))?;
    ground.report_notes(&query);
    Ok(Prepared { query, endpoint: ground.endpoint })
}

/// What a query is checked against: the schema in a file, that of an endpoint, or one that takes any property.
pub(crate) struct Ground {
    pub(crate) schema: Schema,
    pub(crate) endpoint: Option<Endpoint>,
    /// What a document leaves open.
    notes: Vec<ImportNote>,
}

impl Ground {
    pub(crate) fn of(dialect: Dialect, path: Option<&str>, file: Option<&str>) -> Result<Self, Failure> {
        let endpoint = path.map(|path| endpoint(dialect, path)).transpose()?;
        let (schema, notes) = match (file, &endpoint) {
            (Some(file), _) => {
                let read = schema::read(file, path, dialect)?;
                (read.schema, read.notes)
            }
            (None, Some(endpoint)) => {
                if let Some(note) = endpoint.note() {
                    tell(format_args!("warning: {note}"));
                }
                (endpoint.schema().clone(), Vec::new())
            }
            (None, None) => (dialect.open_schema(), Vec::new()),
        };
        schema::report(notes.iter().filter(|note| note.path.is_none()));
        Ok(Self { schema, endpoint, notes })
    }

    /// Tells what the document leaves open of the fields that `query` uses; the others are no concern of it.
    fn report_notes(&self, query: &Query) {
        let used = query.fields();
        schema::report(self.notes.iter().filter(|note| {
            let path = note.path.as_ref().map(Path::names);
            path.is_some_and(|above| used.iter().any(|path| above.clone().eq(path.names().take(above.len()))))
        }));
    }
}

pub(crate) fn endpoint(dialect: Dialect, path: &str) -> Result<Endpoint, Failure> {
    dialect.endpoint(path).map_err(|error| {
        let known: Vec<&str> = dialect.endpoints().collect();
        Failure::with_help(error, format_args!("the built-in ones are {}", known.join(", ")))
    })
}

/// Binds the parameters and the clock.
pub(crate) fn bind(query: &Query, setting: &Setting) -> Result<Query, Failure> {
    bind_at(query, setting, clock(setting)?)
}

/// The same, to a clock that was read before.
pub(crate) fn bind_at(query: &Query, setting: &Setting, clock: Clock) -> Result<Query, Failure> {
    let mut bindings = Bindings::at(clock);
    let mut unused = BTreeSet::new();
    for given in &setting.texts {
        let (name, text) = named(given, "--param name=TEXT")?;
        once(unused.insert(name), name)?;
        bindings = bindings.set(name, text);
    }
    for given in &setting.jsons {
        let (name, text) = named(given, "--param-json name=JSON")?;
        let json: serde_json::Value = serde_json::from_str(text).map_err(|error| {
            Failure::with_help(
                format_args!("`{text}` is not JSON: {error}"),
                "a text needs its quotes here; or use `--param`",
            )
        })?;
        once(unused.insert(name), name)?;
        bindings = bindings.set(name, json);
    }
    for name in query.parameters() {
        unused.remove(name);
    }
    for name in unused {
        tell(format_args!("warning: the query has no parameter `${name}`"));
    }
    query.bind(&bindings).map_err(|faults| rejected(&faults, setting))
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
        None => {
            let now = Zoned::now();
            let clock = Clock::at(now.timestamp().into())
                .map_err(|error| Failure::usage(format_args!("the machine's time is {error}")))?;
            Ok(clock.with_offset(now.offset().seconds()))
        }
    }
}

/// The whole text of a file, or of standard input for `-`.
pub(crate) fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        file => std::fs::read(file).map(|content| bytes = content),
    };
    read.map_err(|error| Failure::usage(format_args!("cannot read {file}: {error}")))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::usage(format_args!("cannot read {file}: it is not UTF-8")))?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}
