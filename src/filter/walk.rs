//! Going through a filter. Takes no stack, however deep it is.

use std::slice::Iter;

use super::{Comparison, Filter, FilterKind, Operand};

impl Filter {
    /// Visits it from the leaves up: `visit` gets each node with what it gave for the node's own items, in order. Takes no
    /// stack, however deep it is.
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

    /// The same with the operand of every comparison replaced by what `change` gives for it.
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

    /// The comparisons in it, in order.
    pub(crate) fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        Comparisons { here: std::slice::from_ref(self).iter(), above: Vec::new() }
    }
}

/// Goes through the comparisons of a filter. Takes no stack, however deep it is, and no heap where it is flat.
struct Comparisons<'f> {
    /// What is left of the items that it is among.
    here: Iter<'f, Filter>,
    /// The same of the groups around, as far as anything is left.
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
