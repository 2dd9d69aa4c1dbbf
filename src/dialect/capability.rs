//! Capabilities: how well an API can be asked for each thing that the language says, told by asking the dialect itself.

use std::fmt;
use std::sync::Arc;

use super::error::{LowerError, LowerErrorKind};
use super::split::loses_rows;
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
            .chain([1, 2].map(Self::Sort))
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
            let any = Arc::new(Field::new("a", ty.clone()));
            let of_type = self.fields.iter().filter(|field| is_alike(field.ty(), ty));
            best(of_type.chain([&any]).map(ask).collect())
        };
        match feature {
            Feature::Compare(operator, ty) => {
                on(ty, &|field| self.comparison(field, *operator, value_of(field.ty()), None))
            }
            Feature::Null(operator) => on(&Type::Text, &|field| self.comparison(field, *operator, Value::Null, None)),
            Feature::Collate(collation) => on(&Type::Text, &|field| {
                self.comparison(field, Operator::Equal, value_of(&Type::Text), Some(*collation))
            }),
            Feature::Connective(word, items) => self.connective(word, *items),
            Feature::Path(names) => {
                let path = Path::new(std::iter::repeat_n("a", *names));
                let deep = Arc::new(Field::new(path, Type::Text));
                let own = self.fields.iter().filter(|field| field.path().names().len() == *names);
                let ask = |field: &Arc<Field>| self.comparison(field, Operator::Equal, value_of(field.ty()), None);
                best(own.chain([&deep]).map(ask).collect())
            }
            Feature::Sort(keys) => on(&Type::Text, &|field| self.sort(field, *keys)),
            Feature::Offset => self.page(Page { offset: Some(AT_MOST), limit: None }),
            Feature::Limit => self.page(Page { offset: None, limit: Some(AT_MOST) }),
        }
    }

    fn comparison(
        &self,
        field: &Arc<Field>,
        operator: Operator,
        value: Value,
        collation: Option<Collation>,
    ) -> Capability {
        let filter = Filter::comparison(comparison(field, operator, value, collation), INSIDE);
        of_comparison(&self.faults(&filter), operator)
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
        of_comparison(&faults, Operator::Equal)
    }

    fn sort(&self, field: &Arc<Field>, keys: usize) -> Capability {
        let key = SortKey { field: Arc::clone(field), descending: true, collation: None, span: INSIDE };
        let faults = self.target.speaker().faults_of_keys(&vec![key; keys], self.target, self.target.profile.collation);
        // An order is the one that is wanted or another.
        match of_comparison(&faults, Operator::Equal) {
            Capability::Superset => Capability::Assumed,
            capability => capability,
        }
    }

    fn page(&self, page: Page) -> Capability {
        of_comparison(&self.target.speaker().faults_of_page(page, self.target), Operator::Equal)
    }

    fn faults(&self, filter: &Filter) -> Vec<LowerError> {
        self.target.speaker().faults_of(filter, self.target, self.target.profile.collation)
    }
}

/// A count that every page has.
const AT_MOST: Spanned<u64> = Spanned { node: 1, span: INSIDE };

/// Spans that tell what is said of a connective from what is said of its items.
const WHOLE: Span = Span::of_bytes(0, 2);
const INSIDE: Span = Span::of_bytes(1, 2);

/// How well a comparison by `operator` can be asked for, `faults` being all that is to be said about it.
pub(super) fn of_comparison(faults: &[LowerError], operator: Operator) -> Capability {
    let of = |fault: &LowerError| match &fault.kind {
        LowerErrorKind::Assumed { assumption } if loses_rows(*assumption, operator) => Capability::Assumed,
        LowerErrorKind::Assumed { .. } => Capability::Superset,
        _ => Capability::Unsupported,
    };
    faults.iter().map(of).max().unwrap_or(Capability::Exact)
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
        Type::DateTime => DateTime::read_literal("2026-01-31").map_or_else(text, Value::DateTime),
        Type::Duration => Value::Duration(Duration::SECOND),
        Type::Uuid => Uuid::read("f81d4fae-7dec-11d0-a765-00a0c91e6bf6").map_or_else(text, Value::Uuid),
        Type::Array(element) => value_of(element),
    }
}
