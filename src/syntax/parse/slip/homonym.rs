//! Operators that this language shares with another, in which they mean something else. Where the rest of the text shows
//! that language, and something of it has to be cured anyway, they are not left as they are.

use super::super::input::Input;
use super::case::Case;
use super::pattern::of_wildcards;
use super::{Evidence, Replacement};
use crate::operator::{Family, Operator};
use crate::syntax::ast::{Comparison, Expr, ExprKind, PathSpan};
use crate::syntax::error::ForeignSyntax;
use crate::syntax::text::unquote;

/// Reports those in `filter`.
pub(in super::super) fn homonyms(input: Input<'_>, filter: &Expr) {
    let evidence = input.evidence();
    if !evidence.is_ordinal() && !evidence.is_rsql() {
        return;
    }
    let mut exprs = vec![filter];
    while let Some(expr) = exprs.pop() {
        exprs.extend(expr.items());
        if let ExprKind::Comparison(comparison) = &expr.kind {
            let meant = homonym(input.text(), comparison, evidence).filter(|_| comparison.collation.is_none());
            if let Some(meant) = meant {
                // It is told as this instead of as what is no token.
                input.retract(comparison.operand.span());
                input.report_edit(ForeignSyntax::Homonym, comparison.operator.span, meant);
            }
        }
    }
}

fn homonym(text: &str, comparison: &Comparison, evidence: Evidence) -> Option<Replacement> {
    let operator = comparison.operator;
    let value = comparison.operand.span();
    let spelling = operator.span.of(text).to_ascii_lowercase();
    let is_own = spelling.strip_prefix("not").unwrap_or(&spelling).trim_start().parse() == Ok(operator.node);
    match operator.node.family() {
        // KQL's `contains`, `startswith` and `endswith` ignore case.
        Family::Containment | Family::Affix if is_own && evidence.is_kusto => {
            let case = Case::Ignored.of(text, &comparison.operand);
            let span = operator.span.to(value);
            let meant = || Replacement::new(span, format!("{}{}", span.of(text), case.collation()), None);
            (case == Case::Ignored).then(meant)
        }
        // In RSQL and FIQL `*` stands for any text.
        Family::Equality if is_own && evidence.is_rsql() && operator.node != Operator::In => {
            let written = value.of(text);
            let unquoted = if written.starts_with(['"', '\'']) { unquote(written).ok()? } else { written.into() };
            let (wildcards, quoted) = of_wildcards(&unquoted)?;
            let PathSpan(path) = comparison.path;
            let (span, text) = match operator.node {
                Operator::NotEqual => (path.to(value), format!("not {} {wildcards} {quoted}", path.of(text))),
                _ => (operator.span.to(value), format!("{wildcards} {quoted}")),
            };
            Some(Replacement::new(span, text, None))
        }
        // KQL and jq tell case apart: where the schema does so as well, the diagnostic is dropped.
        Family::Equality if is_own && evidence.is_ordinal() => {
            let span = operator.span.to(value);
            let meant = || Replacement { is_ordinal: true, ..Replacement::new(span, span.of(text).to_owned(), None) };
            (Case::Ordinal.of(text, &comparison.operand) == Case::Ordinal).then(meant)
        }
        _ => None,
    }
}
