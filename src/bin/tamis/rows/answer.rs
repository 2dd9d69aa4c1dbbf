//! Values that are answers of an API: the rows in them, and errors in their place.
//!
//! The first value of an input shows what the others are. After a plain row all are rows, but for the plainest of
//! envelopes; after an answer all are answers, so that an error among pages is no row. An object that could be either
//! is a row, with a warning.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::Path;
use tamis::endpoint::ErrorAnswer;
use tamis::openapi::OpenApi;

use super::Sink;
use super::envelope::{Envelope, Sought, envelope, is_array, is_name_of_rows, is_object};
use super::values::{elements, members, rows_in};
use crate::row_warnings::RowWarning;

/// The content of a value.
pub(super) enum Content<'t> {
    Row,
    Rows(Vec<&'t RawValue>),
    /// An error answer, if nothing follows it: that has to be read first.
    Undecided,
}

/// The knowledge if a value is the only one of the input.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Alone {
    Yes,
    No,
    NotYetKnown,
}

/// The state of the values of one input.
pub(super) struct Answers {
    outside: Cell<Mode>,
    /// The mode of the elements of an array.
    inside: Cell<Mode>,
    /// Set while all values so far were rows, and may be answers.
    suspicion: RefCell<Option<Suspicion>>,
    is_only_input: bool,
    is_told: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Unknown,
    Rows,
    Answers,
}

/// An array of objects in each of the first values.
struct Suspicion {
    path: Path,
    /// Its name is one of rows, or its elements have names of the query.
    is_strong: bool,
    values: usize,
}

/// The longest value that is looked at for an error, in bytes.
const LONGEST_ERROR: usize = 1 << 16;
/// The number of values that are examined, if they could be answers.
const MOST_SUSPECTS: usize = 8;
/// The number of members of a value that are searched for rows.
const MOST_MEMBERS: usize = 1_000;
/// The depth of that search.
const DEEPEST: usize = 4;

impl Answers {
    pub(super) fn new(is_only_input: bool) -> Self {
        let (outside, inside) = (Cell::new(Mode::Unknown), Cell::new(Mode::Unknown));
        Self { outside, inside, suspicion: RefCell::default(), is_only_input, is_told: Cell::new(false) }
    }

    /// Returns `true` once values are known to be rows, as lines are.
    pub(super) fn are_rows(&self) -> bool {
        self.outside.get() == Mode::Rows
    }

    /// Returns `true` once the elements of the array are known to be rows.
    pub(super) fn elements_are_rows(&self) -> bool {
        self.inside.get() == Mode::Rows
    }

    /// An array of rows begins: a page, or several.
    pub(super) fn open_array(&self) {
        self.inside.set(Mode::Unknown);
        if self.outside.get() == Mode::Unknown {
            self.outside.set(Mode::Answers);
        }
    }

