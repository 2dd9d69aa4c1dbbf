//! The OData text of NetBackup's filters, and its sort keys.
//!
//! Of OData it is what the vendor's pages show: `eq ne lt le gt ge`, `and`, `or`, `not`, parentheses, `contains`,
//! `startswith`, `endswith`, `tolower`. `in` is an `or` of `eq`. Text stands between single quotes, a quote in it doubled;
//! numbers, `true` and `false` stand bare.

use super::super::error::{Assumption, Unsendable};
use super::super::expression::text as json;
use super::super::lowering::{Language, Lowering, Whole};
use super::super::read::Form;
use super::super::request::{Method, Parameter, Parts};
use super::facts::{self, Dates};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, Operand, SortKey, Term, TermKind};
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
    opposite: Option<(String, Binding)>,
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
            FilterKind::Constant(_) => refused(Unsendable::Constant, filter.span, lowering),
            FilterKind::Not(_) => not(items.pop().unwrap_or_default(), filter.span, lowering),
            FilterKind::And(_) => Said::joined(items, " and ", Binding::And),
            FilterKind::Or(_) => Said::joined(items, " or ", Binding::Or),
            FilterKind::Xor(_) => refused(Unsendable::Connective("xor"), filter.span, lowering),
        }
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let property = property(key.field.path(), ".", key.span, lowering);
        lowering.refuse_foreign_key_collation(key);
        format!("{}{property}", if key.descending { "-" } else { "" })
    }

    fn parts(&self, whole: Whole<Said, String>) -> Parts {
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let filter = whole.filter.map(|said| said.text);
        let sort = (!whole.keys.is_empty()).then(|| whole.keys.join(","));
        let json = [filter.as_deref().map(json), sort.as_deref().map(json), count(whole.offset), count(whole.limit)];
        let values = [filter, sort, count(whole.offset), whole.cursor, count(whole.limit)];
        let named = ["filter", "sort", "page[offset]", "page[after]", "page[limit]"].into_iter().zip(values);
        let parameters = named.filter_map(|(name, value)| Some(Parameter { name, value: value? })).collect();
        Parts { method: Method::Get, parameters, body: None, json }
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

    /// Its text, in parentheses where it holds together less tightly than `least`.
    fn within(self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text }
    }
}

fn refused(what: Unsendable, span: Span, lowering: &mut Lowering<'_>) -> Said {
    lowering.refuse(what, span);
    Said::default()
}

/// In OData, `not` binds more tightly than a comparison does.
fn not(operand: Said, span: Span, lowering: &mut Lowering<'_>) -> Said {
    if let Some((text, binding)) = operand.opposite {
        return Said::new(text, binding);
    }
    if !facts::lists_not(lowering.endpoint()) {
        lowering.assume(Assumption::Negation, span);
    }
    Said::new(format!("not {}", operand.within(Binding::Whole)), Binding::Comparison)
}

fn say(comparison: &Comparison, lowering: &mut Lowering<'_>) -> Said {
    let Spanned { node: operator, span } = comparison.operator;
    lowering.look_at_operator(comparison);
    let mut subject = property(comparison.field.path(), "/", comparison.path_span, lowering);
    let is_caseless = is_caseless(comparison, lowering);
    if is_caseless {
        subject = format!("tolower({subject})");
    }
    let literals: Vec<String> =
        comparison.operand.terms().iter().map(|term| literal(term, comparison, is_caseless, lowering)).collect();
    let each = |word: &str| literals.iter().map(|literal| format!("{subject} {word} {literal}")).collect::<Vec<_>>();
    let all = |connective: &str, word: &str| each(word).join(connective);
    let call = |name: &str| Said::new(format!("{name}({subject},{})", literals.join(",")), Binding::Whole);
    let infix = |word: &str| Said::new(all("", word), Binding::Comparison);
    let lists =
        |operator: Operator| comparison.field.listed_operators().is_some_and(|listed| listed.contains(&operator));
    let opposite = |operator: Operator, text: String, binding: Binding| lists(operator).then_some((text, binding));
    match operator {
        Operator::Equal => {
            Said { opposite: opposite(Operator::NotEqual, all("", "ne"), Binding::Comparison), ..infix("eq") }
        }
        Operator::NotEqual => {
            Said { opposite: opposite(Operator::Equal, all("", "eq"), Binding::Comparison), ..infix("ne") }
        }
        Operator::In => {
            if let Operand::List(list) = &comparison.operand
                && list.node.is_empty()
            {
                lowering.refuse(Unsendable::EmptyList, list.span);
            }
            let said = match literals.len() {
                1 => infix("eq"),
                _ => Said::new(format!("({})", all(" or ", "eq")), Binding::Whole),
            };
            Said { opposite: opposite(Operator::NotEqual, all(" and ", "ne"), Binding::And), ..said }
        }
        Operator::Less => infix("lt"),
        Operator::LessEqual => infix("le"),
        Operator::Greater => infix("gt"),
        Operator::GreaterEqual => infix("ge"),
        Operator::Contains => {
            if comparison.asks_for_element() {
                lowering.refuse(Unsendable::Element, span);
            }
            call("contains")
        }
        Operator::StartsWith => call("startswith"),
        Operator::EndsWith => call("endswith"),
        Operator::Subset | Operator::Superset => refused(Unsendable::Operator(operator), span, lowering),
    }
}

