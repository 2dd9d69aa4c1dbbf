//! The texts of a list: a few are compared one by one, more are found by a hash that equal texts share.

use super::super::words::Words;
use crate::collation::Collation;
use crate::shared_str::SharedStr;

/// A set of texts, equality being that of the collation.
#[derive(Debug)]
pub(in crate::program) struct Texts {
    collation: Collation,
    entries: Entries,
}

/// The texts, and how one is found among them.
#[derive(Debug)]
enum Entries {
    /// One, by its words, which are all of it.
    One(Words),
    /// By their words, which are all of them.
    Short(Box<[Words]>),
    /// One by one; under ordinal, words tell most of them apart.
    SmallMap(Box<[Entry<Words>]>),
    /// By their hashes.
    Many(Box<Many>),
}

/// Texts in the order of their hashes, those of one hash in that of the collation.
#[derive(Debug)]
struct Many {
    entries: Box<[Entry<u64>]>,
    /// For each beginning of a hash, `bits` long, the first entry that does not come before it. So a bucket is found at
    /// once, and inside one a search halves: texts made to share a bucket make looking up no worse than that.
    starts: Box<[usize]>,
    bits: u32,
}

#[derive(Debug)]
struct Entry<K> {
    known: K,
    text: SharedStr,
}

/// Up to this many texts are compared one by one.
const FEW: usize = 8;

impl Texts {
    pub(super) fn new<'t>(collation: Collation, texts: impl Iterator<Item = &'t SharedStr> + Clone) -> Self {
        let count = texts.clone().count();
        if count > FEW {
            return Self { collation, entries: Entries::Many(Box::new(Many::new(collation, texts, count))) };
        }
        let words = texts.clone().map(|text| Words::of(text.as_bytes()));
        let entries = if collation == Collation::Ordinal { Entries::of_short(words.clone(), count) } else { None };
        if let Some(entries) = entries {
            return Self { collation, entries };
        }
        let mut few: Vec<Entry<Words>> = Vec::with_capacity(count);
        for (known, text) in words.zip(texts) {
            if !few.iter().any(|entry| collation.equals(&entry.text, text)) {
                few.push(Entry { known, text: text.clone() });
            }
        }
        Self { collation, entries: Entries::SmallMap(few.into()) }
    }

    pub(super) fn len(&self) -> usize {
        match &self.entries {
            Entries::One(_) => 1,
            Entries::Short(words) => words.len(),
            Entries::SmallMap(entries) => entries.len(),
            Entries::Many(many) => many.entries.len(),
        }
    }

    /// The number of the text that equals `text`.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        match &self.entries {
            Entries::One(only) => (Words::of(text.as_bytes()) == *only).then_some(0),
            Entries::Short(known) => {
                let words = Words::of(text.as_bytes());
                known.iter().position(|known| *known == words)
            }
            Entries::SmallMap(entries) if self.collation == Collation::Ordinal => {
                let words = Words::of(text.as_bytes());
                let is_text =
                    |entry: &Entry<Words>| entry.known == words && (words.are_whole() || *entry.text == *text);
                entries.iter().position(is_text)
            }
            Entries::SmallMap(entries) => entries.iter().position(|entry| self.collation.equals(&entry.text, text)),
            Entries::Many(many) => many.find(self.collation, text),
        }
    }
}

impl Entries {
    /// Of texts, which are `count`, by their words; nothing where words are not all of each.
    fn of_short(mut words: impl Iterator<Item = Words>, count: usize) -> Option<Self> {
        let first = words.next();
        if let (Some(only), 1) = (first, count) {
            return only.are_whole().then_some(Self::One(only));
        }
        let mut each_once = Vec::with_capacity(count);
        for words in first.into_iter().chain(words) {
            if !words.are_whole() {
                return None;
            }
            if !each_once.contains(&words) {
                each_once.push(words);
            }
        }
        Some(Self::Short(each_once.into()))
    }
}

impl Many {
    /// Of `texts`, which are `count`.
    fn new<'t>(collation: Collation, texts: impl Iterator<Item = &'t SharedStr>, count: usize) -> Self {
        let mut given = Vec::with_capacity(count);
        given.extend(texts.map(|text| (collation.hash(text), text)));
        let bits = count.next_power_of_two().trailing_zeros();
        let mut starts = starts(&given, bits);
        // Each is placed by the beginning of its hash, and only those of one beginning are sorted.
        let mut next = starts.clone();
        let mut placed = given.clone();
        for hashed @ (hash, _) in given {
            let Some(next) = next.get_mut(beginning(hash, bits)) else { continue };
            if let Some(slot) = placed.get_mut(*next) {
                *slot = hashed;
            }
            *next = next.saturating_add(1);
        }
        for bucket in placed.chunk_by_mut(|(a, _), (b, _)| beginning(*a, bits) == beginning(*b, bits)) {
            if bucket.len() > 1 {
                bucket.sort_unstable_by(|(a_hash, a), (b_hash, b)| {
                    a_hash.cmp(b_hash).then_with(|| collation.compare(a, b))
                });
            }
        }
        placed.dedup_by(|(a_hash, a), (b_hash, b)| a_hash == b_hash && collation.equals(a, b));
        if placed.len() < count {
            starts = self::starts(&placed, bits);
        }
        let entries = placed.iter().map(|(hash, text)| Entry { known: *hash, text: SharedStr::clone(text) }).collect();
        Self { entries, starts, bits }
    }

    /// The number of the text that equals `text`.
    #[inline]
    fn find(&self, collation: Collation, text: &str) -> Option<usize> {
        let hash = collation.hash(text);
        let bucket = beginning(hash, self.bits);
        let start = *self.starts.get(bucket)?;
        let end = self.starts.get(bucket.saturating_add(1)).map_or(self.entries.len(), |end| *end);
        let order = |entry: &Entry<u64>| entry.known.cmp(&hash).then_with(|| collation.compare(&entry.text, text));
        let found = match self.entries.get(start..end)? {
            [] => return None,
            [only] => return (only.known == hash && collation.equals(&only.text, text)).then_some(start),
            several => several.binary_search_by(order).ok()?,
        };
        Some(start.saturating_add(found))
    }
}

/// For each beginning of a hash, how many of `hashed` come before it.
fn starts(hashed: &[(u64, &SharedStr)], bits: u32) -> Box<[usize]> {
    let mut starts = vec![0_usize; 1_usize.checked_shl(bits).unwrap_or(0)];
    for (hash, _) in hashed {
        if let Some(held) = starts.get_mut(beginning(*hash, bits)) {
            *held = held.saturating_add(1);
        }
    }
    let mut before = 0_usize;
    for start in &mut starts {
        let held = std::mem::replace(start, before);
        before = before.saturating_add(held);
    }
    starts.into()
}

/// The first `bits` of a hash.
fn beginning(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0)).unwrap_or(usize::MAX)
}
