//! Splitting a query, and the plan that results.

use super::endpoint_target::EndpointTarget;
use super::local_part::LocalPart;
use super::pushdown::{self, Split};
use crate::diagnostic::Diagnostics;
use crate::dialect::{self, Assume, Dialect, Endpoint, LowerError, LowerErrorKind, Request, Target};
use crate::filter::{Checked, Filter, FilterKind, Page};
use crate::query::{Query, print};
use crate::span::Span;

/// A query split into requests, which return every row that may be wanted, and a residual query, which finds the wanted
/// ones among them.
///
/// ```
/// use tamis::{Dialect, Query};
/// let sessions = Dialect::Ahv.endpoint("sessions")?;
/// let query = Query::parse("state == Finished and name startswith \"Nightly\" limit 5", sessions.schema())?;
/// let plan = query.split(&sessions)?;
/// assert_eq!(plan.pushed(), "state == \"Finished\" and name contains \"Nightly\"");
/// assert_eq!(plan.residual().to_string(), "name startswith \"Nightly\" limit 5");
///
/// let (mut pages, mut rows) = (plan.pages(), Vec::new());
/// while let Some(request) = pages.request() {
///     let answer = send(&request);
///     rows.extend_from_slice(pages.receive(&answer)?);
/// }
/// assert_eq!(plan.residual().compile()?.run(&rows).len(), 1);
/// # fn send(_: &tamis::Request) -> serde_json::Value {
/// #     serde_json::json!({"totalCount": 2, "results": [
/// #         {"state": "Finished", "name": "Nightly web"}, {"state": "Finished", "name": "Not Nightly"}]})
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) endpoint: Endpoint,
    pub(super) pushed: Checked,
    residual: Query,
    local_parts: Vec<LocalPart>,
    assumed: Vec<Assume>,
    left_out: Diagnostics,
}

impl Query {
    /// Splits the query between `endpoint` and a local pass over its rows. Every filter can be split: a part that the
    /// API does not support, or only on an assumption, stays local.
    ///
    /// # Errors
    /// Returns diagnostics if a parameter or a relative time is unbound; if the query was checked against an endpoint
    /// of another dialect; if the endpoint requires a field that the query does not compare; or if the residual
    /// compares a field that rows do not hold in a known form.
    pub fn split(&self, endpoint: &Endpoint) -> Result<Plan, Diagnostics> {
        self.split_assuming(endpoint, &[])
    }

    /// Splits the query like [`split`](Self::split), but also pushes down the parts that depend on a promise in
    /// `granted`, which no vendor makes and the caller knows to hold. The plan lists the promises that it depends on.
    ///
    /// ```
    /// use tamis::{Dialect, Query};
    /// use tamis::endpoint::Assume;
    /// let jobs = Dialect::Ahv.endpoint("jobs")?;
    /// let query = Query::parse("sort by lastRunUtc desc limit 5", jobs.schema())?;
    /// // No vendor documents where jobs that never ran are sorted, so all jobs are fetched.
    /// assert_eq!(query.split(&jobs)?.pushed(), "sort by lastRunUtc desc");
    /// let plan = query.split_assuming(&jobs, &[Assume::NullsFirst])?;
    /// assert_eq!(plan.pushed(), "sort by lastRunUtc desc limit 5");
    /// assert_eq!(plan.assumed(), [Assume::NullsFirst]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns diagnostics for the same queries as [`split`](Self::split).
    pub fn split_assuming(&self, endpoint: &Endpoint, granted: &[Assume]) -> Result<Plan, Diagnostics> {
        self.require_bound()?;
        let refuse = |findings: Vec<LowerError>| Diagnostics::new(self.source(), findings);
        if let Some(kind) = self.other_dialect(endpoint) {
            return Err(refuse(vec![LowerError { kind, span: Span::new(0, self.source().len()) }]));
        }
        let checked = self.checked();
        let target = EndpointTarget::new(endpoint, checked.collation);
        let Split { pushed, residual, local_parts, assumed } = pushdown::split(checked, &target, granted);
        let local_parts = local_parts.join(self.source(), &pushed);
        let residual = self.residual(&residual)?;
        let left_out = refuse(Vec::new());
        let plan = Plan { endpoint: endpoint.clone(), pushed, residual, local_parts, assumed, left_out };
        let request = plan.lower(Page::default(), None).map_err(refuse)?;
        let is_lift = |finding: &&LowerError| matches!(finding.kind, LowerErrorKind::WindowLifted { .. });
        let lifts = request.findings().iter().filter(is_lift).cloned();
        Ok(Plan { left_out: Diagnostics::new(self.source(), lifts), ..plan })
    }

    /// Returns `residual` as a query that can be evaluated locally.
    fn residual(&self, residual: &Checked) -> Result<Self, Diagnostics> {
        let residual = self.with_checked(residual)?;
        residual.compile().map(|_| residual)
    }

    /// Returns the error for a query checked against an endpoint of another dialect than `endpoint`'s.
    fn other_dialect(&self, endpoint: &Endpoint) -> Option<LowerErrorKind> {
        let origin = self.schema().origin();
        let checked = Dialect::of_origin(origin)?;
        let kind = LowerErrorKind::OtherDialect { checked: origin.into(), split_for: endpoint.to_string().into() };
        (checked != endpoint.dialect()).then_some(kind)
    }
}

impl Plan {
    /// Returns the query that the API evaluates, in the language's own words; empty for all rows.
    pub fn pushed(&self) -> String {
        print(&self.pushed)
    }

    /// Returns the query that finds the wanted rows among those of all pages, put together in the order in which they
    /// came.
    pub fn residual(&self) -> &Query {
        &self.residual
    }

    /// Returns `true` if the API evaluates the whole query.
    pub fn is_fully_pushed(&self) -> bool {
        self.residual.to_string().is_empty()
    }

    /// Returns the parts that were not pushed down exactly, and why.
    pub fn local_parts(&self) -> &[LocalPart] {
        &self.local_parts
    }

    /// Returns the promises that were granted and that the plan depends on. If one of them does not hold, rows may be
    /// missing.
    pub fn assumed(&self) -> &[Assume] {
        &self.assumed
    }

    /// Returns the rows that no request finds: a request lifts an endpoint's default window by a bound on a field, and
    /// so leaves out the rows without that field.
    pub fn left_out(&self) -> &Diagnostics {
        &self.left_out
    }

    /// Returns `true` if the result is empty whatever the rows are, so that no request is needed.
    pub(super) fn is_known_empty(&self) -> bool {
        let limits = [self.pushed.page.limit, self.residual.page().limit];
        self.pushed.filter.kind == FilterKind::Constant(false)
            || limits.into_iter().flatten().any(|limit| limit.node == 0)
    }

    /// Returns the largest number of rows that one request is answered with, if it is known.
    pub(super) fn page_size(&self) -> Option<u64> {
        let paging = self.endpoint.paging();
        if self.endpoint.supports().paging { paging.largest.or(paging.default) } else { None }
    }

    /// Returns the request for `page`, which starts at `cursor` if there is one.
    pub(super) fn lower(&self, page: Page, cursor: Option<&str>) -> Result<Request, Vec<LowerError>> {
        let filter = match self.is_known_empty() {
            true => Filter::constant(true, self.pushed.filter.span),
            false => self.pushed.filter.clone(),
        };
        let pushed = Checked { filter, page, ..self.pushed.clone() };
        dialect::lower(&pushed, Target::from(&self.endpoint).at_cursor(cursor).showing(self.residual.checked()))
    }
}
