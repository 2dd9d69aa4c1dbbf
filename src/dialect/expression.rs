//! The filter expressions of AHV and its kin: a tree of JSON objects, `{"property","operation","collation","value"}` and
//! `{"operation","items"}`, in a query parameter; the sort likewise. One printer; what differs is in its fields.

use super::assumption::Assumption;
use super::error::UnsupportedFeature;
use super::lowering::{Language, Lowering, Whole};
use super::read::Form;
use super::request::{Method, Parameter, Parts};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, Operand, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::{Span, Spanned};
use crate::value::Value;

/// The JSON expressions of one API.
#[derive(Debug)]
pub(super) struct Expressions {
    /// What its parameters are called: filter, sort, offset and limit.
    pub(super) names: [&'static str; 4],
    /// Whether the filter parameter is an array of one expression, or the expression itself.
    pub(super) is_array: bool,
    /// How many items `exclusiveOr` is documented for.
    pub(super) documented_xor: usize,
    /// What is assumed where the collation `ordinal` is written, if anything.
    pub(super) ordinal: Option<Assumption>,
    /// The first name of paths that only exist where the request expands, if there are any.
    pub(super) expanded: Option<&'static str>,
}

impl Language for Expressions {
    type Said = String;
    type Key = String;

    fn say(&self, filter: &Filter, items: Vec<String>, lowering: &mut Lowering<'_>) -> String {
        let operation = match &filter.kind {
            FilterKind::Comparison(comparison) => return self.comparison(comparison, lowering),
            FilterKind::Constant(_) => {
                lowering.refuse(UnsupportedFeature::Constant, filter.span);
                return String::new();
            }
            FilterKind::Not(_) => NOT,
            FilterKind::And(_) => AND,
            FilterKind::Or(_) => OR,
            FilterKind::Xor(_) => XOR,
        };
        if matches!(filter.kind, FilterKind::Xor(_)) && items.len() > self.documented_xor {
            let assumption = if items.len() > 2 { Assumption::XorOfMany } else { Assumption::XorOfTwo };
            lowering.assume(assumption, filter.span);
        }
        format!(r#"{{"operation":"{operation}","items":[{}]}}"#, items.join(","))
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let property = self.property(key.field.path(), key.span, lowering);
        let direction = if key.descending { DESCENDING } else { ASCENDING };
        let collation = lowering.written_key_collation(key);
        let collation = self.collation(collation, lowering);
        format!(r#"{{"property":{property},"direction":"{direction}"{collation}}}"#)
    }

    fn parts(&self, whole: Whole<String, String>, _: &mut Lowering<'_>) -> Parts {
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let filter = whole.filter.map(|expression| if self.is_array { format!("[{expression}]") } else { expression });
        let sort = (!whole.keys.is_empty()).then(|| format!("[{}]", whole.keys.join(",")));
        let values = [filter, sort, count(whole.offset), count(whole.limit)];
        let named = self.names.into_iter().zip(&values);
        let parameters = named.filter_map(|(name, value)| Some(Parameter { name, value: value.clone()? })).collect();
        Parts { method: Method::Get, parameters, body: None, json: values, version: None }
    }

    fn form(&self) -> Form<'_> {
        Form::Expressions(self)
    }
}

impl Expressions {
    fn comparison(&self, comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
        let Spanned { node: operator, span } = comparison.operator;
        lowering.look_at_operator(comparison);
        let Some(operation) = operation(operator) else {
            lowering.refuse(UnsupportedFeature::Operator(operator), span);
            return String::new();
        };
        if matches!(operator, Operator::Subset | Operator::Superset) {
            lowering.assume(Assumption::SetOperator, span);
        }
        if comparison.asks_for_element() {
            lowering.assume(Assumption::ContainsElement, span);
        }
        let property = self.property(comparison.field.path(), comparison.path_span, lowering);
        let collation = lowering.written_collation(comparison);
        let collation = self.collation(collation, lowering);
        let value = operand(comparison, lowering);
        format!(r#"{{"property":{property},"operation":"{operation}"{collation},"value":{value}}}"#)
    }

    /// The member that says the collation.
    fn collation(&self, collation: Option<Spanned<Collation>>, lowering: &mut Lowering<'_>) -> String {
        let Some(Spanned { node: collation, span }) = collation else { return String::new() };
        let assumption = match collation {
            Collation::Ordinal => self.ordinal,
            Collation::IgnoreCase => None,
            Collation::Lexicographic => Some(Assumption::Lexicographic),
        };
        if let Some(assumption) = assumption {
            lowering.assume(assumption, span);
        }
        format!(r#","collation":"{collation}""#)
    }

    fn property(&self, path: &Path, span: Span, lowering: &mut Lowering<'_>) -> String {
        if path.names().any(|name| name.contains('.')) {
            lowering.refuse(UnsupportedFeature::DottedName(path.clone()), span);
        }
        if path.names().any(str::is_empty) {
            lowering.refuse(UnsupportedFeature::EmptyName(path.clone()), span);
        }
        if path.names().len() > 2 {
            lowering.assume(Assumption::DeepPath, span);
        }
        if path.names().next() == self.expanded && self.expanded.is_some() {
            lowering.assume(Assumption::Expanded, span);
        }
        text(&path.names().collect::<Vec<_>>().join("."))
    }
}

fn operand(comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
    match &comparison.operand {
        Operand::One(one) => term(one, comparison, lowering),
        Operand::List(terms) => {
            if terms.node.is_empty() && comparison.operator.node == Operator::In {
                lowering.refuse(UnsupportedFeature::EmptyList, terms.span);
            }
            let items: Vec<String> = terms.node.iter().map(|one| term(one, comparison, lowering)).collect();
            format!("[{}]", items.join(","))
        }
    }
}

fn term(term: &Term, comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
    let TermKind::Known { value, quoted } = &term.kind else { return String::new() };
    if let Some(code) = lowering.code(term, &comparison.field) {
        return code.to_string();
    }
    if let Some(number) = lowering.epoch(term, comparison.field.ty()) {
        return number;
    }
    if let Some(quoted) = quoted {
        return text(quoted);
    }
    match value {
        Value::Null => {
            lowering.assume(Assumption::NullValue, term.span);
            "null".to_owned()
        }
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Number(number) => number.to_json(),
        Value::Text(written) => text(written),
        Value::DateTime(instant) => text(&instant.to_string()),
        Value::Duration(length) => text(&length.to_string()),
        Value::Uuid(uuid) => text(&uuid.to_string()),
    }
}

/// How the APIs name the directions of sort keys.
pub(super) const ASCENDING: &str = "ascending";
pub(super) const DESCENDING: &str = "descending";

/// How the APIs name the connectives.
pub(super) const NOT: &str = "not";
pub(super) const AND: &str = "and";
pub(super) const OR: &str = "or";
pub(super) const XOR: &str = "exclusiveOr";

/// How the APIs name an operator, where they have it.
pub(super) fn operation(operator: Operator) -> Option<&'static str> {
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

/// `text` as JSON.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
