//! Pages: the requests of a plan one after another, each made from the answers before it. The caller sends them;
//! no code here uses a network.
//!
//! No rows are lost without an error. Paging by offset goes on until an answer's total is reached or a page is empty: a
//! short page is no end, as a server may return fewer rows than requested. Paging by cursor ends at an answer without
//! one only if the answer has the object that would hold it, or if the page is not full. A server that repeats a page
//! is noticed by its cursor, or by equal rows.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::split::Plan;
use crate::answer::ErrorAnswer;
use crate::dialect::{PageStyle, Request};
use crate::filter::Page;
use crate::span::{Span, Spanned};
use crate::value::Json;

/// The number of consecutive equal pages after which a server is taken to repeat one, without other evidence.
const MOST_EQUAL: usize = 100;

/// The pages of a [`Plan`], fetched one after another: get the next request, send it, hand the answer to
/// [`receive`](Pages::receive), until there is no further request.
///
/// [`Pages::request`] returns the same request until [`Pages::receive`] has accepted an answer. After a temporary
/// refusal (status 429 or 503) or an answer that is an error, the same request can therefore be sent again; an error
/// leaves the pages as they are.
///
/// The rows of an answer, its total and its cursor are read at the places of
/// [`Endpoint::envelope`](crate::Endpoint::envelope); an answer that is an array holds the rows itself.
#[derive(Clone, Debug)]
pub struct Pages<'p> {
    plan: &'p Plan,
    /// The number of rows received.
    received: u64,
    /// The cursor of the next page, if the last answer had one.
    cursor: Option<String>,
    /// All cursors received.
    cursors: HashSet<String>,
    is_done: bool,
    /// The hash of the rows of the last page.
    last: Option<u64>,
    /// The number of consecutive pages before it with the same rows.
    equal: usize,
}

impl Plan {
    /// Returns the pages to fetch, none of them fetched yet.
    pub fn pages(&self) -> Pages<'_> {
        Pages::new(self)
    }
}

impl<'p> Pages<'p> {
    fn new(plan: &'p Plan) -> Self {
        let (cursors, is_done) = (HashSet::new(), plan.is_known_empty());
        Self { plan, received: 0, cursor: None, cursors, is_done, last: None, equal: 0 }
    }

    /// Returns the number of rows still wanted, or `None` for all.
    fn wanted(&self) -> Option<u64> {
        self.plan.pushed.page.limit.map(|limit| limit.node.saturating_sub(self.received))
    }

    /// Returns the limit of the next request, or `None` if it has none.
    fn limit(&self) -> Option<u64> {
        match (self.wanted(), self.plan.endpoint.paging().largest) {
            (Some(wanted), Some(largest)) => Some(wanted.min(largest)),
            (Some(wanted), None) => Some(wanted),
            (None, _) => self.plan.page_size(),
        }
    }

    /// Returns the request for the next page, or `None` if no further page is needed. It stays the same until an answer
    /// to it has been [received](Pages::receive).
    pub fn request(&self) -> Option<Request> {
        if self.is_done {
            return None;
        }
        if !self.supports_paging() {
            return self.plan.lower(Page::default(), None).ok();
        }
        let offset = if self.pages_by_cursor() { 0 } else { self.offset() };
        let count = |count: u64| Spanned::new(count, Span::at(0));
        let offset = Some(count(offset)).filter(|offset| offset.node > 0);
        self.plan.lower(Page { offset, limit: self.limit().map(count) }, self.cursor.as_deref()).ok()
    }

    /// Returns the number of rows before the next page.
    fn offset(&self) -> u64 {
        self.plan.pushed.page.offset.map_or(0, |offset| offset.node).saturating_add(self.received)
    }

    fn pages_by_cursor(&self) -> bool {
        self.plan.endpoint.paging().style == PageStyle::Cursor
    }

    fn supports_paging(&self) -> bool {
        self.plan.endpoint.supports().paging
    }

