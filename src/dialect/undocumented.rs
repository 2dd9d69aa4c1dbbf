//! What no vendor documents, whatever the wire format: null, properties of no known type, digits, the case of words,
//! orders other than those of numbers, dates and text. Asked for each comparison and each sort key, by `lower` to say it
//! and by `split` to keep it local.

use super::assumption::Assumption;
use super::error::{LowerError, LowerErrorKind};
use super::target::Target;
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::schema::Field;
use crate::span::Span;
use crate::ty::Type;
use crate::value::{Number, Value};

/// On which side of a filter an approximation of it must lie. Above, a part counts where it is true; below, inside a
/// `not`, where it is false. So `unknown`, SQL's third answer, is as good as false above, and as good as true below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It holds for more rows.
    Above,
    /// It holds for fewer.
    Below,
}

impl Side {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
        }
    }
}

/// What becomes of the rows without a value for the property of a comparison, whatever an API makes of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NullEffect {
    /// There are no such rows, or null is asked for by name.
    Settled,
    /// The API may answer false or unknown, which makes no difference on this side.
    Hidden,
    /// There may be more of them than wanted, and never fewer.
    Kept,
    /// They may be missing.
    Lost,
}

/// The effect of null on `comparison`, from which a filter is approximated on `side`.
pub(super) fn null_effect(comparison: &Comparison, side: Side) -> NullEffect {
    let terms = comparison.operand.terms();
    if !comparison.field.is_nullable() || terms.iter().any(Term::is_null) {
        return NullEffect::Settled;
    }
    // To some databases the empty text is null.
    let is_empty = |term: &Term| matches!(term.value(), Some(Value::Text(text)) if text.is_empty());
    let may_be_true = match comparison.operator.node {
        // True of null here. An API may say true, false or unknown.
        Operator::NotEqual => {
            return match side {
                Side::Above => NullEffect::Lost,
                Side::Below => NullEffect::Kept,
            };
        }
        // False of null here. Where null is the least value, it is less than any other.
        Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => true,
        Operator::Subset | Operator::Superset => true,
        Operator::Equal | Operator::In | Operator::Contains | Operator::StartsWith | Operator::EndsWith => {
            terms.iter().any(is_empty)
        }
    };
    match side {
        Side::Above if may_be_true => NullEffect::Kept,
        Side::Above => NullEffect::Hidden,
        Side::Below => NullEffect::Lost,
    }
}

/// A report of each comparison in `filter` on which null has one of the `effects`. Takes no stack, however deep it is.
pub(super) fn nulls(filter: &Filter, effects: &[NullEffect]) -> Vec<LowerError> {
    let mut found = Vec::new();
    // Each part is visited once, with all the sides on which it counts.
    let mut ahead: Vec<(&Filter, &[Side])> = vec![(filter, &[Side::Above])];
    while let Some((filter, sides)) = ahead.pop() {
        match &filter.kind {
            FilterKind::Comparison(comparison) => {
                if sides.iter().any(|side| effects.contains(&null_effect(comparison, *side))) {
                    found.push(null_report(comparison));
                }
            }
            FilterKind::Constant(_) => {}
            FilterKind::Not(operand) => ahead.push((operand, others(sides))),
            FilterKind::And(items) | FilterKind::Or(items) => ahead.extend(items.iter().map(|item| (item, sides))),
            // One that is false counts as much as one that is true; of both sides, the one inside `not` loses more.
            FilterKind::Xor(items) => ahead.extend(items.iter().map(|item| (item, BOTH))),
        }
    }
    found.sort_by_key(|fault| fault.span);
    found.dedup();
    found
}

const BOTH: &[Side] = &[Side::Above, Side::Below];

/// Returns the sides on which the operand of a `not` counts that counts on `sides`.
fn others(sides: &[Side]) -> &'static [Side] {
    match sides {
        [Side::Above] => &[Side::Below],
        [Side::Below] => &[Side::Above],
        _ => BOTH,
    }
}

/// The report that `comparison` depends on what null is.
pub(super) fn null_report(comparison: &Comparison) -> LowerError {
    assumed(Assumption::NullComparison, comparison.operator.span)
}

/// What is assumed where `comparison` is sent, null aside; `default` is the collation where it gives none.
pub(super) fn assumed_for_comparison(
    comparison: &Comparison,
    target: Target<'_>,
    default: Collation,
) -> Vec<LowerError> {
    let mut found = Vec::from_iter(assumed_type(comparison, target, default));
    if comparison.compares_text() && !comparison.field.is_coded() {
        found.extend(assumed_collation(comparison, comparison.collation.map_or(default, |collation| collation.node)));
    }
    // Said once for all values of a list.
    let ty = value_type(&comparison.field);
    let mut seen = Vec::new();
    for term in comparison.operand.terms() {
        for assumption in assumed_for_term(term, ty).into_iter().flatten() {
            if !seen.contains(&assumption) {
                seen.push(assumption);
                found.push(assumed(assumption, term.span));
            }
        }
    }
    found
}

