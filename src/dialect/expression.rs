//! The filter expressions of AHV and its kin: a tree of JSON objects, `{"property","operation","collation","value"}` and
//! `{"operation","items"}`, in a query parameter; the sort likewise.

use std::sync::Arc;

use super::Target;
use super::error::{Assumption, LowerError, LowerErrorKind, Unsendable};
use super::request::{Parts, Request};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Operand, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::Value;

pub(super) fn lower(checked: &Checked, source: &Arc<str>, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
    let mut lowering = Lowering { target, default: checked.collation, faults: Vec::new() };
    let filter = lowering.filter(&checked.filter);
    let sort = lowering.sort(&checked.sort);
    let offset = lowering.count("offset", checked.page.offset);
    let limit = lowering.count("limit", checked.page.limit);
    let (errors, warnings): (Vec<_>, Vec<_>) = lowering.faults.into_iter().partition(|fault| fault.kind.is_error());
    if !errors.is_empty() {
        return Err(errors.into_iter().chain(warnings).collect());
    }
    Ok(Request::get(target, Parts { filter, sort, offset, limit }, (Arc::clone(source), warnings)))
}

struct Lowering<'e> {
    target: Target<'e>,
    /// The collation of comparisons and keys that give none.
    default: Collation,
    faults: Vec<LowerError>,
}

