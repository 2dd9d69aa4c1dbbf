//! The syntax: text in, a tree of what was written out. Knows no schema.
//!
//! [`token`] splits a text, [`parse`] makes the tree ([`ast`]) of it by the rules of [`grammar`] and the error recovery
//! of [`recover`]; [`print`] and [`format`] write a tree as text. The grammar is below, and this is its only copy. Each
//! terminal is matched as long as possible. Blanks and comments are allowed between tokens only, so the parts of a
//! terminal touch. Keywords and the words of operators ignore case.
//!
//! ```ebnf
//! query      = [ filter ] , { clause } ;                  (* sort, offset and limit: each at most once, in any order *)
//! clause     = ( "sort" | "order" ) , "by" , key , { "," , key } | "offset" , integer | "limit" , integer ;
//! key        = path , [ "asc" | "desc" ] , [ "collate" , collation ] ;
//! filter     = xor , { ( "or" | "||" ) , xor } ;
//! xor        = and , { "xor" , and } ;
//! and        = not , { ( "and" | "&&" ) , not } ;
//! not        = ( "not" | "!" ) , not | "(" , filter , ")" | "true" | "false" | comparison ;
//! comparison = path , operator , value , [ "collate" , collation ] ;
//! operator   = "==" | "=" | "!=" | "<>" | "<" | "<=" | ">" | ">=" | [ "not" ] , ( "in" | "contains" )
//!            | "startswith" | "endswith" | ( "subset" | "superset" ) , [ "of" ] ;
//! value      = item | list ;
//! list       = "(" , [ items ] , ")" | "[" , [ items ] , "]" ;
//! items      = item , { "," , item } , [ "," ] ;
//! item       = string | [ "-" ] , number | duration | date | relative_time
//!            | "true" | "false" | "null" | word | parameter ;
//! relative_time = ( "now" | "today" ) , [ ( "+" | "-" ) , duration ] ;
//! path       = name , { "." , name } ;
//! name       = word | quoted_name ;
//! collation  = "ordinal" | "ignorecase" | "lexicographic" ;
//!
//! (* Terminals. A word that is a path's first name or an item is none of: and or xor not in true false null now today.
//!    "limit" and "offset" open a clause where a number follows, "sort" and "order" where "by" does. The "-" of a number
//!    touches it. *)
//! word        = start , { start | digit } ;
//! start       = letter | "_" ;
//! quoted_name = "`" , { name_char } , "`" ;
//! name_char   = "``" | any - "`" ;
//! parameter   = "$" , word ;
//! number      = integer , [ "." , digits ] , [ exponent ] , [ byte_unit ] ;
//! integer     = "0" | nonzero , { digit } ;
//! exponent    = ( "e" | "E" ) , [ "+" | "-" ] , digits ;
//! byte_unit   = "KB" | "MB" | "GB" | "TB" | "PB" | "KiB" | "MiB" | "GiB" | "TiB" | "PiB" ;
//! duration    = digits , ( "s" | "m" | "h" | "d" | "w" ) ;
//! date        = digit , digit , digit , digit , "-" , two , "-" , two , [ "T" , two , ":" , two , [ ":" , two , [ fraction ] ] , [ zone ] ] ;
//! fraction    = "." , digits ;                            (* what lies below the nanosecond is cut *)
//! zone        = "Z" | ( "+" | "-" ) , two , ":" , two ;
//! string      = '"' , { text_char | "'" } , '"' | "'" , { text_char | '"' } , "'" ;
//! text_char   = escape | any - ( '"' | "'" | "\" ) ;
//! escape      = "\" , ( '"' | "'" | "\" | "/" | "b" | "f" | "n" | "r" | "t" | "u" , hex , hex , hex , hex ) ;
//! digits      = digit , { digit } ;
//! two         = digit , digit ;
//! nonzero     = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" ;
//! digit       = "0" | nonzero ;
//! hex         = digit | "a" | "b" | "c" | "d" | "e" | "f" | "A" | "B" | "C" | "D" | "E" | "F" ;
//! letter      = ? a character that Unicode calls alphabetic ? ;
//! any         = ? any character ? ;
//! comment     = "#" , ? all up to the end of the line or text ? ;
//! blank       = ? a character that Unicode calls white space ? ;
//! ```

