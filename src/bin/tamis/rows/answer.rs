//! Decides for each value of an input whether it is a row, an answer that contains rows, or an error answer.
//!
//! The first value shows what the others are. After a plain row all values are rows, except the plainest envelopes.
//! After an answer all values are answers, so that an error among pages is not taken for a row. An object that could be
//! either is a row, with a warning.

use std::cell::{Cell, RefCell};

use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::Path;
use tamis::endpoint::ErrorAnswer;

use super::envelope::{self, EnvelopeContent, InnerArray, rows_inside};
use super::json::{elements, is_array, is_object, members};
use super::location::RowClues;
use super::sink::RowSink;
use crate::row_warnings::RowWarning;

/// The content of a value.
pub(super) enum Content<'t> {
    Row,
    Rows(Vec<&'t RawValue>),
    /// An error answer if it is the only value, which is not known yet.
    Undecided,
}

/// The knowledge whether a value is the only one of the input.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Alone {
    Yes,
    No,
    NotYetKnown,
}

/// The clues and the name of the input that a value is from.
#[derive(Clone, Copy)]
pub(super) struct AnswerSource<'a> {
    pub(super) clues: &'a RowClues,
    pub(super) name: &'a str,
}

/// The state of deciding about the values of one input.
pub(super) struct Answers {
    /// The mode of values outside of an array.
    outside: Cell<Mode>,
    /// The mode of the elements of an array.
    inside: Cell<Mode>,
    /// Set while all values so far were rows but could be answers.
    suspicion: RefCell<Option<Suspicion>>,
    is_only_input: bool,
    has_warned: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Unknown,
    Rows,
    Answers,
}

/// An array of objects that each of the first values has at the same path.
struct Suspicion {
    path: Path,
    /// `true` if its name is one for rows, or its elements have names of the query.
    is_strong: bool,
    values: usize,
}

/// The longest value that is searched for an error, in bytes.
const LONGEST_ERROR: usize = 1 << 16;
/// The most values that are examined while they could be answers.
const MOST_SUSPECTS: usize = 8;
impl Answers {
    pub(super) fn new(is_only_input: bool) -> Self {
        let (outside, inside) = (Cell::new(Mode::Unknown), Cell::new(Mode::Unknown));
        Self { outside, inside, suspicion: RefCell::default(), is_only_input, has_warned: Cell::new(false) }
    }

    /// Returns `true` once values outside of an array are known to be rows.
    pub(super) fn are_rows(&self) -> bool {
        self.outside.get() == Mode::Rows
    }

    /// Returns `true` once the elements of the array are known to be rows.
    pub(super) fn elements_are_rows(&self) -> bool {
        self.inside.get() == Mode::Rows
    }

