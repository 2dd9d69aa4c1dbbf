//! Filters as jump code: a list of tests, each with the test to go on with if it is true and if it is false.
//!
//! This is how compilers write conditions. The connectives exist in the jumps alone, so that a row costs the tests that
//! decide it and nothing else; walking the connectives took a fifth of the time of a filter that is a tree. `xor` is
//! the exception: its items are programs of their own, because all of them may have to be counted.
//!
//! Evaluation is total and has no effects, so the items of a connective are reordered by their cost.

use std::cell::Cell;
use std::slice::Iter;

use super::paths::{CachedRow, ParsedRow, PathId, PathInterner, PathTable, Row};
use super::test::Test;
use crate::filter::{Checked, Filter, FilterKind};
use crate::value::Json;

/// A compiled filter, or a part of one.
#[derive(Debug)]
pub(super) struct JumpCode {
    /// Every jump leads to a branch of a lower index.
    branches: Vec<Branch>,
    start: Label,
}

/// The index of a branch, or one of the two outcomes.
type Label = u32;

/// The outcome that the filter is true.
const TRUE: Label = u32::MAX;
/// The outcome that the filter is false.
const FALSE: Label = u32::MAX - 1;

/// A predicate, and the labels at which to continue after it.
#[derive(Debug)]
struct Branch {
    predicate: Predicate,
    on_true: Label,
    on_false: Label,
}

/// A condition that is evaluated at once.
#[derive(Debug)]
enum Predicate {
    /// A test of the value at a path.
    Test(PathId, Test),
    /// Exactly one of the items is true.
    ExactlyOne(Box<[JumpCode]>),
}

impl JumpCode {
    /// Compiles `filter`, the filter of `checked` or a part of it.
    ///
    /// Branches are written from the last to the first, so that the targets of each are known when it is written.
    pub(super) fn compile<'c>(filter: &'c Filter, checked: &Checked, paths: &mut PathInterner<'c>) -> Self {
        let mut branches = Vec::with_capacity(match &filter.kind {
            FilterKind::And(items) | FilterKind::Or(items) => items.len(),
            FilterKind::Constant(_) | FilterKind::Comparison(_) | FilterKind::Not(_) | FilterKind::Xor(_) => 1,
        });
        // The innermost group that is being written, and those around it.
        let mut group: Option<UnfinishedGroup<'_>> = None;
        let mut around = Vec::new();
        let mut next = (filter, TRUE, FALSE);
        loop {
            let (filter, on_true, on_false) = next;
            // The label at which the code written last starts: the item before it continues there.
            let start = match &filter.kind {
                FilterKind::Constant(true) => on_true,
                FilterKind::Constant(false) => on_false,
                FilterKind::Not(operand) => {
                    next = (operand, on_false, on_true);
                    continue;
                }
                FilterKind::And(items) | FilterKind::Or(items) => {
                    let (items, is_all) = (Items::new(items, checked), matches!(filter.kind, FilterKind::And(_)));
                    around.extend(group.replace(UnfinishedGroup { items, is_all, on_true, on_false }));
                    if is_all { on_true } else { on_false }
                }
                FilterKind::Xor(items) => {
                    let items = Items::new(items, checked);
                    let mut items: Vec<Self> = items.map(|item| Self::compile(item, checked, paths)).collect();
                    items.reverse();
                    push(&mut branches, Predicate::ExactlyOne(items.into()), on_true, on_false)
                }
                FilterKind::Comparison(comparison) => {
                    let path = paths.intern(comparison.field.path_in_rows());
                    let predicate = Predicate::Test(path, Test::compile(comparison, checked.collation));
                    if comparison.operator.node.is_negative() {
                        push(&mut branches, predicate, on_false, on_true)
                    } else {
                        push(&mut branches, predicate, on_true, on_false)
                    }
                }
            };
            next = loop {
                let Some(inner) = &mut group else { return Self { branches, start } };
                match inner.items.next() {
                    Some(item) if inner.is_all => break (item, start, inner.on_false),
                    Some(item) => break (item, inner.on_true, start),
                    None => group = around.pop(),
                }
            };
        }
    }

    /// Returns `true` if the filter is true of a parsed row. Allocates nothing.
    pub(super) fn matches(&self, row: &Json, paths: &PathTable) -> bool {
        let row = ParsedRow { paths, row };
        match paths.cache_size() {
            1..=8 => self.holds(&CachedRow { row, cache: &[const { Cell::new(None) }; 8] }),
            9..=64 => self.holds(&CachedRow { row, cache: &[const { Cell::new(None) }; 64] }),
            _ => self.holds(&row),
        }
    }

    /// Returns `true` if the filter is true of `row`.
    pub(super) fn holds(&self, row: &impl Row) -> bool {
        let mut at = self.start;
        while let Some(branch) = self.branches.get(at as usize) {
            let holds = match &branch.predicate {
                Predicate::Test(path, test) => test.holds(row.find(*path)),
                Predicate::ExactlyOne(items) => items.iter().filter(|item| item.holds(row)).take(2).count() == 1,
            };
            at = if holds { branch.on_true } else { branch.on_false };
        }
        at == TRUE
    }
}

