//! The texts of a list: a few are compared one by one, more are found by a hash that equal texts share.

use super::super::words::Words;
use crate::collation::Collation;

/// A set of texts, equality being that of the collation.
#[derive(Debug)]
pub(super) struct Texts {
    collation: Collation,
    /// By hash, then by collation.
    entries: Vec<(u64, Box<str>)>,
    /// The words of the entries, where these are few.
    words: Vec<Words>,
    /// For each beginning of a hash, `bits` long, the first entry that does not come before it. So a bucket is found at
    /// once, and inside one a search halves: texts made to share a bucket make looking up no worse than that.
    starts: Vec<usize>,
    bits: u32,
}

/// Up to this many texts are compared one by one.
const FEW: usize = 8;

impl Default for Texts {
    fn default() -> Self {
        Self { collation: Collation::Ordinal, entries: Vec::new(), words: Vec::new(), starts: Vec::new(), bits: 0 }
    }
}

impl Texts {
    pub(super) fn new(collation: Collation, texts: Vec<Box<str>>) -> Self {
        let mut entries: Vec<(u64, Box<str>)> = texts.into_iter().map(|text| (collation.hash(&text), text)).collect();
        entries.sort_by(|(a_hash, a), (b_hash, b)| a_hash.cmp(b_hash).then_with(|| collation.compare(a, b)));
        entries.dedup_by(|(a_hash, a), (b_hash, b)| a_hash == b_hash && collation.equals(a, b));
        if entries.len() <= FEW {
            let words = entries.iter().map(|(_, text)| Words::of(text.as_bytes())).collect();
            return Self { collation, entries, words, starts: Vec::new(), bits: 0 };
        }
        let bits = entries.len().next_power_of_two().trailing_zeros();
        let mut starts = Vec::with_capacity(entries.len().saturating_mul(2));
        for (index, (hash, _)) in entries.iter().enumerate() {
            let bucket = beginning(*hash, bits);
            while starts.len() <= bucket {
                starts.push(index);
            }
        }
        Self { collation, entries, words: Vec::new(), starts, bits }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of the text that equals `text`.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        if self.entries.len() > FEW {
            return self.find_by_hash(text);
        }
        if self.collation != Collation::Ordinal {
            return self.entries.iter().position(|(_, member)| self.collation.equals(member, text));
        }
        let words = Words::of(text.as_bytes());
        let is_text = |(known, (_, member)): (&Words, &(u64, Box<str>))| {
            *known == words && (words.are_whole() || **member == *text)
        };
        self.words.iter().zip(&self.entries).position(is_text)
    }

    fn find_by_hash(&self, text: &str) -> Option<usize> {
        let hash = self.collation.hash(text);
        let bucket = beginning(hash, self.bits);
        let start = *self.starts.get(bucket)?;
        let end = self.starts.get(bucket.saturating_add(1)).map_or(self.entries.len(), |end| *end);
        let entries = self.entries.get(start..end)?;
        let order =
            |(known, member): &(u64, Box<str>)| known.cmp(&hash).then_with(|| self.collation.compare(member, text));
        let found = match entries {
            [] => return None,
            [only] => return (only.0 == hash && self.collation.equals(&only.1, text)).then_some(start),
            several => several.binary_search_by(order).ok()?,
        };
        Some(start.saturating_add(found))
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

/// The first `bits` of a hash.
fn beginning(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0)).unwrap_or(usize::MAX)
}
