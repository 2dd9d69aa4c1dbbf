//! Writing JSON expressions.
//!
//! Keys that all formats share are literals of the format strings: as arguments they cost a tenth of lowering.

use super::Expressions;
use super::syntax::{AND, CollationForm, Groups, NOT, OR, XOR};
use crate::collation::Collation;
use crate::dialect::assumption::Assumption;
use crate::dialect::error::{LogicalConnective, UnsupportedFeature};
use crate::dialect::format::{LoweredQuery, WireFormat, json_string};
use crate::dialect::lowering::Lowering;
use crate::dialect::parts::Parts;
use crate::dialect::request::{Method, Parameter, RequestParts};
use crate::filter::{Comparison, Filter, FilterKind, Operand, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::{Span, Spanned};
use crate::value::Value;

impl WireFormat for Expressions {
    type Fragment = String;
    type Key = String;

    fn emit(&self, filter: &Filter, items: Vec<String>, lowering: &mut Lowering<'_>) -> String {
        let (operation, connective) = match &filter.kind {
            FilterKind::Comparison(comparison) => return self.comparison(comparison, lowering),
            FilterKind::Constant(_) => {
                lowering.refuse(UnsupportedFeature::Constant, filter.span);
                return String::new();
            }
            FilterKind::Not(_) => (NOT, LogicalConnective::Not),
            FilterKind::And(_) => (AND, LogicalConnective::And),
            FilterKind::Or(_) => (OR, LogicalConnective::Or),
            FilterKind::Xor(_) => (XOR, LogicalConnective::Xor),
        };
        match (self.groups, connective) {
            (Groups::OfItems { documented_xor }, LogicalConnective::Xor) if items.len() > documented_xor => {
                let assumption = if items.len() > 2 { Assumption::XorOfMany } else { Assumption::XorOfTwo };
                lowering.assume(assumption, filter.span);
            }
            (Groups::OfItems { .. }, _) => {}
            (Groups::Undocumented, LogicalConnective::Not) => {
                lowering.refuse(UnsupportedFeature::Connective(connective), filter.span);
            }
            (Groups::Undocumented, LogicalConnective::And | LogicalConnective::Or | LogicalConnective::Xor) => {
                lowering.refuse(UnsupportedFeature::UndocumentedGroup(connective), filter.span);
            }
        }
        format!(r#"{{"{}":"{operation}","items":[{}]}}"#, self.words.operation, items.join(","))
    }

    fn emit_key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let property = self.property(key.field.path(), key.span, lowering);
        let direction = if key.descending { self.words.descending } else { self.words.ascending };
        let collation = match self.words.collation {
            CollationForm::Name => {
                let collation = lowering.written_key_collation(key);
                self.collation(collation, lowering)
            }
            CollationForm::CaseFlag(_) | CollationForm::Absent => {
                lowering.refuse_foreign_key_collation(key);
                String::new()
            }
        };
        format!(r#"{{"property":{property},"direction":"{direction}"{collation}}}"#)
    }

    fn assemble(&self, query: LoweredQuery<String, String>, _: &mut Lowering<'_>) -> RequestParts {
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let json = Parts {
            filter: query.filter.map(|filter| if self.is_array { format!("[{filter}]") } else { filter }),
            sort: (!query.keys.is_empty()).then(|| format!("[{}]", query.keys.join(","))),
            offset: count(query.offset),
            limit: count(query.limit),
        };
        let named = json.iter().map(|(part, value)| (*self.names.get(part), value));
        let parameters = named.filter_map(|(name, value)| Some(Parameter { name, value: value.clone()? })).collect();
        RequestParts { method: Method::Get, parameters, body: None, json, version: None }
    }
}

impl Expressions {
    fn comparison(&self, comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
        let Spanned { node: operator, span } = comparison.operator;
        lowering.check_operator_listed(comparison);
        let Some(operation) = (self.words.operator)(operator) else {
            lowering.refuse(UnsupportedFeature::Operator(operator), span);
            return String::new();
        };
        if matches!(operator, Operator::Subset | Operator::Superset) {
            lowering.assume(Assumption::SetOperator, span);
        }
        if comparison.looks_for_element() {
            lowering.assume(Assumption::ContainsElement, span);
        }
        let property = self.property(comparison.field.path(), comparison.path_span, lowering);
        let written = lowering.written_collation(comparison);
        if written.is_none() {
            lowering.assume_own_collation(comparison);
        }
        let collation = self.collation(written, lowering);
        if let (Some(assumption), Operand::List(terms)) = (self.list, &comparison.operand) {
            lowering.assume(assumption, terms.span);
        }
        let value = operand(comparison, lowering);
        let key = self.words.operation;
        format!(r#"{{"property":{property},"{key}":"{operation}"{collation},"value":{value}}}"#)
    }

    /// Returns the member for the collation, or an empty text.
    fn collation(&self, collation: Option<Spanned<Collation>>, lowering: &mut Lowering<'_>) -> String {
        let Some(Spanned { node: collation, span }) = collation else { return String::new() };
        let assumption = match collation {
            Collation::Ordinal => self.ordinal,
            Collation::IgnoreCase => self.ignorecase,
            Collation::Lexicographic => Some(Assumption::Lexicographic),
        };
        let member = match (self.words.collation, collation) {
            (CollationForm::Name, _) => format!(r#","collation":"{collation}""#),
            (CollationForm::CaseFlag(key), Collation::IgnoreCase) => format!(r#","{key}":true"#),
            (CollationForm::CaseFlag(key), Collation::Ordinal) => format!(r#","{key}":false"#),
            (CollationForm::CaseFlag(_), Collation::Lexicographic) | (CollationForm::Absent, _) => {
                lowering.refuse(UnsupportedFeature::Collation(collation), span);
                return String::new();
            }
        };
        if let Some(assumption) = assumption {
            lowering.assume(assumption, span);
        }
        member
    }

    fn property(&self, path: &Path, span: Span, lowering: &mut Lowering<'_>) -> String {
        if path.names().any(|name| name.contains('.')) {
            lowering.refuse(UnsupportedFeature::DottedName(path.clone()), span);
        }
        if path.names().any(str::is_empty) {
            lowering.refuse(UnsupportedFeature::EmptyName(path.clone()), span);
        }
        if path.names().len() > self.documented_path {
            lowering.assume(self.longer_path, span);
        }
        if path.names().next() == self.expanded && self.expanded.is_some() {
            lowering.assume(Assumption::Expanded, span);
        }
        json_string(&path.names().collect::<Vec<_>>().join("."))
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
        return json_string(quoted);
    }
    match value {
        Value::Null => {
            lowering.assume(Assumption::NullValue, term.span);
            "null".to_owned()
        }
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Number(number) => number.to_json(),
        Value::Text(written) => json_string(written),
        Value::DateTime(instant) => json_string(&instant.to_string()),
        Value::Duration(length) => json_string(&length.to_string()),
        Value::Uuid(uuid) => json_string(&uuid.to_string()),
    }
}