pub(crate) mod ast;
mod classified;
mod completion;
mod error;
mod expected;
pub(crate) mod format;
mod grammar;
mod keyword;
mod parse;
pub(crate) mod print;
mod recover;
mod text;
mod token;

pub use completion::{expected_at, is_incomplete, keywords_at};
pub(crate) use error::{Certainty, Doubt, ForeignSyntax, MOST_FAULTS, ParseError, ParseErrorKind, Recovered};
pub use expected::Expected;
pub(crate) use parse::parse;
pub(crate) use recover::spoken_unit;
pub(crate) use text::{EscapeError, escape, is_on_server, path_before_quote, starts_on_drive, unquote};
pub use token::{Malformed, Token, TokenKind, tokens};

/// The words that the grammar spells out, other than operators, collations and units, in lower case. Most of them may
/// be the name of a property or a word of an enum as well, depending on the place.
pub const KEYWORDS: &[&str] = &[
    "and", "or", "xor", "not", "true", "false", "null", "now", "today", "sort", "order", "by", "asc", "desc",
    "collate", "offset", "limit",
];

/// Limits of what a query may contain. A text that exceeds one of them fails to parse, with an error of that limit.
///
/// ```
/// use tamis::{Limits, Query, Schema};
/// let narrow = Limits { nesting: 2, ..Limits::default() };
/// assert!(Query::parse_within("not not not a == 1", &Schema::open(), &narrow).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most groups, `not`s and lists that may be open at once. A value above [`Limits::MAX_NESTING`], the default,
    /// has the effect of that.
    pub nesting: usize,
    /// The most bytes of a query's text; 1 MiB by default.
    pub text: usize,
    /// The most items of a list; 65,536 by default.
    pub items: usize,
}

impl Limits {
    /// The deepest nesting that can be allowed: every pass over a tree has enough stack for it.
    pub const MAX_NESTING: usize = 64;
}

impl Default for Limits {
    fn default() -> Self {
        Self { nesting: Self::MAX_NESTING, text: 1 << 20, items: 1 << 16 }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::KEYWORDS;
    use super::keyword::Keyword;
    use crate::collation::Collation;
    use crate::operator::Operator;
    use crate::path::{RESERVED, is_constant, is_reserved};

    #[test]
    fn keywords_are_those_of_the_grammar() {
        let grammar = include_str!("syntax.rs").split("(* Terminals.").next().unwrap();
        let is_word = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let spelled: BTreeSet<&str> = grammar.split('"').skip(1).step_by(2).filter(is_word).collect();
        let operators = Operator::ALL.iter().flat_map(|operator| operator.spelling().split(' '));
        let collations = Collation::ALL.iter().map(|collation| collation.spelling());
        let known = operators.filter(is_word).chain(collations).chain(KEYWORDS.iter().copied());
        assert_eq!(spelled, known.collect());
    }

    #[test]
    fn the_parser_knows_every_keyword() {
        let unknown: Vec<_> = KEYWORDS.iter().filter(|word| Keyword::of(word).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        for operator in Operator::ALL {
            let words = std::iter::once(operator.spelling()).chain(operator.aliases().iter().copied());
            for spelling in words.filter(|spelling| spelling.starts_with(|first: char| first.is_alphabetic())) {
                let mut words = spelling.split(' ').map(Keyword::of);
                assert_eq!(words.next(), Some(Some(Keyword::Operator(*operator))), "{spelling}");
                assert!(words.all(|word| word == Some(Keyword::Of)), "{spelling}");
            }
        }
        for collation in Collation::ALL {
            assert_eq!(collation.spelling().parse(), Ok(*collation));
        }
    }

    #[test]
    fn the_same_words_are_reserved_as_keywords_and_as_names() {
        let operators = Operator::ALL.iter().flat_map(|operator| operator.spelling().split(' '));
        for word in operators.chain(KEYWORDS.iter().copied()).chain(RESERVED.iter().copied()) {
            let keyword = Keyword::of(word);
            assert_eq!(keyword.is_some_and(Keyword::is_reserved), is_reserved(word), "{word}");
            assert_eq!(keyword.is_some_and(Keyword::is_constant), is_constant(word), "{word}");
        }
    }
}