    /// Begins an array: of rows, or of pages.
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
        source: AnswerSource<'_>,
        sink: &mut impl RowSink,
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
            return self.answer(value, source, sink);
        }
        let found = envelope::open(value, source.clues);
        self.inside.set(if found.is_some() { Mode::Answers } else { Mode::Rows });
        found.map_or(Ok(Content::Row), |found| self.rows(found, source, sink))
    }

    /// Returns the content of a value outside of an array, or the error that the value is.
    pub(super) fn value<'t>(
        &self,
        value: &'t RawValue,
        is_alone: Alone,
        source: AnswerSource<'_>,
        sink: &mut impl RowSink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        match self.outside.get() {
            Mode::Answers => self.answer(value, source, sink),
            Mode::Rows if !envelope::is_plainest(value) => Ok(Content::Row),
            Mode::Rows => match envelope::open(value, source.clues) {
                Some(found) => self.rows(found, source, sink),
                None => Ok(Content::Row),
            },
            Mode::Unknown => self.first(value, is_alone, source, sink),
        }
    }

    /// Returns the content of a value while it is not known what values are.
    fn first<'t>(
        &self,
        value: &'t RawValue,
        is_alone: Alone,
        source: AnswerSource<'_>,
        sink: &mut impl RowSink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        if let Some(found) = envelope::open(value, source.clues) {
            self.outside.set(Mode::Answers);
            self.suspicion.take();
            return self.rows(found, source, sink);
        }
        let members = members(value).unwrap_or_default();
        let is_row_of_query = source.clues.count_in(&members) > 0;
        if let Some(error) = error_in(value) {
            if is_alone == Alone::NotYetKnown {
                return Ok(Content::Undecided);
            }
            if !is_row_of_query && is_alone == Alone::Yes && (error.is_certain() || !source.clues.names.is_empty()) {
                return Err(error);
            }
            // If more values follow, a query that names `error` is about rows that have one.
            if !is_row_of_query || is_alone == Alone::Yes {
                self.warn_of_row(&error, source.name, sink);
            }
        } else if let Some(error) = members.iter().find(|(name, _)| name == "errors").and_then(|(_, all)| error_of(all))
            && members.iter().all(|(name, _)| ["data", "errors", "extensions"].contains(&&**name))
        {
            self.warn_of_error(format_args!("an answer in {} has errors beside its data: {error}", source.name), sink);
        }
        let inside = if is_row_of_query { None } else { rows_inside(value, source.clues) };
        let Some(InnerArray { path, is_strong }) = inside else {
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
        source: AnswerSource<'_>,
        sink: &mut impl RowSink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        let only_shape = RowClues { names: Vec::new(), ..source.clues.clone() };
        if let Some(found) = envelope::open(value, &only_shape) {
            return self.rows(found, source, sink);
        }
        let Some(error) = error_in(value) else { return Ok(Content::Row) };
        if members(value).is_none_or(|members| source.clues.count_in(&members) == 0) {
            return Err(error);
        }
        self.warn_of_row(&error, source.name, sink);
        Ok(Content::Row)
    }

    /// Returns the rows of an answer, and warns of errors beside them.
    fn rows<'t>(
        &self,
        answer: EnvelopeContent<'t>,
        source: AnswerSource<'_>,
        sink: &mut impl RowSink,
    ) -> Result<Content<'t>, ErrorAnswer> {
        let (rows, error) = (answer.rows, answer.errors.and_then(error_of));
        match error {
            Some(error) if rows.is_empty() => Err(error),
            Some(error) => {
                self.warn_of_error(
                    format_args!("an answer in {} has errors beside its rows: {error}", source.name),
                    sink,
                );
                Ok(Content::Rows(rows))
            }
            None => Ok(Content::Rows(rows)),
        }
    }

    fn warn_of_row(&self, error: &ErrorAnswer, name: &str, sink: &mut impl RowSink) {
        self.warn_of_error(format_args!("a row of {name} looks like an error answer: {error}"), sink);
    }

    fn warn_of_error(&self, message: impl ToString, sink: &mut impl RowSink) {
        if !self.has_warned.replace(true) {
            sink.warn(&RowWarning::new("tamis::rows::error_answer", message));
        }
    }

    /// Warns if all values were read as rows but could be answers. `is_cut` is `true` if the input was not read to its
    /// end.
    pub(super) fn finish(&self, source: AnswerSource<'_>, is_cut: bool, sink: &mut impl RowSink) {
        let AnswerSource { clues, name } = source;
        let Some(Suspicion { path, is_strong, values }) = self.suspicion.take() else { return };
        if !is_strong && (values > 1 || is_cut || !self.is_only_input) {
            return;
        }
        let read = if values > 1 { "read as rows that each hold" } else { "read as one row that holds" };
        let has = if values > 1 { "have" } else { "has" };
        let nothing = format!(", and {has} none of the names in the query");
        let nothing = if clues.names.is_empty() { "" } else { &nothing };
        let message = format_args!("{name} is {read} an array `{path}`{nothing}").to_string();
        let help = format_args!("if the rows are in it, add `--rows {path}`; if not, `--rows .`").to_string();
        sink.warn(&RowWarning::new("tamis::rows::read_as_one_row", message).with_help(help));
    }
}

/// Returns the first of the errors beside rows.
fn error_of(errors: &RawValue) -> Option<ErrorAnswer> {
    let errors: Json = serde_json::from_str(errors.get()).ok()?;
    ErrorAnswer::find(&Json::from_iter([("errors", errors)]))
}

/// Returns the error of a value that looks like an error answer.
pub(super) fn error_in(value: &RawValue) -> Option<ErrorAnswer> {
    if !is_object(value) || value.get().len() > LONGEST_ERROR {
        return None;
    }
    ErrorAnswer::find(&serde_json::from_str(value.get()).ok()?)
}
