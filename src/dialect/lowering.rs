//! Lowering: the walk over a checked query that asks a dialect's [`Language`] for each part of the request and gathers
//! what it refuses and assumes.

use std::sync::Arc;

use super::Target;
use super::error::{Assumption, LowerError, LowerErrorKind, Unsendable};
use super::read::Form;
use super::request::{Parts, Request};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, SortKey};
use crate::span::{Span, Spanned};

/// What a dialect says: one fold over the filter, the sort keys, and the request made of them. Every answer may refuse
/// or assume, on the span, by way of the [`Lowering`].
pub(super) trait Language: Sync {
    /// What a part of a filter becomes.
    type Said: Clone + Default;

    /// What `filter` becomes, its items having become `items`.
    fn say(&self, filter: &Filter, items: Vec<Self::Said>, lowering: &mut Lowering<'_>) -> Self::Said;

    /// What a sort key becomes.
    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String;

    /// The parts of the request that `whole` makes.
    fn parts(&self, whole: Whole<Self::Said>, lowering: &mut Lowering<'_>) -> Parts;

    /// How its filters are written, for whoever reads them back.
    fn form(&self) -> Form<'_>;
}

/// All that is asked for, in a dialect's words.
pub(super) struct Whole<S> {
    /// None for all rows.
    pub(super) filter: Option<S>,
    pub(super) keys: Vec<String>,
    pub(super) offset: Option<u64>,
    pub(super) limit: Option<u64>,
}

/// A [`Language`] whatever its words.
pub(super) trait Speaker {
    /// The request that `checked`, bound and read from `source`, makes of `target`; or all that keeps it from being made.
    fn lower(&self, checked: &Checked, source: &Arc<str>, target: Target<'_>) -> Result<Request, Vec<LowerError>>;

    /// What is refused and assumed where `filter` itself is said, whatever its items are.
    fn faults_of(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// What is refused and assumed where `key` is said.
    fn faults_of_key(&self, key: &SortKey, target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// How its filters are written, for whoever reads them back.
    fn form(&self) -> Form<'_>;
}

impl<L: Language> Speaker for L {
    fn lower(&self, checked: &Checked, source: &Arc<str>, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
        let mut lowering = Lowering::new(target, checked.collation);
        let whole = Whole {
            filter: lowering.filter(self, &checked.filter),
            keys: lowering.keys(self, &checked.sort),
            offset: lowering.count("offset", checked.page.offset),
            limit: lowering.count("limit", checked.page.limit),
        };
        let parts = self.parts(whole, &mut lowering);
        let (errors, warnings): (Vec<_>, Vec<_>) = lowering.faults.into_iter().partition(|fault| fault.kind.is_error());
        if !errors.is_empty() {
            return Err(errors.into_iter().chain(warnings).collect());
        }
        Ok(Request::new(target, parts, (Arc::clone(source), warnings)))
    }

    fn faults_of(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        let items = vec![L::Said::default(); filter.items().len()];
        self.say(filter, items, &mut lowering);
        lowering.faults
    }

    fn faults_of_key(&self, key: &SortKey, target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        lowering.keys(self, std::slice::from_ref(key));
        lowering.faults
    }

    fn form(&self) -> Form<'_> {
        Language::form(self)
    }
}

/// A lowering under way.
pub(super) struct Lowering<'t> {
    target: Target<'t>,
    /// The collation of comparisons and keys that give none.
    default: Collation,
    faults: Vec<LowerError>,
}

impl<'t> Lowering<'t> {
    fn new(target: Target<'t>, default: Collation) -> Self {
        Self { target, default, faults: Vec::new() }
    }

    fn fault(&mut self, kind: LowerErrorKind, span: Span) {
        self.faults.push(LowerError { kind, span });
    }

    pub(super) fn refuse(&mut self, what: Unsendable, span: Span) {
        let dialect = self.target.profile.dialect;
        self.fault(LowerErrorKind::Unsupported { dialect, what }, span);
    }

    pub(super) fn assume(&mut self, assumption: Assumption, span: Span) {
        self.fault(LowerErrorKind::Assumed { assumption }, span);
    }

    /// What is lowered to.
    pub(super) fn target(&self) -> Target<'t> {
        self.target
    }

    /// The collation in force where `comparison` gives none.
    pub(super) fn collation_of(&self, comparison: &Comparison) -> Collation {
        comparison.collation.map_or(self.default, |collation| collation.node)
    }

    /// Refuses the operator where the endpoint does not list it for the field.
    pub(super) fn look_at_operator(&mut self, comparison: &Comparison) {
        let Spanned { node: operator, span } = comparison.operator;
        let field = &comparison.field;
        if !field.allows(operator) {
            let listed = field.listed_operators().unwrap_or_default().to_vec();
            self.fault(LowerErrorKind::OperatorNotListed { operator, path: field.path().clone(), listed }, span);
        }
    }

    /// The collation to be written where a request can carry one: the given one; else the one in force, where the API's
    /// own is another or where it is wanted on all text.
    pub(super) fn written_collation(&mut self, comparison: &Comparison) -> Option<Spanned<Collation>> {
        match comparison.collation {
            Some(given) => {
                if !comparison.is_of_text() {
                    self.assume(Assumption::CollationOfOther, given.span);
                }
                Some(given)
            }
            None if comparison.compares_text() && self.must_write_collation() => {
                Some(Spanned::new(self.default, comparison.operator.span))
            }
            None => None,
        }
    }

    /// The same for a sort key.
    pub(super) fn written_key_collation(&self, key: &SortKey) -> Option<Spanned<Collation>> {
        let unsaid = self.target.collation_always || key.field.ty().takes_collation() && self.must_write_collation();
        key.collation.or(unsaid.then_some(Spanned::new(self.default, key.span)))
    }

    fn must_write_collation(&self) -> bool {
        self.target.collation_always || self.default != self.target.profile.collation
    }

    /// Whether the endpoint takes `parameter`; reports it where not.
    fn takes(&mut self, parameter: &'static str, span: Span) -> bool {
        let Some(endpoint) = self.target.endpoint else { return true };
        let takes = endpoint.takes();
        let taken = match parameter {
            "filter" => takes.filter,
            "sort" => takes.sort,
            _ => takes.paging,
        };
        if !taken {
            self.fault(LowerErrorKind::NotTaken { endpoint: endpoint.path().into(), parameter }, span);
        }
        taken
    }

    fn filter<L: Language + ?Sized>(&mut self, language: &L, filter: &Filter) -> Option<L::Said> {
        if filter.kind == FilterKind::Constant(true) || !self.takes("filter", filter.span) {
            return None;
        }
        Some(filter.fold(&mut |filter: &Filter, items: Vec<L::Said>| {
            let is_empty_group = items.is_empty() && !matches!(filter.kind, FilterKind::Comparison(_));
            if is_empty_group {
                self.refuse(Unsendable::Constant, filter.span);
                return L::Said::default();
            }
            language.say(filter, items, self)
        }))
    }

    fn keys<L: Language + ?Sized>(&mut self, language: &L, keys: &[SortKey]) -> Vec<String> {
        let Some(first) = keys.first() else { return Vec::new() };
        if !self.takes("sort", first.span) {
            return Vec::new();
        }
        let said = keys.iter().map(|key| {
            if !key.field.is_sortable() {
                self.fault(LowerErrorKind::NotSortable { path: key.field.path().clone() }, key.span);
            }
            language.key(key, self)
        });
        said.collect()
    }

    fn count(&mut self, parameter: &'static str, count: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: count, span } = count?;
        let largest = self.target.profile.largest_count;
        if !self.takes(parameter, span) {
            return None;
        }
        if count > largest {
            self.fault(LowerErrorKind::CountTooLarge { largest }, span);
        }
        if count == 0 && parameter == "limit" {
            self.refuse(Unsendable::LimitZero, span);
        }
        Some(count)
    }
}
