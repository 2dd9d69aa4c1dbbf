//! The funnel: the number of rows that each item of a conjunction leaves.
//!
//! Each item is compiled by itself and run over every row, because the counts of an item alone need it.

use super::Program;
use super::jump_code::Subprogram;
use crate::filter::FilterKind;
use crate::span::Span;
use crate::value::Json;

/// The number of rows that each item of the filter's conjunction leaves. Displayed as a table.
///
/// ```
/// use tamis::Query;
/// let query: Query = "a > 1 and b > 1 and c > 1".parse()?;
/// let program = query.compile()?;
/// let mut funnel = program.funnel();
/// for row in [serde_json::json!({"a": 2, "c": 2}), serde_json::json!({"b": 2, "c": 2})] {
///     assert!(!funnel.observe(&row));
/// }
/// let left: Vec<(&str, u64, u64)> = funnel.stages().iter().map(|stage| (stage.text(), stage.alone, stage.left)).collect();
/// assert_eq!((funnel.rows(), left), (2, vec![("a > 1", 1, 1), ("b > 1", 1, 0), ("c > 1", 2, 0)]));
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
#[derive(Debug)]
pub struct Funnel<'p> {
    rows: u64,
    stages: Vec<FunnelStage<'p>>,
}

/// An item of the filter's conjunction, and the number of rows that it leaves.
#[derive(Debug)]
#[non_exhaustive]
pub struct FunnelStage<'p> {
    /// The span of the item in the source.
    pub span: Span,
    /// The number of rows that this item alone is true of.
    pub alone: u64,
    /// The number of rows that this item and all before it are true of.
    pub left: u64,
    source: &'p str,
    test: Subprogram,
}

impl Program {
    /// Returns a funnel for rows that arrive one by one: a stage for each item of the filter's conjunction, in the
    /// order of the source. A filter that is no conjunction is one stage; a query without a filter has none.
    pub fn funnel(&self) -> Funnel<'_> {
        let checked = &*self.inner.checked;
        let items = match &checked.filter.kind {
            FilterKind::And(items) => items.as_slice(),
            FilterKind::Constant(true) if checked.filter.span.is_empty() => &[],
            FilterKind::Constant(_)
            | FilterKind::Comparison(_)
            | FilterKind::Not(_)
            | FilterKind::Or(_)
            | FilterKind::Xor(_) => std::slice::from_ref(&checked.filter),
        };
        let stages = items.iter().map(|item| FunnelStage {
            span: item.span,
            alone: 0,
            left: 0,
            source: &self.inner.checked.source,
            test: Subprogram::compile(item, checked),
        });
        Funnel { rows: 0, stages: stages.collect() }
    }
}

impl<'p> Funnel<'p> {
    /// Counts a row, and returns `true` if it matches.
    pub fn observe(&mut self, row: &Json) -> bool {
        self.rows = self.rows.saturating_add(1);
        let mut is_left = true;
        for stage in &mut self.stages {
            let holds = stage.test.holds(row);
            is_left &= holds;
            stage.alone = stage.alone.saturating_add(holds.into());
            stage.left = stage.left.saturating_add(is_left.into());
        }
        is_left
    }

    /// Returns the number of rows observed.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns the stages, in the order of the source.
    pub fn stages(&self) -> &[FunnelStage<'p>] {
        &self.stages
    }
}

impl<'p> FunnelStage<'p> {
    /// Returns the text of the item in the source.
    pub fn text(&self) -> &'p str {
        self.span.of(self.source)
    }
}
