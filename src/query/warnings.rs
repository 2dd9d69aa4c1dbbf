//! The warnings of a query, computed in full on first use: most queries run without anyone asking for them.

use std::sync::{Arc, OnceLock};

use crate::check::{self, CheckError, Lint};
use crate::diagnostic::Diagnostics;
use crate::filter::Checked;

/// The warnings of a query: those of the check, and the lints once they are computed.
#[derive(Clone, Debug)]
pub(super) struct QueryWarnings {
    /// The warnings known from the check; `None` if there are none.
    known: Option<Arc<KnownWarnings>>,
    all: OnceLock<Arc<Diagnostics>>,
}

#[derive(Debug)]
struct KnownWarnings {
    /// The query before it was bound, if it was; that one is not bound itself.
    unbound: Option<Unbound>,
    /// The warnings of the check, or of binding.
    checked: Vec<CheckError>,
    /// The lints about the writing.
    written: Vec<Lint>,
}

/// A query before it was bound, with its warnings.
#[derive(Debug)]
pub(super) struct Unbound {
    pub(super) checked: Arc<Checked>,
    pub(super) warnings: QueryWarnings,
}

impl QueryWarnings {
    /// Creates the warnings of a checked query.
    pub(super) fn of_checked(checked: Vec<CheckError>, written: Vec<Lint>) -> Self {
        let is_any = !checked.is_empty() || !written.is_empty();
        Self::new(is_any.then(|| KnownWarnings { unbound: None, checked, written }))
    }

    /// Creates the warnings of a query that was bound from `unbound`.
    pub(super) fn of_bound(unbound: Unbound, checked: Vec<CheckError>) -> Self {
        Self::new(Some(KnownWarnings { unbound: Some(unbound), checked, written: Vec::new() }))
    }

    /// Returns the warnings of the narrowed query, where `added` are those of the added part. `narrow` narrows the
    /// query from which this one was bound in the same way, so that both have the same source.
    pub(super) fn narrowed<E>(
        &self,
        added: &Self,
        narrow: impl FnOnce(&Unbound) -> Result<Unbound, E>,
    ) -> Result<Self, E> {
        let checked = |warnings: &Self| warnings.known.as_ref().map_or_else(Vec::new, |known| known.checked.clone());
        let own = checked(self);
        let Some(known) = &self.known else { return Ok(Self::of_checked(checked(added), Vec::new())) };
        Ok(match &known.unbound {
            Some(unbound) => Self::of_bound(narrow(unbound)?, own),
            None => Self::of_checked(own.into_iter().chain(checked(added)).collect(), known.written.clone()),
        })
    }

    fn new(known: Option<KnownWarnings>) -> Self {
        Self { known: known.map(Arc::new), all: OnceLock::new() }
    }

    /// Returns all warnings of `checked`, the query that these warnings belong to.
    pub(super) fn all(&self, checked: &Checked) -> &Diagnostics {
        self.all.get_or_init(|| Arc::new(self.compute(checked)))
    }

    fn compute(&self, query: &Checked) -> Diagnostics {
        match self.known.as_deref() {
            Some(KnownWarnings { unbound: Some(unbound), checked, .. }) => {
                let mut warnings = unbound.warnings.all(&unbound.checked).clone();
                warnings.add(checked.clone());
                warnings.add(check::lint_bound(query));
                warnings
            }
            known => {
                let (checked, written) = known.map_or((&[][..], &[][..]), |known| (&known.checked, &known.written));
                let mut warnings = Diagnostics::new(&query.source, checked.iter().cloned());
                warnings.add(check::lint(query));
                warnings.add(written.to_vec());
                warnings
            }
        }
    }
}
