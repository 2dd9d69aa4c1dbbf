//! The driver: a wire format, the decompilation in progress, and what was read so far. A text is either a URL
//! ([`url`](super::url)), a command ([`pasted`](super::pasted)) or JSON ([`body`](super::body)); each of these files
//! adds the methods for it.

use super::decompiling::{DecompiledRequest, Decompiling};
use crate::build::Expr;
use crate::dialect::format::FormatReader;
use crate::span::Span;

pub(super) struct Decompiler<'d, 'a> {
    pub(super) format: &'static dyn FormatReader,
    pub(super) decompiling: &'d mut Decompiling<'a>,
    pub(super) read: &'d mut DecompiledRequest,
}

impl Decompiler<'_, '_> {
    /// Requires `condition` in addition to the filter so far.
    pub(super) fn require(&mut self, condition: Option<Expr>) {
        self.read.filter = match (self.read.filter.take(), condition) {
            (Some(earlier), Some(condition)) => Some(earlier & condition),
            (earlier, condition) => earlier.or(condition),
        };
    }

    /// Keeps a parameter that is not part of the query.
    pub(super) fn keep_other(&mut self, name: &str, value: &str, span: Span) {
        let known = self.format.known_parameters(self.decompiling);
        self.decompiling.keep_other(name, value, span, &known);
    }

    /// Returns `true` if a parameter of this name states a condition of its own.
    pub(super) fn states_condition(&self, name: &str) -> bool {
        self.format.conditions().is_some_and(|conditions| conditions.states(name, self.decompiling))
    }

    /// Returns `true` if a parameter of this name may be given several times, each time with another value.
    pub(super) fn repeats(&self, name: &str) -> bool {
        self.format.conditions().is_some_and(|conditions| conditions.repeats(name, self.decompiling))
    }

    /// Returns `true` for a parameter that is read together with the one of the sort key.
    pub(super) fn is_part_of_sort(&self, name: &str) -> bool {
        self.format.conditions().is_some_and(|conditions| conditions.is_part_of_sort(name))
    }
}