    /// Accepts the answer to the last request and returns its rows, in order, and no more of them than the query's
    /// limit leaves wanted.
    ///
    /// # Errors
    /// Returns a [`PageError`] for an answer that is not the next page, or after which rows would be missing; its
    /// variants list these answers. The answer is not accepted then, and the same request may be sent again.
    pub fn receive<'a>(&mut self, answer: &'a Json) -> Result<&'a [Json], PageError> {
        let rows = self.rows(answer)?;
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let total = self.plan.endpoint.envelope().total_of(answer);
        let (received, last) = (self.received.saturating_add(count), Some(hash(rows)));
        let equal = if count > 0 && last == self.last { self.equal.saturating_add(1) } else { 0 };
        let mut next = Self { received, last, equal, cursor: None, cursors: HashSet::new(), ..*self };
        let has_more = if self.pages_by_cursor() {
            next.cursor = self.next_cursor(answer)?;
            if next.equal > 0 && have_ids(rows) {
                return Err(PageError::Repeated);
            }
            next.cursor.is_some()
        } else {
            self.check_place(answer)?;
            next.check_repeated(rows, answer, total)?;
            count > 0 && total.is_none_or(|total| next.offset() < total)
        };
        let is_enough = next.wanted() == Some(0);
        next.is_done = is_enough || !has_more || !self.supports_paging();
        if next.is_done && !is_enough {
            if total.map_or(next.cursor.is_some(), |total| next.offset() < total) {
                return Err(PageError::Incomplete { received: next.received, total });
            }
            // More rows than the total: some came twice, so that the total is no proof that all came.
            if total.is_none_or(|total| next.offset() > total) && self.is_cut(answer, count) {
                let path = self.plan.endpoint.envelope().cursor.as_ref().map(ToString::to_string);
                return Err(PageError::NoCursor { path: path.unwrap_or_default().into(), rows: count });
            }
        }
        if !next.is_done && next.request().is_none() {
            return Err(PageError::TooMany { largest: self.plan.endpoint.profile().largest_count });
        }
        let wanted = self.wanted().and_then(|wanted| usize::try_from(wanted).ok());
        next.cursors = std::mem::take(&mut self.cursors);
        next.cursors.extend(next.cursor.clone());
        *self = next;
        Ok(wanted.and_then(|wanted| rows.get(..wanted)).unwrap_or(rows))
    }

    /// Returns the rows of an answer that is a page.
    fn rows<'a>(&self, answer: &'a Json) -> Result<&'a [Json], PageError> {
        let envelope = self.plan.endpoint.envelope();
        let rows = envelope.rows_of(answer);
        // Errors beside the rows belong to rows that are missing.
        let errors = answer.get("errors").map(|errors| Json::from_iter([("errors", errors.clone())]));
        let refused = errors.as_ref().and_then(ErrorAnswer::find);
        if let Some(answer) = refused.or_else(|| if rows.is_none() { ErrorAnswer::find(answer) } else { None }) {
            return Err(PageError::Refused { answer });
        }
        rows.ok_or_else(|| PageError::NoRows { path: envelope.rows.to_string().into() })
    }

    /// Returns the cursor of the next page, or an error if a page before had the same.
    fn next_cursor(&self, answer: &Json) -> Result<Option<String>, PageError> {
        let cursor = self.plan.endpoint.envelope().cursor_of(answer);
        let is_known = cursor.as_ref().is_some_and(|cursor| self.cursors.contains(cursor));
        if is_known { Err(PageError::Repeated) } else { Ok(cursor) }
    }

    /// Returns `true` if the page is full and the answer has neither a cursor nor the object that would hold one.
    fn is_cut(&self, answer: &Json, count: u64) -> bool {
        let default = self.plan.endpoint.paging().default;
        let is_full = self.limit().is_none_or(|limit| count >= limit) || default == Some(count);
        let is_of_pages = self.pages_by_cursor() && self.supports_paging();
        is_of_pages && count > 0 && is_full && !self.plan.endpoint.envelope().has_cursor_place(answer)
    }

    /// Checks the offset that the answer repeats against that of the request.
    fn check_place(&self, answer: &Json) -> Result<(), PageError> {
        let requested = self.offset();
        match self.plan.endpoint.envelope().offset_of(answer) {
            Some(returned) if returned != requested && self.supports_paging() => {
                Err(PageError::Offset { requested, returned })
            }
            _ => Ok(()),
        }
    }

    /// Checks that a page does not repeat the one before. Equal pages may be legitimate, so that equal rows alone are
    /// no evidence.
    fn check_repeated(&self, rows: &[Json], answer: &Json, total: Option<u64>) -> Result<(), PageError> {
        let is_placed = self.plan.endpoint.envelope().offset_of(answer).is_some();
        let is_endless = total.is_none() && self.equal >= MOST_EQUAL;
        let are_too_many = total.is_some_and(|total| total < self.offset());
        if self.equal > 0 && !is_placed && (is_endless || are_too_many || have_ids(rows)) {
            return Err(PageError::Repeated);
        }
        Ok(())
    }
}

