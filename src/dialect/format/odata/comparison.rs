//! Reading comparisons, boolean functions and constants.

use super::condition::{Condition, Equality, Item, ODataReader, negated, property_under};
use super::operand::{Fold, ODataOperand};
use super::token::{ODataToken, ODataTokenKind, ODataTokens};
use crate::build::Literal;
use crate::collation::Collation;
use crate::dialect::decompile::error::{DecompileError, DecompileErrorKind};
use crate::dialect::decompile::expectation::Expectation;
use crate::dialect::decompile::inexpressible::Inexpressible;
use crate::dialect::decompile::measured_expr::{MeasuredExpr, ReadOperand};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::ty::Type;

const INFIX: [(&str, Operator); 6] = [
    ("eq", Operator::Equal),
    ("ne", Operator::NotEqual),
    ("lt", Operator::Less),
    ("le", Operator::LessEqual),
    ("gt", Operator::Greater),
    ("ge", Operator::GreaterEqual),
];

const CALLS: [(&str, Operator); 3] =
    [("contains", Operator::Contains), ("startswith", Operator::StartsWith), ("endswith", Operator::EndsWith)];

/// Operators of OData that do not compare.
const OTHERS: [&str; 7] = ["has", "add", "sub", "mul", "div", "divby", "mod"];

