//! Reading OData text: filters, and sort keys as NetBackup writes them. Read strictly: nothing is taken but what its
//! grammar has, and nothing is left over.
//!
//! Connectives are put together on a stack of their own, so that the nesting of a text costs heap alone. Precedence is
//! OData's: `not` before comparisons before `and` before `or`.

mod comparison;
mod operand;
mod token;

use super::error::{DecompileErrorKind, Inexpressible, ReadError};
use super::json::{At, Document, Kind};
use super::lookalike::DetectedFormat;
use super::said::Said;
use super::source::Source;
use super::wanted::Expectation;
use super::{Encoded, GIVEN, Reader};
use crate::path::Path;
use crate::span::Span;
use crate::syntax::ast::Connective;
use crate::syntax::print::PrintedKey;

use comparison::Equality;
use token::{Kind as TokenKind, Token, Tokens};

/// An operand of a connective; nothing where a fault in it was reported.
type Item = Option<Operand>;

/// What stands between connectives.
struct Operand {
    said: Said,
    /// What it is an equality of, where it is one: those of one property in parentheses are a list.
    equality: Option<Equality>,
}

/// A group that is not closed; the first is the filter itself.
struct Level {
    open: Span,
    /// How many `not`s stand before it.
    nots: usize,
    /// The finished alternatives, and the conjunction under way.
    or: Vec<Item>,
    and: Vec<Item>,
}

