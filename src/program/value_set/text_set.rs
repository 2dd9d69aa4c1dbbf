//! Sets of texts under a collation.
//!
//! Up to eight texts are compared one by one, by their [`StrKey`]s where equal texts have equal bytes. Larger sets are
//! hash tables that are built once: the entries are sorted by hash, and an index by the first bits of the hash leads to
//! the bucket at once. Inside a bucket the search is binary, by hash and then by text, so that texts made to collide
//! cost a binary search and not a linear one. Hence the hash need not resist attacks.

use super::super::str_key::StrKey;
use crate::collation::Collation;
use crate::shared_str::SharedStr;

/// A set of texts. Two texts are equal as the collation decides.
#[derive(Debug)]
pub(in crate::program) struct TextSet {
    collation: Collation,
    entries: Entries,
}

/// The texts, in the form in which they are found fastest.
#[derive(Debug)]
enum Entries {
    /// One text that its key holds entirely.
    One(StrKey),
    /// A few texts that their keys hold entirely.
    Short(Box<[StrKey]>),
    /// A few texts, compared one by one; under ordinal, the keys tell most of them apart.
    Few(Box<[Entry<StrKey>]>),
    /// Many texts, found by their hashes.
    Hashed(Box<HashTable>),
}

/// Texts sorted by hash, and texts of one hash by the collation.
#[derive(Debug)]
struct HashTable {
    entries: Box<[Entry<u64>]>,
    /// For each value of the first `bits` of a hash, the index of the first entry that does not sort before it.
    starts: Box<[usize]>,
    bits: u32,
}

/// A text and what is compared before it.
#[derive(Debug)]
struct Entry<K> {
    key: K,
    text: SharedStr,
}

/// The most texts that are compared one by one.
const MOST_LINEAR: usize = 8;

impl TextSet {
    pub(super) fn new<'t>(collation: Collation, texts: impl Iterator<Item = &'t SharedStr> + Clone) -> Self {
        let count = texts.clone().count();
        if count > MOST_LINEAR {
            return Self { collation, entries: Entries::Hashed(Box::new(HashTable::new(collation, texts, count))) };
        }
        let keys = texts.clone().map(|text| StrKey::new(text.as_bytes()));
        let entries = if collation.equates_identical_only() { Entries::from_short(keys.clone(), count) } else { None };
        if let Some(entries) = entries {
            return Self { collation, entries };
        }
        let mut few: Vec<Entry<StrKey>> = Vec::with_capacity(count);
        for (key, text) in keys.zip(texts) {
            if !few.iter().any(|entry| collation.equals(&entry.text, text)) {
                few.push(Entry { key, text: text.clone() });
            }
        }
        Self { collation, entries: Entries::Few(few.into()) }
    }

    /// Returns the number of distinct texts.
    pub(super) fn len(&self) -> usize {
        match &self.entries {
            Entries::One(_) => 1,
            Entries::Short(keys) => keys.len(),
            Entries::Few(entries) => entries.len(),
            Entries::Hashed(table) => table.entries.len(),
        }
    }

    /// Returns the index of the text that equals `text`.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        match &self.entries {
            Entries::One(only) => (StrKey::new(text.as_bytes()) == *only).then_some(0),
            Entries::Short(known) => {
                let key = StrKey::new(text.as_bytes());
                known.iter().position(|known| *known == key)
            }
            Entries::Few(entries) if self.collation.equates_identical_only() => {
                let key = StrKey::new(text.as_bytes());
                let is_text = |entry: &Entry<StrKey>| entry.key == key && (key.is_exact() || *entry.text == *text);
                entries.iter().position(is_text)
            }
            Entries::Few(entries) => entries.iter().position(|entry| self.collation.equals(&entry.text, text)),
            Entries::Hashed(table) => table.find(self.collation, text),
        }
    }
}

impl Entries {
    /// Returns the entries of `count` texts by their keys, or `None` if a key does not hold all of its text.
    fn from_short(mut keys: impl Iterator<Item = StrKey>, count: usize) -> Option<Self> {
        let first = keys.next();
        if let (Some(only), 1) = (first, count) {
            return only.is_exact().then_some(Self::One(only));
        }
        let mut distinct = Vec::with_capacity(count);
        for key in first.into_iter().chain(keys) {
            if !key.is_exact() {
                return None;
            }
            if !distinct.contains(&key) {
                distinct.push(key);
            }
        }
        Some(Self::Short(distinct.into()))
    }
}

impl HashTable {
    /// Builds the table of `count` texts.
    fn new<'t>(collation: Collation, texts: impl Iterator<Item = &'t SharedStr>, count: usize) -> Self {
        let mut hashed = Vec::with_capacity(count);
        hashed.extend(texts.map(|text| (collation.hash(text), text)));
        let bits = count.next_power_of_two().trailing_zeros();
        let mut starts = starts(&hashed, bits);
        // A bucket sort: each text is moved to its bucket, and only texts of one bucket are compared.
        let mut next = starts.clone();
        let mut sorted = hashed.clone();
        for entry @ (hash, _) in hashed {
            let Some(next) = next.get_mut(bucket(hash, bits)) else { continue };
            if let Some(slot) = sorted.get_mut(*next) {
                *slot = entry;
            }
            *next = next.saturating_add(1);
        }
        for entries in sorted.chunk_by_mut(|(a, _), (b, _)| bucket(*a, bits) == bucket(*b, bits)) {
            if entries.len() > 1 {
                entries.sort_unstable_by(|(a_hash, a), (b_hash, b)| {
                    a_hash.cmp(b_hash).then_with(|| collation.compare(a, b))
                });
            }
        }
        sorted.dedup_by(|(a_hash, a), (b_hash, b)| a_hash == b_hash && collation.equals(a, b));
        if sorted.len() < count {
            starts = self::starts(&sorted, bits);
        }
        let entries = sorted.iter().map(|(hash, text)| Entry { key: *hash, text: SharedStr::clone(text) }).collect();
        Self { entries, starts, bits }
    }

    /// Returns the index of the text that equals `text`.
    #[inline]
    fn find(&self, collation: Collation, text: &str) -> Option<usize> {
        let hash = collation.hash(text);
        let bucket = bucket(hash, self.bits);
        let start = *self.starts.get(bucket)?;
        let end = self.starts.get(bucket.saturating_add(1)).map_or(self.entries.len(), |end| *end);
        let order = |entry: &Entry<u64>| entry.key.cmp(&hash).then_with(|| collation.compare(&entry.text, text));
        let found = match self.entries.get(start..end)? {
            [] => return None,
            [only] => return (only.key == hash && collation.equals(&only.text, text)).then_some(start),
            several => several.binary_search_by(order).ok()?,
        };
        Some(start.saturating_add(found))
    }
}

/// Returns, for each bucket, the number of texts in the buckets before it.
fn starts(hashed: &[(u64, &SharedStr)], bits: u32) -> Box<[usize]> {
    let mut starts = vec![0_usize; 1_usize.checked_shl(bits).unwrap_or(0)];
    for (hash, _) in hashed {
        if let Some(held) = starts.get_mut(bucket(*hash, bits)) {
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

/// Returns the first `bits` of a hash.
fn bucket(hash: u64, bits: u32) -> usize {
    usize::try_from(hash.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0)).unwrap_or(usize::MAX)
}
