//! Slips: phrases that are not of the language though it is clear what they mean. The grammar has failed where these
//! rules are asked. Each reports what was meant, and reading goes on behind it as if that had been written.

mod alone;
mod call;
mod case;
mod clause;
mod comparison;
mod homonym;
mod joint;
mod json;
mod language;
mod moment;
mod name;
mod operand;
mod operator;
mod pattern;
mod preamble;
mod suffix;
mod value;

use super::super::error::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use super::super::token::{TokenKind, tokens};
use super::input::Input;
use crate::span::Span;

pub(super) use clause::{
    Behind, clause, direction, filter_behind, goes_on, nulls, opens_clause, opens_filter, opens_key,
    opens_query_clause, signed_key,
};
pub(super) use comparison::compares_with_name;
pub(super) use homonym::homonyms;
pub(super) use joint::joint;
pub(super) use json::json;
pub(super) use language::Evidence;
pub(super) use moment::length;
pub(super) use operand::{Recovery, operand};
pub(super) use operator::operator;
pub(super) use suffix::suffix;
pub(crate) use value::spoken_unit;
pub(super) use value::{behind_value, foreign_value, list_symbol};

/// An edit that cures a slip.
struct Replacement {
    span: Span,
    text: String,
    certainty: Certainty,
    /// Set where the text ends with one that is compared case-sensitively.
    is_ordinal: bool,
}

impl Replacement {
    /// Where `text` is sure to stand in the place of `span`, unless there is a `doubt`.
    fn new(span: Span, text: String, doubt: Option<Doubt>) -> Self {
        let certainty = doubt.map_or(Certainty::Sure, Certainty::Unsure);
        Self { span, text, certainty, is_ordinal: false }
    }
}

impl<'t> Input<'t> {
    /// Reports that what stands from here up to `rest` is a slip, and means `meant` where that is sure.
    fn report_foreign(&self, slip: ForeignSyntax, rest: &Self, meant: Option<String>) {
        let span = self.up_to(rest);
        self.report_at(slip, span, meant.map(|meant| (span, meant)));
    }

    /// Reports a slip at `span`, for which a text stands in the place of another span where that is sure. A comment
    /// is never taken out.
    fn report_at(&self, slip: ForeignSyntax, span: Span, edit: Option<(Span, String)>) {
        match edit {
            Some((edited, text)) => self.report_edit(slip, span, Replacement::new(edited, text, None)),
            None => self.report(ParseError::new(ParseErrorKind::ForeignSyntax(slip), span)),
        }
    }

    /// Reports a slip at `span`, and what was meant on which condition.
    fn report_edit(&self, slip: ForeignSyntax, span: Span, meant: Replacement) {
        let fault = ParseError::new(ParseErrorKind::ForeignSyntax(slip), span);
        let mut tokens = tokens(meant.span.of(self.text()));
        self.report(match tokens.any(|token| token.kind == TokenKind::Comment) {
            true => fault,
            false => {
                let fault = ParseError { is_ordinal: meant.is_ordinal, ..fault.on(meant.certainty) };
                fault.cured(meant.span, meant.text)
            }
        });
    }

    /// What stands from here up to `rest`, as written.
    fn written_up_to(&self, rest: &Self) -> &'t str {
        self.up_to(rest).of(self.text())
    }

    /// Whether a malformed token of these characters stands here.
    fn is_symbol(&self, sign: &str) -> bool {
        self.is_malformed_as(|written| written == sign)
    }

    /// What stands from here up to `rest`, and the blanks before it.
    fn with_blanks_before(&self, rest: &Self) -> Span {
        Span::new(self.end(), rest.end())
    }

    /// What stands from here up to `rest`, and the blanks behind it.
    fn with_blanks_behind(&self, rest: &Self) -> Span {
        Span::new(self.span().start(), if rest.is_empty() { rest.end() } else { rest.span().start() })
    }

    /// Whether a malformed token stands here that is written so.
    fn is_malformed_as(&self, is_written: impl Fn(&str) -> bool) -> bool {
        matches!(self.first().map(|token| token.kind), Some(TokenKind::Malformed(_))) && is_written(self.written())
    }

    /// Whether an operand, or a filter, ends here.
    pub(super) fn ends_operand(&self) -> bool {
        self.is_empty()
            || self.can_go_on()
            || self.is(TokenKind::Comma)
            || [";", "&", "|"].iter().any(|sign| self.is_symbol(sign))
    }
}
