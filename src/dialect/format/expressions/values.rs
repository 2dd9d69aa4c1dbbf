//! The values under the keys of expressions: properties, collations, operands.

use super::read::ExpressionReader;
use super::syntax::{COLLATION, CollationForm, ExpressionVariant, PROPERTY, Tags, VALUE};
use crate::build::Literal;
use crate::collation::Collation;
use crate::dialect::decompile::error::DecompileErrorKind;
use crate::dialect::decompile::expectation::Expectation;
use crate::dialect::decompile::json::{At, JsonValue};
use crate::dialect::decompile::json_kind::JsonKind;
use crate::dialect::decompile::measured_expr::ReadOperand;
use crate::operator::Operator;
use crate::path::Path;

impl ExpressionReader<'_, '_> {
    pub(super) fn collation(&mut self, at: At) -> Option<Collation> {
        let of_flag = |is_set: bool| if is_set { Collation::IgnoreCase } else { Collation::Ordinal };
        match (self.syntax.words.collation, self.objects.document.value_at(at)) {
            (CollationForm::Name | CollationForm::Absent, _) => {
                self.objects.word(at, COLLATION, Collation::ALL.iter().map(|known| (known.spelling(), *known)))
            }
            (CollationForm::CaseFlag(_), JsonValue::Boolean(is_set)) => Some(of_flag(*is_set)),
            // A vendor's template may show the boolean between quotes.
            (CollationForm::CaseFlag(key), JsonValue::Text(_)) => {
                self.objects.word(at, key, [("true", of_flag(true)), ("false", of_flag(false))])
            }
            (
                CollationForm::CaseFlag(key),
                JsonValue::Null | JsonValue::Number(_) | JsonValue::Array | JsonValue::Object,
            ) => {
                self.objects.report_wrong_kind(at, key, JsonKind::Boolean);
                None
            }
        }
    }

    /// Returns the path that the property at `at` names.
    pub(super) fn path(&mut self, at: At) -> Option<Path> {
        let property = self.objects.text_at(at, PROPERTY)?;
        if property.split('.').any(str::is_empty) {
            self.objects.report(DecompileErrorKind::EmptyName { property: property.into() }, at);
            return None;
        }
        Some(Path::from(property))
    }

    /// Returns the operand of `operator` at `at`: a value, or a list of them.
    pub(super) fn operand(&mut self, at: At, operator: Operator) -> Option<ReadOperand> {
        match self.syntax.variant {
            ExpressionVariant::Plain(_) => self.json_operand(at, operator),
            ExpressionVariant::Tagged(tags) => self.text_operand(at, operator, tags),
        }
    }

    fn json_operand(&mut self, at: At, operator: Operator) -> Option<ReadOperand> {
        let document = self.objects.document;
        let operation = (self.syntax.words.operator)(operator).unwrap_or_default();
        match (document.value_at(at), operator.takes_list()) {
            (JsonValue::Array, true) => {
                let limit = self.objects.decompiling.limits.items;
                if let Some(item) = document.children(at).nth(limit) {
                    self.objects.report(DecompileErrorKind::TooManyItems { limit }, item);
                    return None;
                }
                let items: Vec<Option<Literal>> = document.children(at).map(|item| self.literal(item)).collect();
                items.into_iter().collect::<Option<_>>().map(ReadOperand::List)
            }
            (JsonValue::Array, false) => {
                self.objects.report(DecompileErrorKind::ListNotTaken { operation }, at);
                None
            }
            (JsonValue::Object, _) | (_, false) => self.literal(at).map(ReadOperand::One),
            (JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Text(_), true) => {
                self.objects.report(DecompileErrorKind::ListWanted { operation }, at);
                None
            }
        }
    }

    /// Returns the operand of a tagged expression, which is text; the values of a list are separated by commas.
    fn text_operand(&mut self, at: At, operator: Operator, tags: Tags) -> Option<ReadOperand> {
        let text = self.objects.text_at(at, VALUE)?;
        if !operator.takes_list() {
            return Some(ReadOperand::One(text.into()));
        }
        let limit = self.objects.decompiling.limits.items;
        let kind = match () {
            () if text.split(',').any(tags.is_ambiguous_in_list) => {
                DecompileErrorKind::UnclearList { found: text.into() }
            }
            () if text.split(',').nth(limit).is_some() => DecompileErrorKind::TooManyItems { limit },
            () => return Some(ReadOperand::List(text.split(',').map(Literal::from).collect())),
        };
        self.objects.report(kind, at);
        None
    }

    fn literal(&mut self, at: At) -> Option<Literal> {
        match self.objects.document.value_at(at) {
            JsonValue::Null => Some(None::<bool>.into()),
            JsonValue::Boolean(boolean) => Some((*boolean).into()),
            JsonValue::Number(text) => {
                let literal = text.parse().ok();
                if literal.is_none() {
                    let kind = DecompileErrorKind::Unexpected { wanted: Expectation::Value, found: (*text).into() };
                    self.objects.report(kind, at);
                }
                literal
            }
            JsonValue::Text(_) => self.objects.text_at(at, VALUE).map(Literal::from),
            value @ (JsonValue::Array | JsonValue::Object) => {
                let is_object = matches!(value, JsonValue::Object);
                self.objects.report(DecompileErrorKind::CompoundValue { is_object }, at);
                None
            }
        }
    }
}
