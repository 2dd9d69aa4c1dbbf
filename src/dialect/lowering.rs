//! The state of one lowering. A wire format writes its part of a filter and reports to the [`Lowering`] what it refuses
//! and what it assumes; the [`walk`] calls the format for every part of a query.
//!
//! Everything that is the same for all wire formats is decided here: which collation is written, which operators and
//! parts the endpoint supports, how large a page may be, which versions of the API may be named.

pub(super) mod walk;

use super::assumption::Assumption;
use super::endpoint::Endpoint;
use super::error::{LowerError, LowerErrorKind, UnsupportedFeature};
use super::parts::QueryPart;
use super::profile::Profile;
use super::supports::PageStyle;
use super::target::Target;
use super::version::{Version, VersionSet};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, SortKey, Term, TermKind};
use crate::path::Path;
use crate::schema::Field;
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::{Value, epoch};

/// A lowering in progress.
pub(super) struct Lowering<'t> {
    target: Target<'t>,
    /// The query's collation, of comparisons and keys that name none.
    default: Collation,
    /// `true` once the assumption about the API's own collation was reported: it is reported once a request.
    has_assumed_collation: bool,
    errors: Vec<LowerError>,
}

impl<'t> Lowering<'t> {
    fn new(target: Target<'t>, default: Collation) -> Self {
        Self { target, default, has_assumed_collation: false, errors: Vec::new() }
    }

    fn report(&mut self, kind: LowerErrorKind, span: Span) {
        self.errors.push(LowerError { kind, span });
    }

    pub(super) fn refuse(&mut self, what: UnsupportedFeature, span: Span) {
        let dialect = self.target.profile.dialect;
        self.report(LowerErrorKind::Unsupported { dialect, what }, span);
    }

    pub(super) fn assume(&mut self, assumption: Assumption, span: Span) {
        self.report(LowerErrorKind::Assumed { assumption }, span);
    }

