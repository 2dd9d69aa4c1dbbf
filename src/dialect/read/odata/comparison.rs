//! Conditions: comparisons, the boolean functions, and constants.

use super::super::Reader;
use super::super::error::{DecompileErrorKind, Inexpressible, ReadError};
use super::super::said::{Said, Values};
use super::super::wanted::Expectation;
use super::operand::{Fold, Side};
use super::token::{Kind, Token, Tokens};
use super::{Item, Operand};
use crate::build::{FieldExpr, Literal, field};
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::ty::Type;

/// A property, a collation and the value that it equals.
#[derive(Clone)]
pub(super) struct Equality {
    path: Path,
    collation: Option<Collation>,
    value: Literal,
}

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

/// Operators of OData that give no truth.
const OTHERS: [&str; 7] = ["has", "add", "sub", "mul", "div", "divby", "mod"];

impl Equality {
    /// That the property of all equals one of their values, where it is one property under one collation.
    pub(super) fn list<'e>(equalities: impl Iterator<Item = &'e Self> + Clone) -> Option<Said> {
        let first = equalities.clone().next()?;
        let is_same = |other: &Self| other.path == first.path && other.collation == first.collation;
        let values = equalities.clone().map(|equality| equality.value.clone()).collect();
        let property = of(first.path.clone(), first.collation);
        equalities.clone().all(is_same).then(|| Said::comparison(property, Operator::In, Values::List(values)))
    }
}

fn of(path: Path, collation: Option<Collation>) -> FieldExpr {
    match collation {
        Some(collation) => field(path).collate(collation),
        None => field(path),
    }
}

