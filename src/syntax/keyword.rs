//! Keywords: the words that the grammar spells out. Each word is classified once, so that no rule compares text.

use super::KEYWORDS;
use crate::operator::Operator;

/// A word with a meaning in the grammar, in any case. At some places it may be a name or a value all the same.
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
    /// Optional after `subset` and `superset`.
    Of,
    Operator(Operator),
    /// The first word of a clause in other languages only.
    ForeignClause,
}

impl Keyword {
    /// The length of the longest keyword: a longer word is none, and is not looked at.
    const LONGEST: usize = {
        let mut longest = 0;
        let mut keywords = KEYWORDS;
        while let [keyword, others @ ..] = keywords {
            longest = longest_word(longest, keyword.as_bytes());
            keywords = others;
        }
        let mut operators = Operator::ALL;
        while let [operator, others @ ..] = operators {
            longest = longest_word(longest, operator.spelling().as_bytes());
            operators = others;
        }
        longest
    };

    /// Returns the keyword that `word` is.
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

    /// Returns `true` if the word needs backticks as a path's first name, and is no word of an enum.
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

    /// Returns `true` for a word that is a literal.
    pub(super) fn is_constant(self) -> bool {
        matches!(self, Self::True | Self::False | Self::Null)
    }
}

/// Returns the length of the longest word of `spelling`, or `least` if that is more.
const fn longest_word(least: usize, spelling: &[u8]) -> usize {
    let (mut longest, mut length) = (least, 0_usize);
    let mut rest = spelling;
    while let [byte, others @ ..] = rest {
        length = if *byte == b' ' { 0 } else { length.saturating_add(1) };
        if length > longest {
            longest = length;
        }
        rest = others;
    }
    longest
}
