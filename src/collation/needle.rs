//! Substring search under each collation: a needle is prepared once and searched for in many texts.
//!
//! A text contains a needle if some substring of it, cut between code points, equals the needle under the collation;
//! for `startswith` and `endswith` some prefix or suffix has to. For `ordinal` and `ignorecase` that is a search for
//! the needle's key in the text's. For `lexicographic` it nearly is: a substring may be cut inside a digit run, so the
//! needle's first number may be the end of a longer one and its last number the start of one, which a search over
//! canonical characters finds. It misses one case: a needle that ends in the number zero also equals a substring that
//! is cut after the leading zeros of a longer number (`a0` in `a05`), and those zeros are not among the canonical
//! characters. Such a needle is searched for without its zero, and the zero must follow in the text itself.
//!
//! Bytes are searched by `memchr`; short ASCII needles are tried at every position; all others use the algorithm of
//! Knuth, Morris and Pratt over folded characters, which is linear for any needle.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::{Collation, fold};
use crate::shared_str::SharedStr;

/// A text to search for, prepared under a collation.
#[derive(Clone, Debug)]
pub(crate) struct Needle(NeedleSearch);

/// The search for a needle, by the fastest algorithm for it.
#[derive(Clone, Debug)]
enum NeedleSearch {
    /// Byte by byte, under `ordinal`.
    Bytes(Box<Finder<'static>>),
    /// Byte by byte, ignoring the case of letters: short ASCII under `ignorecase`. That is enough, because no character
    /// outside ASCII has an upper case in ASCII.
    Ascii(SharedStr),
    /// Character by character, after folding.
    Characters(Box<FoldedNeedle>),
}

/// The form of characters in which a needle and a text are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folding {
    /// Upper case: `ignorecase`.
    UpperCase,
    /// That of [`fold::canonical`]: `lexicographic`.
    Canonical,
}

/// A needle that is searched for character by character.
#[derive(Clone, Debug)]
struct FoldedNeedle {
    folding: Folding,
    /// The characters that are searched for: the needle's key, without a number zero at its end.
    key: Box<[char]>,
    /// For each index of `key`, the length of the longest proper prefix that is also a suffix there (Knuth, Morris,
    /// Pratt).
    fallback: Box<[usize]>,
    /// `true` if a `0` must follow in the text.
    then_zero: bool,
    /// The whole key.
    whole: Box<str>,
    /// `true` if prefixes and suffixes can be compared byte by byte, ignoring the case of letters.
    is_ascii: bool,
}

/// The longest needle, in bytes, for which trying every position is faster than an algorithm that reads each byte once.
const SHORT: usize = 32;

/// The part of a text in which a needle has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NeedlePosition {
    Anywhere,
    Start,
    End,
}

impl NeedlePosition {
    /// Returns the verb of messages about a text and its part.
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::Anywhere => "contains",
            Self::Start => "begins with",
            Self::End => "ends with",
        }
    }
}

impl Needle {
    pub(crate) fn new(collation: Collation, needle: impl Into<SharedStr>) -> Self {
        let needle = needle.into();
        Self(match collation {
            Collation::Ordinal => NeedleSearch::Bytes(Box::new(Finder::new(needle.as_bytes()).into_owned())),
            Collation::IgnoreCase if needle.is_ascii() && needle.len() <= SHORT => NeedleSearch::Ascii(needle),
            Collation::IgnoreCase => {
                NeedleSearch::Characters(Box::new(FoldedNeedle::new(Folding::UpperCase, collation.key(&needle))))
            }
            Collation::Lexicographic => {
                NeedleSearch::Characters(Box::new(FoldedNeedle::new(Folding::Canonical, collation.key(&needle))))
            }
        })
    }

    /// Returns `true` if a part of `text` at `position` equals the needle.
    pub(crate) fn is_at(&self, position: NeedlePosition, text: &str) -> bool {
        match position {
            NeedlePosition::Anywhere => self.is_in(text),
            NeedlePosition::Start => self.starts(text),
            NeedlePosition::End => self.ends(text),
        }
    }

    /// Returns `true` if a substring of `text` equals the needle.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let Self(search) = self;
        match search {
            NeedleSearch::Bytes(finder) => finder.find(text.as_bytes()).is_some(),
            NeedleSearch::Ascii(needle) => is_in_ignoring_case(needle.as_bytes(), text.as_bytes()),
            NeedleSearch::Characters(characters) => match characters.folding {
                Folding::Canonical => characters.are_in(fold::canonical(text), text),
                Folding::UpperCase => {
                    characters.are_in(fold::upper(text.chars()).map(|character| (0, character)), text)
                }
            },
        }
    }

    /// Returns `true` if a prefix of `text` equals the needle.
    pub(crate) fn starts(&self, text: &str) -> bool {
        let Self(search) = self;
        match search {
            NeedleSearch::Bytes(finder) => text.as_bytes().starts_with(finder.needle()),
            NeedleSearch::Ascii(needle) => starts_ignoring_case(text, needle),
            NeedleSearch::Characters(characters) if characters.is_ascii => {
                starts_ignoring_case(text, &characters.whole)
            }
            NeedleSearch::Characters(characters) => match characters.folding {
                Folding::Canonical => characters.start(text),
                Folding::UpperCase => is_prefix(characters.whole.chars(), fold::upper(text.chars())),
            },
        }
    }

    /// Returns `true` if a suffix of `text` equals the needle.
    pub(crate) fn ends(&self, text: &str) -> bool {
        let Self(search) = self;
        match search {
            NeedleSearch::Bytes(finder) => text.as_bytes().ends_with(finder.needle()),
            NeedleSearch::Ascii(needle) => ends_ignoring_case(text, needle),
            NeedleSearch::Characters(characters) if characters.is_ascii => ends_ignoring_case(text, &characters.whole),
            NeedleSearch::Characters(characters) => match characters.folding {
                Folding::Canonical => is_prefix(characters.whole.chars().rev(), fold::canonical_backwards(text)),
                Folding::UpperCase => is_prefix(characters.whole.chars().rev(), fold::upper(text.chars().rev())),
            },
        }
    }
}

