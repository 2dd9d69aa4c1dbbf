//! The operators of a comparison, each with all that is known of it: spelling, accepted types, family, meaning.
//!
//! The tokenizer, the printer, completion, messages, the check, the lints and the tests call the methods of
//! [`Operator`] instead of naming operators themselves, so that a new one is mostly a new row in the matches of this
//! file. Only the work of other rooms remains there: the grammar, the builder's method, the local test, and the form in
//! each wire format. No match here has a catch-all, so that the compiler lists the rows; `tests/suite/operators.rs`
//! lists the places that the compiler cannot see.

mod family;
mod spelling;

use std::cmp::Ordering;

use crate::collation::NeedlePosition;
use crate::ty::Type;
pub(crate) use family::Family;
pub use spelling::UnknownOperator;

/// The operator of a comparison, between the path and the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operator {
    /// `==`, on any scalar type; on every nullable type with null, which is true if the property is null or missing.
    Equal,
    /// `!=`, the negation of [`Operator::Equal`]: true on null.
    NotEqual,
    /// `<`, on text, numbers, date-times and durations; false on null and on anything of another kind.
    Less,
    /// `<=`, as [`Operator::Less`].
    LessEqual,
    /// `>`, as [`Operator::Less`].
    Greater,
    /// `>=`, as [`Operator::Less`].
    GreaterEqual,
    /// `in`, with a list: equal to one of its items. `a in (1, 2)` is `a == 1 or a == 2`.
    In,
    /// `contains`: on text, some substring equals the needle; on an array, some element equals the value.
    Contains,
    /// `startswith`, on text: some prefix equals the needle.
    StartsWith,
    /// `endswith`, on text: some suffix equals the needle.
    EndsWith,
    /// `subset of`, on an array with a list: every element is in the list.
    Subset,
    /// `superset of`, on an array with a list: every item of the list is in the array.
    Superset,
}

impl Operator {
    /// Every operator.
    pub const ALL: &'static [Self] = &[
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessEqual,
        Self::Greater,
        Self::GreaterEqual,
        Self::In,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Subset,
        Self::Superset,
    ];

    /// Returns the canonical spelling.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Subset => "subset of",
            Self::Superset => "superset of",
        }
    }

    /// Returns the other spellings that the parser accepts.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Equal => &["="],
            Self::NotEqual => &["<>"],
            Self::Subset => &["subset"],
            Self::Superset => &["superset"],
            Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith => &[],
        }
    }

    /// Returns `true` if the operator takes a list instead of one value.
    pub const fn takes_list(self) -> bool {
        match self {
            Self::In | Self::Subset | Self::Superset => true,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith => false,
        }
    }

    /// Returns `true` if `not` may precede the operator: `a not in (1, 2)`.
    pub const fn takes_not(self) -> bool {
        match self {
            Self::In | Self::Contains => true,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::StartsWith
            | Self::EndsWith
            | Self::Subset
            | Self::Superset => false,
        }
    }

    /// Returns the family, which decides the types and literals that the operator accepts.
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::Equal | Self::NotEqual | Self::In => Family::Equality,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => Family::Order,
            Self::Contains => Family::Containment,
            Self::StartsWith | Self::EndsWith => Family::Text,
            Self::Subset | Self::Superset => Family::Set,
        }
    }

    /// Returns `true` for `<`, `<=`, `>` and `>=`.
    pub(crate) fn is_order(self) -> bool {
        self.family() == Family::Order
    }

    /// Returns `true` for an operator that holds exactly where its positive counterpart does not: `!=`, for `==`.
    /// `not in` is no operator, but a `not` around `in`.
    pub(crate) const fn is_negative(self) -> bool {
        match self {
            Self::NotEqual => true,
            Self::Equal
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith
            | Self::Subset
            | Self::Superset => false,
        }
    }

    /// Returns the part of a text that has to equal the operand, or `None` for operators that do not look for their
    /// operand in a text.
    pub(crate) const fn needle_position(self) -> Option<NeedlePosition> {
        match self {
            Self::Contains => Some(NeedlePosition::Anywhere),
            Self::StartsWith => Some(NeedlePosition::Start),
            Self::EndsWith => Some(NeedlePosition::End),
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Subset
            | Self::Superset => None,
        }
    }

    /// Returns `true` if a text for which the operator holds contains the text of its only operand.
    pub(crate) const fn requires_operand_text(self) -> bool {
        match self.family() {
            Family::Equality => !self.is_negative(),
            Family::Containment => true,
            Family::Text => self.needle_position().is_some(),
            Family::Order | Family::Set => false,
        }
    }

    /// Returns `true` if a coarser notion of equality, under which more values are equal, only adds rows for which the
    /// operator holds.
    pub(crate) const fn widens_with_equality(self) -> bool {
        match self.family() {
            Family::Equality => !self.is_negative(),
            Family::Containment | Family::Text => true,
            Family::Order | Family::Set => false,
        }
    }

    /// Returns `true` if fields of type `ty` accept the operator with some value. [`Type::Array`] and [`Type::Object`]
    /// accept `==` and `!=` with null only, and `in` with nothing but nulls.
    pub fn accepts(self, ty: &Type) -> bool {
        let is_array = matches!(ty, Type::Array(_));
        match (self.family(), ty) {
            (_, Type::Any) | (Family::Equality, _) => true,
            (Family::Order, ty) => match ty {
                Type::Text
                | Type::Integer
                | Type::Number
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Any => true,
                Type::Enum(_) | Type::Boolean | Type::Uuid | Type::Array(_) | Type::Object => false,
            },
            (Family::Containment, ty) => is_array || *ty == Type::Text,
            (Family::Text, ty) => *ty == Type::Text,
            (Family::Set, _) => is_array,
        }
    }

    /// Returns the operators that fields of type `ty` accept with a value other than null.
    pub(crate) fn taken_by(ty: &Type) -> impl Iterator<Item = Self> {
        let takes_null_only = matches!(ty, Type::Array(_) | Type::Object);
        let is_taken =
            move |operator: &Self| operator.accepts(ty) && !(takes_null_only && operator.family() == Family::Equality);
        Self::ALL.iter().copied().filter(is_taken)
    }

    /// Returns the operator for the comparison with its sides exchanged: `5 < a` is `a > 5`.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::Equal
            | Self::NotEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith
            | Self::Subset
            | Self::Superset => self,
        }
    }

    /// Returns `true` if the operator holds for a row's value that compares as `order` with the query's value, or
    /// `None` if an order does not decide it.
    pub(crate) fn holds(self, order: Ordering) -> Option<bool> {
        match self {
            Self::Equal => Some(order.is_eq()),
            Self::NotEqual => Some(order.is_ne()),
            Self::Less => Some(order.is_lt()),
            Self::LessEqual => Some(order.is_le()),
            Self::Greater => Some(order.is_gt()),
            Self::GreaterEqual => Some(order.is_ge()),
            Self::In | Self::Contains | Self::StartsWith | Self::EndsWith | Self::Subset | Self::Superset => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;

    /// The compiler asks for a row in each match, but not for one in `ALL`, and all other tests know the operators from
    /// there.
    #[test]
    fn all_has_every_operator() {
        let source = include_str!("operator.rs");
        let (_, declared) = source.split_once("pub enum Operator {").unwrap();
        let (declared, _) = declared.split_once("\n}").unwrap();
        let names = declared.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let names: Vec<&str> = names.filter_map(|line| line.strip_suffix(',')).collect();
        let listed: Vec<String> = Operator::ALL.iter().map(|operator| format!("{operator:?}")).collect();
        assert_eq!(names, listed);
    }
}
