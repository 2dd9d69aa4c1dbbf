//! A session: runs lines one by one and returns their outcomes. It knows no terminal; `repl` connects it to one.
//!
//! A line is a query, or a command that begins with `:`. A line that fails changes nothing, except that a query without
//! a request stays the last query, for `:plan`.
//!
//! `command` has the table of commands, `dispatch` runs them, `change` and `show` have their code. `complete` completes
//! lines, `loaded` holds rows.

mod change;
mod command;
pub(crate) mod complete;
mod dispatch;
mod help;
mod loaded;
mod show;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tamis::editor::{TokenKind, is_incomplete, tokens};
use tamis::{Bindings, Clock, Diagnostics, ParameterValue, Path, Program, Query, Schema, Target};

use crate::cli::{ReplOptions, RequestFormat};
use crate::commands::request::RequestForm;
use crate::failure::Failure;
use crate::interrupt;
use crate::query::{QueryTarget, clock, machine_clock, parameters};
use crate::row_input::row_clues;
use crate::row_warnings::{RowWarning, RowWarningPolicy};
use crate::rows::RowsAt;
use crate::warnings::{WarningPolicy, without_advice};

use loaded::Loaded;

/// The state that lines use and change.
pub(crate) struct Session {
    target: QueryTarget,
    /// The clock of `--now`; without it, each line uses the machine's.
    clock: Option<Clock>,
    parameters: BTreeMap<String, ParameterValue>,
    rows_at: RowsAt,
    /// `true` to skip what cannot be read of a file of rows.
    skips_bad: bool,
    /// The format of requests.
    form: RequestForm,
    warnings: WarningPolicy,
    row_warnings: RowWarningPolicy,
    loaded: Option<Loaded>,
    /// The text of the last query.
    last: Option<String>,
}

/// The outcome of a line.
#[derive(Debug)]
pub(crate) struct Outcome<'s> {
    pub(crate) warnings: Vec<Warning>,
    pub(crate) reply: Reply<'s>,
}

/// A warning of a line.
#[derive(Debug)]
pub(crate) enum Warning {
    /// The warnings about a query or its request.
    Query(Diagnostics),
    Rows(RowWarning),
    /// A note on a collection's schema, or on the format of a request.
    Note(String),
}

/// The reply to a line.
#[derive(Debug)]
pub(crate) enum Reply<'s> {
    Nothing,
    /// Lines of text, without a line break at the end.
    Text(String),
    Rows(RowsReply<'s>),
    Quit,
}

/// A request in the format of the session, and the assumptions that it depends on.
struct PrintedRequest {
    text: String,
    /// The warnings about the request.
    warnings: Diagnostics,
    /// The assumption that only the format needs.
    note: Option<Warning>,
}

/// The loaded rows that match a query.
#[derive(Debug)]
pub(crate) struct RowsReply<'s> {
    /// The rows to show, in order.
    pub(crate) rows: Vec<&'s Json>,
    /// `true` if a larger limit would show more.
    pub(crate) is_cut: bool,
    /// The number of matching rows, regardless of offset and limit.
    pub(crate) matching: usize,
    /// The number of loaded rows.
    pub(crate) all: usize,
    pub(crate) took: Duration,
    /// The paths of the query.
    pub(crate) fields: Vec<Path>,
    /// The names of the first row's members, in order.
    pub(crate) names: &'s [String],
    pub(crate) schema: Schema,
}

/// The help for a query without a request.
const NO_REQUEST: &str = "`:plan` shows what the API can do; `:load FILE` loads rows to filter locally";
/// The most rows that are shown for a query without a limit.
const MOST_ROWS: usize = 100;

impl Outcome<'_> {
    fn text(text: impl Into<String>) -> Self {
        Self { warnings: Vec::new(), reply: Reply::Text(text.into()) }
    }
}

impl Session {
    /// Begins a session with the options, and loads its file of rows.
    pub(crate) fn new(options: &ReplOptions) -> Result<Self, Failure> {
        let setting = &options.setting;
        let (target, parameters) = (QueryTarget::from_setting(setting)?, parameters(setting)?);
        let clock = setting.now.is_some().then(|| clock(setting)).transpose()?;
        let rows_at = RowsAt::new(options.rows.path.as_deref(), row_clues(&target.schema(), []))?;
        let skips_bad = options.rows.skip_bad;
        let loaded = options.file.as_deref().map(|file| Loaded::read(file, &rows_at, skips_bad)).transpose()?;
        Ok(Self {
            target,
            clock,
            parameters,
            rows_at,
            skips_bad,
            form: RequestForm::default(),
            warnings: WarningPolicy::new(setting),
            row_warnings: RowWarningPolicy::new(setting),
            loaded,
            last: None,
        })
    }

    /// Returns a greeting that names the collection and the loaded rows.
    pub(crate) fn greeting(&self) -> String {
        let target = self.target.endpoint.as_ref().map_or(self.target.dialect.to_string(), ToString::to_string);
        let loaded = self.loaded.as_ref().map(|loaded| format!(", {loaded}")).unwrap_or_default();
        format!("tamis {}: {target}{loaded}. `:help` shows the commands; Ctrl-D leaves.", env!("CARGO_PKG_VERSION"))
    }

    /// Returns the note on the schema of the collection, if any.
    pub(crate) fn note(&self) -> Option<&str> {
        self.target.note()
    }

    /// Returns the warnings about the loaded rows that are to be printed.
    pub(crate) fn warnings_of_load(&self) -> Vec<RowWarning> {
        let warnings = self.loaded.iter().flat_map(|loaded| &loaded.warnings);
        warnings.filter_map(|warning| self.row_warnings.apply(warning)).collect()
    }

