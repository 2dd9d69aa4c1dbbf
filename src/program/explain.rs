//! Explanations: the fewest comparisons that decide whether a row matches, and what each of them found in the row.
//!
//! The filter is folded to a *certificate*, a smallest set of comparisons that decide it for the row. `lookup` is what
//! the row has at a path, `near` what is nearly equal to a value of the query (with `edit` for typing mistakes), and
//! `kind` the kinds of values that a comparison can be true of. The words are in `diagnostic::explain`.

mod edit;
pub(crate) mod kind;
mod lookup;
mod near;

pub use lookup::Lookup;
pub use near::{NearMiss, NearMissKind};

use super::Program;
use super::jump_code::Subprogram;
use crate::filter::{Comparison, Filter, FilterKind};
use crate::span::Span;
use crate::value::Json;

/// The reasons why a row matches or does not. Displayed with one line for each.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    matches: bool,
    reasons: Vec<Reason<'a>>,
}

/// A comparison, with a `not` right before it, among the fewest that decide whether a row matches.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reason<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// `true` if a `not` belongs to the reason, as in `not a == 1` and `a not in (1, 2)`.
    pub negated: bool,
    /// The span in the source, the `not` included.
    pub span: Span,
    /// `true` if it is true of the row, the `not` included.
    pub holds: bool,
    /// The truth that lets the row match: `true`, `false` inside a `not` of a group, or `None` inside an `xor`, where
    /// it depends on the other items.
    pub wanted: Option<bool>,
    /// The value of the row at the comparison's path.
    pub found: Lookup<'a>,
    /// The difference that keeps the comparison from being true, if it is small and the row does not match.
    pub near_miss: Option<NearMiss<'a>>,
    source: &'a str,
}

/// The most reasons for which the row is searched for near names and near values, so that filters with very many
/// reasons stay cheap.
const MOST_SEARCHES: usize = 25;

impl Program {
    /// Returns a smallest set of reasons that decide whether `row` matches.
    ///
    /// A filter is a function of the truth of its comparisons. A set of them decides the result if no change of the
    /// others could change it; a comparison that is written twice counts twice. Of several smallest sets, the one that
    /// comes first in the source is returned:
    ///
    /// | filter | reasons |
    /// |---|---|
    /// | an `and` that is false | one item that fails |
    /// | an `or` that is true | one item that holds |
    /// | an `and` that is true, an `or` that is false | all items |
    /// | an `xor` that is false because several items are true | two of them |
    /// | any other `xor` | all items |
    ///
    /// Sort, offset and limit are ignored. A constant filter has no reasons.
    ///
    /// ```
    /// use tamis::Query;
    /// use tamis::explain::NearMissKind;
    /// let query: Query = r#"state == "failed" and size > 5GB"#.parse()?;
    /// let program = query.compile()?;
    /// let row = serde_json::json!({"state": "Failed", "size": 6_000_000_000_u64});
    /// let explanation = program.explain(&row);
    /// assert!(!explanation.matches());
    /// let [reason] = explanation.reasons() else { panic!("one reason decides") };
    /// assert_eq!(reason.text(), r#"state == "failed""#);
    /// assert_eq!(reason.near_miss.as_ref().map(|miss| miss.kind), Some(NearMissKind::Case));
    /// assert_eq!(
    ///     explanation.to_string(),
    ///     r#"`state == "failed"` fails: `state` is `"Failed"`, which differs only in case"#
    /// );
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn explain<'a>(&'a self, row: &'a Json) -> Explanation<'a> {
        let mut comparisons = self.comparisons().iter();
        let mut holds = || comparisons.next().is_some_and(|comparison| comparison.holds(row));
        let filter = &self.inner.checked.filter;
        let Certificate { holds: matches, mut reasons } =
            filter.fold(&mut |filter, items| Certificate::new(filter, items, &mut holds));
        reasons.sort_by_key(|decisive| decisive.span);
        let reasons = reasons.into_iter().enumerate();
        let reasons =
            reasons.map(|(index, decisive)| self.reason(decisive, row, index < MOST_SEARCHES, matches)).collect();
        Explanation { matches, reasons }
    }

