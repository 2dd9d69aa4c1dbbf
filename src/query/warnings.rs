//! What is odd about a query, found in full when first asked for: most queries run without anyone asking.

use std::sync::{Arc, OnceLock};

use super::Query;
use crate::build::Expr;
use crate::check::{self, CheckError, Lint};
use crate::diagnostic::Diagnostics;

/// What the warnings of a query are made of, and these once they were asked for.
#[derive(Clone, Debug)]
pub(super) struct Warnings {
    /// Nothing where nothing is odd so far.
    odd: Option<Arc<Odd>>,
    told: OnceLock<Arc<Diagnostics>>,
}

/// What was found before anybody asked.
#[derive(Debug)]
struct Odd {
    /// What the query was bound from, where it was; that one is not bound itself.
    unbound: Option<Query>,
    /// What was odd when it was checked, or bound.
    checked: Vec<CheckError>,
    /// What is odd about how it was written.
    written: Vec<Lint>,
}

impl Warnings {
    /// Those of a query that was checked.
    pub(super) fn of_checked(checked: Vec<CheckError>, written: Vec<Lint>) -> Self {
        let is_odd = !checked.is_empty() || !written.is_empty();
        Self::of(is_odd.then(|| Odd { unbound: None, checked, written }))
    }

    /// Those of a query that was bound from `unbound`.
    pub(super) fn of_bound(unbound: Query, checked: Vec<CheckError>) -> Self {
        Self::of(Some(Odd { unbound: Some(unbound), checked, written: Vec::new() }))
    }

    /// Those of a query that was narrowed to `tree`, in which `added` was found.
    pub(super) fn narrowed(&self, tree: &Expr, added: &Self) -> Result<Self, Diagnostics> {
        let checked = |warnings: &Self| warnings.odd.as_ref().map_or_else(Vec::new, |odd| odd.checked.clone());
        let own = checked(self);
        let Some(odd) = &self.odd else { return Ok(Self::of_checked(checked(added), Vec::new())) };
        Ok(match &odd.unbound {
            // It is narrowed, too, so that both have one source.
            Some(unbound) => Self::of_bound(unbound.and(tree)?, own),
            None => Self::of_checked(own.into_iter().chain(checked(added)).collect(), odd.written.clone()),
        })
    }

    fn of(odd: Option<Odd>) -> Self {
        Self { odd: odd.map(Arc::new), told: OnceLock::new() }
    }
}

impl Query {
    /// What is odd about it, found so far. Looked for when first asked for, which takes longer than all of the check.
    pub fn warnings(&self) -> &Diagnostics {
        self.warnings.told.get_or_init(|| Arc::new(self.look_for_warnings()))
    }

    fn look_for_warnings(&self) -> Diagnostics {
        match self.warnings.odd.as_deref() {
            Some(Odd { unbound: Some(unbound), checked, .. }) => {
                let mut warnings = unbound.warnings().clone();
                warnings.add(checked.clone());
                warnings.add(check::lint_bound(&self.checked));
                warnings
            }
            odd => {
                let (checked, written) = odd.map_or((&[][..], &[][..]), |odd| (&odd.checked, &odd.written));
                let mut warnings = Diagnostics::new(self.source(), checked.iter().cloned());
                warnings.add(check::lint(&self.checked));
                warnings.add(written.to_vec());
                warnings
            }
        }
    }
}
