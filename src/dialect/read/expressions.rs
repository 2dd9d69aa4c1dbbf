//! Reading filter expressions and sort keys from JSON: what [`crate::dialect::expression`] writes, and what people and
//! other clients write for the same.

use std::ops::Range;

use super::error::{DecompileErrorKind, ReadAssumption};
use super::json::{At, Document, Kind};
use super::lookalike::DetectedFormat;
use super::said::Said;
use super::{Form, Reader};
use crate::build::field;
use crate::dialect::expression::{AND, ASCENDING, DESCENDING, NOT, OR, XOR};
use crate::dialect::inventory::{GROUP, PREDICATE};
use crate::operator::Operator;
use crate::syntax::ast::Connective;
use crate::syntax::print::PrintedKey;

/// What stands under `operation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Compare(Operator),
    Join(Connective),
    Not,
}

/// Every operation of the form, as the APIs name it.
fn operations(form: Form<'_>) -> impl Iterator<Item = (&'static str, Operation)> {
    let compare = move |operator: &Operator| Some((form.operation(*operator)?, Operation::Compare(*operator)));
    let joined = [(AND, Connective::And), (OR, Connective::Or), (XOR, Connective::Xor)];
    let joined = joined.into_iter().filter(move |(name, _)| *name != XOR || !matches!(form, Form::Tagged));
    let joined = joined.map(|(name, connective)| (name, Operation::Join(connective)));
    Operator::ALL.iter().filter_map(compare).chain(joined).chain([(NOT, Operation::Not)])
}

const TYPE: &str = "type";
const PROPERTY: &str = "property";
const OPERATION: &str = "operation";
const COLLATION: &str = "collation";
const VALUE: &str = "value";
const ITEMS: &str = "items";
const DIRECTION: &str = "direction";

/// What an expression is, its items being expressions that are read after it.
enum Expression {
    Comparison(Said),
    Join(Connective, Range<usize>),
    Not(Range<usize>),
}

