//! A session: one line in, one outcome out. Knows no terminal.
//!
//! A line is a command, which begins with `:`, or a query. A line that fails changes nothing, but that a query which the
//! API cannot be asked is kept: its plan shows what can be.

mod command;
pub(crate) mod complete;
mod help;
mod loaded;
mod show;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tamis::editor::{Expected, TokenKind, tokens};
use tamis::errors::{Malformed, ParseErrorKind};
use tamis::{
    Bindings, Clock, DiagnosticKind, Diagnostics, ParameterValue, Parsed, Path, Program, Query, Schema, Target,
};

use crate::command::{ReplOptions, RequestFormat};
use crate::compile::{Form, print};
use crate::failure::Failure;
use crate::input::sought;
use crate::interrupt;
use crate::query::{Asked, clock, machine_clock, parameters};
use crate::row_warnings::{RowWarning, RowWarnings};
use crate::rows::Place;
use crate::warnings::{Warnings, without_advice};

use loaded::Loaded;

/// What lines are carried out with, and what they change.
pub(crate) struct Session {
    asked: Asked,
    /// The one given; else each line has the machine's.
    clock: Option<Clock>,
    parameters: BTreeMap<String, ParameterValue>,
    place: Place,
    /// Whether what cannot be read of a file of rows is passed over.
    skips_bad: bool,
    /// How requests are shown.
    form: Form,
    /// What becomes of what is odd.
    warnings: Warnings,
    row_warnings: RowWarnings,
    loaded: Option<Loaded>,
    /// The text of the last query that was carried out.
    last: Option<String>,
}

/// What comes of a line.
#[derive(Debug)]
pub(crate) struct Outcome<'s> {
    /// What is odd, one after another.
    pub(crate) warnings: Vec<Warning>,
    pub(crate) shown: Shown<'s>,
}

#[derive(Debug)]
pub(crate) enum Warning {
    Found(Diagnostics),
    Rows(RowWarning),
    Said(String),
}

#[derive(Debug)]
pub(crate) enum Shown<'s> {
    Nothing,
    /// One line or several, the last without its end.
    Text(String),
    Rows(Answer<'s>),
    Quit,
}

/// The rows that a query finds among those loaded.
#[derive(Debug)]
pub(crate) struct Answer<'s> {
    /// Those that are shown, in order.
    pub(crate) rows: Vec<&'s Json>,
    /// Whether a larger limit would show more.
    pub(crate) is_cut: bool,
    /// How many match, whatever offset and limit are.
    pub(crate) matching: usize,
    /// How many are loaded.
    pub(crate) all: usize,
    pub(crate) took: Duration,
    /// What the query is about.
    pub(crate) fields: Vec<Path>,
    /// The names of the rows' members, in the order that the first row has them.
    pub(crate) names: &'s [String],
    pub(crate) schema: Schema,
}

/// The cures of a session for a query that the API cannot be asked.
const UNSENDABLE: &str = "`:plan` shows what the API can be asked; `:load FILE` loads rows, which are filtered here";
/// How many rows are shown where the query gives no limit.
const MOST_ROWS: usize = 100;

impl Outcome<'_> {
    fn text(text: impl Into<String>) -> Self {
        Self { warnings: Vec::new(), shown: Shown::Text(text.into()) }
    }
}

impl Session {
    /// Begins with what the options say; the file of rows is read.
    pub(crate) fn new(options: &ReplOptions) -> Result<Self, Failure> {
        let setting = &options.setting;
        let (asked, parameters) = (Asked::read(setting)?, parameters(setting)?);
        let clock = setting.now.is_some().then(|| clock(setting)).transpose()?;
        let place = Place::given(options.rows.as_deref(), sought(&asked.schema(), []))?;
        let loaded = options.file.as_deref().map(|file| Loaded::read(file, &place, options.skip_bad)).transpose()?;
        let (form, warnings, row_warnings) = (Form::default(), Warnings::new(setting), RowWarnings::new(setting));
        let skips_bad = options.skip_bad;
        Ok(Self { asked, clock, parameters, place, skips_bad, form, warnings, row_warnings, loaded, last: None })
    }

    /// Whom it asks and what it has loaded, in a line.
    pub(crate) fn greeting(&self) -> String {
        let asked = self.asked.endpoint.as_ref().map_or(self.asked.dialect.to_string(), ToString::to_string);
        let loaded = self.loaded.as_ref().map(|loaded| format!(", {loaded}")).unwrap_or_default();
        format!("tamis {}: {asked}{loaded}. `:help` shows what can be said; Ctrl-D leaves.", env!("CARGO_PKG_VERSION"))
    }

    /// What a user of the collection that it begins with should know.
    pub(crate) fn note(&self) -> Option<&str> {
        self.asked.note()
    }

    /// Returns what is to be known of the rows that it begins with.
    pub(crate) fn warnings_of_load(&self) -> Vec<RowWarning> {
        let warnings = self.loaded.iter().flat_map(|loaded| &loaded.warnings);
        warnings.filter_map(|warning| self.row_warnings.heed(warning)).collect()
    }

