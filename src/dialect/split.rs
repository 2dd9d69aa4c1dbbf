//! Splitting: what of a query an API can be asked without changing the answer.
//!
//! A filter is replaced by one that the dialect says exactly and that holds for every row the filter holds for: above a
//! `not` a superset is wanted, below it a subset, and so on inwards. What is only assumed to work is not asked, but for
//! what cannot lose a row whatever the API does, and what the caller has granted.

mod rewrite;

use std::collections::HashSet;

use super::assumption::{Assumption, Loss};
use super::capability::{Capability, of_comparison};
use super::error::{LowerError, LowerErrorKind};
use super::undocumented::{self, NullEffect, Side, null_effect};
use super::{Assume, Endpoint, Target};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Page, SortKey, Term};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use rewrite::{rewritten, wider};

/// A query in two parts.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    /// What is asked of the API: all rows that may be wanted.
    pub(crate) asked: Checked,
    /// What is done with the rows that it answers.
    pub(crate) residual: Checked,
    pub(crate) asides: Vec<Aside>,
    /// What was granted and is depended on, in the order of [`Assume::ALL`].
    pub(crate) assumed: Vec<Assume>,
}

/// A part of a query that is not asked as it is.
#[derive(Clone, Debug)]
pub(crate) struct Aside {
    pub(crate) span: Span,
    pub(crate) asked: Asked,
    pub(crate) why: Vec<LowerError>,
}

/// What is asked where a part cannot be relied on.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// Nothing.
    Nothing,
    /// The part itself: the API may answer more.
    Itself,
    /// What holds for more rows.
    Wider(Filter),
}

/// Splits `checked`, which is bound, for `endpoint`, of which `granted` is known.
pub(crate) fn split(checked: &Checked, endpoint: &Endpoint, granted: &[Assume]) -> Split {
    let mut splitting =
        Splitting { target: endpoint.into(), granted, default: checked.collation, asides: Vec::new(), left_out: 0 };
    let (Near { filter, is_exact, .. }, remaining) = splitting.filter(&checked.filter);
    let order = splitting.order(&checked.sort, &filter);
    let sorts_there = order == Order::Exact;
    let pages_there = is_exact && sorts_there && splitting.pages(checked.page);
    let page = |is_wanted: bool| if is_wanted { checked.page } else { Page::default() };
    let sort = |is_wanted: bool| if is_wanted { checked.sort.clone() } else { Vec::new() };
    let asked = Checked { filter, sort: sort(order != Order::Unknown), page: page(pages_there), ..checked.clone() };
    Split {
        assumed: splitting.assumed(&asked),
        asked,
        // Pages come in order, so that what was sorted there still is.
        residual: Checked {
            filter: remaining,
            sort: sort(!(sorts_there && is_exact)),
            page: page(!pages_there),
            ..checked.clone()
        },
        asides: splitting.asides,
    }
}

/// How the API sorts, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As wanted.
    Exact,
    /// In another order, it may be, in which equal keys stay as they are. Asked for all the same: the order in which
    /// rows come otherwise is not documented, and may change from page to page.
    Other,
    /// Not at all, or nobody knows.
    Unknown,
}

/// A filter that the API can be asked for, and how far it is the one that was wanted.
struct Near {
    filter: Filter,
    /// Whether it holds for the same rows, on the side on which it lies.
    is_exact: bool,
    /// Whether it does on both sides: the API answers true or false, as is done here, and never unknown.
    is_certain: bool,
}

impl Near {
    /// A constant, which is exact where `is_exact`.
    fn constant(constant: bool, span: Span, is_exact: bool) -> Self {
        Self { filter: Filter::constant(constant, span), is_exact, is_certain: is_exact }
    }

    fn inexact(filter: Filter) -> Self {
        Self { filter, is_exact: false, is_certain: false }
    }
}

struct Splitting<'e> {
    target: Target<'e>,
    granted: &'e [Assume],
    default: Collation,
    asides: Vec<Aside>,
    /// How many parts of conjunctions were left out, since they cannot be asked together with the others, and how many
    /// conjunctions the API may take for something wider.
    left_out: usize,
}

