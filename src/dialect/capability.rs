//! Capabilities: how well an API can be asked for each thing that the language says, told by asking the dialect itself.

use std::fmt;
use std::sync::Arc;

use super::assumption::{Assumption, Loss};
use super::error::{LowerError, LowerErrorKind};
use super::undocumented::{NullEffect, Side, null_effect, null_report};
use super::{Dialect, Endpoint, Target};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, Operand, Page, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::schema::Field;
use crate::span::{Span, Spanned};
use crate::ty::{Enumeration, Type};
use crate::value::{DateTime, Duration, Number, Uuid, Value};

/// How well an API can be asked for a part of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Capability {
    /// As the vendor documents.
    Exact,
    /// In a way that cannot lose a row, but may answer others, too.
    Superset,
    /// In a way that is only assumed to work.
    Assumed,
    /// Not at all.
    Unsupported,
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Exact => "exact",
            Self::Superset => "superset",
            Self::Assumed => "assumed",
            Self::Unsupported => "-",
        })
    }
}

/// A thing that the language says. Displayed as a person would write it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Feature {
    /// A comparison of a field of this type with a value of its own.
    Compare(Operator, Type),
    /// A comparison with null.
    Null(Operator),
    /// A comparison of text under this collation.
    Collate(Collation),
    /// A connective, as the language spells it, of so many items.
    Connective(&'static str, usize),
    /// A path of so many names.
    Path(usize),
    /// A comparison with a value of a field that may be null.
    Nullable(Operator),
    /// The negation of such a comparison.
    NullableNegated(Operator),
    /// An order by a field of this type.
    Order(Type),
    /// An order by a field that may be null.
    NullableOrder,
    /// An order by so many keys.
    Sort(usize),
    /// An offset.
    Offset,
    /// A limit.
    Limit,
}

impl Feature {
    /// Every thing that dialects may differ in, in the order of a table.
    pub fn all() -> Vec<Self> {
        let words = Enumeration::open("", ["x"]).into();
        let types = [
            Type::Text,
            words,
            Type::Integer,
            Type::Number,
            Type::Boolean,
            Type::DateTime,
            Type::Duration,
            Type::Uuid,
            Type::array(Type::Text),
        ];
        let ordered: Vec<Type> = types.iter().filter(|ty| !matches!(ty, Type::Array(_))).cloned().collect();
        let compare = Operator::ALL.iter().flat_map(|operator| {
            let taken = types.iter().filter(|ty| Operator::taken_by(ty).any(|taken| taken == *operator));
            taken.map(|ty| Self::Compare(*operator, ty.clone()))
        });
        let others = [Self::Null(Operator::Equal), Self::Null(Operator::NotEqual)]
            .into_iter()
            .chain(Collation::ALL.iter().map(|collation| Self::Collate(*collation)))
            .chain(
                [("and", 2), ("or", 2), ("not", 1), ("xor", 2), ("xor", 3)].map(|(word, n)| Self::Connective(word, n)),
            )
            .chain([2, 3].map(Self::Path))
            .chain([Operator::Equal, Operator::Less, Operator::NotEqual].map(Self::Nullable))
            .chain([Self::NullableNegated(Operator::Equal)])
            .chain([2].map(Self::Sort))
            .chain(ordered.into_iter().map(Self::Order))
            .chain([Self::NullableOrder])
            .chain([Self::Offset, Self::Limit]);
        compare.chain(others).collect()
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(operator, Type::Enum(_)) => write!(f, "{operator} on an enum"),
            Self::Compare(operator, ty) => write!(f, "{operator} on {ty}"),
            Self::Null(operator) => write!(f, "{operator} null"),
            Self::Collate(collation) => write!(f, "collate {collation}"),
            Self::Connective(word, 1 | 2) => f.write_str(word),
            Self::Connective(word, items) => write!(f, "{word} of {items}"),
            Self::Path(names) => write!(f, "a path of {names} names"),
            Self::Nullable(operator) => write!(f, "{operator} where the field may be null"),
            Self::NullableNegated(operator) => write!(f, "not {operator} where the field may be null"),
            Self::Order(Type::Enum(_)) => f.write_str("sort on an enum"),
            Self::Order(ty) => write!(f, "sort on {ty}"),
            Self::NullableOrder => f.write_str("sort where the key may be null"),
            Self::Sort(1) => f.write_str("sort by a key"),
            Self::Sort(keys) => write!(f, "sort by {keys} keys"),
            Self::Offset => f.write_str("offset"),
            Self::Limit => f.write_str("limit"),
        }
    }
}

impl Dialect {
    /// How well the API can be asked for `feature` where it can best be: in general, or on a field of a built-in
    /// endpoint.
    pub fn capability(self, feature: &Feature) -> Capability {
        let in_general = Asking { target: self.into(), fields: Vec::new() }.answer(feature);
        let at = |path: &str| {
            let endpoint = self.endpoint(path).ok()?;
            let fields = endpoint.schema().fields().cloned().map(Arc::new).collect();
            Some(Asking { target: (&endpoint).into(), fields }.answer(feature))
        };
        let mut best = in_general;
        for answer in self.endpoints().filter_map(at) {
            best = best.min(answer);
            if best == Capability::Exact {
                break;
            }
        }
        best
    }
}

