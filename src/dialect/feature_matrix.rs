//! The feature matrix: the capability of each dialect and endpoint for each feature of the language. No support is
//! listed by hand: a sample query with the feature is probed, so that the matrix cannot differ from what requests do.

use std::fmt;
use std::sync::Arc;

use super::capability::Capability;
use super::error::LowerError;
use super::null_effect::{NullEffect, Side, null_effect};
use super::{Assumption, Dialect, Endpoint, Target};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, Operand, Page, SortKey, Term, TermKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::schema::Field;
use crate::span::{Span, Spanned};
use crate::ty::{Enumeration, Type};
use crate::value::{DateTime, Duration, Number, Uuid, Value};

/// A feature of the language that APIs support differently. Displayed in the language's own words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Feature {
    /// A comparison of a field of this type with a value of its own.
    Compare(Operator, Type),
    /// A comparison with null.
    Null(Operator),
    /// A comparison of text under this collation.
    Collate(Collation),
    /// `and`.
    And,
    /// `or`.
    Or,
    /// `not`.
    Not,
    /// `xor` of so many items.
    Xor(usize),
    /// A path of so many names.
    Path(usize),
    /// A comparison of a field that may be null with a value.
    Nullable(Operator),
    /// The negation of such a comparison.
    NullableNegated(Operator),
    /// A sort by a field of this type.
    Order(Type),
    /// A sort by a field that may be null.
    NullableOrder,
    /// A sort by so many keys.
    Sort(usize),
    /// An offset.
    Offset,
    /// A limit.
    Limit,
}

impl Feature {
    /// Every feature that dialects may differ in, in the order of a table.
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
            .chain([Self::And, Self::Or, Self::Not, Self::Xor(2), Self::Xor(3)])
            .chain([2, 3].map(Self::Path))
            .chain([Operator::Equal, Operator::Less, Operator::NotEqual].map(Self::Nullable))
            .chain([Self::NullableNegated(Operator::Equal)])
            .chain([Self::Sort(2)])
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
            Self::And => f.write_str("and"),
            Self::Or => f.write_str("or"),
            Self::Not => f.write_str("not"),
            Self::Xor(2) => f.write_str("xor"),
            Self::Xor(items) => write!(f, "xor of {items}"),
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
    /// Returns the capability for `feature` where the API supports it best: on any endpoint, or on a field of a
    /// built-in one.
    pub fn capability(self, feature: &Feature) -> Capability {
        let in_general = FeatureProbe { target: self.into(), fields: Vec::new() }.capability(feature);
        let at = |path: &str| {
            let endpoint = self.endpoint(path).ok()?;
            let fields = endpoint.schema().fields().cloned().map(Arc::new).collect();
            Some(FeatureProbe { target: (&endpoint).into(), fields }.capability(feature))
        };
        let mut best = in_general;
        for capability in self.endpoints().filter_map(at) {
            best = best.min(capability);
            if best == Capability::Exact {
                break;
            }
        }
        best
    }
}

impl Endpoint {
    /// Returns the capability for a comparison of `field` by `operator` with a value, under `collation` or with none
    /// given.
    pub fn capability(&self, field: &Field, operator: Operator, collation: Option<Collation>) -> Capability {
        let probe = FeatureProbe { target: self.into(), fields: Vec::new() };
        probe.comparison(&Arc::new(field.clone()), operator, sample_value(field.ty()), collation)
    }
}

/// A target, and the fields that sample queries use besides an invented one.
struct FeatureProbe<'e> {
    target: Target<'e>,
    fields: Vec<Arc<Field>>,
}