impl Reader<'_> {
    /// A condition without connectives; `not` is the one that stands before it.
    pub(super) fn condition(&mut self, tokens: &mut Tokens<'_>, not: Option<Token<'_>>) -> Result<Item, ReadError> {
        let begins = |first: &Token<'_>| matches!(first.kind, Kind::Word | Kind::Text | Kind::Literal);
        let Some(first) = tokens.peek().filter(begins) else { return Err(tokens.unexpected(Expectation::Condition)) };
        let call = CALLS.iter().find(|(name, _)| first.kind == Kind::Word && *name == first.text);
        // A property may have the name of a function.
        if let Some((_, operator)) = call.filter(|_| tokens.is_call()) {
            return self.call(tokens, *operator);
        }
        let left = self.side(tokens)?;
        let Some(operator) = self.operator(tokens)? else {
            return match left {
                Some(Side::Bare { written, span }) => Ok(self.constant(&written, span)),
                None => Ok(None),
                Some(_) => Err(tokens.unexpected(Expectation::Operator)),
            };
        };
        if let Some(not) = not {
            self.unsayable(Inexpressible::LooseNot, tokens.place(not.span));
        }
        if operator == Operator::In {
            return self.list(tokens, left);
        }
        let right = self.side(tokens)?;
        Ok(left.zip(right).and_then(|(left, right)| self.compare(operator, left, right)))
    }

    /// The operator that stands here, if one does.
    fn operator(&mut self, tokens: &mut Tokens<'_>) -> Result<Option<Operator>, ReadError> {
        let Some(token) = tokens.peek().filter(|token| token.kind == Kind::Word) else { return Ok(None) };
        if OTHERS.contains(&token.text) {
            let kind = DecompileErrorKind::Inexpressible { what: Inexpressible::Operator(token.text.into()) };
            return Err(ReadError { kind, span: tokens.place(token.span) });
        }
        let named = INFIX.iter().chain([&("in", Operator::In)]).find(|(word, _)| *word == token.text);
        if named.is_some() {
            tokens.next();
        }
        Ok(named.map(|(_, operator)| *operator))
    }

    fn constant(&mut self, written: &str, span: Span) -> Item {
        match written.parse::<bool>() {
            Ok(constant) => Some(Operand { said: Said::constant(constant), equality: None }),
            Err(_) => {
                let kind = DecompileErrorKind::Unexpected { wanted: Expectation::Condition, found: written.into() };
                self.fault(kind, span);
                None
            }
        }
    }

    /// `contains(property,'text')`, perhaps compared with a boolean.
    fn call(&mut self, tokens: &mut Tokens<'_>, operator: Operator) -> Result<Item, ReadError> {
        tokens.next();
        tokens.next();
        let subject = self.side(tokens)?;
        tokens.take(Kind::Comma, Expectation::Comma)?;
        let needle = self.side(tokens)?;
        tokens.take(Kind::Close, Expectation::CallEnd)?;
        let item = match (subject, needle) {
            (Some(Side::Property { .. }), Some(Side::Bare { written, span })) => {
                let kind = DecompileErrorKind::Unexpected { wanted: Expectation::Text, found: written.into() };
                self.fault(kind, span);
                None
            }
            (Some(subject @ Side::Property { .. }), Some(needle)) => self.compare(operator, subject, needle),
            (Some(subject), _) => {
                self.unsayable(Inexpressible::NoProperty, subject.span());
                None
            }
            (None, _) => None,
        };
        let Some(word) = tokens.take_word(&["eq", "ne"]) else { return Ok(item) };
        match tokens.take_word(&["true", "false"]) {
            Some(truth) if (word == "eq") == (truth == "true") => Ok(item),
            Some(_) => Ok(super::negated(item, 1)),
            None => Err(tokens.unexpected(Expectation::Truth)),
        }
    }

    /// `property in ('a','b')`
    fn list(&mut self, tokens: &mut Tokens<'_>, left: Option<Side>) -> Result<Item, ReadError> {
        let open = tokens.take(Kind::Open, Expectation::ListStart)?;
        let mut sides = Vec::new();
        loop {
            sides.push(self.side(tokens)?);
            if tokens.peek().is_none_or(|token| token.kind != Kind::Comma) {
                break;
            }
            tokens.next();
        }
        tokens.take(Kind::Close, Expectation::ListEnd)?;
        let limit = self.limits.items;
        if sides.len() > limit {
            self.fault(DecompileErrorKind::TooManyItems { limit }, tokens.place(open.span));
            return Ok(None);
        }
        let Some(Side::Property { path, fold, span }) = left else {
            if let Some(left) = left {
                self.unsayable(Inexpressible::NoProperty, left.span());
            }
            return Ok(None);
        };
        let equal = |reader: &mut Self, side: Option<Side>| {
            let left = Side::Property { path: path.clone(), fold, span };
            side.and_then(|side| reader.compare(Operator::Equal, left, side))
        };
        let items: Vec<Item> = sides.into_iter().map(|side| equal(self, side)).collect();
        let items: Option<Vec<Operand>> = items.into_iter().collect();
        let equalities = items.as_ref().map(|items| items.iter().flat_map(|operand| &operand.equality));
        Ok(equalities.and_then(Equality::list).map(|said| Operand { said, equality: None }))
    }

    /// A property compared with a value, whichever of them stands first.
    fn compare(&mut self, operator: Operator, left: Side, right: Side) -> Item {
        match (left, right) {
            (Side::Property { path, fold, .. }, Side::Property { path: word, fold: None, span })
                if self.is_word(&path, &word, operator) =>
            {
                let word: String = word.names().collect();
                self.fault(DecompileErrorKind::UnquotedWord { word: word.as_str().into() }, span);
                self.compare_with(operator, (path, fold), Side::Text { text: word, fold: None, span })
            }
            (Side::Property { .. }, Side::Property { span, .. }) => {
                self.unsayable(Inexpressible::TwoProperties, span);
                None
            }
            (Side::Property { path, fold, .. }, value) => self.compare_with(operator, (path, fold), value),
            (value, Side::Property { path, fold, .. }) => self.compare_with(operator.turned(), (path, fold), value),
            (left, _) => {
                self.unsayable(Inexpressible::NoProperty, left.span());
                None
            }
        }
    }

    fn compare_with(&mut self, operator: Operator, (path, fold): (Path, Option<Fold>), value: Side) -> Item {
        let (value, collation) = match value {
            Side::Bare { written, span } if fold.is_none() => (self.bare(&written, span)?, None),
            Side::Text { text, fold: of_text, span } => match caseless(operator, fold, of_text, &text) {
                Ok((text, collation)) => (Literal::from(text), collation),
                Err(what) => {
                    self.unsayable(what, span);
                    return None;
                }
            },
            other => {
                self.unsayable(Inexpressible::CaseOfOther, other.span());
                return None;
            }
        };
        let said = Said::comparison(of(path.clone(), collation), operator, Values::One(value.clone()));
        let equality = (operator == Operator::Equal).then_some(Equality { path, collation, value });
        Some(Operand { said, equality })
    }

    /// Whether a name where a value should be is a word of an enumeration: one that the schema has, or one all in upper
    /// case, which no property's name is.
    fn is_word(&self, path: &Path, word: &Path, operator: Operator) -> bool {
        let mut names = word.names();
        let (Some(word), None) = (names.next(), names.next()) else { return false };
        let is_upper =
            |character: char| character == '_' || character.is_ascii_uppercase() || character.is_ascii_digit();
        let is_known = match self.schema.field(path).map(|field| field.ty()) {
            Some(Type::Enum(enumeration)) => enumeration.words().any(|known| known == word),
            _ => false,
        };
        matches!(operator, Operator::Equal | Operator::NotEqual)
            && (is_known || word.len() > 1 && word.chars().all(is_upper))
    }
}

/// The text that is compared with, and the collation, where the case of the property or the text is changed.
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
    match () {
        () if operator.is_order() => Err(Inexpressible::CaselessOrder),
        () if fold.apply(&needle) != needle => Err(Inexpressible::NeverEqual),
        () => Ok((text.to_owned(), Some(Collation::IgnoreCase))),
    }
}
