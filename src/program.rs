//! Programs: a checked query made ready to run over rows. Paths are resolved and needles prepared once.
//!
//! The meaning is that of `docs/semantics.md`: two-valued and total.

mod code;
mod error;
mod explain;
mod funnel;
mod members;
mod places;
mod prefilter;
mod scan;
mod selection;
mod sort;
mod survey;
mod test;
mod tolerant;
mod value_scanner;
mod words;

use std::borrow::Borrow;
use std::sync::{Arc, OnceLock};

use crate::filter::Checked;
use crate::value::Json;
use code::{Code, Part};
pub use error::{RowError, RowErrorKind};
pub(crate) use explain::kind;
pub use explain::{Explanation, Lookup, NearMiss, NearMissKind, Reason};
pub use funnel::{Funnel, FunnelStage};
use places::{Gatherer, Places};
use prefilter::Prefilter;
use scan::Scan;
pub use selection::Selection;
use sort::Order;
pub(crate) use survey::{Finding, Likeness};
pub use survey::{Hint, HintKind, Survey};
use tolerant::Tolerant;
pub use value_scanner::{ValueContext, ValueScanner};

/// A query ready to run over rows. Cheap to clone, and shared freely between threads.
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
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    places: Places,
    /// Made when first asked for; nothing where the filter looks deeper into rows than one scans.
    scan: OnceLock<Option<Box<Scan>>>,
    filter: Code,
    /// Made when first asked for; nothing where the filter demands no text.
    prefilter: OnceLock<Option<Box<Prefilter>>>,
    order: Order,
    offset: usize,
    limit: Option<usize>,
    /// What it was compiled from: for the prefilter, and for explanations.
    checked: Arc<Checked>,
    /// Each comparison by itself, in order; made when a row is first explained.
    comparisons: OnceLock<Box<[Part]>>,
}

impl Program {
    /// The program of `checked`, whose parameters and moments are bound.
    pub(crate) fn compile(checked: &Arc<Checked>) -> Self {
        let members = checked.members.as_deref();
        let mut places = Gatherer::new(members);
        let filter = Code::compile(&checked.filter, checked, &mut places);
        let places = places.finish();
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let inner = Inner {
            filter,
            prefilter: OnceLock::new(),
            scan: OnceLock::new(),
            places,
            order: Order::compile(&checked.sort, checked.collation, members),
            offset: checked.page.offset.map_or(0, |offset| count(offset.node)),
            limit: checked.page.limit.map(|limit| count(limit.node)),
            checked: Arc::clone(checked),
            comparisons: OnceLock::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether the filter holds for `row`. Sort, offset and limit play no part. The row may be nested to any depth.
    pub fn matches(&self, row: &Json) -> bool {
        self.inner.filter.matches(row, &self.inner.places)
    }

    /// Whether the filter holds for the row that `row` is as JSON text, as [`Program::matches`] tells of what
    /// [`serde_json::from_slice`] reads. Keeps only what the filter asks for, but checks every byte.
    ///
    /// ```
    /// let program = tamis::Query::parse("size > 5GB", &tamis::Schema::open())?.compile()?;
    /// assert_eq!(program.matches_bytes(br#"{"name": "vm1", "size": 6000000000}"#), Ok(true));
    /// assert!(program.matches_bytes(br#"{"name": "vm1", "size": }"#).is_err());
    /// // JSON allows numbers that no double holds. They matter where the filter looks at them.
    /// assert_eq!(program.matches_bytes(br#"{"ratio": 1e400, "size": 6000000000}"#), Ok(true));
    /// assert!(program.matches_bytes(br#"{"size": 1e400}"#).is_err());
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// If `row` is not one JSON value in UTF-8, blanks aside; if it nests more than 127 levels deep; or if a path of the
    /// filter holds a number that no double holds or a text with half of a surrogate pair, itself or as an element. See
    /// [`RowErrorKind`].
    pub fn matches_bytes(&self, row: &[u8]) -> Result<bool, RowError> {
        let Inner { scan, places, filter, .. } = &*self.inner;
        let scan = scan.get_or_init(|| Scan::new(places).map(Box::new));
        match scan.as_ref().and_then(|scan| scan.matches(row, filter)) {
            Some(matches) => Ok(matches),
            None => Ok(self.matches(&read(row, [places])?)),
        }
    }

    /// Returns the JSON of a row, for [`Program::selection`], [`Program::explain`] and the like. At paths that the query
    /// does not look at, the largest double takes the place of a number that no double holds, and U+FFFD that of half of a
    /// surrogate pair.
    ///
    /// # Errors
    /// As for [`Program::matches_bytes`]; the paths of the sort keys count as well.
    pub fn read_row(&self, row: &[u8]) -> Result<Json, RowError> {
        read(row, [&self.inner.places, self.inner.order.places()])
    }

    /// Whether the bytes show, without being read as JSON, that no row in `rows` can match: a text that the filter demands
    /// is nowhere in them. Says nothing about whether they are JSON.
    ///
    /// ```
    /// let program = tamis::Query::parse("name == \"vm1\" and size > 5", &tamis::Schema::open())?.compile()?;
    /// assert!(program.rules_out(b"{\"name\": \"vm2\"}\n{\"name\": \"vm3\"}"));
    /// assert!(!program.rules_out(b"{\"name\": \"vm1\", \"size\": 1}"));
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn rules_out(&self, rows: &[u8]) -> bool {
        let Inner { prefilter, checked, .. } = &*self.inner;
        let prefilter = prefilter.get_or_init(|| Prefilter::new(checked).map(Box::new));
        prefilter.as_ref().is_some_and(|prefilter| prefilter.rules_out(rows))
    }

    /// The rows that match, in order, from the offset on and up to the limit. Rows that compare equal keep their order.
    ///
    /// Rows may be owned, borrowed, or anything that lends its JSON; none is cloned. With a limit, no more rows are held at
    /// a time than some thousand, or a small multiple of offset and limit together where that is more; without a sort,
    /// none is asked for once the limit is reached.
    pub fn run<R: Borrow<Json>>(&self, rows: impl IntoIterator<Item = R>) -> Vec<R> {
        let mut selection = self.selection();
        let mut rows = rows.into_iter();
        while !selection.is_complete() {
            match rows.next() {
                Some(row) => selection.push(row),
                None => break,
            }
        }
        selection.finish()
    }

    /// What [`Program::run`] gives, for rows that come one by one.
    pub fn selection<R: Borrow<Json>>(&self) -> Selection<'_, R> {
        Selection::new(self)
    }

    /// Puts rows in the order of the query's sort keys; rows that compare equal keep their order.
    pub fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        self.inner.order.sort(rows);
    }

    /// Whether the query gives an order.
    pub fn sorts(&self) -> bool {
        !self.inner.order.is_empty()
    }

    /// How many matching rows are left out first.
    pub fn offset(&self) -> usize {
        self.inner.offset
    }

    /// How many rows there may be at most.
    pub fn limit(&self) -> Option<usize> {
        self.inner.limit
    }
}

/// The row that `text` is. Fails where one of `places` holds what Rust cannot.
fn read<const N: usize>(text: &[u8], places: [&Places; N]) -> Result<Json, RowError> {
    if let Ok(row) = serde_json::from_slice(text) {
        return Ok(row);
    }
    let row = Tolerant::read(text)?;
    places.into_iter().try_for_each(|places| row.check(places))?;
    Ok(row.into_json())
}