    /// Runs a query: over the loaded rows, or else to its request.
    fn query(&mut self, text: &str) -> Result<Outcome<'_>, Failure> {
        let query = self.bound(text)?;
        let mut policy = self.warnings.clone();
        if self.loaded.is_some() {
            policy = policy.over_local_rows();
        }
        let mut warnings = vec![Warning::Query(policy.check(query.warnings())?)];
        let Some(loaded) = &self.loaded else {
            let lowered = self.request_of(&query, &self.form);
            if matches!(lowered, Err(Failure::Rejected(_))) {
                self.last = Some(text.to_owned());
            }
            let request = lowered.map_err(|failure| match failure {
                Failure::Rejected(diagnostics) => Failure::NoRequest(diagnostics, NO_REQUEST),
                failure => failure,
            })?;
            warnings.push(Warning::Query(policy.check(&request.warnings)?));
            warnings.extend(request.note);
            self.last = Some(text.to_owned());
            return Ok(Outcome { warnings, reply: Reply::Text(request.text) });
        };
        let program = query.compile()?;
        let (start, all) = (Instant::now(), &loaded.rows);
        let read = all.iter().take_while(|_| !interrupt::is_requested());
        let mut rows: Vec<&Json> = read.filter(|row| program.matches(row)).collect();
        let matching = rows.len();
        program.sort(&mut rows);
        interrupt::check()?;
        self.last = Some(text.to_owned());
        rows.drain(..program.offset().min(matching));
        let is_cut = program.limit().is_none() && rows.len() > MOST_ROWS;
        rows.truncate(program.limit().unwrap_or(MOST_ROWS));
        let took = start.elapsed();
        if program.limit() != Some(0) {
            let found = contradictions(&program, all, matching > 0).into_iter();
            warnings.extend(found.filter_map(|warning| self.row_warnings.apply(&warning)).map(Warning::Rows));
        }
        let fields = query.fields().into_iter().cloned().collect();
        let (all, names, schema) = (all.len(), loaded.names.as_slice(), query.schema().clone());
        let rows = RowsReply { rows, is_cut, matching, all, took, fields, names, schema };
        Ok(Outcome { warnings, reply: Reply::Rows(rows) })
    }

    /// Checks and binds a query.
    fn bound(&self, text: &str) -> Result<Query, Failure> {
        let query = Query::parse(text, &self.target.schema())?;
        let bindings = Bindings::at(self.clock()?);
        let parameters = self.parameters.iter();
        Ok(query.bind(&parameters.fold(bindings, |bindings, (name, value)| bindings.set(name, value.clone())))?)
    }

    fn clock(&self) -> Result<Clock, Failure> {
        self.clock.map_or_else(machine_clock, Ok)
    }

    /// Returns the request of `query` in `form`.
    fn request_of(&self, query: &Query, form: &RequestForm) -> Result<PrintedRequest, Failure> {
        let needs_endpoint = !matches!(form.format, RequestFormat::Json | RequestFormat::Params | RequestFormat::Query);
        if needs_endpoint && self.target.endpoint.is_none() {
            return Err(self.needs_endpoint());
        }
        let target = self.target.endpoint.as_ref().map_or(self.target.profile.into(), Target::from);
        let request = query.lower(target)?;
        Ok(PrintedRequest {
            text: form.print(&request, self.clock()?.now())?,
            warnings: without_advice(request.warnings()),
            note: form.assumption(&request).map(|assumption| Warning::Note(assumption.to_owned())),
        })
    }

    /// Returns the failure of a line that needs a collection.
    fn needs_endpoint(&self) -> Failure {
        let example = self.target.dialect.endpoints().next().unwrap_or("sessions");
        let help = format_args!("choose one first, such as `:endpoint {example}`").to_string();
        Failure::with_help("no collection is chosen", help)
    }

    /// Returns the fields to list and complete: those of the schema and, if that is open, those of the loaded rows.
    pub(crate) fn known(&self) -> Schema {
        let schema = self.target.schema();
        match &self.loaded {
            Some(loaded) if schema.is_open() && schema.fields().len() == 0 => loaded.known.clone(),
            Some(loaded) if schema.is_open() => {
                let others = loaded.known.fields().filter(|field| schema.field(field.path()).is_none());
                let fields = schema.fields().chain(others).cloned();
                Schema::builder(loaded.known.origin()).fields(fields).build().unwrap_or(schema)
            }
            _ => schema,
        }
    }

    /// Returns the texts of the loaded rows at `path`, if they are few.
    fn words(&self, path: &Path) -> &[String] {
        self.loaded.as_ref().map_or(&[], |loaded| loaded.words(path))
    }
}

/// Returns the contradictions between the query and `rows`: the first of them, or all if none has matched.
fn contradictions(program: &Program, rows: &[Json], has_matched: bool) -> Vec<RowWarning> {
    let mut survey = program.survey();
    for row in rows {
        if survey.wants_row(has_matched) {
            survey.observe(row);
        } else {
            survey.skim(row);
        }
    }
    survey.hints().iter().filter_map(RowWarning::from_hint).collect()
}

/// Returns `true` if `text` is a query that another line has to finish. An empty line at its end sends it as it is.
pub(crate) fn is_unfinished(text: &str) -> bool {
    let is_sent = text.rsplit_once('\n').is_some_and(|(_, last)| last.trim().is_empty());
    !is_sent && !text.trim_start().starts_with(':') && is_incomplete(text)
}

/// Returns `true` if `text` opens more brackets than it closes.
pub(crate) fn is_in_brackets(text: &str) -> bool {
    let count = |kinds: [TokenKind; 2]| tokens(text).filter(|token| kinds.contains(&token.kind)).count();
    count([TokenKind::OpenGroup, TokenKind::OpenList]) > count([TokenKind::CloseGroup, TokenKind::CloseList])
}