impl Endpoint {
    /// How well it can be asked for a comparison of `field` by `operator` with a value, under `collation` or where none
    /// is given.
    pub fn capability(&self, field: &Field, operator: Operator, collation: Option<Collation>) -> Capability {
        let asking = Asking { target: self.into(), fields: Vec::new() };
        asking.comparison(&Arc::new(field.clone()), operator, value_of(field.ty()), collation)
    }
}

/// Where it is asked, and on which fields besides one of any name.
struct Asking<'e> {
    target: Target<'e>,
    fields: Vec<Arc<Field>>,
}

impl Asking<'_> {
    fn answer(&self, feature: &Feature) -> Capability {
        let best = |answers: Vec<Capability>| answers.into_iter().min().unwrap_or(Capability::Unsupported);
        let on = |ty: &Type, ask: &dyn Fn(&Arc<Field>) -> Capability| {
            let any = Arc::new(Field::new("a", ty.clone()).required());
            let of_type = self.fields.iter().filter(|field| is_alike(field.ty(), ty));
            best(of_type.chain([&any]).map(ask).collect())
        };
        match feature {
            Feature::Compare(operator, ty) => {
                on(ty, &|field| self.comparison(field, *operator, value_of(field.ty()), None))
            }
            Feature::Nullable(operator) => self.on_nullable(*operator, Side::Above),
            Feature::NullableNegated(operator) => self.on_nullable(*operator, Side::Below),
            Feature::Order(ty) => on(ty, &|field| self.sort(field, 1)),
            Feature::NullableOrder => on(&Type::DateTime, &|field| self.sort(&nullable(field), 1)),
            Feature::Null(operator) => on(&Type::Text, &|field| self.comparison(field, *operator, Value::Null, None)),
            Feature::Collate(collation) => on(&Type::Text, &|field| {
                self.comparison(field, Operator::Equal, value_of(&Type::Text), Some(*collation))
            }),
            Feature::Connective(word, items) => self.connective(word, *items),
            Feature::Path(names) => {
                let path = Path::new(std::iter::repeat_n("a", *names));
                let deep = Arc::new(Field::new(path, Type::Text).required());
                let own = self.fields.iter().filter(|field| field.path().names().len() == *names);
                let ask = |field: &Arc<Field>| self.comparison(field, Operator::Equal, value_of(field.ty()), None);
                best(own.chain([&deep]).map(ask).collect())
            }
            Feature::Sort(keys) => on(&Type::DateTime, &|field| self.sort(field, *keys)),
            Feature::Offset => self.page(Page { offset: Some(AT_MOST), limit: None }),
            Feature::Limit => self.page(Page { offset: None, limit: Some(AT_MOST) }),
        }
    }

    /// How well it can be asked for a comparison of an integer that may be null.
    fn on_nullable(&self, operator: Operator, side: Side) -> Capability {
        let any = Arc::new(Field::new("a", Type::Integer));
        let integers = self.fields.iter().filter(|field| *field.ty() == Type::Integer);
        let ask = |field: &Arc<Field>| {
            self.asked(comparison(&nullable(field), operator, value_of(&Type::Integer), None), side)
        };
        integers.chain([&any]).map(ask).min().unwrap_or(Capability::Unsupported)
    }

    fn comparison(
        &self,
        field: &Arc<Field>,
        operator: Operator,
        value: Value,
        collation: Option<Collation>,
    ) -> Capability {
        self.asked(comparison(field, operator, value, collation), Side::Above)
    }

    /// How well `comparison` can be asked for on `side` of a filter.
    fn asked(&self, comparison: Comparison, side: Side) -> Capability {
        let filter = Filter::comparison(comparison.clone(), INSIDE);
        let mut faults = self.faults(&filter);
        if matches!(null_effect(&comparison, side), NullEffect::Kept | NullEffect::Lost) {
            faults.push(null_report(&comparison));
        }
        of_comparison(&faults, &comparison, side)
    }

    /// What is said of the connective itself, whatever it joins.
    fn connective(&self, word: &str, items: usize) -> Capability {
        let any = Arc::new(Field::new("a", Type::Text));
        let item = Filter::comparison(comparison(&any, Operator::Equal, value_of(&Type::Text), None), INSIDE);
        let items = vec![item; items];
        let whole = match word {
            "and" => FilterKind::And(items),
            "or" => FilterKind::Or(items),
            "xor" => FilterKind::Xor(items),
            _ => FilterKind::Not(Box::new(items.into_iter().next().unwrap_or(Filter::constant(true, INSIDE)))),
        };
        let mut faults = self.faults(&Filter { kind: whole, span: WHOLE });
        faults.retain(|fault| fault.span == WHOLE);
        of_others(&faults)
    }

    fn sort(&self, field: &Arc<Field>, keys: usize) -> Capability {
        let key = SortKey { field: Arc::clone(field), descending: true, collation: None, span: INSIDE };
        let faults = self.target.speaker().faults_of_keys(&vec![key; keys], self.target, self.target.profile.collation);
        // An order is the one that is wanted or another.
        match of_others(&faults) {
            Capability::Superset => Capability::Assumed,
            capability => capability,
        }
    }

    fn page(&self, page: Page) -> Capability {
        of_others(&self.target.speaker().faults_of_page(page, self.target))
    }

    fn faults(&self, filter: &Filter) -> Vec<LowerError> {
        self.target.speaker().faults_of(filter, self.target, self.target.profile.collation)
    }
}

