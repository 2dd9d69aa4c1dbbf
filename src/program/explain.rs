//! Why a row matches or does not: the fewest comparisons that decide it, and what each of them found in the row.

mod edit;
mod found;
pub(crate) mod kind;
mod near;

pub use found::Lookup;
pub use near::{NearMiss, NearMissKind};

use super::Program;
use super::code::Part;
use crate::filter::{Comparison, Filter, FilterKind};
use crate::span::Span;
use crate::value::Json;

/// Why a row matches, or does not. Displayed one line a reason.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    matches: bool,
    reasons: Vec<Reason<'a>>,
}

/// A comparison, or a `not` right before one, that is among the fewest which decide about a row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reason<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// Whether a `not` belongs to the reason, as in `not a == 1` and `a not in (1, 2)`.
    pub negated: bool,
    /// Where it stands in the source, its `not` included.
    pub span: Span,
    /// Whether it holds for the row, its `not` included.
    pub holds: bool,
    /// What the filter wants of it: true; false below a `not` of a group; nothing below an `xor`, where that depends on
    /// the other items.
    pub wanted: Option<bool>,
    /// What the row has where the comparison looks.
    pub found: Lookup<'a>,
    /// How the row's value nearly makes it hold, where it fails and the row does not match.
    pub near_miss: Option<NearMiss<'a>>,
    source: &'a str,
}

/// Of so many reasons, the row is searched for near names and near values: a filter of nothing but reasons stays cheap.
const MOST_SEARCHES: usize = 25;

impl Program {
    /// Why `row` matches, or does not: a smallest set of reasons that decide it.
    ///
    /// A filter is a function of the truth of its comparisons. A set of them decides about a row where the filter stays
    /// as it is as long as these stay as they are, whatever the others would be; a comparison that is written twice
    /// counts twice. Of several smallest sets it is the one that comes first in the source. So of an `and` that is false
    /// it is one item that fails, of an `or` that is false all of them, of an `xor` that is false because two items hold
    /// these two; and of an `and` that is true all of its items. Sort, offset and limit play no part. A filter that is
    /// constant has no reasons.
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

    /// The reason with what `row`, which matches or not, has where it looks; near names and values where it is searched.
    fn reason<'a>(&'a self, decisive: Decisive<'a>, row: &'a Json, is_searched: bool, matches: bool) -> Reason<'a> {
        let Decisive { comparison, negated, span, holds, wanted } = decisive;
        let (checked, path) = (&*self.inner.checked, comparison.field.path_in_rows());
        let members = checked.members.as_deref();
        let mut found = Lookup::look(path, row, members);
        let mut near_miss = None;
        if is_searched {
            found = found.with_nearest(path, row, members);
            let may_be_near = !matches && !holds && !is_denial(comparison, negated);
            let collation = comparison.collation_or(checked.collation);
            near_miss =
                found.value().filter(|_| may_be_near).and_then(|json| near::near_miss(comparison, json, collation));
        }
        Reason { comparison, negated, span, holds, wanted, found, near_miss, source: &self.inner.checked.source }
    }

    /// Each comparison by itself, in order.
    fn comparisons(&self) -> &[Part] {
        self.inner.comparisons.get_or_init(|| {
            let checked = &*self.inner.checked;
            let mut comparisons = Vec::new();
            checked.filter.fold(&mut |filter, _: Vec<()>| {
                if let FilterKind::Comparison(_) = filter.kind {
                    comparisons.push(Part::compile(filter, checked));
                }
            });
            comparisons.into()
        })
    }
}

/// Whether it holds for what is not equal, not in the list, not contained.
pub(super) fn is_denial(comparison: &Comparison, negated: bool) -> bool {
    negated != comparison.operator.node.is_negative()
}

impl<'a> Explanation<'a> {
    /// Whether the row matches.
    pub fn matches(&self) -> bool {
        self.matches
    }

    /// The reasons that decide, in the order of the source.
    pub fn reasons(&self) -> &[Reason<'a>] {
        &self.reasons
    }
}

impl<'a> Reason<'a> {
    /// Its text in the source, perhaps between parentheses.
    pub fn text(&self) -> &'a str {
        self.span.of(self.source)
    }

    /// The text that its spans point into.
    pub fn source(&self) -> &'a str {
        self.source
    }
}

/// What a part of the filter is for a row, and the fewest reasons that decide it: where every item has its own, those of
/// a group follow from them, since no two items share a comparison.
struct Certificate<'f> {
    holds: bool,
    reasons: Vec<Decisive<'f>>,
}

/// A reason, as far as it does not depend on what stands in the row.
struct Decisive<'f> {
    comparison: &'f Comparison,
    negated: bool,
    span: Span,
    holds: bool,
    wanted: Option<bool>,
}

impl<'f> Certificate<'f> {
    /// That of `filter`, whose items have `items`; `holds` tells of each comparison in turn whether it does.
    fn new(filter: &'f Filter, mut items: Vec<Self>, mut holds: impl FnMut() -> bool) -> Self {
        match &filter.kind {
            FilterKind::Constant(constant) => Self { holds: *constant, reasons: Vec::new() },
            FilterKind::Comparison(comparison) => {
                let holds = holds();
                let reason = Decisive { comparison, negated: false, span: filter.span, holds, wanted: Some(true) };
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
            FilterKind::And(_) => Self::of_group(items, true),
            FilterKind::Or(_) => Self::of_group(items, false),
            FilterKind::Xor(_) => Self::of_xor(items),
        }
    }

    /// That of an `and`, which is true where all items are, or of an `or`, which is false where all are: the smallest of
    /// an item that is otherwise, or those of all.
    fn of_group(mut items: Vec<Self>, all: bool) -> Self {
        let otherwise = items.iter().enumerate().filter(|(_, item)| item.holds != all);
        match otherwise.min_by_key(|(_, item)| item.reasons.len()).map(|(index, _)| index) {
            Some(index) => items.swap_remove(index),
            None => Self { holds: all, reasons: items.into_iter().flat_map(|item| item.reasons).collect() },
        }
    }

    /// That of an `xor`: the two smallest of items that hold, where two do, or those of all.
    fn of_xor(mut items: Vec<Self>) -> Self {
        let count = items.iter().filter(|item| item.holds).count();
        if count > 1 {
            items.retain(|item| item.holds);
            items.sort_by_key(|item| item.reasons.len());
            items.truncate(2);
        }
        let reasons = items.into_iter().flat_map(|item| item.reasons);
        let reasons = reasons.map(|reason| Decisive { wanted: None, ..reason }).collect();
        Self { holds: count == 1, reasons }
    }
}
