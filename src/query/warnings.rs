//! What is odd about a query, found in full when first asked for: most queries run without anyone asking.

use std::sync::{Arc, OnceLock};

use super::Query;
use crate::check::{self, CheckError, Lint};
use crate::diagnostic::Diagnostics;

/// What the warnings of a query are made of.
#[derive(Clone, Debug)]
pub(super) struct Warnings {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// What the query was bound from, where it was; that one is not bound itself.
    unbound: Option<Query>,
    /// What was odd when it was checked, or bound.
    checked: Vec<CheckError>,
    /// What is odd about how it was written.
    written: Vec<Lint>,
    told: OnceLock<Diagnostics>,
}

impl Warnings {
    /// Those of a query that was checked.
    pub(super) fn of_checked(checked: Vec<CheckError>, written: Vec<Lint>) -> Self {
        Self { inner: Arc::new(Inner { unbound: None, checked, written, told: OnceLock::new() }) }
    }

    /// Those of a query that was bound from `unbound`.
    pub(super) fn of_bound(unbound: Query, checked: Vec<CheckError>) -> Self {
        let inner = Inner { unbound: Some(unbound), checked, written: Vec::new(), told: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }
}

impl Query {
    /// What is odd about it, found so far. Looked for when first asked for, which takes longer than all of the check.
    pub fn warnings(&self) -> &Diagnostics {
        let Inner { unbound, checked, written, told } = &*self.warnings.inner;
        told.get_or_init(|| match unbound {
            Some(unbound) => {
                let mut warnings = unbound.warnings().clone();
                warnings.add(checked.clone());
                warnings.add(check::lint_bound(&self.checked, &self.source));
                warnings
            }
            None => {
                let mut warnings = Diagnostics::new(&self.source, checked.iter().cloned());
                warnings.add(check::lint(&self.checked, &self.source));
                warnings.add(written.clone());
                warnings
            }
        })
    }
}