impl FoldedNeedle {
    /// Prepares a needle by its key under the collation.
    fn new(folding: Folding, key: Cow<'_, str>) -> Self {
        let whole: Box<str> = key.into();
        let mut key: Vec<char> = whole.chars().collect();
        let ends_in_zero = match key.as_slice() {
            [.., before, '0'] => !before.is_ascii_digit(),
            ['0'] => true,
            _ => false,
        };
        let then_zero = folding == Folding::Canonical && ends_in_zero;
        if then_zero {
            key.pop();
        }
        let is_ascii = folding == Folding::UpperCase && whole.is_ascii();
        Self { folding, fallback: fallback(&key), key: key.into(), then_zero, whole, is_ascii }
    }

    /// Returns `true` if `text` starts with the needle, whose characters are canonical.
    fn start(&self, text: &str) -> bool {
        let mut end = 0;
        let mut characters = fold::canonical(text);
        for wanted in &self.key {
            match characters.next() {
                Some((offset, found)) if found == *wanted => end = after(text, offset),
                _ => return false,
            }
        }
        !self.then_zero || zero_at(text, end)
    }

    /// Searches for `key` in `characters`, each with its offset in `text`. Reads each character once.
    fn are_in(&self, characters: impl Iterator<Item = (usize, char)>, text: &str) -> bool {
        if self.key.is_empty() {
            return !self.then_zero || text.contains('0');
        }
        let mut matched = 0;
        for (offset, character) in characters {
            while matched > 0 && self.key.get(matched) != Some(&character) {
                matched = self.fallback_of(matched);
            }
            if self.key.get(matched) == Some(&character) {
                matched = matched.saturating_add(1);
            }
            if matched == self.key.len() {
                if !self.then_zero || zero_at(text, after(text, offset)) {
                    return true;
                }
                matched = self.fallback_of(matched);
            }
        }
        false
    }

    /// Returns the number of characters that still match if the character after `matched` does not.
    fn fallback_of(&self, matched: usize) -> usize {
        self.fallback.get(matched.saturating_sub(1)).copied().unwrap_or(0)
    }
}

/// Returns `true` if `needle` is in `text`, ASCII letters in any case.
fn is_in_ignoring_case(needle: &[u8], text: &[u8]) -> bool {
    let Some(first) = needle.first() else { return true };
    // The two cases of a letter differ in this bit alone. Other bytes may, too, which is why the whole needle is
    // compared.
    let first = first | 0x20;
    let mut places = text.iter().zip(text.windows(needle.len()));
    places.any(|(byte, place)| byte | 0x20 == first && place.eq_ignore_ascii_case(needle))
}

/// Returns `true` if `text` starts with `start`, ASCII letters in any case.
fn starts_ignoring_case(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
}

/// Returns `true` if `text` ends with `end`, ASCII letters in any case.
fn ends_ignoring_case(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    let found = start.and_then(|start| text.as_bytes().get(start..));
    found.is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes()))
}

/// Returns `true` if `found` starts with all of `wanted`.
fn is_prefix(wanted: impl Iterator<Item = char>, mut found: impl Iterator<Item = char>) -> bool {
    wanted.into_iter().all(|character| found.next() == Some(character))
}

/// Returns the offset after the character at `offset`.
fn after(text: &str, offset: usize) -> usize {
    let length = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    offset.saturating_add(length)
}

/// Returns `true` if `text` has a `0` at `offset`.
fn zero_at(text: &str, offset: usize) -> bool {
    text.as_bytes().get(offset) == Some(&b'0')
}

/// Returns the failure function of Knuth, Morris and Pratt for `key`.
fn fallback(key: &[char]) -> Box<[usize]> {
    let mut table: Vec<usize> = Vec::with_capacity(key.len());
    let mut length = 0_usize;
    for (index, character) in key.iter().enumerate() {
        while length > 0 && key.get(length) != Some(character) {
            length = table.get(length.saturating_sub(1)).copied().unwrap_or(0);
        }
        if index > 0 && key.get(length) == Some(character) {
            length = length.saturating_add(1);
        }
        table.push(length);
    }
    table.into()
}