/// A part of a filter, compiled by itself with its own paths.
#[derive(Debug)]
pub(super) struct Subprogram {
    paths: PathTable,
    code: JumpCode,
}

impl Subprogram {
    /// Compiles `filter`, a part of the filter of `checked`.
    pub(super) fn compile(filter: &Filter, checked: &Checked) -> Self {
        let mut paths = PathInterner::new(checked.row_container.as_deref());
        let code = JumpCode::compile(filter, checked, &mut paths);
        Self { paths: paths.finish(), code }
    }

    /// Returns `true` if the part is true of `row`.
    pub(super) fn holds(&self, row: &Json) -> bool {
        self.code.matches(row, &self.paths)
    }
}

/// Appends a branch and returns its label.
#[inline]
fn push(branches: &mut Vec<Branch>, predicate: Predicate, on_true: Label, on_false: Label) -> Label {
    // Always fits: that many branches exceed any memory.
    let at = Label::try_from(branches.len()).unwrap_or(FALSE);
    branches.push(Branch { predicate, on_true, on_false });
    at
}

/// An `and` or `or` whose items are being written.
struct UnfinishedGroup<'c> {
    items: Items<'c>,
    /// `true` for `and`, `false` for `or`.
    is_all: bool,
    on_true: Label,
    on_false: Label,
}

/// The items of a connective that are still to be written, from the one evaluated last to the one evaluated first.
/// Cheaper items are evaluated first, and items of equal cost in the order of the source.
enum Items<'c> {
    /// In the order of the source, which is that of their costs. Nothing is copied.
    InSourceOrder(Iter<'c, Filter>),
    SortedByCost(Vec<&'c Filter>),
}

impl<'c> Items<'c> {
    fn new(items: &'c [Filter], checked: &Checked) -> Self {
        if items.is_sorted_by_key(|item| cost(item, checked)) {
            return Self::InSourceOrder(items.iter());
        }
        let mut items: Vec<&Filter> = items.iter().collect();
        items.sort_by_cached_key(|item| cost(item, checked));
        Self::SortedByCost(items)
    }
}

impl<'c> Iterator for Items<'c> {
    type Item = &'c Filter;

    fn next(&mut self) -> Option<&'c Filter> {
        match self {
            Self::InSourceOrder(items) => items.next_back(),
            Self::SortedByCost(items) => items.pop(),
        }
    }
}

/// The most comparisons of a group that count towards its cost, so that a large group is not walked once for each level
/// around it.
const MOST_COUNTED: usize = 32;

/// Returns an estimate of the cost of `filter`, as a multiple of the cheapest test.
fn cost(filter: &Filter, checked: &Checked) -> u32 {
    let cost_of = |comparison| Test::cost(comparison, checked.collation);
    match &filter.kind {
        FilterKind::Constant(_) => 0,
        FilterKind::Comparison(comparison) => cost_of(comparison),
        // A negation only swaps two jumps. There are no double negations, so this recurses once.
        FilterKind::Not(operand) => cost(operand, checked),
        FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) => filter
            .comparisons()
            .take(MOST_COUNTED)
            .fold(1_u32, |sum, comparison| sum.saturating_add(cost_of(comparison))),
    }
}