impl ODataReader<'_, '_> {
    /// Reads a condition without connectives; `not` is the last one before it.
    pub(super) fn condition(
        &mut self,
        tokens: &mut ODataTokens<'_>,
        not: Option<ODataToken<'_>>,
    ) -> Result<Item, DecompileError> {
        let begins = |first: &ODataToken<'_>| {
            matches!(first.kind, ODataTokenKind::Word | ODataTokenKind::Text | ODataTokenKind::Literal)
        };
        let Some(first) = tokens.peek().filter(begins) else { return Err(tokens.unexpected(Expectation::Condition)) };
        let call = CALLS.iter().find(|(name, _)| first.kind == ODataTokenKind::Word && *name == first.text);
        // A property may be named like a function.
        if let Some((_, operator)) = call.filter(|_| tokens.is_call()) {
            return self.call(tokens, *operator);
        }
        let left = self.side(tokens)?;
        let Some(operator) = self.operator(tokens)? else {
            return match left {
                Some(ODataOperand::Bare { written, span }) => Ok(self.constant(&written, span)),
                None => Ok(None),
                Some(_) => Err(tokens.unexpected(Expectation::Operator)),
            };
        };
        if let Some(not) = not {
            self.report_inexpressible(Inexpressible::LooseNot, tokens.place(not.span));
        }
        if operator == Operator::In {
            return self.list(tokens, left);
        }
        let right = self.side(tokens)?;
        Ok(left.zip(right).and_then(|(left, right)| self.compare(operator, left, right)))
    }

    /// Reads the operator, if the next token is one.
    fn operator(&mut self, tokens: &mut ODataTokens<'_>) -> Result<Option<Operator>, DecompileError> {
        let Some(token) = tokens.peek().filter(|token| token.kind == ODataTokenKind::Word) else { return Ok(None) };
        if OTHERS.contains(&token.text) {
            let kind = DecompileErrorKind::Inexpressible { what: Inexpressible::Operator(token.text.into()) };
            return Err(DecompileError { kind, span: tokens.place(token.span) });
        }
        let named = INFIX.iter().chain([&("in", Operator::In)]).find(|(word, _)| *word == token.text);
        if named.is_some() {
            tokens.next();
        }
        Ok(named.map(|(_, operator)| *operator))
    }

    fn constant(&mut self, written: &str, span: Span) -> Item {
        match written.parse::<bool>() {
            Ok(constant) => Some(Condition { measured: MeasuredExpr::constant(constant), equality: None }),
            Err(_) => {
                let kind = DecompileErrorKind::Unexpected { wanted: Expectation::Condition, found: written.into() };
                self.decompiling.report(kind, span);
                None
            }
        }
    }

    /// Reads `contains(property,'text')`, perhaps compared with a boolean.
    fn call(&mut self, tokens: &mut ODataTokens<'_>, operator: Operator) -> Result<Item, DecompileError> {
        tokens.next();
        tokens.next();
        let subject = self.side(tokens)?;
        tokens.take(ODataTokenKind::Comma, Expectation::Comma)?;
        let needle = self.side(tokens)?;
        tokens.take(ODataTokenKind::Close, Expectation::CallEnd)?;
        let item = match (subject, needle) {
            (Some(ODataOperand::Property { .. }), Some(ODataOperand::Bare { written, span })) => {
                let kind = DecompileErrorKind::Unexpected { wanted: Expectation::Text, found: written.into() };
                self.decompiling.report(kind, span);
                None
            }
            (Some(subject @ ODataOperand::Property { .. }), Some(needle)) => self.compare(operator, subject, needle),
            (Some(subject), _) => {
                self.report_inexpressible(Inexpressible::NoProperty, subject.span());
                None
            }
            (None, _) => None,
        };
        let Some(word) = tokens.take_word(&["eq", "ne"]) else { return Ok(item) };
        match tokens.take_word(&["true", "false"]) {
            Some(truth) if (word == "eq") == (truth == "true") => Ok(item),
            Some(_) => Ok(negated(item, 1)),
            None => Err(tokens.unexpected(Expectation::Truth)),
        }
    }

    /// Reads the list of `property in ('a','b')`.
    fn list(&mut self, tokens: &mut ODataTokens<'_>, left: Option<ODataOperand>) -> Result<Item, DecompileError> {
        let open = tokens.take(ODataTokenKind::Open, Expectation::ListStart)?;
        let mut sides = Vec::new();
        loop {
            sides.push(self.side(tokens)?);
            if tokens.peek().is_none_or(|token| token.kind != ODataTokenKind::Comma) {
                break;
            }
            tokens.next();
        }
        tokens.take(ODataTokenKind::Close, Expectation::ListEnd)?;
        let limit = self.decompiling.limits.items;
        if sides.len() > limit {
            self.decompiling.report(DecompileErrorKind::TooManyItems { limit }, tokens.place(open.span));
            return Ok(None);
        }
        let Some(ODataOperand::Property { path, fold, span }) = left else {
            if let Some(left) = left {
                self.report_inexpressible(Inexpressible::NoProperty, left.span());
            }
            return Ok(None);
        };
        let equal = |reader: &mut Self, side: Option<ODataOperand>| {
            let left = ODataOperand::Property { path: path.clone(), fold, span };
            side.and_then(|side| reader.compare(Operator::Equal, left, side))
        };
        let items: Vec<Item> = sides.into_iter().map(|side| equal(self, side)).collect();
        let items: Option<Vec<Condition>> = items.into_iter().collect();
        let equalities = items.as_ref().map(|items| items.iter().flat_map(|operand| &operand.equality));
        Ok(equalities.and_then(Equality::list).map(|measured| Condition { measured, equality: None }))
    }

    /// Returns the comparison of a property with a value, in either order.
    fn compare(&mut self, operator: Operator, left: ODataOperand, right: ODataOperand) -> Item {
        match (left, right) {
            (ODataOperand::Property { path, fold, .. }, ODataOperand::Property { path: word, fold: None, span })
                if self.is_word(&path, &word, operator) =>
            {
                let word: String = word.names().collect();
                self.decompiling.report(DecompileErrorKind::UnquotedWord { word: word.as_str().into() }, span);
                self.compare_with(operator, (path, fold), ODataOperand::Text { text: word, fold: None, span })
            }
            (ODataOperand::Property { .. }, ODataOperand::Property { span, .. }) => {
                self.report_inexpressible(Inexpressible::TwoProperties, span);
                None
            }
            (ODataOperand::Property { path, fold, .. }, value) => self.compare_with(operator, (path, fold), value),
            (value, ODataOperand::Property { path, fold, .. }) => {
                self.compare_with(operator.turned(), (path, fold), value)
            }
            (left, _) => {
                self.report_inexpressible(Inexpressible::NoProperty, left.span());
                None
            }
        }
    }

    fn compare_with(&mut self, operator: Operator, (path, fold): (Path, Option<Fold>), value: ODataOperand) -> Item {
        let (value, collation) = match value {
            ODataOperand::Bare { written, span } if fold.is_none() => (self.bare(&written, span)?, None),
            ODataOperand::Text { text, fold: of_text, span } => match caseless(operator, fold, of_text, &text) {
                Ok((text, collation)) => (Literal::from(text), collation),
                Err(what) => {
                    self.report_inexpressible(what, span);
                    return None;
                }
            },
            other => {
                self.report_inexpressible(Inexpressible::CaseOfOther, other.span());
                return None;
            }
        };
        let measured = MeasuredExpr::comparison(
            property_under(path.clone(), collation),
            operator,
            ReadOperand::One(value.clone()),
        );
        let equality = (operator == Operator::Equal).then_some(Equality { path, collation, value });
        Some(Condition { measured, equality })
    }

    /// Returns `true` if `word`, a name in place of a value, is a word of an enumeration: one in the schema, or one all
    /// in upper case, which no property's name is.
    fn is_word(&self, path: &Path, word: &Path, operator: Operator) -> bool {
        let mut names = word.names();
        let (Some(word), None) = (names.next(), names.next()) else { return false };
        let is_upper =
            |character: char| character == '_' || character.is_ascii_uppercase() || character.is_ascii_digit();
        let is_known = self.decompiling.schema.field(path).is_some_and(
            |field| matches!(field.ty(), Type::Enum(enumeration) if enumeration.words().any(|known| known == word)),
        );
        matches!(operator, Operator::Equal | Operator::NotEqual)
            && (is_known || word.len() > 1 && word.chars().all(is_upper))
    }
}

/// Returns the text to compare with and the collation, given the changes of case on both sides.
fn caseless(
    operator: Operator,
    of_property: Option<Fold>,
    of_text: Option<Fold>,
    text: &str,
) -> Result<(String, Option<Collation>), Inexpressible> {
    if of_property.or(of_text).is_none() {
        return Ok((text.to_owned(), None));
    }
    if !text.is_ascii() {
        return Err(Inexpressible::CaselessText);
    }
    let needle = of_text.map_or_else(|| text.to_owned(), |fold| fold.apply(text));
    let Some(fold) = of_property else { return Ok((needle, None)) };
    if operator.is_order() {
        return Err(Inexpressible::CaselessOrder);
    }
    if fold.apply(&needle) != needle {
        return Err(Inexpressible::NeverEqual);
    }
    Ok((text.to_owned(), Some(Collation::IgnoreCase)))
}
