//! Notes of an import: what the document leaves open, and how it was read.

use std::fmt::{self, Write as _};

use super::limits::{LONGEST_NAME, MAX_DEPTH, MAX_FIELDS, ROW_LISTS};
use crate::path::Path;
use crate::ty::Type;

/// A note on something that a document leaves open, displayed on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The field, or `None` for the row as a whole.
    pub path: Option<Path>,
    /// The kind.
    pub kind: ImportNoteKind,
}

/// The kind of an [`ImportNote`]: something that a document leaves open, or specifies in a way that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportNoteKind {
    /// The answer has none of the usual members for a list of rows, so its only array of objects was taken.
    #[non_exhaustive]
    RowsIn {
        /// The member.
        member: Box<str>,
    },
    /// The answer is not a list, so it was taken as one row, or the named member of it was.
    #[non_exhaustive]
    OneRow {
        /// The member that holds the row.
        member: Option<Box<str>>,
    },
    /// Several answers, or several lists of rows in one, differ.
    #[non_exhaustive]
    Several {
        /// The one that was taken.
        taken: Box<str>,
        /// Another one.
        other: Box<str>,
    },
    /// The operation supports neither a filter nor sorting, but another one of the path does.
    #[non_exhaustive]
    OtherMethod {
        /// The method of the operation that was taken.
        taken: &'static str,
        /// The method of the other.
        other: &'static str,
    },
    /// An object inside another of the same schema.
    Recursive,
    /// An object without named properties.
    FreeForm,
    /// An object of several kinds, with a discriminator that does not name their schemas.
    UnknownKinds,
    /// A value without a type.
    Untyped,
    /// A type that OpenAPI does not define.
    #[non_exhaustive]
    UnknownType {
        /// The type.
        name: Box<str>,
    },
    /// Text in an unknown format, or a time without a date.
    #[non_exhaustive]
    UnknownFormat {
        /// The format.
        format: Box<str>,
    },
    /// Values of several types without a common one, as alternatives or as types that must all apply.
    #[non_exhaustive]
    Alternatives {
        /// The types.
        types: Vec<Type>,
    },
    /// A `$ref` into another document.
    #[non_exhaustive]
    External {
        /// The reference.
        reference: Box<str>,
    },
    /// A `$ref` to a part that the document does not have.
    #[non_exhaustive]
    Missing {
        /// The reference.
        reference: Box<str>,
    },
    /// A `$ref` to a part that is nested too deeply.
    #[non_exhaustive]
    Unreadable {
        /// The reference.
        reference: Box<str>,
    },
    /// A keyword that may add properties, but is not supported.
    #[non_exhaustive]
    Unread {
        /// The keyword, such as `if`.
        keyword: &'static str,
    },
    /// Objects or arrays nested more deeply than is followed.
    TooDeep,
    /// More fields, or longer descriptions of them in the document, than the limits allow.
    TooLarge,
    /// A property whose name is longer than 255 bytes.
    UnusableName,
}

/// Displayed on one line, whatever characters the names in the document have.
impl fmt::Display for ImportNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        self.write(&mut line)?;
        f.write_str(&line.replace(char::is_control, " "))
    }
}

impl ImportNote {
    fn write(&self, f: &mut String) -> fmt::Result {
        use ImportNoteKind as Kind;
        match (&self.path, &self.kind) {
            (_, Kind::RowsIn { .. } | Kind::OneRow { .. } | Kind::Several { .. }) => f.write_str("the answer ")?,
            (_, Kind::OtherMethod { .. }) => f.write_str("the path ")?,
            (None, _) => f.write_str("a row ")?,
            (Some(path), _) => write!(f, "`{path}` ")?,
        }
        match &self.kind {
            Kind::RowsIn { member } => {
                let usual: Vec<String> = ROW_LISTS.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "has no array in {}: the rows are taken from `{member}`", Choice(&usual))
            }
            Kind::OneRow { member: None } => f.write_str("is not a list of rows: it is taken as one row"),
            Kind::OneRow { member: Some(member) } => {
                write!(f, "is not a list of rows: its object `{member}` is taken as one row")
            }
            Kind::Several { taken, other } => {
                write!(f, "is described by `{taken}` and by `{other}`: the first is taken")
            }
            Kind::OtherMethod { taken, other } => {
                write!(f, "also has {other}, which supports a filter or sorting: the rows are those of {taken}")
            }
            Kind::Recursive => f.write_str("is recursive: paths into it are not checked"),
            Kind::FreeForm => f.write_str("is an object of unknown members: paths into it are not checked"),
            Kind::UnknownKinds => f.write_str("is of several kinds: only their common properties are known"),
            Kind::Untyped => f.write_str("has no type: it is taken as any"),
            Kind::UnknownType { name } => write!(f, "has the unknown type `{name}`, which is taken as any"),
            Kind::UnknownFormat { format } => write!(f, "has the unknown format `{format}`, which is taken as text"),
            Kind::Alternatives { types } => {
                let types: Vec<String> = types.iter().map(ToString::to_string).collect();
                write!(f, "holds {}, which is taken as any", Choice(&types))
            }
            Kind::External { reference } => write!(f, "refers to `{reference}`, which is outside of the document"),
            Kind::Missing { reference } => write!(f, "refers to `{reference}`, which the document does not have"),
            Kind::Unreadable { reference } => write!(f, "refers to `{reference}`, which is nested too deeply"),
            Kind::Unread { keyword } => write!(f, "is also described by `{keyword}`, which is not supported"),
            Kind::TooDeep => {
                write!(f, "is {MAX_DEPTH} levels deep: paths into it are not checked")
            }
            Kind::TooLarge => {
                write!(
                    f,
                    "has more than {MAX_FIELDS} fields, or the document describes them at too great length: the rest is left out"
                )
            }
            Kind::UnusableName => {
                write!(f, "has a property whose name is longer than {LONGEST_NAME} bytes: it is left out")
            }
        }
    }
}

/// Returns the beginning of a text of the document, as much as is shown.
pub(super) fn excerpt(text: &str) -> Box<str> {
    text.chars().take(LONGEST_NAME).collect::<String>().into()
}

/// Words displayed as a choice: `a, b or c`.
struct Choice<'c>(&'c [String]);

impl fmt::Display for Choice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.0.iter().enumerate() {
            let left = self.0.len().saturating_sub(index);
            f.write_str(word)?;
            f.write_str(match left {
                0 | 1 => "",
                2 => " or ",
                _ => ", ",
            })?;
        }
        Ok(())
    }
}
