//! Plans: what of a query the API does, and what is left to do here. Every answer of the API is exact by way of the
//! residual query, whatever the API cannot be asked.

mod batch;
mod pages;

use std::fmt;

use crate::diagnostic::{Diagnostics, Severity};
use crate::dialect::{
    self, Asked, Assume, Assumption, Dialect, Endpoint, LowerError, LowerErrorKind, Request, Split, SplitAside, Target,
};
use crate::filter::{Checked, Filter, FilterKind, Page};
use crate::query::{Query, print};
use crate::span::Span;

pub use batch::BatchError;
pub use pages::{PageError, Pages};

/// A query in two parts: requests that bring all rows that may be wanted, and the residual query, which finds the wanted
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
    endpoint: Endpoint,
    asked: Checked,
    residual: Query,
    asides: Vec<LocalPart>,
    assumed: Vec<Assume>,
    left_out: Diagnostics,
}

/// A part of a query that the API is not asked as it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LocalPart {
    /// The part, as it stands in the query's source.
    pub text: String,
    /// What the API is asked instead, which holds for more rows; the part itself where the API may answer more; none where
    /// it is not asked for this part at all.
    pub asked: Option<String>,
    /// Why.
    pub why: Diagnostics,
}

/// A step of a [`Plan`], in the order in which they are done. Displayed as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The API is asked for these rows, in the language's own words; for all rows where the text is empty.
    Ask(String),
    /// So many rows, from the offset on, are fetched in pages; all, where no count is given.
    #[non_exhaustive]
    Fetch {
        /// How many rows.
        rows: Option<u64>,
        /// How many of them come on a page, where that is known.
        page: Option<u64>,
    },
    /// Nothing is asked: there is no such row, or none is wanted.
    Nothing,
    /// What came is filtered here.
    Filter(String),
    /// What remains is sorted here.
    Sort(String),
    /// What remains is cut here.
    Cut(String),
}

impl Query {
    /// Splits it into what the API does and what is left to do here, for any filter: what the API cannot be asked, or
    /// only on an assumption, is not asked.
    ///
    /// # Errors
    /// Where it has unbound parameters or moments; where it was checked against an endpoint of another dialect; where
    /// the endpoint cannot be asked without what the query leaves open; where what is left to do here is about a field
    /// that rows do not show in a known form.
    pub fn split(&self, endpoint: &Endpoint) -> Result<Plan, Diagnostics> {
        self.split_assuming(endpoint, &[])
    }

    /// Splits it in the same way, but asks the API also for what depends on a promise in `granted`, which no vendor makes
    /// and the caller knows to be true. The plan names those that it depends on.
    ///
    /// ```
    /// use tamis::{Dialect, Query};
    /// use tamis::endpoint::Assume;
    /// let jobs = Dialect::Ahv.endpoint("jobs")?;
    /// let query = Query::parse("sort by lastRunUtc desc limit 5", jobs.schema())?;
    /// // Where jobs that never ran come is not documented, so all jobs are fetched.
    /// assert_eq!(query.split(&jobs)?.pushed(), "sort by lastRunUtc desc");
    /// let plan = query.split_assuming(&jobs, &[Assume::NullsFirst])?;
    /// assert_eq!(plan.pushed(), "sort by lastRunUtc desc limit 5");
    /// assert_eq!(plan.assumed(), [Assume::NullsFirst]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`split`](Self::split).
    pub fn split_assuming(&self, endpoint: &Endpoint, granted: &[Assume]) -> Result<Plan, Diagnostics> {
        self.require_bound()?;
        let refuse = |faults: Vec<LowerError>| Diagnostics::new(self.source(), faults);
        if let Some(kind) = self.other_dialect(endpoint) {
            return Err(refuse(vec![LowerError { kind, span: Span::new(0, self.source().len()) }]));
        }
        let Split { asked, residual, asides, assumed } = dialect::split(self.checked(), endpoint, granted);
        let nothing = Checked {
            filter: Filter::constant(true, asked.filter.span),
            sort: Vec::new(),
            page: Page::default(),
            ..asked.clone()
        };
        let alone = |filter: Filter| print(&Checked { filter, ..nothing.clone() });
        let (asides, whys): (Vec<_>, Vec<_>) =
            asides.into_iter().map(|SplitAside { span, asked, why }| ((span, asked), why)).unzip();
        let whys = Diagnostics::each(self.source(), whys);
        let asides = asides.into_iter().zip(whys).map(|((span, instead), why)| {
            let text = span.of(self.source()).to_owned();
            let asked = match instead {
                Asked::Nothing => None,
                Asked::Itself => Some(text.clone()),
                Asked::Wider(filter) => Some(alone(filter)),
            };
            LocalPart { text, asked, why: why.at_most(Severity::Advice) }
        });
        let asides = asides.collect();
        let residual = self.left(&residual)?;
        let left_out = Diagnostics::new(self.source(), Vec::<LowerError>::new());
        let mut plan = Plan { endpoint: endpoint.clone(), asked, residual, asides, assumed, left_out };
        let request = plan.lower(Page::default(), None).map_err(refuse)?;
        plan.left_out = request.warnings();
        plan.left_out.retain(|found| found.code() == "tamis::lower::window_lifted");
        Ok(plan)
    }

    /// The query that `residual` is, which has to run here.
    fn left(&self, residual: &Checked) -> Result<Self, Diagnostics> {
        let residual = self.with_checked(residual)?;
        residual.compile().map(|_| residual)
    }