    /// Returns the reason with what `row` has at its path. If `is_searched`, the row is searched for near names and
    /// values; `matches` is the result of the whole filter.
    fn reason<'a>(
        &'a self,
        decisive: DecisiveComparison<'a>,
        row: &'a Json,
        is_searched: bool,
        matches: bool,
    ) -> Reason<'a> {
        let DecisiveComparison { comparison, negated, span, holds, wanted } = decisive;
        let (checked, path) = (&*self.inner.checked, comparison.field.path_in_rows());
        let container = checked.row_container.as_deref();
        let mut found = Lookup::new(path, row, container);
        let mut near_miss = None;
        if is_searched {
            found = found.with_nearest(path, row, container);
            let may_be_near = !matches && !holds && !is_denial(comparison, negated);
            let collation = comparison.collation_or(checked.collation);
            near_miss =
                found.value().filter(|_| may_be_near).and_then(|json| near::near_miss(comparison, json, collation));
        }
        Reason { comparison, negated, span, holds, wanted, found, near_miss, source: &self.inner.checked.source }
    }

    /// Returns each comparison compiled by itself, in the order of the source.
    fn comparisons(&self) -> &[Subprogram] {
        self.inner.comparisons.get_or_init(|| {
            let checked = &*self.inner.checked;
            let mut comparisons = Vec::new();
            checked.filter.fold(&mut |filter, _: Vec<()>| {
                if let FilterKind::Comparison(_) = filter.kind {
                    comparisons.push(Subprogram::compile(filter, checked));
                }
            });
            comparisons.into()
        })
    }
}

/// Returns `true` if the comparison, negated or not, is true of values that are not equal, not in the list or not
/// contained.
pub(super) fn is_denial(comparison: &Comparison, negated: bool) -> bool {
    negated != comparison.operator.node.is_negative()
}

impl<'a> Explanation<'a> {
    /// Returns `true` if the row matches.
    pub fn matches(&self) -> bool {
        self.matches
    }

    /// Returns the reasons, in the order of the source.
    pub fn reasons(&self) -> &[Reason<'a>] {
        &self.reasons
    }
}

impl<'a> Reason<'a> {
    /// Returns the text of the reason in the source, parentheses around it included.
    pub fn text(&self) -> &'a str {
        self.span.of(self.source)
    }

    /// Returns the text that the spans point into.
    pub fn source(&self) -> &'a str {
        self.source
    }
}

/// The truth of a part of the filter for a row, and the fewest reasons that decide it. The certificate of a group
/// follows from those of its items, because no two items share a comparison.
struct Certificate<'f> {
    holds: bool,
    reasons: Vec<DecisiveComparison<'f>>,
}

/// The part of a [`Reason`] that follows from the filter alone.
struct DecisiveComparison<'f> {
    comparison: &'f Comparison,
    negated: bool,
    span: Span,
    holds: bool,
    wanted: Option<bool>,
}

impl<'f> Certificate<'f> {
    /// Returns the certificate of `filter` from those of its items. `holds` returns the truth of each comparison in
    /// turn.
    fn new(filter: &'f Filter, mut items: Vec<Self>, mut holds: impl FnMut() -> bool) -> Self {
        match &filter.kind {
            FilterKind::Constant(constant) => Self { holds: *constant, reasons: Vec::new() },
            FilterKind::Comparison(comparison) => {
                let holds = holds();
                let reason =
                    DecisiveComparison { comparison, negated: false, span: filter.span, holds, wanted: Some(true) };
                Self { holds, reasons: vec![reason] }
            }
            FilterKind::Not(operand) => {
                let is_comparison = matches!(operand.kind, FilterKind::Comparison(_));
                let Self { holds, mut reasons } = items.pop().unwrap_or(Self { holds: false, reasons: Vec::new() });
                for reason in &mut reasons {
                    if is_comparison {
                        (reason.negated, reason.span, reason.holds) = (true, filter.span, !reason.holds);
                    } else {
                        reason.wanted = reason.wanted.map(|wanted| !wanted);
                    }
                }
                Self { holds: !holds, reasons }
            }
            FilterKind::And(_) => Self::from_group(items, true),
            FilterKind::Or(_) => Self::from_group(items, false),
            FilterKind::Xor(_) => Self::from_xor(items),
        }
    }

    /// Returns the certificate of a group that has the truth `all` if every item has it: `true` for `and`, `false` for
    /// `or`. An item that differs decides alone, and the smallest such certificate is chosen; otherwise all items are
    /// needed.
    fn from_group(mut items: Vec<Self>, all: bool) -> Self {
        let otherwise = items.iter().enumerate().filter(|(_, item)| item.holds != all);
        match otherwise.min_by_key(|(_, item)| item.reasons.len()).map(|(index, _)| index) {
            Some(index) => items.swap_remove(index),
            None => Self { holds: all, reasons: items.into_iter().flat_map(|item| item.reasons).collect() },
        }
    }

    /// Returns the certificate of an `xor`. Two items that are true decide, and the smallest two are chosen; otherwise
    /// all items are needed.
    fn from_xor(mut items: Vec<Self>) -> Self {
        let count = items.iter().filter(|item| item.holds).count();
        if count > 1 {
            items.retain(|item| item.holds);
            items.sort_by_key(|item| item.reasons.len());
            items.truncate(2);
        }
        let reasons = items.into_iter().flat_map(|item| item.reasons);
        let reasons = reasons.map(|reason| DecisiveComparison { wanted: None, ..reason }).collect();
        Self { holds: count == 1, reasons }
    }
}
