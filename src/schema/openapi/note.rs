//! The report of an import: what the document leaves open, and what was made of it.

use std::fmt::{self, Write as _};

use super::{DEEPEST, LONGEST_NAME, MOST_FIELDS, OpenApi};
use crate::path::Path;
use crate::ty::Type;

/// Something that could not be read out of a document, displayed as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The field it is about; the row as a whole where there is none.
    pub path: Option<Path>,
    /// What it is.
    pub kind: ImportNoteKind,
}

/// What a document leaves open, or says in a way that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportNoteKind {
    /// The answer has none of the usual members for a list of rows: its only array of objects is taken.
    #[non_exhaustive]
    RowsIn {
        /// The member.
        member: Box<str>,
    },
    /// The answer is no list: it is taken as a row, or its member where one is named.
    #[non_exhaustive]
    OneRow {
        /// The member that holds the row.
        member: Option<Box<str>>,
    },
    /// There are several answers, or lists of rows in one, that differ.
    #[non_exhaustive]
    Several {
        /// The one that was taken.
        taken: Box<str>,
        /// Another one.
        other: Box<str>,
    },
    /// The operation takes neither a filter nor a sort, and another one of the path does.
    #[non_exhaustive]
    OtherMethod {
        /// The method of the operation that was taken.
        taken: &'static str,
        /// The method of the other.
        other: &'static str,
    },
    /// An object that lies in another of its own schema.
    Recursive,
    /// An object of which no property is named.
    FreeForm,
    /// An object of several kinds, with a discriminator that does not say which schemas they have.
    UnknownKinds,
    /// Nothing says what it holds.
    Untyped,
    /// A type that OpenAPI does not have.
    #[non_exhaustive]
    UnknownType {
        /// The type.
        name: Box<str>,
    },
    /// Text in a format that is not known, or a time without a date.
    #[non_exhaustive]
    UnknownFormat {
        /// The format.
        format: Box<str>,
    },
    /// Values of several types that have nothing in common, as alternatives or as types that must all hold.
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
    /// A `$ref` to what is not in the document.
    #[non_exhaustive]
    Missing {
        /// The reference.
        reference: Box<str>,
    },
    /// A `$ref` to what is nested too deep to be read.
    #[non_exhaustive]
    Unreadable {
        /// The reference.
        reference: Box<str>,
    },
    /// A keyword that may give more properties, and is not followed.
    #[non_exhaustive]
    Unread {
        /// The keyword, such as `if`.
        keyword: &'static str,
    },
    /// Objects or arrays in each other, more than are followed.
    TooDeep,
    /// More fields, or more that is said of them, than is read.
    TooLarge,
    /// A property whose name is longer than 255 bytes.
    UnusableName,
}

/// One line, whatever the document has in its names.
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
                let usual: Vec<String> = OpenApi::ROWS.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "has no array in {}: the rows are taken to be those of `{member}`", Choice(&usual))
            }
            Kind::OneRow { member: None } => f.write_str("is no list of rows: it is taken as one row"),
            Kind::OneRow { member: Some(member) } => {
                write!(f, "is no list of rows: its object `{member}` is taken as one row")
            }
            Kind::Several { taken, other } => write!(f, "is given by `{taken}` and by `{other}`: the first is taken"),
            Kind::OtherMethod { taken, other } => {
                write!(f, "also has {other}, which takes a filter or a sort: the rows are those of {taken}")
            }
            Kind::Recursive => f.write_str("is recursive: what lies below it is not checked"),
            Kind::FreeForm => f.write_str("is an object of unknown members: what lies below it is not checked"),
            Kind::UnknownKinds => f.write_str("is of several kinds: only what they have in common is known"),
            Kind::Untyped => f.write_str("does not say what it holds: that is taken as any"),
            Kind::UnknownType { name } => write!(f, "has the unknown type `{name}`, which is taken as any"),
            Kind::UnknownFormat { format } => write!(f, "has the unknown format `{format}`, which is taken as text"),
            Kind::Alternatives { types } => {
                let types: Vec<String> = types.iter().map(ToString::to_string).collect();
                write!(f, "holds {}, which is taken as any", Choice(&types))
            }
            Kind::External { reference } => write!(f, "refers to `{reference}`, which is outside of the document"),
            Kind::Missing { reference } => write!(f, "refers to `{reference}`, which the document does not have"),
            Kind::Unreadable { reference } => write!(f, "refers to `{reference}`, which is nested too deep to be read"),
            Kind::Unread { keyword } => write!(f, "is also described by `{keyword}`, which is not followed"),
            Kind::TooDeep => {
                write!(f, "lies {DEEPEST} levels deep: what lies below it is not checked")
            }
            Kind::TooLarge => {
                write!(f, "has more than {MOST_FIELDS} fields, or too much is said of them: the rest is left out")
            }
            Kind::UnusableName => {
                write!(f, "has a property whose name is longer than {LONGEST_NAME} bytes: it is left out")
            }
        }
    }
}

/// As much of a text of the document as is shown.
pub(super) fn excerpt(text: &str) -> Box<str> {
    text.chars().take(LONGEST_NAME).collect::<String>().into()
}

/// `a, b or c`.
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