/// A count that every page has.
const AT_MOST: Spanned<u64> = Spanned { node: 1, span: INSIDE };

/// Spans that tell what is said of a connective from what is said of its items.
const WHOLE: Span = Span::from_offsets(0, 2);
const INSIDE: Span = Span::from_offsets(1, 2);

/// How well `comparison` can be asked for on `side` of a filter, `faults` being all that is to be said about it.
pub(super) fn of_comparison(faults: &[LowerError], comparison: &Comparison, side: Side) -> Capability {
    let operator = comparison.operator.node;
    worst(faults, |assumption| {
        // Below, what matches more values loses rows, unless it is itself a negation.
        let keeps_rows = match (assumption.loss(), side) {
            (Loss::Nothing, side) => side == Side::Above,
            (Loss::Unequal, Side::Above) => holds_of_equals(operator),
            (Loss::Negated, Side::Above) => operator != Operator::NotEqual,
            (Loss::Unequal | Loss::Negated, Side::Below) => operator == Operator::NotEqual,
            (Loss::Nulls, side) => null_effect(comparison, side) != NullEffect::Lost,
            (Loss::Order | Loss::Anything, _) => false,
        };
        if keeps_rows { Capability::Superset } else { Capability::Assumed }
    })
}

/// How well what is no comparison can be asked for.
fn of_others(faults: &[LowerError]) -> Capability {
    worst(faults, |assumption| match assumption.loss() {
        Loss::Nothing => Capability::Superset,
        Loss::Unequal | Loss::Negated | Loss::Nulls | Loss::Order | Loss::Anything => Capability::Assumed,
    })
}

fn worst(faults: &[LowerError], of: impl Fn(Assumption) -> Capability) -> Capability {
    let of = |fault: &LowerError| match fault.kind {
        LowerErrorKind::Assumed { assumption } => of(assumption),
        _ => Capability::Unsupported,
    };
    faults.iter().map(of).max().unwrap_or(Capability::Exact)
}

/// Whether a wider notion of equality makes the operator hold for more rows.
fn holds_of_equals(operator: Operator) -> bool {
    matches!(operator, Operator::Equal | Operator::In | Operator::Contains | Operator::StartsWith | Operator::EndsWith)
}

/// The same field, which may be null.
fn nullable(field: &Field) -> Arc<Field> {
    Arc::new(field.clone().nullable())
}

fn is_alike(a: &Type, b: &Type) -> bool {
    a == b || matches!((a, b), (Type::Enum(_), Type::Enum(_)))
}

fn comparison(field: &Arc<Field>, operator: Operator, value: Value, collation: Option<Collation>) -> Comparison {
    let term = Term { kind: TermKind::Known { value, quoted: None }, span: INSIDE };
    let operand = match operator.takes_list() {
        // A list of one may be asked for where one of several cannot.
        true => Operand::List(Spanned::new(vec![term.clone(), term], INSIDE)),
        false => Operand::One(term),
    };
    Comparison {
        field: Arc::clone(field),
        path_span: INSIDE,
        operator: Spanned::new(operator, INSIDE),
        operand,
        collation: collation.map(|collation| Spanned::new(collation, INSIDE)),
    }
}

/// A value that fields of the type are compared with.
fn value_of(ty: &Type) -> Value {
    let text = || Value::Text("x".into());
    match ty {
        Type::Text | Type::Any | Type::Object => text(),
        Type::Enum(words) => Value::Text(words.words().next().unwrap_or("x").into()),
        Type::Integer | Type::Number => Number::read("1".into()).map_or_else(text, Value::Number),
        Type::Boolean => Value::Boolean(true),
        Type::DateTime | Type::Epoch(_) => DateTime::read("2026-01-31").map_or_else(text, Value::DateTime),
        Type::Duration => Value::Duration(Duration::SECOND),
        Type::Uuid => Uuid::read("f81d4fae-7dec-11d0-a765-00a0c91e6bf6").map_or_else(text, Value::Uuid),
        Type::Array(element) => value_of(element),
    }
}
