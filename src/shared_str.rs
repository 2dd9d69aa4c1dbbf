//! Strings that share their allocation with the text that they are a part of, so that slicing a source copies nothing.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::span::Span;

/// An immutable string that dereferences to [`str`]. Cheap to clone. A string that is a part of a query's text shares
/// it, and keeps it alive.
///
/// ```
/// use tamis::SharedStr;
/// let text = SharedStr::from("Gold");
/// assert_eq!(&*text, "Gold");
/// assert!(text.starts_with('G'));
/// ```
#[derive(Clone)]
pub struct SharedStr {
    /// The text that this string is a part of.
    whole: Arc<str>,
    /// The part of `whole`. An end at [`Span::MAX_TEXT`] means the end of `whole`, which may be longer than spans
    /// reach.
    part: Span,
}

impl SharedStr {
    /// Makes a string of the part of `source` at `span`.
    pub(crate) fn part(source: &Arc<str>, span: Span) -> Self {
        Self { whole: Arc::clone(source), part: span }
    }
}

impl Deref for SharedStr {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        if self.part.end() == Span::MAX_TEXT {
            return self.whole.get(self.part.start()..).unwrap_or_default();
        }
        self.part.of(&self.whole)
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> Self {
        Self { whole: text.into(), part: Span::new(0, text.len()) }
    }
}

impl From<&SharedStr> for SharedStr {
    fn from(text: &SharedStr) -> Self {
        text.clone()
    }
}

impl From<Box<str>> for SharedStr {
    fn from(text: Box<str>) -> Self {
        Self::from(&*text)
    }
}

impl AsRef<str> for SharedStr {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for SharedStr {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for SharedStr {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SharedStr {}

impl Hash for SharedStr {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (**self).hash(hasher);
    }
}

impl PartialOrd for SharedStr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SharedStr {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl Serialize for SharedStr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl fmt::Display for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
