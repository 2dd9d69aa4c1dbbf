//! Paths: the dotted names by which a query reaches a property of a row.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::shared_str::SharedStr;

/// What a word is: a letter or `_`, then letters, ASCII digits and `_`.
pub(crate) fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_word) && characters.all(continues_word)
}

#[inline]
pub(crate) fn starts_word(character: char) -> bool {
    character == '_' || character.is_alphabetic()
}

pub(crate) fn continues_word(character: char) -> bool {
    starts_word(character) || character.is_ascii_digit()
}

/// Words that cannot stand bare as a path's first name or as a value, in any case.
pub(crate) const RESERVED: &[&str] = &["and", "or", "xor", "not", "in", "true", "false", "null", "now", "today"];

pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// Words that stand for a value, in any case.
const CONSTANTS: &[&str] = &["true", "false", "null"];

pub(crate) fn is_constant(word: &str) -> bool {
    CONSTANTS.iter().any(|constant| word.eq_ignore_ascii_case(constant))
}

/// The way to a property of a row: one name or several, outermost first. Names are case-sensitive and may be any text,
/// the empty one too, as in JSON.
///
/// Displayed as the language writes it, with backticks around names that are no words:
///
/// ```
/// use tamis::Path;
/// assert_eq!(Path::new(["initiator", "display name"]).to_string(), "initiator.`display name`");
/// assert_eq!(Path::from("initiator.name"), Path::new(["initiator", "name"]));
/// ```
#[derive(Clone)]
pub struct Path {
    names: Names,
}

/// Most paths have one name, and that needs no list.
#[derive(Clone)]
enum Names {
    One(SharedStr),
    /// None, or several.
    Several(Box<[SharedStr]>),
}

impl Path {
    /// A path of the given names, taken as they are.
    pub fn new<N: Into<Box<str>>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::of(names.into_iter().map(|name| SharedStr::from(name.into())))
    }

    /// A path of the given names.
    pub(crate) fn of(names: impl IntoIterator<Item = SharedStr>) -> Self {
        let mut names = names.into_iter();
        let names = match (names.next(), names.next()) {
            (Some(only), None) => Names::One(only),
            (first, second) => Names::Several(first.into_iter().chain(second).chain(names).collect()),
        };
        Self { names }
    }

    pub(crate) fn texts(&self) -> &[SharedStr] {
        match &self.names {
            Names::One(name) => std::slice::from_ref(name),
            Names::Several(names) => names,
        }
    }

    /// Its names, outermost first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.texts().iter().map(|name| &**name)
    }

    /// Every path above this one, outermost first: `a` and `a.b` for `a.b.c`.
    pub(crate) fn ancestors(&self) -> impl DoubleEndedIterator<Item = Path> {
        let names = self.texts();
        (1..names.len()).filter_map(|length| Some(Path::of(names.get(..length)?.iter().cloned())))
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.texts() == other.texts()
    }
}

impl Eq for Path {}

impl Hash for Path {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.texts().hash(hasher);
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> Ordering {
        self.texts().cmp(other.texts())
    }
}

/// Splits at every `.`; a name that itself holds one needs [`Path::new`].
impl From<&str> for Path {
    fn from(dotted: &str) -> Self {
        Path::new(dotted.split('.'))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.names().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            if is_word(name) && !(index == 0 && is_reserved(name)) {
                f.write_str(name)?;
            } else {
                write!(f, "`{}`", name.replace('`', "``"))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
