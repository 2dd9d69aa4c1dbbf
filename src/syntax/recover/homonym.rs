//! Homonyms: operators of this language that mean something else in another. They are reported if the rest of the text
//! is in that language and has to be cured anyway; a text without other errors is left as it is.

use super::case::Case;
use super::evidence::Evidence;
use super::pattern::{PatternMeaning, of_wildcards};
use super::report::Replacement;
use super::spelling::is_own_spelling;
use crate::operator::{Family, Operator};
use crate::syntax::ast::{AstComparison, AstExpr, ExprKind, PathSpan};
use crate::syntax::error::ForeignSyntax;
use crate::syntax::grammar::Input;
use crate::syntax::text::unquote;

/// Reports the homonyms in `filter`, given the `evidence` of the text.
pub(super) fn homonyms(input: Input<'_>, filter: &AstExpr, evidence: Evidence) {
    if !evidence.is_ordinal() && !evidence.is_rsql() {
        return;
    }
    let mut exprs = vec![filter];
    while let Some(expr) = exprs.pop() {
        exprs.extend(expr.items());
        if let ExprKind::Comparison(comparison) = &expr.kind {
            let meant = homonym(input.text(), comparison, evidence).filter(|_| comparison.collation.is_none());
            if let Some(meant) = meant {
                // The value may have been reported already, as a malformed token.
                input.retract(comparison.operand.span());
                input.report_edit(ForeignSyntax::Homonym, comparison.operator.span, meant);
            }
        }
    }
}

/// Returns the edit of `comparison` if its operator is a homonym.
fn homonym(text: &str, comparison: &AstComparison, evidence: Evidence) -> Option<Replacement> {
    let operator = comparison.operator;
    let value = comparison.operand.span();
    let is_own = is_own_spelling(operator.node, operator.span.of(text));
    match operator.node.family() {
        // KQL's `contains`, `startswith` and `endswith` ignore case.
        Family::Containment | Family::Text if is_own && evidence.is_kusto => {
            let case = Case::Ignored.of(text, &comparison.operand);
            let span = operator.span.to(value);
            let meant = || Replacement::new(span, format!("{}{}", span.of(text), case.collation()), None);
            (case == Case::Ignored).then(meant)
        }
        // In RSQL and FIQL `*` matches any text.
        Family::Equality if is_own && evidence.is_rsql() && operator.node != Operator::In => {
            let written = value.of(text);
            let unquoted = if written.starts_with(['"', '\'']) { unquote(written).ok()? } else { written.into() };
            let PatternMeaning { operator: meant, quoted, .. } = of_wildcards(&unquoted)?;
            let PathSpan(path) = comparison.path;
            let (span, text) = if operator.node.is_negative() {
                (path.to(value), format!("not {} {meant} {quoted}", path.of(text)))
            } else {
                (operator.span.to(value), format!("{meant} {quoted}"))
            };
            Some(Replacement::new(span, text, None))
        }
        // KQL and jq are case-sensitive: if the schema is so as well, the diagnostic is dropped.
        Family::Equality if is_own && evidence.is_ordinal() => {
            let span = operator.span.to(value);
            let meant = || Replacement { is_ordinal: true, ..Replacement::new(span, span.of(text).to_owned(), None) };
            (Case::Ordinal.of(text, &comparison.operand) == Case::Ordinal).then(meant)
        }
        Family::Containment | Family::Text | Family::Equality | Family::Order | Family::Set => None,
    }
}
