//! Local parts: the parts of a query that a plan evaluates locally, wholly or once more, each with its reasons.

use std::fmt;

use crate::diagnostic::{Diagnostics, Severity};
use crate::dialect::{Assumption, LowerError};
use crate::filter::{Checked, Filter, Page};
use crate::query::print;
use crate::span::Span;

/// A part of the query that was not pushed down exactly, and why.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LocalPart {
    /// The part, as written in the query's source.
    pub text: String,
    /// The superset condition sent instead; the part itself if the API may return further rows for it; `None` if
    /// nothing was sent.
    pub sent: Option<String>,
    /// The reasons, none of them an error.
    pub reasons: Diagnostics,
}

/// The condition pushed down for a local part.
#[derive(Clone, Debug)]
pub(super) enum Pushdown {
    /// No condition.
    Nothing,
    /// The part itself, for which the target may return further rows.
    Unchanged,
    /// A condition that holds for the same rows and more.
    Superset(Filter),
}

/// The local parts recorded so far. They become [`LocalPart`]s together, so that their diagnostics share one copy of
/// the source, which is read once for all of them.
#[derive(Debug, Default)]
pub(super) struct LocalParts(Vec<PendingPart>);

/// A local part whose reasons have no text yet.
#[derive(Debug)]
struct PendingPart {
    span: Span,
    pushdown: Pushdown,
    findings: Vec<LowerError>,
}

impl LocalParts {
    /// Appends the part at `span`, unless there are no findings that keep it local. Each assumption is kept once.
    pub(super) fn record(&mut self, span: Span, pushdown: Pushdown, mut findings: Vec<LowerError>) {
        let mut named = Vec::new();
        findings.retain(|finding| match finding.assumption() {
            Some(assumption) if named.contains(&assumption) => false,
            assumption => {
                named.extend(assumption);
                true
            }
        });
        findings.dedup_by(|a, b| a.kind == b.kind);
        if !findings.is_empty() {
            self.0.push(PendingPart { span, pushdown, findings });
        }
    }

    /// Returns the number of parts, to be [truncated](Self::truncate) to.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Removes the parts recorded after the first `length`.
    pub(super) fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// Joins the parts with `source`; filters are printed as those of `pushed` are.
    pub(super) fn join(self, source: &str, pushed: &Checked) -> Vec<LocalPart> {
        let (parts, findings): (Vec<_>, Vec<_>) =
            self.0.into_iter().map(|PendingPart { span, pushdown, findings }| ((span, pushdown), findings)).unzip();
        let all = Filter::constant(true, pushed.filter.span);
        let nothing = Checked { filter: all, sort: Vec::new(), page: Page::default(), ..pushed.clone() };
        let parts = parts.into_iter().zip(Diagnostics::each(source, findings)).map(|((span, pushdown), reasons)| {
            let text = span.of(source).to_owned();
            let sent = match pushdown {
                Pushdown::Nothing => None,
                Pushdown::Unchanged => Some(text.clone()),
                Pushdown::Superset(filter) => Some(print(&Checked { filter, ..nothing.clone() })),
            };
            LocalPart { text, sent, reasons: reasons.at_most(Severity::Advice) }
        });
        parts.collect()
    }
}

/// Writes one line: the part, the condition sent for it, and the reasons.
impl fmt::Display for LocalPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, sent, reasons } = self;
        match sent {
            None => write!(f, "not sent to the API: {text}")?,
            Some(sent) if sent == text => write!(f, "sent to the API, and checked again locally: {text}")?,
            Some(sent) => write!(f, "sent to the API as `{sent}`, and checked again locally: {text}")?,
        }
        reasons.iter().try_for_each(|reason| {
            write!(f, "; {}", reason.message())?;
            let promise = reason.assumption().and_then(Assumption::granted_by);
            promise.map_or(Ok(()), |promise| write!(f, " (`{promise}` grants it)"))
        })
    }
}
