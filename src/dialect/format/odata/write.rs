//! Writing OData text.

use super::fragment::{Binding, Fragment};
use super::{Area, DateQuotes, NAMES, OData, PatternTest};
use crate::collation::Collation;
use crate::dialect::assumption::Assumption;
use crate::dialect::error::{LogicalConnective, UnsupportedFeature};
use crate::dialect::format::{LoweredQuery, WireFormat, json_string};
use crate::dialect::lowering::Lowering;
use crate::dialect::parts::Parts;
use crate::dialect::request::{Method, Parameter, RequestParts};
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::{Path, is_reserved, is_word};
use crate::span::{Span, Spanned};
use crate::value::Value;

/// The parameter of the cursor.
const CURSOR: &str = "page[after]";

impl WireFormat for OData {
    type Fragment = Fragment;
    type Key = String;

    fn emit(&self, filter: &Filter, mut items: Vec<Fragment>, lowering: &mut Lowering<'_>) -> Fragment {
        match &filter.kind {
            FilterKind::Comparison(comparison) => self.comparison(comparison, lowering),
            FilterKind::Constant(_) => refused(UnsupportedFeature::Constant, filter.span, lowering),
            FilterKind::Not(_) => self.not(items.pop().unwrap_or_default(), filter.span, lowering),
            FilterKind::And(_) => Fragment::joined(items, " and ", Binding::And),
            FilterKind::Or(_) => Fragment::joined(items, " or ", Binding::Or),
            FilterKind::Xor(_) => {
                refused(UnsupportedFeature::Connective(LogicalConnective::Xor), filter.span, lowering)
            }
        }
    }

    fn emit_key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> String {
        let property = property(key.field.path(), ".", key.span, lowering);
        lowering.refuse_foreign_key_collation(key);
        format!("{}{property}", if key.descending { "-" } else { "" })
    }

    fn assemble(&self, query: LoweredQuery<Fragment, String>, _: &mut Lowering<'_>) -> RequestParts {
        let LoweredQuery { filter, keys, offset, limit, cursor } = query;
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let filter = filter.map(Fragment::into_text);
        let sort = (!keys.is_empty()).then(|| keys.join(","));
        let json = Parts {
            filter: filter.as_deref().map(json_string),
            sort: sort.as_deref().map(json_string),
            offset: count(offset),
            limit: count(limit),
        };
        let named = [
            (NAMES.filter, filter),
            (NAMES.sort, sort),
            (NAMES.offset, count(offset)),
            (CURSOR, cursor),
            (NAMES.limit, count(limit)),
        ];
        let parameters = named.into_iter().filter_map(|(name, value)| Some(Parameter { name, value: value? }));
        RequestParts { method: Method::Get, parameters: parameters.collect(), body: None, json, version: None }
    }
}

