//! Texts that share the one they are a part of, so that taking them out of a source copies nothing.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::span::Span;

/// A text, read as a [`str`]. Cheap to clone: one that was written in a query shares the query's source, and keeps that
/// alive.
///
/// ```
/// use tamis::Text;
/// let text = Text::from("Gold");
/// assert_eq!(&*text, "Gold");
/// assert!(text.starts_with('G'));
/// ```
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    /// Which part of the whole it is. Only of a text as a whole is the end beyond what a span holds.
    part: Span,
}

impl Text {
    /// What stands at `span` of `source`.
    pub(crate) fn part(source: &Arc<str>, span: Span) -> Self {
        Self { whole: Arc::clone(source), part: span }
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        if self.part.end() == Span::MAX_TEXT {
            return self.whole.get(self.part.start()..).unwrap_or_default();
        }
        self.part.of(&self.whole)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { whole: text.into(), part: Span::new(0, text.len()) }
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

impl From<Box<str>> for Text {
    fn from(text: Box<str>) -> Self {
        Self::from(&*text)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (**self).hash(hasher);
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
