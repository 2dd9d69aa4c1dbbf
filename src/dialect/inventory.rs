//! Veeam Backup & Replication, REST API 1.3: the inventory browser, which is asked by the body of a POST.
//!
//! From the vendor's specification 1.3-rev2: the body is `{"filter","sorting","pagination"}`; a filter is
//! `{"type":"PredicateExpression","property","operation","value"}`, all required and the value text, or
//! `{"type":"GroupExpression","operation","items"}` with And, Or and Not; there is no collation. `In` takes its values in
//! one text, joined by commas, so values that hold one are asked for by an Or of Equals. `skip` is at least 0 and `limit` at
//! least 1. Objects can be asked for seven properties, those that agents protect for all of theirs. Operations and directions
//! begin in lower case before 1.3-rev1. Not documented: how text is compared, the default page.

use super::assumption::Assumption;
use super::endpoint::Known;
use super::error::UnsupportedFeature;
use super::expression::text;
use super::lowering::{Language, Lowering, Whole};
use super::read::Form;
use super::request::{Method, Parts};
use super::rows::{each, schema};
use super::version::Revisions;
use super::{Dialect, EnvelopeFacts, Facts, Profile, vbr};
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
        versions: vbr::VERSIONS,
        version: None,
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
    endpoints: || ENDPOINTS,
};

/// The place of the version that is asked unless another is chosen: the first whose words are spelled as here.
const USUAL: usize = 2;

const ENDPOINTS: &[Known] = &[
    browser("inventory"),
    from(1, physical("inventory/physical")),
    from(3, physical("inventory/physical/all")),
    from(1, physical("inventory/physical/{protectionGroupId}")),
    browser("inventory/{hostname}"),
];

/// An endpoint that came with the version at `first`.
const fn from(first: usize, known: Known) -> Known {
    Known { versions: Revisions::from(first), ..known }
}

const fn browser(template: &'static str) -> Known {
    Known::new(template, objects)
}

const fn physical(template: &'static str) -> Known {
    Known::new(template, agents)
}

/// Hypervisors' objects: seven properties can be asked for; the others are shown by some of them.
fn objects() -> Schema {
    let asked = each("platform? hostName? name? type? objectId? urn?", Type::Text).chain(each("size?", Type::Any));
    let shown = each("powerState? parentObjectId? clusterId? prismCentralId? nodeId?", Type::Text)
        .chain(each("metadata?", Type::array(Type::Object)))
        .chain(each("aclInfo?", Type::Any));
    schema("vbr-inventory objects", asked.chain(shown.map(|field| field.operators([]).unsortable())))
}

/// What agents protect: every property can be asked for.
fn agents() -> Schema {
    let texts = "platform? name? type? path? protectionGroupType? cloudMachinesType?";
    let ids = each("id? parentObjectId? protectionGroupId?", Type::Text);
    let others = each("size? aclInfo?", Type::Any);
    schema("vbr-inventory agents", each(texts, Type::Text).chain(ids).chain(others))
}

/// Expressions that say by a tag what they are.
struct Tagged;

impl Language for Tagged {
    type Said = String;
    type Key = String;

    fn say(&self, filter: &Filter, items: Vec<String>, lowering: &mut Lowering<'_>) -> String {
        match &filter.kind {
            FilterKind::Comparison(comparison) => comparison_of(comparison, lowering),
            FilterKind::Not(_) => group("Not", &items, lowering),
            FilterKind::And(_) => group("And", &items, lowering),
            FilterKind::Or(_) => group("Or", &items, lowering),
            FilterKind::Xor(_) => {
                lowering.refuse(UnsupportedFeature::Connective("xor"), filter.span);
                String::new()
            }
            FilterKind::Constant(_) => {
                lowering.refuse(UnsupportedFeature::Constant, filter.span);
                String::new()
            }
        }
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let Some(property) = property(key.field.path(), key.span, lowering) else { return String::new() };
        lowering.refuse_foreign_key_collation(key);
        let direction = spelled(if key.descending { "Descending" } else { "Ascending" }, lowering);
        format!(r#"{{"property":{property},"direction":"{direction}"}}"#)
    }

    fn parts(&self, whole: Whole<String, String>, lowering: &mut Lowering<'_>) -> Parts {
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
        Parts {
            method: Method::Post,
            parameters: Vec::new(),
            body: Some(body),
            json,
            version: version(lowering).oldest(),
        }
    }

    fn form(&self) -> Form<'_> {
        Form::Tagged
    }
}

/// The tags.
pub(super) const GROUP: &str = "GroupExpression";
pub(super) const PREDICATE: &str = "PredicateExpression";

/// The versions that may be asked.
fn version(lowering: &Lowering<'_>) -> Revisions {
    let usual = lowering.versions() & Revisions::from(USUAL);
    // An older one only where it was chosen.
    if usual.is_empty() { lowering.versions() } else { usual }
}

/// `word` as the version that is asked spells it: those before the usual one begin in lower case.
fn spelled(word: &str, lowering: &Lowering<'_>) -> String {
    let is_older = version(lowering).oldest().is_some_and(|oldest| oldest < USUAL);
    let mut characters = word.chars();
    match characters.next() {
        Some(first) if is_older => first.to_lowercase().chain(characters).collect(),
        _ => word.to_owned(),
    }
}

fn group(operation: &str, items: &[String], lowering: &Lowering<'_>) -> String {
    let operation = spelled(operation, lowering);
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
        lowering.refuse(UnsupportedFeature::Operator(operator), span);
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
            lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
            String::new()
        }
        Operator::In if values.iter().any(|value| is_cut(value)) => {
            let equals = spelled("Equals", lowering);
            let items: Vec<String> = values.iter().map(|value| predicate(&property, &equals, value)).collect();
            group("Or", &items, lowering)
        }
        _ => predicate(&property, &spelled(operation, lowering), &values.join(",")),
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
        lowering.refuse(UnsupportedFeature::NestedPath(path.clone()), span);
        return None;
    }
    if path.names().any(str::is_empty) {
        lowering.refuse(UnsupportedFeature::EmptyName(path.clone()), span);
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