impl OData {
    /// Returns the facts about the area of the endpoint, if there are any.
    fn area(&self, lowering: &Lowering<'_>) -> Option<&'static Area> {
        let path = lowering.endpoint()?.path();
        let first = path.split('/').next().unwrap_or_default();
        let at = |wanted: &str| self.areas.iter().find(|area| area.path == wanted);
        at(path).or_else(|| at(first))
    }

    /// Returns the negation of `operand`. In OData, `not` binds more tightly than a comparison.
    fn not(&self, operand: Fragment, span: Span, lowering: &mut Lowering<'_>) -> Fragment {
        let operand = match operand.into_opposite() {
            Ok(opposite) => return opposite,
            Err(operand) => operand,
        };
        if !self.area(lowering).is_some_and(|area| area.lists_not) {
            lowering.assume(Assumption::Negation, span);
        }
        Fragment::new(format!("not {}", operand.within(Binding::Whole)), Binding::Comparison)
    }

    fn comparison(&self, comparison: &Comparison, lowering: &mut Lowering<'_>) -> Fragment {
        let Spanned { node: operator, span } = comparison.operator;
        lowering.check_operator_listed(comparison);
        let property = property(comparison.field.path(), "/", comparison.path_span, lowering);
        let is_caseless = is_caseless(comparison, lowering);
        let literal = |term: &Term| self.literal(term, comparison, is_caseless, lowering);
        let literals = comparison.operand.terms().iter().map(literal).collect();
        let subject = if is_caseless { format!("tolower({property})") } else { property };
        let clause = ComparisonText { comparison, subject, literals };
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
                if comparison.looks_for_element() {
                    lowering.refuse(UnsupportedFeature::Element, span);
                }
                clause.call("contains")
            }
            Operator::StartsWith => clause.call("startswith"),
            Operator::EndsWith => clause.call("endswith"),
            Operator::Subset | Operator::Superset => refused(UnsupportedFeature::Operator(operator), span, lowering),
        }
    }

    fn literal(&self, term: &Term, comparison: &Comparison, is_caseless: bool, lowering: &mut Lowering<'_>) -> String {
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
                match (self.dates(lowering), written) {
                    (DateQuotes::With, None) => in_quotes(&instant),
                    (DateQuotes::With | DateQuotes::Unknown, Some(written)) => in_quotes(written),
                    (DateQuotes::Without, _) => instant,
                    (DateQuotes::Unknown, None) => {
                        lowering.assume(Assumption::DateForm, term.span);
                        instant
                    }
                }
            }
            (_, Some(written)) => in_quotes(written),
            (Value::Boolean(boolean), None) => boolean.to_string(),
            (Value::Number(number), None) => number.to_json(),
            (Value::Text(text), None) => self.text(text, comparison, is_caseless, term.span, lowering),
            (Value::Duration(length), None) => in_quotes(&length.to_string()),
            (Value::Uuid(uuid), None) => in_quotes(&uuid.to_string()),
        }
    }

    fn dates(&self, lowering: &Lowering<'_>) -> DateQuotes {
        self.area(lowering).map_or(DateQuotes::Unknown, |area| area.dates)
    }

    /// Returns `true` if `text` as a value of the property at `path` matches more than itself.
    fn is_pattern(&self, path: &Path, text: &str, lowering: &Lowering<'_>) -> bool {
        let patterns = self.area(lowering).map_or([].as_slice(), |area| area.patterns);
        let of_property = patterns.iter().find(|pattern| path.names().last() == Some(pattern.property));
        of_property.is_some_and(|pattern| match pattern.test {
            PatternTest::Contains(characters) => text.contains(characters),
            PatternTest::Is(word) => text == word,
        })
    }

    fn text(
        &self,
        text: &str,
        comparison: &Comparison,
        is_caseless: bool,
        span: Span,
        lowering: &mut Lowering<'_>,
    ) -> String {
        let path = comparison.field.path();
        if is_caseless && !text.is_ascii() {
            lowering.refuse(UnsupportedFeature::CaselessText, span);
        }
        if self.is_pattern(path, text, lowering) {
            lowering.refuse(UnsupportedFeature::Pattern(text.into()), span);
        }
        let is_encoded = path.names().last().is_some_and(|last| self.encoded_properties.contains(&last));
        if is_encoded && text.contains([' ', '%']) {
            lowering.assume(Assumption::EncodedOnce, span);
        }
        if is_caseless { in_quotes(&text.to_ascii_lowercase()) } else { in_quotes(text) }
    }
}

fn refused(what: UnsupportedFeature, span: Span, lowering: &mut Lowering<'_>) -> Fragment {
    lowering.refuse(what, span);
    Fragment::default()
}

/// The parts of a comparison as text.
struct ComparisonText<'c> {
    comparison: &'c Comparison,
    subject: String,
    literals: Vec<String>,
}

impl ComparisonText<'_> {
    fn infix(&self, word: &str) -> Fragment {
        self.each(word, "", Binding::Comparison)
    }

    /// Returns the comparisons with each literal, joined.
    fn each(&self, word: &str, connective: &str, binding: Binding) -> Fragment {
        let each = self.literals.iter().map(|literal| format!("{} {word} {literal}", self.subject));
        Fragment::new(each.collect::<Vec<_>>().join(connective), binding)
    }

    fn call(&self, name: &str) -> Fragment {
        Fragment::new(format!("{name}({},{})", self.subject, self.literals.join(",")), Binding::Whole)
    }

    /// Adds the opposite to `fragment`, if the endpoint lists `operator`, which it takes.
    fn opposed(&self, fragment: Fragment, operator: Operator, opposite: impl FnOnce(&Self) -> Fragment) -> Fragment {
        let is_listed = self.comparison.field.listed_operators().is_some_and(|listed| listed.contains(&operator));
        fragment.with_opposite(is_listed.then(|| opposite(self)))
    }
}

/// Returns `true` if the case of both sides has to be lowered; refuses every other collation than the API's own.
fn is_caseless(comparison: &Comparison, lowering: &mut Lowering<'_>) -> bool {
    let Some(Spanned { node: collation, span }) = lowering.foreign_collation(comparison) else { return false };
    let is_order = comparison.operator.node.is_order();
    match collation {
        // `_` sorts after the upper-case letters and before the lower-case ones.
        Collation::IgnoreCase if is_order => lowering.refuse(UnsupportedFeature::CaselessOrder, span),
        // A list may hold values that have no case.
        Collation::IgnoreCase if !is_text(comparison) => {
            lowering.refuse(UnsupportedFeature::Collation(collation), span)
        }
        // Letters beyond ASCII are refused one by one, on their own spans.
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
        lowering.refuse(UnsupportedFeature::NotAnIdentifier(path.clone()), span);
    }
    path.names().collect::<Vec<_>>().join(separator)
}

fn in_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