impl FeatureProbe<'_> {
    fn capability(&self, feature: &Feature) -> Capability {
        let best = |answers: Vec<Capability>| answers.into_iter().min().unwrap_or(Capability::Unsupported);
        let on = |ty: &Type, probe: &dyn Fn(&Arc<Field>) -> Capability| {
            let invented = Arc::new(Field::new("a", ty.clone()).required());
            let of_type = self.fields.iter().filter(|field| is_alike(field.ty(), ty));
            best(of_type.chain([&invented]).map(probe).collect())
        };
        match feature {
            Feature::Compare(operator, ty) => {
                on(ty, &|field| self.comparison(field, *operator, sample_value(field.ty()), None))
            }
            Feature::Nullable(operator) => self.nullable_comparison(*operator, Side::Over),
            Feature::NullableNegated(operator) => self.nullable_comparison(*operator, Side::Under),
            Feature::Order(ty) => on(ty, &|field| self.sort(field, 1)),
            Feature::NullableOrder => on(&Type::DateTime, &|field| self.sort(&nullable(field), 1)),
            Feature::Null(operator) => on(&Type::Text, &|field| self.comparison(field, *operator, Value::Null, None)),
            Feature::Collate(collation) => on(&Type::Text, &|field| {
                self.comparison(field, Operator::Equal, sample_value(&Type::Text), Some(*collation))
            }),
            Feature::And => self.connective(FilterKind::And(vec![sample_filter(); 2])),
            Feature::Or => self.connective(FilterKind::Or(vec![sample_filter(); 2])),
            Feature::Not => self.connective(FilterKind::Not(Box::new(sample_filter()))),
            Feature::Xor(items) => self.connective(FilterKind::Xor(vec![sample_filter(); *items])),
            Feature::Path(names) => {
                let path = Path::new(std::iter::repeat_n("a", *names));
                let invented = Arc::new(Field::new(path, Type::Text).required());
                let own = self.fields.iter().filter(|field| field.path().names().len() == *names);
                let probe =
                    |field: &Arc<Field>| self.comparison(field, Operator::Equal, sample_value(field.ty()), None);
                best(own.chain([&invented]).map(probe).collect())
            }
            Feature::Sort(keys) => on(&Type::DateTime, &|field| self.sort(field, *keys)),
            Feature::Offset => self.page(Page { offset: Some(COUNT), limit: None }),
            Feature::Limit => self.page(Page { offset: None, limit: Some(COUNT) }),
        }
    }

    /// Returns the capability for a comparison of an integer that may be null.
    fn nullable_comparison(&self, operator: Operator, side: Side) -> Capability {
        let invented = Arc::new(Field::new("a", Type::Integer));
        let integers = self.fields.iter().filter(|field| *field.ty() == Type::Integer);
        let probe = |field: &Arc<Field>| {
            let sample = sample_comparison(&nullable(field), operator, sample_value(&Type::Integer), None);
            self.comparison_on(sample, side)
        };
        integers.chain([&invented]).map(probe).min().unwrap_or(Capability::Unsupported)
    }

    fn comparison(
        &self,
        field: &Arc<Field>,
        operator: Operator,
        value: Value,
        collation: Option<Collation>,
    ) -> Capability {
        self.comparison_on(sample_comparison(field, operator, value, collation), Side::Over)
    }

    /// Returns the capability for `comparison` as an approximation on `side`.
    fn comparison_on(&self, comparison: Comparison, side: Side) -> Capability {
        let filter = Filter::comparison(comparison.clone(), INSIDE);
        let mut findings = self.findings(&filter);
        let null = null_effect(&comparison, side);
        if matches!(null, NullEffect::Kept | NullEffect::Lost) {
            findings.push(LowerError::assumed(Assumption::NullComparison, comparison.operator.span));
        }
        Capability::from_comparison_findings(&findings, comparison.operator.node, side, null)
    }

    /// Returns the capability for a connective itself, whatever its items are.
    fn connective(&self, whole: FilterKind) -> Capability {
        let mut findings = self.findings(&Filter { kind: whole, span: WHOLE });
        findings.retain(|finding| finding.span == WHOLE);
        Capability::from_findings(&findings)
    }

    fn sort(&self, field: &Arc<Field>, keys: usize) -> Capability {
        let key = SortKey { field: Arc::clone(field), descending: true, collation: None, span: INSIDE };
        let findings = self.target.probe_keys(&vec![key; keys], self.target.profile.collation);
        // An order has no superset: it is the wanted one or another.
        match Capability::from_findings(&findings) {
            Capability::Superset => Capability::Assumed,
            capability => capability,
        }
    }

    fn page(&self, page: Page) -> Capability {
        Capability::from_findings(&self.target.probe_page(page))
    }

    fn findings(&self, filter: &Filter) -> Vec<LowerError> {
        self.target.probe_filter(filter, self.target.profile.collation)
    }
}

/// A count that fits every page.
const COUNT: Spanned<u64> = Spanned { node: 1, span: INSIDE };

/// The span of a sample connective, by which its findings are distinguished from those of its items.
const WHOLE: Span = Span::from_offsets(0, 2);
const INSIDE: Span = Span::from_offsets(1, 2);

/// Returns `field`, as one that may be null.
fn nullable(field: &Field) -> Arc<Field> {
    Arc::new(field.clone().nullable())
}

fn is_alike(a: &Type, b: &Type) -> bool {
    a == b || matches!((a, b), (Type::Enum(_), Type::Enum(_)))
}

fn sample_filter() -> Filter {
    let text = Arc::new(Field::new("a", Type::Text));
    Filter::comparison(sample_comparison(&text, Operator::Equal, sample_value(&Type::Text), None), INSIDE)
}

fn sample_comparison(field: &Arc<Field>, operator: Operator, value: Value, collation: Option<Collation>) -> Comparison {
    let term = Term { kind: TermKind::Known { value, quoted: None }, span: INSIDE };
    let operand = match operator.takes_list() {
        // An API may support a list of one item and none of several.
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

/// Returns a value that fields of type `ty` are compared with.
fn sample_value(ty: &Type) -> Value {
    let text = || Value::Text("x".into());
    match ty {
        Type::Text | Type::Any | Type::Object => text(),
        Type::Enum(words) => Value::Text(words.words().next().unwrap_or("x").into()),
        Type::Integer | Type::Number => Number::read("1".into()).map_or_else(text, Value::Number),
        Type::Boolean => Value::Boolean(true),
        Type::DateTime | Type::Epoch(_) => DateTime::read("2026-01-31").map_or_else(text, Value::DateTime),
        Type::Duration => Value::Duration(Duration::SECOND),
        Type::Uuid => Uuid::read("f81d4fae-7dec-11d0-a765-00a0c91e6bf6").map_or_else(text, Value::Uuid),
        Type::Array(element) => sample_value(element),
    }
}
