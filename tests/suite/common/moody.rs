//! A server whose behavior varies wherever no vendor documents it: a comparison with null is true, false or unknown,
//! null sorts first or last, numbers are compared as texts, seconds lose their fractions, enums sort by index. A plan
//! must not rely on any of this, only on promises that the server keeps.

use std::cmp::Ordering;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;
use tamis::endpoint::Assume;
use tamis::tree::{Comparison, Filter, FilterKind, SortKey, TermKind};
use tamis::{Collation, Operator, Path, Query, Schema, Type, Value};

use super::generate::bindings;

/// A truth value of SQL's logic, in the order of `and` (the minimum) and `or` (the maximum).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(is_true: bool) -> Self {
        if is_true { Self::True } else { Self::False }
    }
}

/// The position of null in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nulls {
    Least,
    Greatest,
    AlwaysFirst,
    AlwaysLast,
}

/// The undocumented behavior of a server.
#[derive(Clone, Debug)]
pub(crate) struct Moods {
    /// The result of `==`, `in` and searches on null; never true, except for an empty text.
    equals_null: Truth,
    empty_is_null: bool,
    differs_from_null: Truth,
    is_beside_null: Truth,
    nulls: Nulls,
    orders_enums_by_index: bool,
    ignores_case_of_words: bool,
    cuts_seconds: bool,
    compares_as_text: bool,
    has_short_floats: bool,
    has_doubles_only: bool,
    folds_fully: bool,
    /// The collation of comparisons whose request cannot name one.
    pub(crate) text: Collation,
    /// The promises that the server keeps in spite of its other behavior.
    keeps: Vec<Assume>,
}

pub(crate) fn moods() -> impl Strategy<Value = Moods> {
    let truths = [Truth::False, Truth::Unknown, Truth::True];
    let nulls = [Nulls::Least, Nulls::Greatest, Nulls::AlwaysFirst, Nulls::AlwaysLast];
    let of_null =
        (select(truths[..2].to_vec()), select(truths.to_vec()), select(truths.to_vec()), select(nulls.to_vec()));
    let flags = (any::<[bool; 8]>(), select(Collation::ALL));
    (of_null, flags).prop_map(|((equals_null, differs_from_null, is_beside_null, nulls), (flags, text))| {
        let [
            empty_is_null,
            orders_enums_by_index,
            ignores_case_of_words,
            cuts_seconds,
            compares_as_text,
            has_short_floats,
            has_doubles_only,
            folds_fully,
        ] = flags;
        Moods {
            equals_null,
            empty_is_null,
            differs_from_null,
            is_beside_null,
            nulls,
            orders_enums_by_index,
            ignores_case_of_words,
            cuts_seconds,
            compares_as_text,
            has_short_floats,
            has_doubles_only,
            folds_fully,
            text,
            keeps: Vec::new(),
        }
    })
}

impl Moods {
    pub(crate) fn keeping(self, keeps: &[Assume]) -> Self {
        Self { keeps: keeps.to_vec(), ..self }
    }

    fn keeps(&self, assume: Assume) -> bool {
        self.keeps.contains(&assume)
    }

