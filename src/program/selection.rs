//! Running a program over rows: a top-k collector.
//!
//! With a sort and a limit, only the first `offset + limit` rows can be part of the answer. The collector keeps up to
//! twice as many. When it has that many, it sorts them and drops the second half.

use std::borrow::Borrow;

use super::Program;
use crate::value::Json;

/// A [`Program::run`] in progress, for rows that arrive one by one.
#[derive(Debug)]
pub struct Selection<'p, R> {
    program: &'p Program,
    /// Matching rows: those that were sorted already, then the others in the order of arrival.
    rows: Vec<R>,
    /// The most rows that can be part of the answer: offset and limit together.
    most: usize,
}

impl Program {
    /// Returns the rows that match, sorted, from the offset on and up to the limit. Rows that compare equal keep their
    /// order.
    ///
    /// Rows may be owned, borrowed, or anything else that borrows as JSON; none is cloned. With a limit, no more rows
    /// are held at a time than some thousand, or a small multiple of offset and limit together if that is more; without
    /// a sort, no row is taken from `rows` after the limit is reached.
    pub fn run<R: Borrow<Json>>(&self, rows: impl IntoIterator<Item = R>) -> Vec<R> {
        let mut selection = self.selection();
        let mut rows = rows.into_iter();
        while !selection.is_complete() {
            match rows.next() {
                Some(row) => selection.push(row),
                None => break,
            }
        }
        selection.finish()
    }

    /// Starts a [`Program::run`] for rows that arrive one by one.
    pub fn selection<R: Borrow<Json>>(&self) -> Selection<'_, R> {
        let most = self.limit().map_or(usize::MAX, |limit| limit.saturating_add(self.offset()));
        Selection { program: self, rows: Vec::new(), most }
    }
}

impl<R: Borrow<Json>> Selection<'_, R> {
    /// The multiple of `most` at which rows are sorted and cut, so that each row is compared a bounded number of times
    /// however many arrive.
    const SLACK: usize = 2;
    /// The number of rows below which keeping all of them is cheaper.
    const FEW: usize = 1024;

    /// Adds a row if it matches.
    pub fn push(&mut self, row: R) {
        if self.is_complete() || !self.program.matches(row.borrow()) {
            return;
        }
        self.rows.push(row);
        if self.program.sorts() && self.rows.len() >= self.most.saturating_mul(Self::SLACK).max(Self::FEW) {
            self.sort_and_cut();
        }
    }

    /// Returns `true` if no further row can change the answer.
    pub fn is_complete(&self) -> bool {
        self.program.limit() == Some(0) || (!self.program.sorts() && self.rows.len() >= self.most)
    }

    /// Returns the selected rows, sorted, from the offset on and up to the limit.
    pub fn finish(mut self) -> Vec<R> {
        self.sort_and_cut();
        let offset = self.program.offset().min(self.rows.len());
        self.rows.split_off(offset)
    }

    /// Sorts the rows and drops those that cannot be part of the answer. Rows that arrived earlier come first, so the
    /// stable sort keeps the order of arrival among equal rows.
    fn sort_and_cut(&mut self) {
        self.program.sort(&mut self.rows);
        self.rows.truncate(self.most);
    }
}
