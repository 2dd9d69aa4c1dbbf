//! The OData text of NetBackup's filters, and its sort keys.
//!
//! Of OData it is what the vendor's pages show: `eq ne lt le gt ge`, `and`, `or`, `not`, parentheses, `contains`,
//! `startswith`, `endswith`, `tolower`. `in` is an `or` of `eq`. Text stands between single quotes, a quote in it doubled;
//! numbers, `true` and `false` stand bare.

use super::super::assumption::Assumption;
use super::super::error::UnsupportedFeature;
use super::super::expression::text as json;
use super::super::lowering::{Language, Lowering, Whole};
use super::super::read::Form;
use super::super::request::{Method, Parameter, Parts};
use super::facts::{self, Dates};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::{Path, is_reserved, is_word};
use crate::span::{Span, Spanned};
use crate::value::Value;

/// The filter language.
#[derive(Debug)]
pub(super) struct OData;

/// What a part of a filter becomes.
#[derive(Clone, Default)]
pub(in crate::dialect) struct Said {
    text: String,
    binding: Binding,
    /// What says the opposite without a `not`, where the endpoint lists an operator for it.
    opposite: Option<Box<Said>>,
}

/// How tightly a text holds together, the loosest first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    #[default]
    Or,
    And,
    /// A comparison, or what is negated.
    Comparison,
    /// A call, or what stands in parentheses.
    Whole,
}

impl Language for OData {
    type Said = Said;
    type Key = String;

    fn say(&self, filter: &Filter, mut items: Vec<Said>, lowering: &mut Lowering<'_>) -> Said {
        match &filter.kind {
            FilterKind::Comparison(comparison) => say(comparison, lowering),
            FilterKind::Constant(_) => refused(UnsupportedFeature::Constant, filter.span, lowering),
            FilterKind::Not(_) => not(items.pop().unwrap_or_default(), filter.span, lowering),
            FilterKind::And(_) => Said::joined(items, " and ", Binding::And),
            FilterKind::Or(_) => Said::joined(items, " or ", Binding::Or),
            FilterKind::Xor(_) => refused(UnsupportedFeature::Connective("xor"), filter.span, lowering),
        }
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let property = property(key.field.path(), ".", key.span, lowering);
        lowering.refuse_foreign_key_collation(key);
        format!("{}{property}", if key.descending { "-" } else { "" })
    }

    fn parts(&self, whole: Whole<Said, String>, _: &mut Lowering<'_>) -> Parts {
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let filter = whole.filter.map(|said| said.text);
        let sort = (!whole.keys.is_empty()).then(|| whole.keys.join(","));
        let json = [filter.as_deref().map(json), sort.as_deref().map(json), count(whole.offset), count(whole.limit)];
        let values = [filter, sort, count(whole.offset), whole.cursor, count(whole.limit)];
        let named = ["filter", "sort", "page[offset]", "page[after]", "page[limit]"].into_iter().zip(values);
        let parameters = named.filter_map(|(name, value)| Some(Parameter { name, value: value? })).collect();
        Parts { method: Method::Get, parameters, body: None, json, version: None }
    }

    fn form(&self) -> Form<'_> {
        Form::OData
    }
}

impl Said {
    fn new(text: String, binding: Binding) -> Self {
        Self { text, binding, opposite: None }
    }

    fn joined(items: Vec<Said>, connective: &str, binding: Binding) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.within(binding)).collect();
        Self::new(items.join(connective), binding)
    }

    /// The same, in parentheses.
    fn enclosed(self) -> Self {
        Self::new(format!("({})", self.text), Binding::Whole)
    }

    /// Its text, in parentheses where it holds together less tightly than `least`.
    fn within(self, least: Binding) -> String {
        if self.binding < least { self.enclosed().text } else { self.text }
    }
}

fn refused(what: UnsupportedFeature, span: Span, lowering: &mut Lowering<'_>) -> Said {
    lowering.refuse(what, span);
    Said::default()
}

/// In OData, `not` binds more tightly than a comparison does.
fn not(operand: Said, span: Span, lowering: &mut Lowering<'_>) -> Said {
    if let Some(opposite) = operand.opposite {
        return *opposite;
    }
    if !facts::lists_not(lowering.endpoint()) {
        lowering.assume(Assumption::Negation, span);
    }
    Said::new(format!("not {}", operand.within(Binding::Whole)), Binding::Comparison)
}

fn say(comparison: &Comparison, lowering: &mut Lowering<'_>) -> Said {
    let Spanned { node: operator, span } = comparison.operator;
    lowering.look_at_operator(comparison);
    let property = property(comparison.field.path(), "/", comparison.path_span, lowering);
    let is_caseless = is_caseless(comparison, lowering);
    let literal = |term: &Term| literal(term, comparison, is_caseless, lowering);
    let literals = comparison.operand.terms().iter().map(literal).collect();
    let subject = if is_caseless { format!("tolower({property})") } else { property };
    let clause = Clause { comparison, subject, literals };
    match operator {
        Operator::Equal => clause.opposed(clause.infix("eq"), Operator::NotEqual, |clause| clause.infix("ne")),
        Operator::NotEqual => clause.opposed(clause.infix("ne"), Operator::Equal, |clause| clause.infix("eq")),
        Operator::In => {
            if clause.literals.is_empty() {
                lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
            }
            let is_one = clause.literals.len() == 1;
            let any = if is_one { clause.infix("eq") } else { clause.each("eq", " or ", Binding::Or).enclosed() };
            clause.opposed(any, Operator::NotEqual, |clause| clause.each("ne", " and ", Binding::And))
        }
        Operator::Less => clause.infix("lt"),
        Operator::LessEqual => clause.infix("le"),
        Operator::Greater => clause.infix("gt"),
        Operator::GreaterEqual => clause.infix("ge"),
        Operator::Contains => {
            if comparison.asks_for_element() {
                lowering.refuse(UnsupportedFeature::Element, span);
            }
            clause.call("contains")
        }
        Operator::StartsWith => clause.call("startswith"),
        Operator::EndsWith => clause.call("endswith"),
        Operator::Subset | Operator::Superset => refused(UnsupportedFeature::Operator(operator), span, lowering),
    }
}