impl Lowering<'_> {
    fn fault(&mut self, kind: LowerErrorKind, span: Span) {
        self.faults.push(LowerError { kind, span });
    }

    fn refuse(&mut self, what: Unsendable, span: Span) {
        let dialect = self.target.profile.dialect;
        self.fault(LowerErrorKind::Unsupported { dialect, what }, span);
    }

    fn assume(&mut self, assumption: Assumption, span: Span) {
        self.fault(LowerErrorKind::Assumed { assumption }, span);
    }

    /// Whether the endpoint takes `parameter`; reports it where not.
    fn takes(&mut self, parameter: &'static str, span: Span) -> bool {
        let Some(endpoint) = self.target.endpoint else { return true };
        let takes = endpoint.takes();
        let taken = match parameter {
            "filter" => takes.filter,
            "sort" => takes.sort,
            _ => takes.paging,
        };
        if !taken {
            self.fault(LowerErrorKind::NotTaken { endpoint: endpoint.path().into(), parameter }, span);
        }
        taken
    }

    /// The filter parameter: an array of one expression; none for `true`.
    fn filter(&mut self, filter: &Filter) -> Option<String> {
        if filter.kind == FilterKind::Constant(true) || !self.takes("filter", filter.span) {
            return None;
        }
        let expression = filter.fold(&mut |filter: &Filter, items: Vec<String>| self.expression(filter, &items));
        Some(format!("[{expression}]"))
    }

    /// One expression, its items being written already.
    fn expression(&mut self, filter: &Filter, items: &[String]) -> String {
        let operation = match &filter.kind {
            FilterKind::Comparison(comparison) => return self.comparison(comparison),
            FilterKind::Constant(_) => {
                self.refuse(Unsendable::Constant, filter.span);
                return String::new();
            }
            FilterKind::Not(_) => "not",
            FilterKind::And(_) => "and",
            FilterKind::Or(_) => "or",
            FilterKind::Xor(_) => "exclusiveOr",
        };
        if items.is_empty() {
            self.refuse(Unsendable::Constant, filter.span);
        }
        if matches!(filter.kind, FilterKind::Xor(_)) && items.len() > 2 {
            self.assume(Assumption::XorOfMany, filter.span);
        }
        format!(r#"{{"operation":"{operation}","items":[{}]}}"#, items.join(","))
    }

    fn comparison(&mut self, comparison: &Comparison) -> String {
        let Spanned { node: operator, span } = comparison.operator;
        let field = &comparison.field;
        if !field.allows(operator) {
            let listed = field.listed_operators().unwrap_or_default().to_vec();
            self.fault(LowerErrorKind::OperatorNotListed { operator, path: field.path().clone(), listed }, span);
        }
        let Some(operation) = operation(operator) else {
            self.refuse(Unsendable::Operator(operator), span);
            return String::new();
        };
        match operator {
            Operator::Subset | Operator::Superset => self.assume(Assumption::SetOperator, span),
            // On a field of any type, only an array can contain what is no text.
            Operator::Contains
                if *field.ty() != Type::Text && !(*field.ty() == Type::Any && comparison.compares_text()) =>
            {
                self.assume(Assumption::ContainsElement, span);
            }
            _ => {}
        }
        let property = self.property(field.path(), comparison.path_span);
        let collation = self.collation(comparison).map(member).unwrap_or_default();
        let value = self.operand(comparison);
        format!(r#"{{"property":{property},"operation":"{operation}"{collation},"value":{value}}}"#)
    }

    /// The collation to be written: the given one; else the one in force, where the API's own is another or where it is
    /// wanted on all text.
    fn collation(&mut self, comparison: &Comparison) -> Option<Collation> {
        let written = match comparison.collation {
            Some(given) => {
                if !comparison.is_of_text() {
                    self.assume(Assumption::CollationOfOther, given.span);
                }
                Some(given)
            }
            None if comparison.compares_text() && self.must_write_collation() => {
                Some(Spanned::new(self.default, comparison.operator.span))
            }
            None => None,
        };
        self.look_at(written)
    }

    fn must_write_collation(&self) -> bool {
        self.target.collation_always || self.default != self.target.profile.collation
    }

    fn look_at(&mut self, collation: Option<Spanned<Collation>>) -> Option<Collation> {
        let collation = collation?;
        if collation.node == Collation::Lexicographic {
            self.assume(Assumption::Lexicographic, collation.span);
        }
        Some(collation.node)
    }

    fn property(&mut self, path: &Path, span: Span) -> String {
        if path.names().any(|name| name.contains('.')) {
            self.refuse(Unsendable::DottedName(path.clone()), span);
        }
        if path.names().len() > 2 {
            self.assume(Assumption::DeepPath, span);
        }
        text(&path.names().collect::<Vec<_>>().join("."))
    }

    fn operand(&mut self, comparison: &Comparison) -> String {
        match &comparison.operand {
            Operand::One(term) => self.term(term),
            Operand::List(terms) => {
                if terms.node.is_empty() && comparison.operator.node == Operator::In {
                    self.refuse(Unsendable::EmptyList, terms.span);
                }
                let items: Vec<String> = terms.node.iter().map(|term| self.term(term)).collect();
                format!("[{}]", items.join(","))
            }
        }
    }

    fn term(&mut self, term: &Term) -> String {
        let TermKind::Known { value, quoted } = &term.kind else { return String::new() };
        if let Some(quoted) = quoted {
            return text(quoted);
        }
        match value {
            Value::Null => {
                self.assume(Assumption::NullValue, term.span);
                "null".to_owned()
            }
            Value::Boolean(boolean) => boolean.to_string(),
            Value::Number(number) => number.to_json(),
            Value::Text(written) => text(written),
            Value::DateTime(instant) => text(&instant.to_string()),
            Value::Duration(length) => {
                self.assume(Assumption::DurationForm, term.span);
                text(&length.to_string())
            }
            Value::Uuid(uuid) => text(&uuid.to_string()),
        }
    }

    /// The sort parameter: an array of keys.
    fn sort(&mut self, keys: &[SortKey]) -> Option<String> {
        let first = keys.first()?;
        if !self.takes("sort", first.span) {
            return None;
        }
        let keys: Vec<String> = keys.iter().map(|key| self.key(key)).collect();
        Some(format!("[{}]", keys.join(",")))
    }

    fn key(&mut self, key: &SortKey) -> String {
        let field = &key.field;
        if !field.is_sortable() {
            self.fault(LowerErrorKind::NotSortable { path: field.path().clone() }, key.span);
        }
        let property = self.property(field.path(), key.span);
        let direction = if key.descending { "descending" } else { "ascending" };
        let unsaid = self.target.collation_always || field.ty().takes_collation() && self.must_write_collation();
        let in_force = unsaid.then_some(Spanned::new(self.default, key.span));
        let collation = self.look_at(key.collation.or(in_force)).map(member).unwrap_or_default();
        format!(r#"{{"property":{property},"direction":"{direction}"{collation}}}"#)
    }

    fn count(&mut self, parameter: &'static str, count: Option<Spanned<u64>>) -> Option<u64> {
        let Spanned { node: count, span } = count?;
        let largest = self.target.profile.largest_count;
        if !self.takes(parameter, span) {
            return None;
        }
        if count > largest {
            self.fault(LowerErrorKind::CountTooLarge { largest }, span);
        }
        if count == 0 && parameter == "limit" {
            self.refuse(Unsendable::LimitZero, span);
        }
        Some(count)
    }
}

/// How the API names an operator, where it has it.
fn operation(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal => Some("equals"),
        Operator::NotEqual => Some("notEquals"),
        Operator::Less => Some("lessThan"),
        Operator::LessEqual => Some("lessThanOrEqual"),
        Operator::Greater => Some("greaterThan"),
        Operator::GreaterEqual => Some("greaterThanOrEqual"),
        Operator::In => Some("in"),
        Operator::Contains => Some("contains"),
        Operator::Subset => Some("subset"),
        Operator::Superset => Some("superset"),
        Operator::StartsWith | Operator::EndsWith => None,
    }
}

fn member(collation: Collation) -> String {
    format!(r#","collation":"{collation}""#)
}

/// `text` as JSON.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