    /// Carries out a line; where that fails, nothing has changed.
    pub(crate) fn line(&mut self, line: &str) -> Result<Outcome<'_>, Failure> {
        let line = line.trim();
        if line.is_empty() {
            return Ok(Outcome { warnings: Vec::new(), shown: Shown::Nothing });
        }
        match line.strip_prefix(':') {
            Some(command) => command::run(self, command),
            None => self.query(line).map_err(|failure| command::suggest(failure, line)),
        }
    }

    fn query(&mut self, text: &str) -> Result<Outcome<'_>, Failure> {
        let query = self.bound(text)?;
        let heeded = if self.loaded.is_some() { self.warnings.clone().of_rows() } else { self.warnings.clone() };
        let mut warnings = vec![Warning::Found(heeded.left(query.warnings())?)];
        let Some(loaded) = &self.loaded else {
            let lowered = self.request(&query, &self.form);
            if matches!(lowered, Err(Failure::Rejected(_))) {
                self.last = Some(text.to_owned());
            }
            let (request, assumed) = lowered.map_err(|failure| match failure {
                Failure::Rejected(diagnostics) => Failure::Unsendable(diagnostics, UNSENDABLE),
                failure => failure,
            })?;
            warnings.push(Warning::Found(heeded.left(&assumed)?));
            self.last = Some(text.to_owned());
            return Ok(Outcome { warnings, shown: Shown::Text(request) });
        };
        let program = query.compile()?;
        let (begun, all) = (Instant::now(), &loaded.rows);
        let read = all.iter().take_while(|_| !interrupt::is_wanted());
        let mut rows: Vec<&Json> = read.filter(|row| program.matches(row)).collect();
        let matching = rows.len();
        program.sort(&mut rows);
        interrupt::check()?;
        self.last = Some(text.to_owned());
        rows.drain(..program.offset().min(matching));
        let is_cut = program.limit().is_none() && rows.len() > MOST_ROWS;
        rows.truncate(program.limit().unwrap_or(MOST_ROWS));
        let took = begun.elapsed();
        if program.limit() != Some(0) {
            let found = contradictions(&program, all, matching > 0).into_iter();
            warnings.extend(found.filter_map(|warning| self.row_warnings.heed(&warning)).map(Warning::Rows));
        }
        let fields = query.fields().into_iter().cloned().collect();
        let (all, names, schema) = (all.len(), loaded.names.as_slice(), query.schema().clone());
        let answer = Answer { rows, is_cut, matching, all, took, fields, names, schema };
        Ok(Outcome { warnings, shown: Shown::Rows(answer) })
    }

    /// `text`, checked and bound.
    fn bound(&self, text: &str) -> Result<Query, Failure> {
        let query = Query::parse(text, &self.asked.schema())?;
        let bindings = Bindings::at(self.clock()?);
        let given = self.parameters.iter();
        Ok(query.bind(&given.fold(bindings, |bindings, (name, value)| bindings.set(name, value.clone())))?)
    }

    fn clock(&self) -> Result<Clock, Failure> {
        self.clock.map_or_else(machine_clock, Ok)
    }

    /// The request of `query` in `form`, and what is assumed in it.
    fn request(&self, query: &Query, form: &Form) -> Result<(String, Diagnostics), Failure> {
        let wants_endpoint = !matches!(form.format, RequestFormat::Json | RequestFormat::Params | RequestFormat::Query);
        if wants_endpoint && self.asked.endpoint.is_none() {
            return Err(self.needs_endpoint());
        }
        let target = self.asked.endpoint.as_ref().map_or(self.asked.profile.into(), Target::from);
        let request = query.lower(target)?;
        Ok((print(&request, form, self.clock()?.now())?, without_advice(request.warnings())))
    }

    fn needs_endpoint(&self) -> Failure {
        let example = self.asked.dialect.endpoints().next().unwrap_or("sessions");
        let help = format_args!("name it first, such as `:endpoint {example}`").to_string();
        Failure::with_help("it has to be known which collection is asked", help)
    }

    /// The fields that can be named: those of the schema; where that takes others, those of the loaded rows, too.
    pub(crate) fn known(&self) -> Schema {
        let schema = self.asked.schema();
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

    /// The texts that the loaded rows have at `path`, where they are few.
    fn words(&self, path: &Path) -> &[String] {
        self.loaded.as_ref().map_or(&[], |loaded| loaded.words(path))
    }
}

/// What contradicts the query in `rows`: in the first of them, or in all where none has matched.
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

/// Whether `text` waits for more: a query that ends inside a bracket or a quote, or behind an operator, a connective, a
/// comma, or a word that wants another. Behind a property alone it does not, since a line with one word is more often
/// a slip; and an empty line at its end sends it as it is.
pub(crate) fn is_unfinished(text: &str) -> bool {
    let is_given_up = text.rsplit_once('\n').is_some_and(|(_, last)| last.trim().is_empty());
    if is_given_up || text.trim().is_empty() || text.trim_start().starts_with(':') {
        return false;
    }
    let Err(faults) = Parsed::parse(text) else { return false };
    faults.iter().next().is_some_and(|first| match first.kind() {
        DiagnosticKind::Parse(ParseErrorKind::Unexpected { expected, found }) => {
            found.is_empty() && (*expected != Expected::Operator || is_in_brackets(text))
        }
        DiagnosticKind::Parse(ParseErrorKind::Unclosed { .. }) => true,
        DiagnosticKind::Parse(ParseErrorKind::Malformed { malformed, .. }) => {
            matches!(malformed, Malformed::UnclosedText | Malformed::UnclosedName)
        }
        _ => false,
    })
}

/// Whether more brackets are opened in `text` than closed.
pub(crate) fn is_in_brackets(text: &str) -> bool {
    let count = |kinds: [TokenKind; 2]| tokens(text).filter(|token| kinds.contains(&token.kind)).count();
    count([TokenKind::OpenGroup, TokenKind::OpenList]) > count([TokenKind::CloseGroup, TokenKind::CloseList])
}
