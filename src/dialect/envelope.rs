//! Envelopes: the places of rows, total, offset and cursor in an answer.

use crate::path::Path;
use crate::value::Json;

/// The places of rows, total, offset and cursor in an answer: paths from its top, through objects.
///
/// A built-in endpoint has the vendor's; [`Endpoint::with_envelope`](super::Endpoint::with_envelope) sets
/// another, for a collection whose answers differ.
///
/// ```
/// use tamis::{Dialect, Path};
/// use tamis::endpoint::Envelope;
/// let jobs = Dialect::Netbackup.endpoint("admin/jobs")?;
/// assert_eq!(jobs.envelope().cursor, Some(Path::from("meta.pagination.next")));
/// let envelope = Envelope::new(Path::from("jobs")).with_cursor(Path::from("paging.after"));
/// let jobs = jobs.with_envelope(envelope);
/// assert_eq!(jobs.envelope().rows, Path::from("jobs"));
/// # Ok::<(), tamis::errors::EndpointError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Envelope {
    /// The array of rows.
    pub rows: Path,
    /// The number of rows on all pages, an integer.
    pub total: Option<Path>,
    /// The number of rows before the page, an integer: the offset of the request, repeated.
    pub offset: Option<Path>,
    /// The cursor of the next page, a text; missing, null or empty on the last one. It is read only in paging by
    /// cursor.
    pub cursor: Option<Path>,
}

impl Envelope {
    /// Creates the envelope of answers with their rows at `rows`, and with neither total, offset nor cursor.
    pub fn new(rows: Path) -> Self {
        Self { rows, total: None, offset: None, cursor: None }
    }

    /// Sets the place of the total number of rows.
    #[must_use]
    pub fn with_total(self, total: Path) -> Self {
        Self { total: Some(total), ..self }
    }

    /// Sets the place where the answer repeats the offset of the request.
    #[must_use]
    pub fn with_offset(self, offset: Path) -> Self {
        Self { offset: Some(offset), ..self }
    }

    /// Sets the place of the cursor of the next page.
    #[must_use]
    pub fn with_cursor(self, cursor: Path) -> Self {
        Self { cursor: Some(cursor), ..self }
    }

    /// Returns the rows of `answer`: those in its envelope, or its items if it is an array.
    pub(crate) fn rows_of<'a>(&self, answer: &'a Json) -> Option<&'a [Json]> {
        at(answer, Some(&self.rows)).or(Some(answer)).and_then(Json::as_array).map(Vec::as_slice)
    }

    pub(crate) fn total_of(&self, answer: &Json) -> Option<u64> {
        at(answer, self.total.as_ref()).and_then(Json::as_u64)
    }

    pub(crate) fn offset_of(&self, answer: &Json) -> Option<u64> {
        at(answer, self.offset.as_ref()).and_then(Json::as_u64)
    }

    pub(crate) fn cursor_of(&self, answer: &Json) -> Option<String> {
        let cursor = match at(answer, self.cursor.as_ref())? {
            Json::Number(number) => number.to_string(),
            cursor => cursor.as_str()?.to_owned(),
        };
        (!cursor.is_empty()).then_some(cursor)
    }

    /// Returns `true` if `answer` has the object that would hold a cursor, so that a missing one marks the last page.
    pub(crate) fn has_cursor_place(&self, answer: &Json) -> bool {
        let Some(cursor) = &self.cursor else { return false };
        let above = cursor.names().len().saturating_sub(1);
        let place = cursor.names().take(above).try_fold(answer, |json, name| json.get(name));
        place.is_some_and(Json::is_object)
    }
}

fn at<'a>(answer: &'a Json, path: Option<&Path>) -> Option<&'a Json> {
    path?.names().try_fold(answer, |json, name| json.get(name))
}

/// The envelope of a vendor's answers, as its facts declare it; a list of names is empty if the answers have no such
/// place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EnvelopeFacts {
    pub(crate) rows: &'static [&'static str],
    pub(crate) total: &'static [&'static str],
    pub(crate) offset: &'static [&'static str],
    pub(crate) cursor: &'static [&'static str],
}

impl From<EnvelopeFacts> for Envelope {
    fn from(facts: EnvelopeFacts) -> Self {
        let path = |names: &'static [&'static str]| (!names.is_empty()).then(|| Path::new(names.iter().copied()));
        let EnvelopeFacts { rows, total, offset, cursor } = facts;
        Self { rows: Path::new(rows.iter().copied()), total: path(total), offset: path(offset), cursor: path(cursor) }
    }
}