/// The parts of a comparison, said.
struct Clause<'c> {
    comparison: &'c Comparison,
    subject: String,
    literals: Vec<String>,
}

impl Clause<'_> {
    fn infix(&self, word: &str) -> Said {
        self.each(word, "", Binding::Comparison)
    }

    /// A comparison with each literal, joined.
    fn each(&self, word: &str, connective: &str, binding: Binding) -> Said {
        let each = self.literals.iter().map(|literal| format!("{} {word} {literal}", self.subject));
        Said::new(each.collect::<Vec<_>>().join(connective), binding)
    }

    fn call(&self, name: &str) -> Said {
        Said::new(format!("{name}({},{})", self.subject, self.literals.join(",")), Binding::Whole)
    }

    /// `said` with what says the opposite, where the endpoint lists the operator that it takes.
    fn opposed(&self, said: Said, operator: Operator, opposite: impl FnOnce(&Self) -> Said) -> Said {
        let is_listed = self.comparison.field.listed_operators().is_some_and(|listed| listed.contains(&operator));
        Said { opposite: is_listed.then(|| Box::new(opposite(self))), ..said }
    }
}

/// Whether the case of both sides is to be lowered; any other collation than the API's own is refused.
fn is_caseless(comparison: &Comparison, lowering: &mut Lowering<'_>) -> bool {
    let Some(Spanned { node: collation, span }) = lowering.foreign_collation(comparison) else { return false };
    let is_order = comparison.operator.node.is_order();
    match collation {
        // `_` comes behind the upper-case letters and before the lower-case ones.
        Collation::IgnoreCase if is_order => lowering.refuse(UnsupportedFeature::CaselessOrder, span),
        // Beside text, a list may hold what has no case.
        Collation::IgnoreCase if !is_text(comparison) => {
            lowering.refuse(UnsupportedFeature::Collation(collation), span)
        }
        // Other letters are refused where they stand.
        Collation::IgnoreCase if !is_ascii(comparison) => {}
        Collation::IgnoreCase => lowering.assume(Assumption::LoweredCase, span),
        Collation::Ordinal | Collation::Lexicographic => {
            lowering.refuse(UnsupportedFeature::Collation(collation), span)
        }
    }
    collation == Collation::IgnoreCase
}

fn is_text(comparison: &Comparison) -> bool {
    let mut values = comparison.operand.terms().iter().filter_map(Term::value);
    values.all(|value| matches!(value, Value::Text(_)))
}

fn is_ascii(comparison: &Comparison) -> bool {
    let texts = comparison.operand.terms().iter().filter_map(Term::value);
    texts.into_iter().all(|value| if let Value::Text(text) = value { text.is_ascii() } else { true })
}

fn property(path: &Path, separator: &str, span: Span, lowering: &mut Lowering<'_>) -> String {
    if path.names().any(str::is_empty) {
        lowering.refuse(UnsupportedFeature::EmptyName(path.clone()), span);
    } else if path.names().any(|name| !is_word(name)) || path.names().next().is_some_and(is_reserved) {
        lowering.refuse(UnsupportedFeature::OddName(path.clone()), span);
    }
    path.names().collect::<Vec<_>>().join(separator)
}

fn literal(term: &Term, comparison: &Comparison, is_caseless: bool, lowering: &mut Lowering<'_>) -> String {
    let TermKind::Known { value, quoted } = &term.kind else { return String::new() };
    if let Some(code) = lowering.code(term, &comparison.field) {
        return code.to_string();
    }
    if let Some(number) = lowering.epoch(term, comparison.field.ty()) {
        return number;
    }
    match (value, quoted) {
        (Value::Null, _) => {
            lowering.refuse(UnsupportedFeature::Null, term.span);
            String::new()
        }
        (Value::DateTime(instant), written) => {
            let instant = instant.to_string();
            match (facts::dates(lowering.endpoint()), written) {
                (Dates::Quoted, None) => self::quoted(&instant),
                (Dates::Quoted | Dates::Unknown, Some(written)) => self::quoted(written),
                (Dates::Bare, _) => instant,
                (Dates::Unknown, None) => {
                    lowering.assume(Assumption::DateForm, term.span);
                    instant
                }
            }
        }
        (_, Some(written)) => self::quoted(written),
        (Value::Boolean(boolean), None) => boolean.to_string(),
        (Value::Number(number), None) => number.to_json(),
        (Value::Text(text), None) => self::text(text, comparison, is_caseless, term.span, lowering),
        (Value::Duration(length), None) => self::quoted(&length.to_string()),
        (Value::Uuid(uuid), None) => self::quoted(&uuid.to_string()),
    }
}

fn text(text: &str, comparison: &Comparison, is_caseless: bool, span: Span, lowering: &mut Lowering<'_>) -> String {
    let path = comparison.field.path();
    if is_caseless && !text.is_ascii() {
        lowering.refuse(UnsupportedFeature::CaselessText, span);
    }
    if facts::is_pattern(lowering.endpoint(), path, text) {
        lowering.refuse(UnsupportedFeature::Pattern(text.into()), span);
    }
    if facts::may_be_encoded(path) && text.contains([' ', '%']) {
        lowering.assume(Assumption::EncodedOnce, span);
    }
    if is_caseless { quoted(&text.to_ascii_lowercase()) } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
