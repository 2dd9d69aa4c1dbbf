//! Splitting: what of a query an API can be asked without changing the answer.
//!
//! A filter is replaced by one that the dialect says exactly and that holds for every row the filter holds for: above a
//! `not` a superset is wanted, below it a subset, and so on inwards. What is only assumed to work is not asked, but for
//! what cannot lose a row whatever the API does.

use super::capability::{Capability, of_comparison};
use super::error::{Assumption, LowerError, LowerErrorKind};
use super::{Endpoint, Target};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Operand, Page, SortKey, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::{Duration, Value};

/// A query in two parts.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    /// What is asked of the API: all rows that may be wanted.
    pub(crate) asked: Checked,
    /// What is done with the rows that it answers.
    pub(crate) residual: Checked,
    pub(crate) asides: Vec<Aside>,
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

/// Splits `checked`, which is bound, for `endpoint`.
pub(crate) fn split(checked: &Checked, endpoint: &Endpoint) -> Split {
    let mut splitting =
        Splitting { target: endpoint.into(), default: checked.collation, asides: Vec::new(), left_out: 0 };
    let (Near { filter, is_exact }, remaining) = splitting.filter(&checked.filter);
    let sorts_there = splitting.sorts(&checked.sort);
    let pages_there = is_exact && sorts_there && splitting.pages(checked.page);
    let page = |is_wanted: bool| if is_wanted { checked.page } else { Page::default() };
    let sort = |is_wanted: bool| if is_wanted { checked.sort.clone() } else { Vec::new() };
    Split {
        asked: Checked { filter, sort: sort(sorts_there), page: page(pages_there), ..checked.clone() },
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

/// On which side of a filter another must lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// It holds for more rows.
    Above,
    /// It holds for fewer.
    Below,
}

/// A filter that the API can be asked for, and whether it is the one that was wanted.
struct Near {
    filter: Filter,
    is_exact: bool,
}

struct Splitting<'e> {
    target: Target<'e>,
    default: Collation,
    asides: Vec<Aside>,
    /// How many parts of conjunctions were left out, since they cannot be asked together with the others.
    left_out: usize,
}

