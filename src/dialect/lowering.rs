//! Lowering: the walk over a checked query that asks a dialect's [`Language`] for each part of the request and gathers
//! what it refuses and assumes.

use std::borrow::Cow;
use std::sync::Arc;

use super::assumption::Assumption;
use super::endpoint::PageStyle;
use super::error::{LowerError, LowerErrorKind, UnsupportedFeature};
use super::needs::complete;
use super::null_effect::NullEffect;
use super::read::Form;
use super::request::{Parts, Request};
use super::undocumented;
use super::version::Revisions;
use super::{Endpoint, Profile, Target, Version};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Page, SortKey, Term, TermKind};
use crate::path::Path;
use crate::schema::Field;
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::{Value, epoch};

/// What a dialect says: one fold over the filter, the sort keys, and the request made of them. Every answer may refuse
/// or assume, on the span, by way of the [`Lowering`].
pub(super) trait Language: Sync {
    /// What a part of a filter becomes.
    type Said: Default;
    /// What a sort key becomes.
    type Key;

    /// What `filter` becomes, its items having become `items`.
    fn say(&self, filter: &Filter, items: Vec<Self::Said>, lowering: &mut Lowering<'_>) -> Self::Said;

    /// What a sort key becomes.
    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> Self::Key;

    /// The parts of the request that `whole` makes.
    fn parts(&self, whole: Whole<Self::Said, Self::Key>, lowering: &mut Lowering<'_>) -> Parts;

    /// How its filters are written, for whoever reads them back.
    fn form(&self) -> Form<'_>;
}

/// All that is asked for, in a dialect's words.
pub(super) struct Whole<S, K> {
    /// None for all rows.
    pub(super) filter: Option<S>,
    pub(super) keys: Vec<K>,
    pub(super) offset: Option<u64>,
    pub(super) limit: Option<u64>,
    /// The cursor of the page, where it is not the first and the API pages by cursor.
    pub(super) cursor: Option<String>,
}

/// A [`Language`] whatever its words.
pub(super) trait Speaker {
    /// The request that `checked`, which is bound, makes of `target`; or all that keeps it from being made.
    fn lower(&self, checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>>;

    /// What is refused and assumed where `filter` is said.
    fn probe_filter(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// What is refused and assumed where `keys` are said.
    fn probe_keys(&self, keys: &[SortKey], target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// What is refused where `page` is asked for.
    fn probe_page(&self, page: Page, target: Target<'_>) -> Vec<LowerError>;

    /// How its filters are written, for whoever reads them back.
    fn form(&self) -> Form<'_>;
}

impl<L: Language> Speaker for L {
    fn lower(&self, checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
        let mut lowering = Lowering::new(target, checked.collation);
        let filter = lowering.completed(&checked.filter);
        let whole = Whole {
            filter: lowering.filter(self, &filter),
            keys: lowering.keys(self, &checked.sort),
            offset: lowering.offset(checked.page.offset),
            limit: lowering.limit(checked.page.limit),
            cursor: target.cursor.map(str::to_owned),
        };
        if whole.filter.is_some() {
            lowering.faults.extend(undocumented::nulls(&filter, &[NullEffect::Lost]));
        }
        let parts = self.parts(whole, &mut lowering);
        let (errors, warnings): (Vec<_>, Vec<_>) = lowering.faults.into_iter().partition(|fault| fault.kind.is_error());
        if !errors.is_empty() {
            // What is sent on an assumption that nearly every request makes is of no interest where nothing is sent.
            let others = warnings.into_iter().filter(|fault| !fault.kind.is_advice());
            return Err(errors.into_iter().chain(others).collect());
        }
        Ok(Request::new(target, parts, (Arc::clone(&checked.source), advised_once(warnings))))
    }

    fn probe_filter(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        lowering.filter(self, filter);
        lowering.faults
    }

    fn probe_keys(&self, keys: &[SortKey], target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        lowering.keys(self, keys);
        lowering.faults
    }

    fn probe_page(&self, page: Page, target: Target<'_>) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, Collation::Ordinal);
        lowering.offset(page.offset);
        lowering.limit(page.limit);
        lowering.faults
    }

    fn form(&self) -> Form<'_> {
        Language::form(self)
    }
}

/// `faults` without what is advice and was given before: it is about the API, and the first place shows what is meant.
fn advised_once(mut faults: Vec<LowerError>) -> Vec<LowerError> {
    faults.sort_by_key(|fault| fault.span);
    // The checker has warned of the word already.
    faults.retain(|fault| !matches!(fault.kind, LowerErrorKind::Assumed { assumption: Assumption::WordCase }));
    let mut given = Vec::new();
    faults.retain(|fault| {
        let is_new = !fault.kind.is_advice() || !given.contains(&fault.kind);
        if is_new && fault.kind.is_advice() {
            given.push(fault.kind.clone());
        }
        is_new
    });
    faults
}

/// A lowering under way.
pub(super) struct Lowering<'t> {
    target: Target<'t>,
    /// The collation of comparisons and keys that give none.
    default: Collation,
    /// Whether it was said that the API's own collation is assumed.
    has_assumed_collation: bool,
    faults: Vec<LowerError>,
}

impl<'t> Lowering<'t> {
    fn new(target: Target<'t>, default: Collation) -> Self {
        Self { target, default, has_assumed_collation: false, faults: Vec::new() }
    }

    fn fault(&mut self, kind: LowerErrorKind, span: Span) {
        self.faults.push(LowerError { kind, span });
    }

    pub(super) fn refuse(&mut self, what: UnsupportedFeature, span: Span) {
        let dialect = self.target.profile.dialect;
        self.fault(LowerErrorKind::Unsupported { dialect, what }, span);
    }

    pub(super) fn assume(&mut self, assumption: Assumption, span: Span) {
        self.fault(LowerErrorKind::Assumed { assumption }, span);
    }

    /// The endpoint that is lowered to.
    pub(super) fn endpoint(&self) -> Option<&'t Endpoint> {
        self.target.endpoint
    }

    /// The versions of the API that may be asked: the one that was chosen, or all that have the endpoint.
    pub(super) fn versions(&self) -> Revisions {
        let chosen = self.target.profile.version.map_or(Revisions::ALL, Revisions::only);
        chosen & self.target.endpoint.map_or(Revisions::ALL, Endpoint::versions)
    }

    /// The fields that the rows have to show for what is done with them.
    pub(super) fn shown(&self) -> Vec<&'t Path> {
        self.target.residual.map(Checked::paths).unwrap_or_default()
    }

    /// Refuses `feature`, which only `having` of the API's versions have, where `asked` are asked.
    pub(super) fn refuse_version(&mut self, feature: &str, having: Revisions, asked: Revisions, span: Span) {
        let versions = self.target.profile.versions;
        let name =
            |of: Revisions| of.oldest().and_then(|oldest| versions.get(oldest)).map(|version: &Version| version.name);
        let (Some(needs), Some(asked)) = (name(having), name(asked)) else { return };
        self.refuse(UnsupportedFeature::Version { feature: feature.into(), needs, asked }, span);
    }

    /// Refuses any collation but the API's own, where a request cannot carry one.
    pub(super) fn refuse_foreign_collation(&mut self, comparison: &Comparison) {
        if let Some(Spanned { node: collation, span }) = self.foreign_collation(comparison) {
            self.refuse(UnsupportedFeature::Collation(collation), span);
        }
    }

    /// The same for a sort key.
    pub(super) fn refuse_foreign_key_collation(&mut self, key: &SortKey) {
        if let Some(Spanned { node: collation, span }) = self.foreign_key_collation(key) {
            self.refuse(UnsupportedFeature::Collation(collation), span);
        }
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

    /// The number that requests carry for the word `term` of `field`, where they carry numbers for its words; refused where
    /// that of this one is not known.
    pub(super) fn code(&mut self, term: &Term, field: &Field) -> Option<i64> {
        let Some(Value::Text(word)) = term.value().filter(|_| field.is_coded()) else { return None };
        let code = field.code(word);
        if code.is_none() {
            self.refuse(UnsupportedFeature::Uncoded((**word).into()), term.span);
        }
        code
    }

    /// Returns the number that rows hold for the instant of `term`, with which a field of type `ty` is compared, where it is
    /// of instants that count from 1970.
    pub(super) fn epoch(&mut self, term: &Term, ty: &Type) -> Option<String> {
        let ty = if let Type::Array(element) = ty { element } else { ty };
        let (Type::Epoch(unit), Some(Value::DateTime(instant))) = (ty, term.value()) else { return None };
        self.assume(Assumption::EpochNumber, term.span);
        Some(epoch::number(*instant, *unit))
    }

    /// The collation to be written where a request can carry one: the given one; else the one in force, where the API's
    /// own is another or where it is wanted on all text.
    pub(super) fn written_collation(&mut self, comparison: &Comparison) -> Option<Spanned<Collation>> {
        match comparison.collation {
            Some(given) => {
                if !comparison.is_of_text() || comparison.field.is_coded() {
                    self.assume(Assumption::CollationOfOther, given.span);
                }
                Some(given)
            }
            None if carries_text(comparison) && self.must_write_collation() => {
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

    /// Where a request cannot carry a collation: the one under which `comparison` compares text, where it is another than
    /// the API's own; refused where the endpoint does not list it for the field.
    pub(super) fn foreign_collation(&mut self, comparison: &Comparison) -> Option<Spanned<Collation>> {
        if !carries_text(comparison) {
            return None;
        }
        let given = comparison.collation.unwrap_or(Spanned::new(self.default, comparison.operator.span));
        self.foreign(given, &comparison.field)
    }

    /// The same for a sort key.
    pub(super) fn foreign_key_collation(&mut self, key: &SortKey) -> Option<Spanned<Collation>> {
        if !key.field.ty().takes_collation() {
            return None;
        }
        self.foreign(key.collation.unwrap_or(Spanned::new(self.default, key.span)), &key.field)
    }

    fn foreign(&mut self, given: Spanned<Collation>, field: &Field) -> Option<Spanned<Collation>> {
        let Spanned { node: collation, span } = given;
        let Profile { collation: own, collation_is_assumed, .. } = self.target.profile;
        if collation != own && !field.allows_collation(collation) {
            self.fault(LowerErrorKind::CollationNotListed { collation, path: field.path().clone() }, span);
            return None;
        }
        // The words of an enum differ in more than case: whatever the API's own way, it tells the same ones apart.
        let matters = !matches!(field.ty(), Type::Enum(_));
        if collation == own && collation_is_assumed && matters && !self.has_assumed_collation {
            self.has_assumed_collation = true;
            self.assume(Assumption::OwnCollation, span);
        }
        (collation != own).then_some(given)
    }

    fn must_write_collation(&self) -> bool {
        self.target.collation_always || self.default != self.target.profile.collation
    }

    /// The value of `term`, with which a field of the type `ty` is compared, as text, where the API takes all values so; none
    /// where it is refused.
    pub(super) fn plain(&mut self, term: &Term, ty: &Type) -> Option<String> {
        let TermKind::Known { value, quoted } = &term.kind else { return None };
        if *ty == Type::Any && !matches!(value, Value::Text(_) | Value::Null) {
            self.assume(Assumption::TextValue, term.span);
        }
        if let Some(number) = self.epoch(term, ty) {
            return Some(number);
        }
        if let Some(quoted) = quoted {
            return Some(quoted.to_string());
        }
        Some(match value {
            Value::Null => {
                self.refuse(UnsupportedFeature::Null, term.span);
                return None;
            }
            Value::Boolean(boolean) => boolean.to_string(),
            Value::Number(number) => number.to_json(),
            Value::Text(text) => text.to_string(),
            Value::DateTime(instant) => instant.to_string(),
            Value::Duration(length) => length.to_string(),
            Value::Uuid(uuid) => uuid.to_string(),
        })
    }

    /// Whether the endpoint takes `parameter`; reports it where not.
    fn takes(&mut self, parameter: &'static str, span: Span) -> bool {
        let Some(endpoint) = self.target.endpoint else { return true };
        let takes = endpoint.supports();
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

    /// The filter that the endpoint is asked: with what it wants besides.
    fn completed<'f>(&mut self, filter: &'f Filter) -> Cow<'f, Filter> {
        let endpoint = self.target.endpoint.filter(|endpoint| endpoint.supports().filter);
        let Some(endpoint) = endpoint else { return Cow::Borrowed(filter) };
        let (filter, faults) = complete(filter, endpoint);
        self.faults.extend(faults);
        filter
    }

    fn filter<L: Language + ?Sized>(&mut self, language: &L, filter: &Filter) -> Option<L::Said> {
        if filter.kind == FilterKind::Constant(true) || !self.takes("filter", filter.span) {
            return None;
        }
        Some(filter.fold(&mut |filter: &Filter, items: Vec<L::Said>| {
            let is_empty_group = items.is_empty() && !matches!(filter.kind, FilterKind::Comparison(_));
            if is_empty_group {
                self.refuse(UnsupportedFeature::Constant, filter.span);
                return L::Said::default();
            }
            if let FilterKind::Comparison(comparison) = &filter.kind {
                self.faults.extend(undocumented::of_comparison(comparison, self.target, self.default));
            }
            language.say(filter, items, self)
        }))
    }

    fn keys<L: Language + ?Sized>(&mut self, language: &L, keys: &[SortKey]) -> Vec<L::Key> {
        let Some(first) = keys.first() else { return Vec::new() };
        if !self.takes("sort", first.span) {
            return Vec::new();
        }
        if let Some(further) = keys.get(self.target.profile.most_keys) {
            self.refuse(UnsupportedFeature::SeveralKeys, further.span);
        }
        let said = keys.iter().map(|key| {
            if !key.field.is_sortable() {
                self.fault(LowerErrorKind::NotSortable { path: key.field.path().clone() }, key.span);
            }
            self.faults.extend(undocumented::of_key(key, self.default));
            language.key(key, self)
        });
        said.collect()
    }

    fn offset(&mut self, offset: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: offset, span } = self.count("offset", offset)?;
        let endpoint = self.target.endpoint.filter(|endpoint| endpoint.paging().style == PageStyle::Cursor);
        if let Some(endpoint) = endpoint {
            self.fault(LowerErrorKind::PagedByCursor { endpoint: endpoint.path().into() }, span);
        }
        Some(offset)
    }

    fn limit(&mut self, limit: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: limit, span } = self.count("limit", limit)?;
        let largest = self.target.endpoint.and_then(|endpoint| endpoint.paging().largest);
        if let Some(largest) = largest.filter(|largest| limit > *largest) {
            self.fault(LowerErrorKind::PageTooLarge { largest }, span);
        }
        if limit == 0 {
            self.refuse(UnsupportedFeature::LimitZero, span);
        }
        Some(limit)
    }

    fn count(&mut self, parameter: &'static str, count: Option<Spanned<u64>>) -> Option<Spanned<u64>> {
        let count = count?;
        let largest = self.target.profile.largest_count;
        if !self.takes(parameter, count.span) {
            return None;
        }
        if count.node > largest {
            self.fault(LowerErrorKind::CountTooLarge { largest }, count.span);
        }
        Some(count)
    }
}

/// Whether a request carries text for `comparison`, so that a collation decides something.
fn carries_text(comparison: &Comparison) -> bool {
    comparison.compares_text() && !comparison.field.is_coded()
}
