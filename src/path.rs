//! Paths: the dotted names by which a query refers to a property of a row, and the words that names are made of.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::shared_str::SharedStr;

/// Returns `true` if `text` is a word: a letter or `_`, then letters, ASCII digits and `_`.
pub(crate) fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_word) && characters.all(continues_word)
}

/// Returns `true` if a word may start with `character`.
#[inline]
pub(crate) fn starts_word(character: char) -> bool {
    character == '_' || character.is_alphabetic()
}

/// Returns `true` if a word may have `character` after its first.
pub(crate) fn continues_word(character: char) -> bool {
    starts_word(character) || character.is_ascii_digit()
}

/// The words that need backticks as a path's first name, and quotes as a value, in any case.
pub(crate) const RESERVED: &[&str] = &["and", "or", "xor", "not", "in", "true", "false", "null", "now", "today"];

/// Returns `true` if `word` is one of [`RESERVED`].
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// The words that are values, in any case.
const CONSTANTS: &[&str] = &["true", "false", "null"];

/// Returns `true` if `word` is a value.
pub(crate) fn is_constant(word: &str) -> bool {
    CONSTANTS.iter().any(|constant| word.eq_ignore_ascii_case(constant))
}

/// The names that lead to a property of a row: one or several, outermost first. Names are case-sensitive and may be any
/// text, the empty one too, as in JSON.
///
/// Displayed in the syntax of queries, with backticks around names that are no words:
///
/// ```
/// use tamis::Path;
/// assert_eq!(Path::new(["initiator", "display name"]).to_string(), "initiator.`display name`");
/// assert_eq!(Path::from("initiator.name"), Path::new(["initiator", "name"]));
/// ```
#[derive(Clone)]
pub struct Path {
    names: PathNames,
}

/// The names of a path. Most paths have one, which needs no allocation.
#[derive(Clone)]
enum PathNames {
    One(SharedStr),
    /// No name, or several.
    Several(Box<[SharedStr]>),
}

impl Path {
    /// Makes a path of `names`, which are not split at dots.
    pub fn new<N: Into<Box<str>>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::from_texts(names.into_iter().map(|name| SharedStr::from(name.into())))
    }

    /// Makes a path of `names` without copying them.
    pub(crate) fn from_texts(names: impl IntoIterator<Item = SharedStr>) -> Self {
        let mut names = names.into_iter();
        let names = match (names.next(), names.next()) {
            (Some(only), None) => PathNames::One(only),
            (first, second) => PathNames::Several(first.into_iter().chain(second).chain(names).collect()),
        };
        Self { names }
    }

    /// Returns the names as shared texts, outermost first.
    pub(crate) fn texts(&self) -> &[SharedStr] {
        match &self.names {
            PathNames::One(name) => std::slice::from_ref(name),
            PathNames::Several(names) => names,
        }
    }

    /// Returns the names, outermost first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.texts().iter().map(|name| &**name)
    }

    /// Returns every proper prefix of the path, the shortest first: `a` and `a.b` for `a.b.c`.
    pub(crate) fn ancestors(&self) -> impl DoubleEndedIterator<Item = Path> {
        let names = self.texts();
        (1..names.len()).filter_map(|length| Some(Path::from_texts(names.get(..length)?.iter().cloned())))
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

/// Splits at every `.`; a name that contains one needs [`Path::new`].
impl From<&str> for Path {
    fn from(dotted: &str) -> Self {
        Path::new(dotted.split('.'))
    }
}

/// Splits at every `.`, as for `&str`.
impl From<String> for Path {
    fn from(dotted: String) -> Self {
        dotted.as_str().into()
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
