//! What a request says besides which rows are wanted, in which order.

use super::Reader;
use super::error::DecompileErrorKind;
use crate::span::Span;
use crate::suggest::nearest;

/// A parameter that is no part of a query, such as `select`, `expand` or `GroupBy`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherParameter {
    /// Its name.
    pub name: Box<str>,
    /// Its value, decoded.
    pub value: Box<str>,
}

/// Parameters of the APIs that say what is answered of each row, or at which mark a page begins.
const KNOWN: &[&str] = &["select", "expand", "groupBy", "include", "meta", "fields", "fieldset", "page"];

impl Reader<'_> {
    /// Whether a parameter of this name is known to be no part of a query.
    pub(super) fn is_beside(&self, name: &str) -> bool {
        // Of `fieldset[image]`, the first word.
        let first = name.split('[').next().unwrap_or(name);
        KNOWN.iter().any(|known| known.eq_ignore_ascii_case(first))
    }

    /// Keeps a parameter that is no part of the query, and says so.
    pub(super) fn beside(&mut self, name: &str, value: &str, span: Span) {
        let kind = match self.is_beside(name) {
            true => DecompileErrorKind::NotInQuery { name: name.into() },
            false => {
                let nearest = nearest(name, self.form.names().into_iter().chain(self.questions_asked()));
                DecompileErrorKind::UnknownParameter { name: name.into(), dialect: self.dialect, nearest }
            }
        };
        self.fault(kind, span);
        self.read.rest.push(OtherParameter { name: name.into(), value: value.into() });
    }
}
