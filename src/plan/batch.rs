//! Batches: several requests in place of one whose URL would be too long. A list of the query is cut into parts, one
//! for each request, so that their answers are disjoint and together have the rows of the one.

use std::collections::BTreeSet;
use std::mem::discriminant;

use crate::collation::Collation;
use crate::diagnostic::Diagnostics;
use crate::dialect::{self, Endpoint, Request, Target, UrlError};
use crate::filter::{Checked, Comparison, EqualityKey, Filter, FilterKind, Operand, Page, Term};
use crate::operator::Operator;
use crate::query::Query;
use crate::span::Spanned;
use crate::value::Value;

/// The reason why a query has no requests with URLs of the length wanted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The API does not support the query.
    #[error("{0}")]
    Lower(Diagnostics),
    /// The request has no URL.
    #[error("{0}")]
    Url(UrlError),
    /// `a == "…"`: the query has no list that can be cut, or none that makes the URL short enough.
    #[error("the URL has {length} bytes, {} more than the {longest} wanted, and no list that could be cut", length.saturating_sub(*longest))]
    TooLong {
        /// The number of bytes of the shortest URL.
        length: usize,
        /// The number of bytes wanted at most.
        longest: usize,
    },
    /// `id in (…) sort by name limit 5`: several answers have no common order and no common page.
    #[error("the URL is too long, and several requests have no common order, offset or limit")]
    Ordered,
}

impl Query {
    /// Returns requests with URLs of at most `longest` bytes, whose answers together have the rows of the query, each
    /// once: one request if it is short enough, or one for each part of the longest `in` list that every row must
    /// match. `base` is that of [`Request::url`].
    ///
    /// ```
    /// use tamis::{Dialect, Query};
    /// let jobs = Dialect::Ahv.endpoint("jobs")?;
    /// let query = Query::parse(r#"id in ("a", "b", "c", "d")"#, jobs.schema())?;
    /// let requests = query.batch(&jobs, Some("vbr.example"), 200)?;
    /// assert_eq!(requests.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns a [`BatchError`] if the API does not support the query, or if no list of it can be cut short enough.
    pub fn batch(&self, endpoint: &Endpoint, base: Option<&str>, longest: usize) -> Result<Vec<Request>, BatchError> {
        let whole = self.lower(endpoint).map_err(BatchError::Lower)?;
        let length = length(&whole, base)?;
        if length <= longest {
            return Ok(vec![whole]);
        }
        let Some((list, terms)) = self.longest_list() else { return Err(BatchError::TooLong { length, longest }) };
        if !self.sort_keys().is_empty() || self.page() != Page::default() {
            return Err(BatchError::Ordered);
        }
        let batching = Batching { query: self, endpoint, base, longest, list };
        let mut requests = Vec::new();
        let mut rest = terms.as_slice();
        while !rest.is_empty() {
            let (count, request) = batching.largest_request(rest)?;
            requests.push(request);
            rest = rest.get(count..).unwrap_or_default();
        }
        Ok(requests)
    }

    /// Returns the longest `in` list that every row must match and that can be cut, with its values, each once.
    fn longest_list(&self) -> Option<(&Comparison, Vec<Term>)> {
        let filter = self.filter();
        let parts = if let FilterKind::And(items) = &filter.kind { items } else { std::slice::from_ref(filter) };
        let lists = parts.iter().filter_map(|part| match &part.kind {
            FilterKind::Comparison(comparison) => (comparison.operator.node == Operator::In).then_some(comparison),
            FilterKind::Constant(_)
            | FilterKind::Not(_)
            | FilterKind::And(_)
            | FilterKind::Or(_)
            | FilterKind::Xor(_) => None,
        });
        let schema = self.schema().collation();
        let cut = lists.filter_map(|list| {
            let collation = list.collation_or(schema);
            Some((list, distinct(list.operand.terms(), collation)?))
        });
        cut.filter(|(_, terms)| terms.len() > 1).max_by_key(|(_, terms)| terms.len())
    }
}

/// Returns the values, each once, or `None` if there are values of several kinds, which one text in a row could match.
fn distinct(terms: &[Term], collation: Collation) -> Option<Vec<Term>> {
    let mut kinds = terms.iter().filter_map(Term::value).filter(|value| **value != Value::Null).map(discriminant);
    let first = kinds.next();
    if kinds.any(|kind| Some(kind) != first) {
        return None;
    }
    let mut known = BTreeSet::new();
    let mut distinct: Vec<Term> = Vec::with_capacity(terms.len());
    for term in terms {
        if known.insert(EqualityKey::new(term.value()?, collation)) {
            distinct.push(term.clone());
        }
    }
    Some(distinct)
}

/// The cutting of one list into batches.
struct Batching<'q> {
    query: &'q Query,
    endpoint: &'q Endpoint,
    base: Option<&'q str>,
    longest: usize,
    list: &'q Comparison,
}

impl Batching<'_> {
    /// Returns the request for as many of the first `terms` as fit, and their number, found by binary search.
    fn largest_request(&self, terms: &[Term]) -> Result<(usize, Request), BatchError> {
        let (mut fits, mut found) = (0, None);
        let (mut low, mut high) = (1, terms.len());
        let mut shortest = usize::MAX;
        while low <= high {
            let count = low.midpoint(high);
            let request = self.request(terms.get(..count).unwrap_or(terms))?;
            let length = length(&request, self.base)?;
            if length <= self.longest {
                (fits, found) = (count, Some(request));
                low = count.saturating_add(1);
            } else {
                shortest = shortest.min(length);
                high = count.saturating_sub(1);
            }
        }
        match found {
            Some(request) => Ok((fits, request)),
            None => Err(BatchError::TooLong { length: shortest, longest: self.longest }),
        }
    }

    fn request(&self, terms: &[Term]) -> Result<Request, BatchError> {
        let part = Operand::List(Spanned::new(terms.to_vec(), self.list.operand.span()));
        let filter = self.query.filter().with_operands(&mut |comparison: &Comparison| {
            if std::ptr::eq(comparison, self.list) { part.clone() } else { comparison.operand.clone() }
        });
        self.lower(filter)
    }

    fn lower(&self, filter: Filter) -> Result<Request, BatchError> {
        let checked = Checked { filter, ..self.query.checked().clone() };
        dialect::lower(&checked, Target::from(self.endpoint))
            .map_err(|errors| BatchError::Lower(Diagnostics::new(self.query.source(), errors)))
    }
}

fn length(request: &Request, base: Option<&str>) -> Result<usize, BatchError> {
    Ok(request.url(base).map_err(BatchError::Url)?.as_str().len())
}