/// Whether the case of both sides is to be lowered; any other collation than the API's own is refused.
fn is_caseless(comparison: &Comparison, lowering: &mut Lowering<'_>) -> bool {
    let Some(Spanned { node: collation, span }) = lowering.foreign_collation(comparison) else { return false };
    let is_order = matches!(
        comparison.operator.node,
        Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual
    );
    match collation {
        // `_` comes behind the upper-case letters and before the lower-case ones.
        Collation::IgnoreCase if is_order => lowering.refuse(Unsendable::CaselessOrder, span),
        // Other letters are refused where they stand.
        Collation::IgnoreCase if !is_ascii(comparison) => {}
        Collation::IgnoreCase => lowering.assume(Assumption::LoweredCase, span),
        Collation::Ordinal | Collation::Lexicographic => lowering.refuse(Unsendable::Collation(collation), span),
    }
    collation == Collation::IgnoreCase
}

fn is_ascii(comparison: &Comparison) -> bool {
    let texts = comparison.operand.terms().iter().filter_map(Term::value);
    texts.into_iter().all(|value| if let Value::Text(text) = value { text.is_ascii() } else { true })
}

fn property(path: &Path, separator: &str, span: Span, lowering: &mut Lowering<'_>) -> String {
    if path.names().any(|name| !is_word(name)) || path.names().next().is_some_and(is_reserved) {
        lowering.refuse(Unsendable::OddName(path.clone()), span);
    }
    path.names().collect::<Vec<_>>().join(separator)
}

fn literal(term: &Term, comparison: &Comparison, is_caseless: bool, lowering: &mut Lowering<'_>) -> String {
    let TermKind::Known { value, quoted } = &term.kind else { return String::new() };
    match (value, quoted) {
        (Value::Text(word), None) if comparison.field.is_coded() => match comparison.field.code(word) {
            Some(code) => code.to_string(),
            None => {
                lowering.refuse(Unsendable::Uncoded(word.clone()), term.span);
                String::new()
            }
        },
        (Value::Null, _) => {
            lowering.refuse(Unsendable::Null, term.span);
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
        (Value::Duration(length), None) => {
            lowering.assume(Assumption::DurationForm, term.span);
            self::quoted(&length.to_string())
        }
        (Value::Uuid(uuid), None) => self::quoted(&uuid.to_string()),
    }
}

fn text(text: &str, comparison: &Comparison, is_caseless: bool, span: Span, lowering: &mut Lowering<'_>) -> String {
    let path = comparison.field.path();
    if is_caseless && !text.is_ascii() {
        lowering.refuse(Unsendable::CaselessText, span);
    }
    if facts::is_pattern(lowering.endpoint(), path, text) {
        lowering.refuse(Unsendable::Pattern(text.into()), span);
    }
    if facts::may_be_encoded(path) && text.contains([' ', '%']) {
        lowering.assume(Assumption::EncodedOnce, span);
    }
    if is_caseless { quoted(&text.to_ascii_lowercase()) } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
