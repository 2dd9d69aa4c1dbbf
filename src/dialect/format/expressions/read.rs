//! Reading expressions and sort keys from JSON: as [`write`](super::write) writes them, and as people and other clients
//! do.
//!
//! The tree is read without recursion: expressions are queued in the order in which they are found, so that the items
//! of a group come after it, and are joined from the end of the queue.

use std::ops::Range;

use super::Expressions;
use super::syntax::{
    AND, COLLATION, CollationForm, DIRECTION, ExpressionSyntax, ExpressionVariant, Groups, ITEMS, NOT, OR, PROPERTY,
    TYPE, VALUE, XOR,
};
use crate::build::{Expr, field};
use crate::dialect::decompile::decompiling::Decompiling;
use crate::dialect::decompile::detected_format::DetectedFormat;
use crate::dialect::decompile::error::DecompileErrorKind;
use crate::dialect::decompile::json::{At, JsonDocument, JsonValue};
use crate::dialect::decompile::json_kind::{JsonKind, ObjectRole};
use crate::dialect::decompile::measured_expr::MeasuredExpr;
use crate::dialect::decompile::object::ObjectReader;
use crate::dialect::decompile::read_assumption::ReadAssumption;
use crate::dialect::format::FormatReader;
use crate::dialect::parts::Parts;
use crate::operator::Operator;
use crate::syntax::ast::Connective;
use crate::syntax::print::PrintedKey;

impl FormatReader for Expressions {
    fn detected(&self) -> DetectedFormat {
        match (self.words.collation, self.is_array) {
            (CollationForm::CaseFlag(_), _) => DetectedFormat::GoogleCloud,
            (CollationForm::Name | CollationForm::Absent, true) => DetectedFormat::ArrayOfExpressions,
            (CollationForm::Name | CollationForm::Absent, false) => DetectedFormat::OneExpression,
        }
    }

