//! Programs: checked queries compiled to run over rows. The meaning is that of `docs/semantics.md`: two-valued and
//! total.
//!
//! Compiling turns the filter into `jump_code`, whose leaves are `test`s of the values at interned `paths`; tests look
//! values up in a `value_set` or compare them with a needle or a bound. A row is either parsed JSON or bytes. Bytes
//! take the fast path of `scan`, which evaluates the filter without parsing, and fall back to `rows`, which parses and
//! explains what is no row; `prefilter` rules out blocks of bytes before that. `sort` and `selection` turn matching
//! rows into the answer.
//!
//! The rest reports instead of selecting: `explain` about one row, `funnel` about each part of a conjunction, and
//! `survey` about all rows at the query's paths.

mod explain;
mod funnel;
mod jump_code;
mod paths;
mod prefilter;
mod rows;
mod scan;
mod selection;
mod sort;
mod str_key;
mod survey;
mod test;
mod value_set;

use std::borrow::Borrow;
use std::sync::{Arc, OnceLock};

use crate::filter::Checked;
use crate::value::Json;
pub(crate) use explain::kind;
pub use explain::{Explanation, Lookup, NearMiss, NearMissKind, Reason};
pub use funnel::{Funnel, FunnelStage};
use jump_code::{JumpCode, Subprogram};
use paths::{PathInterner, PathTable};
use prefilter::Prefilter;
pub use rows::{RowError, RowErrorKind, ValueContext, ValueScanner};
use scan::Scan;
pub use selection::Selection;
use sort::RowOrder;
pub use survey::{Hint, HintKind, Survey};
pub(crate) use survey::{HintDetail, Likeness};

/// A query compiled to run over rows. Cheap to clone, and shareable between threads.
///
/// ```
/// use tamis::{Query, Schema};
/// let rows = [serde_json::json!({"vm": "VM10"}), serde_json::json!({"vm": "vm2"}), serde_json::json!({"vm": null})];
/// let query = Query::parse("vm startswith \"vm\" collate ignorecase sort by vm collate lexicographic", &Schema::open())?;
/// let program = query.compile()?;
/// assert!(program.matches(&rows[0]) && !program.matches(&rows[2]));
/// assert_eq!(program.run(&rows), [&rows[1], &rows[0]]);
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
///
#[doc = include_str!("../docs/semantics.md")]
#[derive(Clone, Debug)]
pub struct Program {
    inner: Arc<ProgramInner>,
}

#[derive(Debug)]
struct ProgramInner {
    paths: PathTable,
    /// Made on first use; `None` if a path is too deep for the fast path.
    scan: OnceLock<Option<Box<Scan>>>,
    filter: JumpCode,
    /// Made on first use; `None` if the filter demands no text.
    prefilter: OnceLock<Option<Box<Prefilter>>>,
    order: RowOrder,
    offset: usize,
    limit: Option<usize>,
    /// The source of the program, for the prefilter and for explanations.
    checked: Arc<Checked>,
    /// Each comparison by itself, in the order of the source; made when a row is first explained.
    comparisons: OnceLock<Box<[Subprogram]>>,
}

impl Program {
    /// Compiles `checked`, whose parameters and relative times are bound.
    pub(crate) fn compile(checked: &Arc<Checked>) -> Self {
        let container = checked.row_container.as_deref();
        let mut paths = PathInterner::new(container);
        let filter = JumpCode::compile(&checked.filter, checked, &mut paths);
        let paths = paths.finish();
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let inner = ProgramInner {
            filter,
            prefilter: OnceLock::new(),
            scan: OnceLock::new(),
            paths,
            order: RowOrder::compile(&checked.sort, checked.collation, container),
            offset: checked.page.offset.map_or(0, |offset| count(offset.node)),
            limit: checked.page.limit.map(|limit| count(limit.node)),
            checked: Arc::clone(checked),
            comparisons: OnceLock::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Returns `true` if the filter is true of `row`, which may be nested to any depth. Ignores sort, offset and limit.
    pub fn matches(&self, row: &Json) -> bool {
        self.inner.filter.matches(row, &self.inner.paths)
    }

    /// Returns `true` if the filter is true of a row in JSON text. The result is that of [`Program::matches`] for the
    /// row that [`serde_json::from_slice`] returns. Usually no JSON is built: only the values at the filter's paths are
    /// read, but every byte is checked.
    ///
    /// ```
    /// let program = tamis::Query::parse("size > 5GB", &tamis::Schema::open())?.compile()?;
    /// assert_eq!(program.matches_bytes(br#"{"name": "vm1", "size": 6000000000}"#), Ok(true));
    /// assert!(program.matches_bytes(br#"{"name": "vm1", "size": }"#).is_err());
    /// // JSON allows numbers that no double holds. They are an error only at a path of the filter.
    /// assert_eq!(program.matches_bytes(br#"{"ratio": 1e400, "size": 6000000000}"#), Ok(true));
    /// assert!(program.matches_bytes(br#"{"size": 1e400}"#).is_err());
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// If `row` is not one JSON value in UTF-8, blanks aside; if it is nested more than 127 levels deep; or if a value
    /// at a path of the filter, or an element of an array there, is a number that no double holds or a string with half
    /// of a surrogate pair. See [`RowErrorKind`].
    pub fn matches_bytes(&self, row: &[u8]) -> Result<bool, RowError> {
        let ProgramInner { scan, paths, filter, .. } = &*self.inner;
        let scan = scan.get_or_init(|| Scan::new(paths).map(Box::new));
        match scan.as_ref().and_then(|scan| scan.matches(row, filter)) {
            Some(matches) => Ok(matches),
            None => Ok(self.matches(&rows::parse(row, [paths])?)),
        }
    }

    /// Returns the JSON of a row, for [`Program::selection`], [`Program::explain`] and the like. At paths that the
    /// query does not use, a number that no double holds becomes the largest double, and half of a surrogate pair
    /// U+FFFD.
    ///
    /// # Errors
    /// As for [`Program::matches_bytes`]; the paths of the sort keys count as well.
    pub fn read_row(&self, row: &[u8]) -> Result<Json, RowError> {
        rows::parse(row, [&self.inner.paths, self.inner.order.paths()])
    }

    /// Returns `true` if no row in `rows` can match because a text that the filter demands is not in the bytes. A cheap
    /// test before parsing, which does not check that the bytes are JSON.
    ///
    /// ```
    /// let program = tamis::Query::parse("name == \"vm1\" and size > 5", &tamis::Schema::open())?.compile()?;
    /// assert!(program.rules_out(b"{\"name\": \"vm2\"}\n{\"name\": \"vm3\"}"));
    /// assert!(!program.rules_out(b"{\"name\": \"vm1\", \"size\": 1}"));
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn rules_out(&self, rows: &[u8]) -> bool {
        let ProgramInner { prefilter, checked, .. } = &*self.inner;
        let prefilter = prefilter.get_or_init(|| Prefilter::new(checked).map(Box::new));
        prefilter.as_ref().is_some_and(|prefilter| prefilter.rules_out(rows))
    }

    /// Sorts rows by the query's sort keys. Rows that compare equal keep their order.
    pub fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        self.inner.order.sort(rows);
    }

    /// Returns `true` if the query has sort keys.
    pub fn sorts(&self) -> bool {
        !self.inner.order.is_empty()
    }

    /// Returns the number of matching rows that are skipped.
    pub fn offset(&self) -> usize {
        self.inner.offset
    }

    /// Returns the most rows that the answer may have, or `None` if there is no limit.
    pub fn limit(&self) -> Option<usize> {
        self.inner.limit
    }
}
