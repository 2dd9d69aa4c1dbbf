//! The texts of a list: a few are compared one by one, more are found by a hash that equal texts share.

use super::super::words::Words;
use crate::collation::Collation;

/// A set of texts, equality being that of the collation.
#[derive(Debug)]
pub(super) struct Texts {
    collation: Collation,
    /// All of them, one behind the other.
    texts: Box<str>,
    entries: Entries,
}

/// Where each text stands among all, and how it is found. By hash, then by collation.
#[derive(Debug)]
enum Entries {
    /// By its words.
    Few(Box<[Entry<Words>]>),
    /// By its hash.
    Many {
        entries: Box<[Entry<u64>]>,
        /// For each beginning of a hash, `bits` long, the first entry that does not come before it. So a bucket is found at
        /// once, and inside one a search halves: texts made to share a bucket make looking up no worse than that.
        starts: Box<[usize]>,
        bits: u32,
    },
}

#[derive(Debug)]
struct Entry<K> {
    known: K,
    start: usize,
    end: usize,
}

/// Up to this many texts are compared one by one.
const FEW: usize = 8;

impl Texts {
    pub(super) fn new<'t>(collation: Collation, texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let mut hashed = Vec::with_capacity(texts.clone().count());
        hashed.extend(texts.map(|text| (collation.hash(text), text)));
        hashed.sort_unstable_by(|(a_hash, a), (b_hash, b)| a_hash.cmp(b_hash).then_with(|| collation.compare(a, b)));
        hashed.dedup_by(|(a_hash, a), (b_hash, b)| a_hash == b_hash && collation.equals(a, b));
        let length = hashed.iter().fold(0_usize, |sum, (_, text)| sum.saturating_add(text.len()));
        let mut texts = String::with_capacity(length);
        let mut place = |text: &str| {
            let start = texts.len();
            texts.push_str(text);
            (start, texts.len())
        };
        let entries = if hashed.len() <= FEW {
            let entry = |(_, text): &(u64, &str)| {
                let (start, end) = place(text);
                Entry { known: Words::of(text.as_bytes()), start, end }
            };
            Entries::Few(hashed.iter().map(entry).collect())
        } else {
            let entry = |(hash, text): &(u64, &str)| {
                let (start, end) = place(text);
                Entry { known: *hash, start, end }
            };
            let entries: Box<[Entry<u64>]> = hashed.iter().map(entry).collect();
            let bits = entries.len().next_power_of_two().trailing_zeros();
            let mut starts = Vec::with_capacity(entries.len().next_power_of_two());
            for (index, entry) in entries.iter().enumerate() {
                let bucket = beginning(entry.known, bits);
                while starts.len() <= bucket {
                    starts.push(index);
                }
            }
            Entries::Many { entries, starts: starts.into(), bits }
        };
        Self { collation, texts: texts.into(), entries }
    }

    pub(super) fn len(&self) -> usize {
        match &self.entries {
            Entries::Few(entries) => entries.len(),
            Entries::Many { entries, .. } => entries.len(),
        }
    }

    /// The number of the text that equals `text`.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        match &self.entries {
            Entries::Few(entries) if self.collation == Collation::Ordinal => {
                let words = Words::of(text.as_bytes());
                let is_text =
                    |entry: &Entry<Words>| entry.known == words && (words.are_whole() || self.text(entry) == text);
                entries.iter().position(is_text)
            }
            Entries::Few(entries) => entries.iter().position(|entry| self.collation.equals(self.text(entry), text)),
            Entries::Many { entries, starts, bits } => {
                let hash = self.collation.hash(text);
                let bucket = beginning(hash, *bits);
                let start = *starts.get(bucket)?;
                let end = starts.get(bucket.saturating_add(1)).map_or(entries.len(), |end| *end);
                let order = |entry: &Entry<u64>| {
                    entry.known.cmp(&hash).then_with(|| self.collation.compare(self.text(entry), text))
                };
                let found = match entries.get(start..end)? {
                    [] => return None,
                    [only] => {
                        let is_text = only.known == hash && self.collation.equals(self.text(only), text);
                        return is_text.then_some(start);
                    }
                    several => several.binary_search_by(order).ok()?,
                };
                Some(start.saturating_add(found))
            }
        }
    }

    fn text<K>(&self, entry: &Entry<K>) -> &str {
        self.texts.get(entry.start..entry.end).unwrap_or_default()
    }

    /// What looking up may cost, as a multiple of the cheapest test.
    pub(super) fn cost(&self) -> usize {
        let under = match self.collation {
            Collation::Ordinal => 1,
            Collation::IgnoreCase => 2,
            Collation::Lexicographic => 8,
        };
        if self.len() <= 2 { under } else { under.saturating_mul(3) }
    }
}

/// The first `bits` of a hash.
fn beginning(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0)).unwrap_or(usize::MAX)
}
