//! Writing tagged expressions.

use super::{GROUP, PAGE, PREDICATE, SKIP, SORT, TaggedExpressions, is_ambiguous_in_list, operation};
use crate::dialect::assumption::Assumption;
use crate::dialect::error::{LogicalConnective, UnsupportedFeature};
use crate::dialect::format::{LoweredQuery, WireFormat, json_string};
use crate::dialect::lowering::Lowering;
use crate::dialect::parts::Parts;
use crate::dialect::request::{Method, RequestParts};
use crate::dialect::version::VersionSet;
use crate::filter::{Comparison, Filter, FilterKind, SortKey};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::{Span, Spanned};

impl WireFormat for TaggedExpressions {
    type Fragment = String;
    type Key = String;

    fn emit(&self, filter: &Filter, items: Vec<String>, lowering: &mut Lowering<'_>) -> String {
        match &filter.kind {
            FilterKind::Comparison(comparison) => self.comparison(comparison, lowering),
            FilterKind::Not(_) => self.group("Not", &items, lowering),
            FilterKind::And(_) => self.group("And", &items, lowering),
            FilterKind::Or(_) => self.group("Or", &items, lowering),
            FilterKind::Xor(_) => {
                lowering.refuse(UnsupportedFeature::Connective(LogicalConnective::Xor), filter.span);
                String::new()
            }
            FilterKind::Constant(_) => {
                lowering.refuse(UnsupportedFeature::Constant, filter.span);
                String::new()
            }
        }
    }

    fn emit_key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let Some(property) = property(key.field.path(), key.span, lowering) else { return String::new() };
        lowering.refuse_foreign_key_collation(key);
        let direction = self.spelled(if key.descending { "Descending" } else { "Ascending" }, lowering);
        format!(r#"{{"property":{property},"direction":"{direction}"}}"#)
    }

    fn assemble(&self, query: LoweredQuery<String, String>, lowering: &mut Lowering<'_>) -> RequestParts {
        let LoweredQuery { filter, keys, offset, limit, .. } = query;
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let json = Parts { filter, sort: keys.into_iter().next(), offset: count(offset), limit: count(limit) };
        let member = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!(r#""{name}":{value}"#));
        let counts = [member(SKIP, &json.offset), member("limit", &json.limit)];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let page = (!counts.is_empty()).then(|| format!("{{{}}}", counts.join(",")));
        let members = [member(PAGE, &page), member("filter", &json.filter), member(SORT, &json.sort)];
        let body = format!("{{{}}}", members.into_iter().flatten().collect::<Vec<_>>().join(","));
        RequestParts {
            method: Method::Post,
            parameters: Vec::new(),
            body: Some(body),
            json,
            version: self.versions(lowering).oldest(),
        }
    }
}

impl TaggedExpressions {
    /// Returns the versions that the request may name. One before the usual one is named only if it was chosen.
    fn versions(&self, lowering: &Lowering<'_>) -> VersionSet {
        let usual = lowering.versions() & VersionSet::since(self.usual_version);
        if usual.is_empty() { lowering.versions() } else { usual }
    }

    /// Returns `word` as the named version spells it: those before the usual one begin it in lower case.
    fn spelled(&self, word: &str, lowering: &Lowering<'_>) -> String {
        let is_older = self.versions(lowering).oldest().is_some_and(|oldest| oldest < self.usual_version);
        let mut characters = word.chars();
        match characters.next() {
            Some(first) if is_older => first.to_lowercase().chain(characters).collect(),
            _ => word.to_owned(),
        }
    }

    fn group(&self, operation: &str, items: &[String], lowering: &Lowering<'_>) -> String {
        let operation = self.spelled(operation, lowering);
        format!(r#"{{"type":"{GROUP}","operation":"{operation}","items":[{}]}}"#, items.join(","))
    }

    fn comparison(&self, comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
        let Spanned { node: operator, span } = comparison.operator;
        lowering.check_operator_listed(comparison);
        let Some(operation) = operation(operator) else {
            lowering.refuse(UnsupportedFeature::Operator(operator), span);
            return String::new();
        };
        let Some(property) = property(comparison.field.path(), comparison.path_span, lowering) else {
            return String::new();
        };
        lowering.refuse_foreign_collation(comparison);
        if comparison.looks_for_element() {
            lowering.assume(Assumption::ContainsElement, span);
        }
        let terms = comparison.operand.terms();
        let ty = comparison.field.ty();
        let values: Vec<String> = terms.iter().filter_map(|term| lowering.value_as_text(term, ty)).collect();
        match operator {
            Operator::In if terms.is_empty() => {
                lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
                String::new()
            }
            Operator::In if values.iter().any(|value| is_ambiguous_in_list(value)) => {
                let equals = self.spelled("Equals", lowering);
                let items: Vec<String> = values.iter().map(|value| predicate(&property, &equals, value)).collect();
                self.group("Or", &items, lowering)
            }
            Operator::In
            | Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual
            | Operator::Contains
            | Operator::StartsWith
            | Operator::EndsWith
            | Operator::Subset
            | Operator::Superset => predicate(&property, &self.spelled(operation, lowering), &values.join(",")),
        }
    }
}

fn predicate(property: &str, operation: &str, value: &str) -> String {
    let value = json_string(value);
    format!(r#"{{"type":"{PREDICATE}","property":{property},"operation":"{operation}","value":{value}}}"#)
}

/// Returns the name of the property at `path` as JSON, or `None` if it was refused.
fn property(path: &Path, span: Span, lowering: &mut Lowering<'_>) -> Option<String> {
    let mut names = path.names();
    if names.len() > 1 {
        lowering.refuse(UnsupportedFeature::NestedPath(path.clone()), span);
        return None;
    }
    if path.names().any(str::is_empty) {
        lowering.refuse(UnsupportedFeature::EmptyName(path.clone()), span);
        return None;
    }
    names.next().map(json_string)
}