    /// Returns the content of an element of an array: a row, or a page of rows in an array of answers.
    pub(super) fn element<'t>(
        &self,
        value: &'t RawValue,
        sought: &Sought,
        name: &str,
        sink: &mut impl Sink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        if self.inside.get() == Mode::Rows {
            return Ok(Content::Row);
        }
        let page =
            if is_array(value) { elements(value).filter(|rows| rows.iter().all(|row| is_object(row))) } else { None };
        if let Some(rows) = page {
            if !rows.is_empty() {
                self.inside.set(Mode::Answers);
            }
            return Ok(Content::Rows(rows));
        }
        if self.inside.get() == Mode::Answers {
            return self.answer(value, sought, name, sink);
        }
        let found = envelope(value, sought);
        self.inside.set(if found.is_some() { Mode::Answers } else { Mode::Rows });
        found.map_or(Ok(Content::Row), |found| self.rows(found, name, sink))
    }

    /// Returns the content of a value outside of an array, or the error that the value is.
    pub(super) fn value<'t>(
        &self,
        value: &'t RawValue,
        sought: &Sought,
        is_alone: Alone,
        name: &str,
        sink: &mut impl Sink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        match self.outside.get() {
            Mode::Answers => self.answer(value, sought, name, sink),
            Mode::Rows if rows_in(value).is_none() => Ok(Content::Row),
            Mode::Rows => match envelope(value, sought) {
                Some(found) => self.rows(found, name, sink),
                None => Ok(Content::Row),
            },
            Mode::Unknown => self.first(value, sought, is_alone, name, sink),
        }
    }

    fn first<'t>(
        &self,
        value: &'t RawValue,
        sought: &Sought,
        is_alone: Alone,
        name: &str,
        sink: &mut impl Sink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        if let Some(found) = envelope(value, sought) {
            self.outside.set(Mode::Answers);
            self.suspicion.take();
            return self.rows(found, name, sink);
        }
        let members = members(value).unwrap_or_default();
        let is_asked_for = sought.count_in(&members) > 0;
        if let Some(error) = error_in(value) {
            if is_alone == Alone::NotYetKnown {
                return Ok(Content::Undecided);
            }
            if !is_asked_for && is_alone == Alone::Yes && (error.is_certain() || !sought.names.is_empty()) {
                return Err(error);
            }
            // Where others follow, a query that asks for `error` is about rows that have one.
            if !is_asked_for || is_alone == Alone::Yes {
                self.warn_of_row(&error, name, sink);
            }
        } else if let Some(error) = members.iter().find(|(name, _)| name == "errors").and_then(|(_, all)| error_of(all))
            && members.iter().all(|(name, _)| ["data", "errors", "extensions"].contains(&&**name))
        {
            self.warn_of_error(format_args!("an answer in {name} has errors beside its data: {error}"), sink);
        }
        let inside = if is_asked_for { None } else { rows_inside(value, sought) };
        let Some((path, is_strong)) = inside else {
            self.outside.set(Mode::Rows);
            self.suspicion.take();
            return Ok(Content::Row);
        };
        let before = self.suspicion.take();
        let values = before.as_ref().map_or(0, |before| before.values) + 1;
        let is_same = before.as_ref().is_none_or(|before| before.path == path);
        if !is_same || values == MOST_SUSPECTS {
            self.outside.set(Mode::Rows);
        }
        if is_same {
            let is_strong = is_strong && before.is_none_or(|before| before.is_strong);
            self.suspicion.replace(Some(Suspicion { path, is_strong, values }));
        }
        Ok(Content::Row)
    }

    /// Returns the content of a value that follows answers.
    fn answer<'t>(
        &self,
        value: &'t RawValue,
        sought: &Sought,
        name: &str,
        sink: &mut impl Sink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        let shape = Sought { names: Vec::new(), ..sought.clone() };
        if let Some(found) = envelope(value, &shape) {
            return self.rows(found, name, sink);
        }
        let Some(error) = error_in(value) else { return Ok(Content::Row) };
        if members(value).is_none_or(|members| sought.count_in(&members) == 0) {
            return Err(error);
        }
        self.warn_of_row(&error, name, sink);
        Ok(Content::Row)
    }

    /// Returns the rows of an answer, and warns of errors beside them.
    fn rows<'t>(&self, answer: Envelope<'t>, name: &str, sink: &mut impl Sink) -> Result<Content<'t>, ErrorAnswer> {
        let (rows, error) = (answer.rows, answer.errors.and_then(error_of));
        match error {
            Some(error) if rows.is_empty() => Err(error),
            Some(error) => {
                self.warn_of_error(format_args!("an answer in {name} has errors beside its rows: {error}"), sink);
                Ok(Content::Rows(rows))
            }
            None => Ok(Content::Rows(rows)),
        }
    }

    fn warn_of_row(&self, error: &ErrorAnswer, name: &str, sink: &mut impl Sink) {
        self.warn_of_error(format_args!("a row of {name} looks like an error answer: {error}"), sink);
    }

    fn warn_of_error(&self, message: impl ToString, sink: &mut impl Sink) {
        if !self.is_told.replace(true) {
            sink.warn(&RowWarning::new("tamis::rows::error_answer", message));
        }
    }

    /// Warns if all values were read as rows and could be answers; at the end of the input, unless `is_cut`.
    pub(super) fn finish(&self, sought: &Sought, is_cut: bool, name: &str, sink: &mut impl Sink) {
        let Some(Suspicion { path, is_strong, values }) = self.suspicion.take() else { return };
        if !is_strong && (values > 1 || is_cut || !self.is_only_input) {
            return;
        }
        let read = if values > 1 { "read as rows that each hold" } else { "read as one row that holds" };
        let has = if values > 1 { "have" } else { "has" };
        let nothing = format!(", and {has} none of the names in the query");
        let nothing = if sought.names.is_empty() { "" } else { &nothing };
        let message = format_args!("{name} is {read} an array `{path}`{nothing}").to_string();
        let help = format_args!("if the rows are in it, add `--rows {path}`; if not, `--rows .`").to_string();
        sink.warn(&RowWarning::new("tamis::rows::read_as_one_row", message).with_help(help));
    }
}

/// Returns the first of the errors that are beside rows.
fn error_of(errors: &RawValue) -> Option<ErrorAnswer> {
    let errors: Json = serde_json::from_str(errors.get()).ok()?;
    ErrorAnswer::find(&Json::from_iter([("errors", errors)]))
}

/// Returns the error that a value looks like.
pub(super) fn error_in(value: &RawValue) -> Option<ErrorAnswer> {
    if !is_object(value) || value.get().len() > LONGEST_ERROR {
        return None;
    }
    ErrorAnswer::find(&serde_json::from_str(value.get()).ok()?)
}

/// Returns the path of the array of objects that is most likely one of rows, and `true` if it is likely.
fn rows_inside(value: &RawValue, sought: &Sought) -> Option<(Path, bool)> {
    let mut pending = VecDeque::from([(Vec::new(), value)]);
    let (mut found, mut seen) = (None, 0);
    while let Some((above, object)) = pending.pop_front() {
        for (name, value) in members(object)? {
            seen += 1;
            if seen > MOST_MEMBERS || name.is_empty() {
                continue;
            }
            let is_usual = OpenApi::ROWS.contains(&&*name);
            let is_known = is_usual || (!sought.names.is_empty() && is_name_of_rows(&name));
            let path = above.iter().cloned().chain([name.into_owned().into_boxed_str()]);
            let path: Vec<Box<str>> = path.collect();
            if is_object(value) && path.len() < DEEPEST {
                pending.push_back((path, value));
                continue;
            }
            let rows = if is_array(value) { elements(value).unwrap_or_default() } else { Vec::new() };
            if !rows.iter().any(|row| is_object(row)) {
                continue;
            }
            let is_strong = (is_known && above.is_empty()) || sought.count_in_rows(&rows) > 0;
            if is_strong {
                return Some((Path::new(path), true));
            }
            found = found.or_else(|| Some((Path::new(path), false)));
        }
    }
    // Without names in the query, any row may hold such an array.
    found.filter(|_| !sought.names.is_empty())
}
