//! Traversals of a filter. None is recursive, so that a filter of any depth takes no stack.

use std::slice::Iter;

use super::{Comparison, Filter, FilterKind, Operand};

impl Filter {
    /// Folds the filter from the leaves up: calls `visit` with each node and the results for its items, in order.
    pub(crate) fn fold<'f, T>(&'f self, visit: &mut impl FnMut(&'f Filter, Vec<T>) -> T) -> T {
        let mut above: Vec<(&Filter, Vec<T>)> = Vec::new();
        let mut here = (self, Vec::new());
        loop {
            let (filter, below) = here;
            here = match filter.items().get(below.len()) {
                Some(item) => {
                    above.push((filter, below));
                    (item, Vec::new())
                }
                None => {
                    let folded = visit(filter, below);
                    let Some((filter, mut below)) = above.pop() else { return folded };
                    below.push(folded);
                    (filter, below)
                }
            };
        }
    }

    /// Returns a copy in which each comparison has the operand that `change` returns for it.
    pub(crate) fn with_operands(&self, change: &mut impl FnMut(&Comparison) -> Operand) -> Self {
        self.fold(&mut |filter: &Filter, mut items: Vec<Filter>| match &filter.kind {
            FilterKind::Constant(_) => filter.clone(),
            FilterKind::Comparison(comparison) => {
                let operand = change(comparison);
                Self::comparison(Comparison { operand, ..comparison.clone() }, filter.span)
            }
            FilterKind::Not(_) => items.pop().map_or_else(|| filter.clone(), |item| Self::not(item, filter.span)),
            FilterKind::And(_) => Self::and(items, filter.span),
            FilterKind::Or(_) => Self::or(items, filter.span),
            FilterKind::Xor(_) => Self::xor(items, filter.span),
        })
    }

    /// Returns the comparisons in the filter, in order.
    pub(crate) fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        Comparisons { here: std::slice::from_ref(self).iter(), above: Vec::new() }
    }
}

/// An iterator over the comparisons of a filter. Allocates nothing for a flat one.
struct Comparisons<'f> {
    /// The remaining items of the current group.
    here: Iter<'f, Filter>,
    /// The remaining items of the groups around it; groups with none left are dropped.
    above: Vec<Iter<'f, Filter>>,
}

impl<'f> Iterator for Comparisons<'f> {
    type Item = &'f Comparison;

    fn next(&mut self) -> Option<&'f Comparison> {
        loop {
            let Some(filter) = self.here.next() else {
                self.here = self.above.pop()?;
                continue;
            };
            if let FilterKind::Comparison(comparison) = &filter.kind {
                return Some(comparison);
            }
            let around = std::mem::replace(&mut self.here, filter.items().iter());
            if !around.as_slice().is_empty() {
                self.above.push(around);
            }
        }
    }
}
