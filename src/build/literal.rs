//! Literals of the builder, each kept as the text of a literal of the language.

use std::str::FromStr;

use crate::path::is_word;
use crate::syntax::print::{self, quote};

/// A value to compare with. Converts from text (a quoted literal), numbers, booleans and `None` for null. [`FromStr`]
/// parses the literals of the language, such as `"now - 7d".parse()`, `"500GB".parse()` or `"2026-01-31".parse()`.
#[derive(Clone, Debug)]
pub struct Literal(String);

impl Literal {
    pub(super) fn as_str(&self) -> &str {
        let Self(text) = self;
        text
    }
}

/// Returns the parameter `$name`, which is bound later. A name that is not a word is an error when the expression
/// becomes a query.
pub fn parameter(name: &str) -> Literal {
    // Any other name might be parsed as more than a name; the parser refuses a lone `$`.
    Literal(format!("${}", if is_word(name) { name } else { "" }))
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self(quote(text))
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Literal {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

macro_rules! from_display {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Literal {
            fn from(value: $ty) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

from_display!(bool, i32, i64, u32, u64, usize, crate::value::DateTime);

/// An infinity becomes a number outside the range of all values. NaN is an error when the expression becomes a query.
impl From<f64> for Literal {
    fn from(number: f64) -> Self {
        if number.is_nan() {
            // An invalid token, which the parser reports.
            return Self("0NaN".to_owned());
        }
        if number.is_infinite() {
            return Self(if number > 0.0 { "1e999" } else { "-1e999" }.to_owned());
        }
        Self(format!("{number:?}"))
    }
}

/// `None` is null.
impl<L: Into<Literal>> From<Option<L>> for Literal {
    fn from(value: Option<L>) -> Self {
        value.map_or_else(|| Self("null".to_owned()), Into::into)
    }
}

impl FromStr for Literal {
    type Err = LiteralError;

    /// Parses one literal of the language, such as `now - 7d`, `500GB`, `2026-01-31`, `Finished` or `$name`.
    fn from_str(text: &str) -> Result<Self, LiteralError> {
        print::literal(text).map(Self).map_err(|_| LiteralError { text: text.into() })
    }
}

/// An error for a text that is not one literal of the language: `now -`, `1 or 2`, `"a`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a literal, such as `now - 7d`, `500GB` or `2026-01-31`")]
pub struct LiteralError {
    /// The text.
    pub text: Box<str>,
}
