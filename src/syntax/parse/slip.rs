//! Slips: phrases that are not of the language though it is clear what they mean. The grammar has failed where these
//! rules are asked. Each reports what was meant, and reading goes on behind it as if that had been written.

mod alone;
mod call;
mod clause;
mod comparison;
mod joint;
mod json;
mod moment;
mod name;
mod operand;
mod operator;
mod pattern;
mod preamble;
mod value;

use super::super::error::{ParseError, ParseErrorKind, Slip};
use super::super::token::{TokenKind, tokens};
use super::input::Input;
use crate::span::Span;

pub(super) use clause::{
    Behind, clause, direction, filter_behind, goes_on, nulls, opens_clause, opens_filter, opens_key,
    opens_query_clause, signed_key,
};
pub(super) use joint::joint;
pub(super) use operand::{Mended, operand};
pub(super) use operator::operator;
pub(crate) use value::spoken_unit;
pub(super) use value::{behind_value, foreign_value, list_sign};

impl<'t> Input<'t> {
    /// Reports that what stands from here up to `rest` is a slip, and means `meant` where that is sure.
    fn slip(&self, slip: Slip, rest: &Self, meant: Option<String>) {
        let span = self.up_to(rest);
        self.slip_at(slip, span, meant.map(|meant| (span, meant)));
    }

    /// Reports a slip at `span`, for which a text stands in the place of another span where that is sure. A comment
    /// is never taken out.
    fn slip_at(&self, slip: Slip, span: Span, edit: Option<(Span, String)>) {
        let fault = ParseError::new(ParseErrorKind::Slip(slip), span);
        let holds_comment = |span: Span| tokens(span.of(self.text())).any(|token| token.kind == TokenKind::Comment);
        self.report(match edit {
            Some((span, meant)) if !holds_comment(span) => fault.cured(span, meant),
            _ => fault,
        });
    }

    /// What stands from here up to `rest`, as written.
    fn written_up_to(&self, rest: &Self) -> &'t str {
        self.up_to(rest).of(self.text())
    }

    /// Whether a malformed token of these characters stands here.
    fn is_sign(&self, sign: &str) -> bool {
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
            || [";", "&", "|"].iter().any(|sign| self.is_sign(sign))
    }
}