impl Splitting<'_> {
    /// The nearest filter to `filter` above it, and what is left of it to look at in the rows.
    fn filter(&mut self, filter: &Filter) -> (Near, Filter) {
        let all = |is_exact: bool| Near { filter: Filter::constant(true, filter.span), is_exact };
        let takes_filter = self.target.endpoint.is_none_or(|endpoint| endpoint.takes().filter);
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

    /// Whether the API can be asked for the order.
    fn sorts(&mut self, keys: &[SortKey]) -> bool {
        let why = self.target.speaker().faults_of_keys(keys, self.target, self.default);
        let sorts = why.is_empty();
        if let Some((first, last)) = keys.first().zip(keys.last()) {
            self.set_aside(first.span.to(last.span), Asked::Nothing, why);
        }
        sorts
    }

    /// Whether the API can be asked for the page, however many requests that takes.
    fn pages(&mut self, page: Page) -> bool {
        let mut why = self.target.speaker().faults_of_page(page, self.target);
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
            FilterKind::Constant(_) => Near { filter: filter.clone(), is_exact: true },
            FilterKind::Comparison(comparison) => self.comparison(filter, comparison, side),
            FilterKind::Not(_) => match near.pop() {
                None => Near { filter: filter.clone(), is_exact: false },
                Some(Near { filter: Filter { kind: FilterKind::Constant(constant), .. }, is_exact }) => {
                    Near { filter: Filter::constant(!constant, filter.span), is_exact }
                }
                Some(Near { filter: inner, is_exact }) => {
                    self.said(Near { filter: Filter::not(inner, filter.span), is_exact }, side)
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
        let constant = |constant: bool, is_exact: bool| Near { filter: Filter::constant(constant, span), is_exact };
        if items.iter().any(|near| near.filter.kind == FilterKind::Constant(!neutral)) {
            return constant(!neutral, is_exact);
        }
        let said = items.into_iter().map(|near| near.filter);
        let mut kept: Vec<Filter> = said.filter(|filter| filter.kind != FilterKind::Constant(neutral)).collect();
        if neutral && side == Side::Above {
            // A conjunction loses no row by what is left out of it, where its parts cannot be asked for together.
            let refused = self.refused(&Filter::and(kept.clone(), span));
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
        self.said(Near { filter: join(kept, span), is_exact }, side)
    }

    /// Exactly one of what `near` is nearest to; where that cannot be asked, at least one.
    fn xor(&mut self, span: Span, near: Vec<Near>, side: Side) -> Near {
        let is_exact = near.iter().all(|near| near.is_exact);
        if is_exact {
            let filter = Filter::xor(near.iter().map(|near| near.filter.clone()).collect(), span);
            let unsaid = self.unsaid(&filter);
            if unsaid.is_empty() {
                return Near { filter, is_exact };
            }
            self.set_aside(span, Asked::Nothing, unsaid);
        }
        match side {
            Side::Above => Near { is_exact: false, ..self.group(span, near, side, false) },
            Side::Below => Near { filter: Filter::constant(false, span), is_exact: false },
        }
    }

    fn comparison(&mut self, filter: &Filter, comparison: &Comparison, side: Side) -> Near {
        let faults = self.faults(filter);
        let capability = of_comparison(&faults, comparison.operator.node);
        if capability == Capability::Exact {
            return Near { filter: filter.clone(), is_exact: true };
        }
        let before = self.asides.len();
        let rewritten = rewritten(comparison).map(|rewritten| {
            let rewritten = Filter { span: filter.span, ..rewritten };
            self.near(&rewritten, side)
        });
        self.asides.truncate(before);
        let near = match rewritten {
            Some(near) if near.is_exact => return near,
            _ if side == Side::Above && capability == Capability::Superset => Some(filter.clone()),
            rewritten => self.wider(filter, comparison, side).or(rewritten.map(|near| near.filter)),
        };
        let asked = match &near {
            Some(near) if near == filter => Asked::Itself,
            Some(near) if !matches!(near.kind, FilterKind::Constant(_)) => Asked::Wider(near.clone()),
            _ => Asked::Nothing,
        };
        self.set_aside(filter.span, asked, faults);
        let outermost = || Filter::constant(side == Side::Above, filter.span);
        Near { filter: near.unwrap_or_else(outermost), is_exact: false }
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
        Near { filter: Filter::constant(side == Side::Above, near.filter.span), is_exact: false }
    }

    fn set_aside(&mut self, span: Span, asked: Asked, why: Vec<LowerError>) {
        if !why.is_empty() {
            self.asides.push(Aside { span, asked, why });
        }
    }

    /// What keeps `filter`, whose items can be asked for, from being asked for without loss.
    fn unsaid(&self, filter: &Filter) -> Vec<LowerError> {
        let mut faults = self.faults(filter);
        let loses = |kind: &LowerErrorKind| match kind {
            LowerErrorKind::Assumed { assumption } => loss(*assumption) == Loss::Anything,
            _ => true,
        };
        faults.retain(|fault| loses(&fault.kind));
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
        of_comparison(&self.faults(filter), comparison.operator.node) <= Capability::Superset
    }

    fn faults(&self, filter: &Filter) -> Vec<LowerError> {
        let mut faults = self.target.speaker().faults_of(filter, self.target, self.default);
        if let FilterKind::Comparison(comparison) = &filter.kind {
            faults.extend(spelt(comparison));
            faults.sort_by_key(|fault| fault.span);
        }
        faults
    }
}

/// What JSON has no form of but a text: an API that knows no type of the field may compare it as one.
fn spelt(comparison: &Comparison) -> Option<LowerError> {
    let is_untyped = match comparison.field.ty() {
        Type::Array(element) => **element == Type::Any,
        ty => *ty == Type::Any,
    };
    let is_spelt = |term: &&Term| match &term.kind {
        TermKind::Known { value, .. } => matches!(value, Value::DateTime(_) | Value::Duration(_) | Value::Uuid(_)),
        _ => false,
    };
    let term = comparison.operand.terms().iter().find(is_spelt).filter(|_| is_untyped)?;
    let kind = LowerErrorKind::Assumed { assumption: Assumption::TextValue };
    Some(LowerError { kind, span: term.span })
}

/// Whether one of `faults`, which are in the order of the source, lies within `span`.
fn contains(span: Span, faults: &[LowerError]) -> bool {
    let first = faults.partition_point(|fault| fault.span.start() < span.start());
    faults.get(first).is_some_and(|fault| fault.span.end() <= span.end())
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
        }
    }
}

/// Which rows may be missing where an assumption does not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// None: there may only be more.
    Nothing,
    /// None, where the comparison holds of equal texts: more texts are taken to be equal.
    Unequal,
    Anything,
}

/// Whether a comparison by `operator` may miss a row where `assumption` does not hold.
pub(super) fn loses_rows(assumption: Assumption, operator: Operator) -> bool {
    match loss(assumption) {
        Loss::Nothing => false,
        Loss::Unequal => !holds_of_equals(operator),
        Loss::Anything => true,
    }
}

