//! Faults: where rules report what is wrong, and how they go on behind it.
//!
//! A rule that can read on as if nothing were wrong reports the fault and does so. One that cannot gives it up with what
//! is left; whoever called it reports the fault, leaves a hole in the tree, and goes on where a rule of its own can.

use std::cell::Cell;

use super::super::error::{MOST_FAULTS, ParseError};
use super::super::token::TokenKind;
use super::input::Input;
use super::run::no_token;
use crate::span::Span;

/// What was found wrong so far.
#[derive(Default)]
pub(super) struct Faults {
    found: Cell<Vec<ParseError>>,
    /// How many more there are.
    more: Cell<usize>,
    /// Where the last of all stands.
    last: Cell<Option<Span>>,
}

impl Faults {
    /// Keeps `fault`, unless what stands there is at fault already: what else it is then follows from that.
    pub(super) fn report(&self, fault: ParseError) {
        if self.last.replace(Some(fault.span)) == Some(fault.span) {
            return;
        }
        let mut found = self.found.take();
        if found.len() < MOST_FAULTS {
            found.push(fault);
        } else {
            self.more.set(self.more.get().saturating_add(1));
        }
        self.found.set(found);
    }

    /// Takes back the faults at `span`.
    pub(super) fn retract(&self, span: Span) {
        let mut found = self.found.take();
        found.retain(|fault| fault.span != span);
        self.found.set(found);
    }

    /// How many were found.
    pub(super) fn count(&self) -> usize {
        let found = self.found.take();
        let count = found.len().saturating_add(self.more.get());
        self.found.set(found);
        count
    }

    /// What was found, and how many more there are.
    pub(super) fn finish(self) -> (Vec<ParseError>, usize) {
        (self.found.into_inner(), self.more.get())
    }
}

/// What is left of `input` from the first place on where `can_go_on`.
pub(super) fn skip<'t>(input: Input<'t>, can_go_on: impl Fn(&Input<'t>) -> bool) -> Input<'t> {
    let mut rest = input;
    while !rest.is_empty() && !can_go_on(&rest) {
        rest = skip_one(rest);
    }
    rest
}

/// What follows the first token and, where that is a bracket, what it encloses. What is no token in there is reported.
pub(super) fn skip_one(input: Input<'_>) -> Input<'_> {
    let (mut rest, mut open) = (input, 0_usize);
    while let Some(token) = rest.first() {
        match token.kind {
            TokenKind::OpenGroup | TokenKind::OpenList => open = open.saturating_add(1),
            TokenKind::CloseGroup | TokenKind::CloseList => open = open.saturating_sub(1),
            TokenKind::Malformed(malformed) => rest.report(no_token(malformed, token.span, rest.text())),
            _ => {}
        }
        rest = rest.rest();
        if open == 0 {
            break;
        }
    }
    rest
}
