//! What a request says besides which rows are wanted, in which order.

use super::error::ReadErrorKind;
use super::{Form, Reader};
use crate::span::Span;
use crate::suggest::nearest;

/// A parameter that is no part of a query, such as `select`, `expand` or `GroupBy`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rest {
    /// Its name.
    pub name: Box<str>,
    /// Its value, decoded.
    pub value: Box<str>,
}

/// Parameters of the APIs that say what is answered of each row, or how: none of them chooses rows.
const KNOWN: &[&str] = &["select", "expand", "groupBy", "include", "meta", "fields", "fieldset", "page"];

impl Form<'_> {
    /// The names of filter, sort, offset and limit.
    pub(super) fn names(self) -> [&'static str; 4] {
        match self {
            Self::Expressions(expressions) => expressions.names,
        }
    }
}

impl Reader<'_> {
    /// Keeps a parameter that is no part of the query, and says so.
    pub(super) fn beside(&mut self, name: &str, value: &str, span: Span) {
        // Of `fieldset[image]`, the first word.
        let first = name.split('[').next().unwrap_or(name);
        let kind = match KNOWN.iter().any(|known| known.eq_ignore_ascii_case(first)) {
            true => ReadErrorKind::NotInQuery { name: name.into() },
            false => {
                let nearest = nearest(name, self.dialect.form().names());
                ReadErrorKind::UnknownParameter { name: name.into(), dialect: self.dialect, nearest }
            }
        };
        self.fault(kind, span);
        self.read.rest.push(Rest { name: name.into(), value: value.into() });
    }
}