    /// That its schema is an endpoint's of another dialect than `endpoint`'s.
    fn other_dialect(&self, endpoint: &Endpoint) -> Option<LowerErrorKind> {
        let origin = self.schema().origin();
        let checked = Dialect::of_origin(origin)?;
        let kind = LowerErrorKind::OtherDialect { checked: origin.into(), asked: endpoint.to_string().into() };
        (checked != endpoint.dialect()).then_some(kind)
    }
}

impl Plan {
    /// What the API is asked, in the language's own words; empty for all rows.
    pub fn pushed(&self) -> String {
        print(&self.asked)
    }

    /// The query that finds the wanted rows among those that all pages bring, put together in the order in which they
    /// came.
    pub fn residual(&self) -> &Query {
        &self.residual
    }

    /// Whether the API does all of it.
    pub fn is_fully_pushed(&self) -> bool {
        self.residual.to_string().is_empty()
    }

    /// What the API is not asked as it is, and why.
    pub fn local_parts(&self) -> &[LocalPart] {
        &self.asides
    }

    /// Returns the promises that were granted and that the plan depends on: where one is false, rows may be missing.
    pub fn assumed(&self) -> &[Assume] {
        &self.assumed
    }

    /// Returns what the API leaves out of every answer, and a plan therefore cannot find: rows without the field whose
    /// default window a request has to lift.
    pub fn left_out(&self) -> &Diagnostics {
        &self.left_out
    }

    /// The pages to fetch.
    pub fn pages(&self) -> Pages<'_> {
        Pages::new(self)
    }

    /// What is done where, in order.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = if self.asks_nothing() {
            vec![Step::Nothing]
        } else {
            let Page { limit, .. } = self.asked.page;
            vec![
                Step::Ask(print(&Checked { page: Page::default(), ..self.asked.clone() })),
                Step::Fetch { rows: limit.map(|limit| limit.node), page: self.pages().size() },
            ]
        };
        let Checked { filter, sort, page, .. } = self.residual.checked();
        let everything =
            Checked { filter: filter.clone(), sort: Vec::new(), page: Page::default(), ..self.asked.clone() };
        let all = Filter::constant(true, filter.span);
        if filter.kind != FilterKind::Constant(true) {
            steps.push(Step::Filter(print(&everything)));
        }
        if !sort.is_empty() {
            let sorted = Checked { filter: all.clone(), sort: sort.clone(), ..everything.clone() };
            steps.push(Step::Sort(print(&sorted)));
        }
        if *page != Page::default() {
            steps.push(Step::Cut(print(&Checked { filter: all, page: *page, ..everything })));
        }
        steps
    }

    /// Whether it is known without asking that no row is wanted.
    fn asks_nothing(&self) -> bool {
        let limits = [self.asked.page.limit, self.residual.page().limit];
        self.asked.filter.kind == FilterKind::Constant(false)
            || limits.into_iter().flatten().any(|limit| limit.node == 0)
    }

    /// The request for `page`, from `cursor` on where that is given.
    fn lower(&self, page: Page, cursor: Option<&str>) -> Result<Request, Vec<LowerError>> {
        let filter = match self.asks_nothing() {
            true => Filter::constant(true, self.asked.filter.span),
            false => self.asked.filter.clone(),
        };
        let asked = Checked { filter, page, ..self.asked.clone() };
        dialect::lower(&asked, Target::from(&self.endpoint).at_cursor(cursor).showing(self.residual.checked()))
    }
}

/// Its steps, a line each; what the API is not asked; what is assumed of it, and what it leaves out.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps().iter().enumerate() {
            writeln!(f, "{}. {step}", index.saturating_add(1))?;
        }
        self.asides.iter().try_for_each(|aside| writeln!(f, "{aside}"))?;
        self.assumed.iter().try_for_each(|assume| writeln!(f, "assumed: {assume}: {}", assume.promise()))?;
        self.left_out.iter().try_for_each(|found| writeln!(f, "left out: {}", found.message()))
    }
}

/// A line: what, and why.
impl fmt::Display for LocalPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, asked, why } = self;
        match asked {
            None => write!(f, "not asked of the API: {text}")?,
            Some(asked) if asked == text => write!(f, "asked of the API, and looked at again here: {text}")?,
            Some(asked) => write!(f, "asked of the API as `{asked}`, and looked at again here: {text}")?,
        }
        why.iter().try_for_each(|why| {
            write!(f, "; {}", why.message())?;
            let granted_by = why.assumption().and_then(Assumption::granted_by);
            granted_by.map_or(Ok(()), |assume| write!(f, " (`{assume}` grants it)"))
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(text) if text.is_empty() => f.write_str("the API is asked for all rows"),
            Self::Ask(text) => write!(f, "the API is asked for the rows of: {text}"),
            Self::Fetch { rows: Some(rows), page: Some(page) } if rows <= page => {
                write!(f, "one page is fetched, of {rows} rows at most")
            }
            Self::Fetch { rows, page } => {
                match rows {
                    Some(rows) => write!(f, "pages are fetched until {rows} rows are there")?,
                    None => f.write_str("all pages are fetched")?,
                }
                page.map_or(Ok(()), |page| write!(f, ", {page} rows each"))
            }
            Self::Nothing => f.write_str("the API is asked nothing: no row is wanted"),
            Self::Filter(text) => write!(f, "of what comes, these rows are kept here: {text}"),
            Self::Sort(text) => write!(f, "they are put in order here: {text}"),
            Self::Cut(text) => write!(f, "they are cut here: {text}"),
        }
    }
}
