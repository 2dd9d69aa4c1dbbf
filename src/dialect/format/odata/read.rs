//! Reading OData text: filters and lists of sort keys. The reader is strict: it accepts what the grammar has, up to the
//! end of the text.
//!
//! Connectives are joined on a stack of their own, so that nesting costs heap only. Precedence is OData's: `not` before
//! comparisons before `and` before `or`.

use super::condition::{Condition, Equality, Item, ODataReader, negated};
use super::token::{ODataToken, ODataTokenKind, ODataTokens, continues_name};
use super::{NAMES, OData};
use crate::build::Expr;
use crate::dialect::decompile::decompiling::Decompiling;
use crate::dialect::decompile::detected_format::{DetectedFormat, ODATA_PARAMETERS};
use crate::dialect::decompile::error::{DecompileError, DecompileErrorKind};
use crate::dialect::decompile::expectation::Expectation;
use crate::dialect::decompile::json::{At, JsonDocument, JsonValue};
use crate::dialect::decompile::json_text::{Encoded, IN_JSON};
use crate::dialect::decompile::measured_expr::MeasuredExpr;
use crate::dialect::decompile::pluses::Values;
use crate::dialect::decompile::source::SourceText;
use crate::dialect::decompile::url_parts::UrlParameter;
use crate::dialect::format::{FormatReader, TextContent};
use crate::dialect::parts::{Parts, QueryPart};
use crate::path::Path;
use crate::span::Span;
use crate::syntax::ast::Connective;
use crate::syntax::print::PrintedKey;

impl FormatReader for OData {
    fn detected(&self) -> DetectedFormat {
        DetectedFormat::OData
    }