/// What is assumed where rows are sorted by `key`.
pub(super) fn assumed_for_key(key: &SortKey, default: Collation) -> Vec<LowerError> {
    let collation = key.collation.map_or(default, |collation| collation.node);
    let order = match key.field.ty() {
        Type::Enum(_) => Some(Assumption::WordOrder),
        Type::Text if collation == Collation::IgnoreCase => Some(Assumption::CaselessOrder),
        Type::Duration | Type::Uuid | Type::Array(_) | Type::Object | Type::Any => Some(Assumption::TypeOrder),
        Type::Text | Type::Integer | Type::Number | Type::Boolean | Type::DateTime | Type::Epoch(_) => None,
    };
    let null = (key.field.is_nullable() && *key.field.ty() != Type::Any).then_some(Assumption::NullOrder);
    order.into_iter().chain(null).map(|assumption| assumed(assumption, key.span)).collect()
}

/// Where the type of the property is not known.
fn assumed_type(comparison: &Comparison, target: Target<'_>, default: Collation) -> Option<LowerError> {
    let values = comparison.operand.terms().iter().filter_map(Term::value);
    let has_value = values.into_iter().any(|value| *value != Value::Null && !is_spelled(value));
    if *value_type(&comparison.field) != Type::Any || !has_value {
        return None;
    }
    let writes_collation = comparison.collation.is_some() || default != target.profile.collation;
    let needs_text = match comparison.operator.node {
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => true,
        // Words may be sorted by index, and dates are no text.
        operator @ (Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In
        | Operator::Subset
        | Operator::Superset) => comparison.compares_text() && (operator.family() == Family::Order || writes_collation),
    };
    let assumption = if needs_text { Assumption::UnknownText } else { Assumption::UnknownType };
    Some(assumed(assumption, comparison.path_span))
}

/// What is not documented of the way in which text is compared.
fn assumed_collation(comparison: &Comparison, collation: Collation) -> Option<LowerError> {
    let words = if let Type::Enum(words) = comparison.field.ty() { Some(words) } else { None };
    let asks_for = |is: &dyn Fn(&str) -> bool| {
        let is = |term: &&Term| matches!(term.value(), Some(Value::Text(text)) if is(text));
        comparison.operand.terms().iter().find(is).map(|term| term.span)
    };
    match (collation, words) {
        (Collation::Ordinal, Some(words)) => {
            asks_for(&|text| words.words().all(|word| word != text)).map(|span| assumed(Assumption::WordCase, span))
        }
        (Collation::IgnoreCase, None) if comparison.operator.node.family() == Family::Order => {
            Some(assumed(Assumption::CaselessOrder, comparison.operator.span))
        }
        (Collation::IgnoreCase, None) => {
            asks_for(&|text| !text.is_ascii()).map(|span| assumed(Assumption::CaselessLetters, span))
        }
        (Collation::Ordinal | Collation::Lexicographic, None)
        | (Collation::IgnoreCase | Collation::Lexicographic, Some(_)) => None,
    }
}

fn assumed_for_term(term: &Term, ty: &Type) -> [Option<Assumption>; 3] {
    let TermKind::Known { value, quoted } = &term.kind else { return [None; 3] };
    let is_requoted = quoted.as_ref().is_some_and(|quoted| match value {
        Value::DateTime(instant) => instant.to_string() != **quoted,
        Value::Duration(length) => length.to_string() != **quoted,
        Value::Uuid(uuid) => uuid.to_string() != **quoted,
        Value::Number(_) | Value::Boolean(_) => true,
        Value::Null | Value::Text(_) => false,
    });
    let form = match value {
        Value::Duration(_) => Some(Assumption::DurationForm),
        Value::DateTime(instant) if instant.has_fraction() => Some(Assumption::EveryDigit),
        Value::Number(number) if !is_kept(number, ty) => Some(Assumption::EveryDigit),
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::DateTime(_) | Value::Uuid(_) => {
            None
        }
    };
    let is_unsure = *ty == Type::Any && is_spelled(value);
    [is_requoted.then_some(Assumption::QuotedForm), form, is_unsure.then_some(Assumption::SpelledValue)]
}

/// Returns `true` if JSON has no form of `value` but a text, so that an API may compare it as one.
fn is_spelled(value: &Value) -> bool {
    matches!(value, Value::DateTime(_) | Value::Duration(_) | Value::Uuid(_))
}

/// Returns `true` if an API keeps `number` as it is, in the smallest type that it may use for `ty`: integers in doubles,
/// and other numbers in floats of 32 bits.
fn is_kept(number: &Number, ty: &Type) -> bool {
    const EXACT_IN_DOUBLES: i64 = (1 << 53) - 1;
    const EXACT_IN_FLOATS: i64 = (1 << 24) - 1;
    number.is_integer_within(if *ty == Type::Integer { EXACT_IN_DOUBLES } else { EXACT_IN_FLOATS })
}

/// The type of the values that `field` is compared with.
fn value_type(field: &Field) -> &Type {
    if let Type::Array(element) = field.ty() { element } else { field.ty() }
}

fn assumed(assumption: Assumption, span: Span) -> LowerError {
    LowerError { kind: LowerErrorKind::Assumed { assumption }, span }
}
