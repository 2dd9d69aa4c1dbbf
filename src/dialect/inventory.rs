//! Veeam Backup & Replication, REST API 1.3: the inventory browser, which is asked by the body of a POST.
//!
//! From the vendor's specification 1.3-rev2: the body is `{"filter","sorting","pagination"}`; a filter is
//! `{"type":"PredicateExpression","property","operation","value"}`, all required and the value text, or
//! `{"type":"GroupExpression","operation","items"}` with And, Or and Not; there is no collation. `In` takes its values in
//! one text, joined by commas, so values that hold one are asked for by an Or of Equals. `skip` is at least 0 and `limit` at
//! least 1. Objects have seven properties. Not documented: how text is compared, how a direction is spelled, the default
//! page.

use super::endpoint::Known;
use super::error::{Assumption, Unsendable};
use super::expression::text;
use super::lowering::{Language, Lowering, Whole};
use super::read::Form;
use super::request::{Method, Parts};
use super::rows::{each, schema};
use super::{Dialect, EnvelopeFacts, Facts, Profile};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, SortKey};
use crate::operator::Operator;
use crate::path::Path;
use crate::schema::Schema;
use crate::span::{Span, Spanned};
use crate::ty::Type;

pub(super) const FACTS: Facts = Facts {
    name: "vbr-inventory",
    profile: Profile {
        dialect: Dialect::VbrInventory,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        members: None,
        port: ":9419",
        root: "/api/v1",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev1")],
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: 1,
        envelope: EnvelopeFacts {
            rows: &["data"],
            total: &["pagination", "total"],
            offset: &["pagination", "skip"],
            cursor: &[],
        },
    },
    language: &Tagged,
    endpoints: &[
        browser("inventory"),
        browser("inventory/physical"),
        browser("inventory/physical/all"),
        browser("inventory/physical/{protectionGroupId}"),
        browser("inventory/{hostname}"),
    ],
};

const fn browser(template: &'static str) -> Known {
    Known::new(template, objects)
}

fn objects() -> Schema {
    let texts = each("platform? hostName? name? type? objectId? urn?", Type::Text);
    schema("vbr-inventory objects", texts.chain(each("size?", Type::Any)))
}

/// Expressions that say by a tag what they are.
struct Tagged;

impl Language for Tagged {
    type Said = String;
    type Key = String;

    fn say(&self, filter: &Filter, items: Vec<String>, lowering: &mut Lowering<'_>) -> String {
        match &filter.kind {
            FilterKind::Comparison(comparison) => comparison_of(comparison, lowering),
            FilterKind::Not(_) => group("Not", &items),
            FilterKind::And(_) => group("And", &items),
            FilterKind::Or(_) => group("Or", &items),
            FilterKind::Xor(_) => {
                lowering.refuse(Unsendable::Connective("xor"), filter.span);
                String::new()
            }
            FilterKind::Constant(_) => {
                lowering.refuse(Unsendable::Constant, filter.span);
                String::new()
            }
        }
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let Some(property) = property(key.field.path(), key.span, lowering) else { return String::new() };
        lowering.assume(Assumption::Direction, key.span);
        lowering.refuse_foreign_key_collation(key);
        let direction = if key.descending { "Descending" } else { "Ascending" };
        format!(r#"{{"property":{property},"direction":"{direction}"}}"#)
    }

    fn parts(&self, whole: Whole<String, String>) -> Parts {
        let Whole { filter, keys, offset, limit, .. } = whole;
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let sort = keys.into_iter().next();
        let member = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!(r#""{name}":{value}"#));
        let counts = [member("skip", &count(offset)), member("limit", &count(limit))];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let pagination = (!counts.is_empty()).then(|| format!("{{{}}}", counts.join(",")));
        let members = [member("pagination", &pagination), member("filter", &filter), member("sorting", &sort)];
        let body = format!("{{{}}}", members.into_iter().flatten().collect::<Vec<_>>().join(","));
        let json = [filter, sort, count(offset), count(limit)];
        Parts { method: Method::Post, parameters: Vec::new(), body: Some(body), json }
    }

    fn form(&self) -> Form<'_> {
        Form::Tagged
    }
}

/// The tags.
pub(super) const GROUP: &str = "GroupExpression";
pub(super) const PREDICATE: &str = "PredicateExpression";

fn group(operation: &str, items: &[String]) -> String {
    format!(r#"{{"type":"{GROUP}","operation":"{operation}","items":[{}]}}"#, items.join(","))
}

fn predicate(property: &str, operation: &str, value: &str) -> String {
    let value = text(value);
    format!(r#"{{"type":"{PREDICATE}","property":{property},"operation":"{operation}","value":{value}}}"#)
}

fn comparison_of(comparison: &Comparison, lowering: &mut Lowering<'_>) -> String {
    let Spanned { node: operator, span } = comparison.operator;
    lowering.look_at_operator(comparison);
    let Some(operation) = operation(operator) else {
        lowering.refuse(Unsendable::Operator(operator), span);
        return String::new();
    };
    let Some(property) = property(comparison.field.path(), comparison.path_span, lowering) else {
        return String::new();
    };
    lowering.refuse_foreign_collation(comparison);
    if comparison.asks_for_element() {
        lowering.assume(Assumption::ContainsElement, span);
    }
    let terms = comparison.operand.terms();
    let values: Vec<String> = terms.iter().filter_map(|term| lowering.plain(term, comparison.field.ty())).collect();
    match operator {
        Operator::In if terms.is_empty() => {
            lowering.refuse(Unsendable::EmptyList, comparison.operand.span());
            String::new()
        }
        Operator::In if values.iter().any(|value| is_cut(value)) => {
            let items: Vec<String> = values.iter().map(|value| predicate(&property, "Equals", value)).collect();
            group("Or", &items)
        }
        _ => predicate(&property, operation, &values.join(",")),
    }
}

/// Whether a value that stands between commas may come out otherwise.
pub(super) fn is_cut(value: &str) -> bool {
    value.is_empty() || value.contains(',') || value.trim() != value
}

/// The name of the property at `path`; none where it is refused.
fn property(path: &Path, span: Span, lowering: &mut Lowering<'_>) -> Option<String> {
    let mut names = path.names();
    if names.len() > 1 {
        lowering.refuse(Unsendable::NestedPath(path.clone()), span);
        return None;
    }
    names.next().map(text)
}

/// How 1.3-rev1 and later name an operator, where they have it.
pub(super) fn operation(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal => Some("Equals"),
        Operator::NotEqual => Some("NotEquals"),
        Operator::Less => Some("LessThan"),
        Operator::LessEqual => Some("LessThanOrEqual"),
        Operator::Greater => Some("GreaterThan"),
        Operator::GreaterEqual => Some("GreaterThanOrEqual"),
        Operator::In => Some("In"),
        Operator::Contains => Some("Contains"),
        Operator::StartsWith => Some("StartsWith"),
        Operator::EndsWith => Some("EndsWith"),
        Operator::Subset | Operator::Superset => None,
    }
}
