//! Programs: a checked query made ready to run over rows. Paths are resolved and needles prepared once.
//!
//! The meaning is that of `docs/semantics.md`: two-valued and total.

mod explain;
mod funnel;
mod members;
mod selection;
mod sort;
mod survey;
mod test;

use std::borrow::Borrow;
use std::sync::{Arc, OnceLock};

use crate::filter::{Checked, Filter, FilterKind};
use crate::path::Path;
use crate::value::Json;
pub(crate) use explain::kind;
pub use explain::{Clause, Explanation, Found, NearMiss, NearMissKind};
pub use funnel::{Funnel, FunnelStage};
pub use selection::Selection;
use sort::Order;
pub use survey::{Hint, HintKind, Survey};
use test::Test;

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
    filter: Node,
    order: Order,
    offset: usize,
    limit: Option<usize>,
    /// What it was compiled from, and the text that points into: read by what explains, and by nothing that only runs.
    checked: Arc<Checked>,
    source: Arc<str>,
    /// Each comparison by itself, in order; made when a row is first explained.
    comparisons: OnceLock<Box<[Node]>>,
}

#[derive(Debug)]
enum Node {
    Constant(bool),
    Test(Box<(Place, Test)>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Xor(Vec<Node>),
}

impl Program {
    /// The program of `checked`, whose parameters and moments are bound, and whose spans point into `source`.
    pub(crate) fn compile(checked: &Arc<Checked>, source: &Arc<str>) -> Self {
        let members = checked.members.as_deref();
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let inner = Inner {
            filter: Node::compile(&checked.filter, checked),
            order: Order::compile(&checked.sort, checked.collation, members),
            offset: checked.page.offset.map_or(0, |offset| count(offset.node)),
            limit: checked.page.limit.map(|limit| count(limit.node)),
            checked: Arc::clone(checked),
            source: Arc::clone(source),
            comparisons: OnceLock::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether the filter holds for `row`. Sort, offset and limit play no part. The row may be nested to any depth.
    pub fn matches(&self, row: &Json) -> bool {
        self.inner.filter.holds(row)
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
                Some(row) => selection.take(row),
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

fn node(filter: &Filter, mut items: Vec<Node>, checked: &Checked) -> Node {
    match &filter.kind {
        FilterKind::Constant(constant) => Node::Constant(*constant),
        FilterKind::Comparison(comparison) => {
            let place = Place::new(comparison.field.path_in_rows(), checked.members.as_deref());
            let (test, negated) = Test::compile(comparison, checked.collation);
            let node = Node::Test(Box::new((place, test)));
            if negated { Node::Not(Box::new(node)) } else { node }
        }
        FilterKind::Not(_) => items.pop().map_or(Node::Constant(true), |item| Node::Not(Box::new(item))),
        FilterKind::And(_) => Node::And(items),
        FilterKind::Or(_) => Node::Or(items),
        FilterKind::Xor(_) => Node::Xor(items),
    }
}

impl Node {
    /// What `filter`, a part of `checked`, asks of a row.
    fn compile(filter: &Filter, checked: &Checked) -> Self {
        filter.fold(&mut |filter, items| node(filter, items, checked))
    }

    fn holds(&self, row: &Json) -> bool {
        match self {
            Self::Constant(constant) => *constant,
            Self::Test(asked) => {
                let (place, test) = &**asked;
                test.holds(place.find(row))
            }
            Self::Not(operand) => !operand.holds(row),
            Self::And(items) => items.iter().all(|item| item.holds(row)),
            Self::Or(items) => items.iter().any(|item| item.holds(row)),
            Self::Xor(items) => items.iter().filter(|item| item.holds(row)).take(2).count() == 1,
        }
    }
}

/// Where in a row a field is looked for.
#[derive(Debug)]
struct Place {
    members: Option<Box<str>>,
    path: Path,
}

impl Place {
    fn new(path: &Path, members: Option<&str>) -> Self {
        Self { members: members.map(Box::from), path: path.clone() }
    }

    /// What stands there; nothing where the way leads through anything but objects.
    fn find<'r>(&self, row: &'r Json) -> Option<&'r Json> {
        let start = start(row, &self.path, self.members.as_deref());
        self.path.names().try_fold(start, |json, name| json.as_object()?.get(name))
    }
}

/// Where `path` begins: in the object that keeps the fields of `row`, where there is one that has its first name.
fn start<'r>(row: &'r Json, path: &Path, members: Option<&str>) -> &'r Json {
    let inner = members.and_then(|members| row.get(members));
    match (inner, path.names().next()) {
        (Some(inner @ Json::Object(members)), Some(first)) if members.contains_key(first) => inner,
        _ => row,
    }
}
