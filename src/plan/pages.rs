//! Pages: the requests of a plan one after another, each made of what the answers before it brought.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Plan;
use crate::dialect::{PageStyle, Request};
use crate::filter::Page;
use crate::span::{Span, Spanned};
use crate::value::Json;

/// The pages of a [`Plan`] under way: ask for the next request, send it, hand the answer in, until there is none.
#[derive(Clone, Debug)]
pub struct Pages<'p> {
    plan: &'p Plan,
    /// How many rows came.
    received: u64,
    /// Where the next page begins, where the last one said so.
    cursor: Option<String>,
    is_done: bool,
    /// What the last page held.
    last: Option<u64>,
}

impl<'p> Pages<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, received: 0, cursor: None, is_done: plan.asks_nothing(), last: None }
    }

    /// How many rows are asked for at once, where the API says how many a page may have.
    pub(super) fn size(&self) -> Option<u64> {
        let paging = self.plan.endpoint.paging();
        if self.plan.endpoint.takes().paging { paging.largest.or(paging.default) } else { None }
    }

    /// How many rows are still wanted; none for all there are.
    fn wanted(&self) -> Option<u64> {
        self.plan.asked.page.limit.map(|limit| limit.node.saturating_sub(self.received))
    }

    /// The request for the next page; none where no further page is needed.
    pub fn request(&self) -> Option<Request> {
        if self.is_done {
            return None;
        }
        let endpoint = &self.plan.endpoint;
        if !endpoint.takes().paging {
            return self.plan.lower(Page::default(), None).ok();
        }
        let limit = match (self.wanted(), endpoint.paging().largest) {
            (Some(wanted), Some(largest)) => Some(wanted.min(largest)),
            (Some(wanted), None) => Some(wanted),
            (None, _) => self.size(),
        };
        let offset = if self.pages_by_cursor() { 0 } else { self.offset() };
        let count = |count: u64| Spanned::new(count, Span::at(0));
        let page = Page { offset: Some(count(offset)).filter(|offset| offset.node > 0), limit: limit.map(count) };
        self.plan.lower(page, self.cursor.as_deref()).ok()
    }

    /// How many rows stand before the next page.
    fn offset(&self) -> u64 {
        self.plan.asked.page.offset.map_or(0, |offset| offset.node).saturating_add(self.received)
    }

    fn pages_by_cursor(&self) -> bool {
        self.plan.endpoint.paging().style == PageStyle::Cursor
    }

    /// Takes the answer to the last request and gives its rows, in order.
    ///
    /// # Errors
    /// Where the answer holds no rows at the place where the API keeps them, and no array of rows as a whole; where the
    /// API answers the page before once more; where there are more rows than its offsets can count.
    pub fn receive<'a>(&mut self, answer: &'a Json) -> Result<&'a [Json], PageError> {
        let envelope = self.plan.endpoint.profile().envelope;
        let at = |names: &[&str]| {
            let found = names.iter().try_fold(answer, |json, name| json.get(name));
            found.filter(|_| !names.is_empty())
        };
        let rows = at(envelope.rows).or(Some(answer)).and_then(Json::as_array);
        let rows = rows.ok_or_else(|| PageError::NoRows { path: envelope.rows.join(".").into() })?;
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let hash = hash(rows);
        if count > 0 && self.last.replace(hash) == Some(hash) {
            return Err(PageError::Repeated);
        }
        self.received = self.received.saturating_add(count);
        let is_last = if self.pages_by_cursor() {
            let cursor = at(envelope.cursor).and_then(Json::as_str).filter(|cursor| !cursor.is_empty());
            self.cursor = cursor.map(str::to_owned);
            cursor.is_none()
        } else {
            let total = at(envelope.total).and_then(Json::as_u64);
            count == 0 || total.is_some_and(|total| self.offset() >= total)
        };
        self.is_done = is_last || !self.plan.endpoint.takes().paging || self.wanted() == Some(0);
        if !self.is_done && self.request().is_none() {
            return Err(PageError::TooMany { largest: self.plan.endpoint.profile().largest_count });
        }
        Ok(rows)
    }
}

fn hash(rows: &[Json]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for row in rows {
        row.hash(&mut hasher);
    }
    hasher.finish()
}

/// Why an answer is no next page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// `{"message": "not found"}`: there are no rows where the API keeps them.
    #[error("the answer has no array of rows at `{path}`")]
    NoRows {
        /// Where they should be.
        path: Box<str>,
    },
    /// The same rows as on the page before: the API does not mind the offset.
    #[error("the API answers the same page again")]
    Repeated,
    /// More rows than the API can count.
    #[error("there are more rows than the {largest} that the API can count")]
    TooMany {
        /// The largest offset.
        largest: u64,
    },
}
