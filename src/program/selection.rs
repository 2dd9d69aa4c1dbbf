//! Rows that come one by one: those that match are kept, and of those no more than may be among the first in the end.

use std::borrow::Borrow;

use super::Program;
use crate::value::Json;

/// The rows of a [`Program::run`] under way.
#[derive(Debug)]
pub struct Selection<'p, R> {
    program: &'p Program,
    /// Matching rows, in order of arrival but for those that were put in order already.
    rows: Vec<R>,
    /// How many matching rows may be among the first in the end.
    wanted: usize,
}

impl<'p, R: Borrow<Json>> Selection<'p, R> {
    /// Rows are put in order when this many times the wanted ones are there, so that each is compared a bounded number of
    /// times however many come.
    const SLACK: usize = 2;
    /// Below this many, keeping all is cheaper.
    const FEW: usize = 1024;

    pub(super) fn new(program: &'p Program) -> Self {
        let wanted = program.limit().map_or(usize::MAX, |limit| limit.saturating_add(program.offset()));
        Self { program, rows: Vec::new(), wanted }
    }

    /// Takes a row, where it matches.
    pub fn push(&mut self, row: R) {
        if self.is_complete() || !self.program.matches(row.borrow()) {
            return;
        }
        self.rows.push(row);
        if self.program.sorts() && self.rows.len() >= self.wanted.saturating_mul(Self::SLACK).max(Self::FEW) {
            self.settle();
        }
    }

    /// Whether no further row can change the answer.
    pub fn is_complete(&self) -> bool {
        self.program.limit() == Some(0) || (!self.program.sorts() && self.rows.len() >= self.wanted)
    }

    /// The rows in order, from the offset on and up to the limit.
    pub fn finish(mut self) -> Vec<R> {
        self.settle();
        let offset = self.program.offset().min(self.rows.len());
        self.rows.split_off(offset)
    }

    /// Puts the rows in order and lets go those that cannot be among the wanted ones. Earlier rows stand before later
    /// ones, so the stable sort keeps the order of arrival among equals.
    fn settle(&mut self) {
        self.program.sort(&mut self.rows);
        self.rows.truncate(self.wanted);
    }
}