/// Returns `true` if a member identifies the rows: an `id`, or another `…Id` that differs from row to row.
fn have_ids(rows: &[Json]) -> bool {
    let is_own =
        |name: &str| ["id", "_id", "uid", "uuid", "guid", "instanceuid"].contains(&&*name.to_ascii_lowercase());
    let is_any = |name: &str| ["Id", "ID", "_id", "Uid", "Guid"].iter().any(|end| name.ends_with(end));
    let is_unique = |name: &str| {
        let mut seen = HashSet::new();
        let is_value = |value: &Json| value.is_string() || value.is_number();
        rows.iter().all(|row| row.get(name).is_some_and(|value| is_value(value) && seen.insert(value)))
    };
    let names = rows.first().and_then(Json::as_object).into_iter().flat_map(|row| row.keys());
    names.filter(|name| is_own(name) || (rows.len() > 1 && is_any(name))).any(|name| is_unique(name))
}

fn hash(rows: &[Json]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for row in rows {
        row.hash(&mut hasher);
    }
    hasher.finish()
}

/// The reason why an answer is not the next page, or why rows would be missing after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// `{"jobs": 5}`: the answer has no rows at their place.
    #[error("the answer has no array of rows at `{path}`")]
    NoRows {
        /// The place of the rows.
        path: Box<str>,
    },
    /// `{"errorCode": "AccessDenied", "message": "token expired"}`: the answer is an error, or has some in `errors`
    /// beside its rows, so that rows may be missing.
    #[error("the API returned an error: {answer}")]
    Refused {
        /// The error.
        answer: ErrorAnswer,
    },
    /// A repeated page: a cursor comes a second time, or a page's rows equal those of the page before and have ids, or
    /// exceed the total together with them, or have come a hundred times without a total. If the answer repeats the
    /// offset of the request, equal rows count as different ones.
    #[error("the API returned the same page again")]
    Repeated,
    /// The offset in the answer is not that of the request.
    #[error("the request is for the page at offset {requested}, and the answer is the page at offset {returned}")]
    Offset {
        /// The offset of the request, in rows.
        requested: u64,
        /// The offset in the answer, in rows.
        returned: u64,
    },
    /// A full page, after which more are expected, has no cursor and no object that would hold it.
    #[error("the page is full with {rows} rows, and the answer has no cursor of the next one at `{path}`")]
    NoCursor {
        /// The place of the cursor.
        path: Box<str>,
        /// The number of rows of the page.
        rows: u64,
    },
    /// The answer's total is larger than the number of rows received, or it has the cursor of another page, and no
    /// further page can be requested.
    #[error(
        "there are no further pages after {received} rows, and the API has {}",
        total.map_or("more".to_owned(), |total| format!("{total}"))
    )]
    Incomplete {
        /// The number of rows received.
        received: u64,
        /// The total of the answer, if it has one.
        total: Option<u64>,
    },
    /// More rows than the API can count.
    #[error("there are more rows than the {largest} that the API can count")]
    TooMany {
        /// The largest offset.
        largest: u64,
    },
}