    fn parameter_names(&self) -> Parts<Option<&'static str>> {
        let Parts { filter, sort, offset, limit } = self.names;
        Parts { filter: Some(filter), sort: Some(sort), offset: Some(offset), limit: Some(limit) }
    }

    fn read_filter(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<Expr> {
        ExpressionReader::new(self.syntax(), document, decompiling).filter(at)
    }

    fn read_sort(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey> {
        ExpressionReader::new(self.syntax(), document, decompiling).keys(at)
    }
}

impl Expressions {
    fn syntax(&self) -> ExpressionSyntax {
        let variant = ExpressionVariant::Plain(self.groups);
        ExpressionSyntax { filter_is_array: self.is_array, sort_is_array: true, words: self.words, variant }
    }
}

/// The meaning of an operator or connective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExpressionOperation {
    Compare(Operator),
    Join(Connective),
    Not,
    /// A connective whose operands have no documented form.
    Undocumented(&'static str),
}

impl ExpressionSyntax {
    /// Returns every operation with its name.
    fn operations(self) -> impl Iterator<Item = (&'static str, ExpressionOperation)> {
        let compare = move |operator: &Operator| {
            Some(((self.words.operator)(*operator)?, ExpressionOperation::Compare(*operator)))
        };
        let and_or =
            [(AND, ExpressionOperation::Join(Connective::And)), (OR, ExpressionOperation::Join(Connective::Or))];
        let (xor, not) = ((XOR, ExpressionOperation::Join(Connective::Xor)), (NOT, ExpressionOperation::Not));
        let groups: Vec<_> = match self.variant {
            ExpressionVariant::Plain(Groups::OfItems { .. }) => and_or.into_iter().chain([xor, not]).collect(),
            ExpressionVariant::Tagged(_) => and_or.into_iter().chain([not]).collect(),
            ExpressionVariant::Plain(Groups::Undocumented) => {
                [AND, OR, XOR].map(|word| (word, ExpressionOperation::Undocumented(word))).into()
            }
        };
        Operator::ALL.iter().filter_map(compare).chain(groups)
    }
}

/// A reader of the expressions in one document.
pub(in crate::dialect) struct ExpressionReader<'r, 'a> {
    pub(super) syntax: ExpressionSyntax,
    pub(super) objects: ObjectReader<'r, 'a>,
}

/// An expression whose items are not read yet; they are a range of the queue.
enum QueuedExpr {
    Comparison(MeasuredExpr),
    Join(Connective, Range<usize>),
    Not(Range<usize>),
}

/// The members of an expression.
struct ExpressionMembers {
    property: Option<At>,
    operation: Option<At>,
    value: Option<At>,
    items: Option<At>,
    collation: Option<At>,
    tag: Option<At>,
}

impl<'r, 'a> ExpressionReader<'r, 'a> {
    pub(in crate::dialect) fn new(
        syntax: ExpressionSyntax,
        document: &'r JsonDocument<'r>,
        decompiling: &'r mut Decompiling<'a>,
    ) -> Self {
        Self { syntax, objects: ObjectReader { document, decompiling } }
    }

    /// Reads the filter at `top`: an expression, or an array of them.
    pub(in crate::dialect) fn filter(&mut self, top: At) -> Option<Expr> {
        let document = self.objects.document;
        let is_array = matches!(document.value_at(top), JsonValue::Array);
        let tops: Vec<At> = if is_array { document.children(top).collect() } else { vec![top] };
        if is_array != self.syntax.filter_is_array {
            if tops.len() != 1 {
                let looks_like = Some(DetectedFormat::ArrayOfExpressions);
                self.objects.decompiling.report_other_language(looks_like, document.span(top));
                return None;
            }
            self.report_other_shape(is_array, top);
        }
        if tops.len() > 1 {
            self.objects.report(DecompileErrorKind::Assumed { meaning: ReadAssumption::SeveralExpressions }, top);
        }
        if tops.is_empty() {
            return None;
        }
        let whole = MeasuredExpr::join(Connective::And, self.expressions(tops)?);
        self.within_depth(whole, top).map(|measured| measured.expr)
    }

    fn report_other_shape(&mut self, is_array: bool, top: At) {
        let dialect = self.objects.decompiling.dialect;
        self.objects.report(DecompileErrorKind::OtherShape { dialect, is_array }, top);
    }

    /// Reads the expressions at `tops`, and all in them; returns `None` after an error was reported.
    fn expressions(&mut self, tops: Vec<At>) -> Option<Vec<MeasuredExpr>> {
        let count = tops.len();
        let mut places = tops;
        let mut queue: Vec<Option<QueuedExpr>> = Vec::new();
        while let Some(place) = places.get(queue.len()).copied() {
            let expression = self.expression(place, &mut places);
            queue.push(expression);
        }
        // The items of a group come after it, so that they are finished before it.
        let mut finished: Vec<Option<MeasuredExpr>> = queue.iter().map(|_| None).collect();
        for (at, (expression, place)) in queue.into_iter().zip(places).enumerate().rev() {
            let mut take = |items: Range<usize>| -> Option<Vec<MeasuredExpr>> {
                finished.get_mut(items).unwrap_or_default().iter_mut().map(Option::take).collect()
            };
            let measured = expression.and_then(|expression| match expression {
                QueuedExpr::Comparison(measured) => Some(measured),
                QueuedExpr::Join(connective, items) => Some(MeasuredExpr::join(connective, take(items)?)),
                QueuedExpr::Not(items) => Some(MeasuredExpr::join(Connective::And, take(items)?).negated()),
            });
            if let Some(slot) = finished.get_mut(at) {
                *slot = measured.and_then(|measured| self.within_depth(measured, place));
            }
        }
        finished.truncate(count);
        finished.into_iter().collect()
    }

    fn within_depth(&mut self, measured: MeasuredExpr, at: At) -> Option<MeasuredExpr> {
        let limit = self.objects.decompiling.deepest();
        if measured.depth > limit {
            self.objects.report(DecompileErrorKind::TooDeep { limit }, at);
            return None;
        }
        Some(measured)
    }

    fn expression_members(&mut self, at: At) -> Option<ExpressionMembers> {
        let what = ObjectRole::Expression;
        let words = self.syntax.words;
        // No format has both a collation and a tag.
        let fifth = words.collation.key().unwrap_or(TYPE);
        let [property, operation, value, items, fifth] =
            self.objects.members(at, what, &[PROPERTY, words.operation, VALUE, ITEMS, fifth])?;
        let (collation, tag) = match words.collation {
            CollationForm::Name | CollationForm::CaseFlag(_) => (fifth, None),
            CollationForm::Absent => (None, fifth),
        };
        Some(ExpressionMembers { property, operation, value, items, collation, tag })
    }

    /// Returns `true` if the tag of the expression at `at` is that of a comparison, `None` if it has no known tag.
    fn is_tagged_comparison(&mut self, tag: Option<At>, at: At) -> Option<bool> {
        let ExpressionVariant::Tagged(tags) = self.syntax.variant else { return None };
        let Some(tag) = tag else {
            let span = self.objects.document.span(at);
            self.objects.decompiling.report_other_language(Some(DetectedFormat::OneExpression), span);
            return None;
        };
        self.objects.word(tag, TYPE, [(tags.predicate, true), (tags.group, false)])
    }

    /// Returns the meaning of the operator or connective at `at`.
    fn operation(&mut self, at: At) -> Option<ExpressionOperation> {
        let key = self.syntax.words.operation;
        if let Some(other) = self.objects.foreign_member(key, at) {
            let span = self.objects.document.span(at);
            self.objects.decompiling.report_other_language(Some(other), span);
            return None;
        }
        self.objects.word(at, key, self.syntax.operations())
    }

    /// Reads the expression at `at`; appends the places of its items to `places`.
    fn expression(&mut self, at: At, places: &mut Vec<At>) -> Option<QueuedExpr> {
        let object = self.objects.open(at);
        let ExpressionMembers { property, operation, value, items, collation, tag } = self.expression_members(at)?;
        let is_tagged_comparison = self.is_tagged_comparison(tag, at);
        let key = self.syntax.words.operation;
        let place_of_operation = self.objects.required(object, key, operation);
        let operation = place_of_operation.and_then(|operation| self.operation(operation));
        let path = property.map(|property| self.path(property));
        let under = collation.map(|collation| self.collation(collation));
        let operation = operation?;
        let has_value = value.is_some_and(|value| !matches!(self.objects.document.value_at(value), JsonValue::Null));
        let is_comparison = matches!(operation, ExpressionOperation::Compare(_));
        let contradicts_tag = is_tagged_comparison.is_some_and(|tag| tag != is_comparison);
        if property.is_some() && items.is_some() || !is_comparison && has_value || contradicts_tag {
            self.objects.report(DecompileErrorKind::ComparisonAndGroup, at);
            return None;
        }
        let connective = match operation {
            ExpressionOperation::Join(connective) => Some(connective),
            ExpressionOperation::Not => None,
            ExpressionOperation::Undocumented(word) => {
                let kind = DecompileErrorKind::UndocumentedGroup { operation: word };
                self.objects.report(kind, place_of_operation.unwrap_or(at));
                return None;
            }
            ExpressionOperation::Compare(operator) => {
                self.objects.required(object, PROPERTY, property);
                let value = self.objects.required(object, VALUE, value);
                let operand = value.and_then(|value| self.operand(value, operator));
                let property = field(path??);
                let property = match under {
                    Some(collation) => property.collate(collation?),
                    None => property,
                };
                return Some(QueuedExpr::Comparison(MeasuredExpr::comparison(property, operator, operand?)));
            }
        };
        if let (Some(collation), Some(key)) = (collation, self.syntax.words.collation.key()) {
            self.objects.report(DecompileErrorKind::IdleKey { key }, collation);
        }
        let items = self.objects.required(object, ITEMS, items)?;
        self.group(at, items, connective, places)
    }

    /// Reads the group at `at` of the expressions in `items`, whose places are appended to `places`. Without a
    /// connective it is a negation.
    fn group(&mut self, at: At, items: At, connective: Option<Connective>, places: &mut Vec<At>) -> Option<QueuedExpr> {
        let document = self.objects.document;
        if !matches!(document.value_at(items), JsonValue::Array) {
            self.objects.report_wrong_kind(items, ITEMS, JsonKind::Array);
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
            self.objects.report(DecompileErrorKind::Assumed { meaning }, at);
        }
        Some(match connective {
            Some(connective) => QueuedExpr::Join(connective, items),
            None => QueuedExpr::Not(items),
        })
    }

    /// Reads the sort keys at `top`: an array of them, or one.
    pub(in crate::dialect) fn keys(&mut self, top: At) -> Vec<PrintedKey> {
        let document = self.objects.document;
        let is_array = matches!(document.value_at(top), JsonValue::Array);
        let tops: Vec<At> = if is_array { document.children(top).collect() } else { vec![top] };
        if is_array != self.syntax.sort_is_array {
            self.report_other_shape(is_array, top);
        }
        let keys: Vec<Option<PrintedKey>> = tops.into_iter().map(|at| self.key(at)).collect();
        keys.into_iter().flatten().collect()
    }

    fn key(&mut self, at: At) -> Option<PrintedKey> {
        let object = self.objects.open(at);
        let [property, direction, collation] =
            self.objects.members(at, ObjectRole::SortKey, &[PROPERTY, DIRECTION, COLLATION])?;
        let property = self.objects.required(object, PROPERTY, property);
        let path = property.and_then(|property| self.path(property));
        let directions = [(self.syntax.words.ascending, false), (self.syntax.words.descending, true)];
        let descending = direction.map(|direction| self.objects.word(direction, DIRECTION, directions));
        let collation = match self.syntax.words.collation {
            CollationForm::Name => collation.map(|collation| self.collation(collation)),
            CollationForm::CaseFlag(_) | CollationForm::Absent => {
                if let Some(collation) = collation {
                    self.objects.report(DecompileErrorKind::IdleKey { key: COLLATION }, collation);
                }
                None
            }
        };
        let collation = collation.map_or(Some(None), |collation| collation.map(Some));
        Some(PrintedKey { path: path?, descending: descending.unwrap_or(Some(false))?, collation: collation? })
    }
}
