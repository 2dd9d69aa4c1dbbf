//! Hashes of texts for look-ups under a collation, eight bytes at a time.
//!
//! Texts that a collation equates have one hash. The hashes are fast and well spread but do not resist attacks: callers
//! compare texts that share a hash, and search among them with a binary search, which is all that collisions made on
//! purpose can cost.

/// 2^64 divided by the golden ratio: an odd factor whose products spread neighbours over all bits.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Returns a hash of `bytes`.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    hash_words(bytes, |word| word)
}

/// Returns a hash of ASCII `bytes` that does not depend on the case of letters.
pub(super) fn hash_ascii_ignoring_case(bytes: &[u8]) -> u64 {
    hash_words(bytes, to_upper)
}

/// Returns a hash of `characters`.
pub(super) fn hash_characters(characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(FACTOR, |hash, character| mix(hash, u32::from(character).into()))
}

/// Hashes `bytes` in words of eight, each after `change`.
fn hash_words(bytes: &[u8], change: impl Fn(u64) -> u64) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let start = mix(FACTOR, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    let hash = words.iter().fold(start, |hash, word| mix(hash, change(u64::from_le_bytes(*word))));
    // The last eight bytes include the rest, and perhaps some that were hashed already.
    let last = match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
    };
    mix(hash, change(last))
}

fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

/// Returns eight ASCII bytes with letters in upper case.
///
/// Adding 0x80 - `a` to a byte sets its highest bit if the byte is at least `a`, and ASCII leaves room for the sum. The
/// bits of letters, moved from 0x80 to 0x20, are the difference between the cases.
fn to_upper(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let from_a = word.wrapping_add(EACH.wrapping_mul(0x80 - 0x61));
    let after_z = word.wrapping_add(EACH.wrapping_mul(0x80 - 0x7B));
    let letters = (from_a & !after_z) & EACH.wrapping_mul(0x80);
    word ^ (letters >> 2)
}
