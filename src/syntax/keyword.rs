//! Keywords: the words that the grammar spells out, so that a rule asks for one without reading the text again.

use crate::operator::Operator;

/// What a word is, in any case, where the grammar asks for it. At another place it may be a name or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Xor,
    Not,
    True,
    False,
    Null,
    Now,
    Today,
    Sort,
    Order,
    By,
    Asc,
    Desc,
    Collate,
    Offset,
    Limit,
    /// What may stand behind `subset` and `superset`.
    Of,
    Operator(Operator),
    /// A word by which a clause begins in other languages only.
    ForeignClause,
}

impl Keyword {
    /// The longest keyword has so many letters.
    const LONGEST: usize = 10;

    pub(super) fn of(word: &str) -> Option<Self> {
        let mut buffer = [0; Self::LONGEST];
        let lower = buffer.get_mut(..word.len())?;
        for (lower, letter) in lower.iter_mut().zip(word.bytes()) {
            *lower = letter.to_ascii_lowercase();
        }
        match &*lower {
            b"and" => Some(Self::And),
            b"or" => Some(Self::Or),
            b"xor" => Some(Self::Xor),
            b"not" => Some(Self::Not),
            b"true" => Some(Self::True),
            b"false" => Some(Self::False),
            b"null" => Some(Self::Null),
            b"now" => Some(Self::Now),
            b"today" => Some(Self::Today),
            b"sort" => Some(Self::Sort),
            b"order" => Some(Self::Order),
            b"by" => Some(Self::By),
            b"asc" => Some(Self::Asc),
            b"desc" => Some(Self::Desc),
            b"collate" => Some(Self::Collate),
            b"offset" => Some(Self::Offset),
            b"limit" => Some(Self::Limit),
            b"of" => Some(Self::Of),
            b"top" | b"take" | b"first" | b"head" | b"skip" | b"fetch" | b"orderby" | b"sortby" => {
                Some(Self::ForeignClause)
            }
            operator => Operator::from_word(operator).map(Self::Operator),
        }
    }

    /// Whether it can stand bare neither as a path's first name nor as a value.
    pub(super) fn is_reserved(self) -> bool {
        matches!(
            self,
            Self::And
                | Self::Or
                | Self::Xor
                | Self::Not
                | Self::Operator(Operator::In)
                | Self::True
                | Self::False
                | Self::Null
                | Self::Now
                | Self::Today
        )
    }

    /// Whether it stands for a value.
    pub(super) fn is_constant(self) -> bool {
        matches!(self, Self::True | Self::False | Self::Null)
    }
}