    /// Returns the rows that the server sends for `query`, which comes from a request and has no page.
    pub(crate) fn find<'r>(&self, query: &Query, schema: &Schema, rows: &'r [Json]) -> Vec<&'r Json> {
        let test = self.test(query.filter(), query.source(), schema);
        let mut selected: Vec<&Json> = rows.iter().filter(|row| test(row) == Truth::True).collect();
        let orders: Vec<Order> = query.sort_keys().iter().map(|key| self.order(key, schema)).collect();
        selected.sort_by(|a, b| {
            orders.iter().map(|order| order(a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
        selected
    }

    fn test(&self, filter: &Filter, source: &str, schema: &Schema) -> Test {
        let each =
            |items: &[Filter]| -> Vec<Test> { items.iter().map(|item| self.test(item, source, schema)).collect() };
        match &filter.kind {
            FilterKind::Constant(constant) => {
                let constant = Truth::from(*constant);
                Box::new(move |_| constant)
            }
            FilterKind::Comparison(comparison) => self.leaf(comparison, &source[filter.span.range()], schema),
            FilterKind::Not(operand) => {
                let operand = self.test(operand, source, schema);
                Box::new(move |row| operand(row).not())
            }
            FilterKind::And(items) => {
                let items = each(items);
                Box::new(move |row| items.iter().map(|item| item(row)).min().unwrap_or(Truth::True))
            }
            FilterKind::Or(items) => {
                let items = each(items);
                Box::new(move |row| items.iter().map(|item| item(row)).max().unwrap_or(Truth::False))
            }
            FilterKind::Xor(items) => {
                let items = each(items);
                Box::new(move |row| {
                    let truths: Vec<Truth> = items.iter().map(|item| item(row)).collect();
                    match truths.contains(&Truth::Unknown) {
                        true => Truth::Unknown,
                        false => Truth::from(truths.iter().filter(|truth| **truth == Truth::True).count() == 1),
                    }
                })
            }
            _ => panic!("an unknown kind of filter"),
        }
    }

    /// Returns the test of a comparison whose text in the request is `text`.
    fn leaf(&self, comparison: &Comparison, text: &str, schema: &Schema) -> Test {
        let (operator, ty) = (comparison.operator.node, comparison.field.ty().clone());
        let values: Vec<Value> = comparison.operand.terms().iter().filter_map(|term| term.value().cloned()).collect();
        if values.contains(&Value::Null) {
            assert!(self.keeps(Assume::NullValues), "`{text}` compares with null");
            let test = program(text, schema);
            return Box::new(move |row| test(row).into());
        }
        assert!(ty != Type::Duration, "`{text}` compares durations");
        for term in comparison.operand.terms() {
            if let TermKind::Known {
                value: value @ (Value::DateTime(_) | Value::Uuid(_)), quoted: Some(quoted), ..
            } = &term.kind
            {
                let canonical = match value {
                    Value::DateTime(instant) => instant.to_string(),
                    Value::Uuid(uuid) => uuid.to_string(),
                    _ => String::new(),
                };
                assert_eq!(**quoted, *canonical, "`{text}` has a value in a form of its own");
            }
        }
        let is_enum = matches!(ty, Type::Enum(_));
        let schema_here = match is_enum && self.ignores_case_of_words && comparison.collation.is_none() {
            true => schema.with_collation(Collation::IgnoreCase),
            false => schema.clone(),
        };
        let collation = comparison.collation.map_or(schema_here.collation(), |collation| collation.node);
        let text = if self.cuts_seconds && ty == Type::DateTime { without_fractions(text) } else { text.to_owned() };
        let test = program(&text, &schema_here);
        let path = comparison.field.path().clone();
        let is_null = is_null(&path, schema);
        let asks_for_empty = values.iter().any(|value| matches!(value, Value::Text(text) if text.is_empty()));
        let result_on_null = match operator {
            _ if self.keeps(Assume::NullsMatchNegations) => Truth::from(operator == Operator::NotEqual),
            Operator::NotEqual => self.differs_from_null,
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => self.is_beside_null,
            _ if asks_for_empty && self.empty_is_null => Truth::True,
            _ => self.equals_null,
        };
        let moods = self.clone();
        let is_equality = matches!(operator, Operator::Equal | Operator::In | Operator::NotEqual);
        Box::new(move |row| {
            if is_null(row) {
                return result_on_null;
            }
            let Some(value) = at(row, &path) else { return test(row).into() };
            let mut holds = match moods.kept(value, &ty) {
                Some(kept) => test(&with(row, &path, kept)),
                None => test(row),
            };
            if moods.compares_as_text && ty == Type::Any {
                let matches = values.iter().any(|wanted| shown(wanted).eq_ignore_ascii_case(&written(value)));
                if is_equality && matches {
                    holds = operator != Operator::NotEqual;
                } else if !is_equality && value.is_string() && !matches!(values[..], [Value::Text(_), ..]) {
                    holds = true;
                }
            }
            if moods.folds_fully && ty == Type::Text && collation == Collation::IgnoreCase {
                let row_text = written(value).to_uppercase();
                let foreign = values.iter().map(shown).filter(|text| !text.is_ascii()).map(|text| text.to_uppercase());
                let matches = foreign.into_iter().any(|wanted| match operator {
                    Operator::Contains | Operator::StartsWith | Operator::EndsWith => row_text.contains(&wanted),
                    _ => is_equality && row_text == wanted,
                });
                holds = if matches { operator != Operator::NotEqual } else { holds };
            }
            holds.into()
        })
    }

    /// Returns the number that the server stores instead of `value`, if its type cannot represent `value` and its
    /// answers show `value` all the same.
    fn kept(&self, value: &Json, ty: &Type) -> Option<Json> {
        let double = value.as_f64()?;
        let short = double as f32;
        let is_shown = short.is_finite() && short.to_string().parse() == Ok(double);
        match ty {
            Type::Number if self.has_short_floats && is_shown => Some(f64::from(short).into()),
            Type::Integer if self.has_doubles_only => Some(double.into()),
            _ => None,
        }
    }

    fn order(&self, key: &SortKey, schema: &Schema) -> Order {
        let path = key.field.path().clone();
        let ty = key.field.ty().clone();
        assert!(
            !matches!(ty, Type::Duration | Type::Uuid | Type::Any | Type::Object | Type::Array(_)),
            "sorts by `{path}`"
        );
        let direction = if key.descending { "desc" } else { "asc" };
        let collation = key.collation.map_or(String::new(), |collation| format!(" collate {}", collation.node));
        let query = Query::parse(&format!("sort by {path} {direction}{collation}"), schema).expect("a sort key");
        let program = query.compile().expect("a sort key that can be run");
        let is_first = move |a: &Json, b: &Json| *program.run(&[b.clone(), a.clone()])[0] == *a;
        let is_null = is_null(&path, schema);
        let (nulls, descending) =
            (if self.keeps(Assume::NullsFirst) { Nulls::Least } else { self.nulls }, key.descending);
        let by_index = self.orders_enums_by_index;
        Box::new(move |a, b| {
            let null_first = match nulls {
                Nulls::Least => !descending,
                Nulls::Greatest => descending,
                Nulls::AlwaysFirst => true,
                Nulls::AlwaysLast => false,
            };
            match (is_null(a), is_null(b)) {
                (true, true) => return Ordering::Equal,
                (true, false) => return if null_first { Ordering::Less } else { Ordering::Greater },
                (false, true) => return if null_first { Ordering::Greater } else { Ordering::Less },
                (false, false) => {}
            }
            if let (Type::Enum(words), true) = (&ty, by_index) {
                let index =
                    |row: &Json| words.words().position(|word| at(row, &path).is_some_and(|value| value == word));
                let order = index(a).cmp(&index(b));
                return if descending { order.reverse() } else { order };
            }
            // The sort is stable: of two equal rows, neither order makes the later one the first.
            match (is_first(a, b), is_first(b, a)) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                _ => Ordering::Equal,
            }
        })
    }
}

type Test = Box<dyn Fn(&Json) -> Truth>;
type Order = Box<dyn Fn(&Json, &Json) -> Ordering>;

/// Returns a test of rows by the comparison `text` without its `not`, if it has one.
fn program(text: &str, schema: &Schema) -> impl Fn(&Json) -> bool + use<> {
    let query = Query::parse(text, schema).unwrap_or_else(|error| panic!("`{text}`: {error}"));
    let is_negated = matches!(query.filter().kind, FilterKind::Not(_));
    let program = query.bind(&bindings()).expect("nothing is left to bind").compile().expect("a program");
    move |row| program.matches(row) != is_negated
}

/// Returns a test for rows without a value of the field's type at `path`.
fn is_null(path: &Path, schema: &Schema) -> impl Fn(&Json) -> bool + use<> {
    let query = Query::parse(&format!("{path} == null"), schema).ok();
    let program = query.map(|query| query.compile().expect("a program"));
    move |row| program.as_ref().is_some_and(|program| program.matches(row))
}

fn at<'r>(row: &'r Json, path: &Path) -> Option<&'r Json> {
    path.names().try_fold(row, |json, name| json.get(name))
}

/// Returns `row` with `value` at `path`.
fn with(row: &Json, path: &Path, value: Json) -> Json {
    let mut row = row.clone();
    let place = path.names().try_fold(&mut row, |json, name| json.get_mut(name));
    *place.expect("the row has a value at the path") = value;
    row
}

/// Returns a value of a query as text.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_json(),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::DateTime(instant) => instant.to_string(),
        Value::Uuid(uuid) => uuid.to_string(),
        _ => String::new(),
    }
}

/// Returns a value of a row as text.
fn written(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns `text` with its times cut to whole seconds.
fn without_fractions(text: &str) -> String {
    let mut pieces = text.split('.');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |before, piece| {
        let digits = piece.len() - piece.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        match digits > 0 && piece[digits..].starts_with('Z') {
            true => before + &piece[digits..],
            false => before + "." + piece,
        }
    })
}