    fn parameter_names(&self) -> Parts<Option<&'static str>> {
        let Parts { filter, sort, offset, limit } = NAMES;
        Parts { filter: Some(filter), sort: Some(sort), offset: Some(offset), limit: Some(limit) }
    }

    fn alias(&self, name: &str) -> Option<QueryPart> {
        ODATA_PARAMETERS.iter().find_map(|(part, known)| known.eq_ignore_ascii_case(name).then_some(part))
    }

    fn text_content(&self, text: &str) -> TextContent {
        match DetectedFormat::detect(text) {
            Some(DetectedFormat::SortList) => TextContent::Sort,
            Some(DetectedFormat::OneExpression | DetectedFormat::TypedExpressions) => TextContent::Json,
            _ => TextContent::Filter,
        }
    }

    fn read_filter(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<Expr> {
        let source = text_in(document, at, decompiling)?;
        self.read_filter_text(&source, IN_JSON, decompiling)
    }

    fn read_sort(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey> {
        text_in(document, at, decompiling).map(|source| sort_list(&source, decompiling)).unwrap_or_default()
    }

    /// Reads the filter as it is, and only if that is none, decoded.
    fn read_filter_text(
        &self,
        text: &SourceText<'_>,
        encoded: Encoded,
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr> {
        let mut last_error = None;
        let mut level = text.trimmed();
        for decoded in encoded {
            let before = decompiling.errors.len();
            match (ODataReader { decompiling }).filter(&level) {
                Ok(item) => {
                    if decoded > 0 {
                        decompiling.warn_of_pluses(&level, Values::BetweenSingleQuotes);
                    }
                    if decoded > 1 {
                        decompiling.report(DecompileErrorKind::EncodedTwice, text.whole());
                    }
                    let limit = decompiling.deepest();
                    if item.as_ref().is_some_and(|operand| operand.measured.depth > limit) {
                        decompiling.report(DecompileErrorKind::TooDeep { limit }, text.whole());
                    }
                    return item.map(|operand| operand.measured.expr);
                }
                Err(error) => {
                    decompiling.errors.truncate(before);
                    last_error = Some(error);
                }
            }
            level = match level.form_decoded() {
                Ok(next) if level.is_encoded() || level.text().contains('+') => next,
                _ => break,
            };
        }
        match DetectedFormat::detect(level.text()) {
            Some(other) if other != self.detected() => decompiling.report_other_language(Some(other), text.whole()),
            Some(_) | None => decompiling.errors.extend(last_error),
        }
        None
    }

    fn read_sort_text(
        &self,
        text: &SourceText<'_>,
        _: &[UrlParameter<'_>],
        decompiling: &mut Decompiling<'_>,
    ) -> Vec<PrintedKey> {
        sort_list(&text.trimmed(), decompiling)
    }
}

/// Returns the text at `at`; reports every other value.
fn text_in(document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<SourceText<'static>> {
    if !matches!(document.value_at(at), JsonValue::Text(_)) {
        let looks_like = DetectedFormat::detect(document.written(at));
        decompiling.report_other_language(looks_like, document.span(at));
        return None;
    }
    decompiling.reported(document.text(at))
}

/// Reads sort keys with commas between them, and a `-` before those that descend.
fn sort_list(list: &SourceText<'_>, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey> {
    let mut keys = Vec::new();
    let mut start = 0_usize;
    for key in list.text().split(',') {
        let end = start.saturating_add(key.len());
        let name = key.strip_prefix('-').unwrap_or(key);
        let is_name = |name: &str| !name.is_empty() && name.chars().all(continues_name);
        if name.split(['.', '/']).all(is_name) {
            let path = Path::new(name.split(['.', '/']));
            keys.push(PrintedKey { path, descending: name.len() < key.len(), collation: None });
        } else {
            let kind = DecompileErrorKind::Unexpected { wanted: Expectation::SortKey, found: key.into() };
            decompiling.report(kind, list.place(Span::new(start, end)));
        }
        start = end.saturating_add(1);
    }
    keys
}

/// A group that is not closed yet; the first one is the filter itself.
struct OpenGroup {
    open: Span,
    /// The number of `not`s before it.
    nots: usize,
    /// The finished alternatives.
    or: Vec<Item>,
    /// The conjunction in progress.
    and: Vec<Item>,
}

impl ODataReader<'_, '_> {
    /// Reads the filter in `source`, or returns the first error of its grammar.
    fn filter(&mut self, source: &SourceText<'_>) -> Result<Item, DecompileError> {
        let mut tokens = ODataTokens::new(source);
        let mut levels = vec![OpenGroup::new(source.whole(), 0)];
        let mut nots: Vec<ODataToken<'_>> = Vec::new();
        loop {
            let Some(token) = tokens.peek() else { return Err(tokens.unexpected(Expectation::Condition)) };
            let deep = levels.len().saturating_sub(1).saturating_add(count(&levels)).saturating_add(nots.len());
            // A negated comparison takes parentheses that the query does without.
            let most = self.decompiling.deepest().saturating_mul(2);
            if deep >= most && (token.is_not() || token.kind == ODataTokenKind::Open) {
                let limit = self.decompiling.deepest();
                return Err(DecompileError {
                    kind: DecompileErrorKind::TooDeep { limit },
                    span: source.place(token.span),
                });
            }
            if token.is_not() {
                nots.push(token);
                tokens.next();
                continue;
            }
            if token.kind == ODataTokenKind::Open {
                levels.push(OpenGroup::new(source.place(token.span), nots.len()));
                nots.clear();
                tokens.next();
                continue;
            }
            let item = self.condition(&mut tokens, nots.last().copied())?;
            let Some(level) = levels.last_mut() else { return Ok(None) };
            level.and.push(negated(item, nots.len()));
            nots.clear();
            if !self.connective(&mut tokens, &mut levels)? {
                return Ok(levels.pop().and_then(|level| level.close(self, false)));
            }
        }
    }

    /// Reads what follows an operand, up to the next one; returns `false` at the end of the text.
    fn connective(
        &mut self,
        tokens: &mut ODataTokens<'_>,
        levels: &mut Vec<OpenGroup>,
    ) -> Result<bool, DecompileError> {
        loop {
            let is_inner = levels.len() > 1;
            let wanted = if is_inner { Expectation::ConnectiveOrGroupEnd } else { Expectation::ConnectiveOrEnd };
            let word = tokens.peek().map(|token| (token.kind, token.text));
            match (word, levels.last_mut()) {
                (Some((ODataTokenKind::Close, _)), Some(_)) if is_inner => {
                    let Some(closed) = levels.pop() else { return Ok(false) };
                    let nots = closed.nots;
                    let item = negated(closed.close(self, true), nots);
                    if let Some(level) = levels.last_mut() {
                        level.and.push(item);
                    }
                }
                (Some((ODataTokenKind::Word, "and")), Some(_)) => {
                    tokens.next();
                    return Ok(true);
                }
                (Some((ODataTokenKind::Word, "or")), Some(level)) => {
                    level.finish_and();
                    tokens.next();
                    return Ok(true);
                }
                (None, Some(level)) if is_inner => {
                    return Err(DecompileError { kind: DecompileErrorKind::UnclosedGroup, span: level.open });
                }
                (None, _) => return Ok(false),
                _ => return Err(tokens.unexpected(wanted)),
            }
            tokens.next();
        }
    }
}

/// Returns the number of `not`s before the open groups.
fn count(levels: &[OpenGroup]) -> usize {
    levels.iter().map(|level| level.nots).sum()
}

impl OpenGroup {
    fn new(open: Span, nots: usize) -> Self {
        Self { open, nots, or: Vec::new(), and: Vec::new() }
    }

    fn finish_and(&mut self) {
        let items = std::mem::take(&mut self.and);
        self.or.push(joined(Connective::And, items));
    }

    /// Joins its alternatives; in parentheses, equalities of one property become a list.
    fn close(mut self, reader: &ODataReader<'_, '_>, is_group: bool) -> Item {
        self.finish_and();
        let is_equality = |item: &Item| item.as_ref().is_some_and(|operand| operand.equality.is_some());
        let fits = (2..=reader.decompiling.limits.items).contains(&self.or.len());
        if is_group && fits && self.or.iter().all(is_equality) {
            let equalities = self.or.iter().flatten().flat_map(|operand| &operand.equality);
            if let Some(measured) = Equality::list(equalities) {
                return Some(Condition { measured, equality: None });
            }
        }
        joined(Connective::Or, self.or)
    }
}

fn joined(connective: Connective, mut items: Vec<Item>) -> Item {
    if items.len() == 1 {
        return items.pop().flatten();
    }
    let measured = items.into_iter().map(|item| item.map(|operand| operand.measured)).collect::<Option<Vec<_>>>()?;
    Some(Condition { measured: MeasuredExpr::join(connective, measured), equality: None })
}