impl Reader<'_> {
    /// The filter in `source`: as it stands, and only where that is none, decoded.
    pub(super) fn odata(&mut self, source: &Source<'_>, encoded: Encoded) {
        let mut fault = None;
        let mut level = source.trimmed();
        for decoded in encoded {
            let before = self.faults.len();
            match self.odata_filter(&level) {
                Ok(item) => {
                    if decoded > 0 {
                        self.heed_pluses(&level, true);
                    }
                    if decoded > 1 {
                        self.fault(DecompileErrorKind::EncodedTwice, source.whole());
                    }
                    let limit = self.deepest();
                    if item.as_ref().is_some_and(|operand| operand.said.depth > limit) {
                        self.fault(DecompileErrorKind::TooDeep { limit }, source.whole());
                    }
                    self.read.filter = item.map(|operand| operand.said.tree);
                    return;
                }
                Err(found) => {
                    self.faults.truncate(before);
                    fault = Some(found);
                }
            }
            level = match level.form_decoded() {
                Ok(next) if level.is_encoded() || level.text().contains('+') => next,
                _ => break,
            };
        }
        match DetectedFormat::of(level.text()) {
            Some(other) if other != self.form.looks_like() => self.other_language(Some(other), source.whole()),
            _ => self.faults.extend(fault),
        }
    }

    fn odata_filter(&mut self, source: &Source<'_>) -> Result<Item, ReadError> {
        let mut tokens = Tokens::new(source);
        let mut levels = vec![Level::new(source.whole(), 0)];
        let mut nots: Vec<Token<'_>> = Vec::new();
        loop {
            let Some(token) = tokens.peek() else { return Err(tokens.unexpected(Expectation::Condition)) };
            let deep = levels.len().saturating_sub(1).saturating_add(count(&levels)).saturating_add(nots.len());
            // A negated comparison takes parentheses that the query does without.
            let most = self.deepest().saturating_mul(2);
            if deep >= most && (token.is_not() || token.kind == TokenKind::Open) {
                let limit = self.deepest();
                return Err(ReadError { kind: DecompileErrorKind::TooDeep { limit }, span: source.place(token.span) });
            }
            if token.is_not() {
                nots.push(token);
                tokens.next();
                continue;
            }
            if token.kind == TokenKind::Open {
                levels.push(Level::new(source.place(token.span), nots.len()));
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

    /// What follows an operand, up to the next one; false at the end of the text.
    fn connective(&mut self, tokens: &mut Tokens<'_>, levels: &mut Vec<Level>) -> Result<bool, ReadError> {
        loop {
            let is_inner = levels.len() > 1;
            let wanted = if is_inner { Expectation::ConnectiveOrGroupEnd } else { Expectation::ConnectiveOrEnd };
            let word = tokens.peek().map(|token| (token.kind, token.text));
            match (word, levels.last_mut()) {
                (Some((TokenKind::Close, _)), Some(_)) if is_inner => {
                    let Some(closed) = levels.pop() else { return Ok(false) };
                    let nots = closed.nots;
                    let item = negated(closed.close(self, true), nots);
                    if let Some(level) = levels.last_mut() {
                        level.and.push(item);
                    }
                }
                (Some((TokenKind::Word, "and")), Some(_)) => {
                    tokens.next();
                    return Ok(true);
                }
                (Some((TokenKind::Word, "or")), Some(level)) => {
                    level.finish_and();
                    tokens.next();
                    return Ok(true);
                }
                (None, Some(level)) if is_inner => {
                    return Err(ReadError { kind: DecompileErrorKind::UnclosedGroup, span: level.open });
                }
                (None, _) => return Ok(false),
                _ => return Err(tokens.unexpected(wanted)),
            }
            tokens.next();
        }
    }

    /// The filter and the sort keys of a text that is neither a URL nor one of those of other languages.
    pub(super) fn odata_text(&mut self, text: &Source<'_>) {
        match DetectedFormat::of(text.text()) {
            Some(DetectedFormat::SortList) => self.sort_list(text),
            Some(DetectedFormat::OneExpression | DetectedFormat::TypedExpressions) => {
                self.json(text, GIVEN, Self::odata_request)
            }
            _ => self.odata(text, GIVEN),
        }
    }

    fn odata_request(&mut self, document: &Document<'_>, top: At) {
        if self.is_request(document, top) {
            self.request(document, top);
        } else {
            self.other_language(DetectedFormat::of(document.written(top)), document.span(top));
        }
    }

    /// The filter, or the sort keys, that stand in JSON as text.
    pub(super) fn odata_in(&mut self, document: &Document<'_>, at: At, read: fn(&mut Self, &Source<'_>)) {
        if !matches!(document.kind(at), Kind::Text(_)) {
            return self.other_language(DetectedFormat::of(document.written(at)), document.span(at));
        }
        match document.text(at) {
            Ok(source) => read(self, &source),
            Err(fault) => self.faults.push(fault),
        }
    }

    /// Sort keys with commas between them, a `-` before those that descend.
    pub(super) fn sort_list(&mut self, list: &Source<'_>) {
        let mut start = 0_usize;
        for key in list.text().split(',') {
            let end = start.saturating_add(key.len());
            let name = key.strip_prefix('-').unwrap_or(key);
            let is_name = |name: &str| !name.is_empty() && name.chars().all(token::continues_name);
            if name.split(['.', '/']).all(is_name) {
                let path = Path::new(name.split(['.', '/']));
                self.read.keys.push(PrintedKey { path, descending: name.len() < key.len(), collation: None });
            } else {
                let kind = DecompileErrorKind::Unexpected { wanted: Expectation::SortKey, found: key.into() };
                self.fault(kind, list.place(Span::new(start, end)));
            }
            start = end.saturating_add(1);
        }
    }

    pub(super) fn unsayable(&mut self, what: Inexpressible, span: Span) {
        self.fault(DecompileErrorKind::Inexpressible { what }, span);
    }
}

/// How many `not`s stand before the open groups.
fn count(levels: &[Level]) -> usize {
    levels.iter().map(|level| level.nots).sum()
}

/// `item` behind so many `not`s.
fn negated(item: Item, nots: usize) -> Item {
    let operand = item?;
    if nots == 0 {
        return Some(operand);
    }
    let said = (0..nots).fold(operand.said, |said, _| said.negated());
    Some(Operand { said, equality: None })
}

impl Level {
    fn new(open: Span, nots: usize) -> Self {
        Self { open, nots, or: Vec::new(), and: Vec::new() }
    }

    fn finish_and(&mut self) {
        let items = std::mem::take(&mut self.and);
        self.or.push(joined(Connective::And, items));
    }

    /// All that stood in it; where it stood in parentheses, equalities of one property are a list.
    fn close(mut self, reader: &mut Reader<'_>, is_group: bool) -> Item {
        self.finish_and();
        let is_equality = |item: &Item| item.as_ref().is_some_and(|operand| operand.equality.is_some());
        let fits = (2..=reader.limits.items).contains(&self.or.len());
        if is_group && fits && self.or.iter().all(is_equality) {
            let equalities = self.or.iter().flatten().flat_map(|operand| &operand.equality);
            if let Some(said) = Equality::list(equalities) {
                return Some(Operand { said, equality: None });
            }
        }
        joined(Connective::Or, self.or)
    }
}

fn joined(connective: Connective, mut items: Vec<Item>) -> Item {
    if items.len() == 1 {
        return items.pop().flatten();
    }
    let said = items.into_iter().map(|item| item.map(|operand| operand.said)).collect::<Option<Vec<_>>>()?;
    Some(Operand { said: Said::join(connective, said), equality: None })
}