impl Reader<'_> {
    /// The filter that the value at `top` is: an expression, or an array of them.
    pub(super) fn expressions(&mut self, document: &Document<'_>, top: At) {
        let is_array = matches!(document.kind(top), Kind::Array);
        let tops: Vec<At> = if is_array { document.children(top).collect() } else { vec![top] };
        if is_array != self.form.has_arrays().filter {
            if tops.len() != 1 {
                return self.other_language(Some(DetectedFormat::ArrayOfExpressions), document.span(top));
            }
            self.fault(DecompileErrorKind::OtherShape { dialect: self.dialect, is_array }, document.span(top));
        }
        if tops.len() > 1 {
            self.fault(DecompileErrorKind::Assumed { meaning: ReadAssumption::SeveralExpressions }, document.span(top));
        }
        if tops.is_empty() {
            return;
        }
        if let Some(items) = self.expressions_at(document, tops) {
            let whole = Said::join(Connective::And, items);
            self.read.filter = self.within_depth(whole, document, top).map(|said| said.tree);
        }
    }

    /// The expressions at `tops`, and all in them; nothing where a fault in them was reported.
    fn expressions_at(&mut self, document: &Document<'_>, tops: Vec<At>) -> Option<Vec<Said>> {
        let count = tops.len();
        let mut places = tops;
        let mut found: Vec<Option<Expression>> = Vec::new();
        while let Some(place) = places.get(found.len()).copied() {
            let expression = self.expression(document, place, &mut places);
            found.push(expression);
        }
        // What a group holds stands behind it, so that it is finished before.
        let mut finished: Vec<Option<Said>> = found.iter().map(|_| None).collect();
        for (at, (expression, place)) in found.into_iter().zip(places).enumerate().rev() {
            let mut take = |items: Range<usize>| -> Option<Vec<Said>> {
                finished.get_mut(items).unwrap_or_default().iter_mut().map(Option::take).collect()
            };
            let said = expression.and_then(|expression| match expression {
                Expression::Comparison(said) => Some(said),
                Expression::Join(connective, items) => Some(Said::join(connective, take(items)?)),
                Expression::Not(items) => Some(Said::join(Connective::And, take(items)?).negated()),
            });
            if let Some(slot) = finished.get_mut(at) {
                *slot = said.and_then(|said| self.within_depth(said, document, place));
            }
        }
        finished.truncate(count);
        finished.into_iter().collect()
    }

    fn within_depth(&mut self, said: Said, document: &Document<'_>, at: At) -> Option<Said> {
        let limit = self.deepest();
        if said.depth > limit {
            self.fault(DecompileErrorKind::TooDeep { limit }, document.span(at));
            return None;
        }
        Some(said)
    }

    /// The expression at `at`; the places of its items are added to `places`.
    fn expression(&mut self, document: &Document<'_>, at: At, places: &mut Vec<At>) -> Option<Expression> {
        let object = (document.span(at), self.faults.len());
        let is_tagged = matches!(self.form, Form::Tagged);
        let fifth = if is_tagged { TYPE } else { COLLATION };
        let members = self.members(document, at, "an expression", &[PROPERTY, OPERATION, VALUE, ITEMS, fifth])?;
        let [property, operation, value, items, fifth] = members;
        let (tag, collation) = if is_tagged { (fifth, None) } else { (None, fifth) };
        if is_tagged && tag.is_none() {
            self.other_language(Some(DetectedFormat::OneExpression), document.span(at));
        }
        let tag = tag.map(|tag| self.word(document, tag, TYPE, [(PREDICATE, true), (GROUP, false)]));
        let operation = self.wanted(object, OPERATION, operation);
        let known = operations(self.form);
        let operation = operation.and_then(|operation| self.word(document, operation, OPERATION, known));
        let path = property.map(|property| self.path(document, property));
        let under = collation.map(|collation| self.collation(document, collation));
        let operation = operation?;
        let has_value = value.is_some_and(|value| !matches!(document.kind(value), Kind::Null));
        let is_comparison = matches!(operation, Operation::Compare(_));
        let is_called_otherwise = tag.flatten().is_some_and(|tag| tag != is_comparison);
        if property.is_some() && items.is_some() || !is_comparison && has_value || is_called_otherwise {
            self.fault(DecompileErrorKind::ComparisonAndGroup, document.span(at));
            return None;
        }
        let connective = match operation {
            Operation::Join(connective) => Some(connective),
            Operation::Not => None,
            Operation::Compare(operator) => {
                self.wanted(object, PROPERTY, property);
                let value = self.wanted(object, VALUE, value);
                let values = value.and_then(|value| self.values(document, value, operator));
                let property = field(path??);
                let property = match under {
                    Some(collation) => property.collate(collation?),
                    None => property,
                };
                return Some(Expression::Comparison(Said::comparison(property, operator, values?)));
            }
        };
        if let Some(collation) = collation {
            self.fault(DecompileErrorKind::IdleKey { key: COLLATION }, document.span(collation));
        }
        let items = self.wanted(object, ITEMS, items)?;
        self.group(document, (at, items), connective, places)
    }

    /// The group at `at` of the expressions in `items`, whose places are added to `places`; without a connective it is
    /// a negation.
    fn group(
        &mut self,
        document: &Document<'_>,
        (at, items): (At, At),
        connective: Option<Connective>,
        places: &mut Vec<At>,
    ) -> Option<Expression> {
        if !matches!(document.kind(items), Kind::Array) {
            self.wrong_kind(document, items, ITEMS, "an array");
            return None;
        }
        let first = places.len();
        places.extend(document.children(items));
        let items = first..places.len();
        let meaning = match (connective, items.len()) {
            (None, 1) => None,
            (None, _) => Some(ReadAssumption::NotOfSeveral),
            (Some(_), 0) => Some(ReadAssumption::NoItems),
            (Some(_), _) => None,
        };
        if let Some(meaning) = meaning {
            self.fault(DecompileErrorKind::Assumed { meaning }, document.span(at));
        }
        Some(match connective {
            Some(connective) => Expression::Join(connective, items),
            None => Expression::Not(items),
        })
    }

    /// The sort keys that the value at `top` is: an array of them, or one.
    pub(super) fn keys(&mut self, document: &Document<'_>, top: At) {
        let is_array = matches!(document.kind(top), Kind::Array);
        let tops: Vec<At> = if is_array { document.children(top).collect() } else { vec![top] };
        if is_array != self.form.has_arrays().sort {
            self.fault(DecompileErrorKind::OtherShape { dialect: self.dialect, is_array }, document.span(top));
        }
        let keys: Vec<Option<PrintedKey>> = tops.into_iter().map(|at| self.key(document, at)).collect();
        self.read.keys = keys.into_iter().flatten().collect();
    }

    fn key(&mut self, document: &Document<'_>, at: At) -> Option<PrintedKey> {
        let object = (document.span(at), self.faults.len());
        let [property, direction, collation] =
            self.members(document, at, "a sort key", &[PROPERTY, DIRECTION, COLLATION])?;
        let property = self.wanted(object, PROPERTY, property);
        let path = property.and_then(|property| self.path(document, property));
        let directions = [(ASCENDING, false), (DESCENDING, true)];
        let descending = direction.map(|direction| self.word(document, direction, DIRECTION, directions));
        let collation = match collation {
            Some(collation) if matches!(self.form, Form::Tagged) => {
                self.fault(DecompileErrorKind::IdleKey { key: COLLATION }, document.span(collation));
                None
            }
            collation => collation,
        };
        let collation = collation.map(|collation| self.collation(document, collation));
        let collation = collation.map_or(Some(None), |collation| collation.map(Some));
        Some(PrintedKey { path: path?, descending: descending.unwrap_or(Some(false))?, collation: collation? })
    }

    /// The members of the object at `at` that have the keys in `known`; null is as good as absent but under `value`.
    pub(super) fn members<const N: usize>(
        &mut self,
        document: &Document<'_>,
        at: At,
        what: &'static str,
        known: &[&'static str; N],
    ) -> Option<[Option<At>; N]> {
        if !matches!(document.kind(at), Kind::Object) {
            let found = document.kind(at).name();
            self.fault(DecompileErrorKind::NotAnObject { what, found }, document.span(at));
            return None;
        }
        let (mut seen, mut found) = ([false; N], [None; N]);
        for (key, member) in document.members(at) {
            let place = known.iter().position(|known| *known == key.name);
            let Some((known, seen, found)) =
                place.and_then(|place| Some((known.get(place)?, seen.get_mut(place)?, found.get_mut(place)?)))
            else {
                self.unknown_key(document, (&key.name, key.span), member, known);
                continue;
            };
            if std::mem::replace(seen, true) {
                self.fault(DecompileErrorKind::RepeatedKey { key: (*known).into() }, key.span);
            } else if *known == VALUE || !matches!(document.kind(member), Kind::Null) {
                *found = Some(member);
            }
        }
        Some(found)
    }
}