impl Splitting<'_> {
    /// The nearest filter to `filter` above it, and what is left of it to look at in the rows.
    fn filter(&mut self, filter: &Filter) -> (Near, Filter) {
        let all = |is_exact: bool| Near::constant(true, filter.span, is_exact);
        let takes_filter = self.target.endpoint.is_none_or(|endpoint| endpoint.supports().filter);
        if !takes_filter && filter.kind != FilterKind::Constant(true) {
            let why = self.faults(filter);
            self.set_aside(filter.span, Asked::Nothing, why);
            return (all(false), filter.clone());
        }
        let FilterKind::And(items) = &filter.kind else {
            let near = self.near(filter, Side::Above);
            let remaining = if near.is_exact { all(true).filter } else { filter.clone() };
            return (near, remaining);
        };
        let each = self.each(items, Side::Above);
        let inexact = each.iter().zip(items).filter(|(near, _)| !near.is_exact).map(|(_, item)| item.clone());
        let mut left: Vec<Filter> = inexact.collect();
        let before = self.left_out;
        let near = self.group(filter.span, each, Side::Above, true);
        if self.left_out > before {
            // Parts that could not be asked together are looked at in the rows, whichever they are.
            left.clone_from(items);
        }
        let left = if left.is_empty() { all(true).filter } else { Filter::and(left, filter.span) };
        (near, left)
    }

    /// How the API sorts the rows of `asked` by `keys`.
    fn order(&mut self, keys: &[SortKey], asked: &Filter) -> Order {
        let why = self.left(self.target.speaker().probe_keys(keys, self.target, self.default));
        let why = self.without_settled(why, keys, asked);
        let Some((first, last)) = keys.first().zip(keys.last()) else { return Order::Exact };
        let keeps_equals = |fault: &LowerError| assumption(fault).is_some_and(|of| of.loss() == Loss::Order);
        let (order, instead) = match why.iter().all(keeps_equals) {
            _ if why.is_empty() => return Order::Exact,
            true => (Order::Other, Asked::Itself),
            false => (Order::Unknown, Asked::Nothing),
        };
        self.set_aside(first.span.to(last.span), instead, why);
        order
    }

    /// `faults` of `keys`, without those about where null is sorted by what no row of `asked` has null in.
    fn without_settled(&self, mut faults: Vec<LowerError>, keys: &[SortKey], asked: &Filter) -> Vec<LowerError> {
        let parts = match &asked.kind {
            FilterKind::And(items) => items.as_slice(),
            _ => std::slice::from_ref(asked),
        };
        // Sets, since there may be as many keys and parts as a text holds.
        let never_null: HashSet<&Path> = parts.iter().filter_map(|part| self.path_without_null(part)).collect();
        let settled = keys.iter().filter(|key| never_null.contains(key.field.path()));
        let settled: HashSet<usize> = settled.map(|key| key.span.start()).collect();
        faults
            .retain(|fault| assumption(fault) != Some(Assumption::NullOrder) || !settled.contains(&fault.span.start()));
        faults
    }

    /// The path in which no row of `asked` has null, whatever the API makes of that.
    fn path_without_null<'f>(&self, asked: &'f Filter) -> Option<&'f Path> {
        let FilterKind::Comparison(comparison) = &asked.kind else { return None };
        let asks_for_null = comparison.operand.terms().iter().any(Term::is_null);
        let excludes_null = match comparison.operator.node {
            // It is asked only where that is granted.
            Operator::NotEqual => asks_for_null,
            _ if asks_for_null => false,
            _ => match null_effect(comparison, Side::Above) {
                NullEffect::Settled | NullEffect::Hidden => true,
                NullEffect::Kept | NullEffect::Lost => self.grants(Assumption::NullComparison),
            },
        };
        excludes_null.then(|| comparison.field.path())
    }

    /// What was granted and `asked` depends on.
    fn assumed(&self, asked: &Checked) -> Vec<Assume> {
        let Checked { filter, sort, .. } = asked;
        let speaker = self.target.speaker();
        let mut faults = speaker.probe_filter(filter, self.target, self.default);
        faults.extend(undocumented::nulls(filter, &[NullEffect::Kept, NullEffect::Lost]));
        let of_keys = speaker.probe_keys(sort, self.target, self.default);
        faults.extend(self.without_settled(of_keys, sort, filter));
        let needed: Vec<Assume> = faults.iter().filter_map(|fault| assumption(fault)?.granted_by()).collect();
        let is_used = |assume: &&Assume| self.granted.contains(assume) && needed.contains(assume);
        Assume::ALL.iter().filter(is_used).copied().collect()
    }

    /// Whether the API can be asked for the page, however many requests that takes.
    fn pages(&mut self, page: Page) -> bool {
        let mut why = self.target.speaker().probe_page(page, self.target);
        // What is too much for a page comes on several.
        why.retain(|fault| !matches!(fault.kind, LowerErrorKind::PageTooLarge { .. }));
        let pages = why.is_empty();
        for fault in why {
            self.set_aside(fault.span, Asked::Nothing, vec![fault]);
        }
        pages
    }

    /// The nearest filter to `filter` on `side` of it that can be asked for.
    fn near(&mut self, filter: &Filter, side: Side) -> Near {
        let below = if matches!(filter.kind, FilterKind::Not(_)) { side.other() } else { side };
        let near = self.each(filter.items(), below);
        self.joined(filter, near, side)
    }

    fn each(&mut self, items: &[Filter], side: Side) -> Vec<Near> {
        // A loop: each level of an iterator's calls would take stack, too.
        let mut each = Vec::with_capacity(items.len());
        for item in items {
            each.push(self.near(item, side));
        }
        each
    }

    /// The same, `near` being nearest to the items of `filter`.
    fn joined(&mut self, filter: &Filter, mut near: Vec<Near>, side: Side) -> Near {
        match &filter.kind {
            FilterKind::Constant(constant) => Near::constant(*constant, filter.span, true),
            FilterKind::Comparison(comparison) => self.comparison(filter, comparison, side),
            FilterKind::Not(_) => match near.pop() {
                None => Near::inexact(filter.clone()),
                Some(Near { filter: Filter { kind: FilterKind::Constant(constant), .. }, is_exact, .. }) => {
                    Near::constant(!constant, filter.span, is_exact)
                }
                Some(near) => {
                    // A format may write the negation of an equality as an inequality, of which null makes something else.
                    let is_equality = matches!(near.filter.kind, FilterKind::Comparison(_));
                    let is_exact = near.is_exact && (near.is_certain || !is_equality);
                    let filter = Filter::not(near.filter, filter.span);
                    self.said(Near { filter, is_exact, ..near }, side)
                }
            },
            FilterKind::And(_) => self.group(filter.span, near, side, true),
            FilterKind::Or(_) => self.group(filter.span, near, side, false),
            FilterKind::Xor(_) => self.xor(filter.span, near, side),
        }
    }

    /// A conjunction or a disjunction; `neutral` is the constant that changes nothing in it, and its negation decides it.
    fn group(&mut self, span: Span, items: Vec<Near>, side: Side, neutral: bool) -> Near {
        let mut is_exact = items.iter().all(|near| near.is_exact);
        let is_certain = items.iter().all(|near| near.is_certain);
        let constant = |constant: bool, is_exact: bool| Near::constant(constant, span, is_exact);
        if items.iter().any(|near| near.filter.kind == FilterKind::Constant(!neutral)) {
            return constant(!neutral, is_exact);
        }
        let said = items.into_iter().map(|near| near.filter);
        let mut kept: Vec<Filter> = said.filter(|filter| filter.kind != FilterKind::Constant(neutral)).collect();
        if neutral && side == Side::Above && !kept.is_empty() {
            // A conjunction loses no row by what is left out of it, where its parts cannot be asked for together.
            let whole = Filter::and(kept.clone(), span);
            let loose: Vec<LowerError> =
                self.faults(&whole).into_iter().filter(|fault| is_loose(fault, span)).collect();
            if !loose.is_empty() {
                self.left_out = self.left_out.saturating_add(1);
                is_exact = false;
                self.set_aside(span, Asked::Itself, loose);
            }
            let refused = self.refused(&whole);
            let before = kept.len();
            kept.retain(|item| !contains(item.span, &refused));
            self.left_out = self.left_out.saturating_add(before.saturating_sub(kept.len()));
            is_exact &= kept.len() == before;
            for fault in refused {
                self.set_aside(fault.span, Asked::Nothing, vec![fault]);
            }
        }
        if kept.is_empty() {
            return constant(neutral, is_exact);
        }
        let join = if neutral { Filter::and } else { Filter::or };
        self.said(Near { filter: join(kept, span), is_exact, is_certain: is_certain && is_exact }, side)
    }

    /// Exactly one of what `near` is nearest to; where that cannot be asked, at least one.
    fn xor(&mut self, span: Span, near: Vec<Near>, side: Side) -> Near {
        // One that is false counts as much as one that is true.
        if near.iter().all(|near| near.is_certain) {
            let filter = Filter::xor(near.iter().map(|near| near.filter.clone()).collect(), span);
            let unsaid = self.unsaid(&filter);
            if unsaid.is_empty() {
                return Near { filter, is_exact: true, is_certain: true };
            }
            self.set_aside(span, Asked::Nothing, unsaid);
        }
        match side {
            Side::Above => Near::inexact(self.group(span, near, side, false).filter),
            Side::Below => Near::constant(false, span, false),
        }
    }

    fn comparison(&mut self, filter: &Filter, comparison: &Comparison, side: Side) -> Near {
        let faults = self.faults_on(filter, comparison, side);
        let capability = of_comparison(&faults, comparison, side);
        if capability == Capability::Exact {
            let is_settled = null_effect(comparison, side) == NullEffect::Settled;
            let is_certain = is_settled || self.grants(Assumption::NullComparison);
            return Near { filter: filter.clone(), is_exact: true, is_certain };
        }
        let before = self.asides.len();
        let rewritten = rewritten(comparison).map(|rewritten| {
            let rewritten = Filter { span: filter.span, ..rewritten };
            self.near(&rewritten, side)
        });
        self.asides.truncate(before);
        let near = match rewritten {
            Some(near) if near.is_exact => return near,
            _ if capability == Capability::Superset => Some(filter.clone()),
            rewritten => self.wider(filter, comparison, side).or(rewritten.map(|near| near.filter)),
        };
        let asked = match &near {
            Some(near) if near == filter => Asked::Itself,
            Some(near) if !matches!(near.kind, FilterKind::Constant(_)) => Asked::Wider(near.clone()),
            _ => Asked::Nothing,
        };
        self.set_aside(filter.span, asked, faults);
        let outermost = || Filter::constant(side == Side::Above, filter.span);
        Near::inexact(near.unwrap_or_else(outermost))
    }

    /// The narrowest comparison that holds wherever `comparison` does and can be asked for.
    fn wider(&self, filter: &Filter, comparison: &Comparison, side: Side) -> Option<Filter> {
        if side == Side::Below {
            return None;
        }
        let wider = wider(comparison, self.default).into_iter().map(|wider| Filter::comparison(wider, filter.span));
        wider.into_iter().find(|wider| self.keeps_rows(wider))
    }

    /// `near`, where its outermost connective can be asked for; else a constant.
    fn said(&mut self, near: Near, side: Side) -> Near {
        let unsaid = self.unsaid(&near.filter);
        if unsaid.is_empty() {
            return near;
        }
        self.set_aside(near.filter.span, Asked::Nothing, unsaid);
        Near::constant(side == Side::Above, near.filter.span, false)
    }

    fn set_aside(&mut self, span: Span, asked: Asked, mut why: Vec<LowerError>) {
        // Each assumption is named once.
        let mut named = Vec::new();
        why.retain(|fault| {
            let assumption = assumption(fault);
            let is_new = assumption.is_none() || !named.contains(&assumption);
            if assumption.is_some() && is_new {
                named.push(assumption);
            }
            is_new
        });
        why.dedup_by(|a, b| a.kind == b.kind);
        if !why.is_empty() {
            self.asides.push(Aside { span, asked, why });
        }
    }

    /// What keeps `filter`, whose items can be asked for, from being asked for without loss.
    fn unsaid(&self, filter: &Filter) -> Vec<LowerError> {
        let mut faults = self.faults(filter);
        faults.retain(|fault| assumption(fault).is_none_or(|assumption| assumption.loss() == Loss::Anything));
        faults
    }

    /// What of `filter` is refused.
    fn refused(&self, filter: &Filter) -> Vec<LowerError> {
        let mut faults = self.faults(filter);
        faults.retain(|fault| fault.kind.is_error());
        faults.sort_by_key(|fault| fault.span);
        faults
    }

    fn keeps_rows(&self, filter: &Filter) -> bool {
        let FilterKind::Comparison(comparison) = &filter.kind else { return false };
        let faults = self.faults_on(filter, comparison, Side::Above);
        of_comparison(&faults, comparison, Side::Above) <= Capability::Superset
    }

    /// What keeps `comparison`, which is all of `filter`, from being asked for on `side`, null included.
    fn faults_on(&self, filter: &Filter, comparison: &Comparison, side: Side) -> Vec<LowerError> {
        let mut faults = self.faults(filter);
        let null = match null_effect(comparison, side) {
            NullEffect::Kept | NullEffect::Lost => Some(undocumented::null_report(comparison)),
            NullEffect::Settled | NullEffect::Hidden => None,
        };
        faults.extend(self.left(null.into_iter().collect()));
        faults.sort_by_key(|fault| fault.span);
        faults
    }

    /// What is refused where `filter` is asked for, and assumed without being granted; null aside.
    fn faults(&self, filter: &Filter) -> Vec<LowerError> {
        self.left(self.target.speaker().probe_filter(filter, self.target, self.default))
    }

    /// `faults` without what is granted.
    fn left(&self, mut faults: Vec<LowerError>) -> Vec<LowerError> {
        faults.retain(|fault| !assumption(fault).is_some_and(|assumption| self.grants(assumption)));
        faults
    }

    fn grants(&self, assumption: Assumption) -> bool {
        assumption.granted_by().is_some_and(|assume| self.granted.contains(&assume))
    }
}

fn assumption(fault: &LowerError) -> Option<Assumption> {
    match fault.kind {
        LowerErrorKind::Assumed { assumption } => Some(assumption),
        _ => None,
    }
}

/// Whether `fault` is that the conjunction at `span` may be taken for something wider.
fn is_loose(fault: &LowerError, span: Span) -> bool {
    fault.span == span && assumption(fault).is_some_and(|assumption| assumption.loss() == Loss::Nothing)
}

/// Whether one of `faults`, which are in the order of the source, lies within `span`.
fn contains(span: Span, faults: &[LowerError]) -> bool {
    let first = faults.partition_point(|fault| fault.span.start() < span.start());
    faults.get(first).is_some_and(|fault| fault.span.end() <= span.end())
}