fn loss(assumption: Assumption) -> Loss {
    match assumption {
        Assumption::Excluded => Loss::Nothing,
        Assumption::CaseSensitive | Assumption::OwnCollation | Assumption::AnyText | Assumption::LoweredCase => {
            Loss::Unequal
        }
        Assumption::NullValue
        | Assumption::DeepPath
        | Assumption::SetOperator
        | Assumption::ContainsElement
        | Assumption::Lexicographic
        | Assumption::CollationOfOther
        | Assumption::XorOfTwo
        | Assumption::XorOfMany
        | Assumption::Expanded
        | Assumption::ParameterName
        | Assumption::TextValue
        | Assumption::DurationForm
        | Assumption::DateForm
        | Assumption::Negation
        | Assumption::WordOrder
        | Assumption::EncodedOnce => Loss::Anything,
    }
}

/// Whether a wider notion of equality makes the operator hold for more rows.
fn holds_of_equals(operator: Operator) -> bool {
    matches!(operator, Operator::Equal | Operator::In | Operator::Contains | Operator::StartsWith | Operator::EndsWith)
}

/// The most items of a list that are asked for one by one.
const MOST_ITEMS: usize = 256;

/// The same in other words: by operators that an API may have instead.
fn rewritten(comparison: &Comparison) -> Option<Filter> {
    let with = |operator: Operator, term: &Term| {
        let operator = Spanned::new(operator, comparison.operator.span);
        let comparison = Comparison { operator, operand: Operand::One(term.clone()), ..comparison.clone() };
        Filter::comparison(comparison, term.span)
    };
    let span = comparison.operator.span;
    match (comparison.operator.node, &comparison.operand) {
        (Operator::NotEqual, Operand::One(term)) => Some(Filter::not(with(Operator::Equal, term), span)),
        (Operator::In, Operand::List(terms)) if (1..=MOST_ITEMS).contains(&terms.node.len()) => {
            Some(Filter::or(terms.node.iter().map(|term| with(Operator::Equal, term)).collect(), span))
        }
        (Operator::Equal, Operand::One(term)) if is_ordered(term) => {
            Some(Filter::and(vec![with(Operator::GreaterEqual, term), with(Operator::LessEqual, term)], span))
        }
        _ => None,
    }
}

/// Whether what equals the value is what lies neither below nor above it.
fn is_ordered(term: &Term) -> bool {
    matches!(term.value(), Some(Value::Number(_) | Value::DateTime(_) | Value::Duration(_)))
}

/// Comparisons that hold wherever `comparison` does, the narrowest first.
fn wider(comparison: &Comparison, default: Collation) -> Vec<Comparison> {
    let operator = comparison.operator.node;
    let with = |operator: Operator| Comparison {
        operator: Spanned::new(operator, comparison.operator.span),
        ..comparison.clone()
    };
    let operators = match operator {
        Operator::Less => return vec![with(Operator::LessEqual)],
        Operator::Greater => return vec![with(Operator::GreaterEqual)],
        Operator::LessEqual => return beyond(comparison, Operator::Less, false),
        Operator::GreaterEqual => return beyond(comparison, Operator::Greater, true),
        Operator::Equal | Operator::StartsWith | Operator::EndsWith => vec![operator, Operator::Contains],
        Operator::In | Operator::Contains => vec![operator],
        _ => return Vec::new(),
    };
    let is_text = comparison.compares_text();
    if !is_text {
        return Vec::new();
    }
    let given = comparison.collation;
    let collation = given.map_or(default, |collation| collation.node);
    // Texts equal under one of them are equal under the next.
    let mut collations = vec![given];
    let wider = [Collation::Ordinal, Collation::IgnoreCase, Collation::Lexicographic];
    let span = given.map_or(comparison.operator.span, |given| given.span);
    collations
        .extend(wider.into_iter().filter(|wider| *wider > collation).map(|wider| Some(Spanned::new(wider, span))));
    let takes = |operator: &Operator| operator.accepts(comparison.field.ty()) && operator.family() != Family::Set;
    let each = operators.into_iter().filter(takes).flat_map(|operator| {
        collations.iter().map(move |collation| Comparison { collation: *collation, ..with(operator) })
    });
    each.collect()
}

/// The comparison with an instant that lies a second beyond, so far that no API's rounding reaches it.
fn beyond(comparison: &Comparison, operator: Operator, backwards: bool) -> Vec<Comparison> {
    let Operand::One(Term { kind: TermKind::Known { value: Value::DateTime(instant), .. }, span }) =
        &comparison.operand
    else {
        return Vec::new();
    };
    let Some(instant) = instant.shifted(Duration::SECOND, backwards) else { return Vec::new() };
    let kind = TermKind::Known { value: Value::DateTime(instant), quoted: None };
    let operator = Spanned::new(operator, comparison.operator.span);
    vec![Comparison { operator, operand: Operand::One(Term { kind, span: *span }), ..comparison.clone() }]
}