    /// Returns the endpoint of the target, if it has one.
    pub(super) fn endpoint(&self) -> Option<&'t Endpoint> {
        self.target.endpoint
    }

    /// Returns the versions of the API that the request may name: the chosen one, or all that have the endpoint.
    pub(super) fn versions(&self) -> VersionSet {
        let chosen = self.target.profile.version.map_or(VersionSet::ALL, VersionSet::only);
        chosen & self.target.endpoint.map_or(VersionSet::ALL, Endpoint::versions)
    }

    /// Returns the fields that the rows have to show, since the residual of the plan reads them.
    pub(super) fn shown(&self) -> Vec<&'t Path> {
        self.target.residual.map(Checked::paths).unwrap_or_default()
    }

    /// Refuses `feature`, which only the versions `having` have, for a request that may name only those in `allowed`.
    pub(super) fn refuse_version(&mut self, feature: &str, having: VersionSet, allowed: VersionSet, span: Span) {
        let versions = self.target.profile.versions;
        let name =
            |of: VersionSet| of.oldest().and_then(|oldest| versions.get(oldest)).map(|version: &Version| version.name);
        let (Some(needs), Some(requested)) = (name(having), name(allowed)) else { return };
        self.refuse(UnsupportedFeature::Version { feature: feature.into(), needs, requested }, span);
    }

    /// Refuses every collation but the API's own, for formats that cannot write one.
    pub(super) fn refuse_foreign_collation(&mut self, comparison: &Comparison) {
        if let Some(Spanned { node: collation, span }) = self.foreign_collation(comparison) {
            self.refuse(UnsupportedFeature::Collation(collation), span);
        }
    }

    /// Refuses every collation of a sort key but the API's own.
    pub(super) fn refuse_foreign_key_collation(&mut self, key: &SortKey) {
        if let Some(Spanned { node: collation, span }) = self.foreign_key_collation(key) {
            self.refuse(UnsupportedFeature::Collation(collation), span);
        }
    }

    /// Reports an error if the endpoint does not list the operator for the field.
    pub(super) fn check_operator_listed(&mut self, comparison: &Comparison) {
        let Spanned { node: operator, span } = comparison.operator;
        let field = &comparison.field;
        if !field.allows(operator) {
            let listed = field.listed_operators().unwrap_or_default().to_vec();
            self.report(LowerErrorKind::OperatorNotListed { operator, path: field.path().clone(), listed }, span);
        }
    }

    /// Returns the number that requests carry for the word `term`, or `None` if those of `field` carry words. A word
    /// whose number is not known is refused.
    pub(super) fn code(&mut self, term: &Term, field: &Field) -> Option<i64> {
        let Some(Value::Text(word)) = term.value().filter(|_| field.is_coded()) else { return None };
        let code = field.code(word);
        if code.is_none() {
            self.refuse(UnsupportedFeature::Uncoded((**word).into()), term.span);
        }
        code
    }

    /// Returns the number that rows hold for the instant of `term`, or `None` if `ty`, the type of the compared field,
    /// is not one of instants that count from 1970.
    pub(super) fn epoch(&mut self, term: &Term, ty: &Type) -> Option<String> {
        let ty = if let Type::Array(element) = ty { element } else { ty };
        let (Type::Epoch(unit), Some(Value::DateTime(instant))) = (ty, term.value()) else { return None };
        self.assume(Assumption::EpochNumber, term.span);
        Some(epoch::number(*instant, *unit))
    }

    /// Returns the collation that a format writes if it can: the one in the comparison, or else the query's default if
    /// it differs from the API's own or if the target names the collation of all text.
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

    /// Returns the collation of a sort key that a format writes if it can.
    pub(super) fn written_key_collation(&self, key: &SortKey) -> Option<Spanned<Collation>> {
        let is_implied =
            self.target.collation_always || key.field.ty().takes_collation() && self.must_write_collation();
        key.collation.or(is_implied.then_some(Spanned::new(self.default, key.span)))
    }

    /// Returns the collation of `comparison` if it differs from the API's own, for formats that cannot write one. A
    /// collation that the endpoint does not list for the field is refused.
    pub(super) fn foreign_collation(&mut self, comparison: &Comparison) -> Option<Spanned<Collation>> {
        if !carries_text(comparison) {
            return None;
        }
        let given = comparison.collation.unwrap_or(Spanned::new(self.default, comparison.operator.span));
        self.foreign(given, &comparison.field)
    }

    /// Returns the collation of a sort key if it differs from the API's own.
    pub(super) fn foreign_key_collation(&mut self, key: &SortKey) -> Option<Spanned<Collation>> {
        if !key.field.ty().takes_collation() {
            return None;
        }
        self.foreign(key.collation.unwrap_or(Spanned::new(self.default, key.span)), &key.field)
    }

    /// Returns `given` if it differs from the API's own collation. Refuses it if the endpoint does not list it for
    /// `field`, and reports the assumption about an own collation that is not documented.
    fn foreign(&mut self, given: Spanned<Collation>, field: &Field) -> Option<Spanned<Collation>> {
        let Spanned { node: collation, span } = given;
        let Profile { collation: own, collation_is_assumed, .. } = self.target.profile;
        if collation != own && !field.allows_collation(collation) {
            self.report(LowerErrorKind::CollationNotListed { collation, path: field.path().clone() }, span);
            return None;
        }
        // The words of an enum differ in more than case, so that every collation distinguishes the same ones.
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

    /// Returns the value of `term` as text, for formats whose values are all text, or `None` if it was refused. `ty` is
    /// the type of the compared field.
    pub(super) fn value_as_text(&mut self, term: &Term, ty: &Type) -> Option<String> {
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

    /// Returns `true` if the endpoint supports `part`; reports an error if not.
    fn supports(&mut self, part: QueryPart, span: Span) -> bool {
        let Some(endpoint) = self.target.endpoint else { return true };
        let is_supported = endpoint.supports().part(part);
        if !is_supported {
            self.report(LowerErrorKind::PartNotSupported { endpoint: endpoint.path().into(), part }, span);
        }
        is_supported
    }

    /// Returns the offset, after reporting what keeps the endpoint from it.
    fn offset(&mut self, offset: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: offset, span } = self.count(QueryPart::Offset, offset)?;
        let endpoint = self.target.endpoint.filter(|endpoint| endpoint.paging().style == PageStyle::Cursor);
        if let Some(endpoint) = endpoint {
            self.report(LowerErrorKind::PagedByCursor { endpoint: endpoint.path().into() }, span);
        }
        Some(offset)
    }

    /// Returns the limit, after reporting what keeps the endpoint from it.
    fn limit(&mut self, limit: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: limit, span } = self.count(QueryPart::Limit, limit)?;
        let largest = self.target.endpoint.and_then(|endpoint| endpoint.paging().largest);
        if let Some(largest) = largest.filter(|largest| limit > *largest) {
            self.report(LowerErrorKind::PageTooLarge { largest }, span);
        }
        if limit == 0 {
            self.refuse(UnsupportedFeature::LimitZero, span);
        }
        Some(limit)
    }

    /// Returns `count`, or `None` if the endpoint does not support `part`, the one that it is for.
    fn count(&mut self, part: QueryPart, count: Option<Spanned<u64>>) -> Option<Spanned<u64>> {
        let count = count?;
        let largest = self.target.profile.largest_count;
        if !self.supports(part, count.span) {
            return None;
        }
        if count.node > largest {
            self.report(LowerErrorKind::CountTooLarge { largest }, count.span);
        }
        Some(count)
    }
}

/// Returns `true` if a request carries text for `comparison`, so that a collation matters.
fn carries_text(comparison: &Comparison) -> bool {
    comparison.compares_text() && !comparison.field.is_coded()
}
