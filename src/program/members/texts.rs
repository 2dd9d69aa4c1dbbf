//! The texts of a list: a few are compared one by one, more are found by a hash that equal texts share.

use super::super::words::Words;
use crate::collation::Collation;

/// A set of texts, equality being that of the collation.
#[derive(Debug)]
pub(super) struct Texts {
    collation: Collation,
    /// By hash, then by collation.
    entries: Box<[Entry]>,
    /// The texts of the entries, one behind the other.
    texts: Box<str>,
    lookup: Lookup,
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    /// Where its text stands among those of all.
    start: usize,
    end: usize,
}

/// How an entry is found.
#[derive(Debug)]
enum Lookup {
    /// By the words of the entries.
    Few(Box<[Words]>),
    Many {
        /// For each beginning of a hash, `bits` long, the first entry that does not come before it. So a bucket is found at
        /// once, and inside one a search halves: texts made to share a bucket make looking up no worse than that.
        starts: Box<[usize]>,
        bits: u32,
    },
}

/// Up to this many texts are compared one by one.
const FEW: usize = 8;

impl Texts {
    pub(super) fn new(collation: Collation, texts: Vec<&str>) -> Self {
        let mut hashed = Vec::with_capacity(texts.len());
        hashed.extend(texts.into_iter().map(|text| (collation.hash(text), text)));
        hashed.sort_unstable_by(|(a_hash, a), (b_hash, b)| a_hash.cmp(b_hash).then_with(|| collation.compare(a, b)));
        hashed.dedup_by(|(a_hash, a), (b_hash, b)| a_hash == b_hash && collation.equals(a, b));
        let length = hashed.iter().fold(0_usize, |sum, (_, text)| sum.saturating_add(text.len()));
        let mut texts = String::with_capacity(length);
        let entry = |(hash, text): &(u64, &str)| {
            let start = texts.len();
            texts.push_str(text);
            Entry { hash: *hash, start, end: texts.len() }
        };
        let entries = hashed.iter().map(entry).collect();
        let lookup = if hashed.len() <= FEW {
            Lookup::Few(hashed.iter().map(|(_, text)| Words::of(text.as_bytes())).collect())
        } else {
            Lookup::by_hash(&hashed)
        };
        Self { collation, entries, texts: texts.into(), lookup }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of the text that equals `text`.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        match &self.lookup {
            Lookup::Few(known) if self.collation == Collation::Ordinal => {
                let words = Words::of(text.as_bytes());
                let is_text = |(known, entry): (&Words, &Entry)| {
                    *known == words && (words.are_whole() || self.text(entry) == text)
                };
                known.iter().zip(&self.entries).position(is_text)
            }
            Lookup::Few(_) => self.entries.iter().position(|entry| self.collation.equals(self.text(entry), text)),
            Lookup::Many { starts, bits } => self.find_by_hash(text, starts, *bits),
        }
    }

    fn find_by_hash(&self, text: &str, starts: &[usize], bits: u32) -> Option<usize> {
        let hash = self.collation.hash(text);
        let bucket = beginning(hash, bits);
        let start = *starts.get(bucket)?;
        let end = starts.get(bucket.saturating_add(1)).map_or(self.entries.len(), |end| *end);
        let order = |entry: &Entry| entry.hash.cmp(&hash).then_with(|| self.collation.compare(self.text(entry), text));
        let found = match self.entries.get(start..end)? {
            [] => return None,
            [only] => {
                return (only.hash == hash && self.collation.equals(self.text(only), text)).then_some(start);
            }
            several => several.binary_search_by(order).ok()?,
        };
        Some(start.saturating_add(found))
    }

    fn text(&self, entry: &Entry) -> &str {
        self.texts.get(entry.start..entry.end).unwrap_or_default()
    }

    /// What looking up may cost, as a multiple of the cheapest test.
    pub(super) fn cost(&self) -> usize {
        let under = match self.collation {
            Collation::Ordinal => 1,
            Collation::IgnoreCase => 2,
            Collation::Lexicographic => 8,
        };
        if self.entries.len() <= 2 { under } else { under.saturating_mul(3) }
    }
}

impl Lookup {
    /// `hashed` is by hash.
    fn by_hash(hashed: &[(u64, &str)]) -> Self {
        let bits = hashed.len().next_power_of_two().trailing_zeros();
        let mut starts = Vec::with_capacity(hashed.len().next_power_of_two());
        for (index, (hash, _)) in hashed.iter().enumerate() {
            let bucket = beginning(*hash, bits);
            while starts.len() <= bucket {
                starts.push(index);
            }
        }
        Self::Many { starts: starts.into(), bits }
    }
}

/// The first `bits` of a hash.
fn beginning(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0)).unwrap_or(usize::MAX)
}
