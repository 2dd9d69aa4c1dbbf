//! The walk over a checked query, which calls a wire format for each part of the request. A probe is the same walk over
//! a part of a query, only for the errors and assumptions that it reports.

use std::borrow::Cow;
use std::sync::Arc;

use super::Lowering;
use crate::collation::Collation;
use crate::dialect::assumption::Assumption;
use crate::dialect::error::{LowerError, LowerErrorKind, UnsupportedFeature};
use crate::dialect::format::{FormatReader, LoweredQuery, WireFormat};
use crate::dialect::null_effect::NullEffect;
use crate::dialect::parts::QueryPart;
use crate::dialect::request::Request;
use crate::dialect::requirements::with_required_bounds;
use crate::dialect::target::Target;
use crate::dialect::undocumented;
use crate::filter::{Checked, Filter, FilterKind, Page, SortKey};

/// The object-safe view of a [`WireFormat`]: fragments and sort keys, whose types differ from format to format, do not
/// appear in it.
pub(in crate::dialect) trait ErasedFormat: FormatReader {
    /// Returns the request of `checked`, which is bound, for `target`.
    ///
    /// # Errors
    /// Everything that keeps the request from being made.
    fn lower(&self, checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>>;

    /// Returns what lowering `filter` would refuse and assume.
    fn probe_filter(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// Returns what lowering `keys` would refuse and assume.
    fn probe_keys(&self, keys: &[SortKey], target: Target<'_>, default: Collation) -> Vec<LowerError>;

    /// Returns what lowering `page` would refuse.
    fn probe_page(&self, page: Page, target: Target<'_>) -> Vec<LowerError>;
}

impl<F: WireFormat> ErasedFormat for F {
    fn lower(&self, checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
        let mut lowering = Lowering::new(target, checked.collation);
        let filter = lowering.with_required_bounds(&checked.filter);
        let query = LoweredQuery {
            filter: lowering.filter(self, &filter),
            keys: lowering.keys(self, &checked.sort),
            offset: lowering.offset(checked.page.offset),
            limit: lowering.limit(checked.page.limit),
            cursor: target.cursor.map(str::to_owned),
        };
        if query.filter.is_some() {
            lowering.errors.extend(undocumented::nulls(&filter, &[NullEffect::Lost]));
        }
        let parts = self.assemble(query, &mut lowering);
        let (errors, warnings): (Vec<_>, Vec<_>) = lowering.errors.into_iter().partition(|error| error.kind.is_error());
        if !errors.is_empty() {
            // Advice concerns nearly every request; it is of no interest if none is sent.
            let others = warnings.into_iter().filter(|warning| !warning.kind.is_advice());
            return Err(errors.into_iter().chain(others).collect());
        }
        Ok(Request::new(target, parts, Arc::clone(&checked.source), without_repeated_advice(warnings)))
    }

    fn probe_filter(&self, filter: &Filter, target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        lowering.filter(self, filter);
        lowering.errors
    }

    fn probe_keys(&self, keys: &[SortKey], target: Target<'_>, default: Collation) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, default);
        lowering.keys(self, keys);
        lowering.errors
    }

    fn probe_page(&self, page: Page, target: Target<'_>) -> Vec<LowerError> {
        let mut lowering = Lowering::new(target, Collation::Ordinal);
        lowering.offset(page.offset);
        lowering.limit(page.limit);
        lowering.errors
    }
}

/// Removes advice that repeats an earlier one, which concerns the API and not the place, and warnings of the case of a
/// word, of which the checker has warned already.
fn without_repeated_advice(mut warnings: Vec<LowerError>) -> Vec<LowerError> {
    warnings.sort_by_key(|warning| warning.span);
    warnings.retain(|warning| !matches!(warning.kind, LowerErrorKind::Assumed { assumption: Assumption::WordCase }));
    let mut given = Vec::new();
    warnings.retain(|warning| {
        let is_new = !warning.kind.is_advice() || !given.contains(&warning.kind);
        if is_new && warning.kind.is_advice() {
            given.push(warning.kind.clone());
        }
        is_new
    });
    warnings
}

impl Lowering<'_> {
    /// Returns `filter` with the bounds that the endpoint requires in addition.
    fn with_required_bounds<'f>(&mut self, filter: &'f Filter) -> Cow<'f, Filter> {
        let endpoint = self.target.endpoint.filter(|endpoint| endpoint.supports().filter);
        let Some(endpoint) = endpoint else { return Cow::Borrowed(filter) };
        let (filter, errors) = with_required_bounds(filter, endpoint);
        self.errors.extend(errors);
        filter
    }

    fn filter<F: WireFormat + ?Sized>(&mut self, format: &F, filter: &Filter) -> Option<F::Fragment> {
        if filter.kind == FilterKind::Constant(true) || !self.supports(QueryPart::Filter, filter.span) {
            return None;
        }
        Some(filter.fold(&mut |filter: &Filter, items: Vec<F::Fragment>| {
            let is_empty_group = items.is_empty() && !matches!(filter.kind, FilterKind::Comparison(_));
            if is_empty_group {
                self.refuse(UnsupportedFeature::Constant, filter.span);
                return F::Fragment::default();
            }
            if let FilterKind::Comparison(comparison) = &filter.kind {
                self.errors.extend(undocumented::assumed_for_comparison(comparison, self.target, self.default));
            }
            format.emit(filter, items, self)
        }))
    }

    fn keys<F: WireFormat + ?Sized>(&mut self, format: &F, keys: &[SortKey]) -> Vec<F::Key> {
        let Some(first) = keys.first() else { return Vec::new() };
        if !self.supports(QueryPart::Sort, first.span) {
            return Vec::new();
        }
        if let Some(further) = keys.get(self.target.profile.most_keys) {
            self.refuse(UnsupportedFeature::SeveralKeys, further.span);
        }
        let emitted = keys.iter().map(|key| {
            if !key.field.is_sortable() {
                self.report(LowerErrorKind::NotSortable { path: key.field.path().clone() }, key.span);
            }
            self.errors.extend(undocumented::assumed_for_key(key, self.default));
            format.emit_key(key, self)
        });
        emitted.collect()
    }
}
